"""The loop: a bill, the graph and a policy in; a report out.

One pass over the lineage, old things before new ones. At each artifact the terms that arrive are compared with the terms that it
goes out under; what stands against it becomes findings, what is asked becomes duties.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fourfold.artifact import Artifact, Bill, Claim, Context
from fourfold.derive.base import Manner, Passage, Situation
from fourfold.explain import Assumption, Evidence, FactStated, LicenseDeclared, RelationRecorded, Step
from fourfold.expression import Atom, Expression, atoms
from fourfold.freedoms import Grants, granted, meet_all, possible
from fourfold.graph import Compatibility, LicenseGraph, graph, situation
from fourfold.lineage import Arrival, Carrier, Lineage, order
from fourfold.place import Place
from fourfold.policy import Policy, exit_code
from fourfold.resolve import Resolved, settle
from fourfold.rules import BY_NAME
from fourfold.terms import Confidence, Effect, Extent, Freedom, Kind, Profile, Reach, Severity, Verb, Verdict, worst
from fourfold.verdict import ArtifactState, Duty, Finding, FreedomState, MixRow, Report
from fourfold.version import __version__

_FINE = frozenset({Verdict.OK, Verdict.OK_WITH_OBLIGATIONS})


@dataclass(slots=True)
class _Subject:
    """One artifact on its way through the analysis."""

    artifact: Artifact
    own: Resolved
    shipped: bool
    arrivals: tuple[Arrival, ...]
    answers: list[tuple[Arrival, Compatibility]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    effective: tuple[Expression, ...] = ()
    grants: Grants = field(default_factory=dict)


def check(
    bill: Bill,
    *,
    within: LicenseGraph | None = None,
    context: Context | None = None,
    policy: Policy | None = None,
    profile: Profile = Profile.TEXT,
) -> Report:
    """Analyse a bill.

    Parameters
    ----------
    bill : Bill
        What was read.
    within : LicenseGraph, optional
        The licences to judge by; fourfold's own by default.
    context : Context, optional
        The question's situation; the bill's own by default.
    policy : Policy, optional
        What fails, what is accepted; the defaults of :class:`~fourfold.policy.Policy` otherwise.
    profile : Profile, optional
        The side of every open question that decides the exit code. Verdicts show both sides whatever is chosen.

    Returns
    -------
    Report
    """
    within = within or graph()
    context = context or bill.context
    policy = policy or Policy()
    lineage = order(bill)
    own = {
        name: settle(artifact, artifact.claims, within.known) if not artifact.inherited else Resolved(artifact, None)
        for name, artifact in lineage.artifacts.items()
    }
    carrier = Carrier(lineage)
    subjects: dict[str, _Subject] = {}
    for name in lineage.order:
        subject = _Subject(lineage.artifacts[name], own[name], name in lineage.shipped, carrier.arrive(name, own))
        _compare(subject, within, context)
        _own_terms(subject, within, context)
        _statements(subject, lineage)
        subjects[name] = subject
    for name, subject in subjects.items():
        _freedoms(subject, within, context, lineage, subjects)
    whole = _whole_findings(bill, lineage)
    return _report(bill, lineage, subjects, whole, within, context, policy, profile)


# ------------------------------------------------------------------ terms that arrive


def _compare(subject: _Subject, within: LicenseGraph, context: Context) -> None:
    """Compare everything that arrives with the terms that the artifact goes out under."""
    artifact, outbound = subject.artifact, subject.own.expression
    facts = frozenset((key, value) for key, value in artifact.facts.items() if isinstance(value, bool | str | int | float))
    family = frozenset(
        atom.license
        for arrival in subject.arrivals
        if arrival.passage.reach in {Reach.ADAPT, Reach.KEEP}
        for atom in atoms(arrival.expression)
    )
    kept: list[Expression] = []
    for arrival in subject.arrivals:
        where = situation(arrival.passage, context, facts=facts, kind=artifact.kind, family=family)
        answer = _answer(within, arrival.expression, outbound, where)
        subject.answers.append((arrival, answer))
        subject.findings.extend(_findings_of(subject, arrival, answer))
        subject.duties.extend(_duties_of(subject, arrival, answer))
        if _binds(arrival, answer, outbound):
            kept.append(arrival.expression)
    _cumulate(subject, within, context, facts, family)
    subject.effective = tuple(dict.fromkeys((*((outbound,) if outbound is not None else ()), *sorted(kept, key=str))))


def _answer(within: LicenseGraph, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
    """Compare with an outbound conjunction that names the upstream's own terms as one of its parts: recipients get those terms."""
    answer = within.compare(inbound, outbound, where)
    if answer.verdict in _FINE or outbound is None or not isinstance(inbound, Atom) or inbound not in tuple(atoms(outbound)):
        return answer
    terms = within.terms(inbound)
    closed = terms is not None and any(c.effect is Effect.BIND and c.kind != "pass-on-terms" for c in terms.clauses)
    return answer if closed or not str(outbound).count(" AND ") else within.compare(inbound, inbound, where)


