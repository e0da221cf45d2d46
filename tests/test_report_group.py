"""Findings told together: none is lost, conflicts are all told, and what differs in its reason stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim
from fourfold.report import html, markdown
from fourfold.report.group import FIRST, MANY, MOST, groups, listed, shapes
from fourfold.report.terminal import SCREEN, render
from fourfold.terms import Kind, Verdict
from tests.sample import finding, report

NUMBER = 200


def many(number=NUMBER, words=""):
    claims = (Claim(words),) if words else ()
    return check(Bill("whole", tuple(Artifact(f"part-{i}", Kind.CODE, claims) for i in range(number))))


def alike(number, verdict=Verdict.UNKNOWN):
    return [finding(f"{i:012x}", verdict=verdict, subject=f"part-{i}") for i in range(number)]


def test_the_first_are_told_and_of_the_others_the_names():
    (group,) = groups(alike(10))
    assert [f.subject for f in group.shown] == ["part-0", "part-1", "part-2"]
    assert group.summary == "and 7 more policy-condition"
    assert group.names == "part-3, part-4, part-5, part-6, part-7, part-8, …"


def test_another_reason_rule_or_verdict_is_another_group():
    every = alike(4)
    other = replace(every[3], message="part-3 is under another licence")
    assert len(groups([*every[:3], other])) == 2
    assert len(groups([*every[:3], replace(every[3], verdict=Verdict.CONTESTED)])) == 2
    assert len(groups([*every[:3], replace(every[3], known=True)])) == 2


def test_a_subject_within_a_word_is_not_blanked():
    one, two = (replace(finding(subject=s), message=f"{s}: a mad cat") for s in ("a", "b"))
    assert len(groups([one, two])) == 2
    one, two = (replace(finding(subject=s), message=f"{s}: seen") for s in ("e", "n"))
    assert len(groups([one, two])) == 1


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.CONFLICT])
def test_none_is_lost_and_every_conflict_with_a_reason_of_its_own_is_told(verdict):
    every = [replace(f, message=f"reason {i}") for i, f in enumerate(alike(40, verdict))]
    found = groups(every)
    told = [f for group in found for f in group.shown]
    assert {f.id for f in told} | {f.id for group in found for f in group.rest} == {f.id for f in every}
    assert len(told) == (40 if verdict is Verdict.CONFLICT else MOST)
    assert verdict is Verdict.CONFLICT or "for reasons of their own" in found[-1].summary


def test_a_list_ends_with_dots_only_if_there_is_more():
    assert listed(["a", "b"]) == "a, b"


def test_artifacts_share_a_row_only_where_there_are_many():
    few, lot = many(MANY).artifacts, many(MANY + 1).artifacts
    assert len(shapes(few)) == MANY
    assert [len(each) for each in shapes(lot)] == [MANY + 1]


def test_a_long_report_is_told_in_short_and_in_full_if_asked():
    whole = many()
    text = render(whole)
    assert text.count("? unknown    license-missing") == FIRST
    assert f"… and {NUMBER - FIRST} more license-missing: part-" in " ".join(text.split())
    full = render(whole, verbose=True)
    assert full.count("? unknown    license-missing") == NUMBER
    assert "--verbose shows all" not in full
    assert len(whole.to_dict()["findings"]) >= NUMBER


def test_verdict_and_freedoms_stand_at_the_end_of_what_is_longer_than_a_screen():
    lines = render(many(), verbose=True).splitlines()
    assert len(lines) > SCREEN
    verdict = "? unknown   purpose not stated, form raw"
    assert lines[1] == verdict
    assert verdict in lines[-20:]
    assert any(line.startswith("by terms") for line in lines[-20:])
    assert render(many(1)).count(verdict) == 1


@pytest.mark.parametrize("page", [html, markdown], ids=["html", "markdown"])
def test_pages_hold_every_name_and_stay_small(page):
    whole = many(3000)
    text = page.render([whole])
    assert all(f"part-{i}" in text or rf"part\-{i}" in text for i in range(3000))
    assert text.count("nothing is granted without one") <= 3 * FIRST  # the sentence, its tree, and its evidence
    assert f"and {3000 - FIRST:,} more license-missing" in text
    assert len(text) < 300_000


def test_what_a_baseline_holds_is_marked_and_counted_apart():
    old, new = replace(finding(), known=True), finding("9" * 12, rule="policy-license", subject="acme/new")
    whole = report([old, new])
    text = render(whole)
    assert "· known conflict policy-condition" in text
    assert text.index("✗ conflict   policy-license") < text.index("· known conflict")
    assert "1 conflict · 0 contested · 0 unknown · 1 ignored · 1 known, in the baseline" in text
    assert "known: the baseline holds it" not in text
    assert "known: the baseline holds it" in render(report([old])).splitlines()[1]
    assert "known, in the baseline" in html.render([whole])
    assert "known, in the baseline" in markdown.render([whole])
