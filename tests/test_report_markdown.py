"""Markdown: everything that JSON has, nothing that a name could turn into markup."""

from __future__ import annotations

import re
from dataclasses import replace

from fourfold.report import markdown
from fourfold.terms import Verdict
from tests.sample import NASTY, report
from tests.snapshot import check_snapshot


def test_the_verdict_stands_first_and_the_advice_last():
    text = markdown.render((report(),))
    assert text.startswith("# ✗ acme-chat 2.1: conflict\n\n1 conflict, as of 2026-11-21 (exit 1)\n")
    assert text.rstrip().endswith("Information, not legal advice.")
    assert "fourfold 0.0.0 · data 2026.11.0 (000000000000)" in text


def test_all_that_json_has_is_there():
    whole = report()
    text = markdown.render((whole,))
    for finding in whole.findings:
        assert finding.id in text
    for word in (
        "Legal, ticket 512",
        "jd&#64;acme.example",
        "2027-01-31",
        "weights-contain-data",
        "1,000 users a month",
    ):
        assert word in text
    assert "in DE, FR" in text
    assert "reading cautious: conflict" in text
    assert "Use must comply with the use policy." in text
    assert "decided by acme/chat: use partial" in text
    assert "| CC-BY-4.0" not in text  # a clause is named by its licence's label
    assert "1 C" in text


def test_a_name_stays_text():
    text = markdown.render((report(),))
    assert "<img" not in text
    assert "@all" not in text
    assert "\\|\\`\\*\\_\\[x\\]" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert len(tables) >= 10
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in tables]
    heads = [i for i, line in enumerate(tables) if set(line) <= set("| -")]
    for head, following in zip(heads, [*heads[1:], len(tables) + 1], strict=True):
        assert len(set(widths[head - 1 : following - 1])) == 1  # no name adds a cell


def test_line_breaks_in_a_name_make_no_heading():
    text = markdown.render((report(name="a\n# b\n::error::c"),))
    assert "\n# b" not in text
    assert "\n::" not in text


def test_empty_parts_are_left_out():
    bare = report((), duties=(), ignored=(), mix=(), artifacts=(), decided_by=(), verdict=Verdict.OK)
    text = markdown.render((bare,))
    assert "## " not in text
    assert text.startswith("# ✓ acme-chat 2.1: ok\n")


def test_several_reports_follow_each_other():
    text = markdown.render((report(), replace(report(), name=NASTY)))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 2


def test_snapshot():
    check_snapshot("report.md", markdown.render((report(),)))
