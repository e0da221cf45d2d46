"""The Model Openness Framework: three classes by what is released and how open its terms are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fourfold.frameworks import mot
from fourfold.frameworks.base import Framework, Mode, Reason, load
from fourfold.frameworks.checks import cite
from fourfold.frameworks.release import Part, Release
from fourfold.frameworks.standing import Standing, Standings, Status, class_of, next_of, progress_of
from fourfold.read.mof import Component, components
from fourfold.terms import Extent, Freedom

_LISTS = ("OSI", "FSF", "OKFN")
_TABLES = {
    "osi": "OSI (SPDX License List 3.24.0)",
    "fsf": "FSF (SPDX License List 3.24.0)",
    "open_data": "open data licences of the Model Openness Tool",
}


def assess(release: Release, mode: Mode) -> dict[str, Any]:
    """Return class, progress, components, what comes next, and where tool and framework part.

    Parameters
    ----------
    release : Release
        What is there, and under which terms.
    mode : Mode
        The framework's rules, or the Model Openness Tool's to the letter.
    """
    own, tool = stand(release), mot.stand(release)
    percent = {Mode.FRAMEWORK: progress_of(own), Mode.MOT: mot.progress(tool)}
    level = {each: class_of(percent[each]) for each in Mode}
    standings = own if mode is Mode.FRAMEWORK else tool
    data = load("mof")
    return {
        "title": data.title,
        "mode": str(mode),
        "class": level[mode],
        "label": data.raw["classes"][str(level[mode])],
        "progress": percent[mode],
        "components": [standing.to_dict() for standing in standings.values()],
        "next": next_of(standings, level[mode]),
        "unplaced": [_unplaced(part).to_dict() for part in release.unplaced],
        "differs": list(_differs(release, own, tool, percent, level)),
        "source": data.source,
        "note": data.note,
    }


# ------------------------------------------------------------------ by the framework


def stand(release: Release) -> Standings:
    """Return every component as the framework stands to it; of several artifacts for one, the least open counts."""
    return {c.id: _standing(release, c) for c in components().values()}


def _standing(release: Release, component: Component) -> Standing:
    found = [(_status(release, part), part) for part in release.having(component.id)]
    if not found:
        absent = (p for p in release.outgoing if p.component == component)
        because = tuple(_reason(part, f"its licence reads {part.state.license!r}") for part in absent)
        return Standing(component, Status.ABSENT, counts=False, because=because)
    order = list(Status)
    status = min((answer[0] for answer, _ in found), key=order.index)
    counts = status.is_open or component.accepts == "any"
    licenses = ", ".join(dict.fromkeys(_license(part) for _, part in found if _license(part)))
    because = tuple(reason for (each, reason), _ in found if each is status)
    return Standing(component, status, counts, licenses, tuple(part.id for _, part in found), because)


def _license(part: Part) -> str:
    return "" if part.unlicensed else part.state.effective or part.state.license


def _status(release: Release, part: Part) -> tuple[Status, Reason]:
    """Say how one artifact stands, and why."""
    words = part.state.license.strip().rstrip(".").lower()
    if part.unlicensed or part.unstated or words in load("mof").raw["says"]["unlicensed"]:
        return Status.NO_LICENSE, _reason(part, "no licence is stated; nothing is granted without one")
    names = [name for name in _LISTS if release.listed(part, name)] or _on_spdx(release, part)
    withheld = [f for f in Freedom if part.extent(f) is not Extent.GRANTED]
    if withheld and not names:
        return Status.NOT_OPEN, _not_open(release, part, withheld)
    why = f"on the list of {', '.join(names)}" if names else "its terms grant the four freedoms"
    if _usual(release, part, names):
        return Status.OPEN, _reason(part, f"{_license(part)}: {why}")
    return Status.UNUSUAL, _reason(part, f"{_license(part)}: {why}, and not known to be made for {_type(part)}")


def _usual(release: Release, part: Part, names: list[str]) -> bool:
    """Whether terms are made for a part's type; an OSI-approved licence is one for code, whatever else is known of it."""
    kind = _type(part)
    by_list = kind == "code" and any(name.startswith("OSI") for name in names)
    return by_list or release.made_for(part, frozenset(load("mof").raw["usual"][kind]))


