"""What is certain of an artifact's licence: one meaning in all that is stated of it, and nothing that speaks against it.

This asks for more than a verdict does: what is written into a document is taken for true by everybody who reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fourfold.artifact import Claim
from fourfold.catalogue import Catalogue, catalogue
from fourfold.expression import Atom, Expression, atoms, is_known, parse
from fourfold.resolve import NO_ASSERTION, NONE
from fourfold.terms import Grade

LISTED = "read as all of them"
"""What a reader says in a claim's source where licences stood in a list that leaves open whether all or any apply."""
_OPERATOR = re.compile(r"(?i)\s(?:and|or|with)\s|[()]")
_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Certain:
    """A licence that can be written down."""

    expression: Expression
    claim: Claim
    """What it rests on."""

    @property
    def words(self) -> str:
        """The SPDX expression (str)."""
        return str(self.expression)

    @property
    def references(self) -> tuple[str, ...]:
        """The ids that are not on SPDX's list, each once, in order (tuple of str)."""
        ids = (atom.license for atom in atoms(self.expression))
        return tuple(dict.fromkeys(name for name in ids if name.startswith("LicenseRef-")))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why nothing can be written down."""

    kind: str
    """``unstated``, ``unknown``, ``ambiguous``, ``mapped``, ``disagreeing``, ``observed``, ``disputed``, ``unwritable`` or ``none``."""
    says: str


def settle(claims: Sequence[Claim], known: Catalogue) -> Certain | Doubt:
    """Say what all claims together mean, if they mean one thing.

    Parameters
    ----------
    claims : sequence of Claim
        All that is stated of one artifact, by whomever.
    known : Catalogue
        Where names are looked up.

    Returns
    -------
    Certain or Doubt
        A name that is known and means one licence, with which all other claims agree. What was only seen in some part, only guessed, or
        stands in a list without operators, never decides; it can only raise a doubt.
    """
    said = [claim for claim in claims if claim.license.strip().upper() not in NO_ASSERTION | NONE]
    read = [(claim, parse(claim.license, known)) for claim in said if not _is_weak(claim)]
    if any(claim.license.strip().upper() in NONE for claim in claims):
        if read:
            return Doubt("disagreeing", f"{_quoted(read[0][0])} is stated, and also that there is no licence (NONE)")
        return Doubt("none", "it is stated that there is no licence (NONE)")
    if not read:
        return _weak(said)
    certain = [(claim, expression) for claim, expression in read if is_known(expression)]
    if not certain:
        return _unknown(read)
    claim, expression = _best(certain)
    if loose := _loose(claim, known):
        return loose
    for other, meaning in read:
        if not _fits(other, meaning, expression):
            return Doubt("disagreeing", f"{_quoted(claim)} and {_quoted(other)} do not mean the same")
    for other in said:
        if _is_weak(other) and not _within(parse(other.license, known), expression):
            return Doubt("disagreeing", f"{_quoted(claim)} is stated, and {_quoted(other)} was {_how(other)}")
    trouble = _unwritable(expression)
    return Doubt("unwritable", trouble) if trouble else Certain(expression, claim)


def decisive(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims that count of one artifact in one input: where somebody concluded, that and the texts, else all."""
    concluded = [c for c in claims if c.role == "concluded" and c.license.strip().upper() not in NO_ASSERTION]
    return tuple(c for c in claims if c.role in {"concluded", "text"}) if concluded else tuple(claims)


def _is_weak(claim: Claim) -> bool:
    seen = claim.role == "observed" or "/evidence/" in claim.place.pointer
    return seen or claim.evidence is Grade.E or LISTED in claim.source


def _how(claim: Claim) -> str:
    if LISTED in claim.source:
        return "given as a list that may be a choice"
    return "only guessed" if claim.evidence is Grade.E else "only seen in a part of it"


def _quoted(claim: Claim) -> str:
    return f'"{shorten(claim.license)}"'


