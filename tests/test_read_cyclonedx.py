"""CycloneDX says the same in JSON and XML; models, data and what they come from are not lost in a list of libraries."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from fourfold.artifact import Artifact, Bill
from fourfold.errors import InputError, NothingToCheck
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.cyclonedx import READER
from fourfold.terms import Grade, Kind

BILLS = Path(__file__).parent / "bills" / "cyclonedx"
FORMS = ("acme.cdx.json", "acme.cdx.xml")
MIT = json.loads((BILLS.parent / "spdx2" / "acme.spdx.json").read_text(encoding="utf-8"))
MIT_TEXT = MIT["hasExtractedLicensingInfos"][1]["extractedText"]


def bill_of(*components: object, **document: object) -> Bill:
    data = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)} | document
    return READER.read(Source("b.cdx.json", Path("b.cdx.json"), json.dumps(data).encode()))


def library(name: str, *licenses: object, **more: object) -> dict[str, object]:
    return {"type": "library", "bom-ref": name, "name": name, "licenses": list(licenses), **more}


def model(name: str, **more: object) -> dict[str, object]:
    return {"type": "machine-learning-model", "bom-ref": name, "name": name, **more}


def by_id(bill: Bill) -> dict[str, Artifact]:
    return {artifact.id: artifact for artifact in bill.artifacts}


def said(artifact: Artifact) -> list[tuple[str, str, str]]:
    return sorted((claim.license, claim.evidence.value, claim.role) for claim in artifact.claims)


def related(bill: Bill) -> set[tuple[str, str | None, str]]:
    return {(r.subject, r.verb.value if r.verb else None, r.object) for r in bill.relations}


def codes(bill: Bill) -> set[str]:
    return {diagnostic.code for diagnostic in bill.diagnostics}


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


# ------------------------------------------------------------------- licences


def test_a_text_that_is_known_is_the_best_evidence():
    encoded = base64.b64encode(MIT_TEXT.encode()).decode()
    text = {"contentType": "text/plain", "encoding": "base64", "content": encoded}
    bill = bill_of(library("a", {"license": {"name": "Our licence", "text": text}}))
    assert said(bill.artifacts[0]) == [("MIT", Grade.A.value, "text"), ("Our licence", "C", "declared")]
    assert list(bill.texts.values()) == [MIT_TEXT]


def test_a_text_that_differs_is_not_taken_for_the_licence():
    text = {"content": f"{MIT_TEXT} The Software shall be used for Good, never for Evil, and by nobody in a hurry."}
    bill = bill_of(library("a", {"license": {"id": "MIT", "text": text}}))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert "license-text-modified" in codes(bill)


def test_a_text_that_is_not_base64_is_noted():
    bill = bill_of(library("a", {"license": {"id": "MIT", "text": {"encoding": "base64", "content": "&&&"}}}))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert "license-text-unreadable" in codes(bill)


def test_an_entry_that_says_nothing_is_noted():
    bill = bill_of(library("a", {"license": {}}, {"license": {"url": "https://x.example/terms"}}))
    assert said(bill.artifacts[0]) == [("https://x.example/terms", "C", "declared")]
    assert "license-unreadable" in codes(bill)


def test_the_same_words_twice_are_no_list():
    bill = bill_of(library("a", {"license": {"id": "MIT"}}, {"license": {"name": "MIT"}}))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert not bill.diagnostics


def test_invalid_words_are_not_ours_to_repair():
    bill = bill_of(library("a", {"expression": "(invalid"}), library("b", {"license": {"id": "Apache-2"}}))
    assert [said(a)[0][0] for a in bill.artifacts] == ["(invalid", "Apache-2"]


# -------------------------------------------------------------------- lineage


def test_a_base_that_is_in_the_bill_is_that_component():
    base = model("base", group="org", purl="pkg:huggingface/org/base@1")
    tuned = model(
        "tuned",
        properties=[{"name": "base_model", "value": "org/base"}, {"name": "base_model_relation", "value": "adapter"}],
    )
    bill = bill_of(base, tuned)
    assert ("tuned", "adapter-of", "base") in related(bill)
    assert by_id(bill)["base"].shipped is False


def test_an_empty_reference_is_named_as_such():
    bill = bill_of(model("a"), dependencies=[{"ref": "a", "dependsOn": ["", "", "gone"]}])
    (told,) = [d.message for d in bill.diagnostics if d.code == "relation-dangling"]
    assert told.endswith('followed: "", gone (3 times)')


def test_a_base_that_is_also_used_is_shipped():
    base = model("base", purl="pkg:huggingface/org/base@1")
    tuned = model("tuned", properties=[{"name": "huggingface:baseModel", "value": "org/base"}])
    bill = bill_of(
        base, tuned, dependencies=[{"ref": "tuned", "dependsOn": ["base"]}, {"ref": "app", "dependsOn": ["base"]}]
    )
    assert ("tuned", "finetuned-from", "base") in related(bill)


def test_data_beside_the_one_model_are_what_it_learned_from():
    stage = {"name": "cdx:ai-ml:dataset:stage"}
    data = [
        {"type": "data", "bom-ref": "plain", "name": "plain"},
        {"type": "data", "bom-ref": "pre", "name": "pre", "properties": [stage | {"value": "pre-training"}]},
        {"type": "data", "bom-ref": "eval", "name": "eval", "properties": [stage | {"value": "evaluation"}]},
    ]
    bill = bill_of(*data, metadata={"component": model("m")})
    basis = {(r.verb.value if r.verb else None, r.object): r.basis for r in bill.relations}
    assert basis["trained-on", "plain"] == "inferred"
    assert basis["trained-on", "pre"] == "implied"
    assert basis["evaluated-on", "eval"] == "implied"


def test_data_beside_several_models_are_nobodys():
    bill = bill_of(model("one"), model("two"), {"type": "data", "bom-ref": "d", "name": "d"})
    assert not any(r.verb and r.verb.value == "trained-on" for r in bill.relations)


def test_a_dataset_may_be_named_by_its_data_entry():
    data = {"type": "data", "bom-ref": "d", "name": "d", "data": [{"bom-ref": "d-1", "type": "dataset"}]}
    card = {"modelParameters": {"datasets": [{"ref": "d-1"}]}}
    assert ("m", "trained-on", "d") in related(bill_of(model("m", modelCard=card), data))


def test_data_that_is_code_is_code():
    data = {"type": "data", "bom-ref": "d", "name": "d", "data": [{"type": "source-code"}]}
    assert bill_of(data).artifacts[0].kind is Kind.CODE


def test_pedigree_turns_for_descendants_and_keeps_variants():
    pedigree = {"descendants": [library("young")], "variants": [library("twin")]}
    assert {("young", "modified-from", "a"), ("a", "copied-from", "twin")} <= related(
        bill_of(library("a", pedigree=pedigree))
    )


def test_one_dataset_that_two_models_learned_from_is_one_artifact():
    card = {"modelParameters": {"datasets": [{"name": "web"}]}}
    bill = bill_of(model("one", modelCard=card), model("two", modelCard=card))
    assert len(bill.artifacts) == 4  # nothing says that the two are the same


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


def test_a_conclusion_that_fourfold_noted_is_read_as_one():
    noted = {"name": "fourfold:license:concluded", "value": "GPL-2.0-or-later"}
    stated = {"license": {"name": "gpl"}}
    service = {"bom-ref": "s", "name": "s", "licenses": [stated], "properties": [{"name": "x", "value": "y"}, noted]}
    found = by_id(
        bill_of(library("a", stated, properties=["x", noted]), library("b", properties={}), services=[service])
    )
    for name in ("a", "s"):
        assert said(found[name]) == [("GPL-2.0-or-later", "C", "concluded"), ("gpl", "C", "declared")]
    assert found["a"].claims[1].place.pointer == "/components/0/properties/1"
    assert said(found["b"]) == []


def test_an_entry_with_a_licence_and_an_expression_says_both():
    (artifact,) = bill_of(library("a", {"license": {"id": "MIT"}, "expression": "GPL-3.0-only"})).artifacts
    assert [claim.license for claim in artifact.claims] == ["MIT AND GPL-3.0-only"]
