"""Where the models of a CycloneDX document come from: what cards, properties and dependencies say, and no more than that."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.terms import Kind, Verdict
from tests.cyclonedx import bill_of, by_id, codes, library, model, related


def prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def data(ref: str, **more: object) -> dict[str, object]:
    return {"type": "data", "bom-ref": ref, "name": ref, **more}


def with_card(name: str, *datasets: object, **more: object) -> dict[str, object]:
    return model(name, modelCard={"modelParameters": {"datasets": list(datasets)}}, **more)


def bases(*properties: dict[str, str]) -> set[tuple[str, str | None, str]]:
    return {found for found in related(bill_of(model("m", properties=list(properties)))) if found[0] == "m"}


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


# ------------------------------------------------------------------ properties


@pytest.mark.parametrize(
    "name", ["baseModel", "huggingface:base_model", "model.base_model", "Base Model", "x:base-models"]
)
def test_a_base_is_known_by_the_last_part_of_the_name(name):
    assert bases(prop(name, "org/base")) == {("m", "finetuned-from", "org/base")}


def test_a_base_of_several_words_is_one_and_an_address_is_its_id():
    assert bases(prop("baseModel", "Acme Base 3.1 8B")) == {("m", "finetuned-from", "Acme Base 3.1 8B")}
    assert bases(prop("baseModel", "https://huggingface.co/org/base/tree/main")) == {
        ("m", "finetuned-from", "org/base")
    }
    assert bases(prop("baseModel", "['org/a', 'org/b']")) == {
        ("m", "merged-from", "org/a"),
        ("m", "merged-from", "org/b"),
    }


@pytest.mark.parametrize("value", ["[More Information Needed]", "unknown", "N/A", "[]", "None"])
def test_what_says_that_nothing_is_known_is_no_base(value):
    assert bases(prop("huggingface:baseModel", value)) == set()


def test_a_relation_may_stand_in_the_card_and_an_unknown_one_is_not_guessed():
    card = {"properties": [prop("base_model_relation", "lora")]}
    bill = bill_of(model("m", properties=[prop("base_model", "org/base")], modelCard=card))
    assert ("m", "adapter-of", "org/base") in related(bill)
    odd = bill_of(model("m", properties=[prop("base_model", "org/base"), prop("base_model_relation", "cousin")]))
    assert ("m", None, "org/base") in related(odd)
    assert codes(odd) == {"relation-unknown"}
    assert bases(prop("base_model", "org/base"), prop("base_model_relation", "[unknown]")) == {
        ("m", "finetuned-from", "org/base")
    }


def test_datasets_among_the_properties_are_what_a_model_learned_from():
    bill = bill_of(
        model("m", properties=[prop("huggingface:datasets", "org/a, org/b"), prop("datasets", '["org/c"]')]),
        data("pkg:huggingface/datasets/org/b@1", purl="pkg:huggingface/datasets/org/b@1"),
        model("n", properties=[prop("datasets", "org/a")]),
    )
    learned = {(one, other) for one, verb, other in related(bill) if verb == "trained-on"}
    assert learned == {
        ("m", "datasets/org/a"),
        ("m", "pkg:huggingface/datasets/org/b@1"),
        ("m", "datasets/org/c"),
        ("n", "datasets/org/a"),
    }
    assert by_id(bill)["datasets/org/a"].kind is Kind.DATASET


def test_a_base_is_a_model_even_if_a_dataset_has_its_name():
    bill = bill_of(model("m", properties=[prop("baseModel", "org/x")]), data("d", group="org", name="x"))
    assert ("m", "finetuned-from", "org/x") in related(bill)
    assert by_id(bill)["org/x"].kind is Kind.MODEL


def test_a_group_that_the_name_has_already_is_not_said_twice():
    (artifact,) = bill_of({"type": "machine-learning-model", "group": "org", "name": "org/base"}).artifacts
    assert (artifact.id, artifact.aliases) == ("org/base", ("org/base",))


# ------------------------------------------------------------------ datasets in place


@pytest.mark.parametrize(
    "inline",
    [
        {"name": "acme/talk"},
        {"name": "talk", "contents": {"url": "https://huggingface.co/datasets/acme/talk"}},
    ],
)
def test_a_dataset_in_place_is_the_component_of_that_name(inline):
    talk = data("d", name="acme/talk", licenses=[{"license": {"id": "CC-BY-NC-4.0"}}])
    bill = bill_of(with_card("m", {"type": "dataset", **inline}), talk)
    assert ("m", "trained-on", "d") in related(bill)
    assert set(by_id(bill)) == {"m", "d"}


def test_a_plain_name_that_one_dataset_has_is_taken_for_it_and_that_is_only_implied():
    bill = bill_of(with_card("m", {"name": "web"}), data("d", name="web"))
    (relation,) = [r for r in bill.relations if r.object == "d"]
    assert (relation.verb, relation.basis) == ("trained-on", "implied")
    two = bill_of(with_card("m", {"name": "web"}), data("d", name="web"), data("e", name="web"))
    assert ("m", "trained-on", "web") in related(two)


# ------------------------------------------------------------------ dependencies


def test_a_model_that_depends_on_another_leaves_open_how():
    bill = bill_of(model("m"), model("n"), dependencies=[{"ref": "m", "dependsOn": ["n"]}])
    assert ("m", None, "n") in related(bill)
    assert codes(bill) == {"relation-unknown"}


def test_a_base_says_how_those_came_from_it_that_depend_on_it():
    base = model(
        "base",
        licenses=[{"license": {"name": "llama3.1"}}],
        modelCard={"properties": [prop("ai.model.relation", "adapter")]},
    )
    tuned = model("tuned", licenses=[{"license": {"id": "Apache-2.0"}}])
    bill = bill_of(base, tuned, dependencies=[{"ref": "tuned", "dependsOn": ["base"]}])
    assert ("tuned", "adapter-of", "base") in related(bill)
    assert "adapter-carries-base" in {f.rule for f in check(bill).findings if f.verdict == Verdict.CONTESTED}


def test_a_model_says_how_it_came_from_what_it_depends_on_unless_it_names_the_base():
    how = prop("base_model_relation", "quantized")
    dependencies = [{"ref": "m", "dependsOn": ["n"]}]
    bill = bill_of(model("m", properties=[how]), model("n"), dependencies=dependencies)
    assert ("m", "quantized-from", "n") in related(bill)
    bill = bill_of(model("m", properties=[how, prop("base_model", "org/b")]), model("n"), dependencies=dependencies)
    assert {("m", "quantized-from", "org/b"), ("m", None, "n")} <= related(bill)


def test_code_that_depends_on_a_model_runs_it():
    bill = bill_of(library("a"), model("n"), dependencies=[{"ref": "a", "dependsOn": ["n"]}])
    assert ("a", "runs", "n") in related(bill)
