"""The closed words: verdicts that refuse to be a yes or no, how they weigh, and which reach each verb falls into."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.terms import (
    EdgeType,
    Effect,
    Extent,
    Form,
    Freedom,
    Grade,
    Kind,
    Profile,
    Purpose,
    Reach,
    Role,
    Verb,
    Verdict,
    meet,
    worst,
)

DESIGN = {
    "KEEP": "copied-from serves",
    "ADAPT": "modified-from finetuned-from adapter-of merged-from quantized-from converted-from pruned-from embeds",
    "LINK": "links",
    "BESIDE": "contains runs evaluated-on documents",
    "LEARN": "trained-on",
    "EXTRACT": "distilled-from",
    "OUTPUT": "generated-by",
}
"""The table of relations, as the design has it."""


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_no_yes_or_no(verdict):
    with pytest.raises(TypeError, match="not a yes or no"):
        bool(verdict)
    with pytest.raises(TypeError):
        assert verdict
    with pytest.raises(TypeError):
        _ = not verdict


def test_a_verdict_compares_with_the_word_that_the_json_has():
    assert Verdict("ok-with-obligations") is Verdict.OK_WITH_OBLIGATIONS
    assert [verdict.value for verdict in Verdict] == ["ok", "ok-with-obligations", "contested", "unknown", "conflict"]


def test_conflict_weighs_more_than_unknown_and_that_more_than_contested():
    ranks = [
        v.rank for v in (Verdict.OK, Verdict.OK_WITH_OBLIGATIONS, Verdict.CONTESTED, Verdict.UNKNOWN, Verdict.CONFLICT)
    ]
    assert ranks == sorted(set(ranks))
    for one, other in itertools.product(Verdict, repeat=2):
        assert worst([one, other]).rank == max(one.rank, other.rank)


def test_of_nothing_the_worst_is_ok_and_the_meet_is_granted():
    assert worst([]) is Verdict.OK
    assert meet(()) is Extent.GRANTED


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1), st.lists(st.sampled_from(list(Verdict)), min_size=1))
def test_worst_does_not_depend_on_order_or_grouping(some, more):
    assert worst([*some, *more]) is worst([*more, *some]) is worst([worst(some), worst(more)])
    assert worst(some) in some


@given(st.lists(st.sampled_from(list(Extent)), min_size=1))
def test_the_meet_is_the_least_that_is_there(extents):
    assert meet(extents) in extents
    assert all(meet(extents).rank >= extent.rank for extent in extents)


def test_what_is_unknown_takes_granted_away_and_makes_no_limit_whole_again():
    assert meet([Extent.GRANTED, Extent.UNKNOWN]) is Extent.UNKNOWN
    assert meet([Extent.UNKNOWN, Extent.PARTIAL]) is Extent.PARTIAL
    assert meet([Extent.PARTIAL, Extent.DENIED]) is Extent.DENIED


def test_every_verb_falls_into_the_reach_that_the_design_gives_it():
    assert {reach.value for reach in Reach} == set(DESIGN)
    said = {verb: reach for reach, verbs in DESIGN.items() for verb in verbs.split()}
    assert {verb.value: verb.reach.value for verb in Verb} == said
    assert len(said) == 18


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (Freedom, "use study modify share"),
        (Kind, "model dataset code document service"),
        (Form, "raw binary saas outputs private"),
        (Purpose, "any commercial non-commercial research"),
        (Role, "distributor end-user"),
        (Profile, "text cautious"),
        (Grade, "A B C D E"),
        (Extent, "granted unknown partial denied"),
        (Effect, "FORBID BIND REQUIRE CAP VOID SILENT"),
        (EdgeType, "same relicensable combinable conflict contested unknown"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_the_words_are_those_of_the_contract(words, values):
    assert [word.value for word in words] == values.split()


def test_the_better_grade_sorts_first():
    assert min(Grade.C, Grade.A, Grade.E) is Grade.A
