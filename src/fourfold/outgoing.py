"""What goes out of a release: what is stated to, what nothing uses, the parts of that; of a bill of materials all that it lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from fourfold.artifact import Artifact, Relation
from fourfold.terms import Reach, Verb

_CONTAINS, _RUNS = Verb.CONTAINS, Verb.RUNS
LINEAGE = frozenset(verb for verb in Verb if verb.reach not in {Reach.BESIDE, Reach.LINK}) | {Verb.EVALUATED_ON}
"""Verbs whose object is only referred to, unless something also contains it."""


def referred_to(
    relations: Iterable[Relation], defined: Collection[str], aside: Collection[str]
) -> tuple[set[str], set[str]]:
    """Return what a bill only refers to, as what something was made from, and what something contains.

    Parameters
    ----------
    relations : iterable of Relation
        All of the bill.
    defined : collection of str
        Ids of the bill's artifacts.
    aside : collection of str
        Ids of what the document's words put aside: what a fork elsewhere was made from may well go out here.

    Returns
    -------
    tuple of set of str
        Ids of sources that are no part of anything, and ids of parts.
    """
    parts: set[str] = set()
    sources: set[str] = set()
    for relation in relations:
        verb = relation.verb
        if verb is _CONTAINS:
            parts.add(relation.object)
        elif verb is _RUNS or verb is None:  # most are one of these two
            continue
        elif verb in LINEAGE and relation.subject not in aside and relation.subject in defined:
            sources.add(relation.object)
    return sources - parts, parts


def shipped(
    artifacts: Mapping[str, Artifact], incoming: Mapping[str, Sequence[Relation]], *, lists: bool = False
) -> frozenset[str]:
    """Return the ids of what goes out.

    Parameters
    ----------
    artifacts : mapping of str to Artifact
        All of the release, by id.
    incoming : mapping of str to sequence of Relation
        Relations between these, by subject.
    lists : bool, optional
        Whether what stands beside others, such as a dependency, goes out as well: a bill of materials lists what is delivered. What only that
        needs which does not go out, such as a build tool, stays behind with it.
    """
    # what a bill only refers to has been told apart where it was read
    used = {r.object for group in incoming.values() for r in group if not lists or r.verb is _CONTAINS}
    out = {a.id for a in artifacts.values() if (a.shipped if a.shipped is not None else a.id not in used)}
    if lists and len(out) < len(artifacts):
        out -= _left_behind(artifacts, incoming, out)
    todo = [name for name in incoming if name in out]
    while todo:
        for relation in incoming[todo.pop()]:
            part = relation.object
            if relation.verb is _CONTAINS and part not in out:
                out.add(part)
                if part in incoming:
                    todo.append(part)
    return frozenset(out)


def _left_behind(
    artifacts: Mapping[str, Artifact], incoming: Mapping[str, Sequence[Relation]], out: Collection[str]
) -> set[str]:
    """Return what only that needs which does not go out."""
    outside = [name for name, artifact in artifacts.items() if artifact.shipped is False and name in incoming]
    if not outside:
        return set()
    users: dict[str, int] = {}
    for group in incoming.values():
        for relation in group:
            users[relation.object] = users.get(relation.object, 0) + 1
    behind: set[str] = set()
    while outside:
        for relation in incoming.get(outside.pop(), ()):
            name = relation.object
            users[name] -= 1
            if not users[name] and name in out and artifacts[name].shipped is None:
                behind.add(name)
                outside.append(name)
    return behind
