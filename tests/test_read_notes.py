"""One kind of trouble is one diagnostic, with where it begins and how often it occurs."""

from __future__ import annotations

from fourfold.place import Place
from fourfold.read.notes import Notes


def test_instances_are_counted_and_the_first_few_named():
    notes = Notes()
    for i in range(1000):
        notes.add("odd", "something is odd", f"thing {i}", Place("f", i + 1))
    notes.add("other", "nothing to name", "", Place("f", 7))
    odd, other = notes.diagnostics()
    assert odd.message == "something is odd: thing 0, thing 1, thing 2 and 997 more"
    assert (odd.code, odd.place.line) == ("odd", 1)
    assert other.message == "nothing to name"


def test_a_long_instance_is_cut():
    notes = Notes()
    notes.add("odd", "odd", "x" * 5000, Place())
    assert len(notes.diagnostics()[0].message) < 150


def test_what_occurs_again_is_named_once():
    notes = Notes()
    for what in ("a", "a", "b", "a", "c", "d", "b"):
        notes.add("odd", "odd", what, Place())
    for _ in range(3):
        notes.add("same", "same", "x", Place())
    notes.add("one", "one", "y", Place())
    odd, same, one = notes.diagnostics()
    assert odd.message == "odd: a, b, c and 1 more"
    assert same.message == "same: x (3 times)"
    assert one.message == "one: y"
