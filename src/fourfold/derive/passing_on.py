"""Does the outgoing licence drop what must be passed on?

Nobody can give more than they have: where the upstream withholds a use, or demands that recipients be bound, terms that
grant the use or do not bind promise what is not theirs to promise.
"""

from __future__ import annotations

from fourfold.derive.base import NOTHING, Answer, Case, Terms
from fourfold.derive.copyleft import SAME
from fourfold.explain import FactStated, Step
from fourfold.license import Clause
from fourfold.terms import Effect, Profile, Reach, Verdict
from fourfold.threshold import size, within

INTO_IT = frozenset({Reach.KEEP, Reach.ADAPT, Reach.EXTRACT, Reach.OUTPUT, Reach.LEARN})
LIMITS = frozenset(
    {
        "non-commercial",
        "research-only",
        "internal-only",
        "field-of-use",
        "acceptable-use-policy",
        "territory",
        "persons",
        "no-hosting",
        "no-competition",
        "computational-only",
        "no-training",
        "no-bypass",
        "monthly-users",
        "annual-revenue",
    }
)
BY_LIST = frozenset({"field-of-use", "acceptable-use-policy"})


def ask(case: Case) -> Answer:
    """Return a step for each thing that must go on to recipients and does not."""
    if case.outbound is None or case.same or not case.reaches & INTO_IT:
        return NOTHING
    steps: list[Step] = []
    for clause in _of_any_purpose(case):
        step = _source(case, clause) if clause.kind == "disclose-source" else _one(case, clause)
        if step is not None:
            steps.append(step)
    return Answer(tuple(steps))


def _of_any_purpose(case: Case) -> list[Clause]:
    """Return the inbound clauses that apply whatever the purpose: what recipients may do is not bounded by that of the giver."""
    effects = {Effect.FORBID, Effect.BIND, Effect.CAP, Effect.REQUIRE}
    return [c for c in case.inbound.clauses if c.effect in effects and c.reaches & case.reaches and case.in_form(c)]


def _source(case: Case, clause: Clause) -> Step | None:
    """Return a step if recipients may pass on a build without its source, which the upstream does not leave them."""
    assert case.outbound is not None
    if case.situation.passage.reach is Reach.LINK or not wants_source(case, clause) or _source_goes_on(case, clause):
        return None
    claim = f"{case.outbound.label} lets recipients pass it on without source, and {case.inbound.label} does not"
    return Step(claim, "source-duty-dropped", (case.inbound.cite(clause),), Verdict.CONFLICT)


def wants_source(case: Case, clause: Clause) -> bool:
    """Whether a clause wants the source of the new thing itself to go on, with no copyleft to say how far."""
    copyleft = any(c.kind in SAME for c in case.inbound.clauses)  # then the question of copyleft decides
    into = {Reach.KEEP, Reach.ADAPT, Reach.LINK} & case.reaches & clause.reaches
    asked = clause.kind == "disclose-source" and case.situation.passage.reach in into
    return asked and not copyleft and not clause.parameters.alternative


def _source_goes_on(case: Case, clause: Clause) -> bool:
    """Whether the outgoing terms ask for source as far as the upstream does; a program around it needs copyleft for that."""
    assert case.outbound is not None
    sources = {"disclose-source", "network-use-disclose"}
    asked = any(c.kind in sources and not c.parameters.alternative for c in case.outbound.clauses)
    if Reach.LINK not in clause.reaches:
        return asked
    return asked and any(c.effect is Effect.BIND and Reach.LINK in c.reaches for c in case.outbound.of("same-license"))


def _one(case: Case, clause: Clause) -> Step | None:
    assert case.outbound is not None
    if not clause.reaches & case.reaches & INTO_IT:
        return None
    cited = case.inbound.cite(clause)
    stated = case.situation.fact("terms-have-restrictions") is True
    if stated and (clause.kind == "pass-on-terms" or clause.kind in LIMITS):
        fact = FactStated("the new thing", "terms-have-restrictions", "true")
        claim = f"the new thing's terms are said to carry it on ({case.kind(clause).label})"
        return Step(claim, "restrictions-carried", (cited, fact))
    if clause.kind == "pass-on-terms" and clause.effect is Effect.BIND:
        lists = _lists(case.outbound)
        binds = any(c.effect is Effect.BIND for c in case.outbound.of("pass-on-terms", "same-license"))
        if clause.parameters.how == "enforceable-provision" and lists and binds:
            if _same_list(case):
                claim = f"{case.outbound.label} binds recipients to the same list of uses as {case.inbound.label}"
                return Step(claim, "restrictions-carried", (cited, case.outbound.cite(lists[0])))
            claim = f"{case.outbound.label} binds recipients to a list of its own; whether it holds all of {case.inbound.label}'s has to be read"
            return Step(claim, "use-restrictions-compared", (cited, case.outbound.cite(lists[0])), Verdict.UNKNOWN)
        claim = f"{case.inbound.label} must go on binding recipients, and {case.outbound.label} does not bind them"
        return Step(claim, "use-restrictions-dropped", (cited,), Verdict.CONFLICT)
    if clause.kind == "no-sublicensing":
        claim = f"{case.inbound.label} gives no right to license it onward under {case.outbound.label}"
        return Step(claim, "relabelled-derivative", (cited,), Verdict.CONFLICT)
    if case.situation.passage.reach is Reach.OUTPUT and clause.kind in {*BY_LIST, "no-bypass"}:
        return None  # the user answers for the output; no text asks that its terms repeat what was asked of the user
    if clause.kind not in LIMITS or clause.parameters.law_only or not _leaves(case):
        return None
    return _other_terms(case) or _limit(case, clause)


