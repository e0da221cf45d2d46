"""The Open Source AI Definition 1.0: pass, fail, incomplete, or what a person has to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fourfold.frameworks.base import Answer, Assessment, Criteria, Criterion, Framework, Mode, Reason, load, worst
from fourfold.frameworks.checks import NO, data_classes, fact_reason, granted, listed, missing, present, word, yes_or_no
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
    judged = _stated(release, criterion, "data-information-reviewed")
    if judged:
        return judged
    documents = release.having("datasets", "research-paper", "technical-report", "data-card")
    there = [fact_reason(part, "data-information", value) for part, value in release.stated("data-information")]
    there += [Reason(f"{p.id} may hold it", p.id, place=p.artifact.place) for p in documents]
    if there:
        return Assessment(criterion, Answer.REVIEW, tuple(there))
    names, because = _classes(release)
    if names & NO:
        return Assessment(criterion, Answer.NOT_MET, because)
    if "described" in names:
        return Assessment(criterion, Answer.REVIEW, because)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-information"),))


def _listed(release: Release, criterion: Criterion) -> Assessment:
    """Ask for the lists that public and obtainable data need; open data that are shipped are their own list."""
    said = release.stated("data-listed")
    if said:
        return yes_or_no(criterion, "data-listed", said)
    names, because = _classes(release)
    own_list = {"open"} if _class_stated(release) else {"open", "public"}
    if release.having("datasets") and names <= own_list:
        return Assessment(criterion, Answer.MET, (Reason("the training data are in the release"),))
    if names == {"unshareable"}:
        return Assessment(criterion, Answer.MET, (Reason("no public or obtainable data are stated to be among them"),))
    if names & NO:
        return Assessment(criterion, Answer.NOT_MET, because)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-listed" if names else "training-data"),))


def _shared(release: Release, criterion: Criterion) -> Assessment:
    """Ask that open data are shared; withholding what may be shared fails, whatever else is good."""
    said = release.stated("data-shared")
    if said:
        return yes_or_no(criterion, "data-shared", said)
    names, because = _classes(release)
    if not names or not names <= _CLASSES:
        says = "it is not stated which of the four classes the training data fall into"
        return Assessment(criterion, Answer.UNKNOWN, (Reason(says, fact="training-data"), *because))
    if "open" not in names:
        return Assessment(criterion, Answer.MET, because)
    if not release.having("datasets"):
        says = "open training data have to be shared, and no dataset is in the release"
        return Assessment(criterion, Answer.NOT_MET, (Reason(says, fact="data-shared"), *because))
    return granted(release, criterion, release.having("datasets"), _ALL)


def _data_terms(release: Release, data: Criteria, criterion: Criterion) -> Assessment:
    """Ask for the terms of the documents that inform about the data; one document under free terms is enough."""
    documents = tuple(p for p in release.having(*data.raw["elements"]["data"]) if p.kind is Kind.DOCUMENT)
    free = tuple(p for p in documents if granted(release, criterion, (p,), _ALL).answer is Answer.MET)
    if documents:
        return granted(release, criterion, free or documents, _ALL)
    stated = _stated(release, criterion, "data-information-terms")
    if stated:
        return stated
    if release.having("datasets"):
        return granted(release, criterion, release.having("datasets"), _ALL)
    return Assessment(criterion, Answer.UNKNOWN, (missing("data-information-terms"),))


def _stated(release: Release, criterion: Criterion, key: str) -> Assessment | None:
    """Take a fact about the data information at its word, unless it is stated that there is none to speak of."""
    there = yes_or_no(criterion, "data-information", release.stated("data-information"))
    if there.answer is Answer.NOT_MET:
        return there
    said = release.stated(key)
    return yes_or_no(criterion, key, said) if said else None


def _classes(release: Release) -> tuple[set[str], tuple[Reason, ...]]:
    """Return what is stated of the training data, and by whom."""
    classes = data_classes(release)
    return {name for _, name in classes}, tuple(fact_reason(part, "training-data", name) for part, name in classes)


def _class_stated(release: Release) -> bool:
    """Whether a class of the training data is stated, not only that they are there."""
    return any(word(value) != "true" for _, value in release.stated("training-data"))


FRAMEWORK = Framework("osaid", assess)