def _on_spdx(release: Release, part: Part) -> list[str]:
    """Return the lists of the tool's own tables that name terms of which the catalogue knows a category at most."""
    table = load("mof").raw["mot"]
    if any(licence.clauses and not licence.category for licence in release.licenses(part)):
        return []
    return [_TABLES[key] for key in _TABLES if release.named_in(part, frozenset(table[key]))]


def _not_open(release: Release, part: Part, withheld: list[Freedom]) -> Reason:
    clauses = tuple(dict.fromkeys(c for freedom in withheld for c in release.limits(part, freedom)))
    findings = tuple(dict.fromkeys(i for freedom in withheld for i in release.finding_ids(part, freedom)))
    says = f"{_license(part)}: {cite(release, clauses) or 'not known to be open'}"
    return Reason(f"{part.id}: {says}", part.id, clauses, findings, place=part.artifact.place)


def _type(part: Part) -> str:
    return part.component.type if part.component else "code"


def _reason(part: Part, says: str) -> Reason:
    taken = ", taken for this component because of its kind" if part.inferred else ""
    return Reason(f"{part.id}{taken}: {says}", part.id, place=part.artifact.place)


def _unplaced(part: Part) -> Reason:
    name = part.artifact.component or part.artifact.name
    return Reason(f"{part.id}: {name!r} is no component of the framework", part.id, place=part.artifact.place)


# ------------------------------------------------------------------ where the two part


def _differs(
    release: Release,
    own: Standings,
    tool: Standings,
    percent: Mapping[Mode, Mapping[str, float]],
    level: Mapping[Mode, int],
) -> Iterator[dict[str, Any]]:
    """Yield each thing on which the tool and the framework differ, with the reason."""
    reasons: dict[str, None] = {}
    for name, mine in own.items():
        if (mine.status, mine.counts) != (tool[name].status, tool[name].counts):
            why = list(_why(release, mine, tool[name]))
            reasons.update(dict.fromkeys(why))
            yield _difference(name, _shown(mine), _shown(tool[name]), why)
    if "mof-date-unquoted" in {entry.code for entry in release.bill.diagnostics}:
        yield _difference("file", "read", "skipped", ["file-skipped"])
    sums = [reason for reason in reasons if reason != "type-list"]
    for key in ("3", "2", "1"):
        share, shown = percent[Mode.FRAMEWORK][key], percent[Mode.MOT][key]
        if share != shown:
            gated = shown == 0 and key != "3"
            yield _difference(
                f"progress {key}", share, shown, ["progress-gated"] if gated else sums or ["paper-without-report"]
            )
    if level[Mode.FRAMEWORK] != level[Mode.MOT]:
        yield _difference("class", level[Mode.FRAMEWORK], level[Mode.MOT], sums)


def _shown(standing: Standing) -> str:
    return f"{standing.status}, counts" if standing.counts and not standing.status.is_open else str(standing.status)


def _why(release: Release, own: Standing, tool: Standing) -> Iterator[str]:
    """Yield the ids of the differences that explain why a component stands otherwise."""
    if own.component.accepts == "any" and own.counts and not own.status.is_open:
        yield "datasets-any-terms"
    if (own.status, own.artifacts) == (tool.status, tool.artifacts):
        return
    strangers = any(part.id in tool.artifacts and part.component != own.component for part in release.outgoing)
    if strangers or (own.artifacts and not tool.artifacts):
        yield "component-unknown"
    if len(own.artifacts) > 1:
        yield "component-repeated"
    if own.status in {Status.ABSENT, Status.NO_LICENSE} and tool.status is Status.NOT_OPEN:
        yield "no-license-words"
    elif own.status.is_open and tool.status is Status.NOT_OPEN:
        yield "license-list" if tool.license in _ids(release, own) else "name-not-resolved"
    elif own.status.is_open and tool.status.is_open:
        yield "type-list"
    elif tool.status.is_open:
        yield "license-list"


def _ids(release: Release, standing: Standing) -> set[str]:
    """Return the licence ids in a component's terms."""
    parts = [part for part in release.shipped if part.id in standing.artifacts]
    return {licence.id for part in parts for licence in release.licenses(part)}


def _difference(about: str, framework: object, tool: object, why: list[str]) -> dict[str, Any]:
    entries = {entry["id"]: entry for entry in load("mof").raw["differences"]}
    return {
        "about": about,
        "framework": framework,
        "tool": tool,
        "why": [{"id": key, "says": entries[key]["says"], "source": entries[key]["source"]} for key in why],
    }


FRAMEWORK = Framework("mof", assess)