def _lists(terms: Terms) -> list[Clause]:
    return [c for c in terms.clauses if c.kind in BY_LIST and c.effect is Effect.FORBID]


def _same_list(case: Case) -> bool:
    """Whether both sides forbid the same uses in the words of one family of texts.

    A list is entered use by use in single words, which do not tell two wordings apart: between families it has to be read. So has a
    policy that may change, or of which no use was entered.
    """
    assert case.outbound is not None
    if not case.inbound.license.family or case.inbound.license.family != case.outbound.license.family:
        return False
    sides = [[c for c in _lists(terms) if not c.parameters.law_only] for terms in (case.inbound, case.outbound)]
    if any(not c.parameters.uses or c.parameters.floating for side in sides for c in side):
        return False
    own, other = ({use for c in side for use in c.parameters.uses} for side in sides)
    return bool(own) and own == other


def _other_terms(case: Case) -> Step | None:
    """Return the step of a text that lets the new thing have other terms and leaves open whether these must carry its limits.

    The open clause decides under the cautious reading; under the other one the permission stands as it is written. The limits
    themselves go on binding whoever uses the material: the situation is asked about those.
    """
    allowed = next((c for c in case.inbound.of("relicensing") if c.reaches & case.reaches), None)
    left_open = any(
        c.effect is Effect.SILENT and c.parameters.as_kind == "pass-on-terms" and c.reaches & case.reaches
        for c in case.inbound.license.clauses
    )
    if allowed is None or not left_open or case.profile is not Profile.TEXT:
        return None
    claim = f"{case.inbound.label} lets what is made from it have other terms as a whole"
    return Step(claim, "edge", (case.inbound.cite(allowed),))


def _leaves(case: Case) -> bool:
    """Whether the new thing goes to anybody else, so that its terms matter."""
    return case.situation.form.value != "private"


def _limit(case: Case, clause: Clause) -> Step | None:
    """Compare one limit with what the outbound terms carry."""
    assert case.outbound is not None
    cited = case.inbound.cite(clause)
    carriers = [
        c
        for c in case.outbound.clauses
        if c.kind in case.kind(clause).carried_by and c.effect in {Effect.FORBID, Effect.CAP}
    ]
    if not carriers:
        rule = (
            "noncommercial-dropped"
            if clause.kind in {"non-commercial", "research-only"}
            else "use-restrictions-dropped"
        )
        claim = f"{case.outbound.label} gives what {case.inbound.label} withholds ({case.kind(clause).label})"
        return Step(claim, rule, (cited,), Verdict.CONFLICT)
    carrier = carriers[0]
    because = (cited, case.outbound.cite(carrier))
    if clause.kind in BY_LIST:
        if _same_list(case):
            return Step(f"{case.outbound.label} has the same list of uses", "restrictions-carried", because)
        claim = (
            f"both {case.inbound.label} and {case.outbound.label} have a list of forbidden uses; "
            "whether the second holds all of the first has to be read"
        )
        return Step(claim, "use-restrictions-compared", because, Verdict.UNKNOWN)
    if clause.kind == "territory" and not _covers(carriers, clause):
        claim = f"{case.outbound.label} does not leave out every place that {case.inbound.label} leaves out"
        return Step(claim, "use-restrictions-dropped", because, Verdict.CONFLICT)
    if clause.effect is Effect.CAP:
        return _cap(case, clause, carriers)
    return Step(f"{case.outbound.label} carries it on ({case.kind(clause).label})", "restrictions-carried", because)


def _covers(carriers: list[Clause], clause: Clause) -> bool:
    """Whether every place that a clause leaves out is left out again, and not for models of one sort alone."""
    alike = [c.parameters for c in carriers if c.parameters.modality in {"", clause.parameters.modality}]
    return set(clause.parameters.territories) <= {place for given in alike for place in given.territories}


def _cap(case: Case, clause: Clause, carriers: list[Clause]) -> Step:
    """Compare one threshold with those of the outbound terms: the one that counts the same thing tells, the lowest first."""
    assert case.outbound is not None
    told = [(within(carrier, clause), carrier) for carrier in carriers]
    holds, carrier = next(one for wanted in (True, False, None) for one in told if one[0] is wanted)
    because = (case.inbound.cite(clause), case.outbound.cite(carrier))
    if holds:
        return Step(f"{case.outbound.label} carries it on ({case.kind(clause).label})", "restrictions-carried", because)
    if holds is None:
        claim = (
            f"{case.outbound.label} sets a threshold at {size(carrier)} and {case.inbound.label} at {size(clause)}; "
            "which of them stops more has to be read"
        )
        return Step(claim, "use-restrictions-compared", because, Verdict.UNKNOWN)
    claim = f"{case.outbound.label} has a higher threshold than {case.inbound.label}"
    return Step(claim, "use-restrictions-dropped", because, Verdict.CONFLICT)
