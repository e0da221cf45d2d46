"""The loop: a bill in, a report out; pure, in one order, with an exit code and the words for it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Diagnostic, Relation
from fourfold.catalogue import catalogue
from fourfold.place import Place
from fourfold.policy import FailOn, Policy, Unknown
from fourfold.terms import Freedom, Kind, Profile, Purpose, Severity, Verb, Verdict
from fourfold.version import __version__


def made(name, words=None, kind=Kind.CODE, **more):
    return Artifact(name, kind, (Claim(words),) if words else (), **more)


def bill(*artifacts, relations=(), **more):
    return Bill("b", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations), **more)


FREE = bill(made("a", "MIT"))
CONFLICT = bill(made("a", "MIT"), made("b", "GPL-3.0-only"), relations=[("a", "links", "b")])
CONTESTED = bill(
    made("a", "MIT", Kind.MODEL), made("d", "CC-BY-SA-4.0", Kind.DATASET), relations=[("a", "trained-on", "d")]
)
UNKNOWN = bill(made("a"))
ASKS = bill(made("a", "Apache-2.0"), made("b", "MIT"), relations=[("a", "links", "b")])
FAR = bill(made("a", "MIT", Kind.MODEL), made("d", None, Kind.DATASET), relations=[("a", "evaluated-on", "d")])


@pytest.mark.parametrize(
    ("what", "verdict", "code", "cause"),
    [
        (FREE, Verdict.OK, 0, "nothing fails"),
        (ASKS, Verdict.OK_WITH_OBLIGATIONS, 0, "nothing fails"),
        (CONTESTED, Verdict.CONTESTED, 0, "nothing fails (1 contested)"),
        (UNKNOWN, Verdict.UNKNOWN, 3, "1 unknown"),
        (FAR, Verdict.OK, 0, "nothing fails (1 unknown upstream)"),
    ],
)
def test_verdict_exit_code_and_cause(what, verdict, code, cause):
    report = check(what)
    assert (report.verdict, report.exit_code, report.cause) == (verdict, code, cause)


def test_a_conflict_fails_and_is_counted():
    report = check(CONFLICT)
    conflicts = sum(f.verdict is Verdict.CONFLICT for f in report.findings)
    assert (report.verdict, report.exit_code) == (Verdict.CONFLICT, 1)
    assert report.cause == f"{conflicts} conflict{'s' * (conflicts > 1)}"


def test_the_profile_decides_the_exit_code_and_not_what_is_shown():
    text, cautious = check(CONTESTED), check(CONTESTED, profile=Profile.CAUTIOUS)
    assert (text.exit_code, cautious.exit_code) == (0, 1)
    assert text.verdict is cautious.verdict is Verdict.CONTESTED
    assert [f.to_dict() for f in text.findings] == [f.to_dict() for f in cautious.findings]


@pytest.mark.parametrize(
    ("what", "policy", "code"),
    [
        (CONTESTED, Policy(fail_on=FailOn.CONTESTED), 1),
        (UNKNOWN, Policy(fail_on=FailOn.UNKNOWN), 1),
        (UNKNOWN, Policy(unknown_shipped=Unknown.WARN), 0),
        (UNKNOWN, Policy(exit_zero=True), 0),
        (CONFLICT, Policy(exit_zero=True), 0),
        (CONFLICT, Policy(unknown_shipped=Unknown.WARN), 1),
    ],
)
def test_the_policy_decides_what_fails(what, policy, code):
    assert check(what, policy=policy).exit_code == code


def test_the_context_of_the_call_stands_above_that_of_the_bill():
    own = replace(bill(made("a", "CC-BY-NC-4.0", Kind.DATASET)), context=Context(purpose=Purpose.COMMERCIAL))
    assert check(own).verdict is Verdict.CONFLICT
    assert check(own, context=Context(purpose=Purpose.RESEARCH)).verdict is Verdict.OK
    assert check(own, context=Context(purpose=Purpose.RESEARCH)).context.purpose is Purpose.RESEARCH


def test_findings_come_with_the_worst_first_and_upstream_last():
    many = bill(
        made("a", "MIT", Kind.MODEL), made("b", "GPL-3.0-only"), made("c"), made("d", "CC-BY-SA-4.0", Kind.DATASET),
        made("e", "Fnord-9.0", Kind.DATASET),
        relations=[("a", "links", "b"), ("a", "trained-on", "d"), ("a", "evaluated-on", "e")],
    )  # fmt: skip
    findings = check(many).findings
    shipped = [f.shipped for f in findings]
    assert shipped == sorted(shipped, reverse=True)
    ranks = [f.verdict.rank for f in findings if f.shipped]
    assert ranks == sorted(ranks, reverse=True)
    assert len({f.id for f in findings}) == len(findings)


def test_the_id_of_a_finding_does_not_hang_on_lines():
    moved = replace(CONFLICT, artifacts=tuple(replace(a, place=Place("x.yaml", 99)) for a in CONFLICT.artifacts))
    assert {f.id for f in check(moved).findings} == {f.id for f in check(CONFLICT).findings}
    assert all(len(f.id) == 12 and int(f.id, 16) >= 0 for f in check(CONFLICT).findings)


def test_what_could_not_be_read_is_a_finding_at_its_place():
    report = check(replace(FREE, diagnostics=(Diagnostic("odd", "a key could not be read", Place("x.json", 3)),)))
    (finding,) = [f for f in report.findings if f.rule == "input-incomplete"]
    assert (finding.message, str(finding.place), finding.severity) == (
        "a key could not be read",
        "x.json:3",
        Severity.WARNING,
    )


def test_a_word_that_fits_no_verb_is_told_with_the_word():
    odd = Bill("b", (made("a", "MIT"), made("c", "MIT")), (Relation("a", None, "c", "inspired-by"),))
    (finding,) = [f for f in check(odd).findings if f.rule == "input-incomplete"]
    assert "'inspired-by'" in finding.message


def test_a_circle_is_a_finding_of_the_whole():
    ring = bill(made("x", "MIT"), made("y", "MIT"), relations=[("x", "links", "y"), ("y", "links", "x")])
    report = check(ring)
    assert report.exit_code == 3
    (finding,) = [f for f in report.findings if f.rule == "lineage-cycle"]
    assert finding.subject == "b"
    assert "x links y" in finding.message


def test_versions_of_code_and_data_and_the_digest_stand_in_every_report():
    assert check(FREE).tool == {
        "name": "fourfold", "version": __version__, "data": catalogue().version, "digest": catalogue().digest,
    }  # fmt: skip


def test_the_analysis_changes_nothing_and_gives_the_same_again():
    before = repr(CONFLICT)
    one, other = check(CONFLICT), check(CONFLICT)
    assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())
    assert repr(CONFLICT) == before


def test_removing_an_artifact_never_makes_a_compatibility_conflict():
    whole = bill(
        made("a", "GPL-2.0-or-later"), made("b", "Apache-2.0"), made("c", "MIT"), relations=[("a", "links", "c")]
    )
    assert check(whole).verdict is not Verdict.CONFLICT
    for gone in ("a", "b", "c"):
        rest = replace(
            whole,
            artifacts=tuple(a for a in whole.artifacts if a.id != gone),
            relations=tuple(r for r in whole.relations if gone not in {r.subject, r.object}),
        )
        assert check(rest).verdict is not Verdict.CONFLICT


def test_a_release_has_four_freedoms_and_counts_its_relations():
    report = check(ASKS)
    assert set(report.freedoms) == set(Freedom)
    assert report.relations == 1


def test_words_that_no_verb_fits_are_counted_in_one_pass():
    class Counted(tuple):
        __slots__ = ()
        passes = 0

        def __iter__(self):
            Counted.passes += 1
            return super().__iter__()

    relations = Counted(Relation("a", None, "b", word=f"word-{i % 60}") for i in range(90))
    report = check(Bill("x", (made("a", "MIT"), made("b", "MIT")), relations))
    told = [finding.message for finding in report.findings if "no verb fits" in finding.message]
    assert len(told) == 60
    assert sum(message.startswith("a 'word-5' b and 1 more") for message in told) == 1
    assert Counted.passes < 20