def _binds(arrival: Arrival, answer: Compatibility, outbound: Expression | None) -> bool:
    """Whether the arriving terms go on binding whoever receives the artifact."""
    if arrival.passage.manner in {Manner.RUNS, Manner.ASIDE, Manner.CONTAINS}:
        return False
    if not any(edge.text.bound for edge in answer.edges) and answer.edges:
        return False
    if arrival.passage.reach in {Reach.LEARN, Reach.OUTPUT, Reach.EXTRACT} and not _restricts(answer):
        return False
    return outbound is None or answer.verdict not in _FINE or _stays(answer)


def _stays(answer: Compatibility) -> bool:
    return any(edge.type.value in {"combinable"} for edge in answer.edges) and answer.inbound != answer.outbound


def _restricts(answer: Compatibility) -> bool:
    return any(c.effect in {Effect.BIND, Effect.FORBID, Effect.CAP} for edge in answer.edges for c in edge.text.duties)


_CONTESTED = {
    Reach.LEARN: "training-terms-contested",
    Reach.OUTPUT: "output-terms-contested",
    Reach.EXTRACT: "distillation-contested",
}
_LEARNED = {
    "share-alike-clash": "trained-on-share-alike",
    "trained-on-share-alike": "trained-on-share-alike",
    "further-restriction": "training-terms-contested",
    "noncommercial-dropped": "trained-on-noncommercial",
    "noncommercial-use": "trained-on-noncommercial",
    "trained-on-noncommercial": "trained-on-noncommercial",
}


def _findings_of(subject: _Subject, arrival: Arrival, answer: Compatibility) -> Iterable[Finding]:
    """Yield one finding for each rule that one arrival breaks."""
    if answer.verdict in _FINE:
        return
    against = _against(answer)
    if answer.verdict is Verdict.CONTESTED:
        rule = _contested_rule(arrival, against)
        yield _finding(subject, arrival, answer, rule, tuple(against), Verdict.CONTESTED)
        return
    if answer.missing:
        yield _finding(subject, arrival, answer, "license-unknown", (answer.explanation,), Verdict.UNKNOWN)
        return
    grouped: dict[str, list[Step]] = {}
    for step in against:
        grouped.setdefault(_rule_for(subject, step), []).append(step)
    for rule, steps in grouped.items():
        verdict = worst([step.verdict for step in steps])
        yield _finding(subject, arrival, answer, rule, tuple(steps), verdict)


def _against(answer: Compatibility) -> list[Step]:
    """Return the steps that stand against it, of the branches that decide."""
    steps: dict[Step, None] = {}
    for edge in answer.edges:
        if edge.verdict in _FINE:
            continue
        side = edge.cautious if edge.contested else edge.text
        steps.update(dict.fromkeys(step for step in side.steps if step.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank))
    return list(steps) or [answer.explanation]


def _contested_rule(arrival: Arrival, against: Sequence[Step]) -> str:
    if arrival.passage.manner is Manner.ADAPTER:
        return "adapter-carries-base"
    if arrival.passage.reach is Reach.LEARN:
        return next((_LEARNED[step.rule] for step in against if step.rule in _LEARNED), "training-terms-contested")
    return _CONTESTED.get(arrival.passage.reach, "open-clause")


def _rule_for(subject: _Subject, step: Step) -> str:
    """Name a step's rule for this artifact: a relabelled model or copy is one finding, not several."""
    del subject
    return step.rule if step.rule in BY_NAME else "open-clause"


