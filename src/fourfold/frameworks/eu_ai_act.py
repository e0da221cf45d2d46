"""The EU AI Act's relief for free and open-source general-purpose AI models, by the Commission's guidelines of July 2025."""

from __future__ import annotations

from typing import Any

from fourfold.explain import ClauseCited
from fourfold.frameworks.base import (
    Answer,
    Assessment,
    Criteria,
    Criterion,
    Framework,
    Mode,
    Reason,
    load,
    overall,
    worst,
)
from fourfold.frameworks.checks import cite, fact_reason, missing, stated, terms_of, word
from fourfold.frameworks.release import Part, Release
from fourfold.terms import Freedom

_FREEDOM = {"use": Freedom.USE, "modify": Freedom.MODIFY, "distribute": Freedom.SHARE}


def assess(release: Release, mode: Mode) -> dict[str, Any]:
    """Return the verdict and the criteria; the verdict words are the criteria's own, and none of them is legal advice."""
    del mode
    data = load("eu-ai-act")
    found = [_decide(release, data, criterion) for criterion in data.criteria.values()]
    verdict = overall(each.answer for each in found)
    questions = [r.says for each in found if each.answer is Answer.REVIEW for r in each.because]
    return data.result(str(verdict), found, questions=questions, never_waived=list(data.raw["never-waived"]))


def _decide(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    facts = data.raw["facts"]
    match criterion.id:
        case "use" | "modify" | "distribute":
            return _right(release, data, criterion, _FREEDOM[criterion.id])
        case "access":
            return stated(release, criterion, "access", facts["access"])
        case "not-monetised":
            return stated(release, criterion, "monetised", facts["monetised"])
        case "weights-public":
            return _public(release, criterion, "model-parameters-final", "weights-public")
        case "architecture-public":
            return _public(release, criterion, "model-architecture", "architecture-information")
        case "usage-public":
            return _usage(release, criterion)
    return _systemic(release, data, criterion)


def _right(release: Release, data: Criteria, criterion: Criterion, freedom: Freedom) -> Assessment:
    """Ask whether the model's terms give a right; each clause that limits it counts by its paragraph."""
    if not release.models:
        return Assessment(criterion, Answer.UNKNOWN, (Reason("no model is shipped"),))
    answers, because = [], []
    for part in release.models:
        answer, reason = terms_of(release, part, (freedom,))
        if answer is not Answer.NOT_MET or not reason.clauses:
            answers.append(answer)
            because.append(reason)
            continue
        for clause in reason.clauses:
            each, paragraph = _weigh(data, clause)
            answers.append(each)
            says = f"{part.id}: {cite(release, (clause,))}; {paragraph}"
            because.append(Reason(says, part.id, (clause,), reason.findings, place=reason.place))
    # A clause against the right decides before a question about another clause of the same terms.
    answer = Answer.NOT_MET if Answer.NOT_MET in answers else worst(answers)
    return Assessment(criterion, answer, tuple(r for a, r in zip(answers, because, strict=True) if a is answer))


def _weigh(data: Criteria, cited: ClauseCited) -> tuple[Answer, str]:
    limits, kind = data.raw["limits"], cited.clause.kind
    if kind in limits["not-met"]:
        return Answer.NOT_MET, limits["not-met"][kind]
    return Answer.REVIEW, limits["review"].get(kind, "paras 80-84: is the limit one that the guidelines tolerate?")


def _public(release: Release, criterion: Criterion, component: str, fact: str) -> Assessment:
    """Ask whether something is public: a part of the release, or stated to be."""
    parts = release.having(component)
    if parts:
        return Assessment(criterion, Answer.MET, (_there(parts[0]),))
    return stated(release, criterion, fact, {"true": "met", "false": "not-met"})


def _usage(release: Release, criterion: Criterion) -> Assessment:
    cards = release.having("model-card")
    if release.stated("usage-information") or not cards:
        return stated(release, criterion, "usage-information", {"true": "met", "false": "not-met"})
    says = f"{cards[0].id}: does it name modalities, capabilities, limitations and the technical means to integrate the model?"
    return Assessment(criterion, Answer.REVIEW, (Reason(says, cards[0].id, place=cards[0].artifact.place),))


def _systemic(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    """Ask for systemic risk: stated, or presumed from the training compute; little compute alone does not rule it out."""
    if release.stated("systemic-risk"):
        return stated(release, criterion, "systemic-risk", data.raw["facts"]["systemic-risk"])
    said = release.stated("training-flop")
    if not said:
        return Assessment(criterion, Answer.UNKNOWN, (missing("systemic-risk"),))
    threshold = data.raw["systemic-risk"]["flop"]
    above = any(_number(value) is None or (_number(value) or 0) > threshold for _, value in said)
    if above:
        return Assessment(criterion, Answer.NOT_MET, tuple(fact_reason(p, "training-flop", v) for p, v in said))
    says = "the training compute does not raise the presumption; has the Commission designated the model all the same?"
    return Assessment(criterion, Answer.REVIEW, (Reason(says, said[0][0].id, fact="training-flop"),))


def _number(value: object) -> float | None:
    try:
        return float(word(value))
    except ValueError:
        return None


def _there(part: Part) -> Reason:
    return Reason(f"{part.id}: there", part.id, place=part.artifact.place)


FRAMEWORK = Framework("eu-ai-act", assess)
