"""What a release was made from, looked up repository by repository, up to a bound."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from fourfold.artifact import Artifact, Bill, Diagnostic, Relation
from fourfold.errors import FourfoldError
from fourfold.hub.address import Address
from fourfold.hub.repository import Repository, origin_of
from fourfold.place import Place
from fourfold.terms import Verb

DEEPEST = 3
"""Steps from the release up to which origins are looked up."""
MOST = 40
"""Repositories that are looked up for one release."""


class Shelf(Protocol):
    """Where repositories are: the Hub, or what is kept of it here."""

    def get(self, address: Address, *, sources: bool) -> Repository:
        """Return a repository; whether the heads of its source files will be wanted is said beforehand."""


@dataclass(slots=True)
class _Found:
    """What was gathered so far."""

    artifacts: dict[str, Artifact]
    relations: list[Relation]
    diagnostics: list[Diagnostic]
    texts: dict[str, str]
    waiting: deque[tuple[str, int]] = field(default_factory=deque)
    """Names to look up, each with its steps from the release."""


def open_ends(bill: Bill) -> Iterator[Artifact]:
    """Return the artifacts that a card names as origins and says no more of."""
    from_card = {r.object for r in bill.relations if r.basis != "implied"} if "Hub" in bill.format else set()
    return (a for a in bill.artifacts if not a.shipped and not a.claims and a.id in from_card)


def follow(bill: Bill, shelf: Shelf) -> Bill:
    """Look up the origins that a card names, then theirs.

    Parameters
    ----------
    bill : Bill
        A release with a card.
    shelf : Shelf
        Where repositories are.

    Returns
    -------
    Bill
        What could not be looked up is as unknown as before, with the reason among the diagnostics.
    """
    found = _Found({a.id: a for a in bill.artifacts}, list(bill.relations), list(bill.diagnostics), dict(bill.texts))
    found.waiting.extend((a.id, 1) for a in open_ends(bill))
    left: list[str] = []
    asked = 0
    while found.waiting:
        name, steps = found.waiting.popleft()
        address = Address.named(name)
        if address is None:
            says = f"{name}: is no name of a repository on the Hub, and was not looked up"
            found.diagnostics.append(Diagnostic("upstream-unread", says, found.artifacts[name].place))
        elif steps > DEEPEST or asked >= MOST:
            left.append(name)
        else:
            asked += 1
            _take(found, name, address, steps, shelf)
    if left:
        found.diagnostics.append(_left(left, bill.place))
    return replace(
        bill,
        artifacts=tuple(found.artifacts.values()),
        relations=tuple(found.relations),
        diagnostics=tuple(found.diagnostics),
        texts=found.texts,
    )


def _left(names: list[str], place: Place) -> Diagnostic:
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    says = f"origins were looked up for {DEEPEST} steps and at most {MOST} repositories; not looked up: {shown}"
    return Diagnostic("upstream-left", says, place)


def _take(found: _Found, name: str, address: Address, steps: int, shelf: Shelf) -> None:
    """Look up one origin: its claims, and what it came from in turn."""
    known = found.artifacts[name]
    try:
        bill = origin_of(shelf.get(address, sources=False), address)
    except FourfoldError as error:
        found.diagnostics.append(Diagnostic("upstream-unread", f"{name}: {error.what}", known.place))
        return
    part = next(a for a in bill.artifacts if a.id == address.name)
    found.artifacts[name] = replace(part, id=name, shipped=False, place=known.place)
    found.diagnostics += bill.diagnostics
    found.texts.update(bill.texts)
    for relation in bill.relations:
        if relation.subject != address.name or relation.verb is Verb.CONTAINS or relation.object == name:
            continue
        found.relations.append(replace(relation, subject=name))
        if relation.object not in found.artifacts:
            found.artifacts[relation.object] = next(a for a in bill.artifacts if a.id == relation.object)
            found.waiting.append((relation.object, steps + 1))
