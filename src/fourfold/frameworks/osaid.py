"""The Open Source AI Definition 1.0: pass, fail, incomplete, or what a person has to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fourfold.frameworks.base import Answer, Assessment, Criteria, Criterion, Framework, Mode, Reason, load, worst
from fourfold.frameworks.checks import data_classes, fact_reason, granted, listed, missing, present, word
from fourfold.frameworks.release import Part, Release
from fourfold.terms import Freedom, Kind

_ALL = tuple(Freedom)
_CLASSES = frozenset({"open", "public", "obtainable", "unshareable"})


def assess(release: Release, mode: Mode) -> dict[str, Any]:
    """Return the verdict and the criteria.

    The verdict is ``fail`` if a criterion is not met; else ``incomplete`` if a licence or a fact is missing; else
    ``needs-review`` if a person has to judge; else ``pass``. ``with_other_terms`` is the verdict that the release would have if
    only its terms were other ones.
    """
    del mode
    data = load("osaid")
    found = [_decide(release, data, criterion) for criterion in data.criteria.values()]
    parts = [each for each in found if each.criterion.group != "terms"]
    return data.result(
        _verdict(found),
        found,
        with_other_terms=_verdict(parts),
        training_data=sorted({name for _, name in data_classes(release)}),
        missing_facts=sorted(
            {r.fact for each in found if each.answer is Answer.UNKNOWN for r in each.because if r.fact}
        ),
        questions=[each.criterion.question for each in found if each.answer is Answer.REVIEW],
    )


_WORDS = {Answer.MET: "pass", Answer.REVIEW: "needs-review", Answer.UNKNOWN: "incomplete", Answer.NOT_MET: "fail"}


def _verdict(found: Sequence[Assessment]) -> str:
    return _WORDS[worst(each.answer for each in found)]


def _decide(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    code, parameters = _elements(release, data)
    match criterion.id:
        case "use" | "study" | "modify" | "share":
            return granted(release, criterion, (*code, *parameters), (Freedom(criterion.id),))
        case "data-description":
            return _description(release, criterion)
        case "data-listed":
            return _listed(release, criterion)
        case "data-shared":
            return _shared(release, criterion)
        case "data-terms":
            return _data_terms(release, data, criterion)
        case "code-licenses":
            return listed(release, criterion, code, "OSI")
        case "parameters-terms":
            return granted(release, criterion, parameters, _ALL)
        case "parameters":
            return _parameters(release, criterion)
    return present(release, criterion, criterion.options["component"], criterion.options.get("fact", ""))


def _elements(release: Release, data: Criteria) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the code and the parameters that belong to the system; other components are optional and not asked."""
    named = data.raw["elements"]
    wanted = {*named["code"], *named["architecture"]}
    code = (p for p in release.of(Kind.CODE) if p.component is None or p.component.id in wanted)
    return tuple(code), release.having(*named["parameters"])


def _parameters(release: Release, criterion: Criterion) -> Assessment:
    """Ask for the weights: without a model, nothing that the definition could be about is there."""
    if release.having("model-parameters-final"):
        return present(release, criterion, "model-parameters-final")
    if release.listed_in_full:
        says = "the file lists all that is released, and the parameters are not in it"
        return Assessment(criterion, Answer.NOT_MET, (Reason(says, place=release.bill.place),))
    return Assessment(criterion, Answer.UNKNOWN, (Reason("no model is shipped"),))


# ------------------------------------------------------------------ data information


def _description(release: Release, criterion: Criterion) -> Assessment:
    """Ask for the description of the data; that it is there can be read, that it is good enough a person has to say."""
    judged = release.stated("data-information-reviewed")
    if judged and all(word(value) not in {"false", "no"} for _, value in judged):
        return Assessment(
            criterion, Answer.MET, tuple(fact_reason(p, "data-information-reviewed", v) for p, v in judged)
        )
    if judged:
        because = tuple(fact_reason(p, "data-information-reviewed", v) for p, v in judged)
        return Assessment(criterion, Answer.NOT_MET, because)
    said = release.stated("data-information")
    if any(word(value) in {"false", "no"} for _, value in said):
        return Assessment(criterion, Answer.NOT_MET, tuple(fact_reason(p, "data-information", v) for p, v in said))
    documents = release.having("datasets", "research-paper", "technical-report", "data-card")
    there = [fact_reason(p, "data-information", v) for p, v in said]
    there += [Reason(f"{p.id} may hold it", p.id, place=p.artifact.place) for p in documents]
    if there:
        return Assessment(criterion, Answer.REVIEW, tuple(there))
    classes = data_classes(release)
    if any(name in {"false", "no", "none"} for _, name in classes):
        because = tuple(fact_reason(part, "training-data", name) for part, name in classes)
        return Assessment(criterion, Answer.NOT_MET, because)
    if any(name == "described" for _, name in classes):
        because = tuple(fact_reason(part, "training-data", name) for part, name in classes)
        return Assessment(criterion, Answer.REVIEW, because)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-information"),))


