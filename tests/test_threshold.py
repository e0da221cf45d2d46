"""A threshold is passed only where the question's number counts what the clause counts."""

from __future__ import annotations

import pytest

from fourfold.license import Clause, Parameters
from fourfold.terms import Effect, Reach
from fourfold.threshold import counted, differs, passed, size, within


def clause(kind="annual-revenue", **parameters):
    return Clause(kind, Effect.CAP, frozenset({Reach.KEEP}), parameters=Parameters(**parameters))


YEAR = clause(threshold=1_000_000, metric="annual-revenue")
MONTH = clause("banner", threshold=20_000_000, metric="monthly-revenue", currency="USD")


@pytest.mark.parametrize(
    ("of", "users", "revenue", "told"),
    [
        (clause(), None, None, True),
        (YEAR, None, None, None),
        (YEAR, 10**9, None, None),
        (YEAR, None, 1_000_000, False),
        (YEAR, None, 1_000_001, True),
        (clause(threshold=1_000_000, at_least=True), None, 1_000_000, True),
        (clause(threshold=1_000_000, currency="EUR"), None, 5, None),
        (clause("monthly-users", threshold=700), 701, None, True),
        (clause("banner", threshold=700, metric="monthly-active-users"), 700, 10**9, False),
        (clause(threshold=100, metric="headcount"), 500, 500, None),
        # a year's hundred million are some eight a month: no month need have passed twenty, and one may have
        (MONTH, None, 19_000_000, False),
        (MONTH, None, 100_000_000, None),
        (MONTH, None, 241_000_000, True),
        (clause(threshold=1_000_000, indexed=True), None, 999_999, False),
        (clause(threshold=1_000_000, indexed=True), None, 1_100_000, None),
        (clause(threshold=1_000_000, indexed=True), None, 5_000_000, True),
    ],
)
def test_a_threshold_is_told_only_by_a_number_of_its_own_kind(of, users, revenue, told):
    assert passed(of, users, revenue) is told


def test_heads_are_counted_by_no_number_of_a_question():
    assert counted(clause(threshold=100, metric="headcount"), 500, 500) is None


@pytest.mark.parametrize(
    ("of", "says"),
    [(YEAR, ""), (MONTH, "20,000,000 USD revenue a month"), (clause(threshold=1, currency="CNY"), "CNY")],
)
def test_what_is_counted_otherwise_is_said(of, says):
    assert says in differs(of)
    assert bool(differs(of)) == bool(says)


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (YEAR, "1,000,000 revenue a year"),
        (MONTH, "20,000,000 USD revenue a month"),
        (clause("monthly-users", threshold=700), "700 users a month"),
        (clause(threshold=100, metric="headcount"), "100 people"),
        (clause(), ""),
    ],
)
def test_a_threshold_says_what_it_counts_and_over_what_time(of, says):
    assert size(of) == says


HEADS = clause(threshold=100, metric="headcount")
YUAN = clause(threshold=1_000_000, metric="annual-revenue", currency="CNY")
USERS = clause("monthly-users", threshold=700)


@pytest.mark.parametrize(
    ("of", "other", "holds"),
    [
        (YEAR, YEAR, True),
        (YEAR, clause(threshold=2_000_000, currency="USD"), True),
        (YEAR, clause(threshold=999_999), False),
        (YEAR, HEADS, None),
        (YEAR, YUAN, None),
        (YUAN, YUAN, True),
        (USERS, clause("monthly-users", threshold=700, metric="monthly-unique-users"), True),
        (USERS, clause("monthly-users", threshold=10**6, metric="monthly-visits"), None),
        (USERS, clause("monthly-users"), None),
        # who takes more than twenty million in a month does so in the year; not the other way round
        (YEAR, MONTH, True),
        (MONTH, YEAR, False),
        (MONTH, clause(threshold=240_000_000), True),
        (MONTH, clause(threshold=239_000_000), False),
    ],
)
def test_of_two_thresholds_the_lower_one_holds_where_they_count_the_same(of, other, holds):
    assert within(of, other) is holds
