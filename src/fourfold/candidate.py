"""What a recommendation is for, and which licences it considers: those that arrive, the one that is stated, and a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from fourfold.arrival import UNSTATED
from fourfold.artifact import Bill, Relation
from fourfold.catalogue import data_root
from fourfold.derive.base import Manner
from fourfold.errors import DataError, NothingToCheck, UsageError
from fourfold.expression import And, Atom, Expression, Or, atoms
from fourfold.graph import LicenseGraph
from fourfold.terms import Kind, Reach, Verb
from fourfold.upstream import Upstream, follow


class Origin(StrEnum):
    """Why a licence is considered."""

    WANTED = "wanted"
    """The question names it."""
    STATED = "stated"
    """The release says that it goes out under it."""
    UPSTREAM = "upstream"
    """It arrives from something that the release came from, or joins what arrives."""
    LISTED = "listed"
    """It stands in ``data/recommend.toml`` for what is shipped."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A licence that is considered."""

    expression: Expression
    origins: tuple[Origin, ...]
    reason: str = ""
    """For a listed one: when one would take it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of ``data/recommend.toml``."""

    license: str
    kinds: frozenset[Kind]
    reason: str
    source: str


@cache
def listed() -> tuple[Listed, ...]:
    """Return the list of licences to consider, in its own order.

    Raises
    ------
    DataError
        If the file is missing or an entry lacks a key.
    """
    path = data_root() / "recommend.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Listed(entry["license"], frozenset(map(Kind, entry["kinds"])), entry["reason"], entry["source"])
            for entry in raw["candidates"]
        )
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"the list of licences cannot be loaded: {error}", str(path), "reinstall fourfold") from error


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be licensed."""

    bill: Bill
    """The bill; with the distribution as a collection of its parts, where that is what is to be licensed."""
    names: tuple[str, ...]
    """Ids of the artifacts that the licence is for; the distribution's name among them if it is for the whole."""
    unlicensed: tuple[str, ...]
    """Those of them that state no licence and came from nothing: they are taken to be the publisher's own."""
    kinds: frozenset[Kind]
    followed: Upstream

    @property
    def stated(self) -> tuple[Expression, ...]:
        """What is stated for them now, each once (tuple of expressions)."""
        own = (self.followed.own[name].expression for name in self.names)
        return tuple(dict.fromkeys(expression for expression in own if expression is not None))


def target(bill: Bill, within: LicenseGraph, artifacts: Iterable[str] = ()) -> Target:
    """Say what of a release is to be licensed.

    By default: what goes out and was made from something, unless it is a part of another part; what goes out, states no licence and came from nothing; the whole, if it
    states one licence. If there is none of these, the one thing that goes out, or the collection of them all.

    Parameters
    ----------
    bill : Bill
        What was read.
    within : LicenseGraph
        Where licences are looked up.
    artifacts : iterable of str, optional
        Ids, if the user says what it is for.

    Raises
    ------
    UsageError
        If an id is none of the bill's.
    NothingToCheck
        If nothing in it goes out.
    """
    followed = follow(bill, within)
    chosen = tuple(artifacts)
    for name in chosen:
        if name not in followed.lineage.artifacts:
            near = ", ".join(list(followed.lineage.artifacts)[:8])
            raise UsageError(f"there is no artifact {name!r}", hint=f"one of: {near}")
    if chosen:
        return _target(bill, chosen, (), followed)
    users = _users(bill)
    every = dict.fromkeys(name for name in followed.shipped if _made(followed, name))
    made = [name for name in every if _holders(users, name) <= {bill.name}] or list(every)
    bare = [name for name in followed.shipped if name not in every and _bare(bill, followed, name, users)]
    whole = _whole(bill, followed)
    if whole and (not isinstance(followed.own[whole].expression, And) or not (made or bare)):
        made = [*made, *([] if whole in made else [whole])]
    if made or bare:
        newest_first = [name for name in reversed(followed.lineage.order) if name in {*made, *bare}]
        return _target(bill, newest_first, tuple(sorted(bare)), followed)
    roots = _roots(bill, followed)
    if not roots:
        raise NothingToCheck("nothing in it goes out", str(bill.place), "shipped: true for what is passed on")
    if len(roots) == 1:
        return _target(bill, roots, (), followed)
    collection = _collection(bill, roots)
    return _target(collection, (collection.name,), (), follow(collection, within))


def _target(bill: Bill, names: Sequence[str], bare: tuple[str, ...], followed: Upstream) -> Target:
    kinds = {artifact.kind for name in names if (artifact := followed.lineage.artifacts[name]).kind}
    if not kinds:
        kinds = {artifact.kind for name in followed.shipped if (artifact := followed.lineage.artifacts[name]).kind}
    return Target(bill, tuple(names), bare, frozenset(kind for kind in kinds if kind is not None), followed)


def _made(followed: Upstream, name: str) -> bool:
    """Whether something was made from other things, rather than put beside them."""
    return any(r.verb is not None and r.verb.reach is not Reach.BESIDE for r in followed.lineage.incoming.get(name, ()))


