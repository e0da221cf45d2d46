"""SPDX 3: licences are relations, expressions are graphs, and models, data and code keep apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.api import check
from fourfold.artifact import Artifact, Bill
from fourfold.errors import NothingToCheck
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.spdx3 import READER
from fourfold.read.spdx3_words import OTHER_MATTERS, VERBS
from fourfold.terms import Kind, Verdict

BILL = Path(__file__).parent / "bills" / "spdx3" / "acme.spdx3.json"
CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def bill_of(*graph: dict[str, object]) -> Bill:
    return READER.read(Source("b", Path("b"), json.dumps({"@context": CONTEXT, "@graph": graph}).encode()))


def package(id_: str, **more: object) -> dict[str, object]:
    return {"type": "software_Package", "spdxId": id_, "name": id_, **more}


def relation(subject: str, word: str, *targets: object) -> dict[str, object]:
    return {"type": "Relationship", "from": subject, "relationshipType": word, "to": list(targets)}


@pytest.fixture(scope="module")
def bill():
    return read(BILL)


@pytest.fixture(scope="module")
def found(bill):
    return {artifact.id.removeprefix("urn:acme:"): artifact for artifact in bill.artifacts}


@pytest.fixture(scope="module")
def related(bill):
    return {
        (r.subject.removeprefix("urn:acme:"), r.verb.value if r.verb else None, r.object.removeprefix("urn:acme:"))
        for r in bill.relations
    }


def said(artifact: Artifact) -> dict[str, str]:
    return {claim.role: claim.license for claim in artifact.claims}


def test_what_has_rights_is_an_artifact_and_nothing_else(bill, found):
    assert bill.format == "SPDX 3.0.1 JSON-LD"
    assert bill.name == "acme-chat"
    assert len(found) == 10


def test_kinds_come_from_the_type_then_from_the_purpose(found):
    kinds = {name: artifact.kind for name, artifact in found.items()}
    assert kinds["model"] is kinds["base"] is Kind.MODEL
    assert kinds["corpus"] is Kind.DATASET
    assert kinds["manual"] is Kind.DOCUMENT
    assert kinds["train"] is kinds["app"] is Kind.CODE


def test_identity_is_kept(found):
    assert found["model"].aliases == ("pkg:huggingface/acme/chat@8b", "acme/chat")
    assert found["lib"].aliases == ("pkg:pypi/lib@2",)
    assert found["app"].version == "1.10"


def test_declared_and_concluded_are_two_claims(found):
    assert said(found["app"]) == {"declared": "Apache-2.0", "concluded": "NOASSERTION"}


def test_the_individuals_mean_what_they_say(found):
    assert said(found["base"]) == {"concluded": "NONE"}
    assert found["checker"].claims == ()


def test_an_id_of_the_documents_own_is_resolved_by_its_element(found):
    (claim,) = found["model"].claims
    assert claim.license == "gemma"
    assert "LicenseRef-own" in claim.source


def test_sets_and_operators_are_written_out(found):
    assert said(found["lib"])["concluded"] == "EPL-2.0 OR (GPL-2.0-only WITH Classpath-exception-2.0)"


def test_several_targets_apply_together_because_the_format_says_so(bill, found):
    declared = next(c for c in found["lib"].claims if c.role == "declared")
    assert declared.license == "GPL-2.0-only+ AND Apache-2.0"
    assert "all of several" in declared.source
    assert "license-list-as-and" not in {d.code for d in bill.diagnostics}


def test_a_licence_that_is_not_there_counts_as_no_assertion(bill, found):
    assert said(found["corpus"]) == {"declared": "NOASSERTION"}
    assert any(d.code == "license-dangling" and "urn:acme:nowhere" in d.message for d in bill.diagnostics)


def test_an_expression_that_holds_itself_ends(bill, found):
    assert said(found["probe"])["declared"].strip("()") == "NOASSERTION"
    assert "license-unreadable" in {d.code for d in bill.diagnostics}


@pytest.mark.parametrize("circle", [True, False])
def test_sets_that_double_with_every_level_end_soon(circle):
    sets = [
        {
            "type": "expandedlicensing_ConjunctiveLicenseSet",
            "spdxId": f"urn:s{i}",
            "expandedlicensing_member": [f"urn:s{i - 1}"] * 9,
        }
        for i in range(1, 35)
    ]
    last = {"type": "expandedlicensing_CustomLicense", "spdxId": "urn:s0", "name": "n"}
    if circle:
        last = {
            "type": "expandedlicensing_DisjunctiveLicenseSet",
            "spdxId": "urn:s0",
            "expandedlicensing_member": ["urn:s34", "urn:s0"],
        }
    bill = bill_of(package("urn:p"), *sets, last, relation("urn:p", "hasDeclaredLicense", "urn:s34"))
    assert len(bill.artifacts[0].claims[0].license) < 50_000
    assert "license-unreadable" in {d.code for d in bill.diagnostics}


def test_an_element_inside_a_relation_is_read(found):
    assert said(found["train"]) == {"declared": "MIT"}


def test_relations_become_verbs_the_right_way_round(related):
    assert related >= {
        ("acme-chat", "contains", "app"),
        ("app", "contains", "model"),
        ("model", "trained-on", "corpus"),
        ("model", "evaluated-on", "probe"),
        ("model", "modified-from", "base"),
        ("model", "generated-by", "train"),
        ("app", "links", "lib"),
        ("manual", "documents", "app"),
        ("archive", "copied-from", "app"),
    }


def test_what_is_only_referred_to_is_not_shipped(found):
    assert [found[name].shipped for name in ("corpus", "probe", "base", "checker")] == [False] * 4
    assert found["app"].shipped is None


def test_another_form_of_a_thing_has_no_terms_of_its_own(found):
    assert found["archive"].inherited


def test_a_dependency_for_tests_is_kept_and_not_followed(bill):
    (kept,) = [r for r in bill.relations if r.object == "urn:acme:checker"]
    assert (kept.verb, kept.word) == (None, "dependsOn (test)")


def test_other_matters_are_left_out_and_unknown_words_are_kept(bill, related):
    assert ("app", None, "lib") in related
    assert not any(r.word in OTHER_MATTERS for r in bill.relations)


def test_dangling_ends_are_noted(bill):
    assert any(d.code == "relation-dangling" and "urn:acme:gone" in d.message for d in bill.diagnostics)


def test_places_are_pointers_into_the_graph(found):
    data = json.loads(BILL.read_text(encoding="utf-8"))
    pointer = found["app"].claims[0].place.pointer
    assert pointer.startswith("/@graph/")
    assert data["@graph"][int(pointer.rpartition("/")[2])]["spdxId"] == "urn:acme:r1"


def test_one_element_without_a_graph_is_read():
    element = package("urn:x", creationInfo={"type": "CreationInfo", "specVersion": "3.0.1"})
    bill = READER.read(Source("b", Path("b"), json.dumps({"@context": CONTEXT, **element}).encode()))
    assert [a.id for a in bill.artifacts] == ["urn:x"]


def test_build_inputs_reach_what_was_trained_and_not_what_was_compiled():
    bill = bill_of(
        {"type": "build_Build", "spdxId": "urn:b"},
        {"type": "ai_AIPackage", "spdxId": "urn:m"},
        {"type": "dataset_DatasetPackage", "spdxId": "urn:d"},
        package("urn:o"),
        package("urn:s"),
        relation("urn:b", "hasInput", "urn:d", "urn:s"),
        relation("urn:b", "hasOutput", "urn:m", "urn:o"),
    )
    verbs = {(r.subject, r.object): r.verb.value if r.verb else None for r in bill.relations}
    assert verbs["urn:m", "urn:d"] == "trained-on"
    assert verbs["urn:m", "urn:s"] == "generated-by"
    assert verbs["urn:o", "urn:s"] is None


def test_a_build_of_everything_is_noted_and_not_multiplied_out():
    names = [f"urn:{i}" for i in range(40)]
    bill = bill_of(
        *map(package, names),
        {"type": "build_Build", "spdxId": "urn:b"},
        relation("urn:b", "hasInput", *names),
        relation("urn:b", "hasOutput", *names),
    )
    assert not bill.relations
    assert [d.code for d in bill.diagnostics] == ["build-too-large"]


def test_unprefixed_expressions_are_read():
    license_ = {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l", "licenseExpression": "MIT"}
    bill = bill_of(package("urn:p"), license_, relation("urn:p", "hasDeclaredLicense", "urn:l"))
    assert bill.artifacts[0].claims[0].license == "MIT"


def test_a_document_without_artifacts_is_not_clean():
    with pytest.raises(NothingToCheck):
        bill_of({"type": "SpdxDocument", "spdxId": "urn:d", "name": "x"})


@pytest.mark.parametrize(
    ("word", "scope", "verb"),
    [
        ("hasStaticLink", None, "links"),
        ("hasStaticLink", "build", "links"),
        ("hasStaticLink", "test", None),
        ("dependsOn", "build", None),
    ],
)
def test_what_is_linked_when_a_thing_is_built_is_in_the_thing(word, scope, verb):
    linked = relation("urn:app", word, "urn:lib") | ({"scope": scope} if scope else {})
    bill = bill_of(package("urn:app"), package("urn:lib"), linked)
    assert [r.verb.value if r.verb else None for r in bill.relations] == [verb]
    assert ("relation-aside" in {entry.code for entry in bill.diagnostics}) is (verb is None)


def test_a_copyleft_library_that_is_linked_at_build_time_is_a_conflict():
    told = [relation("urn:app", "hasStaticLink", "urn:lib") | {"scope": "build"}]
    for name, words in (("urn:app", "Apache-2.0"), ("urn:lib", "GPL-2.0-only")):
        licence = {"type": "simplelicensing_LicenseExpression", "simplelicensing_licenseExpression": words}
        told += [licence | {"spdxId": f"{name}:l"}, relation(name, "hasDeclaredLicense", f"{name}:l")]
    assert check(bill_of(package("urn:app"), package("urn:lib"), *told)).verdict is Verdict.CONFLICT


def test_a_root_that_is_no_artifact_is_nothing_that_lacks():
    sbom = {"type": "software_Sbom", "spdxId": "urn:s", "rootElement": ["urn:build", "urn:p"]}
    bill = bill_of({"type": "build_Build", "spdxId": "urn:build"}, package("urn:p"), sbom)
    assert [(r.object, r.word) for r in bill.relations] == [("urn:p", "rootElement")]
    assert bill.diagnostics == ()


def test_the_version_may_stand_in_each_element():
    created = {"creationInfo": {"specVersion": "3.0.1"}}
    document = {"type": "SpdxDocument", "spdxId": "urn:d", "name": "d"} | created
    for graph in ([package("urn:p", **created)], [document, package("urn:p")]):
        assert bill_of(*graph).format == "SPDX 3.0.1 JSON-LD"


def test_what_served_to_make_something_and_is_contained_too_is_said_to_go_out():
    parts = [relation("urn:p", "contains", "urn:both"), relation("urn:p", "usesTool", "urn:both", "urn:tool")]
    bill = bill_of(package("urn:p"), package("urn:both"), package("urn:tool"), *parts)
    told = ["goes out with what contains it: urn:both", "is no part of the release: urn:tool"]
    assert [entry.message.partition(", and ")[2] for entry in bill.diagnostics] == told
    assert [finding.remedies for finding in check(bill).findings if "usesTool" in finding.message] == [(), ()]


@pytest.mark.parametrize(
    "junk", [None, 1, "x", [1, None], {"a": []}, [[]], {"type": "Relationship"}, [{"spdxId": [1]}]]
)
def test_junk_anywhere_is_passed_over(junk):
    bill = bill_of(
        package("urn:p", externalIdentifier=junk, software_packageUrl=junk, software_primaryPurpose=junk),
        {"type": "software_Sbom", "spdxId": "urn:s", "rootElement": junk, "element": junk},
        {"type": "Relationship", "from": junk, "relationshipType": "contains", "to": junk},
        {"type": "Relationship", "from": "urn:p", "relationshipType": junk, "to": junk},
        {"type": "Relationship", "from": "urn:p", "relationshipType": "hasDeclaredLicense", "to": junk},
        {"type": junk, "spdxId": junk},
    )
    assert "urn:p" in {a.id for a in bill.artifacts}


def test_no_word_is_in_two_tables():
    assert not OTHER_MATTERS & set(VERBS)
    assert len(VERBS) >= 30


@pytest.mark.parametrize("words", [("MIT", "GPL-3.0-only"), ("GPL-3.0-only", "MIT"), ("MIT", "MIT")])
def test_an_id_that_two_licences_have_means_both(words):
    licences = [{"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l", "simplelicensing_licenseExpression": w} for w in words]  # fmt: skip
    bill = bill_of(package("urn:p"), *licences, relation("urn:p", "hasDeclaredLicense", "urn:l"))
    (claim,) = bill.artifacts[0].claims
    assert set(claim.license.split(" AND ")) == set(words)
    assert any(entry.code == "id-repeated" for entry in bill.diagnostics) is (words[0] != words[1])
