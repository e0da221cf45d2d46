"""How each artifact and the whole stand to the four freedoms: the meet over what goes out, with the findings that decide."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.standing import meet_states
from fourfold.terms import Extent, Freedom, Kind, Verb, Verdict
from fourfold.verdict import FreedomState

WHOLE = {"training-data": True, "training-code": True}


def made(name, words, kind=Kind.CODE, **more):
    return Artifact(name, kind, (Claim(words),) if words else (), **more)


def ask(*artifacts, relations=()):
    return check(Bill("b", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations)))


def held(report, pick="value"):
    return "".join(getattr(report.freedoms[freedom], pick).value[0] for freedom in Freedom)


def test_the_whole_is_no_freer_than_its_least_free_part():
    assert held(ask(made("a", "MIT"), made("b", "CC-BY-ND-4.0"), made("c", "CC-BY-NC-4.0"))) == "pgdp"
    assert held(ask(made("a", "MIT"), made("b", "GPL-3.0-only"))) == "gggg"


def test_what_does_not_go_out_does_not_count():
    report = ask(made("a", "MIT"), made("d", "CC-BY-NC-4.0"), relations=[("a", "evaluated-on", "d")])
    assert held(report) == "gggg"


def test_both_halves_are_shown_and_the_value_is_their_meet():
    report = ask(made("m", "Apache-2.0", Kind.MODEL))
    assert (held(report, "grants"), held(report, "possible"), held(report)) == ("gggg", "gppg", "gppg")


def test_what_lies_in_the_release_makes_study_and_modification_possible():
    parts = (
        made("t", "MIT", Kind.CODE, component="training-code"),
        made("d", "CC0-1.0", Kind.DATASET, component="training-dataset"),
    )
    assert held(ask(made("m", "Apache-2.0", Kind.MODEL), *parts)) == "gggg"
    assert held(ask(made("m", "Apache-2.0", Kind.MODEL), parts[0])) == "gppg"


def test_terms_that_reach_an_artifact_limit_it_whatever_its_label_says():
    report = ask(
        made("m", "MIT", Kind.MODEL, facts=WHOLE),
        made("base", "llama3.1", Kind.MODEL),
        relations=[("m", "finetuned-from", "base")],
    )
    assert held(report) == "pgpp"


def test_a_limit_is_a_finding_that_names_its_clauses_and_decides():
    report = ask(made("m", "bigcode-openrail-m", Kind.MODEL, facts=WHOLE))
    (finding,) = [f for f in report.findings if f.rule == "freedom-limited"]
    assert finding.verdict is Verdict.OK
    assert {cited.license for cited in finding.clauses} == {"LicenseRef-scancode-bigcode-open-rail-m-v1"}
    assert report.freedoms[Freedom.USE].because == (finding.id,)
    assert report.freedoms[Freedom.STUDY].because == ()
    assert report.decided_by == (finding.message,)


def test_what_is_missing_of_the_release_decides_study_and_modification():
    report = ask(made("m", "Apache-2.0", Kind.MODEL))
    ids = {f.id for f in report.findings if f.rule in {"data-information-missing", "training-code-missing"}}
    assert set(report.freedoms[Freedom.STUDY].because) == set(report.freedoms[Freedom.MODIFY].because) == ids
    assert len(ids) == 2


def test_a_fact_that_says_no_is_the_evidence_and_silence_is_an_assumption():
    said = ask(made("m", "Apache-2.0", Kind.MODEL, facts={"training-data": False, "training-code": True}))
    silent = ask(made("m", "Apache-2.0", Kind.MODEL, facts={"training-code": True}))
    for report, leaf in ((said, "FactStated"), (silent, "Assumption")):
        (finding,) = [f for f in report.findings if f.rule == "data-information-missing"]
        assert [type(node).__name__ for node in finding.explanation.leaves()] == [leaf]


def test_an_unknown_may_make_it_worse():
    report = ask(made("a", "MIT"), made("b", "Fnord-9.0"))
    assert held(report) == "uuuu"
    assert all(report.freedoms[freedom].may_worsen for freedom in Freedom)
    assert not any(ask(made("a", "MIT")).freedoms[freedom].may_worsen for freedom in Freedom)


def test_each_artifact_shows_its_own():
    report = ask(made("a", "MIT"), made("b", "CC-BY-ND-4.0"))
    states = {state.id: state.freedoms[Freedom.MODIFY].value for state in report.artifacts}
    assert states == {"a": Extent.GRANTED, "b": Extent.DENIED}


@pytest.mark.parametrize(
    ("parts", "value", "because"),
    [
        ([], Extent.UNKNOWN, ()),
        ([FreedomState(Extent.GRANTED, Extent.GRANTED, ("x",))], Extent.GRANTED, ()),
        (
            [
                FreedomState(Extent.PARTIAL, Extent.GRANTED, ("x",)),
                FreedomState(Extent.GRANTED, Extent.PARTIAL, ("y",)),
            ],
            Extent.PARTIAL,
            ("x", "y"),
        ),
        (
            [FreedomState(Extent.PARTIAL, Extent.GRANTED, ("x",)), FreedomState(Extent.DENIED, Extent.GRANTED, ("y",))],
            Extent.DENIED,
            ("y",),
        ),
    ],
)
def test_the_meet_names_those_that_decide_and_no_others(parts, value, because):
    met = meet_states(parts)
    assert met.value is value
    assert met.because == because


def test_a_limit_is_not_blamed_for_what_is_unknown():
    report = ask(made("a", "Fnord-9.0 AND CC-BY-ND-4.0"))
    (finding,) = [f for f in report.findings if f.rule == "freedom-limited"]
    assert held(report) == "uudp"
    assert finding.message.startswith("a: modify denied, share partial, by CC BY-ND 4.0")
