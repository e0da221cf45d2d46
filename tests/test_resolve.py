"""Which claim counts: the best evidence, with whatever disagrees told and nothing guessed."""

from __future__ import annotations

import itertools

import pytest

from fourfold.artifact import Artifact, Claim
from fourfold.catalogue import catalogue
from fourfold.expression import And, Atom, parse
from fourfold.resolve import agrees, resolve
from fourfold.terms import Grade, Kind


def settle(*claims):
    return resolve(
        Artifact("a", Kind.MODEL, tuple(Claim(words, Grade(grade), grade) for grade, words in claims)), catalogue()
    )


def test_the_text_beats_the_header_the_header_the_tag_and_the_tag_the_guess():
    names = {"A": "MIT", "B": "Apache-2.0", "C": "ISC", "D": "Zlib", "E": "0BSD"}
    for one, other in itertools.combinations("ABCDE", 2):
        found = settle((other, names[other]), (one, names[one]))
        assert str(found.expression) == names[one]
        assert found.grade is Grade(one)
        assert [(claim.license, str(meant)) for claim, meant in found.disagreeing] == [(names[other], names[other])]


def test_the_order_of_the_claims_does_not_matter():
    claims = [("C", "MIT"), ("A", "Apache-2.0"), ("B", "ISC")]
    outcomes = {str(settle(*order).expression) for order in itertools.permutations(claims)}
    assert outcomes == {"Apache-2.0"}


def test_claims_of_the_same_grade_apply_together():
    found = settle(("B", "MIT"), ("B", "Apache-2.0"))
    assert found.expression == And((Atom("Apache-2.0"), Atom("MIT")))
    assert found.disagreeing == ()


def test_claims_that_mean_the_same_do_not_disagree_however_they_are_written():
    found = settle(("A", "Apache-2.0"), ("C", "Apache License, Version 2.0"), ("D", "apache 2"))
    assert str(found.expression) == "Apache-2.0"
    assert found.disagreeing == ()


def test_a_header_may_say_or_later_where_the_text_cannot():
    found = settle(("A", "GPL-2.0-only"), ("B", "GPL-2.0-or-later"))
    assert str(found.expression) == "GPL-2.0-or-later"
    assert found.disagreeing == ()


def test_a_header_of_another_version_disagrees():
    found = settle(("A", "GPL-2.0-only"), ("B", "GPL-3.0-or-later"))
    assert str(found.expression) == "GPL-2.0-only"
    assert len(found.disagreeing) == 1


def test_a_tag_that_leaves_open_what_the_text_says_agrees_with_it():
    assert settle(("A", "LicenseRef-scancode-gemma-tou-2024-04-01"), ("C", "gemma")).disagreeing == ()
    assert len(settle(("A", "MIT"), ("C", "gemma")).disagreeing) == 1


@pytest.mark.parametrize("word", ["NOASSERTION", "unknown", "other", "", "  "])
def test_saying_nothing_is_no_claim(word):
    found = settle(("C", word))
    assert found.expression is None
    assert not found.says_none
    assert str(settle(("A", word), ("C", "MIT")).expression) == "MIT"


def test_none_says_that_there_is_no_licence():
    found = settle(("C", "NONE"))
    assert found.expression is None
    assert found.says_none


def test_without_a_claim_nothing_is_stated():
    found = settle()
    assert (found.expression, found.claim, found.stated, found.grade, found.unknown) == (None, None, "", None, ())


def test_what_no_name_means_stays_unknown_with_the_nearest():
    found = settle(("C", "Apache-2.O AND MIT"))
    assert [atom.license for atom in found.unknown] == ["Apache-2.O"]
    assert settle(("C", "MIT")).unknown == ()


@pytest.mark.parametrize(
    ("claimed", "settled", "answer"),
    [
        ("MIT", "MIT", True),
        ("GPL-3.0-or-later", "GPL-3.0-only", True),
        ("MIT AND Apache-2.0", "Apache-2.0 AND MIT", True),
        ("MIT", "MIT AND Apache-2.0", False),
        ("MIT", "ISC", False),
        ("llama3.1", "llama3.2", False),
    ],
)
def test_agrees(claimed, settled, answer):
    assert agrees(parse(claimed), parse(settled)) is answer
