"""How terms travel: one topological pass over the relations, each kind of arrival once, by its shortest path.

What arrives is an expression, never a copy of its clauses, and two arrivals of the same expression over the same passage are
one, with the shorter path: shared ancestors cost once. Nothing recurses. What a whole holds is carried apart, and arrives at what is
made from the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fourfold.artifact import Relation
from fourfold.crossing import Crossing, Crossings, Table
from fourfold.derive.base import Passage
from fourfold.expression import Atom, Expression
from fourfold.holding import brings_out
from fourfold.lineage import Lineage
from fourfold.resolve import Resolved
from fourfold.terms import Reach

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

    @property
    def near(self) -> frozenset[int]:
        """Which kinds arrive from a direct source (frozenset of int)."""
        return frozenset(number for number, trail in self._nearest.items() if trail[0] == 1)

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
        self._inside: dict[str, Mapping[int, Trail]] = {}
        self._looks_inside = brings_out(lineage)
        self._kind_of = {name: a.kind for name, a in lineage.artifacts.items()} if self._looks_inside else {}
        self._crossings = Crossings()

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
        inside: dict[int, Trail] = {}
        direct: list[tuple[int, Trail]] = []
        kind_of, crossing, verb, kind = self._kind_of, None, None, None
        new = kind_of.get(name)
        for relation in incoming:
            source = relation.object
            old = kind_of.get(source)
            if crossing is None or relation.verb is not verb or old is not kind:  # they come sorted by their verbs
                verb, kind, crossing = relation.verb, old, self._crossings.of(relation.verb, new, old)
                first = crossing.first
            if source not in first:
                first[source] = self._first(own[source], crossing)
            number = first[source]
            if number is not None:
                trail: Trail = (1, source, relation, None)
                direct.append((number, trail))
                other = held.get(number)
                if other is None or other[0] > 1 or source < other[1]:
                    held[number] = trail
            behind = self._held[source]
            if behind:
                _pass_on(behind, crossing.onward, relation, held)
            if self._looks_inside and (crossing.enter is not None or source in self._inside):
                self._look_inside(relation, crossing, own[source], held, inside)
        self._held[name] = held
        if inside:
            self._inside[name] = inside
        further: dict[int, list[Trail]] = {}
        for number, trail in direct:
            if held[number] is not trail:
                further.setdefault(number, []).append(trail)
        return Arrivals(self._crossings.arriving.listed, held, further)

    def _look_inside(
        self, relation: Relation, crossing: Crossing, source: Resolved, held: dict[int, Trail], inside: dict[int, Trail]
    ) -> None:
        """Carry on what stands inside the source, and what the new thing has in it by this hop."""
        behind = self._inside.get(relation.object)
        if behind:
            _pass_on(behind, crossing.leave, relation, held)
            _pass_on(behind, crossing.deeper, relation, inside)
            if crossing.passage.reach is Reach.ADAPT:
                self._no_longer_parts(behind, crossing, relation, held)
        if crossing.enter is not None:
            _pass_on(self._held[relation.object], crossing.enter, relation, inside)
        terms = None if crossing.own is None else _terms_of(source)
        if terms is not None and crossing.own is not None:
            number = self._crossings.standing.number(terms, crossing.own)
            other = inside.get(number)
            if other is None or other[0] > 1 or relation.object < other[1]:
                inside[number] = (1, relation.object, relation, None)

    def _no_longer_parts(
        self, behind: Mapping[int, Trail], crossing: Crossing, relation: Relation, held: dict[int, Trail]
    ) -> None:
        """Let go of terms that came as those of a part, where the new thing was made from that part."""
        kinds = self._crossings.arriving.listed
        left = {reached for number in behind if (reached := crossing.leave.known[number]) is not None}
        made = {held[n][1] for n in left if kinds[n][1].reach is Reach.ADAPT and held[n][2] is relation}
        for number, trail in list(held.items()):
            if trail[1] in made and trail[2] is relation and kinds[number][1].reach in {Reach.BESIDE, Reach.LINK}:
                del held[number]

    def _first(self, source: Resolved, crossing: Crossing) -> int | None:
        """Return the number of a source's own terms after a hop; none if it has none and passes on what reaches it."""
        expression = _terms_of(source)
        if expression is None:
            return None
        known = crossing.by_terms.get(id(expression))
        if known is None:
            number = self._crossings.arriving.number(expression, crossing.passage)
            known = crossing.by_terms[id(expression)] = number, expression
        return known[0]


def _terms_of(source: Resolved) -> Expression | None:
    """Return a thing's own terms, unstated ones too; none if it says that it has none."""
    return source.expression or (None if source.artifact.inherited else UNSTATED)


def _pass_on(behind: Mapping[int, Trail], table: Table, relation: Relation, held: dict[int, Trail]) -> None:
    """Carry what a source holds one hop on: the innermost loop, so that it works on numbers and plain tuples."""
    if behind.keys() <= table.stays:
        return
    known = table.known
    for number, trail in behind.items():
        reached = known[number] if number in known else table.of(number)
        if reached is None:
            continue
        hops, origin = trail[0] + 1, trail[1]
        other = held.get(reached)
        if other is None or hops < other[0] or (hops == other[0] and origin < other[1]):
            held[reached] = (hops, origin, relation, trail)


def _in_order(arrivals: Iterator[Arrival] | tuple[Arrival, ...]) -> tuple[Arrival, ...]:
    """Return arrivals nearest first; an origin has one expression, so its name and the passage tell two apart."""
    found = list(arrivals)
    if len(found) > 1:
        found.sort(key=lambda a: (a.trail[0], a.trail[1], a.passage.reach.value, a.passage.manner.value))
    return tuple(found)
