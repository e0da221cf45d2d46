"""What holds for every framework: data with citations, closed words, reasons that point somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.analyse import check
from fourfold.catalogue import data_root
from fourfold.errors import DataError, UsageError
from fourfold.frameworks import FRAMEWORKS, audit
from fourfold.frameworks.base import Answer, load, overall, worst
from fourfold.read.base import load_yaml, open_source
from fourfold.read.manifest import READER, build

NAMES = [framework.name for framework in FRAMEWORKS]
EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples" / "osaid").glob("*.yaml"))


def test_a_framework_is_one_data_file_each():
    assert NAMES == [
        "mof",
        "osaid",
        "eu-ai-act",
        "software-heritage",
        "osi",
        "fsf",
        "dfsg",
        "fedora",
        "open-definition",
    ]
    assert {path.stem for path in (data_root() / "frameworks").glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_data_cite_their_sources(name: str):
    data = load(name)
    assert data.name == name
    assert data.title
    assert data.source
    assert data.criteria or name == "mof"
    for criterion in data.criteria.values():
        assert criterion.question.endswith("?"), criterion.id
        assert criterion.decided, criterion.id
        assert criterion.source, criterion.id
    for entry in data.raw.get("differences", ()):
        assert entry["says"], entry["id"]
        assert entry["source"], entry["id"]


def test_a_missing_file_is_an_error_that_names_it():
    with pytest.raises(DataError, match="cannot be loaded"):
        load("no-such-framework")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_criterion_that_is_not_met_points_at_something(path: Path):
    bill = READER.read(open_source(str(path)))
    result = audit(bill, check(bill))
    assert list(result) == NAMES
    looked = 0
    for name, framework in result.items():
        for criterion in framework.get("criteria", ()):
            assert criterion["verdict"] in set(Answer)
            assert criterion["because"], (name, criterion["id"])
            looked += 1
            if criterion["verdict"] == "not-met":
                assert any(r["artifact"] or r["clauses"] or r["fact"] for r in criterion["because"]), (
                    name,
                    criterion["id"],
                )
                assert criterion["next"], (name, criterion["id"])
    assert looked >= 30
    assert json.loads(json.dumps(result)) == result


def test_examples_are_at_hand():
    assert len(EXAMPLES) == 12


def test_only_what_is_asked_for_is_given():
    bill = build(load_yaml("fourfold: 1\nname: m\nartifacts:\n  - {id: w, kind: model, license: MIT}\n", "m"))
    report = check(bill)
    assert list(audit(bill, report, ["osaid", "mof"])) == ["mof", "osaid"]
    with pytest.raises(UsageError, match="no framework 'mov'"):
        audit(bill, report, ["mov"])
    with pytest.raises(UsageError, match="no mode 'tool'"):
        audit(bill, report, ["mof"], mode="tool")


def test_the_report_is_read_and_not_changed():
    bill = build(load_yaml("fourfold: 1\nname: m\nartifacts:\n  - {id: w, kind: model, license: llama3.1}\n", "m"))
    report = check(bill)
    before = report.to_dict()
    first = audit(bill, report)
    assert report.to_dict() == before
    assert audit(bill, report) == first


def test_how_answers_meet():
    assert worst([]) is Answer.MET
    assert worst([Answer.REVIEW, Answer.UNKNOWN]) is Answer.UNKNOWN
    assert overall([Answer.REVIEW, Answer.UNKNOWN, Answer.MET]) is Answer.REVIEW
    assert overall([Answer.NOT_MET, Answer.REVIEW]) is Answer.NOT_MET


def test_what_is_the_same_of_many_parts_is_said_once():
    rows = "".join(f"  - {{id: w{i}, kind: model, license: CC-BY-NC-4.0}}\n" for i in range(50))
    bill = build(load_yaml(f"fourfold: 1\nname: m\nartifacts:\n{rows}", "m"))
    criterion = audit(bill, check(bill), ["osi"])["osi"]["criteria"][0]
    (reason,) = criterion["because"]
    assert reason["says"].startswith("w0 and 49 more: share partial")
    assert [reason["artifact"], *reason["also"]] == [f"w{i}" for i in range(50)]
    assert reason["clauses"]


def test_what_to_do_next_fits_the_answer():
    bill = build(load_yaml("fourfold: 1\nname: m\nartifacts:\n  - {id: w, kind: model, license: gemma}\n", "m"))
    found = {c["id"]: c for c in audit(bill, check(bill), ["eu-ai-act"])["eu-ai-act"]["criteria"]}
    assert found["weights-public"]["next"] is None
    assert found["access"]["next"] == "state access"
    assert found["use"]["next"] == "let a person judge the question"
