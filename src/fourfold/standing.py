"""How each artifact, and the whole, stands to the four freedoms; every limit is a finding that names its clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from fourfold.artifact import Context
from fourfold.explain import Assumption, Evidence, FactStated, Step
from fourfold.freedoms import Holding, granted, meet_all
from fourfold.graph import LicenseGraph
from fourfold.modality import stated_in
from fourfold.preferred_form import Parts, possible
from fourfold.subject import Subject, own_finding
from fourfold.terms import Extent, Freedom, Kind, Verdict
from fourfold.verdict import FreedomState

_LESSENED = frozenset({Extent.PARTIAL, Extent.DENIED})
"""What a clause comes to that limits a freedom; what is unknown is no clause's doing."""


def stand(subject: Subject, within: LicenseGraph, context: Context, parts: Parts) -> None:
    """Settle what the terms that bind the artifact grant, and say which clause decides."""
    modality = stated_in(subject.artifact.facts)
    held = [granted(terms, within, context, Holding(by, modality)) for terms, by in subject.ways]
    if subject.own.expression is None and not subject.artifact.inherited:
        held.append(granted(None, within, context))
    subject.grants = held[0] if len(held) == 1 else meet_all(held)
    if not subject.shipped:
        return
    limits = {
        cited: None
        for freedom in Freedom
        for cited in subject.grants[freedom].because
        if subject.grants[freedom].extent in _LESSENED
    }
    if limits:
        lessened = ", ".join(
            f"{f} {subject.grants[f].extent}" for f in Freedom if subject.grants[f].extent in _LESSENED
        )
        kinds = list(dict.fromkeys(within.known.kinds[c.clause.kind].label for c in limits))
        labels = " and ".join(dict.fromkeys(c.label for c in limits))
        claim = f"{subject.artifact.id}: {lessened}, by {labels} ({', '.join(kinds)})"
        step = Step(claim, "freedom-limited", tuple(limits), Verdict.OK)
        subject.findings.append(own_finding(subject, "freedom-limited", (step,), Verdict.OK))
    if subject.artifact.kind is Kind.MODEL:
        _note_missing_parts(subject, parts)


def _note_missing_parts(subject: Subject, parts: Parts) -> None:
    for rule in possible(subject.artifact, parts).rules:
        what = (
            "training data, or information about them,"
            if rule == "data-information-missing"
            else "the code it was trained with"
        )
        fact = "training-data" if rule == "data-information-missing" else "training-code"
        stated = subject.artifact.facts.get(fact)
        evidence: Evidence = (
            Assumption(f"the release lists no such part, and no fact {fact!r} is stated")
            if stated is None
            else FactStated(subject.artifact.id, fact, str(stated))
        )
        step = Step(f"{subject.artifact.id}: {what} is not in the release", rule, (evidence,), Verdict.OK)
        subject.findings.append(own_finding(subject, rule, (step,), Verdict.OK))


_HALF = {Freedom.STUDY, Freedom.MODIFY}


def states(subject: Subject) -> Mapping[Freedom, FreedomState]:
    """Return the state of each freedom of one artifact, with the findings that decide it."""
    if not subject.findings:
        return _untroubled(tuple(subject.grants[freedom].extent for freedom in Freedom))
    lacking = [f for f in subject.findings if f.rule in {"data-information-missing", "training-code-missing"}]
    deciding = [f.id for f in subject.findings if f.rule == "freedom-limited"]
    unsure = [f.id for f in subject.findings if f.verdict is Verdict.UNKNOWN]
    out = {}
    for freedom in Freedom:
        extent = subject.grants[freedom].extent
        can = Extent.PARTIAL if lacking and freedom in _HALF else Extent.GRANTED
        because = [
            *(deciding if extent in _LESSENED else ()),
            *(unsure if extent is Extent.UNKNOWN else ()),
        ]
        because += [f.id for f in lacking] if can is not Extent.GRANTED else []
        out[freedom] = FreedomState(extent, can, tuple(dict.fromkeys(because)), bool(unsure))
    return out


@lru_cache(maxsize=256)
def _untroubled(extents: tuple[Extent, ...]) -> Mapping[Freedom, FreedomState]:
    """Return the states of an artifact without any finding: most artifacts of a large bill, so they share one value."""
    return {freedom: FreedomState(extent, Extent.GRANTED) for freedom, extent in zip(Freedom, extents, strict=True)}


def meet_states(standing: Sequence[FreedomState]) -> FreedomState:
    """Return the meet of one freedom over several artifacts; unknown for none."""
    if not standing:
        return FreedomState(Extent.UNKNOWN, Extent.UNKNOWN)
    grants = max((s.grants for s in standing), key=lambda e: e.rank)
    can = max((s.possible for s in standing), key=lambda e: e.rank)
    value = max(grants, can, key=lambda e: e.rank)
    because = {i for s in standing if s.value is value and value is not Extent.GRANTED for i in s.because}
    return FreedomState(grants, can, tuple(sorted(because)), any(s.may_worsen for s in standing))