def _cumulate(
    subject: _Subject, within: LicenseGraph, context: Context, facts: frozenset[tuple[str, object]], family: frozenset[str]
) -> None:
    """Where an artifact has no terms of its own, ask whether any licence among those that bind it could cover it."""
    if subject.own.expression is not None or subject.own.claim is not None:
        return
    into = [a for a, answer in subject.answers if a.passage.reach in {Reach.ADAPT, Reach.LINK, Reach.EXTRACT} and _demands(answer)]
    distinct = list(dict.fromkeys(a.expression for a in into))
    if len(distinct) < 2:
        return
    best: tuple[Verdict, list[tuple[Arrival, Compatibility]]] | None = None
    for candidate in distinct:
        tried = [
            (a, within.compare(a.expression, candidate, situation(a.passage, context, facts=facts, kind=subject.artifact.kind, family=family)))
            for a in into
        ]
        verdict = worst([answer.verdict for _, answer in tried])
        if best is None or verdict.rank < best[0].rank:
            best = verdict, [(a, answer) for a, answer in tried if answer.verdict not in _FINE]
    assert best is not None
    if best[0] in _FINE:
        return
    arrival, answer = best[1][0]
    steps = tuple(other.explanation for _, other in best[1])
    subject.findings.append(_finding(subject, arrival, answer, "merge-terms-cumulate", steps, best[0]))


def _demands(answer: Compatibility) -> bool:
    return any(c.effect is Effect.BIND for edge in answer.edges for c in edge.text.duties)


# ------------------------------------------------------------------ findings and duties


def _finding(
    subject: _Subject, arrival: Arrival, answer: Compatibility, rule_name: str, steps: tuple[Step, ...], verdict: Verdict
) -> Finding:
    rule = BY_NAME[rule_name]
    label = _label(answer) or str(arrival.expression)
    reasons = tuple(dict.fromkeys(step.claim for step in steps))
    place = subject.own.claim.place if subject.own.claim else arrival.relation.place
    because: tuple[Step | Evidence, ...] = (*_recorded(subject, arrival), *_both_sides(answer, steps, verdict))
    message = f"{_says(subject)}{_how(arrival)}: {'; '.join(reasons[:3])}"
    explanation = Step(message, rule_name, because, verdict)
    severity = Severity.WARNING if verdict is Verdict.CONTESTED else rule.severity
    return Finding(
        _fingerprint(rule_name, subject.artifact.id, arrival.origin, answer.inbound, answer.outbound),
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
        rule.advise(subject.artifact.id, arrival.origin, label),
        subject.shipped,
    )


def _both_sides(answer: Compatibility, steps: tuple[Step, ...], verdict: Verdict) -> tuple[Step, ...]:
    return (answer.explanation,) if verdict is Verdict.CONTESTED else steps


def _label(answer: Compatibility) -> str:
    labels = list(dict.fromkeys(edge.inbound_label for edge in answer.edges if edge.inbound_label))
    return " and ".join(labels)


def _says(subject: _Subject) -> str:
    stated = subject.own.stated
    return f"{subject.artifact.id} says {stated}" if stated else f"{subject.artifact.id} has no terms of its own"


def _how(arrival: Arrival) -> str:
    path = arrival.path()
    hops = " → ".join(f"{path[i]} {path[i + 1]}" for i in range(1, len(path) - 1, 2))
    return f", and is {hops}" if hops else ""


def _recorded(subject: _Subject, arrival: Arrival) -> tuple[Evidence, ...]:
    """Return what the input records of this: the relations of the path, and both licence statements."""
    out: list[Evidence] = [
        RelationRecorded(r.subject, r.verb.value if r.verb else r.word, r.object, r.place) for r in arrival.relations()
    ]
    claim = subject.own.claim
    if claim is not None:
        out.append(LicenseDeclared(subject.artifact.id, claim.license, str(claim.evidence), claim.place))
    out.append(LicenseDeclared(arrival.origin, str(arrival.expression), "", arrival.relation.place))
    return tuple(out)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:12]


def _duties_of(subject: _Subject, arrival: Arrival, answer: Compatibility) -> Iterable[Duty]:
    """Yield each duty once; one that arises under the cautious reading alone says so."""
    for edge in answer.edges:
        plain = {clause: "" for clause in edge.text.duties}
        for clause in edge.cautious.duties:
            plain.setdefault(clause, edge.reading.name if edge.reading else "cautious")
        for clause, reading in plain.items():
            cited = next((leaf for leaf in (_cite(edge.inbound, edge.inbound_label, clause),)), None)
            assert cited is not None
            yield Duty(clause.kind, edge.inbound, subject.artifact.id, clause.says, cited, reading)


