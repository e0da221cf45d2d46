"""The Model Openness Tool's own rules, oddities included: what its page would show for this release."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.frameworks.base import Criteria, Reason, load
from fourfold.frameworks.release import Part, Release
from fourfold.frameworks.standing import Standing, Standings, Status, required, stand_in
from fourfold.read.mof import Component, components


def stand(release: Release) -> Standings:
    """Return every component as the tool stands to it.

    One entry a component, the last one winning; one list of open licences for every type; ids compared letter by letter.
    """
    data, rows = load("mof"), _rows(release)
    return {c.id: _standing(c, rows.get(c.id), data) for c in components().values()}


def _rows(release: Release) -> Mapping[str, tuple[str, Part]]:
    """Return the licence of each component as the tool stores it; a name that it does not know falls on the first."""
    rows = {}
    first, by_name = next(iter(components())), {c.name: c.id for c in components().values()}
    for part in release.outgoing:
        if release.listed_in_full:
            rows[by_name.get(part.artifact.name, first)] = _words(part), part
        elif part.component is not None:
            rows[part.component.id] = _words(part), part
    return rows


def _words(part: Part) -> str:
    """Return the licence text that the tool compares; its language takes an empty text and "0" for none."""
    stored = part.artifact.facts.get("mot-license")
    words = str(stored) if stored is not None else part.state.license
    words = part.state.effective if part.artifact.inherited else words
    return "unlicensed" if words in {"", "0", "NONE"} else words


def _standing(component: Component, row: tuple[str, Part] | None, data: Criteria) -> Standing:
    if row is None:
        return Standing(component, Status.ABSENT, counts=False)
    words, part = row
    status, says = _judge(words, component.type, data)
    reason = Reason(f"{part.id}: {says}", part.id, place=part.artifact.place)
    shown = "" if words == "unlicensed" else words
    return Standing(component, status, status.is_open, shown, (part.id,), (reason,))


def _judge(words: str, kind: str, data: Criteria) -> tuple[Status, str]:
    table = data.raw["mot"]
    if not any(words in table[key] for key in ("osi", "fsf", "open_data", "extra")):
        if words == "unlicensed":
            return Status.NO_LICENSE, "no licence"
        return Status.NOT_OPEN, f"{words!r} is not on the tool's list, letter by letter"
    if words in table["appropriate"][kind]:
        return Status.OPEN, f"{words} is on the tool's list, and among its licences for {kind}"
    return Status.UNUSUAL, f"{words} is on the tool's list, and not among its licences for {kind}"


def progress(standings: Standings) -> dict[str, float]:
    """Return the tool's percentages: nothing for a class while a lower one is short; the paper counts in the report's place."""
    return {str(level): _progress(standings, level) for level in (1, 2, 3)}


def _progress(standings: Standings, level: int) -> float:
    report, paper = (standings[name] for name in stand_in())
    waived = not report.counts and paper.counts
    total = included = 0
    for lower in range(3, level - 1, -1):
        total = len(required(lower))
        included = sum(standings[c.id].counts for c in required(lower)) + (waived and lower > paper.component.level)
        if included < total and lower > level:
            return 0.0
    if waived and level == paper.component.level:
        total -= 1
    return min(included / total * 100, 100.0)
