"""How terms travel: one topological pass over the relations, each kind of arrival once, by its shortest path.

What arrives is an expression, never a copy of its clauses, and two arrivals of the same expression over the same passage are
one, with the shorter path: shared ancestors cost once. Nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fourfold.artifact import Relation
from fourfold.compatibility import passage_of
from fourfold.derive.base import Passage
from fourfold.expression import Atom, Expression
from fourfold.lineage import Lineage, compose
from fourfold.resolve import Resolved
from fourfold.terms import Verb

UNSTATED = Atom("NOASSERTION", known=False)
"""Terms that nobody states: they travel like others, because an unknown licence never counts as compatible."""

Trail = tuple[int, str, Relation, "Trail | None"]
"""Hops, id of the origin, the last hop, and how the terms came to the thing of that hop: a plain tuple, for a large bill has
millions."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Terms that come from one thing to another."""

    expression: Expression
    passage: Passage
    trail: Trail

    @property
    def hops(self) -> int:
        """Number of relations from the origin (int, from 1)."""
        return self.trail[0]

    @property
    def origin(self) -> str:
        """Id of the artifact whose own terms these are (str)."""
        return self.trail[1]

    @property
    def relation(self) -> Relation:
        """The last hop (Relation)."""
        return self.trail[2]

    def path(self) -> tuple[str, ...]:
        """Return artifact, verb, artifact, … from the newest thing back to the origin."""
        words = ((r.subject, r.verb.value if r.verb else r.word) for r in self.relations())
        return (*(word for hop in words for word in hop), self.origin)

    def relations(self) -> tuple[Relation, ...]:
        """Return the relations of the path, newest first."""
        out: list[Relation] = []
        trail: Trail | None = self.trail
        while trail is not None:
            out.append(trail[2])
            trail = trail[3]
        return tuple(out)


class Arrivals:
    """All that arrives at one artifact: each kind of terms once, and the further direct sources of the same kind.

    Parameters
    ----------
    kinds : list of (Expression, Passage)
        What the numbers mean.
    nearest : mapping of int to Trail
        The shortest way of each kind.
    further : mapping of int to list of Trail
        Direct sources whose terms another brings in the same way.
    """

    __slots__ = ("_further", "_kinds", "_nearest")

    def __init__(
        self,
        kinds: list[tuple[Expression, Passage]],
        nearest: Mapping[int, Trail],
        further: Mapping[int, list[Trail]],
    ) -> None:
        self._kinds = kinds
        self._nearest = nearest
        self._further = further

    def __bool__(self) -> bool:
        return bool(self._nearest)

    @property
    def shape(self) -> frozenset[int]:
        """Which kinds arrive, from wherever: numbers that hold for one pass (frozenset of int)."""
        return frozenset(self._nearest)

    def kinds(self) -> tuple[Arrival, ...]:
        """Return the nearest arrival of each kind, nearest first."""
        return _in_order(Arrival(*self._kinds[number], trail) for number, trail in self._nearest.items())

    def like(self, arrival: Arrival) -> tuple[Arrival, ...]:
        """Return the arrivals of one kind: the nearest, and what other direct sources bring of it.

        Parameters
        ----------
        arrival : Arrival
            One of :meth:`kinds`.
        """
        for number, trail in self._nearest.items():
            if trail is arrival.trail:
                more = (Arrival(arrival.expression, arrival.passage, other) for other in self._further.get(number, ()))
                return _in_order((arrival, *more))
        return (arrival,)

    def all(self) -> tuple[Arrival, ...]:
        """Return the direct sources each, what lies behind them once a kind; nearest first."""
        return _in_order(self._each())

    def _each(self) -> Iterator[Arrival]:
        for number, trail in self._nearest.items():
            yield Arrival(*self._kinds[number], trail)
        for number, trails in self._further.items():
            for trail in trails:
                yield Arrival(*self._kinds[number], trail)


NOTHING: Arrivals = Arrivals([], {}, {})
"""What arrives at a thing that came from nothing."""


