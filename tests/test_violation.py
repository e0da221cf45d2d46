"""What a policy says against real reports: by meaning, by licence, by freedom; choices are the recipient's."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.graph import graph
from fourfold.policy import Policy, Setting
from fourfold.terms import Extent, Freedom, Kind, Severity, Verb, Verdict
from fourfold.violation import violations


def one(license_, **policy):
    """Return the violations of one shipped artifact."""
    bill = Bill("release", (Artifact("thing", Kind.CODE, (Claim(license_),)),))
    return list(violations(check(bill), Policy(**policy), graph()))


def rules(license_, **policy):
    return [violation.finding.rule for violation in one(license_, **policy)]


@pytest.mark.parametrize(
    ("license_", "condition", "denied"),
    [
        ("CC-BY-NC-4.0", "nc", True),
        ("CC-BY-4.0", "nc", False),
        ("CC-BY-ND-4.0", "nd", True),
        ("CC-BY-SA-4.0", "sa", True),
        ("llama3.1", "mau", True),
        ("llama3.1", "aup", True),
        ("MIT", "aup", False),
        ("AGPL-3.0-only", "network-copyleft", True),
        ("GPL-3.0-only", "network-copyleft", False),
        ("LicenseRef-scancode-llama-3.2-license-2024", "territory", True),
        ("llama3.1", "monthly-users", True),  # a kind as well as a tag
    ],
)
def test_conditions_are_denied_by_meaning(license_, condition, denied):
    found = one(license_, deny_conditions=(condition,))
    assert bool(found) is denied
    for violation in found:
        finding = violation.finding
        assert (finding.rule, finding.verdict, finding.severity) == (
            "policy-condition",
            Verdict.CONFLICT,
            Severity.ERROR,
        )
        assert finding.clauses, "a clause is always cited"
        assert finding.subject == "thing"
        assert finding.remedies and "{" not in "".join(finding.remedies)


@pytest.mark.parametrize(
    ("license_", "pattern", "denied"),
    [
        ("AGPL-3.0-only", "AGPL-3.0-*", True),
        ("AGPL-3.0-or-later", "AGPL-3.0-*", True),
        ("GPL-3.0-only", "AGPL-3.0-*", False),
        ("LGPL-3.0-only", "GPL-*", False),
        ("llama3.1", "llama3.1", True),
        ("llama3.1", "llama*", True),
        ("llama3.1", "LicenseRef-scancode-llama-3.1-*", True),
        ("MIT", "mit", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-*", True),
        ("LicenseRef-house", "LicenseRef-house", True),
        ("MIT OR AGPL-3.0-only", "AGPL-*", False),
        ("MIT AND AGPL-3.0-only", "AGPL-*", True),
        ("(AGPL-3.0-only OR GPL-3.0-only) AND MIT", "*GPL-*", True),
        ("Terms nobody knows AND AGPL-3.0-only", "AGPL-*", True),
    ],
)
def test_licences_are_denied_by_id_name_or_glob(license_, pattern, denied):
    assert bool(rules(license_, deny_licenses=(pattern,))) is denied


def test_of_a_choice_the_branch_with_the_least_against_it_counts():
    found = one("CC-BY-NC-4.0 OR llama3.1", deny_conditions=("nc", "mau", "aup"))
    assert len(found) == 1
    assert "CC BY-NC 4.0" in found[0].finding.message


def test_a_name_that_may_mean_several_licences_is_unknown_unless_each_is_denied():
    each = one("gpl", deny_licenses=("*GPL-*",))
    assert [violation.finding.verdict for violation in each] == [Verdict.CONFLICT]
    some = one("gpl", deny_licenses=("GPL-2.0-only",))
    assert [violation.finding.verdict for violation in some] == [Verdict.UNKNOWN]
    assert "only some of the licences" in some[0].finding.message


def test_an_approval_is_asked_for_and_denial_is_stronger():
    asked = one("llama3.1", ask_conditions=("mau",))
    assert [(v.setting, v.finding.severity) for v in asked] == [(Setting.ASK_CONDITIONS, Severity.WARNING)]
    assert "wants an approval" in asked[0].finding.message
    both = one("llama3.1", ask_conditions=("mau",), deny_conditions=("mau",))
    assert [v.setting for v in both] == [Setting.DENY_CONDITIONS]


def test_the_terms_that_bind_count_and_not_the_label():
    bill = Bill(
        "release",
        (Artifact("tuned", Kind.MODEL, (Claim("Apache-2.0"),)), Artifact("base", Kind.MODEL, (Claim("llama3.1"),))),
        (Relation("tuned", Verb.FINETUNED_FROM, "base"),),
    )
    found = [v.finding for v in violations(check(bill), Policy(deny_licenses=("llama*",)), graph())]
    assert {(f.subject, f.shipped) for f in found} == {("tuned", True), ("base", False)}
    assert {f.severity for f in found if not f.shipped} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("license_", "wanted", "verdict"),
    [
        ("MIT", Extent.GRANTED, None),
        ("CC-BY-NC-4.0", Extent.GRANTED, Verdict.CONFLICT),
        ("CC-BY-NC-4.0", Extent.PARTIAL, None),
        ("Nobody-Knows-1.0", Extent.PARTIAL, Verdict.UNKNOWN),
    ],
)
def test_freedoms_are_required(license_, wanted, verdict):
    found = one(license_, require={Freedom.SHARE: wanted})
    assert [v.finding.verdict for v in found] == ([] if verdict is None else [verdict])
    for violation in found:
        assert violation.finding.rule == "policy-freedom"
        assert violation.finding.subject == "release"
        assert f"share {wanted}" in violation.finding.message


def test_a_stricter_policy_never_yields_fewer_findings():
    licences = ("MIT", "CC-BY-NC-4.0", "llama3.1", "AGPL-3.0-only", "MIT OR llama3.1", "gpl", "Nobody-Knows-1.0")
    steps = (
        {},
        {"deny_conditions": ("nc",)},
        {"deny_conditions": ("nc", "mau", "sa")},
        {"deny_conditions": ("nc", "mau", "sa"), "deny_licenses": ("*GPL*",)},
        {"deny_conditions": ("nc", "mau", "sa"), "deny_licenses": ("*GPL*",), "require": {Freedom.USE: Extent.PARTIAL}},
        {"deny_conditions": ("nc", "mau", "sa"), "deny_licenses": ("*",), "require": {Freedom.USE: Extent.GRANTED}},
    )
    for license_ in licences:
        numbers = [len(one(license_, **policy)) for policy in steps]
        assert numbers == sorted(numbers), license_


def test_fingerprints_stay_and_differ():
    first = [v.finding.id for v in one("llama3.1", deny_conditions=("mau", "aup"), deny_licenses=("llama*",))]
    again = [v.finding.id for v in one("llama3.1", deny_conditions=("aup", "mau"), deny_licenses=("llama*",))]
    assert sorted(first) == sorted(again)
    assert len(set(first)) == 3
