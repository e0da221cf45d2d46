"""Parents whose terms leave no licence under which what is made of them together could go out: each of them is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fourfold.arrival import Arrival
from fourfold.compatibility import Compatibility
from fourfold.derive.base import Passage, Situation
from fourfold.explain import Step
from fourfold.expression import And, Expression, atoms
from fourfold.graph import LicenseGraph
from fourfold.subject import FINE, Subject, against, arrival_finding, label_of, recorded
from fourfold.terms import Effect, Reach, Verdict, worst
from fourfold.verdict import Finding

_RULE = "merge-terms-cumulate"
_INTO = frozenset({Reach.ADAPT, Reach.LINK, Reach.EXTRACT})
_NAMED = 6
"""Parents that a message names before it counts, and that a finding gives the reasons of."""

_CLAIM = {
    Verdict.CONFLICT: "none of their licences meets what {} ask for together",
    Verdict.UNKNOWN: "whether one of their licences meets what {} ask for together is not known",
    Verdict.CONTESTED: "whether one of their licences meets what {} ask for together is contested",
}

Parent = tuple[Arrival, Compatibility]
Failures = Mapping[tuple[int, Expression], Compatibility]
"""The answers that stand against a parent, by its number, under the terms of another."""


def clashes(subject: Subject, within: LicenseGraph, where: Callable[[Passage], Situation]) -> Iterator[Finding]:
    """Yield a finding for each parent that clashes with another, where no terms among theirs could cover the whole.

    Asked of what has no terms of its own, and of terms that only join those of the parents; of these, what a parent has against
    them was told already, and the other side of it is told here.

    Parameters
    ----------
    subject : Subject
        With the answers for what arrives.
    within : LicenseGraph
        Where pairs of terms are compared.
    where : callable
        The situation of a passage.
    """
    parents = _parents(subject)
    if len({arrival.expression for arrival, _ in parents}) < 2:
        return
    failing = _failures(subject, parents, within, where)
    if subject.own.expression is None and not any(
        asks_for_itself(arrival.expression, arrival.passage.reach, within) for arrival, _ in parents
    ):
        return  # each of the terms binds recipients beside the others
    held = list(dict.fromkeys(arrival.expression for arrival, _ in parents))
    under = {terms: [number for number in range(len(parents)) if (number, terms) in failing] for terms in held}
    verdicts = {terms: worst([failing[number, terms].verdict for number in under[terms]]) for terms in held}
    best = min(held, key=lambda terms: verdicts[terms].rank)
    if not under[best]:
        return
    verdict = verdicts[best]
    deciding = next(failing[number, best] for number in under[best] if failing[number, best].verdict is verdict)
    mates = _mates(parents, failing) or {number: _holding(parents, best, number) for number in under[best]}
    names = _names(subject, [parents[i] for i in sorted({*mates, *(j for others in mates.values() for j in others)})])
    claim = _CLAIM[verdict].format(names)
    for number, clashing in mates.items():
        others = clashing[:_NAMED]  # a few say why; the rest have findings of their own
        arrival, answer = parents[number]
        if subject.own.expression is not None and answer.verdict not in FINE:
            continue
        beside = tuple(dict.fromkeys(node for other in others for node in recorded(subject, parents[other][0])))
        steps = (Step(claim, _RULE, beside, verdict), *_reasons(number, others, parents, failing))
        for source in subject.arrivals.like(arrival):
            yield arrival_finding(subject, source, deciding, _RULE, steps, verdict)


def asks_for_itself(terms: Expression, reach: Reach, within: LicenseGraph) -> bool:
    """Whether terms ask that a whole go out under them alone, or with nothing added: more than that they go on binding.

    Parameters
    ----------
    terms : Atom or And or Or
        What arrives.
    reach : Reach
        How it arrives.
    within : LicenseGraph
        Where licences come from.
    """
    return any(
        clause.effect is Effect.BIND and clause.kind != "pass-on-terms" and reach in clause.reaches
        for atom in atoms(terms)
        if (of := within.terms(atom)) is not None
        for clause in of.clauses
    )


def _parents(subject: Subject) -> list[Parent]:
    """Return what the artifact was made of, if the question arises: one of them asks for terms, and no others were given."""
    own = subject.own.expression
    if subject.own.claim is not None and not isinstance(own, And):
        return []
    parents = [
        (arrival, answer)
        for arrival, answer in subject.answers
        if arrival.passage.reach in _INTO
        and not answer.missing
        and (not isinstance(own, And) or arrival.expression in own.parts)
    ]
    settled = own is not None and all(answer.verdict in FINE for _, answer in parents)
    return parents if not settled and any(_demands(answer) for _, answer in parents) else []


def _demands(answer: Compatibility) -> bool:
    return any(c.effect is Effect.BIND for edge in answer.edges for c in edge.text.duties)


def _failures(
    subject: Subject, parents: Sequence[Parent], within: LicenseGraph, where: Callable[[Passage], Situation]
) -> Failures:
    """Return what stands against each parent under the terms of each, beyond what stands against it anyway."""
    held = dict.fromkeys(arrival.expression for arrival, _ in parents)
    out = {}
    for number, (arrival, answer) in enumerate(parents):
        known = [] if answer.verdict in FINE or subject.own.expression is not None else against(answer)
        for terms in held:
            told = within.compare(arrival.expression, terms, where(arrival.passage))
            if told.verdict not in FINE and any(step not in known for step in against(told)):
                out[number, terms] = told
    return out


def _mates(parents: Sequence[Parent], failing: Failures) -> Mapping[int, list[int]]:
    """Return with which others each parent clashes: neither's terms would do for both."""
    out: dict[int, list[int]] = {}
    for i, (one, _) in enumerate(parents):
        for j, (other, _) in enumerate(parents):
            if i != j and (i, other.expression) in failing and (j, one.expression) in failing:
                out.setdefault(i, []).append(j)
    return out


def _holding(parents: Sequence[Parent], terms: Expression, but: int) -> list[int]:
    return [i for i, (arrival, _) in enumerate(parents) if arrival.expression == terms and i != but]


def _reasons(number: int, others: Sequence[int], parents: Sequence[Parent], failing: Failures) -> tuple[Step, ...]:
    """Return why a parent does not fit under the others' terms, nor they under its own."""
    mine = parents[number][0].expression
    pairs = [key for other in others for key in ((number, parents[other][0].expression), (other, mine))]
    return tuple(dict.fromkeys(step for key in pairs if key in failing for step in against(failing[key])))


def _names(subject: Subject, parents: Sequence[Parent]) -> str:
    """Name parents with their terms: ``a (CC BY-SA 4.0) and b (ODbL 1.0)``."""
    words = []
    for arrival, answer in parents:
        origins = dict.fromkeys(source.origin for source in subject.arrivals.like(arrival))
        words.append(f"{_listed(list(origins))} ({label_of(arrival, answer)})")
    return _listed(list(dict.fromkeys(words)))


def _listed(words: Sequence[str]) -> str:
    if len(words) > _NAMED:
        return f"{', '.join(words[:_NAMED])} and {len(words) - _NAMED} more"
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
