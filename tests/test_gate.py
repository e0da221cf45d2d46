"""The policy applied to reports: violations in, ignores out, the exit code settled, and an idle ignore told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim
from fourfold.catalogue import catalogue
from fourfold.errors import UsageError
from fourfold.gate import apply, apply_all
from fourfold.graph import graph
from fourfold.place import Place
from fourfold.policy import Baseline, FailOn, Ignore, Known, Policy, Setting, Stale
from fourfold.terms import Extent, Freedom, Kind, Verdict
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "data" / "schema" / "report.schema.json").read_text())
DAY = date(2026, 11, 21)


def bare(license_="llama3.1", name="release"):
    return check(Bill(name, (Artifact("acme/thing", Kind.CODE, (Claim(license_),)),)))


def gated(*ignores, license_="llama3.1", **policy):
    policy.setdefault("deny_conditions", ("mau",))
    return apply(bare(license_), Policy(ignores=ignores, as_of=DAY, **policy))


def ignore(artifact="acme/*", rule="policy-condition", **more):
    return Ignore(rule, artifact, "Legal, ticket 512", **more)


def named(report, rule):
    return [finding for finding in report.findings if finding.rule == rule]


def test_nothing_asked_changes_nothing():
    report = bare()
    assert apply(report, Policy()) == report


def test_a_violation_is_a_conflict_and_fits_the_schema():
    report = gated()
    assert (report.verdict, report.exit_code, report.cause) == (Verdict.CONFLICT, 1, "1 conflict, as of 2026-11-21")
    jsonschema.validate(report.to_dict(), SCHEMA)
    assert bare().exit_code == 0


def test_an_ignore_moves_the_finding_with_its_reason():
    report = gated(ignore(by="jd", until=date(2027, 1, 31)))
    assert report.exit_code == 0
    assert named(report, "policy-condition") == []
    (entry,) = report.ignored
    assert (entry["rule"], entry["subject"], entry["verdict"]) == ("policy-condition", "acme/thing", "conflict")
    assert (entry["reason"], entry["by"], entry["until"]) == ("Legal, ticket 512", "jd", "2027-01-31")
    jsonschema.validate(report.to_dict(), SCHEMA)
    json.dumps(report.to_dict())


def test_the_last_day_still_counts_and_the_next_does_not():
    assert gated(ignore(until=DAY)).exit_code == 0
    over = gated(ignore(until=date(2026, 11, 20)))
    assert over.exit_code == 1
    (told,) = named(over, "ignore-expired")
    assert told.verdict is Verdict.OK
    assert "ended on 2026-11-20, before 2026-11-21" in told.message


def test_without_a_day_today_decides():
    future = replace(Policy(deny_conditions=("mau",)), ignores=(ignore(until=date(9999, 1, 1)),))
    assert apply(bare(), future).exit_code == 0
    past = replace(future, ignores=(ignore(until=date(2000, 1, 1)),))
    assert apply(bare(), past).exit_code == 1
    assert "as of" not in apply(bare(), past).cause


def test_an_ignore_that_fits_nothing_is_told_at_its_place():
    report = gated(ignore("nobody", by="jd", place=Place("fourfold.toml", 12, "/ignore/0")), deny_conditions=())
    (told,) = named(report, "ignore-unused")
    assert (told.place.file, told.place.line) == ("fourfold.toml", 12)
    assert report.exit_code == 0
    assert apply(bare(), Policy(FailOn.OBLIGATION, ignores=(ignore("nobody"),))).exit_code == bare_code(
        FailOn.OBLIGATION
    )


def bare_code(fail_on):
    return apply(bare(), Policy(fail_on)).exit_code


def test_an_ignore_is_idle_only_if_no_report_of_the_run_needs_it():
    policy = Policy(deny_conditions=("mau",), ignores=(ignore(),))
    first, second = apply_all((bare("MIT", "a"), bare("llama3.1", "b")), policy)
    assert named(first, "ignore-unused") == named(second, "ignore-unused") == []
    assert (first.exit_code, second.exit_code) == (0, 0)
    first, second = apply_all((bare("MIT", "a"), bare("MIT", "b")), policy)
    assert len(named(first, "ignore-unused")) == 1
    assert named(second, "ignore-unused") == []


def test_a_condition_that_is_asked_about_needs_a_name():
    asked = {"deny_conditions": (), "ask_conditions": ("mau",)}
    assert gated(ignore(by="jd@acme.example"), **asked).exit_code == 0
    nameless = gated(ignore(), **asked)
    assert nameless.exit_code == 1
    assert "by whom" in named(nameless, "ignore-unused")[0].message


def test_an_ignore_may_be_pinned_to_a_text():
    digests = [text.sha256 for text in catalogue().get("LicenseRef-scancode-llama-3.1-license-2024").texts]
    assert gated(ignore(license_hash=digests[0])).exit_code == 0
    other = gated(ignore(license_hash="0" * 64))
    assert other.exit_code == 1
    assert "another licence text" in named(other, "ignore-expired")[0].message
    own = apply(bare(), Policy(deny_conditions=("mau",), ignores=(ignore(license_hash="0" * 64),)), texts=("0" * 64,))
    assert own.exit_code == 0


def test_an_unknown_can_be_let_pass_and_the_freedoms_stay_as_they_are():
    before = gated(license_="Nobody-Knows-1.0")
    after = gated(ignore("acme/thing", "license-unknown"), license_="Nobody-Knows-1.0")
    assert (before.exit_code, after.exit_code) == (3, 0)
    assert before.freedoms == after.freedoms
    assert after.freedoms[Freedom.USE].value is Extent.UNKNOWN


def test_a_required_freedom_that_is_not_known_is_undecided():
    report = apply(bare("Nobody-Knows-1.0"), Policy(require={Freedom.USE: Extent.GRANTED}))
    assert report.exit_code == 3
    assert named(report, "policy-freedom")[0].verdict is Verdict.UNKNOWN


def test_a_baseline_that_is_out_of_date_is_told_or_fails():
    finding = named(gated(), "policy-condition")[0]
    held = Known(finding.id, finding.rule, finding.subject)
    gone = Known("0" * 12, "policy-license", "acme/old")
    assert gated(baseline=Baseline((held,))).exit_code == 0
    stale = gated(baseline=Baseline((held, gone), Place("base.json", 1)))
    assert stale.exit_code == 0
    assert "policy-license at acme/old" in named(stale, "ignore-unused")[0].message
    strict = gated(baseline=Baseline((held, gone)), stale=Stale.FAIL)
    assert strict.exit_code == 1
    assert "no longer found: policy-license at acme/old" in strict.cause
    ignored = gated(ignore(), baseline=Baseline((held,)), stale=Stale.FAIL)
    assert ignored.exit_code == 0  # an ignored finding is still found


def test_what_a_baseline_holds_is_known_and_nothing_else():
    (first, *_) = [finding for finding in gated().findings if finding.verdict is Verdict.CONFLICT]
    report = gated(baseline=Baseline((Known(first.id, first.rule, first.subject),)))
    known = [finding for finding in report.findings if finding.known]
    assert [finding.id for finding in known] == [first.id]
    assert len(report.findings) >= 2
    assert {entry["id"] for entry in report.to_dict()["findings"] if entry["known"]} == {first.id}


@pytest.mark.parametrize(
    ("policy", "says", "hint"),
    [
        (Policy(deny_conditions=("non-comercial",)), "no condition", "non-commercial"),
        (Policy(ask_conditions=("zzz",)), "no condition", "aup"),
        (Policy(deny_licenses=("AGPL-3.0-onyl",)), "no licence that is known", "AGPL-3.0-only"),
        (Policy(deny_licenses=("AGLP-3.0-*",)), "fits no licence that is known", "AGPL-3.0-only"),
        (Policy(deny_licenses=("GPL-* WITH Clasppath*",)), "fits no licence that is known", "one of"),
        (Policy(deny_licenses=("LicenseRef-scancode-fnord",)), "no licence that is known", "LicenseRef-scancode-"),
        (Policy(deny_licenses=("gpl",)), "several licences", "GPL-2.0-only"),
        (Policy(deny_licenses=("MIT OR ISC",)), "several licences", "each by itself"),
        (Policy(ignores=(ignore(rule="policy-conditions"),)), "no rule", "policy-condition"),
    ],
)
def test_a_policy_with_a_word_that_means_nothing_is_refused(policy, says, hint):
    placed = replace(policy, places=dict.fromkeys(Setting, Place("fourfold.toml", 7)))
    with pytest.raises(UsageError) as caught:
        apply(bare(), placed)
    assert says in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.where in {"fourfold.toml:7", ""}


@pytest.mark.parametrize(
    "entry",
    [
        "AGPL-3.0-*",
        "agpl*",
        "Llama *",  # a name that people write
        "GPL-*-only WITH Classpath*",
        "LicenseRef-Acme-*",  # a document may define it
        "LicenseRef-House",
        "*",
    ],
)
def test_a_pattern_that_may_fit_is_taken(entry):
    assert apply(bare(), Policy(deny_licenses=(entry,))).findings


def test_a_pattern_may_fit_what_is_known_by_name_alone():
    tail = graph().known.tail
    assert len(tail) >= 500
    assert apply(bare(), Policy(deny_licenses=(f"{tail[0][:-1]}?",))).findings


def test_the_api_applies_a_policy():
    from fourfold.api import check as check_release

    report = check_release(ROOT / "examples" / "llama-finetune-apache.yaml", policy=Policy(deny_conditions=("mau",)))
    assert "policy-condition" in {finding.rule for finding in report.findings}


def test_findings_keep_their_order_worst_first():
    report = gated(ignore("nobody"), deny_licenses=("llama*",))
    ranks = [finding.verdict.rank for finding in report.findings if finding.shipped]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) >= 3
