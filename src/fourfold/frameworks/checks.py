"""The questions that several frameworks ask: what do the terms grant, does a list name them, what is stated, what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fourfold.artifact import Fact
from fourfold.explain import ClauseCited
from fourfold.frameworks.base import Answer, Assessment, Criterion, Reason, worst
from fourfold.frameworks.release import Part, Release
from fourfold.read.mof import components
from fourfold.terms import Extent, Freedom, Kind


def granted(release: Release, criterion: Criterion, parts: Sequence[Part], freedoms: Sequence[Freedom]) -> Assessment:
    """Ask whether the terms of every part grant some freedoms; each that falls short is named with its clauses."""
    if not parts:
        return Assessment(criterion, Answer.UNKNOWN, (Reason("the release lists nothing that this could be asked of"),))
    found = [terms_of(release, part, freedoms) for part in parts]
    short = [reason for answer, reason in found if answer is not Answer.MET]
    return Assessment(criterion, worst(answer for answer, _ in found), tuple(short or _summary(parts, "granted by")))


def terms_of(release: Release, part: Part, freedoms: Sequence[Freedom]) -> tuple[Answer, Reason]:
    """Say how one part's terms stand to some freedoms."""
    place = part.artifact.place
    if part.unlicensed or part.unstated:
        says = "it is stated that there is no licence" if part.unlicensed else "no licence is stated"
        answer = Answer.NOT_MET if part.unlicensed else Answer.UNKNOWN
        return answer, Reason(f"{part.id}: {says}; nothing is granted without one", part.id, place=place)
    lesser = [freedom for freedom in freedoms if part.extent(freedom) is not Extent.GRANTED]
    if not lesser:
        return Answer.MET, Reason(f"{part.id}: {part.state.effective} grants it", part.id, place=place)
    findings = tuple(dict.fromkeys(i for freedom in lesser for i in release.finding_ids(part, freedom)))
    withheld = [freedom for freedom in lesser if part.extent(freedom) is not Extent.UNKNOWN]
    if not withheld:
        says = f"{part.id}: what {part.state.effective or part.state.license} grants is not known"
        return Answer.UNKNOWN, Reason(says, part.id, findings=findings, place=place)
    clauses = tuple(dict.fromkeys(c for freedom in withheld for c in release.limits(part, freedom)))
    held = ", ".join(f"{freedom} {part.extent(freedom)}" for freedom in withheld)
    says = f"{part.id}: {held}, by {cite(release, clauses) or part.state.effective}"
    return Answer.NOT_MET, Reason(says, part.id, clauses, findings, place=place)


def cite(release: Release, clauses: Iterable[ClauseCited]) -> str:
    """Return clauses in words: licence, what they do, where they stand."""
    kinds = release.known.kinds
    return ", ".join(
        f"{c.label} ({kinds[c.clause.kind].label}{', ' + c.clause.section if c.clause.section else ''})"
        for c in clauses
    )


def listed(release: Release, criterion: Criterion, parts: Sequence[Part], name: str) -> Assessment:
    """Ask whether a list names the terms of every part; where the list is silent it is unknown."""
    if not parts:
        return Assessment(criterion, Answer.UNKNOWN, (Reason("the release lists nothing that this could be asked of"),))
    answers, short = [], []
    for part in parts:
        named = release.listed(part, name)
        answer = Answer.MET if named else Answer.UNKNOWN if named is None else Answer.NOT_MET
        if part.unlicensed:
            answer = Answer.NOT_MET
        answers.append(answer)
        if answer is not Answer.MET:
            terms = "no licence" if part.unlicensed else part.state.effective or "no licence stated"
            word = "does not say of" if answer is Answer.UNKNOWN else "does not name"
            short.append(Reason(f"{part.id}: the {name} list {word} {terms}", part.id, place=part.artifact.place))
    return Assessment(criterion, worst(answers), tuple(short or _summary(parts, f"on the {name} list:")))


