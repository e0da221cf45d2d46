"""Which claim counts, and which licence it means: from what the source says to an expression.

The best evidence wins (a text beats a tag); claims of the same grade apply together. What resolves to nothing stays
unknown, with the nearest candidates; a family name is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.artifact import Artifact, Claim
from fourfold.catalogue import Catalogue
from fourfold.expression import And, Atom, Expression, atoms, parse
from fourfold.terms import Grade

NONE = frozenset({"NONE"})
"""SPDX: it was looked for, and there is no licence."""
NO_ASSERTION = frozenset({"NOASSERTION", "UNKNOWN", "OTHER", ""})
"""SPDX and the Hub: nothing is said."""
NOT_GIVEN = frozenset({"UNLICENSED", "UNLICENCED"})
"""npm: no licence is given, as far as nothing else gives one."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An artifact's own terms, as far as they are known."""

    artifact: Artifact
    expression: Expression | None
    """None if nothing is stated or the artifact has no terms of its own."""
    claim: Claim | None = None
    """The claim that counts."""
    disagreeing: tuple[tuple[Claim, Expression], ...] = ()
    """Claims that mean something else than the one that counts, with what they mean."""
    says_none: bool = False
    """A claim says that there is no licence."""

    @property
    def unknown(self) -> tuple[Atom, ...]:
        """The atoms that are no known licence (tuple of Atom)."""
        if self.expression is None:
            return ()
        return tuple(atom for atom in atoms(self.expression) if not atom.known)

    @property
    def stated(self) -> str:
        """The words of the claim that counts; empty without one (str)."""
        return self.claim.license if self.claim else ""

    @property
    def grade(self) -> Grade | None:
        """The evidence that the terms rest on (Grade or None)."""
        return self.claim.evidence if self.claim else None


class Resolver:
    """Settles the own terms of a bill's artifacts; what many of them state in the same words is settled once.

    Parameters
    ----------
    known : Catalogue
        Where names are looked up.
    """

    def __init__(self, known: Catalogue) -> None:
        self._known = known
        self._settled: dict[tuple[tuple[str, Grade, str], ...], tuple[Resolved, int]] = {}

    def resolve(self, artifact: Artifact) -> Resolved:
        """Settle an artifact's own terms; one that has none of its own gets none.

        Parameters
        ----------
        artifact : Artifact
            With its claims, in any order.
        """
        if artifact.inherited:
            return Resolved(artifact, None)
        claims = artifact.claims
        words = tuple([(claim.license, claim.evidence, claim.role) for claim in claims])
        before = self._settled.get(words)
        if before is not None:
            same, counts = before
            return Resolved(artifact, same.expression, claims[counts] if claims else None, (), same.says_none)
        found = settle(artifact, claims, self._known)
        if not found.disagreeing:
            counts = next((i for i, claim in enumerate(claims) if claim is found.claim), 0)
            self._settled[words] = found, counts
        return found


def resolve(artifact: Artifact, known: Catalogue) -> Resolved:
    """Settle one artifact's own terms.

    Parameters
    ----------
    artifact : Artifact
        With its claims, in any order.
    known : Catalogue
        Where names are looked up.
    """
    return settle(artifact, artifact.claims, known)


def settle(artifact: Artifact, claims: tuple[Claim, ...], known: Catalogue) -> Resolved:
    """Settle the terms that some claims state for an artifact."""
    said = [claim for claim in claims if claim.license.strip().upper() not in NO_ASSERTION | NONE]
    says_none = any(claim.license.strip().upper() in NONE for claim in claims)
    if all(claim.license.strip().upper() in NOT_GIVEN for claim in said):
        first = next(iter((*said, *claims)), None)
        return Resolved(artifact, None, first, says_none=says_none or bool(said))
    read = [(claim, parse(claim.license, known)) for claim in said]
    best = min(map(_weight, (claim for claim, _ in read)))
    winners = [(claim, expression) for claim, expression in read if _weight(claim) == best]
    distinct = list(dict.fromkeys(expression for _, expression in winners))
    distinct = [_more_precise(expression, [other for _, other in read]) for expression in distinct]
    expression = distinct[0] if len(distinct) == 1 else And(tuple(sorted(set(distinct), key=str)))
    others = tuple(pair for pair in read if _weight(pair[0]) != best and not agrees(pair[1], expression))
    return Resolved(artifact, expression, winners[0][0], others, says_none)


_ROLES = {"text": 0, "concluded": 1, "declared": 2}
"""What counts first among claims of one grade: what somebody concluded, then what the author declared, then what was seen."""


def _weight(claim: Claim) -> tuple[Grade, int]:
    return claim.evidence, _ROLES.get(claim.role, 3)


def _more_precise(expression: Expression, others: list[Expression]) -> Expression:
    """Let an identifier say ``-or-later`` where the text, which is the same for both, cannot."""
    if isinstance(expression, Atom) and expression.license.endswith("-only"):
        later = expression.license.removesuffix("-only") + "-or-later"
        for other in others:
            if isinstance(other, Atom) and other.license == later:
                return other
    return expression


def agrees(claimed: Expression, settled: Expression) -> bool:
    """Whether a claim can mean what was settled: the same, or a name that leaves it open."""
    if claimed == settled:
        return True
    if isinstance(claimed, Atom) and isinstance(settled, Atom):
        return settled.license in claimed.candidates if claimed.ambiguous else _plain(claimed) == _plain(settled)
    return {_plain(atom) for atom in atoms(claimed)} == {_plain(atom) for atom in atoms(settled)}


def _plain(atom: Atom) -> str:
    return atom.license.removesuffix("-only").removesuffix("-or-later")
