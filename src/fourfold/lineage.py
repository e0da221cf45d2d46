"""How artifacts stand in line: old things before new ones, what is shipped, and how two hops make one.

Nothing recurses; a cycle is reported and its relations are not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from fourfold.artifact import Artifact, Bill, Relation
from fourfold.derive.base import Manner, Passage
from fourfold.graph import circles
from fourfold.outgoing import shipped
from fourfold.terms import Reach, Verb

_KEEP, _ADAPT, _LINK, _BESIDE = Reach.KEEP, Reach.ADAPT, Reach.LINK, Reach.BESIDE
_LEARN, _EXTRACT, _OUTPUT = Reach.LEARN, Reach.EXTRACT, Reach.OUTPUT

_COMPOSED: Mapping[tuple[Reach, Reach], Reach] = {
    (_ADAPT, _ADAPT): _ADAPT,
    (_ADAPT, _LINK): _LINK,
    (_ADAPT, _LEARN): _LEARN,
    (_ADAPT, _EXTRACT): _EXTRACT,
    (_ADAPT, _OUTPUT): _OUTPUT,
    (_LINK, _ADAPT): _LINK,
    (_LINK, _LINK): _LINK,
    (_LEARN, _ADAPT): _LEARN,
    (_EXTRACT, _ADAPT): _EXTRACT,
    (_EXTRACT, _EXTRACT): _EXTRACT,
    (_EXTRACT, _OUTPUT): _OUTPUT,
    (_OUTPUT, _ADAPT): _OUTPUT,
    (_OUTPUT, _LEARN): _EXTRACT,
    (_OUTPUT, _OUTPUT): _OUTPUT,
}


_PLAIN = {reach: Passage(reach) for reach in Reach}
_ADAPTED_BY = Passage(_ADAPT, Manner.ADAPTER)
_EMBEDDED = Passage(_ADAPT, Manner.EMBEDDED)
_STUDENT = Passage(_EXTRACT, Manner.DISTILLED)
_USED = Passage(_BESIDE, Manner.RUNS)


def compose(first: Passage, second: Passage) -> Passage | None:
    """Return how terms stand to the newest thing after two hops; none if they stay behind.

    Parameters
    ----------
    first : Passage
        From the oldest thing to the one between.
    second : Passage
        From the one between to the newest.

    Examples
    --------
    >>> compose(Passage(Reach.OUTPUT), Passage(Reach.LEARN)).reach
    <Reach.EXTRACT: 'EXTRACT'>
    """
    if second.reach is _KEEP:
        served = second.manner is Manner.SERVES and first.reach in {_KEEP, _ADAPT, _LINK}
        return Passage(first.reach, Manner.SERVES) if served else first
    if first.reach is _KEEP:
        # who gets a service as a part of something gets no copy of what is served
        return _USED if first.manner is Manner.SERVES and second.manner is Manner.CONTAINS else second
    if second.reach is _BESIDE:
        used = second.manner is Manner.RUNS and first.reach is _ADAPT
        return second if used else None
    if first.reach is _BESIDE:
        return _from_part(first, second)
    reach = _COMPOSED.get((first.reach, second.reach))
    if reach is None:
        return None
    if reach is _ADAPT and Manner.ADAPTER in {first.manner, second.manner}:
        return _ADAPTED_BY
    if reach is _ADAPT and Manner.EMBEDDED in {
        first.manner,
        second.manner,
    }:  # what holds it may be changed, it stays within
        return _EMBEDDED
    if reach is _ADAPT and first == second:  # converted twice is converted
        return first
    if reach is _EXTRACT and all(p in {_STUDENT, _EMBEDDED, _PLAIN[_ADAPT]} for p in (first, second)):
        return _STUDENT
    return _PLAIN[reach]


def _from_part(first: Passage, second: Passage) -> Passage | None:
    """Compose from a part: it stays a part when the whole is changed, and what learns from a whole learns from its parts."""
    if first.manner is Manner.CONTAINS and second.reach is _LEARN:
        return second
    return first if second.reach is _ADAPT and first.manner is not Manner.ASIDE else None


@dataclass(frozen=True, slots=True)
class Lineage:
    """A bill in order: what comes to each artifact, and what is shipped."""

    artifacts: Mapping[str, Artifact]
    order: tuple[str, ...]
    """Ids, old things before new ones; artifacts of a cycle come last."""
    incoming: Mapping[str, Sequence[Relation]]
    """Relations by subject."""
    cycle: tuple[Relation, ...]
    """Relations that were not followed because they close a circle of things made from each other."""
    loosened: tuple[Relation, ...]
    """Relations that were not followed because they close a circle of things that stand beside each other."""
    shipped: frozenset[str]
    """What goes out: stated, or a part of something that goes out."""


def only_merged(lineage: Lineage) -> frozenset[tuple[str, str]]:
    """Return each adapter with its base, by their ids, where it goes nowhere but into things that hold the base as well.

    Parameters
    ----------
    lineage : Lineage
        What was made from what.
    """
    bases = {
        name: [r.object for r in held if r.verb is Verb.ADAPTER_OF]
        for name, held in lineage.incoming.items()
        if name not in lineage.shipped
    }
    bases = {name: found for name, found in bases.items() if found}
    if not bases:
        return frozenset()
    changed: dict[str, list[frozenset[str]]] = {}
    for held in lineage.incoming.values():
        adapters = {r.object for r in held if r.object in bases}
        if adapters:
            within = frozenset(r.object for r in held if _changes(r))
            for adapter in adapters:
                changed.setdefault(adapter, []).append(within)
    return frozenset(
        (adapter, base)
        for adapter, users in changed.items()
        for base in bases[adapter]
        if all(base in within for within in users)
    )


def _changes(relation: Relation) -> bool:
    """Whether the new thing was made by changing the old one, and so holds it."""
    verb = relation.verb
    return verb is not None and verb.reach is Reach.ADAPT and verb is not Verb.ADAPTER_OF


def order(bill: Bill) -> Lineage:
    """Put a bill's artifacts in order, old before new."""
    artifacts = {artifact.id: artifact for artifact in bill.artifacts}
    whole = _whole(bill, artifacts)
    if whole is not None:
        artifacts[whole.id] = whole
    incoming = _incoming(r for r in bill.relations if r.verb is not None and r.object in artifacts)
    for name in [name for name in incoming if name not in artifacts]:
        del incoming[name]
    itself = _taken_out(incoming, [r for name, group in incoming.items() for r in group if r.object == name])
    out = shipped(artifacts, incoming, lists=bill.lists)
    ordered = _sorted(artifacts, incoming)
    loosened: list[Relation] = []
    cycle: list[Relation] = []
    if len(ordered) < len(artifacts):
        loosened = _taken_out(incoming, [r for r in _in_circles(incoming) if r.verb and r.verb.reach is Reach.BESIDE])
        cycle = _taken_out(incoming, _in_circles(incoming))
        ordered = _sorted(artifacts, incoming)
    for group in incoming.values():
        if len(group) > 1:
            group.sort(key=_SOURCE)
    return Lineage(artifacts, tuple(ordered), incoming, (*cycle, *itself), tuple(loosened), out)


