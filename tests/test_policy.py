"""The policy's values and the exit code of DESIGN 8: 1 beats 3, a baseline holds back only what it names."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

import pytest

from fourfold.policy import Baseline, FailOn, Ignore, Known, Policy, Unknown, exit_code, fails
from fourfold.terms import Profile, Severity, Verdict
from tests.sample import finding

CONFLICT = finding("c" * 12)
CONTESTED = finding("d" * 12, verdict=Verdict.CONTESTED, severity=Severity.WARNING)
UNKNOWN = finding("e" * 12, verdict=Verdict.UNKNOWN)
ASKED = finding("f" * 12, verdict=Verdict.OK_WITH_OBLIGATIONS, severity=Severity.WARNING)
FINE = finding("0" * 12, verdict=Verdict.OK, severity=Severity.NOTE)
EVERY = (CONFLICT, CONTESTED, UNKNOWN, ASKED, FINE)


def code(findings, policy=None, profile=Profile.TEXT):
    return exit_code(findings, findings, policy or Policy(), profile)


@pytest.mark.parametrize(
    ("findings", "policy", "profile", "wanted"),
    [
        ((), Policy(), Profile.TEXT, (0, "nothing fails")),
        ((FINE, ASKED), Policy(), Profile.TEXT, (0, "nothing fails")),
        ((CONFLICT,), Policy(), Profile.TEXT, (1, "1 conflict")),
        ((CONFLICT, CONFLICT, UNKNOWN), Policy(), Profile.TEXT, (1, "2 conflicts")),
        ((UNKNOWN,), Policy(), Profile.TEXT, (3, "1 unknown")),
        ((UNKNOWN,), Policy(unknown_shipped=Unknown.WARN), Profile.TEXT, (0, "nothing fails (1 unknown)")),
        ((CONTESTED,), Policy(), Profile.TEXT, (0, "nothing fails (1 contested)")),
        ((CONTESTED,), Policy(), Profile.CAUTIOUS, (1, "1 contested")),
        ((CONTESTED,), Policy(FailOn.CONTESTED), Profile.TEXT, (1, "1 contested")),
        ((UNKNOWN,), Policy(FailOn.UNKNOWN), Profile.TEXT, (1, "1 unknown")),
        ((ASKED,), Policy(FailOn.OBLIGATION), Profile.TEXT, (1, "1 obligation")),
        ((CONFLICT,), Policy(exit_zero=True), Profile.TEXT, (0, "1 conflict, let pass by --exit-zero")),
        ((UNKNOWN,), Policy(exit_zero=True), Profile.TEXT, (0, "1 unknown, let pass by --exit-zero")),
    ],
)
def test_the_code_and_its_cause(findings, policy, profile, wanted):
    assert code(findings, policy, profile) == wanted


def test_an_unknown_behind_a_loose_relation_is_upstream():
    from dataclasses import replace

    behind = replace(UNKNOWN, path=("a", "trained-on", "b"))
    assert code((behind,))[0] == 0
    assert code((behind,), Policy(unknown_upstream=Unknown.FAIL))[0] == 3
    held = replace(UNKNOWN, path=("a", "finetuned-from", "b"))
    assert code((held,))[0] == 3


def test_what_is_open_at_the_release_and_what_is_open_upstream_are_counted_apart():
    far = [finding(letter * 12, verdict=Verdict.UNKNOWN, shipped=False) for letter in "123"]
    mild = Policy(unknown_shipped=Unknown.WARN)
    assert exit_code((), far, mild, Profile.TEXT) == (0, "nothing fails (3 unknown upstream)")
    assert exit_code((UNKNOWN,), (UNKNOWN, *far), mild, Profile.TEXT) == (
        0,
        "nothing fails (1 unknown, 3 more upstream)",
    )
    assert exit_code((UNKNOWN, CONTESTED), (UNKNOWN, CONTESTED, far[0]), mild, Profile.TEXT) == (
        0,
        "nothing fails (1 unknown, 1 contested, 1 more upstream)",
    )


def test_unknowns_that_only_warn_are_named_beside_those_that_fail():
    from dataclasses import replace

    behind = replace(UNKNOWN, id="7" * 12, path=("a", "trained-on", "b"))
    assert code((UNKNOWN, behind)) == (3, "1 unknown (and 1 that only warns)")


def test_a_baseline_lets_pass_what_it_names_and_nothing_else():
    policy = Policy(baseline=Baseline((Known(CONFLICT.id, CONFLICT.rule, CONFLICT.subject),)))
    assert code((CONFLICT,), policy) == (0, "nothing fails (1 conflict in the baseline)")
    assert code((CONFLICT, UNKNOWN), policy) == (3, "1 unknown")
    assert code((CONFLICT, finding("9" * 12)), policy) == (1, "1 conflict")


def test_a_stricter_policy_never_lets_more_pass():
    order = (FailOn.CONFLICT, FailOn.CONTESTED, FailOn.UNKNOWN, FailOn.OBLIGATION)
    seen = 0
    for size in range(2 ** len(EVERY)):
        findings = tuple(f for i, f in enumerate(EVERY) if size >> i & 1)
        for profile, (mild, strict) in product(Profile, pairwise(order)):
            lax = [fails(f, Policy(mild), profile) for f in findings]
            hard = [fails(f, Policy(strict), profile) for f in findings]
            assert all(b or not a for a, b in zip(lax, hard, strict=True))
            assert not (code(findings, Policy(mild), profile)[0] == 1 != code(findings, Policy(strict), profile)[0])
            seen += 1
    assert seen == 32 * 2 * 3


@pytest.mark.parametrize(
    ("pattern", "subject", "fits"),
    [
        ("acme/chat", "acme/chat", True),
        ("acme/*", "acme/chat", True),
        ("*", "acme/chat", True),
        ("acme", "acme/chat", False),
        ("ACME/*", "acme/chat", False),
        ("model[v1]", "model[v1]", True),
    ],
)
def test_an_ignore_speaks_of_artifacts_by_glob(pattern, subject, fits):
    ignore = Ignore("policy-condition", pattern, "why", until=date(2020, 1, 1))
    assert ignore.speaks_of(finding(subject=subject)) is fits
    assert not Ignore("policy-license", pattern, "why").speaks_of(finding(subject=subject))
