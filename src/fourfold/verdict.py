"""An answer with its reasons: findings, duties, freedoms, the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fourfold.artifact import Context
from fourfold.collector import at_rest
from fourfold.explain import ClauseCited, Step, clause_dict
from fourfold.place import Place
from fourfold.terms import Confidence, Extent, Freedom, Profile, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that must be given, shown, kept, said or carried on."""

    kind: str
    license: str
    artifact: str
    """The artifact that carries the duty."""
    text: str
    """What to do, in a sentence."""
    clause: ClauseCited
    reading: str = ""
    """Set if the duty arises on one side of a reading only."""

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping of the JSON contract."""
        return {
            "kind": self.kind,
            "license": self.license,
            "artifact": self.artifact,
            "text": self.text,
            "section": self.clause.clause.section,
            **({"reading": self.reading} if self.reading else {}),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired."""

    id: str
    """Twelve hex digits from rule, subject, origin and licences; line numbers do not change it."""
    rule: str
    verdict: Verdict
    severity: Severity
    confidence: Confidence
    subject: str
    message: str
    path: tuple[str, ...] = ()
    """Artifact, verb, artifact, … from the subject back to where the terms come from."""
    place: Place = field(default_factory=Place)
    explanation: Step | None = None
    readings: Mapping[str, Verdict] = field(default_factory=dict)
    remedies: tuple[str, ...] = ()
    shipped: bool = True
    """Whether it counts for the distribution's verdict."""
    known: bool = False
    """Whether the baseline holds it: it was there before, and does not fail."""

    @property
    def clauses(self) -> tuple[ClauseCited, ...]:
        """The clauses that the explanation cites (tuple of ClauseCited)."""
        return self.explanation.clauses() if self.explanation else ()

    def explain(self) -> Step | None:
        """Return the tree of reasons."""
        return self.explanation

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping of the JSON contract."""
        return {
            "id": self.id,
            "rule": self.rule,
            "verdict": str(self.verdict),
            "severity": str(self.severity),
            "confidence": str(self.confidence),
            "subject": self.subject,
            "path": list(self.path),
            "location": self.place.to_dict(),
            "clauses": [clause_dict(cited) for cited in self.clauses],
            "readings": {name: str(verdict) for name, verdict in self.readings.items()},
            "message": self.message,
            "remedies": list(self.remedies),
            "known": self.known,
            "explanation": self.explanation.to_dict() if self.explanation else None,
        }


@dataclass(frozen=True, slots=True)
class FreedomState:
    """One freedom with both of its halves."""

    grants: Extent
    """What the terms give."""
    possible: Extent
    """What the release makes possible."""
    because: tuple[str, ...] = ()
    """Ids of the findings that decide it."""
    may_worsen: bool = False
    """An unknown could make it worse."""

    @property
    def value(self) -> Extent:
        """The meet of both halves (Extent)."""
        return self.grants if self.grants.rank >= self.possible.rank else self.possible

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping of the JSON contract."""
        return {
            "value": str(self.value),
            "grants": str(self.grants),
            "possible": str(self.possible),
            "may_worsen": self.may_worsen,
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class ArtifactState:
    """One artifact as it came out of the analysis."""

    id: str
    kind: str
    license: str
    """As stated; empty if nothing is."""
    resolved: str
    """The expression that it was resolved to; empty if unknown."""
    evidence: str
    """Grade of the claim that counts; empty without one."""
    effective: str
    """The terms that bind who receives it."""
    shipped: bool
    freedoms: Mapping[Freedom, FreedomState]
    place: Place = field(default_factory=Place)
    name: str = ""
    """What the input calls it, beside its id."""
    version: str = ""

    def to_dict(self, freedoms: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the mapping of the JSON contract.

        Parameters
        ----------
        freedoms : dict, optional
            What the freedoms come to, where it is made already.
        """
        return {
            "id": self.id,
            "name": self.name or None,
            "version": self.version or None,
            "kind": self.kind,
            "license": self.license or None,
            "resolved": self.resolved or None,
            "evidence": self.evidence or None,
            "effective": self.effective or None,
            "shipped": self.shipped,
            "freedoms": _freedoms(self.freedoms) if freedoms is None else freedoms,
            "location": self.place.to_dict(),
        }


def _freedoms(states: Mapping[Freedom, FreedomState]) -> dict[str, Any]:
    return {freedom.value: state.to_dict() for freedom, state in states.items()}


def _artifacts(states: Sequence[ArtifactState]) -> list[dict[str, Any]]:
    """Return artifacts as mappings; those that share their freedoms share that entry."""
    made = {id(state.freedoms): state.freedoms for state in states}
    shared = {key: _freedoms(freedoms) for key, freedoms in made.items()}
    return [state.to_dict(shared[id(state.freedoms)]) for state in states]


@dataclass(frozen=True, slots=True)
class MixRow:
    """One licence in the mix."""

    license: str
    artifacts: int
    shipped: int
    kinds: tuple[str, ...]
    evidence: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as a mapping."""
        return {
            "license": self.license,
            "artifacts": self.artifacts,
            "shipped": self.shipped,
            "kinds": list(self.kinds),
            "evidence": dict(self.evidence),
        }


SCHEMA = 1
"""Number of the JSON report's schema; it grows when a field changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one question about one distribution."""

    name: str
    context: Context
    profile: Profile
    verdict: Verdict
    exit_code: int
    cause: str
    """The last line on standard error: why the exit code is what it is."""
    freedoms: Mapping[Freedom, FreedomState]
    artifacts: tuple[ArtifactState, ...]
    relations: int
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    mix: tuple[MixRow, ...]
    tool: Mapping[str, str]
    source: str = ""
    """The format that was read."""
    frameworks: Mapping[str, Any] = field(default_factory=dict)
    ignored: tuple[Mapping[str, Any], ...] = ()
    decided_by: tuple[str, ...] = ()
    """Artifact and clause that decide the freedoms, one sentence each."""

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold check --format json`` prints (DESIGN 10).

        It is to be read: artifacts that stand alike hold the very same entry under ``freedoms``.
        """
        with at_rest():
            return self._to_dict()

    def _to_dict(self) -> dict[str, Any]:
        context = self.context
        return {
            "schema": SCHEMA,
            "tool": dict(self.tool),
            "name": self.name,
            "source": self.source,
            "question": {
                "context": {
                    "form": str(context.form),
                    "purpose": str(context.purpose),
                    "role": str(context.role),
                    "territory": list(context.territory),
                    "monthly-active-users": context.monthly_active_users,
                    "annual-revenue-usd": context.annual_revenue_usd,
                },
                "reading": str(self.profile),
                "relation": None,
            },
            "verdict": str(self.verdict),
            "exit_code": self.exit_code,
            "cause": self.cause,
            "freedoms": _freedoms(self.freedoms),
            "decided_by": list(self.decided_by),
            "artifacts": _artifacts(self.artifacts),
            "relations": self.relations,
            "findings": [finding.to_dict() for finding in self.findings],
            "obligations": [duty.to_dict() for duty in self.duties],
            "mix": [row.to_dict() for row in self.mix],
            "frameworks": dict(self.frameworks),
            "ignored": [dict(entry) for entry in self.ignored],
        }
