"""The loop: a bill, the graph and a policy in; a report out.

One pass over the lineage, old things before new ones. At each artifact the terms that arrive are compared with the terms that it
goes out under; what stands against it becomes findings, what is asked becomes duties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fourfold.arrival import Carrier
from fourfold.artifact import Bill, Context, Diagnostic, Relation
from fourfold.collector import at_rest
from fourfold.dependency import dependencies, is_open
from fourfold.explain import Assumption, Evidence, FactStated, RelationRecorded, Step
from fourfold.graph import LicenseGraph, graph
from fourfold.judge import drop_moot, judge
from fourfold.lineage import Lineage, only_merged, order
from fourfold.outcome import came_out, mix
from fourfold.place import Place
from fourfold.policy import Policy, exit_code
from fourfold.preferred_form import parts_of
from fourfold.resolve import Resolver
from fourfold.rules import BY_NAME
from fourfold.standing import meet_states, stand
from fourfold.statement import own_terms, statements
from fourfold.subject import Subject, fingerprint, liken, shape_of
from fourfold.terms import Freedom, Kind, Profile, Severity, Verdict, worst
from fourfold.verdict import Finding, Report
from fourfold.version import __version__


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
    within = graph() if within is None else within
    context = context or bill.context
    policy = policy or Policy()
    with at_rest():
        return _check(bill, within, context, policy, profile)


def _check(bill: Bill, within: LicenseGraph, context: Context, policy: Policy, profile: Profile) -> Report:
    lineage = order(bill)
    resolver = Resolver(within.known)
    own = {name: resolver.resolve(artifact) for name, artifact in lineage.artifacts.items()}
    models = {name for name, artifact in lineage.artifacts.items() if artifact.kind is Kind.MODEL}
    parts = parts_of((lineage.artifacts[name] for name in lineage.shipped), bill.relations, models)
    carrier = Carrier(lineage)
    subjects, quiet = dict[str, Subject](), dict[object, Subject]()
    alike = not any("modality" in artifact.facts for artifact in lineage.artifacts.values())
    heads = _heads(bill, lineage)
    merged = only_merged(lineage)
    for name in lineage.order:
        subject = Subject(lineage.artifacts[name], own[name], name in lineage.shipped, carrier.arrive(name, own))
        shape = shape_of(subject) if alike else None
        if shape is not None and name in heads:  # of which is asked what they are made of as well
            shape = shape, subject.arrivals.near
        if shape in quiet:
            liken(subject, quiet[shape])
        else:
            judge(subject, within, context, lineage.artifacts)
            drop_moot(subject, merged)
            if name in heads:
                dependencies(subject, within, context)
            own_terms(subject, within, context)
            statements(subject, lineage, within, context)
            stand(subject, within, context, parts)
            if shape is not None and not subject.findings:
                quiet[shape] = subject
        subjects[name] = subject
    whole = _whole_findings(bill, lineage)
    return _report(bill, lineage, subjects, whole, within, context, policy, profile)


def _heads(bill: Bill, lineage: Lineage) -> frozenset[str]:
    """Return what a bill of materials is about, if its words leave open how parts go together: what is a part of nothing."""
    if not is_open(bill.format):
        return frozenset()
    used = {relation.object for relations in lineage.incoming.values() for relation in relations}
    return frozenset(name for name in lineage.incoming if name not in used)


def _whole_findings(bill: Bill, lineage: Lineage) -> list[Finding]:
    """Return what is wrong with the input as a whole: circles, and what could not be read."""
    out = []
    if lineage.cycle:
        text = "the relations run in a circle: "
        text += ", ".join(f"{r.subject} {r.verb} {r.object}" for r in lineage.cycle[:4])
        evidence = tuple(RelationRecorded(r.subject, str(r.verb), r.object, r.place) for r in lineage.cycle)
        out.append(_plain(bill, "lineage-cycle", text, lineage.cycle[0].place, Verdict.UNKNOWN, evidence))
    if lineage.loosened:
        first = lineage.loosened[0]
        text = f"{len(lineage.loosened)} relations between things that stand beside each other run in circles; each is taken as it is recorded"
        evidence = tuple(RelationRecorded(r.subject, str(r.verb), r.object, r.place) for r in lineage.loosened[:20])
        out.append(_plain(bill, "lineage-cycle", text, first.place, Verdict.OK, evidence))
    out += [_noted(bill, entry) for entry in bill.diagnostics]
    if not lineage.shipped:
        out.append(_plain(bill, "input-incomplete", "nothing is said to go out", bill.place, Verdict.UNKNOWN, ()))
    told = " ".join(entry.message for entry in bill.diagnostics if not entry.code.startswith("document-"))
    words: dict[str, list[Relation]] = {}
    for relation in bill.relations:
        if relation.verb is None:
            words.setdefault(relation.word, []).append(relation)
    for word, relations in sorted(words.items()):
        if word in told:
            continue
        first, count = relations[0], len(relations)
        text = f"{first.subject} {word!r} {first.object}{f' and {count - 1} more' if count > 1 else ''}: no verb fits the word; kept and not followed"
        out.append(_plain(bill, "input-incomplete", text, first.place, Verdict.OK, ()))
    return out


def _noted(bill: Bill, entry: Diagnostic) -> Finding:
    """Return the finding that a diagnostic comes to: what a validator says is a violation, and a document that it never saw is no better."""
    said = (FactStated(bill.name, "validator", entry.message),)
    match entry.code:
        case "document-invalid":
            return _plain(bill, "document-invalid", entry.message, entry.place, Verdict.CONFLICT, said)
        case "document-unvalidated":
            return _plain(bill, "document-unvalidated", entry.message, entry.place, Verdict.UNKNOWN, said)
        case "document-without-validator":
            return _plain(bill, "document-unvalidated", entry.message, entry.place, Verdict.OK, said)
    verdict = Verdict.UNKNOWN if entry.code == "relation-unknown" else Verdict.OK
    found = _plain(bill, "input-incomplete", entry.message, entry.place, verdict, ())
    # what the document itself puts aside is nothing that somebody should correct
    return replace(found, remedies=()) if entry.code == "relation-aside" else found


def _plain(
    bill: Bill, rule_name: str, message: str, place: Place, verdict: Verdict, evidence: tuple[Evidence, ...]
) -> Finding:
    rule = BY_NAME[rule_name]
    return Finding(
        fingerprint(rule_name, bill.name, message),
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
    subjects: Mapping[str, Subject],
    whole: list[Finding],
    within: LicenseGraph,
    context: Context,
    policy: Policy,
    profile: Profile,
) -> Report:
    ordered = [subjects[name] for name in lineage.artifacts]
    findings = [*whole, *(finding for subject in ordered for finding in subject.findings)]
    findings = sorted(
        {f.id: f for f in findings}.values(),
        key=lambda f: (not f.shipped, -f.verdict.rank, f.severity != Severity.ERROR, f.rule, f.subject, f.path),
    )
    counted = [f for f in findings if f.shipped]
    duties = tuple(dict.fromkeys(duty for subject in ordered if subject.shipped for duty in subject.duties))
    verdict = worst([f.verdict for f in counted])
    if verdict is Verdict.OK and duties:
        verdict = Verdict.OK_WITH_OBLIGATIONS
    told = came_out(ordered)
    shipped = [state for state in told if state.shipped]
    different = list({id(state.freedoms): state.freedoms for state in shipped}.values())
    freedoms = {freedom: meet_states([held[freedom] for held in different]) for freedom in Freedom}
    code, cause = exit_code(counted, findings, policy, profile)
    return Report(
        bill.name,
        context,
        profile,
        verdict,
        code,
        cause,
        freedoms,
        told,
        sum(len(relations) for relations in lineage.incoming.values()),
        tuple(findings),
        duties,
        mix(ordered),
        {"name": "fourfold", "version": __version__, "data": within.known.version, "digest": within.known.digest},
        bill.format,
        decided_by=_decided(ordered),
    )


def _decided(ordered: Sequence[Subject]) -> tuple[str, ...]:
    """Return the limits that decide, each once, with the artifacts that carry them."""
    carriers: dict[str, list[str]] = {}
    for subject in ordered:
        for finding in subject.findings:
            if subject.shipped and finding.rule == "freedom-limited":
                limit = finding.message.removeprefix(f"{finding.subject}: ")
                carriers.setdefault(limit, []).append(finding.subject)
    lines = []
    for limit, names in carriers.items():
        first, *more = sorted(names)
        lines.append(f"{first}{f' and {len(more)} more' if more else ''}: {limit}")
    return tuple(sorted(lines))
