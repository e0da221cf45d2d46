"""What `explain` shows of a licence and of a pair: one value, complete, the same for text and JSON."""

from __future__ import annotations

import json

import pytest

from fourfold.artifact import Context
from fourfold.describe import license_card, limits_first, pair
from fourfold.graph import compare_names, compatible, graph, verb_of
from fourfold.terms import Effect, Purpose

PAIR = {"inbound", "outbound", "relation", "verdict", "edge", "readings", "clauses", "obligations", "explanation"}


def card(name):
    return license_card(graph().license(name), graph())


def test_a_card_has_freedoms_with_the_clauses_that_lessen_them():
    shown = card("llama3.1")
    assert {name: entry["grants"] for name, entry in shown["freedoms"].items()} == {
        "use": "partial", "study": "granted", "modify": "partial", "share": "partial",
    }  # fmt: skip
    kinds = {clause["kind"] for clause in shown["freedoms"]["use"]["because"]}
    assert {"acceptable-use-policy", "monthly-users"} <= kinds


def test_a_card_shows_every_clause_with_section_reaches_and_parameters():
    licence = graph().license("llama3.1")
    shown = card("llama3.1")
    assert len(shown["clauses"]) == len(licence.clauses)
    cap = next(clause for clause in shown["clauses"] if clause["kind"] == "monthly-users")
    assert (cap["section"], cap["class"], cap["parameters"]["threshold"]) == ("2", "limitation", 700_000_000)
    assert cap["reaches"] == sorted(cap["reaches"])


def test_a_card_names_what_it_may_be_taken_for():
    assert "LicenseRef-scancode-llama-3.2-license-2024" in card("llama3.1")["look_alikes"]
    assert "LicenseRef-scancode-llama-3.1-license-2024" not in card("llama3.1")["look_alikes"]


def test_a_card_names_the_texts_by_digest_and_holds_none_of_their_words():
    shown = card("Apache-2.0")
    assert all(len(text["sha256"]) == 64 and text["words"] > 100 for text in shown["texts"])
    assert max(len(str(value)) for value in shown["clauses"][0].values()) < 600


def test_a_card_of_the_long_tail_says_that_only_a_category_is_known():
    shown = card("Abstyles")
    assert shown["category"] == "Permissive"
    assert shown["texts"] == []
    assert all(entry["grants"] == "unknown" and "category" in entry["missing"] for entry in shown["freedoms"].values())


def test_every_card_can_be_made_and_saved():
    seen = 0
    for license_id in graph():
        shown = card(license_id)
        assert json.loads(json.dumps(shown)) == shown
        seen += 1
    assert seen >= 300


def test_limits_stand_before_demands_and_permissions_come_last():
    ordered = [clause.effect for clause in limits_first(graph().license("llama3.1"))]
    assert ordered[0] in {Effect.FORBID, Effect.CAP}
    assert ordered[-1] is None
    assert len(ordered) == len(graph().license("llama3.1").clauses)


@pytest.mark.parametrize(
    ("inbound", "outbound", "relation", "verdict", "kind"),
    [
        ("MIT", "Apache-2.0", "modified-from", "ok-with-obligations", "relicensable"),
        ("Apache-2.0", "GPL-2.0-only", "links", "conflict", "conflict"),
        ("CC-BY-NC-4.0", "Apache-2.0", "trained-on", "contested", "contested"),
        ("Fnord-9.0", "MIT", "links", "unknown", "unknown"),
        ("CC0-1.0", "MIT", "modified-from", "ok", "relicensable"),
    ],
)
def test_a_pair_has_the_fields_of_the_contract(inbound, outbound, relation, verdict, kind):
    shown = pair(compatible(inbound, outbound, relation), graph())
    assert set(shown) >= PAIR
    assert (shown["verdict"], shown["edge"]["type"], shown["relation"]) == (verdict, kind, relation)
    assert json.loads(json.dumps(shown)) == shown


def test_a_contested_pair_names_the_reading_and_both_sides():
    shown = pair(compatible("CC-BY-NC-4.0", "Apache-2.0", "trained-on"), graph())
    assert shown["edge"]["reading"] == "weights-contain-data"
    assert shown["readings"] == {"text": "ok", "cautious": "conflict"}
    assert [node["reading"] for node in shown["explanation"]["because"]] == ["text", "cautious"]


def test_the_clauses_of_a_pair_are_those_of_its_tree():
    shown = pair(compatible("Apache-2.0", "GPL-2.0-only", "links"), graph())
    assert {(clause["license"], clause["section"]) for clause in shown["clauses"]} >= {
        ("GPL-2.0-only", "6"),
        ("Apache-2.0", "3"),
    }


def test_an_obligation_stands_once_and_says_if_it_hangs_on_a_reading():
    shown = pair(compatible("CC-BY-4.0", "MIT", "trained-on"), graph())
    assert shown["obligations"]
    assert {duty["reading"] for duty in shown["obligations"]} == {"weights-contain-data"}
    keys = [(duty["license"], duty["kind"], duty["text"]) for duty in shown["obligations"]]
    assert len(keys) == len(set(keys))


def test_the_version_that_would_hold_is_shown_and_none_where_none_is_needed():
    assert (
        pair(compatible("Apache-2.0", "GPL-2.0-or-later", "links"), graph())["edge"]["effective"] == "GPL-3.0-or-later"
    )
    assert pair(compatible("MIT", "GPL-2.0-or-later", "links"), graph())["edge"]["effective"] is None


def test_what_is_unknown_is_listed_with_what_it_may_mean():
    shown = pair(compatible("Apache-2.O", "MIT"), graph())
    assert shown["unknown"][0]["license"] == "Apache-2.O"
    assert "Apache-2.0" in shown["unknown"][0]["candidates"]


def test_a_pair_can_be_asked_in_a_context():
    answer = compare_names(
        graph(), "CC-BY-NC-4.0", "CC-BY-NC-4.0", verb_of("copied-from"), Context(purpose=Purpose.COMMERCIAL)
    )
    assert pair(answer, graph())["verdict"] == "conflict"