def _listed(release: Release, criterion: Criterion) -> Assessment:
    """Ask for the lists that public and obtainable data need; open data that are shipped are their own list."""
    classes = data_classes(release)
    said = release.stated("data-listed")
    if said:
        answer = Answer.NOT_MET if any(word(value) in {"false", "no"} for _, value in said) else Answer.MET
        return Assessment(criterion, answer, tuple(fact_reason(p, "data-listed", v) for p, v in said))
    names = {name for _, name in classes}
    if release.having("datasets") and names <= {"open"} | ({"public"} if not _class_stated(release) else set()):
        return Assessment(criterion, Answer.MET, (Reason("the training data are in the release"),))
    if names and names <= {"unshareable"}:
        return Assessment(criterion, Answer.MET, (Reason("no public or obtainable data are stated to be among them"),))
    if names & {"false", "no", "none"}:
        because = tuple(fact_reason(part, "training-data", name) for part, name in classes)
        return Assessment(criterion, Answer.NOT_MET, because)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-listed") if classes else missing("training-data"),))


def _class_stated(release: Release) -> bool:
    """Whether a class of the training data is stated, not only that they are there."""
    return any(word(value) != "true" for _, value in release.stated("training-data"))


def _shared(release: Release, criterion: Criterion) -> Assessment:
    """Ask that open data are shared; withholding what may be shared fails, whatever else is good."""
    said = release.stated("data-shared")
    if said:
        answer = Answer.NOT_MET if any(word(value) in {"false", "no"} for _, value in said) else Answer.MET
        return Assessment(criterion, answer, tuple(fact_reason(p, "data-shared", v) for p, v in said))
    classes, datasets = data_classes(release), release.having("datasets")
    names = {name for _, name in classes}
    because = tuple(fact_reason(part, "training-data", name) for part, name in classes)
    if not names or not names <= _CLASSES:
        says = "it is not stated which of the four classes the training data fall into"
        return Assessment(criterion, Answer.UNKNOWN, (Reason(says, fact="training-data"), *because))
    if "open" not in names:
        return Assessment(criterion, Answer.MET, because)
    if not datasets:
        says = "open training data have to be shared, and no dataset is in the release"
        return Assessment(criterion, Answer.NOT_MET, (Reason(says, fact="data-shared"), *because))
    return granted(release, criterion, datasets, _ALL)


def _data_terms(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    """Ask for the terms of the documents that inform about the data; one document under free terms is enough."""
    documents = tuple(p for p in release.having(*data.raw["elements"]["data"]) if p.kind is Kind.DOCUMENT)
    free = [p for p in documents if granted(release, criterion, (p,), _ALL).answer is Answer.MET]
    if free:
        return granted(release, criterion, tuple(free), _ALL)
    if documents:
        return granted(release, criterion, documents, _ALL)
    if any(word(value) in {"false", "no"} for _, value in release.stated("data-information")):
        return Assessment(criterion, Answer.NOT_MET, (Reason("there is no data information to have terms"),))
    said = release.stated("data-information-terms")
    if said:
        answer = Answer.NOT_MET if any(word(value) in {"false", "no"} for _, value in said) else Answer.MET
        return Assessment(criterion, answer, tuple(fact_reason(p, "data-information-terms", v) for p, v in said))
    datasets = release.having("datasets")
    if datasets:
        return granted(release, criterion, datasets, _ALL)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-information-terms"),))


FRAMEWORK = Framework("osaid", assess)
