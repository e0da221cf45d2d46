"""The relation and purpose words of SPDX 2, on fourfold's own."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.terms import Kind, Verb

DOCUMENT = "SPDXRef-DOCUMENT"
"""The id by which a document speaks of itself, and so of the distribution."""
Meaning = tuple[Verb, bool, str]
"""Verb, whether the source's subject and object change places, and the basis."""

VERBS: Mapping[str, Meaning] = {
    "DESCRIBES": (Verb.CONTAINS, False, "stated"),
    "DESCRIBE": (Verb.CONTAINS, False, "stated"),
    "DESCRIBED_BY": (Verb.CONTAINS, True, "stated"),
    "CONTAINS": (Verb.CONTAINS, False, "stated"),
    "CONTAINED_BY": (Verb.CONTAINS, True, "stated"),
    "PACKAGE_OF": (Verb.CONTAINS, True, "stated"),
    "OPTIONAL_COMPONENT_OF": (Verb.CONTAINS, True, "stated"),
    "FILE_ADDED": (Verb.CONTAINS, True, "stated"),
    # not trained-on: a data file is anything that the subject needs for its work
    "DATA_FILE_OF": (Verb.CONTAINS, True, "implied"),
    # whoever distributes the one has to distribute the other beside it
    "DISTRIBUTION_ARTIFACT": (Verb.CONTAINS, False, "implied"),
    "STATIC_LINK": (Verb.LINKS, False, "stated"),
    "DYNAMIC_LINK": (Verb.LINKS, False, "stated"),
    # a dependency may be linked, called or only installed beside; the least of these is what the word alone says
    "DEPENDS_ON": (Verb.RUNS, False, "implied"),
    "DEPENDENCY_OF": (Verb.RUNS, True, "implied"),
    "RUNTIME_DEPENDENCY_OF": (Verb.RUNS, True, "implied"),
    "OPTIONAL_DEPENDENCY_OF": (Verb.RUNS, True, "implied"),
    "PROVIDED_DEPENDENCY_OF": (Verb.RUNS, True, "implied"),
    "HAS_PREREQUISITE": (Verb.RUNS, False, "implied"),
    "PREREQUISITE_FOR": (Verb.RUNS, True, "implied"),
    "GENERATED_FROM": (Verb.MODIFIED_FROM, False, "stated"),
    "GENERATES": (Verb.MODIFIED_FROM, True, "stated"),
    "ANCESTOR_OF": (Verb.MODIFIED_FROM, True, "stated"),
    "DESCENDANT_OF": (Verb.MODIFIED_FROM, False, "stated"),
    "FILE_MODIFIED": (Verb.MODIFIED_FROM, False, "stated"),
    "PATCH_FOR": (Verb.MODIFIED_FROM, False, "implied"),
    "PATCH_APPLIED": (Verb.EMBEDS, True, "implied"),
    "COPY_OF": (Verb.COPIED_FROM, False, "stated"),
    "VARIANT_OF": (Verb.COPIED_FROM, False, "implied"),
    "EXPANDED_FROM_ARCHIVE": (Verb.COPIED_FROM, False, "stated"),
    "DOCUMENTATION_OF": (Verb.DOCUMENTS, False, "stated"),
    "EXAMPLE_OF": (Verb.DOCUMENTS, False, "implied"),
    "SPECIFICATION_FOR": (Verb.DOCUMENTS, False, "implied"),
    "REQUIREMENT_DESCRIPTION_FOR": (Verb.DOCUMENTS, False, "implied"),
    "TEST_OF": (Verb.EVALUATED_ON, True, "implied"),
    "TEST_CASE_OF": (Verb.EVALUATED_ON, True, "implied"),
}
"""Relation words by what they say; a word that is not here fits no verb."""

MADE_WITH = frozenset(
    {"BUILD_TOOL_OF", "DEV_TOOL_OF", "TEST_TOOL_OF", "BUILD_DEPENDENCY_OF", "DEV_DEPENDENCY_OF", "TEST_DEPENDENCY_OF"}
)
"""Words whose subject only served to make the object, and is no part of it."""

WHOLE = frozenset({"DESCRIBES", "DESCRIBE", "DESCRIBED_BY", "CONTAINS", "CONTAINED_BY", "PACKAGE_OF", "DEPENDS_ON"})
"""Words that speak of the distribution where they stand with the document; all others speak of the document itself."""

PURPOSES: Mapping[str, Kind | None] = {
    "APPLICATION": Kind.CODE,
    "FRAMEWORK": Kind.CODE,
    "LIBRARY": Kind.CODE,
    "CONTAINER": Kind.CODE,
    "OPERATING-SYSTEM": Kind.CODE,
    "OPERATING_SYSTEM": Kind.CODE,
    "FIRMWARE": Kind.CODE,
    "SOURCE": Kind.CODE,
    "INSTALL": Kind.CODE,
    "ARCHIVE": Kind.CODE,
    "FILE": Kind.CODE,
    "DEVICE": None,
    "OTHER": None,
    # SPDX 3's words, which some writers of SPDX 2 use already
    "MODEL": Kind.MODEL,
    "DATA": Kind.DATASET,
    "DOCUMENTATION": Kind.DOCUMENT,
}
"""What a package is by its primary purpose."""
