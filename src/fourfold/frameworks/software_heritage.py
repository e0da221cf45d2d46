"""Software Heritage's three principles for models that are trained on its archive."""

from __future__ import annotations

from typing import Any

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
from fourfold.frameworks.checks import NO, cite, missing, stated, terms_of, word
from fourfold.frameworks.release import Part, Release
from fourfold.terms import Freedom

_IDENTIFIED = {"true": "met", "swhid": "met", "false": "not-met", "partly": "not-met"}
_OPT_OUT = {"true": "met", "before-training": "met", "after-training": "not-met", "false": "not-met"}


def assess(release: Release, mode: Mode) -> dict[str, Any]:
    """Return the verdict and the criteria.

    The principles bind models that learned from the archive: ``not-applicable`` where it is stated that this one did not, and
    ``unknown`` where nothing says whether it did.
    """
    del mode
    data = load("software-heritage")
    found = [_decide(release, data, criterion) for criterion in data.criteria.values()]
    applies = _applies(release)
    verdict = {True: str(overall(each.answer for each in found)), False: "not-applicable", None: str(Answer.UNKNOWN)}
    questions = [r.says for each in found if each.answer is Answer.REVIEW for r in each.because]
    return data.result(verdict[applies], found, applies=applies, questions=questions)


def _applies(release: Release) -> bool | None:
    """Say whether the model learned from the archive; who answers to its principles took it for granted."""
    said = release.stated("software-heritage")
    if said:
        return any(word(value) != "false" for _, value in said)
    return True if release.stated("training-data-identified") or release.stated("opt-out") else None


def _decide(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    match criterion.id:
        case "swh-2":
            return stated(release, criterion, "training-data-identified", _IDENTIFIED)
        case "swh-3":
            return stated(release, criterion, "opt-out", _OPT_OUT)
    return _given_back(release, data, criterion)


def _given_back(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    """Ask whether weights, documentation and tooling go back to everyone, under suitable terms."""
    if not release.models:
        return Assessment(criterion, Answer.UNKNOWN, (Reason("no model is shipped"),))
    found = [_terms(release, data, part) for part in release.models]
    for what, names, fact in (
        ("documentation", ("model-card", "technical-report", "research-paper"), "usage-information"),
        ("tooling", ("inference-code",), "tooling"),
    ):
        found.append(_published(release, what, names, fact))
    # What a person has to weigh stays in sight, even where a document is not listed.
    answers = [answer for answer, _ in found]
    answer = next((a for a in (Answer.NOT_MET, Answer.REVIEW) if a in answers), worst(answers))
    short = tuple(reason for each, reason in found if each is not Answer.MET)
    return Assessment(criterion, answer, short or tuple(reason for _, reason in found))


def _terms(release: Release, data: Criteria, part: Part) -> tuple[Answer, Reason]:
    answer, reason = terms_of(release, part, tuple(Freedom))
    if answer is Answer.NOT_MET and reason.clauses:
        suitable = set(data.raw["limits"]["review"])
        against = tuple(c for c in reason.clauses if c.clause.kind not in suitable)
        if not against:
            says = f"{part.id}: are terms with use restrictions suitable ({cite(release, reason.clauses)})?"
            return Answer.REVIEW, Reason(says, part.id, reason.clauses, reason.findings, place=reason.place)
    return answer, reason


def _published(release: Release, what: str, names: tuple[str, ...], fact: str) -> tuple[Answer, Reason]:
    parts = release.having(*names)
    if parts:
        return Answer.MET, Reason(f"{parts[0].id}: {what}", parts[0].id, place=parts[0].artifact.place)
    said = release.stated(fact)
    if said:
        answer = Answer.NOT_MET if any(word(value) in NO for _, value in said) else Answer.MET
        return answer, Reason(f"{said[0][0].id} states {fact}: {word(said[0][1])}", said[0][0].id, fact=fact)
    return Answer.UNKNOWN, missing(fact)


FRAMEWORK = Framework("software-heritage", assess)
