"""One artifact on its way through the analysis, and how its findings are made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from fourfold.arrival import Arrival, Arrivals
from fourfold.artifact import Artifact
from fourfold.compatibility import Compatibility
from fourfold.explain import Evidence, LicenseDeclared, RelationRecorded, Step
from fourfold.expression import Atom, Expression
from fourfold.freedoms import Grants
from fourfold.place import Place
from fourfold.resolve import Resolved
from fourfold.rules import BY_NAME
from fourfold.terms import Reach, Severity, Verdict
from fourfold.verdict import Duty, Finding

FINE = frozenset({Verdict.OK, Verdict.OK_WITH_OBLIGATIONS})
"""The verdicts that let something pass."""


@dataclass(slots=True)
class Subject:
    """One artifact on its way through the analysis."""

    artifact: Artifact
    own: Resolved
    shipped: bool
    arrivals: Arrivals
    answers: list[tuple[Arrival, Compatibility]] = field(default_factory=list)
    """The nearest arrival of each kind, compared."""
    findings: list[Finding] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    effective: tuple[Expression, ...] = ()
    ways: tuple[tuple[Expression, Reach], ...] = ()
    """The terms that bind it, each with the reach by which they came; its own count as kept."""
    grants: Grants = field(default_factory=dict)
    like: Subject | None = None
    """An earlier artifact of the same shape, with which everything but the name is shared."""


def shape_of(subject: Subject) -> object:
    """Return what decides how an artifact comes out, its name aside; none if only a full look tells.

    A large bill has many artifacts and few shapes. Facts, terms that are inherited and claims that disagree are looked at one by one. What is said
    of a source's modality is no part of a shape: a bill that says such things is looked at without.
    """
    artifact, own = subject.artifact, subject.own
    if artifact.facts or artifact.inherited or own.disagreeing or own.says_none or own.expression is None:
        return None
    return own.expression, artifact.kind, subject.shipped, subject.arrivals.shape


def liken(subject: Subject, model: Subject) -> None:
    """Let an artifact come out like an earlier one of its shape, of which nothing was found."""
    subject.like = model
    subject.effective, subject.grants = model.effective, model.grants
    subject.duties = [replace(duty, artifact=subject.artifact.id) for duty in model.duties]


def against(answer: Compatibility) -> list[Step]:
    """Return the steps that stand against it, of the branches that decide."""
    steps: dict[Step, None] = {}
    for edge in answer.edges:
        if edge.verdict in FINE:
            continue
        side = edge.cautious if edge.contested else edge.text
        steps.update(dict.fromkeys(step for step in side.steps if step.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank))
    return list(steps) or [answer.explanation]


def arrival_finding(
    subject: Subject,
    arrival: Arrival,
    answer: Compatibility,
    rule_name: str,
    steps: tuple[Step, ...],
    verdict: Verdict,
) -> Finding:
    """Return the finding that a rule makes of terms that arrive."""
    rule = BY_NAME[rule_name]
    label = label_of(arrival, answer)
    reasons = _reasons(arrival, answer, steps)
    place = subject.own.claim.place if subject.own.claim else arrival.relation.place
    sides = (answer.explanation,) if verdict is Verdict.CONTESTED else steps
    message = f"{_says(subject)}{_how(arrival)}: {'; '.join(reasons[:3])}"
    explanation = Step(message, rule_name, (*recorded(subject, arrival), *sides), verdict)
    severity = Severity.WARNING if verdict is Verdict.CONTESTED else rule.severity
    return Finding(
        fingerprint(rule_name, subject.artifact.id, arrival.origin, answer.inbound, answer.outbound),
        rule_name,
        verdict,
        severity if subject.shipped else Severity.NOTE,
        rule.confidence,
        subject.artifact.id,
        message,
        arrival.path(),
        place,
        explanation,
        {"text": answer.text, "cautious": answer.cautious},
        rule.advise(
            subject.artifact.id,
            arrival.origin,
            label,
            arrival.passage.reach,
            [cited.clause for step in steps for cited in step.clauses()],
        ),
        subject.shipped,
    )


def own_finding(
    subject: Subject, rule_name: str, steps: tuple[Step, ...], verdict: Verdict, *, place: Place | None = None
) -> Finding:
    """Return the finding that a rule makes of the artifact itself."""
    rule = BY_NAME[rule_name]
    artifact = subject.artifact
    message = "; ".join(dict.fromkeys(step.claim for step in steps))
    readings = {"text": verdict, "cautious": verdict}
    where = place or (subject.own.claim.place if subject.own.claim else artifact.place)
    return Finding(
        fingerprint(rule_name, artifact.id, subject.own.stated, message),
        rule_name,
        verdict,
        rule.severity if subject.shipped else Severity.NOTE,
        rule.confidence,
        artifact.id,
        message,
        (artifact.id,),
        where,
        Step(message, rule_name, steps, verdict),
        readings,
        rule.advise(artifact.id, artifact.id, subject.own.stated),
        subject.shipped,
    )


def _reasons(arrival: Arrival, answer: Compatibility, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Return what stands against it; what does so whichever licence an open name means is said once, of the name."""
    claims = tuple(dict.fromkeys(step.claim for step in steps))
    terms = arrival.expression
    labels = sorted(
        {edge.inbound_label for edge in answer.edges if edge.verdict not in FINE}, key=lambda one: -len(one)
    )
    if not isinstance(terms, Atom) or not terms.ambiguous or len(labels) < 2:
        return claims
    said: dict[str, list[str]] = {}
    for claim in claims:
        label = next((label for label in labels if label in claim), "")
        said.setdefault(claim.replace(label, terms.license) if label else claim, []).append(claim)
    of_all = [general for general, each in said.items() if len(each) == len(labels)]
    of_some = [claim for general, each in said.items() if general not in of_all for claim in each]
    meant = dict.fromkeys(edge.inbound_label for edge in answer.edges)
    return (f"{terms.license} may mean {' or '.join(meant)}", *of_all, *of_some)


