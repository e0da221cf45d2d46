"""What SPDX 3 relates outside of plain words: snippets, words for other matters, and ends that are nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.api import check
from fourfold.artifact import Bill
from fourfold.read.base import Source
from fourfold.read.spdx3 import READER
from fourfold.read.spdx3_words import OTHER_MATTERS
from fourfold.terms import Kind, Verdict

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def bill_of(*graph: dict[str, object]) -> Bill:
    return READER.read(Source("b", Path("b"), json.dumps({"@context": CONTEXT, "@graph": graph}).encode()))


def element(type_: str, id_: str, **more: object) -> dict[str, object]:
    return {"type": type_, "spdxId": id_, "name": id_, **more}


def licensed(id_: str, words: str) -> list[dict[str, object]]:
    kind = "simplelicensing_LicenseExpression"
    licence: dict[str, object] = {"type": kind, "simplelicensing_licenseExpression": words}
    return [licence | {"spdxId": f"{id_}:l"}, relation(id_, "hasDeclaredLicense", f"{id_}:l")]


def relation(subject: object, word: str, *targets: object) -> dict[str, object]:
    return {"type": "Relationship", "from": subject, "relationshipType": word, "to": list(targets)}


def related(bill: Bill) -> list[tuple[str, str | None, str]]:
    return [(r.subject, r.verb.value if r.verb else None, r.object) for r in bill.relations]


FILE = element("software_File", "urn:f")


@pytest.mark.parametrize("value", ["urn:f", FILE, ["urn:f"]])
def test_a_snippet_is_embedded_in_the_file_that_it_is_from(value):
    snippet = element("software_Snippet", "urn:s", software_snippetFromFile=value)
    bill = bill_of(snippet, *([FILE] if value is not FILE else []))
    assert related(bill) == [("urn:f", "embeds", "urn:s")]
    assert bill.relations[0].place.pointer == "/@graph/0/software_snippetFromFile"
    assert {artifact.id for artifact in bill.artifacts} == {"urn:f", "urn:s"}
    assert bill.diagnostics == ()


def test_a_copyleft_snippet_in_a_permissive_file_is_a_conflict():
    snippet = element("software_Snippet", "urn:s", software_snippetFromFile="urn:f")
    told = [*licensed("urn:f", "MIT"), *licensed("urn:s", "AGPL-3.0-only")]
    assert check(bill_of(snippet, FILE, *told)).verdict is Verdict.CONFLICT


@pytest.mark.parametrize("value", ["urn:gone", {}, 1])
def test_a_snippet_from_a_file_that_is_not_there_is_noted(value):
    bill = bill_of(element("software_Snippet", "urn:s", software_snippetFromFile=value))
    assert [entry.code for entry in bill.diagnostics] == ["relation-dangling"]


def test_snippets_that_share_an_id_are_embedded_each():
    snippets = [element("software_Snippet", "urn:s", software_snippetFromFile="urn:f")] * 2
    assert {r.object for r in bill_of(FILE, *snippets).relations} == {"urn:s", "urn:s#2"}


@pytest.mark.parametrize("word", sorted(OTHER_MATTERS))
def test_a_word_for_other_matters_is_kept_between_two_artifacts(word):
    one, other = element("software_Package", "urn:a"), element("software_Package", "urn:b")
    bill = bill_of(relation("urn:a", word, "urn:b"), one, other)
    assert related(bill) == [("urn:a", None, "urn:b")]
    assert [entry.code for entry in bill.diagnostics] == ["relation-unknown"]


@pytest.mark.parametrize("first", [True, False])
def test_a_word_for_other_matters_says_nothing_where_one_end_is_somebody(first):
    told = [relation("urn:cve", "affects", "urn:a"), relation("urn:a", "publishedBy", "urn:me", "urn:elsewhere")]
    others = [element("security_Vulnerability", "urn:cve"), element("Person", "urn:me")]
    bill = bill_of(
        *(others if first else []), *told, *(others if not first else []), element("software_Package", "urn:a")
    )
    assert (bill.relations, bill.diagnostics) == ((), ())


def test_an_element_inside_a_relation_about_other_matters_is_read():
    inside = element("software_File", "urn:proof")
    bill = bill_of(element("software_Package", "urn:a"), relation("urn:a", "hasEvidence", inside))
    assert related(bill) == [("urn:a", None, "urn:proof")]


def test_a_list_of_one_is_that_one():
    bill = bill_of(
        element("software_Package", "urn:a"),
        FILE | {"type": ["software_File"]},
        relation(["urn:a"], "contains", "urn:f"),
    )
    assert (related(bill), bill.diagnostics) == ([("urn:a", "contains", "urn:f")], ())


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("urn:gone", "ids that the document does not define"),
        ("urn:sbom", "no package, file or snippet"),
        ("urn:me", "no package, file or snippet"),
        (None, "(no id) hasDeclaredLicense GPL-3.0-only"),
    ],
)
def test_a_licence_of_what_is_no_artifact_is_noted_with_its_words(subject, says):
    others = [element("software_Sbom", "urn:sbom"), element("Person", "urn:me")]
    licence = licensed("urn:x", "GPL-3.0-only")[0]
    bill = bill_of(
        FILE, *others, licence, relation(subject, "hasDeclaredLicense", "urn:x:l"), *licensed("urn:f", "MIT")
    )
    (entry,) = bill.diagnostics
    assert entry.code == "license-dangling"
    assert says in entry.message
    assert "GPL-3.0-only" in entry.message
    assert entry.place.pointer == "/@graph/4"
    assert [claim.license for claim in bill.artifacts[0].claims] == ["MIT"]


def test_all_package_urls_count_for_what_a_package_is():
    identifiers = [
        {"externalIdentifierType": kind, "identifier": value}
        for kind, value in (
            ("cpe23", "cpe:2.3:a:acme:chat"),
            ("packageUrl", "pkg:generic/chat@1"),
            ("packageUrl", "pkg:huggingface/acme/chat@1"),
        )
    ]
    package = element(
        "software_Package", "urn:m", software_packageUrl="pkg:generic/chat@1", externalIdentifier=identifiers
    )
    (model,) = bill_of(package).artifacts
    assert model.kind is Kind.MODEL
    assert model.aliases == ("pkg:generic/chat@1", "pkg:huggingface/acme/chat@1", "acme/chat")
