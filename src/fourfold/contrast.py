"""Two licences of one thing held against each other: conditions, duties, freedoms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fourfold.derive.base import Terms
from fourfold.expression import And, Atom, Expression, parse
from fourfold.graph import LicenseGraph
from fourfold.terms import Effect, Extent, Freedom
from fourfold.verdict import ArtifactState


@dataclass(frozen=True, slots=True)
class Difference:
    """What one set has that the other has not."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def to_dict(self) -> dict[str, list[str]]:
        """Return it as a mapping."""
        return {"added": list(self.added), "removed": list(self.removed)}


@dataclass(frozen=True, slots=True)
class LicenseChange:
    """Other terms than before, with what that means."""

    before: str
    """Expression; empty if none is stated."""
    after: str
    conditions: Difference
    """Tags of the vocabulary, such as ``nc`` and ``mau``."""
    duties: Difference
    """Kinds of clauses that ask something of whoever passes it on."""
    freedoms: Mapping[Freedom, tuple[Extent, Extent]]
    """Those that are held to another extent than before."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        return {
            "before": self.before or None,
            "after": self.after or None,
            "conditions": self.conditions.to_dict(),
            "duties": self.duties.to_dict(),
            "freedoms": {str(f): {"before": str(a), "after": str(b)} for f, (a, b) in self.freedoms.items()},
        }


def contrast(before: ArtifactState, after: ArtifactState, within: LicenseGraph) -> LicenseChange | None:
    """Hold the terms of a thing against those of another, or of its own earlier state.

    Parameters
    ----------
    before, after : ArtifactState
        As two reports have them.
    within : LicenseGraph
        Where licences come from.

    Returns
    -------
    LicenseChange or None
        None if licence and freedoms are the same.
    """
    then, now = before.resolved or before.license, after.resolved or after.license
    freedoms = {
        freedom: (before.freedoms[freedom].grants, after.freedoms[freedom].grants)
        for freedom in Freedom
        if before.freedoms[freedom].grants is not after.freedoms[freedom].grants
    }
    if then == now and not freedoms:
        return None
    old = marks(parse(then, within.known), within) if then else (frozenset[str](), frozenset[str]())
    new = marks(parse(now, within.known), within) if now else (frozenset[str](), frozenset[str]())
    return LicenseChange(then, now, _difference(old[0], new[0]), _difference(old[1], new[1]), freedoms)


def _difference(before: Iterable[str], after: Iterable[str]) -> Difference:
    old, new = set(before), set(after)
    return Difference(tuple(sorted(new - old)), tuple(sorted(old - new)))


def marks(expression: Expression, within: LicenseGraph) -> tuple[frozenset[str], frozenset[str]]:
    """Return the condition tags of an expression, and the kinds of its duties.

    All that AND joins holds; of an OR, and of a name that may mean several licences, what every branch has.

    Examples
    --------
    >>> from fourfold.graph import graph
    >>> sorted(marks(parse("CC-BY-NC-4.0 OR MIT"), graph())[0])
    ['notice']
    """
    if isinstance(expression, Atom) and not expression.ambiguous:
        terms = within.terms(expression)
        return _of(terms, within) if terms is not None else (frozenset(), frozenset())
    parts = (
        tuple(Atom(name, expression.exception) for name in expression.candidates)
        if isinstance(expression, Atom)
        else expression.parts
    )
    found = [marks(part, within) for part in parts]
    tags = [tags for tags, _ in found]
    duties = [duties for _, duties in found]
    if isinstance(expression, And):
        return frozenset[str]().union(*tags), frozenset[str]().union(*duties)
    return frozenset.intersection(*tags), frozenset.intersection(*duties)


def _of(terms: Terms, within: LicenseGraph) -> tuple[frozenset[str], frozenset[str]]:
    kinds = within.known.kinds
    binding = [c for c in terms.clauses if c.effect not in {None, Effect.SILENT} and not c.parameters.law_only]
    tags = {kinds[clause.kind].tag for clause in binding} - {""}
    duties = {clause.kind for clause in binding if clause.effect in {Effect.REQUIRE, Effect.BIND}}
    return frozenset(tags), frozenset(duties)
