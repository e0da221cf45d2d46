"""CycloneDX says the same in JSON and XML; models, data and what they come from are not lost in a list of libraries."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.errors import InputError, NothingToCheck
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.cyclonedx import READER
from fourfold.terms import Kind
from tests.cyclonedx import bill_of, by_id, codes, library, model, related, said

BILLS = Path(__file__).parent / "bills" / "cyclonedx"
FORMS = ("acme.cdx.json", "acme.cdx.xml")


@pytest.fixture(scope="module", params=FORMS)
def bill(request):
    return read(BILLS / request.param)


def test_both_forms_say_the_same():
    first, second = (read(BILLS / name) for name in FORMS)
    assert first.format == second.format == "CycloneDX 1.7"
    assert first.name == second.name == "acme-chat"
    one, other = (
        {(a.id, a.kind, a.name, a.version, a.aliases, a.shipped, tuple(said(a))) for a in b.artifacts}
        for b in (first, second)
    )
    assert one == other
    assert related(first) == related(second)
    assert {(d.code, d.message) for d in first.diagnostics} == {(d.code, d.message) for d in second.diagnostics}


def test_components_of_every_level_and_place_are_artifacts(bill):
    assert set(by_id(bill)) == {
        "app", "student", "corpus", "lib", "both", "checker", "nameless@3", "old-lib", "inner", "innermost", "oracle",
        "inline set", "meta-llama/Llama-3.1-8B",
    }  # fmt: skip


def test_kinds_come_from_the_type_and_for_files_from_the_name(bill):
    kinds = {name: artifact.kind for name, artifact in by_id(bill).items()}
    assert kinds["student"] is kinds["inner"] is kinds["meta-llama/Llama-3.1-8B"] is Kind.MODEL
    assert kinds["corpus"] is kinds["inline set"] is Kind.DATASET
    assert kinds["lib"] is kinds["innermost"] is Kind.CODE
    assert kinds["oracle"] is Kind.SERVICE


def test_the_licence_of_the_document_is_never_counted(bill):
    assert bill.claims == ()
    assert "CC0-1.0" not in {claim.license for artifact in bill.artifacts for claim in artifact.claims}


def test_words_stay_as_they_stand(bill):
    assert said(by_id(bill)["student"]) == [("llama3.1", "C", "declared")]
    assert by_id(bill)["nameless@3"].claims == ()


def test_a_list_is_all_of_them_and_that_is_said(bill):
    declared = next(c for c in by_id(bill)["lib"].claims if c.role == "declared")
    assert declared.license == "EPL-2.0 AND (GNU General Public License v2.0)"
    assert "read as all of them" in declared.source
    assert "license-list-as-and" in codes(bill)


def test_what_was_observed_is_no_declaration(bill):
    assert ("MIT", "C", "observed") in said(by_id(bill)["lib"])


def test_declared_and_concluded_are_two_claims(bill):
    assert said(by_id(bill)["both"]) == [("MIT", "C", "declared"), ("MIT AND Apache-2.0", "C", "concluded")]


def test_relations(bill):
    assert related(bill) == {
        ("app", "contains", "student"),
        ("app", "contains", "lib"),
        ("app", "contains", "both"),
        ("app", "contains", "nameless@3"),
        ("acme-chat", "contains", "app"),
        ("lib", "contains", "inner"),
        ("inner", "contains", "innermost"),
        ("lib", "modified-from", "old-lib"),
        ("student", "trained-on", "corpus"),
        ("student", "trained-on", "inline set"),
        ("student", "finetuned-from", "meta-llama/Llama-3.1-8B"),
        ("app", "runs", "student"),
        ("app", "runs", "lib"),
        ("app", "runs", "oracle"),
        ("app", None, "checker"),
        ("app", "runs", "gone"),
        ("lib", None, "both"),
    }


def test_a_property_only_implies_and_a_card_states(bill):
    basis = {(r.subject, r.object): r.basis for r in bill.relations}
    assert basis["student", "meta-llama/Llama-3.1-8B"] == "implied"
    assert basis["student", "corpus"] == "stated"
    assert basis["app", "lib"] == "implied"


def test_what_is_only_referred_to_is_not_shipped(bill):
    away = {a.id for a in bill.artifacts if a.shipped is False}
    assert away == {"corpus", "inline set", "old-lib", "meta-llama/Llama-3.1-8B", "checker", "oracle"}


def test_oddities_are_noted(bill):
    assert codes(bill) == {"license-list-as-and", "relation-dangling", "relation-unknown", "bill-incomplete"}


def test_places():
    json_claim = next(c for c in by_id(read(BILLS / FORMS[0]))["app"].claims)
    assert json_claim.place.pointer == "/metadata/component/licenses/0"
    path = BILLS / FORMS[1]
    lines = path.read_text(encoding="utf-8").splitlines()
    xml_claim = next(c for c in by_id(read(path))["app"].claims)
    assert xml_claim.place.pointer == json_claim.place.pointer
    assert xml_claim.place.line is not None
    assert "Apache-2.0" in lines[xml_claim.place.line - 1]


# -------------------------------------------------------------------- hostile


def test_an_id_that_stands_twice_keeps_both():
    bill = bill_of(library("a"), library("a"), library("a"))
    assert [a.id for a in bill.artifacts] == ["a", "a#2", "a#3"]
    assert codes(bill) == {"id-repeated"}


def test_nesting_is_walked_without_recursion():
    component: dict[str, object] = library("leaf")
    for i in range(200):
        component = library(f"c{i}", components=[component])
    bill = bill_of(component)
    assert len(bill.artifacts) == 201


def test_cycles_are_facts_like_any_other():
    bill = bill_of(
        library("a"), library("b"), dependencies=[{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]
    )
    assert {("a", "runs", "b"), ("b", "runs", "a")} <= related(bill)


def test_the_name_of_the_bill_is_no_artifacts_but_the_roots():
    assert bill_of(library("b")).name == "b (bill)"
    assert bill_of(metadata={"component": library("x")}).name == "x"


def test_an_empty_document_is_not_clean():
    with pytest.raises(NothingToCheck, match="no component is recognised"):
        bill_of()


def test_a_newer_version_is_read_and_noted():
    assert codes(bill_of(library("a"), specVersion="9.9")) == {"version-unknown"}
    assert codes(bill_of(library("a"), specVersion="1." + "9" * 5000)) == {"version-unknown"}
    assert codes(bill_of(library("a"), specVersion="1.²")) == {"version-unknown"}


@pytest.mark.parametrize("name", ["dtd", "entity", "deep", "broken"])
def test_hostile_xml_is_refused(name):
    namespace = 'xmlns="http://cyclonedx.org/schema/bom/1.6"'
    text = {
        "dtd": f'<!DOCTYPE bom SYSTEM "http://x.example/x.dtd"><bom {namespace}/>',
        "entity": f'<!DOCTYPE bom [<!ENTITY a "b">]><bom {namespace}>&a;</bom>',
        "deep": f"<bom {namespace}>" + "<components><component>" * 5000,
        "broken": f"<bom {namespace}><components>",
    }[name]
    source = Source("b.xml", Path("b.xml"), text.encode())
    assert READER.sniff(source)
    with pytest.raises(InputError):
        READER.read(source)


@pytest.mark.parametrize(
    "junk", [None, 1, "x", [1, None], {"a": []}, [[]], [{"license": []}], [{"ref": [], "dependsOn": {}}]]
)
def test_junk_anywhere_is_passed_over(junk):
    keys = (
        "licenses",
        "components",
        "pedigree",
        "evidence",
        "modelCard",
        "data",
        "properties",
        "purl",
        "version",
        "group",
        "scope",
    )
    component = model("m") | dict.fromkeys(keys, junk)
    document = dict.fromkeys(("services", "dependencies", "compositions"), junk)
    assert "m" in by_id(bill_of(component, **document))
