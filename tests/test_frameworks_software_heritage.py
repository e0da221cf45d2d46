"""Software Heritage's three principles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fourfold.analyse import check
from fourfold.frameworks import audit
from fourfold.read.base import load_yaml, open_source
from fourfold.read.manifest import READER, build

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "osaid"
FITS = {
    "software-heritage": "true",
    "training-data-identified": "swhid",
    "opt-out": "true",
    "usage-information": "true",
    "tooling": "true",
}


def of(terms: str = "Apache-2.0", facts: dict[str, str] | None = None) -> dict[str, Any]:
    stated = ", ".join(f"{key}: {value}" for key, value in (FITS if facts is None else facts).items())
    text = f"fourfold: 1\nname: m\nartifacts:\n  - {{id: w, kind: model, license: {terms}, facts: {{{stated}}}}}\n"
    bill = build(load_yaml(text, "fourfold.yaml"))
    return audit(bill, check(bill), ["software-heritage"])["software-heritage"]


def answers(result: dict[str, Any]) -> list[str]:
    return [c["verdict"] for c in result["criteria"]]


def test_starcoder2_meets_the_second_and_the_third_and_leaves_the_first_to_a_person():
    bill = READER.read(open_source(str(EXAMPLES / "starcoder2.yaml")))
    result = audit(bill, check(bill), ["software-heritage"])["software-heritage"]
    assert answers(result) == ["review", "met", "met"]
    assert result["verdict"] == "review"
    assert "are terms with use restrictions suitable" in result["questions"][0]
    kinds = {clause["kind"] for reason in result["criteria"][0]["because"] for clause in reason["clauses"]}
    assert "field-of-use" in kinds


def test_all_three_met():
    assert answers(of()) == ["met", "met", "met"]
    assert of()["verdict"] == "met"


@pytest.mark.parametrize(
    ("terms", "first"),
    [
        ("OpenMDW-1.1", "met"),
        ("CC-BY-NC-4.0", "not-met"),
        ("llama3.1", "not-met"),
        ("LicenseRef-ours", "unknown"),
        ("NONE", "not-met"),
    ],
)
def test_first_principle_by_terms(terms: str, first: str):
    assert answers(of(terms))[0] == first


@pytest.mark.parametrize(
    ("fact", "word", "expected"),
    [
        ("training-data-identified", "false", ["met", "not-met", "met"]),
        ("training-data-identified", "partly", ["met", "not-met", "met"]),
        ("training-data-identified", "by-name", ["met", "review", "met"]),
        ("opt-out", "after-training", ["met", "met", "not-met"]),
        ("opt-out", "before-training", ["met", "met", "met"]),
        ("tooling", "false", ["not-met", "met", "met"]),
    ],
)
def test_words_of_the_facts(fact: str, word: str, expected: list[str]):
    assert answers(of(facts={**FITS, fact: word})) == expected


def test_whether_the_principles_apply_is_said():
    assert of(facts={})["verdict"] == "unknown"
    assert of(facts={})["applies"] is None
    assert of(facts={"software-heritage": "false"})["verdict"] == "not-applicable"
    assert of(facts={"opt-out": "true"})["applies"] is True
