"""The loop: a bill, the graph and a policy in; a report out.

One pass over the lineage, old things before new ones. At each artifact the terms that arrive are compared with the terms that it
goes out under; what stands against it becomes findings, what is asked becomes duties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from fourfold.artifact import Bill, Context, Diagnostic
from fourfold.explain import Assumption, Evidence, FactStated, RelationRecorded, Step
from fourfold.expression import Expression
from fourfold.freedoms import parts_of
from fourfold.graph import LicenseGraph, graph
from fourfold.judge import judge
from fourfold.lineage import Carrier, Lineage, order
from fourfold.place import Place
from fourfold.policy import Policy, exit_code
from fourfold.resolve import Resolved, resolve
from fourfold.rules import BY_NAME
from fourfold.standing import meet_states, stand, states
from fourfold.statement import own_terms, statements
from fourfold.subject import Subject, fingerprint
from fourfold.terms import Freedom, Profile, Severity, Verdict, worst
from fourfold.verdict import ArtifactState, Finding, FreedomState, MixRow, Report
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
    lineage = order(bill)
    own = {
        name: resolve(artifact, within.known) if not artifact.inherited else Resolved(artifact, None)
        for name, artifact in lineage.artifacts.items()
    }
    carrier = Carrier(lineage)
    subjects: dict[str, Subject] = {}
    for name in lineage.order:
        subject = Subject(lineage.artifacts[name], own[name], name in lineage.shipped, carrier.arrive(name, own))
        judge(subject, within, context)
        own_terms(subject, within, context)
        statements(subject, lineage, within)
        subjects[name] = subject
    parts = parts_of(subject.artifact for subject in subjects.values() if subject.shipped)
    for subject in subjects.values():
        stand(subject, within, context, parts)
    whole = _whole_findings(bill, lineage)
    return _report(bill, lineage, subjects, whole, within, context, policy, profile)


def _whole_findings(bill: Bill, lineage: Lineage) -> list[Finding]:
    """Return what is wrong with the input as a whole: circles, and what could not be read."""
    out = []
    if lineage.cycle:
        chain = ", ".join(f"{r.subject} {r.verb} {r.object}" for r in lineage.cycle[:4])
        evidence = tuple(RelationRecorded(r.subject, str(r.verb), r.object, r.place) for r in lineage.cycle)
        out.append(
            _plain(
                bill,
                "lineage-cycle",
                f"the relations run in a circle: {chain}",
                lineage.cycle[0].place,
                Verdict.UNKNOWN,
                evidence,
            )
        )
    if lineage.loosened:
        first = lineage.loosened[0]
        text = f"{len(lineage.loosened)} relations between things that stand beside each other run in circles; each is taken as it is recorded"
        evidence = tuple(RelationRecorded(r.subject, str(r.verb), r.object, r.place) for r in lineage.loosened[:20])
        out.append(_plain(bill, "lineage-cycle", text, first.place, Verdict.OK, evidence))
    out += [_noted(bill, entry) for entry in bill.diagnostics]
    if not lineage.shipped:
        out.append(_plain(bill, "input-incomplete", "nothing is said to go out", bill.place, Verdict.UNKNOWN, ()))
    told = " ".join(entry.message for entry in bill.diagnostics if not entry.code.startswith("document-"))
    words = Counter(r.word for r in bill.relations if r.verb is None and r.word not in told)
    for word, count in sorted(words.items()):
        first = next(r for r in bill.relations if r.verb is None and r.word == word)
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
    return _plain(bill, "input-incomplete", entry.message, entry.place, verdict, ())


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
    standing = {subject.artifact.id: states(subject) for subject in ordered}
    shipped = [subject for subject in ordered if subject.shipped]
    freedoms = {freedom: meet_states([standing[s.artifact.id][freedom] for s in shipped]) for freedom in Freedom}
    code, cause = exit_code(counted, findings, policy, profile)
    return Report(
        bill.name,
        context,
        profile,
        verdict,
        code,
        cause,
        freedoms,
        tuple(_state(subject, standing[subject.artifact.id]) for subject in ordered),
        sum(len(relations) for relations in lineage.incoming.values()),
        tuple(findings),
        duties,
        _mix(ordered),
        {"name": "fourfold", "version": __version__, "data": within.known.version, "digest": within.known.digest},
        bill.format,
        decided_by=_decided(shipped),
    )


def _decided(shipped: Sequence[Subject]) -> tuple[str, ...]:
    """Return the limits that decide, each once, with the artifacts that carry them."""
    carriers: dict[str, list[str]] = {}
    for subject in shipped:
        for finding in subject.findings:
            if finding.rule == "freedom-limited":
                limit = finding.message.removeprefix(f"{finding.subject}: ")
                carriers.setdefault(limit, []).append(finding.subject)
    lines = []
    for limit, names in carriers.items():
        first, *more = sorted(names)
        lines.append(f"{first}{f' and {len(more)} more' if more else ''}: {limit}")
    return tuple(sorted(lines))


def _state(subject: Subject, freedoms: Mapping[Freedom, FreedomState]) -> ArtifactState:
    own = subject.own
    return ArtifactState(
        subject.artifact.id,
        subject.artifact.kind.value if subject.artifact.kind else "",
        "inherited" if subject.artifact.inherited else own.stated,
        _words(own.expression)
        if own.expression is not None and not [a for a in own.unknown if not a.ambiguous]
        else "",
        str(own.grade) if own.grade and own.expression is not None else "",
        " AND ".join(_bracketed(part) for part in subject.effective),
        subject.shipped,
        freedoms,
        subject.artifact.place,
    )


@lru_cache(maxsize=8192)
def _words(expression: Expression) -> str:
    """Return an expression as text; a large bill has few different ones."""
    return str(expression)


@lru_cache(maxsize=8192)
def _bracketed(expression: Expression) -> str:
    return f"({expression})" if " OR " in str(expression) else str(expression)


def _unstated(subject: Subject) -> str:
    """Name a row of the mix for what has no licence: a whole that only holds its parts lacks none."""
    return "(that of its parts)" if subject.artifact.inherited else "(none stated)"


def _mix(ordered: Sequence[Subject]) -> tuple[MixRow, ...]:
    """Count artifacts by licence, the most frequent first."""
    rows: dict[str, list[Subject]] = {}
    for subject in ordered:
        label = " AND ".join(map(_words, subject.effective)) or _unstated(subject)
        rows.setdefault(label, []).append(subject)
    table = [
        MixRow(
            label,
            len(group),
            sum(s.shipped for s in group),
            tuple(sorted({s.artifact.kind.value for s in group if s.artifact.kind})),
            dict(
                sorted(Counter(str(s.own.grade) for s in group if s.own.grade and s.own.expression is not None).items())
            ),
        )
        for label, group in rows.items()
    ]
    return tuple(sorted(table, key=lambda row: (-row.artifacts, row.license)))
