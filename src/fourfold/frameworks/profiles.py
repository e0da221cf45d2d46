"""The smaller yardsticks: OSI, FSF, Debian, Fedora, and the Open Definition. Their criteria name the check that decides them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from fourfold.frameworks.base import Answer, Assessment, Criterion, Framework, Mode, Reason, load, overall, worst
from fourfold.frameworks.checks import data_classes, fact_reason, granted, listed, missing, stated, yes_or_no
from fourfold.frameworks.release import Part, Release
from fourfold.terms import Freedom, Kind

_NOT_APPLICABLE = Reason("the release holds nothing that this is asked of")


def assess(name: str, release: Release, mode: Mode) -> dict[str, Any]:
    """Return a profile's verdict and criteria.

    A criterion about models is left out of a release without one; proposals never decide the verdict. ``not-applicable`` is the
    verdict of a profile that asks of nothing in the release.
    """
    del mode
    data = load(name)
    asked = [c for c in data.criteria.values() if release.models or not c.options.get("models-only")]
    found = [_decide(release, criterion) for criterion in asked]
    counted = [
        each.answer
        for each in found
        if "proposal" not in each.criterion.options and _NOT_APPLICABLE not in each.because
    ]
    found = [each for each in found if _NOT_APPLICABLE not in each.because]
    verdict = str(overall(counted)) if counted else "not-applicable"
    undecided = data.raw.get("undecided", "") if release.models else ""
    if undecided and verdict == Answer.MET:
        verdict = str(Answer.REVIEW)
    return data.result(verdict, found, **({"undecided": undecided} if undecided else {}))


def _decide(release: Release, criterion: Criterion) -> Assessment:
    kinds = tuple(map(Kind, criterion.options.get("kinds", ())))
    parts = release.of(*kinds) if kinds else release.shipped
    if not parts:
        return Assessment(criterion, Answer.UNKNOWN, (_NOT_APPLICABLE,))
    found = _CHECKS[criterion.options["check"]](release, criterion, parts)
    if criterion.options.get("always-review") and found.answer is Answer.MET:
        return replace(found, answer=Answer.REVIEW)
    return found


def _freedoms(criterion: Criterion) -> tuple[Freedom, ...]:
    return tuple(map(Freedom, criterion.options.get("freedoms", ()))) or tuple(Freedom)


def _granted(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    return granted(release, criterion, parts, _freedoms(criterion))


def _listed(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask a list; where it is silent on terms that grant the four freedoms, a person has to say."""
    found = listed(release, criterion, parts, criterion.options["list"])
    if found.answer is not Answer.UNKNOWN:
        return found
    silent = tuple(part for part in parts if release.listed(part, criterion.options["list"]) is None)
    if granted(release, criterion, silent, tuple(Freedom)).answer is Answer.MET:
        return replace(found, answer=Answer.REVIEW)
    return found


def _dfsg(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask what the terms grant; a listing that says no decides against it."""
    refused = [part for part in parts if release.listed(part, criterion.options["list"]) is False]
    if refused:
        return listed(release, criterion, refused, criterion.options["list"])
    return _granted(release, criterion, parts)


def _content(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask what the terms grant; that they are on the distribution's own list a person has to look up."""
    found = _granted(release, criterion, parts)
    if found.answer is not Answer.MET:
        return found
    names = ", ".join(dict.fromkeys(part.state.effective for part in parts))
    return Assessment(criterion, Answer.REVIEW, (Reason(f"is {names} on the list of allowed licences?"),))


def _sources(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask for the original training data and the training program."""
    del parts
    classes, because, answers = data_classes(release), list[Reason](), []
    if release.having("datasets"):
        answers.append(Answer.MET)
    elif classes and all(name in {"open", "true"} for _, name in classes):
        answers.append(Answer.UNKNOWN)
        because.append(Reason("the training data are stated to be open, and no dataset is in the release"))
    else:
        answers.append(Answer.NOT_MET if classes else Answer.UNKNOWN)
        because += [fact_reason(part, "training-data", name) for part, name in classes] or [missing("training-data")]
    code = release.stated("training-code")
    if not release.having("training-code"):
        answers.append(yes_or_no(criterion, "training-code", code).answer if code else Answer.UNKNOWN)
        because += [fact_reason(part, "training-code", value) for part, value in code] or [missing("training-code")]
    return Assessment(
        criterion, worst(answers), tuple(because) or (Reason("training data and training code are there"),)
    )


def _data(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask for training data and code, and for the terms of the data."""
    found = _sources(release, criterion, parts)
    datasets = release.having("datasets")
    if found.answer is Answer.NOT_MET or not datasets:
        return found
    terms = granted(release, criterion, datasets, tuple(Freedom))
    return terms if terms.answer is not Answer.MET else found


def _information(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    """Ask for information on the training data; whether it is complete a person has to say."""
    del parts
    said = release.stated("data-information")
    documents = release.having("data-card", "technical-report", "research-paper")
    if said:
        taken = yes_or_no(criterion, "data-information", said)
        return taken if taken.answer is Answer.NOT_MET else replace(taken, answer=Answer.REVIEW)
    if documents:
        return Assessment(criterion, Answer.REVIEW, tuple(Reason(f"{p.id}: is it complete?", p.id) for p in documents))
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-information"),))


def _fact(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    return stated(release, criterion, criterion.options["fact"], criterion.options["words"], parts)


def _none(release: Release, criterion: Criterion, parts: tuple[Part, ...]) -> Assessment:
    del release, parts
    return Assessment(criterion, Answer.MET, (Reason("nothing is asked"),))


_CHECKS: Mapping[str, Callable[[Release, Criterion, tuple[Part, ...]], Assessment]] = {
    "granted": _granted,
    "listed": _listed,
    "dfsg": _dfsg,
    "content": _content,
    "training-sources": _sources,
    "training-data": _data,
    "data-information": _information,
    "fact": _fact,
    "none": _none,
}

NAMES = ("osi", "fsf", "dfsg", "fedora", "open-definition")
FRAMEWORKS = tuple(Framework(name, partial(assess, name)) for name in NAMES)
