"""The tree of reasons: a closed set of evidence at the leaves, walked without recursion, and saved whole."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from fourfold.explain import (
    Assumption,
    ClauseCited,
    EdgeCited,
    Evidence,
    FactStated,
    LicenseDeclared,
    ReadingTaken,
    RelationRecorded,
    Step,
    clause_dict,
    evidence_dict,
    tree_lines,
)
from fourfold.license import Clause, Declared
from fourfold.place import Place
from fourfold.terms import Effect, Profile, Reach, Verdict

CLAUSE = Clause("banner", Effect.REQUIRE, frozenset({Reach.KEEP}), "1.b", (3, 9), "A phrase is shown.")
LEAVES = (
    ClauseCited("LicenseRef-x", "X", CLAUSE),
    EdgeCited("LicenseRef-x", "X", Declared("MIT", "relicensable", frozenset({Reach.ADAPT}), "2", says="MIT will do.")),
    RelationRecorded("new", "links", "old", Place("b.yaml", 4)),
    LicenseDeclared("old", "MIT", "A", Place("LICENSE")),
    FactStated("new", "banner", "false"),
    ReadingTaken("weights-contain-data", "text", "they do not"),
    Assumption("nothing says otherwise"),
)


def test_the_leaves_here_are_all_kinds_of_evidence_that_there_are():
    assert {type(leaf) for leaf in LEAVES} == set(get_args(Evidence))


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: type(leaf).__name__)
def test_every_kind_of_evidence_is_saved_with_its_type(leaf):
    saved = evidence_dict(leaf)
    assert json.loads(json.dumps(saved)) == saved
    assert saved["evidence"]


def test_the_types_tell_the_kinds_apart():
    assert len({evidence_dict(leaf)["evidence"] for leaf in LEAVES}) == len(LEAVES)


def test_a_cited_clause_names_licence_kind_section_and_span():
    assert clause_dict(LEAVES[0]) == {
        "license": "LicenseRef-x", "kind": "banner", "section": "1.b", "effect": "REQUIRE", "says": "A phrase is shown.",
        "span": [3, 9], "text": "license", "read": "text",
    }  # fmt: skip


def test_a_relation_is_saved_in_the_words_of_a_manifest():
    saved = evidence_dict(LEAVES[2])
    assert (saved["from"], saved["type"], saved["to"]) == ("new", "links", "old")
    assert saved["location"]["line"] == 4


def test_leaves_come_in_the_order_in_which_they_are_read():
    inner = Step("inner", "edge", (LEAVES[1], LEAVES[2]))
    tree = Step("outer", "edge", (LEAVES[0], inner, LEAVES[3]))
    assert list(tree.leaves()) == list(LEAVES[:4])


def test_a_clause_that_is_cited_twice_counts_once():
    other = ClauseCited("LicenseRef-x", "X", Clause("banner", Effect.REQUIRE, frozenset({Reach.KEEP}), "1.c"))
    tree = Step("outer", "edge", (other, Step("inner", "edge", (LEAVES[0], other)), LEAVES[0]))
    assert tree.clauses() == (other, LEAVES[0])


def test_walking_a_deep_tree_does_not_recurse():
    tree = Step("leaf", "edge", (LEAVES[-1],))
    for depth in range(5000):
        tree = Step(f"{depth}", "edge", (tree,))
    assert list(tree.leaves()) == [LEAVES[-1]]
    assert tree.clauses() == ()


def test_a_saved_tree_is_nested_as_the_tree_is_and_names_the_side_of_a_reading():
    side = Step("text: ok", "reading", (LEAVES[5],), Verdict.OK, Profile.TEXT)
    saved = Step("both", "edge", (side, LEAVES[6]), Verdict.CONTESTED).to_dict()
    assert saved["verdict"] == "contested"
    assert "reading" not in saved
    assert saved["because"][0]["reading"] == "text"
    assert [node.get("evidence") for node in saved["because"]] == [None, "assumption"]


def test_a_step_is_printed_as_its_tree_in_words():
    tree = Step("top", "edge", (Step("mid", "edge", (Assumption("so"),)), LEAVES[0]))
    assert str(tree).splitlines()[:3] == ["top", "├─ mid", "│  └─ assumed: so"]
    assert str(tree) == "\n".join(tree_lines(tree))
    assert repr(tree).startswith("Step(")
