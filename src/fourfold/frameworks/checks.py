"""The questions that several frameworks ask: what do the terms grant, does a list name them, what is stated, what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
    alike: dict[object, list[Part]] = {}
    for part in parts:
        extents = tuple(part.extent(freedom) for freedom in freedoms)
        alike.setdefault((part.state.license, part.state.effective, extents), []).append(part)
    found = [_together(terms_of(release, group[0], freedoms), group) for group in alike.values()]
    short = [reason for answer, reason in found if answer is not Answer.MET]
    return Assessment(criterion, worst(answer for answer, _ in found), tuple(short or _summary(parts, "granted by")))


def _together(found: tuple[Answer, Reason], group: Sequence[Part]) -> tuple[Answer, Reason]:
    """Say once what is to be said of several parts under the same terms."""
    answer, reason = found
    first, *rest = (part.id for part in group)
    if not rest:
        return found
    says = f"{first} and {len(rest)} more{reason.says.removeprefix(first)}"
    return answer, replace(reason, says=says, also=tuple(rest))


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
    alike: dict[object, list[Part]] = {}
    for part in parts:
        alike.setdefault((part.unlicensed, part.state.effective), []).append(part)
    found = [_together(_on_list(release, group[0], name), group) for group in alike.values()]
    short = [reason for answer, reason in found if answer is not Answer.MET]
    answer = worst(each for each, _ in found)
    return Assessment(criterion, answer, tuple(short or _summary(parts, f"on the {name} list:")))


def _on_list(release: Release, part: Part, name: str) -> tuple[Answer, Reason]:
    named = False if part.unlicensed else release.listed(part, name)
    answer = Answer.MET if named else Answer.UNKNOWN if named is None else Answer.NOT_MET
    terms = "no licence" if part.unlicensed else part.state.effective or "a part without a stated licence"
    says = f"{part.id}: the {name} list {'is silent on' if named is None else 'does not name'} {terms}"
    return answer, Reason(says, part.id, place=part.artifact.place)


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
    some = ", ".join(loose[:3]) + (f" and {len(loose) - 3} more" if len(loose) > 3 else "")
    hint = f"; {some} may hold it, and no component is stated there" if loose else ""
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
    first, *rest = (part.id for part in parts)
    named = ", ".join((first, *rest)) if len(rest) < 3 else f"{first} and {len(rest)} more"
    return (Reason(f"{named}: {how} {terms}", first, also=tuple(rest)),)
