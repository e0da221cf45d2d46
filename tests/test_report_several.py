"""Several inputs make one object, in which nothing of any report is missing."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "data" / "schema" / "report.schema.json").read_text())
FREE = "fourfold: 1\nname: free\nartifacts: [{id: a, kind: code, license: MIT}, {id: b, kind: model, license: MIT, facts: {training-code: true, training-data: true}}]\n"
CLASH = (
    "fourfold: 1\nname: clash\ncontext: {form: binary}\nartifacts: [{id: a, kind: code, license: MIT}, {id: g, kind: code, license: GPL-3.0-only}]\n"
    "relations: [{from: a, type: links, to: g}]\n"
)
OPEN = "fourfold: 1\nname: open\nartifacts: [{id: a, kind: code, license: House Terms}]\n"


@pytest.fixture
def printed(run, manifest):
    def check(*texts, options=()):
        paths = [manifest(text, f"{i}.yaml") for i, text in enumerate(texts)]
        code, out, err = run("check", *paths, "--format", "json", "--no-config", *options)
        found = json.loads(out)
        Draft202012Validator(SCHEMA).validate(found)
        assert err.splitlines()[-1] == f"exit {code}: {found['cause']}"
        assert found["exit_code"] == code
        return found

    return check


def test_the_whole_is_as_bad_as_its_worst_input(printed):
    found = printed(FREE, CLASH, OPEN)
    assert (found["verdict"], found["exit_code"], found["name"]) == ("conflict", 1, "free, clash, open")
    assert [(one["name"], one["verdict"], one["exit_code"]) for one in found["inputs"]] == [
        ("free", "ok", 0), ("clash", "conflict", 1), ("open", "unknown", 3),
    ]  # fmt: skip
    assert {f["value"] for f in found["freedoms"].values()} == {"unknown"}


def test_what_each_says_alone_stands_there_with_its_number(printed):
    alone = [printed(text) for text in (FREE, CLASH, OPEN)]
    together = printed(FREE, CLASH, OPEN)
    for key in ("artifacts", "findings", "obligations", "ignored"):
        wanted = [{"input": i, **entry} for i, one in enumerate(alone) for entry in one[key]]
        assert [_nameless(entry) for entry in together[key]] == [_nameless(entry) for entry in wanted]
    assert together["relations"] == sum(one["relations"] for one in alone) == 1
    assert sum(row["artifacts"] for row in together["mix"]) == 5
    assert together["mix"][0] == {
        "license": "MIT",
        "artifacts": 2,
        "shipped": 2,
        "kinds": ["code", "model"],
        "evidence": {"C": 2},
    }


def _nameless(entry):
    """An entry without the path of its file, which differs from call to call."""
    return {key: value for key, value in entry.items() if key not in {"location", "explanation"}}


def test_what_they_were_not_asked_alike_is_left_open(printed):
    found = printed(FREE, CLASH)
    assert found["question"]["context"]["form"] is None
    assert found["question"]["context"]["purpose"] == "any"
    assert [one["question"]["context"]["form"] for one in found["inputs"]] == ["raw", "binary"]


def test_one_input_is_its_own_report(printed):
    assert "inputs" not in printed(OPEN)


def test_an_input_in_which_nothing_is_recognised_counts(run, manifest):
    code, out, err = run(
        "check",
        manifest(FREE),
        manifest('{"x": 1}', "x.json"),
        manifest(FREE, "y.yaml"),
        "--format",
        "json",
        "--no-config",
    )
    assert code == json.loads(out)["exit_code"] == 3
    assert "no component is recognised" in err.splitlines()[-1]
