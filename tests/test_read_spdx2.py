"""SPDX 2 says the same in all five forms; nothing it says is lost, judged or made tidier than it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.artifact import Artifact, Bill
from fourfold.catalogue import catalogue
from fourfold.errors import NothingToCheck
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.spdx2 import READER
from fourfold.read.spdx2_words import MADE_WITH, VERBS
from fourfold.resolve import settle
from fourfold.terms import Grade, Kind, Verb

BILLS = Path(__file__).parent / "bills" / "spdx2"
FORMS = ("acme.spdx.json", "acme.spdx.yml", "acme.spdx.xml", "acme.spdx", "acme.spdx.rdf")


def bill_of(document: object) -> Bill:
    return READER.read(Source("bill.json", Path("bill.json"), json.dumps(document).encode()))


def by_id(bill: Bill) -> dict[str, Artifact]:
    return {artifact.id: artifact for artifact in bill.artifacts}


def said(artifact: Artifact) -> list[tuple[str, str, str]]:
    return sorted((claim.license, claim.evidence.value, claim.role) for claim in artifact.claims)


def related(bill: Bill) -> set[tuple[str, str | None, str]]:
    return {(r.subject, r.verb.value if r.verb else None, r.object) for r in bill.relations}


@pytest.fixture(scope="module", params=FORMS)
def bill(request):
    return read(BILLS / request.param)


def test_each_form_is_told_by_its_content_and_named():
    assert [read(BILLS / name).format for name in FORMS] == [
        "SPDX 2.3 JSON",
        "SPDX 2.3 YAML",
        "SPDX 2.3 XML",
        "SPDX 2.3 tag-value",
        "SPDX 2.3 RDF/XML",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("name", ["acme.spdx", "acme.spdx.yml", "acme.spdx.json"])
def test_lines_may_end_in_any_way_and_keep_their_numbers(tmp_path, name, end):
    path = tmp_path / name
    path.write_bytes((BILLS / name).read_bytes().replace(b"\n", end.encode()))
    plain, other = read(BILLS / name), read(path)
    for one, two in zip(plain.artifacts, other.artifacts, strict=True):
        assert (one.id, said(one), one.name, one.place.line) == (two.id, said(two), two.name, two.place.line)
    assert related(plain) == related(other)


def test_ends_of_lines_may_differ_within_a_document_and_nothing_else_is_one(tmp_path):
    text = "SPDXVersion: SPDX-2.3\rDocumentName: d\r\nPackageName: a\x0cb\u2028c\rSPDXID: SPDXRef-a\nPackageLicenseDeclared: MIT\r"
    path = tmp_path / "mixed.spdx"
    path.write_bytes(text.encode())
    (artifact,) = read(path).artifacts
    assert (artifact.id, artifact.name, artifact.place.line) == ("SPDXRef-a", "a\x0cb\u2028c", 3)
    assert [(c.license, c.place.line) for c in artifact.claims] == [("MIT", 5)]


def test_all_forms_say_the_same():
    bills = [read(BILLS / name) for name in FORMS]
    first = {(a.id, a.kind, a.name, a.version, a.aliases, a.shipped, tuple(said(a))) for a in bills[0].artifacts}
    for other in bills[1:]:
        assert {
            (a.id, a.kind, a.name, a.version, a.aliases, a.shipped, tuple(said(a))) for a in other.artifacts
        } == first
        assert related(other) == related(bills[0])
        assert {(d.code, d.message) for d in other.diagnostics} == {(d.code, d.message) for d in bills[0].diagnostics}


def test_a_version_stays_the_word_it_is(bill):
    assert by_id(bill)["SPDXRef-app"].version == "1.10"


def test_none_no_assertion_and_silence_are_three_things(bill):
    found = by_id(bill)
    assert ("NOASSERTION", "C", "concluded") in said(found["SPDXRef-app"])
    assert ("NONE", "C", "concluded") in said(found["SPDXRef-tool"])
    assert found["SPDXRef-weights"].claims == ()


def test_the_licence_of_the_document_is_never_counted(bill):
    words = {claim.license for artifact in bill.artifacts for claim in artifact.claims}
    assert bill.claims == ()
    assert "CC0-1.0" not in words


def test_a_package_url_of_the_hub_makes_a_model(bill):
    model = by_id(bill)["SPDXRef-model"]
    assert model.kind is Kind.MODEL
    assert model.aliases == ("pkg:huggingface/acme/chat@8b", "acme/chat")


@pytest.mark.parametrize("first", ["pkg:generic/chat@1", "pkg:oci/chat@1"])
def test_any_package_url_of_the_hub_makes_a_model(first):
    refs = [{"referenceType": "purl", "referenceLocator": purl} for purl in (first, "pkg:huggingface/acme/chat")]
    (model,) = bill_of({"spdxVersion": "SPDX-2.3", "packages": [{"name": "chat", "externalRefs": refs}]}).artifacts
    assert (model.kind, model.aliases[0]) == (Kind.MODEL, first)


def test_a_file_is_what_its_name_says(bill):
    found = by_id(bill)
    assert found["SPDXRef-weights"].kind is Kind.MODEL
    assert found["SPDXRef-source"].kind is Kind.CODE


def test_an_extracted_text_that_is_known_is_the_best_evidence(bill):
    concluded = next(c for c in by_id(bill)["SPDXRef-lib"].claims if c.role == "concluded")
    assert (concluded.license, concluded.evidence) == ("MIT", Grade.A)
    assert "LicenseRef-mit" in concluded.source


def test_an_extracted_text_inside_an_expression_is_put_in_its_place(bill):
    declared = next(c for c in by_id(bill)["SPDXRef-lib"].claims if c.role == "declared")
    assert (declared.license, declared.evidence) == ("MIT AND MIT", Grade.C)
    assert "MIT AND LicenseRef-mit" in declared.source


def test_a_text_that_is_only_a_name_is_that_name(bill):
    (claim,) = by_id(bill)["SPDXRef-model"].claims
    assert (claim.license, claim.evidence) == ("llama3.1", Grade.C)
    assert "LicenseRef-short" in claim.source


def test_a_text_that_nobody_knows_stays_a_reference_and_is_kept(bill):
    assert ("LicenseRef-odd", "C", "declared") in said(by_id(bill)["SPDXRef-tool"])
    assert any("second Tuesday" in text for text in bill.texts.values())


def test_what_was_found_in_files_is_one_claim_read_as_all_of_them(bill):
    assert ("MIT AND BSD-3-Clause", "C", "observed") in said(by_id(bill)["SPDXRef-lib"])
    assert "license-list-as-and" in {d.code for d in bill.diagnostics}


def test_inverse_words_change_places_and_document_relations_are_the_distributions(bill):
    assert related(bill) >= {
        ("acme-chat", "contains", "SPDXRef-app"),
        ("SPDXRef-app", "contains", "SPDXRef-lib"),
        ("SPDXRef-app", "links", "SPDXRef-lib"),
        ("SPDXRef-app", "runs", "SPDXRef-model"),
        ("SPDXRef-source", "embeds", "SPDXRef-snippet"),
    }


def test_code_that_made_weights_is_not_what_they_were_modified_from(bill):
    assert ("SPDXRef-weights", "generated-by", "SPDXRef-source") in related(bill)


def test_unknown_words_are_kept_and_noted_once(bill):
    relation = next(r for r in bill.relations if r.word == "GLARES_AT")
    assert relation.verb is None
    assert [d.code for d in bill.diagnostics].count("relation-unknown") == 1


def test_a_build_tool_is_kept_aside(bill):
    relation = next(r for r in bill.relations if r.word == "BUILD_TOOL_OF")
    assert relation.verb is None
    assert by_id(bill)["SPDXRef-tool"].shipped is False


def test_an_id_that_is_not_there_is_noted_and_its_relation_kept(bill):
    assert any(d.code == "relation-dangling" and "SPDXRef-gone" in d.message for d in bill.diagnostics)
    assert ("SPDXRef-app", "contains", "SPDXRef-gone") in related(bill)


def test_a_statement_about_relations_is_none(bill):
    assert not any("NONE" in {r.subject, r.object} for r in bill.relations)


@pytest.mark.parametrize("form", FORMS[1:])
def test_forms_with_lines_say_the_line(form):
    path = BILLS / form
    lines = path.read_text(encoding="utf-8").splitlines()
    claim = next(c for c in by_id(read(path))["SPDXRef-app"].claims if c.license == "Apache-2.0")
    assert claim.place.line is not None
    assert "Apache-2.0" in lines[claim.place.line - 1]


def test_json_says_the_pointer():
    claim = next(c for c in by_id(read(BILLS / FORMS[0]))["SPDXRef-app"].claims if c.license == "Apache-2.0")
    assert claim.place.pointer == "/packages/0/licenseDeclared"


def test_files_stand_behind_their_package_in_tag_value():
    text = "SPDXVersion: SPDX-2.3\nPackageName: p\nSPDXID: SPDXRef-p\nFileName: f.py\nSPDXID: SPDXRef-f\n"
    bill = READER.read(Source("x", Path("x"), text.encode()))
    assert related(bill) == {("SPDXRef-p", "contains", "SPDXRef-f")}


def test_a_text_that_is_never_closed_ends_with_the_file():
    text = "SPDXVersion: SPDX-2.3\nPackageName: p\nPackageComment: <text>no end\nSPDXID: SPDXRef-p\n"
    assert READER.read(Source("x", Path("x"), text.encode())).artifacts[0].id == "/packages/0"


def test_an_id_that_stands_twice_keeps_both():
    packages = [{"SPDXID": "SPDXRef-a", "name": "one"}, {"SPDXID": "SPDXRef-a", "name": "two"}]
    bill = bill_of({"spdxVersion": "SPDX-2.3", "packages": packages})
    assert [a.id for a in bill.artifacts] == ["SPDXRef-a", "SPDXRef-a#2"]
    assert [d.code for d in bill.diagnostics] == ["id-repeated"]


def test_both_short_forms_are_read_and_do_not_say_it_twice():
    packages = [{"SPDXID": "SPDXRef-a", "name": "one", "hasFiles": ["SPDXRef-f", "SPDXRef-f"]}]
    relationships = [{"spdxElementId": "SPDXRef-a", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-f"}]
    document = {
        "spdxVersion": "SPDX-2.2",
        "name": "x",
        "documentDescribes": ["SPDXRef-a"],
        "packages": packages,
        "files": [{"SPDXID": "SPDXRef-f", "fileName": "f"}],
    }
    for extra in ({}, {"relationships": relationships}):
        bill = bill_of(document | extra)
        assert related(bill) == {("x", "contains", "SPDXRef-a"), ("SPDXRef-a", "contains", "SPDXRef-f")}
        assert len(bill.relations) == 2


def test_lower_case_words_are_understood_and_kept_as_they_stand():
    relationship = {
        "spdxElementId": "SPDXRef-DOCUMENT",
        "relationshipType": "describes",
        "relatedSpdxElement": "SPDXRef-a",
    }
    bill = bill_of({"spdxVersion": "SPDX-2.1", "packages": [{"SPDXID": "SPDXRef-a"}], "relationships": [relationship]})
    assert (bill.relations[0].verb, bill.relations[0].word) == (Verb.CONTAINS, "describes")


def test_what_a_document_says_of_itself_is_not_of_the_distribution():
    relationship = {
        "spdxElementId": "SPDXRef-DOCUMENT",
        "relationshipType": "COPY_OF",
        "relatedSpdxElement": "DocumentRef-x:SPDXRef-y",
    }
    bill = bill_of({"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-a"}], "relationships": [relationship]})
    assert bill.relations[0].verb is None


def test_a_document_without_elements_is_not_clean():
    with pytest.raises(NothingToCheck, match="no component is recognised"):
        bill_of({"spdxVersion": "SPDX-2.3", "name": "x", "packages": []})


@pytest.mark.parametrize("junk", [None, 1, "x", [1, None], {"a": []}, [[]], [{"spdxElementId": []}]])
def test_junk_in_any_list_is_passed_over(junk):
    document = {
        "spdxVersion": "SPDX-2.3",
        "packages": [{"SPDXID": "SPDXRef-a", "externalRefs": junk, "hasFiles": junk}],
    }
    keys = ("files", "snippets", "relationships", "hasExtractedLicensingInfos", "documentDescribes")
    assert by_id(bill_of(document | dict.fromkeys(keys, junk)))["SPDXRef-a"]


def test_no_word_is_in_two_tables():
    assert not MADE_WITH & set(VERBS)
    assert len(VERBS) >= 30


def test_a_definition_that_stands_twice_counts_only_if_both_mean_the_same():
    def licence(*definitions):
        infos = [{"licenseId": "LicenseRef-1", "name": name, "extractedText": text} for name, text in definitions]
        package = {"SPDXID": "SPDXRef-a", "licenseDeclared": "LicenseRef-1"}
        document = {"spdxVersion": "SPDX-2.3", "packages": [package], "hasExtractedLicensingInfos": infos}
        (claim,) = bill_of(document).artifacts[0].claims
        return claim.license

    own = " ".join(["words of an agreement of our own"] * 5)
    assert licence(("MIT", "see LICENSE")) == licence(("MIT", "see LICENSE"), ("MIT", "see LICENSE")) == "MIT"
    assert licence(("GPL-3.0-only", "a"), ("MIT", "b")) == "LicenseRef-1"
    assert licence(("MIT", "a"), ("MIT", own)) == licence(("MIT", own), ("MIT", "a")) == "LicenseRef-1"
    assert licence(("MIT", "a"), ("GPL-3.0-only", "b"), ("MIT", "a")) == "LicenseRef-1"


@pytest.mark.parametrize("value", [["GPL-3.0-only"], {"x": "GPL-3.0-only"}, [["MIT"]], [{}], True])
def test_a_conclusion_in_a_form_that_is_no_text_is_not_passed_over(value):
    package = {"SPDXID": "SPDXRef-a", "licenseConcluded": value, "licenseDeclared": "MIT"}
    found = bill_of({"spdxVersion": "SPDX-2.3", "packages": [package]})
    own = settle(found.artifacts[0], found.artifacts[0].claims, catalogue())
    assert str(own.expression) == ("GPL-3.0-only" if value == ["GPL-3.0-only"] else str(own.unknown[0]))
    assert [entry.code for entry in found.diagnostics] == ["license-unreadable"]