def label_of(arrival: Arrival, answer: Compatibility) -> str:
    """Name the arriving terms: by their short names, or by the open name that the source uses."""
    if isinstance(arrival.expression, Atom) and arrival.expression.ambiguous:
        return arrival.expression.license
    labels = dict.fromkeys(edge.inbound_label for edge in answer.edges if edge.inbound_label)
    return " and ".join(labels) or str(arrival.expression)


def _says(subject: Subject) -> str:
    stated = subject.own.stated
    return f"{subject.artifact.id} says {stated}" if stated else f"{subject.artifact.id} has no terms of its own"


_DOES = frozenset({"contains", "runs", "links", "documents", "serves", "embeds"})
"""Verbs that say what the new thing does; the others say how it was made."""


def _how(arrival: Arrival) -> str:
    path = arrival.path()
    hops = " → ".join(f"{path[i]} {path[i + 1]}" for i in range(1, len(path) - 1, 2))
    if not hops:
        return ""
    return f", and {hops}" if path[1] in _DOES else f", and is {hops}"


def recorded(subject: Subject, arrival: Arrival) -> tuple[Evidence, ...]:
    """Return what the input records of this: the relations of the path, and both licence statements."""
    out: list[Evidence] = [
        RelationRecorded(r.subject, r.verb.value if r.verb else r.word, r.object, r.place) for r in arrival.relations()
    ]
    claim = subject.own.claim
    if claim is not None:
        out.append(LicenseDeclared(subject.artifact.id, claim.license, str(claim.evidence), claim.place))
    out.append(LicenseDeclared(arrival.origin, str(arrival.expression), "", arrival.relation.place))
    return tuple(out)


def fingerprint(*parts: str) -> str:
    """Return twelve hex digits that stay the same as long as the parts do."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:12]
