"""Does the situation fall outside: purpose, scale, territory, trade with the thing itself?"""

from __future__ import annotations

from fourfold.derive.base import Answer, Case, Manner
from fourfold.explain import Assumption, Evidence, FactStated, Step
from fourfold.license import Clause
from fourfold.modality import is_meant
from fourfold.terms import Effect, Form, Purpose, Reach, Verdict
from fourfold.threshold import counted, differs, passed, size

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
        case "no-sale":
            return _sale(case, clause)
        case "no-competition":
            return _competition(case, clause)
        case "field-of-use" if "production" in clause.parameters.uses:
            return _production(case, clause)
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
    because = (case.inbound.cite(clause), FactStated("the question", name, f"{stated:,.12g}"))
    if over is None:
        claim = f"{case.inbound.label} has {differs(clause)}"
        return Step(claim, "scale-threshold", because, Verdict.UNKNOWN)
    claim = f"above {size(clause)}, {case.inbound.label} gives no rights by itself"
    return Step(claim, "scale-threshold", because, Verdict.CONFLICT)


def _territory(case: Case, clause: Clause) -> Step | None:
    parameters = clause.parameters
    hit = sorted(place for place in case.situation.territory if inside(place, parameters.territories))
    if not hit:
        return None
    because: list[Evidence] = [case.inbound.cite(clause), FactStated("the question", "territory", ", ".join(hit))]
    if parameters.modality:
        modality = case.situation.fact("modality")
        meant = None if modality is None else is_meant(modality, parameters.modality)
        if modality is not None:
            because.append(FactStated("the new thing", "modality", str(modality)))
        if meant is None:
            told = "is not stated" if modality is None else f"{modality!r} does not tell whether it is one"
            claim = f"{case.inbound.label} leaves {', '.join(hit)} out for {parameters.modality} models; the modality {told}"
            return Step(claim, "territory-excluded", tuple(because), Verdict.UNKNOWN)
        if not meant:
            return None
    claim = f"{case.inbound.label} gives no rights in {', '.join(hit)}"
    return Step(claim, "territory-excluded", tuple(because), Verdict.CONFLICT)


def _trades(case: Case) -> bool:
    """Whether it goes to others, or serves them, for a commercial purpose."""
    return case.situation.purpose is Purpose.COMMERCIAL and case.situation.form is not Form.PRIVATE


def _sale(case: Case, clause: Clause) -> Step | None:
    """Hold a bar on sale against trade; whether a part is what is sold, or a copy is sold by itself, is not told by it."""
    if not _trades(case):
        return None
    because = (case.inbound.cite(clause), FactStated("the question", "purpose", "commercial"))
    if clause.parameters.alone:
        if case.situation.passage.reach is not Reach.KEEP:
            return None
        claim = f"{case.inbound.label} may not be sold by itself, and whether it is sold is not stated"
        return Step(claim, "noncommercial-use", because, Verdict.UNKNOWN)
    if case.situation.passage.reach in {Reach.KEEP, Reach.ADAPT}:
        claim = f"{case.inbound.label} may not be sold, nor hosted for a fee"
        taken = Assumption("what is passed on or offered for a commercial purpose is so for a fee or the like")
        return Step(claim, "noncommercial-use", (*because, taken), Verdict.CONFLICT)
    claim = f"{case.inbound.label} may not be sold; whether what is sold has its value from it is not stated"
    return Step(claim, "noncommercial-use", because, Verdict.UNKNOWN)


def _competition(case: Case, clause: Clause) -> Step | None:
    """Hold a bar on competing against what is said of the new thing; to offer the thing itself in trade competes, where the text says so."""
    fact = case.situation.fact("competing")
    cited = case.inbound.cite(clause)
    if fact is True:
        claim = f"{case.inbound.label} may not be used to compete with the licensor"
        because: tuple[Evidence, ...] = (cited, FactStated("the new thing", "competing", "true"))
    elif (
        fact is False
        or not clause.parameters.itself
        or not _trades(case)
        or case.situation.passage.reach is not Reach.KEEP
    ):
        return None
    else:
        claim = f"{case.inbound.label} may not be offered to others in trade in place of the licensor's own"
        because = (cited, Assumption("to offer the thing itself replaces it; state `competing: false` if it does not"))
    saas = case.situation.form is Form.SAAS
    return Step(claim, "hosting-withheld" if saas else "redistribution-withheld", because, Verdict.CONFLICT)


def _production(case: Case, clause: Clause) -> Step | None:
    """Say that trade may be the production use which the text keeps back, or which the licensor's own grant allows."""
    if case.situation.purpose is not Purpose.COMMERCIAL:
        return None
    because = (case.inbound.cite(clause), FactStated("the question", "purpose", "commercial"))
    claim = f"{case.inbound.label} keeps production use back, save what the licensor's own grant beside the text allows; neither is stated"
    return Step(claim, "noncommercial-use", because, Verdict.UNKNOWN)


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