def _cite(license_id: str, label: str, clause: object) -> object:
    from fourfold.explain import ClauseCited
    from fourfold.license import Clause

    assert isinstance(clause, Clause)
    return ClauseCited(license_id, label, clause)


# ------------------------------------------------------------------ the artifact's own terms


def _own_terms(subject: _Subject, within: LicenseGraph, context: Context) -> None:
    """What goes out must fit the situation by its own terms as well."""
    expression = subject.own.expression
    if expression is None or not subject.shipped or not subject.artifact.claims:
        return
    facts = frozenset((key, value) for key, value in subject.artifact.facts.items() if key == "modality" and isinstance(value, str))
    where = situation(Passage(Reach.KEEP), context, facts=facts, kind=subject.artifact.kind)
    answer = within.compare(expression, expression, where)
    steps = tuple(step for step in _against(answer) if step.rule in {"noncommercial-use", "scale-threshold", "territory-excluded"})
    if answer.verdict in _FINE or not steps:
        return
    for rule_name in dict.fromkeys(step.rule for step in steps):
        mine = tuple(step for step in steps if step.rule == rule_name)
        subject.findings.append(_own_finding(subject, rule_name, mine, worst([s.verdict for s in mine])))


def _statements(subject: _Subject, lineage: Lineage) -> None:
    """What the statements about the artifact say of themselves: missing, unknown, in disagreement."""
    own, artifact = subject.own, subject.artifact
    if own.expression is None and not artifact.inherited:
        says = "NONE: it was looked for and there is none" if own.says_none else "no licence is stated"
        step = Step(f"{artifact.id}: {says}; nothing is granted without one", "license-missing", (Assumption(says),), Verdict.UNKNOWN)
        subject.findings.append(_own_finding(subject, "license-missing", (step,), Verdict.UNKNOWN))
    elif artifact.inherited and not lineage.incoming.get(artifact.id):
        step = Step(f"{artifact.id} inherits its terms, and nothing reaches it", "license-missing", (Assumption("no relation leads to it"),), Verdict.UNKNOWN)
        subject.findings.append(_own_finding(subject, "license-missing", (step,), Verdict.UNKNOWN))
    for atom in own.unknown:
        if atom.ambiguous:
            continue
        near = f"; nearest: {', '.join(atom.candidates)}" if atom.candidates else ""
        modified = atom.license.startswith("LicenseRef-modified-")
        rule = "license-modified" if modified else "license-unknown"
        claim = f"{artifact.id} says {atom.license}, which is not a licence that is known{near}"
        evidence = LicenseDeclared(artifact.id, own.stated, str(own.grade), own.claim.place if own.claim else artifact.place)
        subject.findings.append(_own_finding(subject, rule, (Step(claim, rule, (evidence,), Verdict.UNKNOWN),), Verdict.UNKNOWN))
    for claim, meant in own.disagreeing:
        subject.findings.append(_mismatch(subject, claim, meant))


def _mismatch(subject: _Subject, claim: Claim, meant: Expression) -> Finding:
    own = subject.own
    assert own.claim is not None
    says = f"{claim.source or 'a claim'} says {claim.license} ({meant}), but {own.claim.source or 'better evidence'} says {own.expression}"
    evidence = tuple(
        LicenseDeclared(subject.artifact.id, c.license, str(c.evidence), c.place) for c in (own.claim, claim)
    )
    step = Step(f"{subject.artifact.id}: {says}", "license-mismatch", evidence, Verdict.OK_WITH_OBLIGATIONS)
    return _own_finding(subject, "license-mismatch", (step,), Verdict.OK_WITH_OBLIGATIONS, place=claim.place)


