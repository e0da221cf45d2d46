"""How each MOF component stands, what class that makes, and the shortest list of changes to the next class.

The framework's rules and the Model Openness Tool's both end in one :class:`Standing` a component; what follows from there is
shared, save for the sums that the tool does its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fourfold.frameworks.base import Reason, load
from fourfold.read.mof import Component, components


class Status(StrEnum):
    """How a component stands: exactly one of these, ordered from what is least to what is most."""

    ABSENT = "absent"
    """It is not in the release."""
    NO_LICENSE = "present-no-license"
    """It is there, and no licence is stated, or it is stated that there is none."""
    NOT_OPEN = "present-not-open"
    """It is there under terms that are not open, or not known to be."""
    UNUSUAL = "open-but-unusual-type"
    """It is there under an open licence that is made for another type of material."""
    OPEN = "open"
    """It is there under an open licence for its type."""

    @property
    def is_open(self) -> bool:
        """Whether the terms are open (bool)."""
        return self in {Status.OPEN, Status.UNUSUAL}


@dataclass(frozen=True, slots=True)
class Standing:
    """One component of a release."""

    component: Component
    status: Status
    counts: bool
    """Whether it counts towards its class."""
    license: str = ""
    artifacts: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the row of the JSON contract, with what it rests on."""
        return {
            "id": self.component.id,
            "name": self.component.name,
            "type": self.component.type,
            "license": self.license or None,
            "status": str(self.status),
            "class": self.component.level,
            "required": self.component.required,
            "counts": self.counts,
            "artifacts": list(self.artifacts),
            "because": [reason.to_dict() for reason in self.because],
        }


Standings = Mapping[str, Standing]


def required(level: int) -> tuple[Component, ...]:
    """Return what a class asks for, the lower classes' lists included."""
    return tuple(c for c in components().values() if c.required and c.level >= level)


def stand_in() -> tuple[str, str]:
    """Return the component that may be omitted, and the one that stands in for it."""
    entry = load("mof").raw["stands-in"]
    return entry["component"], entry["by"]


def fulfilled(standings: Standings, level: int) -> int:
    """Return how many of a class's components count, one standing in for another where the framework allows it."""
    omitted, by = stand_in()
    return sum(standings[c.id].counts or (c.id == omitted and standings[by].counts) for c in required(level))


def progress_of(standings: Standings) -> dict[str, float]:
    """Return the share of each class's own list that counts, in percent."""
    return {str(level): fulfilled(standings, level) / len(required(level)) * 100 for level in (1, 2, 3)}


def class_of(progress: Mapping[str, float]) -> int:
    """Return the best class that is complete together with all below it; 0 if none is."""
    best = 0
    for level in (3, 2, 1):
        if progress[str(level)] < 100:
            break
        best = level
    return best


_ACTION = {Status.ABSENT: "add", Status.NO_LICENSE: "license", Status.NOT_OPEN: "relicense"}
_SAYS = {
    "add": "add {names} under {terms}",
    "license": "state a licence for {names}: {terms}",
    "relicense": "put {names} under {terms}",
}


def next_of(standings: Standings, level: int) -> dict[str, Any] | None:
    """Return the shortest list of changes to the next class, as data and as one line; none from the best class.

    Parameters
    ----------
    standings : mapping of str to Standing
        Every component by id.
    level : int
        The class that is reached: 0 to 3.
    """
    if level == 1:
        return None
    data = load("mof").raw
    target = 3 if level == 0 else level - 1
    groups: dict[tuple[str, str], list[Standing]] = {}
    for standing in _short(standings, target):
        groups.setdefault((_ACTION[standing.status], standing.component.type), []).append(standing)
    changes = [
        {
            "change": action,
            "type": kind,
            "components": [s.component.id for s in group],
            "artifacts": [name for s in group for name in s.artifacts],
            "terms": data["proposed"][kind],
            "says": _SAYS[action].format(names=_and(s.component.name for s in group), terms=data["proposed"][kind]),
            "because": [reason.to_dict() for s in group for reason in s.because],
        }
        for (action, kind), group in groups.items()
    ]
    label = data["classes"][str(target)]
    return {
        "class": target,
        "label": label,
        "changes": changes,
        "says": f"{label}: " + "; ".join(c["says"] for c in changes),
    }


def _short(standings: Standings, target: int) -> list[Standing]:
    """Return the fewest components that have to change: of two that can stand for each other, the nearer one."""
    omitted, by = stand_in()
    short = [standings[c.id] for c in required(target) if not standings[c.id].counts]
    if all(standing.component.id != omitted for standing in short):
        return short
    report, paper = standings[omitted], standings[by]
    others = [standing for standing in short if standing.component.id != omitted]
    if paper.counts or paper in others:
        return others
    nearer = paper if _distance(paper) < _distance(report) else report
    return [nearer if standing is report else standing for standing in short]


def _distance(standing: Standing) -> int:
    """Return how much has to happen: a licence to state, a licence to change, a document to write."""
    return (Status.NO_LICENSE, Status.NOT_OPEN, Status.ABSENT).index(standing.status)


def _and(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
