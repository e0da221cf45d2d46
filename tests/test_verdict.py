"""Findings, duties, freedoms and the report: both halves of a freedom are shown, and all of it is saved."""

from __future__ import annotations

import itertools
import json

import jsonschema
import pytest

from fourfold.artifact import Context
from fourfold.explain import Assumption, ClauseCited, Step
from fourfold.license import Clause
from fourfold.place import Place
from fourfold.terms import Confidence, Effect, Extent, Freedom, Profile, Reach, Severity, Verdict
from fourfold.verdict import SCHEMA, ArtifactState, Duty, Finding, FreedomState, MixRow, Report
from tests.conftest import ROOT

CITED = ClauseCited(
    "MIT", "MIT", Clause("include-license", Effect.REQUIRE, frozenset({Reach.KEEP}), "1", says="Give it.")
)


def _report(**changes):
    freedoms = {freedom: FreedomState(Extent.GRANTED, Extent.GRANTED) for freedom in Freedom}
    values = {
        "name": "r", "context": Context(), "profile": Profile.TEXT, "verdict": Verdict.OK, "exit_code": 0, "cause": "nothing fails",
        "freedoms": freedoms, "artifacts": (ArtifactState("a", "code", "MIT", "MIT", "C", "MIT", True, freedoms),),
        "relations": 0, "findings": (), "duties": (), "mix": (MixRow("MIT", 1, 1, ("code",), {"C": 1}),),
        "tool": {"name": "fourfold", "version": "0", "data": "0", "digest": "0"},
    }  # fmt: skip
    return Report(**{**values, **changes})


@pytest.mark.parametrize(("grants", "possible"), list(itertools.product(Extent, repeat=2)))
def test_a_freedom_is_no_better_than_either_of_its_halves(grants, possible):
    state = FreedomState(grants, possible)
    assert state.value in {grants, possible}
    assert state.value.rank == max(grants.rank, possible.rank)
    assert state.to_dict()["grants"] == grants.value
    assert state.to_dict()["possible"] == possible.value


def test_a_duty_names_the_reading_only_if_it_hangs_on_one():
    duty = Duty("include-license", "MIT", "a", "Give it.", CITED)
    assert duty.to_dict() == {
        "kind": "include-license",
        "license": "MIT",
        "artifact": "a",
        "text": "Give it.",
        "section": "1",
    }
    maybe = Duty("include-license", "MIT", "a", "Give it.", CITED, "weights-contain-data")
    assert maybe.to_dict()["reading"] == "weights-contain-data"


def test_a_finding_shows_the_clauses_of_its_tree_and_nothing_else():
    step = Step("because", "share-alike-clash", (CITED, Assumption("so")), Verdict.CONFLICT)
    finding = Finding(
        "0123456789ab", "share-alike-clash", Verdict.CONFLICT, Severity.ERROR, Confidence.HIGH, "a", "because", ("a", "links", "b"),
        Place("b.yaml", 3, "/x"), step, {"text": Verdict.CONFLICT, "cautious": Verdict.CONFLICT}, ("do so",),
    )  # fmt: skip
    assert finding.clauses == (CITED,)
    assert finding.explain() is step
    saved = finding.to_dict()
    assert saved["clauses"] == [
        {key: value for key, value in saved["explanation"]["because"][0].items() if key != "evidence"}
    ]
    assert saved["location"] == {"file": "b.yaml", "line": 3, "pointer": "/x"}
    assert saved["readings"] == {"text": "conflict", "cautious": "conflict"}


def test_a_finding_without_a_tree_cites_nothing():
    finding = Finding("0" * 12, "x-y", Verdict.OK, Severity.NOTE, Confidence.LOW, "a", "m")
    assert finding.clauses == ()
    assert finding.to_dict()["explanation"] is None


def test_what_is_empty_is_null_in_the_contract_and_not_an_empty_word():
    freedoms = {freedom: FreedomState(Extent.UNKNOWN, Extent.GRANTED) for freedom in Freedom}
    saved = ArtifactState("a", "model", "", "", "", "", True, freedoms).to_dict()
    assert (saved["license"], saved["resolved"], saved["evidence"], saved["effective"]) == (None, None, None, None)


def test_the_report_is_the_object_of_the_published_schema():
    schema = json.loads((ROOT / "data" / "schema" / "report.schema.json").read_text())
    saved = _report().to_dict()
    jsonschema.validate(saved, schema)
    assert saved["schema"] == SCHEMA == 1
    assert json.loads(json.dumps(saved)) == saved
    broken = {key: value for key, value in saved.items() if key != "verdict"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_the_report_holds_the_whole_question():
    context = _report(context=Context(territory=("DE",), monthly_active_users=7)).to_dict()["question"]["context"]
    assert context == {
        "form": "raw", "purpose": "any", "role": "distributor", "territory": ["DE"], "monthly-active-users": 7, "annual-revenue-usd": None,
    }  # fmt: skip