def shorten(words: str, most: int = 120) -> str:
    """Return words on one line, and not too many."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _weak(said: Sequence[Claim]) -> Doubt:
    if not said:
        return Doubt("unstated", "no licence is stated")
    return Doubt("observed", f"{_quoted(said[0])} was {_how(said[0])}")


def _unknown(read: Iterable[tuple[Claim, Expression]]) -> Doubt:
    for claim, expression in read:
        for atom in atoms(expression):
            if not atom.known:
                near = ", ".join(atom.candidates[:4])
                if atom.ambiguous:
                    return Doubt("ambiguous", f"{_quoted(claim)} may mean {near}")
                hint = f" (nearest: {near})" if near else ""
                return Doubt("unknown", f"{_quoted(claim)} is no licence that is known{hint}")
    raise AssertionError("an expression that is not known has an unknown part")


def names_in(words: str) -> list[str]:
    """Return what stands between the operators and brackets of an expression."""
    return [part for part in map(str.strip, _OPERATOR.split(words)) if part]


def _loose(claim: Claim, known: Catalogue) -> Doubt | None:
    """Say that a name is taken for a licence where it could be another: good enough to go on with, not to be written down."""
    words = claim.license.strip()
    whole = known.resolve(words)
    for found in (whole,) if whole.license else map(known.resolve, names_in(words)):
        if found.how == "mapped":
            says = "is no name that is known here; a list of what people write takes it for"
            return Doubt("mapped", f'"{shorten(found.name)}" {says} {found.license}')
        if found.how == "ambiguous":
            return Doubt("ambiguous", f'"{shorten(found.name)}" may mean {", ".join(found.candidates[:4])}')
    return None


def _best(certain: Sequence[tuple[Claim, Expression]]) -> tuple[Claim, Expression]:
    """Return the claim with the best evidence; an identifier says ``-or-later`` where the text cannot."""
    claim, expression = min(certain, key=lambda pair: (pair[0].evidence, pair[0].role != "text"))
    if claim.role == "text" and isinstance(expression, Atom) and expression.license.endswith("-only"):
        later = expression.license.removesuffix("-only") + "-or-later"
        for other, meaning in certain:
            if meaning == Atom(later, expression.exception):
                return other, meaning
    return claim, expression


def _fits(claim: Claim, meaning: Expression, settled: Expression) -> bool:
    if _plain(meaning) == _plain(settled):
        return True
    if not isinstance(meaning, Atom) or not isinstance(settled, Atom):
        return False
    if meaning.ambiguous:
        return settled.license in meaning.candidates and not settled.exception
    # the text of a licence is the same for both
    same = claim.role == "text" and meaning.license.removesuffix("-only") == settled.license.removesuffix("-or-later")
    return same and meaning.known and not settled.exception


def _within(meaning: Expression, settled: Expression) -> bool:
    """Whether all that was seen is part of what was settled."""
    parts = {str(atom) for atom in atoms(settled)}
    return all(str(atom) in parts or bool(atom.ambiguous and parts & {*atom.candidates}) for atom in atoms(meaning))


def _plain(expression: Expression) -> object:
    """Return an expression as something that does not depend on the order of its parts."""
    if isinstance(expression, Atom):
        return str(expression) if expression.known else expression
    return type(expression).__name__, frozenset(map(_plain, expression.parts))


def _unwritable(expression: Expression) -> str:
    """Say why no standard has a valid expression for what is meant; empty if there is one."""
    listed = catalogue()
    for atom in atoms(expression):
        name, licence = atom.license, listed.get(atom.license)
        if not _REFERENCE.fullmatch(name) and (licence is None or name.startswith("LicenseRef-")):
            return f"{name} is neither on SPDX's list nor a LicenseRef"
        if licence is not None and (licence.exception or licence.policy):
            return f"{name} is no licence of its own"
        addition = listed.get(atom.exception) if atom.exception else None
        if atom.exception and (addition is None or not addition.exception or atom.exception.startswith("LicenseRef-")):
            return f"{atom.exception} is no exception of SPDX's list"
    return ""
