"""The answer for a pair of expressions: a tree over the edges of single licences, three-valued throughout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fourfold.artifact import Context
from fourfold.derive.base import Manner, Passage, Situation
from fourfold.derive.edge import Edge
from fourfold.explain import Step
from fourfold.expression import Atom, Expression
from fourfold.terms import Kind, Verb, Verdict, worst

_MANNER = {
    Verb.ADAPTER_OF: Manner.ADAPTER,
    Verb.CONVERTED_FROM: Manner.CONVERTED,
    Verb.EMBEDS: Manner.EMBEDDED,
    Verb.DISTILLED_FROM: Manner.DISTILLED,
    Verb.CONTAINS: Manner.CONTAINS,
    Verb.SERVES: Manner.SERVES,
    Verb.RUNS: Manner.RUNS,
    Verb.EVALUATED_ON: Manner.ASIDE,
    Verb.DOCUMENTS: Manner.ASIDE,
}


@lru_cache(maxsize=64)
def passage_of(verb: Verb) -> Passage:
    """Return how terms come over one relation of a verb."""
    return Passage(verb.reach, _MANNER.get(verb, Manner.PLAIN))


@dataclass(frozen=True, slots=True, eq=False)
class Compatibility:
    """The answer for a pair of expressions, as a tree over the edges of their atoms."""

    inbound: str
    outbound: str
    relation: str
    verdict: Verdict
    text: Verdict
    cautious: Verdict
    edges: tuple[Edge, ...]
    """The edges that the answer rests on."""
    explanation: Step
    missing: tuple[Atom, ...] = ()
    """Atoms that are no known licence."""

    @property
    def edge(self) -> Edge | None:
        """The one edge, if both sides are single licences; else the edge that decides (Edge or None)."""
        if not self.edges:
            return None
        return max(self.edges, key=lambda edge: edge.verdict.rank)

    def explain(self) -> Step:
        """Return the tree of reasons."""
        return self.explanation

    @property
    def reading(self) -> str:
        """The open question that was met, if one was (str)."""
        return next((edge.reading.name for edge in self.edges if edge.reading is not None), "")


@lru_cache(maxsize=4096)
def situation(
    passage: Passage,
    context: Context,
    *,
    facts: frozenset[tuple[str, object]] = frozenset(),
    kind: Kind | None = None,
    family: frozenset[str] = frozenset(),
) -> Situation:
    """Return the situation of one relation in a context."""
    return Situation(
        passage,
        context.form,
        context.purpose,
        context.role,
        frozenset(context.territory),
        context.monthly_active_users,
        context.annual_revenue_usd,
        facts,
        kind.value if kind else "",
        family,
    )


def not_known(atom: Atom) -> str:
    """Say that an atom is no known licence."""
    return (
        "nothing that was read states its licence"
        if atom.license == "NOASSERTION"
        else f"{atom} is not a licence that is known"
    )


def joined(
    parts: tuple[Compatibility, ...],
    inbound: Expression,
    outbound: Expression | None,
    where: Situation,
    verdicts: tuple[Verdict, Verdict, Verdict],
    claim: str,
) -> Compatibility:
    """Return one answer made of several, with the verdicts given: whole, text, cautious."""
    whole, text, cautious = verdicts
    return Compatibility(
        str(inbound),
        str(outbound) if outbound else "",
        str(where.passage),
        whole,
        text,
        cautious,
        tuple(dict.fromkeys(edge for part in parts for edge in part.edges)),
        Step(claim, "expression", tuple(part.explanation for part in parts), whole),
        tuple(dict.fromkeys(atom for part in parts for atom in part.missing)),
    )


def all_of(
    parts: tuple[Compatibility, ...], inbound: Expression, outbound: Expression | None, where: Situation, why: str
) -> Compatibility:
    """Return the answer where every part has to hold: the worst of them, resting on those that decide."""
    verdicts = (
        worst([part.verdict for part in parts]),
        worst([part.text for part in parts]),
        worst([part.cautious for part in parts]),
    )
    deciding = tuple(part for part in parts if part.verdict is verdicts[0]) if verdicts[0].rank > 1 else parts
    claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {verdicts[0].value}, because {why}"
    return joined(deciding, inbound, outbound, where, verdicts, claim)


def any_of(
    parts: tuple[Compatibility, ...], inbound: Expression, outbound: Expression | None, where: Situation
) -> Compatibility:
    """Return the best branch: whoever receives the old thing may choose."""
    best = min(parts, key=lambda part: (part.verdict.rank, _asked(part), part.inbound))
    verdicts = (best.verdict, least([p.text for p in parts]), least([p.cautious for p in parts]))
    if best.verdict.rank <= Verdict.OK_WITH_OBLIGATIONS.rank:
        claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {best.inbound} may be chosen"
        return joined((best,), inbound, outbound, where, verdicts, claim)
    alike = len({part.verdict for part in parts}) == 1
    each = ", ".join(f"{part.inbound} {part.verdict.value}" for part in parts)
    how = f"{best.verdict.value} whichever is chosen" if alike else f"none may be chosen for certain ({each})"
    claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {how}"
    return joined(parts, inbound, outbound, where, verdicts, claim)


def _asked(part: Compatibility) -> int:
    """Return how many duties a branch brings: of equally good ones, the lightest is chosen, in whatever order they stand."""
    return sum(len(edge.text.duties) for edge in part.edges)


def least(verdicts: list[Verdict]) -> Verdict:
    """Return the lightest of some verdicts."""
    return min(verdicts, key=lambda verdict: verdict.rank)
