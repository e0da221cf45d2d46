"""Terms that arrive at an artifact, compared with the terms that it goes out under: findings and duties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from fourfold.arrival import UNSTATED, Arrival
from fourfold.artifact import Artifact, Context
from fourfold.clash import asks_for_itself, clashes
from fourfold.compatibility import Compatibility, situation
from fourfold.derive.base import Manner, Passage, Situation
from fourfold.explain import FactStated, Step
from fourfold.expression import And, Expression, atoms
from fourfold.freedoms import MADE_WITH
from fourfold.graph import LicenseGraph
from fourfold.modality import stated_in
from fourfold.rules import BY_NAME
from fourfold.subject import FINE, Subject, against, arrival_finding
from fourfold.terms import EdgeType, Effect, Reach, Verb, Verdict, worst
from fourfold.verdict import Duty, Finding


def judge(subject: Subject, within: LicenseGraph, context: Context, artifacts: Mapping[str, Artifact]) -> None:
    """Compare everything that arrives with the terms that the artifact goes out under.

    Parameters
    ----------
    subject : Subject
        The artifact, with what arrives at it.
    within : LicenseGraph
        Where pairs of terms are compared.
    context : Context
        The question's situation.
    artifacts : mapping of str to Artifact
        All of the bill, for what is said of the things that terms come from.
    """
    artifact, outbound = subject.artifact, subject.own.expression
    if not subject.arrivals:
        _settle(subject, {})
        return
    said = {key: value for key, value in artifact.facts.items() if isinstance(value, bool | str | int | float)}
    if modality := stated_in(artifact.facts):
        said["modality"] = modality
    facts = frozenset(said.items())
    arriving = _telling(subject.arrivals.kinds())
    family = frozenset(
        atom.license
        for arrival in arriving
        if arrival.passage.reach in {Reach.ADAPT, Reach.KEEP}
        for atom in atoms(arrival.expression)
    )
    kept: dict[tuple[Expression, Reach], None] = {}

    def where(passage: Passage, origin: str = "") -> Situation:
        """Return the situation in which terms are met on a passage, with what is said of where they come from."""
        told = facts
        if origin and passage.reach not in MADE_WITH and (of_origin := stated_in(artifacts[origin].facts)):
            # terms that speak of a sort of models speak of those that they come with
            told = frozenset({**said, "modality": of_origin}.items())
        return situation(passage, context, facts=told, kind=artifact.kind, family=family)

    for arrival in arriving:
        answer = _answer(within, arrival.expression, outbound, where(arrival.passage, arrival.origin))
        subject.duties.extend(_duties_of(subject, arrival, answer, within))
        if _binds(arrival, answer, outbound):
            kept[arrival.expression, arrival.passage.reach] = None
        subject.answers.append((arrival, answer))
        if answer.verdict not in FINE:
            for source in subject.arrivals.like(arrival):
                subject.findings.extend(_findings_of(subject, source, answer))
    subject.duties.sort(key=_duty_key)
    subject.findings.extend(clashes(subject, within, where))
    _settle(subject, kept)


def _telling(arriving: Sequence[Arrival]) -> Sequence[Arrival]:
    """Leave out the terms of a base that come through an adapter, where they come with the base itself: no question is left."""
    merged = {a.expression for a in arriving if a.passage == Passage(Reach.ADAPT)}
    return [a for a in arriving if a.passage.manner is not Manner.ADAPTER or a.expression not in merged]


def drop_moot(subject: Subject, merged: Collection[tuple[str, str]]) -> None:
    """Drop the question of an adapter that is only merged with its base: what goes out holds the base, whatever is held of it alone."""
    subject.findings = [
        finding
        for finding in subject.findings
        if finding.rule != "adapter-carries-base"
        or finding.path[1] != Verb.ADAPTER_OF
        or (subject.artifact.id, finding.path[2]) not in merged
    ]


def _settle(subject: Subject, kept: Iterable[tuple[Expression, Reach]]) -> None:
    """Note the terms that bind the artifact: its own first, then what goes on binding.

    Whether terms that nobody knows bind what was made with the material is as unknown as they are: the freedoms are, and nothing is named.
    """
    own = () if subject.own.expression is None else ((subject.own.expression, Reach.KEEP),)
    subject.ways = (*own, *sorted(kept, key=lambda way: (str(way[0]), way[1])))
    binding = (terms for terms, by in subject.ways if by not in MADE_WITH or _known(terms))
    subject.effective = tuple(dict.fromkeys(binding))


def _known(terms: Expression) -> bool:
    return all(atom.known or atom.ambiguous for atom in atoms(terms))


def _answer(within: LicenseGraph, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
    """Compare; an outbound conjunction that names the upstream's own terms as one of its parts gives recipients those terms.

    That is enough where the upstream only asks that its terms go on binding. A copyleft asks more: nothing beside it.
    """
    answer = within.compare(inbound, outbound, where)
    if answer.missing and outbound is not None and not _known(outbound):
        # what is forbidden whatever the label says is so under a label that nobody knows as well
        bare = within.compare(inbound, None, where)
        return bare if bare.verdict is Verdict.CONFLICT else answer
    if answer.verdict in FINE or not isinstance(outbound, And) or inbound not in outbound.parts:
        return answer
    return answer if asks_for_itself(inbound, where.passage.reach, within) else within.compare(inbound, inbound, where)


def _binds(arrival: Arrival, answer: Compatibility, outbound: Expression | None) -> bool:
    """Whether the arriving terms go on binding whoever receives the artifact."""
    if arrival.passage.manner in {Manner.RUNS, Manner.ASIDE, Manner.CONTAINS}:
        return False
    if answer.edges and not any(edge.text.bound for edge in answer.edges):
        return False
    if arrival.passage.reach in MADE_WITH and _known(arrival.expression) and not _restricts(answer):
        return False
    kept = any(edge.type is EdgeType.COMBINABLE for edge in answer.edges) and answer.inbound != answer.outbound
    return outbound is None or answer.verdict not in FINE or kept or _said_to_be_carried(answer)


def _said_to_be_carried(answer: Compatibility) -> bool:
    """Whether the publisher says that the outgoing terms, which do not name the limits themselves, carry them on."""
    return any(
        step.rule == "restrictions-carried" and any(isinstance(node, FactStated) for node in step.because)
        for edge in answer.edges
        for step in edge.text.steps
    )


def _restricts(answer: Compatibility) -> bool:
    """Whether any duty or limit of the terms binds by their own words."""
    binding = {Effect.BIND, Effect.FORBID, Effect.CAP}
    return any(clause.effect in binding for edge in answer.edges for clause in edge.text.duties)


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


def _findings_of(subject: Subject, arrival: Arrival, answer: Compatibility) -> Iterable[Finding]:
    """Yield one finding for each rule that one arrival breaks."""
    if answer.verdict in FINE or (answer.missing and arrival.passage.reach is Reach.BESIDE):
        return  # a part whose licence is not stated, or not known, has a finding of its own
    reasons = against(answer)
    if answer.verdict is Verdict.CONTESTED:
        rule = _contested_rule(arrival, reasons)
        yield arrival_finding(subject, arrival, answer, rule, tuple(reasons), Verdict.CONTESTED)
        return
    if answer.missing:
        if all(atom in subject.own.unknown for atom in answer.missing):
            return  # told once, of the artifact itself
        rule = "license-missing" if arrival.expression is UNSTATED else "license-unknown"
        yield arrival_finding(subject, arrival, answer, rule, (answer.explanation,), Verdict.UNKNOWN)
        return
    grouped: dict[str, list[Step]] = {}
    for step in reasons:
        grouped.setdefault(step.rule if step.rule in BY_NAME else "open-clause", []).append(step)
    _fold(grouped)
    for rule, steps in grouped.items():
        verdict = worst([step.verdict for step in steps])
        yield arrival_finding(subject, arrival, answer, rule, tuple(steps), verdict)


_DROPPED = ("noncommercial-dropped", "use-restrictions-dropped", "source-duty-dropped")


def _fold(grouped: dict[str, list[Step]]) -> None:
    """Make one finding of a relabelled derivative: what its label drops is the same matter, told once with all its clauses."""
    if "relabelled-derivative" in grouped:
        for rule in _DROPPED:
            grouped["relabelled-derivative"] += grouped.pop(rule, [])


def _contested_rule(arrival: Arrival, reasons: Sequence[Step]) -> str:
    """Name the open question that is met."""
    if arrival.passage.manner is Manner.ADAPTER:
        return "adapter-carries-base"
    if arrival.passage.reach is Reach.LEARN:
        return next((_LEARNED[step.rule] for step in reasons if step.rule in _LEARNED), "training-terms-contested")
    return _CONTESTED.get(arrival.passage.reach, "open-clause")


def _duty_key(duty: Duty) -> tuple[str, str, str]:
    """Order duties by what asks for them, so that the same terms ask in the same order whichever way they come."""
    return duty.license, duty.kind, duty.clause.clause.section


def _duties_of(subject: Subject, arrival: Arrival, answer: Compatibility, within: LicenseGraph) -> Iterable[Duty]:
    """Return each duty once; one that arises under the cautious reading alone says so."""
    found: dict[tuple[str, str, str], Duty] = {}
    for terms, cited, reading in within.asked(arrival.expression, answer):
        kind, says = cited.clause.kind, cited.clause.asks
        before = found.get((terms, kind, says))
        if before is None or (before.reading and not reading):
            found[terms, kind, says] = Duty(kind, cited.license, subject.artifact.id, says, cited, reading)
    return found.values()
