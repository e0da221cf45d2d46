"""What reporters share: places that stand everywhere, and the report's parts."""

from __future__ import annotations

from dataclasses import replace

from fourfold.artifact import Context
from fourfold.place import Place
from fourfold.report.base import asked, counts, duty_groups, legible, loud, place_of, printable, quiet, rule_page, shown
from fourfold.rules import RULES
from tests.conftest import ROOT
from tests.sample import NASTY, report


def test_a_place_always_has_a_file_and_a_line():
    whole = report()
    assert place_of(Place("a.json", 3, "/x"), whole) == Place("a.json", 3, "/x")
    assert place_of(Place("a.json"), whole).line == 1
    assert place_of(Place(), whole) == Place("bom.json", 40)
    assert place_of(Place(), replace(whole, artifacts=())) == Place("acme-chat 2.1", 1)


def test_paths_are_shown_below_the_working_directory(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert shown(str(tmp_path / "a" / "b.json")) == "a/b.json"
    assert shown(str(tmp_path.parent / "b.json")) == str(tmp_path.parent / "b.json")
    assert shown("../b.json") == "../b.json"


def test_every_finding_is_loud_or_quiet():
    whole = report()
    assert [*loud(whole), *quiet(whole)] == list(whole.findings)
    assert len(quiet(whole)) == 1


def test_the_question_in_a_line():
    assert asked(report()) == (
        "for commercial purposes · form raw · as distributor · in DE, FR · 1,000 users a month"
        " · 2,500,000 US dollars a year · reading text"
    )
    assert asked(report(context=Context())) == "purpose not stated · form raw · as distributor · reading text"
    assert counts(report()) == "1 conflict · 1 contested · 1 unknown · 1 ignored"


def test_a_duty_is_told_once_with_all_who_carry_it():
    groups = list(duty_groups(report().duties))
    assert [(duty.kind, names) for duty, names in groups] == [
        ("include-license", ("acme/chat", NASTY)),
        ("attribution", ("acme/chat",)),
    ]


def test_every_rule_has_its_page():
    page = (ROOT / "docs" / "reference" / "rules.md").read_text()
    seen = [rule for rule in RULES if f"\n## {rule.name}\n" in page]
    assert rule_page(RULES[0].name).endswith(f"docs/reference/rules.md#{RULES[0].name}")
    assert len(seen) >= 40


def test_nothing_steers_a_terminal():
    assert printable("plain ü 漢\n\ttext") == "plain ü 漢\n\ttext"
    assert printable("\x00\x1b\u202e\ud800\u2028") == "\ufffd" * 5


def test_a_rendered_text_keeps_its_colours_and_nothing_else_that_steers():
    assert (
        legible("\x1b[1;31mbold\x1b[0m\n\x1b]0;title\x07\x1b[2J")
        == "\x1b[1;31mbold\x1b[0m\n\ufffd]0;title\ufffd\ufffd[2J"
    )
