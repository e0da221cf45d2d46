"""The element, purpose and relation words of SPDX 3, on fourfold's own."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.read.draft import text_of
from fourfold.terms import Kind, Verb

Meaning = tuple[Verb, bool, str]
"""Verb, whether ``from`` and ``to`` change places, and the basis."""

VERBS: Mapping[str, Meaning] = {
    "describes": (Verb.CONTAINS, False, "stated"),
    "contains": (Verb.CONTAINS, False, "stated"),
    "hasOptionalComponent": (Verb.CONTAINS, False, "stated"),
    "hasAddedFile": (Verb.CONTAINS, False, "stated"),
    "hasDataFile": (Verb.CONTAINS, False, "implied"),
    "hasStaticLink": (Verb.LINKS, False, "stated"),
    "hasDynamicLink": (Verb.LINKS, False, "stated"),
    # a dependency may be linked, called or only installed beside; the least of these is what the word alone says
    "dependsOn": (Verb.RUNS, False, "implied"),
    "hasOptionalDependency": (Verb.RUNS, False, "implied"),
    "hasProvidedDependency": (Verb.RUNS, False, "implied"),
    "hasPrerequisite": (Verb.RUNS, False, "implied"),
    "usesModel": (Verb.RUNS, False, "stated"),
    "generates": (Verb.MODIFIED_FROM, True, "stated"),
    "descendantOf": (Verb.MODIFIED_FROM, False, "stated"),
    "ancestorOf": (Verb.MODIFIED_FROM, True, "stated"),
    "modifiedBy": (Verb.MODIFIED_FROM, False, "implied"),
    "patchedBy": (Verb.MODIFIED_FROM, True, "implied"),
    "copiedTo": (Verb.COPIED_FROM, True, "stated"),
    "hasVariant": (Verb.COPIED_FROM, True, "implied"),
    "hasDistributionArtifact": (Verb.COPIED_FROM, True, "stated"),
    "packagedBy": (Verb.COPIED_FROM, True, "stated"),
    "expandsTo": (Verb.COPIED_FROM, True, "stated"),
    "trainedOn": (Verb.TRAINED_ON, False, "stated"),
    "pretrainedOn": (Verb.TRAINED_ON, False, "stated"),
    "finetunedOn": (Verb.TRAINED_ON, False, "stated"),
    "testedOn": (Verb.EVALUATED_ON, False, "stated"),
    "evaluatedOn": (Verb.EVALUATED_ON, False, "stated"),
    "validatedOn": (Verb.EVALUATED_ON, False, "stated"),
    "hasTest": (Verb.EVALUATED_ON, False, "implied"),
    "hasTestCase": (Verb.EVALUATED_ON, False, "implied"),
    "hasDocumentation": (Verb.DOCUMENTS, True, "stated"),
    "hasExample": (Verb.DOCUMENTS, True, "implied"),
    "hasMetadata": (Verb.DOCUMENTS, True, "implied"),
    "hasSpecification": (Verb.DOCUMENTS, True, "implied"),
    "hasRequirement": (Verb.DOCUMENTS, True, "implied"),
}
"""Relation words by what they say; a word that is in none of these tables fits no verb."""

MADE_WITH: Mapping[Verb, frozenset[str]] = {
    Verb.RUNS: frozenset({"build", "development", "test"}),
    # what is linked when the thing is built is in the thing from then on
    Verb.LINKS: frozenset({"test"}),
}
"""Scopes in which a dependency only served to make the thing, and is no part of it."""

OTHER_MATTERS = frozenset(
    {
        "affects", "amendedBy", "availableFrom", "coordinatedBy", "delegatedTo", "doesNotAffect", "exploitCreatedBy",
        "fixedBy", "fixedIn", "foundBy", "hasAssessmentFor", "hasAssociatedVulnerability", "hasContactPoint", "hasEvidence",
        "hasHost", "invokedBy", "publishedBy", "reportedBy", "republishedBy", "serializedInArtifact",
        "underInvestigationFor",
    }
)  # fmt: skip
"""Words for vulnerabilities, people and the document, in some files most of it; kept only where both ends are artifacts."""

ARTIFACTS: Mapping[str, Kind | None] = {
    "software_Package": Kind.CODE,
    "software_File": None,
    "software_Snippet": Kind.CODE,
    "ai_AIPackage": Kind.MODEL,
    "dataset_DatasetPackage": Kind.DATASET,
}
"""Elements with rights of their own, with what they are; a file is what its name says."""

SNIPPET, SNIPPET_FROM = "software_Snippet", "software_snippetFromFile"
"""A part of a file, and its property that says which file that is."""

COLLECTIONS = frozenset({"SpdxDocument", "software_Sbom", "Bom", "Bundle", "ai_Sbom"})
"""Elements that stand for the distribution."""

PURPOSES: Mapping[str, Kind] = {
    "model": Kind.MODEL,
    "data": Kind.DATASET,
    "documentation": Kind.DOCUMENT,
    "specification": Kind.DOCUMENT,
    "requirement": Kind.DOCUMENT,
}
"""What a package or file is by its primary purpose, where that says more than its type."""


def id_of(element: object) -> str:
    """Return the id of an element, given as itself or as its id."""
    if type(element) is dict:
        return text_of(element.get("spdxId") or element.get("@id"))
    return text_of(element)
