"""A licence that was considered, and what was found: admissible, open, or excluded, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from fourfold.arrival import UNSTATED
from fourfold.attachment import attachments
from fourfold.candidate import Candidate, Origin, listed
from fourfold.derive.base import Manner
from fourfold.explain import ClauseCited, ReadingTaken, clause_dict
from fourfold.expression import And, Atom, Expression, atoms
from fourfold.graph import LicenseGraph
from fourfold.terms import Effect, Extent, Freedom, Reach, Verdict
from fourfold.trial import Trial
from fourfold.verdict import Duty, Finding


class Standing(StrEnum):
    """Where a considered licence ends up."""

    ADMISSIBLE = "admissible"
    """The release may go out under it."""
    CONTESTED = "contested"
    """It may under one reading, and not under another."""
    UNKNOWN = "unknown"
    """Something that it depends on is not known."""
    EXCLUDED = "excluded"
    """A clause stands against it."""


STANDING = {
    Verdict.OK: Standing.ADMISSIBLE,
    Verdict.OK_WITH_OBLIGATIONS: Standing.ADMISSIBLE,
    Verdict.CONTESTED: Standing.CONTESTED,
    Verdict.UNKNOWN: Standing.UNKNOWN,
    Verdict.CONFLICT: Standing.EXCLUDED,
}


@dataclass(frozen=True, slots=True)
class Label:
    """How a licence is named where a release names it."""

    spdx: str | None
    """Expression of SPDX ids; none if a name leaves open which licence is meant."""
    name: str
    hub: str | None
    """The Hub's tag; none if it has none."""
    urls: tuple[str, ...]
    """Where its texts stand."""
    made_for: tuple[str, ...]
    """What its own words are made for: ``code``, ``model``, ``dataset``, ``document``."""
    parts: tuple[str, ...] = ()
    """Other licences, under which parts of the whole stay: a card that speaks of the whole cannot name one for all."""

    @property
    def card(self) -> tuple[str, ...]:
        """The lines of a Hub card (tuple of str)."""
        if self.parts:
            return ("license: other", "license_name: mixed", "license_link: NOTICE")
        if self.hub:
            return (f"license: {self.hub}",)
        return ("license: other", f"license_name: {self.name}", "license_link: LICENSE")


@dataclass(frozen=True, slots=True)
class Choice:
    """A licence with what was found of it."""

    expression: Expression
    label: Label
    origins: tuple[Origin, ...]
    reason: str
    verdict: Verdict
    readings: Mapping[str, Verdict]
    freedoms: Mapping[Freedom, Extent]
    """What recipients get, by the terms that would bind them."""
    duties: tuple[Duty, ...]
    """What the publisher has to do for what arrives."""
    conditions: tuple[tuple[str, str], ...]
    """What the licence asks of recipients: licence and kind of clause."""
    against: tuple[Finding, ...]
    undone: tuple[Finding, ...] = ()
    """Duties that the release is said not to meet; the licence is admissible once they are."""
    files: tuple[str, ...] = ()

    @property
    def license(self) -> str:
        """The licence as an expression (str)."""
        return str(self.expression)

    @property
    def standing(self) -> Standing:
        """Where it ends up (Standing)."""
        return STANDING[self.verdict]

    @property
    def obligations(self) -> int:
        """How many kinds of things have to be done, by the publisher or by recipients (int)."""
        arriving = {(duty.license, duty.kind) for duty in self.duties if not duty.reading}
        return len(arriving | set(self.conditions))

    @property
    def clauses(self) -> tuple[ClauseCited, ...]:
        """The clauses that stand against it (tuple of ClauseCited)."""
        return tuple(dict.fromkeys(cited for finding in self.deciding for cited in finding.clauses))

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings of its verdict; lesser ones are left out (tuple of Finding)."""
        return tuple(finding for finding in self.against if finding.verdict is self.verdict)

    @property
    def questions(self) -> tuple[str, ...]:
        """The open questions that it depends on, by name (tuple of str)."""
        leaves = (leaf for f in self.deciding if f.explanation for leaf in f.explanation.leaves())
        return tuple(dict.fromkeys(leaf.reading for leaf in leaves if isinstance(leaf, ReadingTaken)))

    def to_dict(self) -> dict[str, Any]:
        """Return the entry of the JSON contract; what it holds depends on where the licence ended up."""
        base = {
            "license": self.license,
            "spdx": self.label.spdx,
            "name": self.label.name,
            "made_for": list(self.label.made_for),
            "origins": [str(origin) for origin in self.origins],
            "reason": self.reason or None,
            "verdict": str(self.verdict),
        }
        if self.standing is Standing.ADMISSIBLE:
            return {**base, **self._terms()}
        more = {"questions": list(self.questions)} if self.standing is Standing.CONTESTED else {}
        return {
            **base,
            "readings": {name: str(verdict) for name, verdict in self.readings.items()},
            **more,
            "clauses": [clause_dict(cited) for cited in self.clauses],
            "because": [_because(finding) for finding in self.deciding],
        }

    def _terms(self) -> dict[str, Any]:
        return {
            "hub": None if self.label.parts else self.label.hub,
            "parts": list(self.label.parts),
            "card": list(self.label.card),
            "urls": list(self.label.urls),
            "files": list(self.files),
            "freedoms": {str(freedom): str(extent) for freedom, extent in self.freedoms.items()},
            "obligations": [duty.to_dict() for duty in self.duties],
            "conditions": [{"license": license_id, "kind": kind} for license_id, kind in self.conditions],
            "undone": [_because(finding) for finding in self.undone],
        }


def _because(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "message": finding.message,
        "path": list(finding.path),
        "remedies": list(finding.remedies),
    }


@dataclass(frozen=True, slots=True)
class Change:
    """The least that has to change for a licence to become admissible."""

    license: str
    replace: tuple[str, ...]
    """Ids of the direct sources to replace or leave out; empty if nothing has to."""
    sources: int
    """How many direct sources there are."""

    def to_dict(self) -> dict[str, Any]:
        """Return the object of the JSON contract."""
        return {"license": self.license, "replace": list(self.replace), "count": len(self.replace), "of": self.sources}


@dataclass(frozen=True, slots=True)
class Part:
    """A licence that suits one part of a release that has several kinds of parts."""

    artifact: str
    kind: str
    license: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the part as a mapping."""
        return {"artifact": self.artifact, "kind": self.kind, "license": self.license, "reason": self.reason}


