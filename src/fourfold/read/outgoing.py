"""What of a bill of materials goes out: what it lists, save what its words put aside and what is only a source of something."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from fourfold.artifact import Relation
from fourfold.terms import Reach, Verb

_CONTAINS, _RUNS = Verb.CONTAINS, Verb.RUNS
LINEAGE = frozenset(verb for verb in Verb if verb.reach not in {Reach.BESIDE, Reach.LINK}) | {Verb.EVALUATED_ON}
"""Verbs whose object is only referred to, unless something also contains it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of a bill's artifacts, as far as the bill says; of the others the general rule decides."""

    outside: AbstractSet[str]
    """Ids of what does not go out."""
    listed: AbstractSet[str]
    """Ids of what goes out though it is nothing's part: what others need, and the bill lists."""
    parts: AbstractSet[str]
    """Ids of what something contains."""


def standing(relations: Iterable[Relation], defined: Collection[str], aside: Collection[str]) -> Standing:
    """Say what goes out.

    Parameters
    ----------
    relations : iterable of Relation
        All of the bill.
    defined : collection of str
        Ids of the bill's artifacts.
    aside : collection of str
        Ids of what the document's words put aside.

    Returns
    -------
    Standing
    """
    parts: set[str] = set()
    sources: set[str] = set()
    needed: set[str] = set()
    for relation in relations:
        verb = relation.verb
        if verb is _CONTAINS:
            parts.add(relation.object)
        elif verb is _RUNS or (verb is not None and verb not in LINEAGE):  # most are one of the first two
            needed.add(relation.object)
        elif verb is not None and relation.subject not in aside and relation.subject in defined:
            # what a fork elsewhere was made from may well go out here
            sources.add(relation.object)
    outside = (sources - parts).union(aside)
    listed = needed - parts
    if outside and listed:
        listed -= _left_behind(relations, listed, outside)
    return Standing(outside, listed - outside if outside else listed, parts)


def _left_behind(relations: Iterable[Relation], listed: set[str], outside: set[str]) -> set[str]:
    """Return what of it only that needs which does not go out, such as what a build tool depends on."""
    needs: dict[str, list[str]] = {}
    users = dict.fromkeys(listed, 0)
    for relation in relations:
        if relation.object in users and relation.verb is not None and relation.verb not in LINEAGE:
            needs.setdefault(relation.subject, []).append(relation.object)
            users[relation.object] += 1
    behind: set[str] = set()
    todo = [name for name in outside if name in needs]
    while todo:
        for name in needs.get(todo.pop(), ()):
            users[name] -= 1
            if not users[name] and name not in outside:
                behind.add(name)
                todo.append(name)
    return behind