def _bare(bill: Bill, followed: Upstream, name: str, users: Mapping[str, Sequence[Relation]]) -> bool:
    """Whether something states no licence, and nothing says that it is somebody else's.

    What a bill of materials knows by a registry's name, or what is a part of a part, is taken to be somebody else's.
    """
    own = followed.own[name]
    if (
        own.expression is not None
        or own.artifact.inherited
        or own.says_none
        or own.artifact.aliases
        or name == bill.name
    ):
        return False
    holders = _holders(users, name)
    return holders <= {bill.name} and bool(holders or own.artifact.shipped or name not in users)


def _users(bill: Bill) -> Mapping[str, Sequence[Relation]]:
    """Return the relations of a bill by what they use."""
    out: dict[str, list[Relation]] = {}
    for relation in bill.relations:
        out.setdefault(relation.object, []).append(relation)
    return out


def _holders(users: Mapping[str, Sequence[Relation]], name: str) -> set[str]:
    """Return what a thing is a part of."""
    return {relation.subject for relation in users.get(name, ()) if relation.verb is Verb.CONTAINS}


def _whole(bill: Bill, followed: Upstream) -> str:
    """Return the name of the distribution if it states a licence of its own; else nothing."""
    return bill.name if bill.claims and bill.name in followed.lineage.artifacts else ""


def _roots(bill: Bill, followed: Upstream) -> tuple[str, ...]:
    used = {relation.object for relation in bill.relations if relation.verb is not None}
    return tuple(sorted(name for name in followed.shipped if name not in used) or sorted(followed.shipped))


def _collection(bill: Bill, roots: Sequence[str]) -> Bill:
    """Return the bill with its roots as parts of the distribution."""
    name = bill.name
    while any(artifact.id == name for artifact in bill.artifacts):
        name += " (collection)"
    held = tuple(Relation(name, Verb.CONTAINS, root, "collection", "implied", bill.place) for root in roots)
    return replace(bill, name=name, relations=(*bill.relations, *held))


def candidates(goal: Target, within: LicenseGraph, wanted: Iterable[Expression] = ()) -> tuple[Candidate, ...]:
    """Return the licences to consider for a target, each once.

    Parameters
    ----------
    goal : Target
        What is to be licensed.
    within : LicenseGraph
        Where licences are looked up.
    wanted : iterable of expressions, optional
        What the question names.
    """
    found: dict[Expression, tuple[dict[Origin, None], str]] = {}
    for origin, expression, reason in (
        *((Origin.WANTED, expression, "") for expression in wanted),
        *((Origin.STATED, expression, "") for expression in goal.stated),
        *((Origin.UPSTREAM, expression, "") for expression in _arriving(goal, within)),
        *((Origin.LISTED, expression, reason) for expression, reason in _fitting(goal, within)),
    ):
        origins, said = found.get(expression, ({}, ""))
        found[expression] = ({**origins, origin: None}, said or reason)
    return tuple(Candidate(expression, tuple(origins), reason) for expression, (origins, reason) in found.items())


def _arriving(goal: Target, within: LicenseGraph) -> Iterator[Expression]:
    """Yield what arrives: each expression, each licence in it, and all that have to stand beside each other joined by AND."""
    into: dict[Expression, None] = {}
    held: dict[Expression, None] = {}
    for name in goal.names:
        for arrival in goal.followed.arrivals[name].all():
            if arrival.expression is UNSTATED or arrival.origin in goal.names:
                continue
            if arrival.passage.reach is Reach.BESIDE:
                if arrival.passage.manner is Manner.CONTAINS:
                    held[arrival.expression] = None
                continue
            if _grants(arrival.expression, within):
                yield from (arrival.expression, *_branches(arrival.expression))
            if arrival.passage.reach in {Reach.KEEP, Reach.ADAPT, Reach.LINK}:
                into[arrival.expression] = None
    if len(into) > 1:
        yield joined(into)
    for stated in goal.stated:
        if into and not isinstance(stated, Or) and stated not in into:
            yield joined((stated, *into))
    if held and not into:
        yield joined(held)


def _grants(expression: Expression, within: LicenseGraph) -> bool:
    """Whether an expression could stand for a release: a use policy alone grants nothing."""
    found = (within.known.get(atom.license) for atom in atoms(expression))
    return not any(licence is not None and licence.policy for licence in found)


def _branches(expression: Expression) -> Iterator[Expression]:
    if not isinstance(expression, And | Or):
        return
    for part in expression.parts:
        yield part
        yield from _branches(part)


def joined(expressions: Iterable[Expression]) -> Expression:
    """Return the conjunction of some expressions, without repeating a part.

    Examples
    --------
    >>> from fourfold.expression import parse
    >>> str(joined([parse("MIT"), parse("Apache-2.0 AND MIT")]))
    'MIT AND Apache-2.0'
    """
    parts: dict[Expression, None] = {}
    for expression in expressions:
        parts.update(dict.fromkeys(expression.parts if isinstance(expression, And) else (expression,)))
    return next(iter(parts)) if len(parts) == 1 else And(tuple(parts))


def _fitting(goal: Target, within: LicenseGraph) -> Iterator[tuple[Expression, str]]:
    for entry in listed():
        if entry.license in within.known and goal.kinds <= entry.kinds:
            yield Atom(entry.license), entry.reason