@dataclass(slots=True)
class _Step:
    """One verb's hop, as far as it was asked for."""

    passage: Passage
    first: dict[str, int | None] = field(default_factory=dict)
    """The kind that a source's own terms become, by the source's id."""
    by_terms: dict[int, int] = field(default_factory=dict)
    """The same by the identity of the expression, which many sources share."""
    onward: dict[int, int | None] = field(default_factory=dict)
    """The kind that a kind held by the source becomes; none if it stays behind."""


class Carrier:
    """What has arrived at each artifact so far, while the pass goes on.

    Parameters
    ----------
    lineage : Lineage
        The order to follow.
    """

    def __init__(self, lineage: Lineage) -> None:
        self._lineage = lineage
        self._held: dict[str, Mapping[int, Trail]] = {}
        self._kinds: list[tuple[Expression, Passage]] = []
        self._numbers: dict[tuple[Expression, Passage], int] = {}
        self._steps: dict[Verb, _Step] = {}

    def arrive(self, name: str, own: Mapping[str, Resolved]) -> Arrivals:
        """Return what arrives at an artifact.

        Parameters
        ----------
        name : str
            The artifact; everything it came from has been asked for before.
        own : mapping of str to Resolved
            The own terms of the artifacts before it.
        """
        incoming = self._lineage.incoming.get(name)
        if not incoming:
            self._held[name] = {}
            return NOTHING
        held: dict[int, Trail] = {}
        direct: list[tuple[int, Trail]] = []
        verb, step = None, None
        for relation in incoming:
            if step is None or relation.verb is not verb:  # they come sorted by their verbs
                verb, step = relation.verb, self._step(relation.verb)
                first = step.first
            source = relation.object
            if source not in first:
                first[source] = self._first(own[source], step)
            number = first[source]
            if number is not None:
                trail: Trail = (1, source, relation, None)
                direct.append((number, trail))
                other = held.get(number)
                if other is None or other[0] > 1 or source < other[1]:
                    held[number] = trail
            behind = self._held[source]
            if behind:
                self._pass_on(behind, step, relation, held)
        self._held[name] = held
        further: dict[int, list[Trail]] = {}
        for number, trail in direct:
            if held[number] is not trail:
                further.setdefault(number, []).append(trail)
        return Arrivals(self._kinds, held, further)

    def _step(self, verb: Verb | None) -> _Step:
        assert verb is not None
        step = self._steps.get(verb)
        if step is None:
            step = self._steps[verb] = _Step(passage_of(verb))
        return step

    def _first(self, source: Resolved, step: _Step) -> int | None:
        """Return the number of a source's own terms after a hop; none if it has none and passes on what reaches it."""
        expression = source.expression
        if expression is None:
            if source.artifact.inherited:
                return None
            expression = UNSTATED
        number = step.by_terms.get(id(expression))
        if number is None:
            number = step.by_terms[id(expression)] = self._number(expression, step.passage)
        return number

    def _pass_on(self, behind: Mapping[int, Trail], step: _Step, relation: Relation, held: dict[int, Trail]) -> None:
        """Carry what a source holds one hop on: the innermost loop, so that it works on numbers and plain tuples."""
        onward = step.onward
        for number, trail in behind.items():
            if number in onward:
                reached = onward[number]
            else:
                reached = onward[number] = self._compose(number, step.passage)
            if reached is None:
                continue
            hops, origin = trail[0] + 1, trail[1]
            other = held.get(reached)
            if other is None or hops < other[0] or (hops == other[0] and origin < other[1]):
                held[reached] = (hops, origin, relation, trail)

    def _compose(self, number: int, passage: Passage) -> int | None:
        expression, before = self._kinds[number]
        onward = compose(before, passage)
        return None if onward is None else self._number(expression, onward)

    def _number(self, expression: Expression, passage: Passage) -> int:
        key = expression, passage
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._kinds)
            self._kinds.append(key)
        return number


def _in_order(arrivals: Iterator[Arrival] | tuple[Arrival, ...]) -> tuple[Arrival, ...]:
    """Return arrivals nearest first; an origin has one expression, so its name and the passage tell two apart."""
    found = list(arrivals)
    if len(found) > 1:
        found.sort(key=lambda a: (a.trail[0], a.trail[1], a.passage.reach.value, a.passage.manner.value))
    return tuple(found)
