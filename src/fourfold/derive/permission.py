"""May I make, and pass on, this kind of new thing at all?

A licence that forbids derivatives, redistribution, hosting or training answers no, whatever terms the new thing has.
"""

from __future__ import annotations

from fourfold.derive.base import NOTHING, Answer, Case, Manner, Passage, Terms
from fourfold.explain import Assumption, Step
from fourfold.license import Clause
from fourfold.terms import Effect, Form, Purpose, Reach, Verdict


def ask(case: Case) -> Answer:
    """Return a step for each right that is withheld."""
    steps: list[Step] = []
    for clause in case.inbound_clauses(Effect.FORBID):
        rule = _withheld(case, clause)
        if rule:
            steps.append(_against(case, clause, rule))
    return Answer((*steps, *_not_given(case).steps))


def taken_as(inbound: Terms, passage: Passage) -> tuple[Passage, Step] | None:
    """Return what a relation counts as by a permission of its own, and the step that says so; none if it counts as what it is.

    A conversion leaves the material the same thing under terms which allow no other change: of other terms it may as well be a
    change, which they allow; what was done beside it is not known. What may be embedded anywhere stands there as a part.
    """
    if passage.manner is Manner.CONVERTED and any(inbound.of("no-derivatives")):
        clause, instead = next(inbound.of("format-shifting"), None), Passage(Reach.KEEP)
        claim = f"{inbound.label} takes another format for the same material"
    elif passage.manner is Manner.EMBEDDED:
        clause, instead = next(inbound.of("embedding"), None), Passage(Reach.BESIDE, Manner.CONTAINS)
        claim = f"{inbound.label} lets it be embedded in works under other terms, and binds it there as a part"
    else:
        return None
    return (instead, Step(claim, "edge", (inbound.cite(clause),))) if clause is not None else None


def _against(case: Case, clause: Clause, rule: str) -> Step:
    """Return the step of a withheld right; one withheld for some purposes only is in doubt where none is stated."""
    because, what = (case.inbound.cite(clause),), case.kind(clause).label
    if clause.purposes and case.situation.purpose is Purpose.ANY:
        purposes = " and ".join(sorted(clause.purposes))
        return Step(
            f"{case.inbound.label} does not allow it for {purposes} purposes ({what})", rule, because, Verdict.UNKNOWN
        )
    return Step(f"{case.inbound.label} does not allow it ({what})", rule, because, Verdict.CONFLICT)


def _withheld(case: Case, clause: Clause) -> str:
    """Return the rule that a withheld right breaks, or an empty string."""
    situation = case.situation
    passed_on = situation.passed_on and situation.passage.manner not in {Manner.RUNS, Manner.ASIDE}
    match clause.kind:
        case "no-derivatives" if case.reaches & {Reach.ADAPT}:
            return "no-derivatives-adapted" if passed_on or clause.parameters.private_allowed is False else ""
        case "no-distribution" | "internal-only" if passed_on:
            return "redistribution-withheld"
        case "no-hosting" if situation.form is Form.SAAS:
            return "hosting-withheld"
        case "no-training" if Reach.LEARN in case.reaches:
            return "training-withheld"
    return ""


_NEEDED = {Reach.KEEP: "distribution", Reach.ADAPT: "modifications"}


def _not_given(case: Case) -> Answer:
    """Note a right that the text does not give: without it nothing can be said for certain."""
    situation = case.situation
    reach = situation.passage.reach
    needed = _NEEDED.get(reach)
    if (
        needed is None
        or situation.passage.manner not in {Manner.PLAIN, Manner.CONVERTED, Manner.EMBEDDED}
        or case.inbound.license.exception
    ):
        return NOTHING
    if reach is Reach.KEEP and not situation.passed_on:
        return NOTHING
    if any(True for _ in case.inbound.of(needed, "no-derivatives", "no-distribution", "internal-only")):
        return NOTHING
    if any(
        c.effect is Effect.SILENT and c.kind == "unclear" and reach in c.reaches for c in case.inbound.license.clauses
    ):
        return NOTHING  # the text leaves it open; its reading decides
    claim = f"{case.inbound.label} names no right of {case.known.kinds[needed].label}"
    entered = f"all clauses of {case.inbound.label} were entered; none gives this right"
    unread = f"of {case.inbound.label} {case.inbound.known_as}"
    assumption = Assumption(unread if case.inbound.category_only else entered)
    return Answer((Step(claim, "right-not-given", (assumption,), Verdict.UNKNOWN),))