def _incoming(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    """Return relations by subject."""
    incoming: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        incoming[relation.subject].append(relation)
    return incoming


def _taken_out(incoming: dict[str, list[Relation]], dropped: list[Relation]) -> list[Relation]:
    """Take some relations out, and return them."""
    gone = set(map(id, dropped))
    for name in {relation.subject for relation in dropped}:
        incoming[name] = [relation for relation in incoming[name] if id(relation) not in gone]
        if not incoming[name]:
            del incoming[name]
    return dropped


def _sorted(artifacts: Iterable[str], incoming: Mapping[str, Sequence[Relation]]) -> list[str]:
    """Return ids, old things before new ones: all of them, unless the relations run in a circle."""
    ordered: list[str] = []
    done: set[str] = set()
    waiting: set[str] = set()
    for name in artifacts:
        todo = [name]
        while todo:
            new = todo[-1]
            before = [r.object for r in incoming[new] if r.object not in done] if new in incoming else ()
            if new not in done and not before:
                done.add(new)
                ordered.append(new)
            if new in done:
                todo.pop()
            elif new in waiting:
                return ordered  # it waits for itself
            else:
                waiting.add(new)
                todo += before
    return ordered


def _in_circles(incoming: Mapping[str, Sequence[Relation]]) -> list[Relation]:
    """Return the relations that lie on a circle, in an order that the input's does not change: no others are touched by it."""
    relations = sorted((r for group in incoming.values() for r in group), key=_relation_key)
    circle = circles((r.subject, r.object) for r in relations)
    return [r for r in relations if circle.get(r.subject, r.subject) == circle.get(r.object, r.object)]


_SOURCE = attrgetter("verb", "object")
"""Order of the relations of one thing; of these the verb is never open."""


def _relation_key(relation: Relation) -> tuple[str, str, str]:
    return relation.subject, relation.verb or "", relation.object


def _whole(bill: Bill, artifacts: Mapping[str, Artifact]) -> Artifact | None:
    """Return the distribution as an artifact, if it has terms or relations of its own."""
    if bill.name in artifacts:
        return None
    if not bill.claims and not any(bill.name in (r.subject, r.object) for r in bill.relations):
        return None
    return Artifact(bill.name, None, bill.claims, inherited=not bill.claims, shipped=True, place=bill.place)
