"""`explain` in words: a licence's card, a pair with its tree, a rule's page."""

from __future__ import annotations

import pytest

from fourfold.describe import license_card, pair
from fourfold.graph import compatible, graph
from fourfold.report.cards import render_license, render_pair, render_rule
from fourfold.report.words import ADVICE
from fourfold.rules import BY_NAME


def card(name, **more):
    return render_license(license_card(graph().license(name), graph()), **more)


def shown(inbound, outbound, relation="links", **more):
    answer = compatible(inbound, outbound, relation)
    return render_pair(answer, pair(answer, graph()), **more)


def test_a_card_says_what_the_licence_is_grants_and_asks():
    text = card("llama3.1")
    for part in (
        "Llama",
        "steward Meta",
        "also called",
        "not to be taken for",
        "partial",
        "700,000,000",
        "§2",
        "limitations",
        "conditions",
        "permissions",
    ):
        assert part in text
    assert text.index("limitations") < text.index("conditions") < text.index("permissions")
    assert text.rstrip().endswith(ADVICE)


def test_a_card_names_the_data_and_the_texts_by_digest():
    text = card("MIT")
    assert f"data {graph().known.version} ({graph().known.digest})" in text
    assert "sha256" in text


def test_every_clause_of_the_licence_stands_on_its_card():
    text = " ".join(card("GPL-3.0-only").split())
    clauses = graph().license("GPL-3.0-only").clauses
    assert len(clauses) >= 20
    missing = [c.kind for c in clauses if " ".join(c.says.split())[:60] not in text]
    assert missing == []


def test_what_a_text_names_itself_is_listed():
    assert "names itself" in card("CC-BY-SA-4.0")
    assert "GPL-3.0-only" in card("CC-BY-SA-4.0")
    assert "names itself" not in card("MIT")


def test_a_licence_known_by_category_says_no_more_than_that():
    text = card("Abstyles")
    assert "Only ScanCode's category is known (Permissive)" in text
    assert "granted" not in text


def test_a_pair_shows_verdict_tree_and_obligations():
    text = shown("Apache-2.0", "GPL-2.0-only")
    assert text.splitlines()[0] == "Apache-2.0 → GPL-2.0-only, relation links"
    assert "✗ CONFLICT" in text
    assert "└─ " in text
    assert "GPL 2.0 §6" in text
    assert text.rstrip().endswith(ADVICE)
    assert "obligations" in shown("MIT", "GPL-3.0-only")


def test_a_contested_pair_shows_both_sides_and_who_holds_what_is_taken():
    text = shown("CC-BY-NC-4.0", "Apache-2.0", "trained-on")
    assert "± CONTESTED" in text
    assert "  text      ok" in text
    assert "  cautious  conflict" in text
    assert "reading weights-contain-data, text:" in text
    assert "reading weights-contain-data, cautious:" in text


def test_the_version_under_which_it_would_hold_is_said():
    assert "only if the whole goes out as GPL-3.0-or-later" in shown("Apache-2.0", "GPL-2.0-or-later")
    assert "only if" not in shown("MIT", "GPL-2.0-or-later")


def test_an_obligation_of_the_wide_reading_says_so():
    assert "(cautious reading only)" in shown("CC-BY-4.0", "MIT", "trained-on")


@pytest.mark.parametrize("name", ["relabelled-derivative", "merge-terms-cumulate"])
def test_a_rule_is_its_manual_page(name):
    rule = BY_NAME[name]
    text = render_rule(rule.name, rule.manual, rule.status)
    assert text.startswith(f"{name}  ({rule.status})\n\n{rule.summary}")
    assert all(head in text for head in ("Why it matters", "Example", "Remedy", "Sources"))


def test_colour_changes_no_word():
    import re

    plain, coloured = shown("Apache-2.0", "GPL-2.0-only"), shown("Apache-2.0", "GPL-2.0-only", color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
