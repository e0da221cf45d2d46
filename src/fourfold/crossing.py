"""One hop as tables of numbers: what each kind of terms becomes over it, worked out when first asked for.

A large bill has millions of hops and few kinds of terms, so that the pass works on numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fourfold.derive.base import Passage
from fourfold.expression import Expression
from fourfold.holding import OWN, Inside, deeper, enter, hop_of, leave
from fourfold.lineage import compose
from fourfold.terms import Kind, Verb

V = TypeVar("V", Passage, Inside)
W = TypeVar("W", Passage, Inside)


class Kinds(Generic[W]):
    """Terms with how they come, each numbered once."""

    __slots__ = ("_numbers", "listed")

    def __init__(self) -> None:
        self.listed: list[tuple[Expression, W]] = []
        self._numbers: dict[tuple[Expression, W], int] = {}

    def number(self, expression: Expression, way: W) -> int:
        """Return the number of a kind.

        Parameters
        ----------
        expression : Expression
            The terms.
        way : Passage or Inside
            How they come.
        """
        key = expression, way
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.listed)
            self.listed.append(key)
        return number


@dataclass(slots=True)
class Table:
    """What kinds become over one hop, by their numbers."""

    find: Callable[[int], int | None]
    """Tells it of a number that was not asked for before."""
    known: dict[int, int | None] = field(default_factory=dict)
    """What was asked for; none for what stays behind."""
    stays: set[int] = field(default_factory=set)
    """What was asked for and stays behind: in a bill of materials, whose parts stand beside each other, nearly everything."""

    def of(self, number: int) -> int | None:
        """Return what a kind becomes; none if it stays behind.

        Parameters
        ----------
        number : int
            The kind before the hop.
        """
        if number in self.known:
            return self.known[number]
        reached = self.known[number] = self.find(number)
        if reached is None:
            self.stays.add(number)
        return reached


@dataclass(slots=True)
class Crossing:
    """One hop, as far as it was asked for."""

    passage: Passage
    own: Inside | None
    """How the source's own terms stand inside the new thing; none if they need not be kept in mind."""
    onward: Table
    """What comes to the source, and on to the new thing."""
    enter: Table | None
    """What comes to the source, and stands inside the new thing; none if nothing does."""
    deeper: Table
    """What stands inside the source, and inside the new thing as well."""
    leave: Table
    """What stands inside the source, and comes to the new thing."""
    first: dict[str, int | None] = field(default_factory=dict)
    """The kind that a source's own terms become, by the source's id."""
    by_terms: dict[int, tuple[int, Expression]] = field(default_factory=dict)
    """The same by the identity of the expression, which many sources share, and which is held so that no other gets it."""


class Crossings:
    """All hops of one pass, and the kinds that their numbers mean."""

    __slots__ = ("_made", "arriving", "standing")

    def __init__(self) -> None:
        self.arriving: Kinds[Passage] = Kinds()
        self.standing: Kinds[Inside] = Kinds()
        self._made: dict[tuple[Verb | None, Kind | None, Kind | None], Crossing] = {}

    def of(self, verb: Verb | None, new: Kind | None, old: Kind | None) -> Crossing:
        """Return the crossing of all relations of a verb between things of two kinds.

        Parameters
        ----------
        verb : Verb
            The verb; in an ordered lineage it is never open.
        new, old : Kind, optional
            What the subject and the object are.
        """
        key = verb, new, old
        found = self._made.get(key)
        if found is None:
            assert verb is not None
            found = self._made[key] = self._make(verb, new, old)
        return found

    def _make(self, verb: Verb, new: Kind | None, old: Kind | None) -> Crossing:
        hop = hop_of(verb, new, old)
        return Crossing(
            hop.passage,
            enter(OWN, hop),
            _table(self.arriving, self.arriving, lambda way: compose(way, hop.passage)),
            _table(self.arriving, self.standing, lambda way: enter(way, hop)) if hop.keeps else None,
            _table(self.standing, self.standing, lambda way: deeper(way, hop)),
            _table(self.standing, self.arriving, lambda way: leave(way, hop)),
        )


def _table(before: Kinds[V], after: Kinds[W], move: Callable[[V], W | None]) -> Table:
    """Return what the kinds of one list become in another."""

    def find(number: int) -> int | None:
        """Return the number, after the step, of what has this number before it; None if nothing goes on."""
        expression, way = before.listed[number]
        onward = move(way)
        return None if onward is None else after.number(expression, onward)

    return Table(find)
