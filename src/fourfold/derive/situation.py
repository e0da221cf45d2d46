"""Does the situation fall outside: purpose, scale, territory?"""

from __future__ import annotations

from fourfold.derive.base import Answer, Case, Manner
from fourfold.explain import Evidence, FactStated, Step
from fourfold.license import Clause
from fourfold.terms import Effect, Purpose, Reach, Verdict
from fourfold.threshold import counted, differs, passed

_EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()  # noqa: SIM905
)


def ask(case: Case) -> Answer:
    """Return a step for each limit that the stated situation meets."""
    if case.situation.passage.manner is Manner.ASIDE:
        return Answer()
    steps = [step for clause in case.inbound_clauses(Effect.FORBID, Effect.CAP) if (step := _one(case, clause))]
    return Answer(tuple(steps))


def _one(case: Case, clause: Clause) -> Step | None:
    if case.situation.role in clause.parameters.not_for:
        return None
    match clause.kind:
        case "non-commercial" | "research-only":
            return _purpose(case, clause)
        case "monthly-users" | "annual-revenue":
            return _scale(case, clause)
        case "territory":
            return _territory(case, clause)
    return None


def _purpose(case: Case, clause: Clause) -> Step | None:
    if case.situation.purpose is not Purpose.COMMERCIAL:
        return None
    rule = "trained-on-noncommercial" if case.situation.passage.reach is Reach.LEARN else "noncommercial-use"
    because: tuple[Evidence, ...] = (case.inbound.cite(clause), FactStated("the question", "purpose", "commercial"))
    return Step(f"{case.inbound.label} is not for commercial purposes", rule, because, Verdict.CONFLICT)


def _scale(case: Case, clause: Clause) -> Step | None:
    parameters, sizes = clause.parameters, (case.situation.monthly_active_users, case.situation.annual_revenue_usd)
    stated, over = counted(clause, *sizes), passed(clause, *sizes)
    if stated is None or parameters.threshold is None or parameters.above == "banner" or over is False:
        return None
    name = "monthly-active-users" if clause.kind == "monthly-users" else "annual-revenue-usd"
    because = (case.inbound.cite(clause), FactStated("the question", name, f"{stated:g}"))
    if over is None:
        claim = f"{case.inbound.label} has {differs(clause)}"
        return Step(claim, "scale-threshold", because, Verdict.UNKNOWN)
    claim = f"above {parameters.threshold:,} {case.inbound.label} gives no rights by itself"
    return Step(claim, "scale-threshold", because, Verdict.CONFLICT)


def _territory(case: Case, clause: Clause) -> Step | None:
    parameters = clause.parameters
    hit = sorted(place for place in case.situation.territory if inside(place, parameters.territories))
    if not hit:
        return None
    because: list[Evidence] = [case.inbound.cite(clause), FactStated("the question", "territory", ", ".join(hit))]
    if parameters.modality:
        modality = case.situation.fact("modality")
        if modality is None:
            claim = f"{case.inbound.label} leaves {', '.join(hit)} out for {parameters.modality} models; the modality is not stated"
            return Step(claim, "territory-excluded", tuple(because), Verdict.UNKNOWN)
        because.append(FactStated("the new thing", "modality", str(modality)))
        if str(modality).lower() != parameters.modality.lower():
            return None
    claim = f"{case.inbound.label} gives no rights in {', '.join(hit)}"
    return Step(claim, "territory-excluded", tuple(because), Verdict.CONFLICT)


def inside(place: str, territories: tuple[str, ...]) -> bool:
    """Whether a place lies in, or holds, one of some territories; ``EU`` holds its member states.

    Examples
    --------
    >>> inside("DE", ("EU", "GB"))
    True
    """
    place = place.upper()
    named = {territory.upper() for territory in territories}
    return place in named or (place in _EU and "EU" in named) or (place == "EU" and bool(named & _EU))
