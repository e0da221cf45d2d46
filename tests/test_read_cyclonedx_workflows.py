"""What served to make something is kept, told and no part of the release; what a task put out came from what went in."""

from __future__ import annotations

import pytest

from fourfold.artifact import Bill
from fourfold.read.cyclonedx_workflows import MOST_PAIRS
from tests.cyclonedx import bill_of, by_id, codes, library, model, related, xml_of

CORPUS = {"type": "data", "bom-ref": "corpus", "name": "corpus", "licenses": [{"license": {"id": "CC-BY-NC-4.0"}}]}
BASE = model("base", licenses=[{"license": {"name": "llama3.1"}}])


def ends(*ids: str, key: str = "resource") -> list[dict[str, object]]:
    return [{key: {"ref": id_}} for id_ in ids]


def task(inputs: object, outputs: object, *types: str) -> dict[str, object]:
    return {"inputs": inputs, "outputs": outputs, "taskTypes": list(types)}


def formed(
    *components: object, tasks: tuple[object, ...] | list[object] = (), workflow: dict[str, object] | None = None
) -> dict[str, object]:
    return {"components": list(components), "workflows": [{**(workflow or {}), "tasks": list(tasks)}]}


def of_tasks(bill: Bill) -> set[tuple[str, str | None, str]]:
    return {(r.subject, r.verb and r.verb.value, r.object) for r in bill.relations if r.word.startswith("formulation")}


def test_what_served_to_make_something_is_kept_and_told():
    service = {"bom-ref": "runner", "name": "runner"}
    formula = {"components": [BASE, CORPUS], "services": [service]}
    bill = bill_of(library("a"), library("b"), formulation=[formula])
    assert {id_ for id_, artifact in by_id(bill).items() if artifact.shipped is False} == {"base", "corpus", "runner"}
    (told,) = [d.message for d in bill.diagnostics]
    assert "formulation names what served to make something" in told
    assert told.endswith("no part of the release: base, corpus")
    assert by_id(bill)["base"].place.pointer == "/formulation/0/components/0"


def test_what_is_inside_of_it_goes_out_no_more_than_it_does():
    image = library("image", components=[library("inner")])
    bill = bill_of(library("a"), formulation=[formed(image)])
    assert ("image", "contains", "inner") in related(bill)
    assert not {("a", "contains", "image"), ("b (bill)", "contains", "image")} & related(bill)


def test_a_model_that_a_task_put_out_came_from_what_went_in():
    made = task(ends("corpus", "base", "script"), ends("m"), "build")
    bill = bill_of(model("m"), formulation=[formed(CORPUS, BASE, library("script"), tasks=[made])])
    assert of_tasks(bill) == {
        ("m", "trained-on", "corpus"),
        ("m", "modified-from", "base"),
        ("m", "generated-by", "script"),
    }


def test_code_that_only_helped_to_make_code_is_not_followed():
    workflow = task(ends("compiler"), ends("a"), "build")
    bill = bill_of(library("a"), formulation=[formed(library("compiler"), workflow=workflow)])
    assert of_tasks(bill) == {("a", None, "compiler")}
    assert "relation-unknown" in codes(bill)


@pytest.mark.parametrize(("types", "verb"), [(("copy",), "copied-from"), (("test", "scan"), None), ((), "trained-on")])
def test_what_a_task_is_for_decides(types, verb):
    bill = bill_of(model("m"), formulation=[formed(CORPUS, tasks=[task(ends("corpus"), ends("m"), *types)])])
    assert of_tasks(bill) == {("m", verb, "corpus")}


def test_sources_and_targets_count_and_services_do_not():
    made = task([*ends("corpus", key="source"), *ends("runner", key="source")], ends("m", key="target"))
    formula = formed(CORPUS, tasks=[made]) | {"services": [{"bom-ref": "runner", "name": "runner"}]}
    assert of_tasks(bill_of(model("m"), formulation=[formula])) == {("m", "trained-on", "corpus")}


def test_a_pair_is_told_once_and_what_is_stated_better_stays():
    made = task(ends("corpus", "gone"), ends("m"))
    card = {"modelParameters": {"datasets": [{"ref": "corpus"}]}}
    bill = bill_of(model("m", modelCard=card), formulation=[formed(CORPUS, tasks=[made, made], workflow=made)])
    assert [(r.verb, r.object) for r in bill.relations if r.subject == "m"] == [
        ("trained-on", "corpus"),
        (None, "gone"),
    ]
    assert "relation-dangling" in codes(bill)


def test_too_many_pairs_are_told_and_not_made():
    many = [f"c{i}" for i in range(MOST_PAIRS // 2 + 1)]
    bill = bill_of(*map(library, many), formulation=[formed(tasks=[task(ends(*many), ends("c1", "c2"))])])
    assert not of_tasks(bill)
    assert "build-too-large" in codes(bill)


def test_data_of_a_formulation_are_what_the_one_model_learned_from():
    bill = bill_of(metadata={"component": model("m")}, formulation=[formed(CORPUS, BASE)])
    assert ("m", "trained-on", "corpus") in related(bill)


@pytest.mark.parametrize("junk", [None, 1, "x", [1], {"a": []}, [{"components": 1, "workflows": "x", "services": [2]}]])
def test_junk_is_passed_over(junk):
    assert "a" in by_id(bill_of(library("a"), formulation=junk))
    assert "a" in by_id(bill_of(library("a"), formulation=[{"workflows": [{"tasks": junk, "inputs": junk}]}]))


def test_xml_says_the_same():
    bill = xml_of(
        """<components><component type="machine-learning-model" bom-ref="m"><name>m</name></component></components>
        <formulation><formula><components><component type="data" bom-ref="corpus"><name>corpus</name></component></components>
        <workflows><workflow bom-ref="w"><uid>w</uid><tasks><task bom-ref="t"><uid>t</uid><taskTypes><taskType>test</taskType></taskTypes>
        <inputs><input><resource><ref>corpus</ref></resource></input></inputs>
        <outputs><output><resource><ref>m</ref></resource></output></outputs></task></tasks></workflow></workflows></formula></formulation>"""
    )
    assert of_tasks(bill) == {("m", None, "corpus")}
    (place,) = [r.place for r in bill.relations if r.object == "corpus"]
    assert (place.line, place.pointer) == (3, "/formulation/0/workflows/0/tasks/0")