def _own_finding(
    subject: _Subject, rule_name: str, steps: tuple[Step, ...], verdict: Verdict, *, place: Place | None = None
) -> Finding:
    rule = BY_NAME[rule_name]
    artifact = subject.artifact
    message = "; ".join(dict.fromkeys(step.claim for step in steps))
    readings = {"text": verdict, "cautious": verdict}
    where = place or (subject.own.claim.place if subject.own.claim else artifact.place)
    return Finding(
        _fingerprint(rule_name, artifact.id, subject.own.stated, message),
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


# ------------------------------------------------------------------ freedoms


def _freedoms(
    subject: _Subject, within: LicenseGraph, context: Context, lineage: Lineage, subjects: Mapping[str, _Subject]
) -> None:
    """Settle what the terms that bind the artifact grant, and say which clause decides."""
    parts = [granted(expression, within, context) for expression in subject.effective]
    if not subject.effective and not subject.artifact.inherited:
        parts.append(granted(None, within, context))
    subject.grants = meet_all(parts)
    limits = {
        cited: None
        for freedom in Freedom
        for cited in subject.grants[freedom].because
        if subject.grants[freedom].extent in {Extent.PARTIAL, Extent.DENIED}
    }
    if limits and subject.shipped:
        held = ", ".join(f"{f} {subject.grants[f].extent}" for f in Freedom if subject.grants[f].extent is not Extent.GRANTED)
        kinds = list(dict.fromkeys(within.known.kinds[c.clause.kind].label for c in limits))
        labels = " and ".join(dict.fromkeys(c.label for c in limits))
        claim = f"{subject.artifact.id}: {held}, by {labels} ({', '.join(kinds)})"
        step = Step(claim, "freedom-limited", tuple(limits), Verdict.OK)
        subject.findings.append(_own_finding(subject, "freedom-limited", (step,), Verdict.OK))
    if subject.shipped:
        _note_missing_parts(subject, lineage, subjects)


def _note_missing_parts(subject: _Subject, lineage: Lineage, subjects: Mapping[str, _Subject]) -> None:
    shipped = [other.artifact for name, other in subjects.items() if other.shipped and name != subject.artifact.id]
    verbs = [r.verb for r in lineage.incoming.get(subject.artifact.id, ()) if r.verb]
    for rule in possible(subject.artifact, shipped, verbs).rules:
        what = "training data, or information about them," if rule == "data-information-missing" else "the code it was trained with"
        fact = "training-data" if rule == "data-information-missing" else "training-code"
        stated = subject.artifact.facts.get(fact)
        evidence: Evidence = Assumption(f"the release lists no such part, and no fact {fact!r} is stated") if stated is None else FactStated(subject.artifact.id, fact, str(stated))
        step = Step(f"{subject.artifact.id}: {what} is not in the release", rule, (evidence,), Verdict.OK)
        subject.findings.append(_own_finding(subject, rule, (step,), Verdict.OK))


_HALF = {Freedom.STUDY, Freedom.MODIFY}


def _states(subject: _Subject) -> dict[Freedom, FreedomState]:
    lacking = [f for f in subject.findings if f.rule in {"data-information-missing", "training-code-missing"}]
    deciding = [f.id for f in subject.findings if f.rule == "freedom-limited"]
    unsure = [f.id for f in subject.findings if f.verdict is Verdict.UNKNOWN]
    out = {}
    for freedom in Freedom:
        extent = subject.grants[freedom].extent
        can = Extent.PARTIAL if lacking and freedom in _HALF else Extent.GRANTED
        because = [*(deciding if extent in {Extent.PARTIAL, Extent.DENIED} else ()), *(unsure if extent is Extent.UNKNOWN else ())]
        because += [f.id for f in lacking] if can is not Extent.GRANTED else []
        out[freedom] = FreedomState(extent, can, tuple(dict.fromkeys(because)), bool(unsure))
    return out


# ------------------------------------------------------------------ the whole


def _whole_findings(bill: Bill, lineage: Lineage) -> list[Finding]:
    """What is wrong with the input as a whole: circles, and what could not be read."""
    out = []
    if lineage.cycle:
        chain = ", ".join(f"{r.subject} {r.verb} {r.object}" for r in lineage.cycle[:4])
        evidence = tuple(RelationRecorded(r.subject, str(r.verb), r.object, r.place) for r in lineage.cycle)
        out.append(_plain(bill, "lineage-cycle", f"the relations run in a circle: {chain}", lineage.cycle[0].place, Verdict.UNKNOWN, evidence))
    for entry in bill.diagnostics:
        out.append(_plain(bill, "input-incomplete", entry.message, entry.place, Verdict.OK, ()))
    for relation in bill.relations:
        if relation.verb is None:
            text = f"{relation.subject} {relation.word!r} {relation.object}: no verb fits the word; it was kept and not followed"
            out.append(_plain(bill, "input-incomplete", text, relation.place, Verdict.OK, ()))
    return out


def _plain(bill: Bill, rule_name: str, message: str, place: Place, verdict: Verdict, evidence: tuple[Evidence, ...]) -> Finding:
    rule = BY_NAME[rule_name]
    return Finding(
        _fingerprint(rule_name, bill.name, message),
        rule_name,
        verdict,
        rule.severity,
        rule.confidence,
        bill.name,
        message,
        (bill.name,),
        place,
        Step(message, rule_name, evidence or (Assumption(message),), verdict),
        {"text": verdict, "cautious": verdict},
        rule.remedies,
    )


def _report(
    bill: Bill,
    lineage: Lineage,
    subjects: Mapping[str, _Subject],
    whole: list[Finding],
    within: LicenseGraph,
    context: Context,
    policy: Policy,
    profile: Profile,
) -> Report:
    ordered = [subjects[name] for name in lineage.artifacts]
    findings = [*whole, *(finding for subject in ordered for finding in subject.findings)]
    findings = sorted({f.id: f for f in findings}.values(), key=lambda f: (not f.shipped, -f.verdict.rank, f.severity != Severity.ERROR, f.rule, f.subject, f.path))
    counted = [f for f in findings if f.shipped]
    duties = tuple(dict.fromkeys(duty for subject in ordered if subject.shipped for duty in subject.duties))
    verdict = worst([f.verdict for f in counted])
    if verdict is Verdict.OK and duties:
        verdict = Verdict.OK_WITH_OBLIGATIONS
    states = {subject.artifact.id: _states(subject) for subject in ordered}
    shipped = [subject for subject in ordered if subject.shipped]
    freedoms = {freedom: _meet_states([states[s.artifact.id][freedom] for s in shipped]) for freedom in Freedom}
    code, cause = exit_code(counted, findings, policy, profile)
    return Report(
        bill.name,
        context,
        profile,
        verdict,
        code,
        cause,
        freedoms,
        tuple(_state(subject, states[subject.artifact.id]) for subject in ordered),
        sum(len(relations) for relations in lineage.incoming.values()),
        tuple(findings),
        duties,
        _mix(ordered),
        {"name": "fourfold", "version": __version__, "data": within.known.version, "digest": within.known.digest},
        bill.format,
        decided_by=_decided(shipped),
    )


def _meet_states(states: Sequence[FreedomState]) -> FreedomState:
    if not states:
        return FreedomState(Extent.UNKNOWN, Extent.UNKNOWN)
    grants = max((s.grants for s in states), key=lambda e: e.rank)
    can = max((s.possible for s in states), key=lambda e: e.rank)
    value = max(grants, can, key=lambda e: e.rank)
    because = tuple(dict.fromkeys(i for s in states if s.value is value and value is not Extent.GRANTED for i in s.because))
    return FreedomState(grants, can, because, any(s.may_worsen for s in states))


def _decided(shipped: Sequence[_Subject]) -> tuple[str, ...]:
    return tuple(f.message for subject in shipped for f in subject.findings if f.rule == "freedom-limited")


def _state(subject: _Subject, freedoms: Mapping[Freedom, FreedomState]) -> ArtifactState:
    own = subject.own
    return ArtifactState(
        subject.artifact.id,
        subject.artifact.kind.value if subject.artifact.kind else "",
        "inherited" if subject.artifact.inherited else own.stated,
        str(own.expression) if own.expression is not None and not [a for a in own.unknown if not a.ambiguous] else "",
        str(own.grade) if own.grade and own.expression is not None else "",
        " AND ".join(_bracketed(part) for part in subject.effective),
        subject.shipped,
        freedoms,
        subject.artifact.place,
    )


def _bracketed(expression: Expression) -> str:
    return f"({expression})" if " OR " in str(expression) else str(expression)


def _mix(ordered: Sequence[_Subject]) -> tuple[MixRow, ...]:
    """Count artifacts by licence, the most frequent first."""
    rows: dict[str, list[_Subject]] = {}
    for subject in ordered:
        label = " AND ".join(map(str, subject.effective)) or "(none stated)"
        rows.setdefault(label, []).append(subject)
    table = [
        MixRow(
            label,
            len(group),
            sum(s.shipped for s in group),
            tuple(sorted({s.artifact.kind.value for s in group if s.artifact.kind})),
            dict(sorted(Counter(str(s.own.grade) for s in group if s.own.grade and s.own.expression is not None).items())),
        )
        for label, group in rows.items()
    ]
    return tuple(sorted(table, key=lambda row: (-row.artifacts, row.license)))


__all__ = ["Confidence", "Kind", "Verb", "check", "replace"]