def judge(ask: Trial, candidate: Candidate) -> Choice:
    """Try a candidate, and say what was found of it."""
    expression, within = candidate.expression, ask.within
    outcome = ask.of(expression)
    choice = Choice(
        expression,
        replace(label(expression, within), parts=_parts(ask, expression)),
        candidate.origins,
        candidate.reason,
        outcome.verdict,
        outcome.readings,
        outcome.freedoms,
        outcome.duties,
        conditions(expression, within),
        outcome.against,
    )
    if choice.standing is not Standing.ADMISSIBLE:
        return choice
    needed = attachments(ask.given(expression), within, ask.context).files
    return replace(choice, undone=ask.undone(expression), files=needed)


def _parts(ask: Trial, expression: Expression) -> tuple[str, ...]:
    """Return the licences of what the target only holds, and that therefore stays as it is."""
    held = {
        arrival.expression
        for name in ask.goal.names
        for arrival in ask.goal.followed.arrivals[name].kinds()
        if arrival.passage.manner is Manner.CONTAINS
        and arrival.expression is not UNSTATED
        and arrival.origin not in ask.goal.names
    }
    return tuple(sorted(str(part) for part in held - {expression}))


def label(expression: Expression, within: LicenseGraph) -> Label:
    """Name a licence as SPDX and the Hub do."""
    meant = [name for atom in atoms(expression) for name in ((atom.license,) if atom.known else atom.candidates)]
    known = [licence for name in dict.fromkeys(meant) if (licence := within.known.get(name)) is not None]
    single = isinstance(expression, Atom) and not expression.exception
    tags = [tag for tag in known[0].hub if all(tag in other.hub for other in known)] if single and known else []
    return Label(
        str(expression) if all(atom.known for atom in atoms(expression)) else None,
        known[0].label if single and len(known) == 1 else str(expression),
        tags[0] if tags else None,
        tuple(dict.fromkeys(licence.url for licence in known if licence.url)),
        tuple(m for m in known[0].materials if all(m in other.materials for other in known)) if known else (),
    )


_PASSED_ON = frozenset({Reach.KEEP, Reach.ADAPT})


def conditions(expression: Expression, within: LicenseGraph) -> tuple[tuple[str, str], ...]:
    """Return what a licence asks of whoever passes the material on, as licence and kind of clause; of an OR, its lightest branch."""
    if isinstance(expression, Atom):
        terms = within.terms(expression)
        asked = terms.clauses if terms is not None else ()
        found = {
            (str(expression), clause.kind)
            for clause in asked
            if clause.effect in {Effect.REQUIRE, Effect.BIND} and clause.reaches & _PASSED_ON
        }
        return tuple(sorted(found))
    parts = [conditions(part, within) for part in expression.parts]
    if isinstance(expression, And):
        return tuple(sorted({entry for part in parts for entry in part}))
    return min(parts, key=len)


def rank(choice: Choice) -> tuple[object, ...]:
    """Return the place of a choice among others: what is admissible first, then by freedoms, then by how little it asks."""
    extents = list(choice.freedoms.values())
    place = {entry.license: i for i, entry in enumerate(listed())}
    admissible = choice.standing is Standing.ADMISSIBLE
    return (
        choice.verdict.rank if not admissible else 0,
        -sum(extent is Extent.GRANTED for extent in extents) if admissible else 0,
        sum(extent.rank for extent in extents) if admissible else 0,
        choice.obligations if admissible else 0,
        not {Origin.STATED, Origin.WANTED} & set(choice.origins),
        Origin.UPSTREAM not in choice.origins if not admissible else False,
        place.get(choice.license, len(place)),
        choice.license,
    )