def stated(
    release: Release, criterion: Criterion, key: str, words: Mapping[str, str], parts: Sequence[Part] | None = None
) -> Assessment:
    """Ask what the publisher states; a word that the framework does not know needs a person."""
    found = release.stated(key, parts)
    silent = [missing(key, part.id) for part in parts or () if key not in part.artifact.facts]
    if not found and not silent:
        silent = [missing(key)]
    weighed = [(Answer(words.get(word(value), Answer.REVIEW)), fact_reason(part, key, value)) for part, value in found]
    weighed += [(Answer.UNKNOWN, reason) for reason in silent]
    answer = worst(each for each, _ in weighed)
    return Assessment(criterion, answer, tuple(reason for each, reason in weighed if each is answer))


def word(value: object) -> str:
    """Return a fact as a word: ``true``, ``false``, or the word itself in lower case."""
    return str(value).strip().lower()


def fact_reason(part: Part, key: str, value: Fact) -> Reason:
    """Return the reason that a fact is stated."""
    shown = ", ".join(value) if isinstance(value, tuple) else word(value) if isinstance(value, bool) else str(value)
    return Reason(f"{part.id} states {key}: {shown}", part.id, fact=key, place=part.artifact.place)


def missing(key: str, artifact: str = "") -> Reason:
    """Return the reason that a fact is missing."""
    who = f"{artifact} does not state" if artifact else "nothing states"
    return Reason(f"{who} the fact {key!r}", artifact, fact=key)


def present(release: Release, criterion: Criterion, component: str, fact: str = "") -> Assessment:
    """Ask whether a component is there: listed as a part, or stated, or covered by code that is stated to be complete."""
    parts = release.having(component)
    if parts:
        names = ", ".join(part.id for part in parts)
        return Assessment(
            criterion, Answer.MET, (Reason(f"{names}: there", parts[0].id, place=parts[0].artifact.place),)
        )
    for key in filter(None, (fact, "code-complete")):
        said = release.stated(key)
        if said:
            return yes_or_no(criterion, key, said)
    if release.listed_in_full and components()[component].required:
        says = f"the file lists all that is released, and {component} is not in it"
        return Assessment(criterion, Answer.NOT_MET, (Reason(says, place=release.bill.place),))
    loose = [part.id for part in release.of(Kind.CODE) if part.component is None]
    hint = f"; {', '.join(loose)} may hold it, and does not say which component it is" if loose else ""
    says = f"no part is a {component}, and nothing states whether there is one{hint}"
    return Assessment(criterion, Answer.UNKNOWN, (Reason(says, fact=fact or "code-complete"),))


NO = frozenset({"false", "no", "none", "absent"})
"""The words by which a fact says that something is not so, or not there."""


def yes_or_no(criterion: Criterion, key: str, found: Sequence[tuple[Part, Fact]]) -> Assessment:
    """Take a fact that is stated at its word: a plain no is not met, anything else is."""
    answer = Answer.NOT_MET if any(word(value) in NO for _, value in found) else Answer.MET
    return Assessment(criterion, answer, tuple(fact_reason(part, key, value) for part, value in found))


def data_classes(release: Release) -> tuple[tuple[Part, str], ...]:
    """Return the classes of the training data, or the words that stand in their place: ``described``, ``true``, ``false``.

    What is stated comes first. Data that are shipped and only stated to be there are ``open`` if their terms grant the four
    freedoms, and ``public`` if not.
    """
    upstream = tuple(part for part in release.parts if part.kind is Kind.DATASET)
    said = release.stated("training-data", release.models) + release.stated("training-data", upstream)
    pairs = [(part, word(v)) for part, value in said for v in (value if isinstance(value, tuple) else (value,))]
    datasets = release.having("datasets")
    if datasets and all(name == "true" for _, name in pairs):
        free = tuple(Freedom)
        return tuple((p, "open" if terms_of(release, p, free)[0] is Answer.MET else "public") for p in datasets)
    return tuple(pairs)


def _summary(parts: Sequence[Part], how: str) -> tuple[Reason, ...]:
    terms = ", ".join(dict.fromkeys(part.state.effective or part.state.license for part in parts))
    return (Reason(f"{', '.join(part.id for part in parts)}: {how} {terms}"),)
