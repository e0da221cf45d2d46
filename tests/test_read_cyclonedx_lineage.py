"""Where the models of a CycloneDX document come from: what cards, properties and dependencies say, and no more than that."""

from __future__ import annotations

from fourfold.terms import Kind
from tests.cyclonedx import bill_of, by_id, library, model, related


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
