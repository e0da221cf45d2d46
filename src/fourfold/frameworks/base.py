"""What every framework shares: criteria as data, an answer with its reasons, and how answers meet.

A framework is one file of criteria (``data/frameworks/<name>.toml``) and one module that decides them. It reads the bill, for what
is there and what is stated, and the report, for what the terms give; it never judges a licence anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from fourfold.catalogue import data_root
from fourfold.errors import DataError
from fourfold.explain import ClauseCited, clause_dict
from fourfold.place import Place

if TYPE_CHECKING:
    from fourfold.frameworks.release import Release


class Answer(StrEnum):
    """How a release stands to one criterion."""

    MET = "met"
    """The facts and terms that are stated fit it."""
    REVIEW = "review"
    """A person has to judge; the criterion's question says what."""
    UNKNOWN = "unknown"
    """A licence or a fact is missing; the reasons say which."""
    NOT_MET = "not-met"
    """A stated fact, or a clause, stands against it."""


class Mode(StrEnum):
    """Whose rules the Model Openness Framework is computed by."""

    FRAMEWORK = "framework"
    """The framework's own."""
    MOT = "mot"
    """The Model Openness Tool's, oddities included."""


_WEIGHT = {answer: weight for weight, answer in enumerate(Answer)}


def worst(answers: Iterable[Answer]) -> Answer:
    """Return the answer that decides among parts of one criterion: not met, then unknown, review, met.

    Examples
    --------
    >>> worst([Answer.MET, Answer.REVIEW])
    <Answer.REVIEW: 'review'>
    """
    return max(answers, key=_WEIGHT.__getitem__, default=Answer.MET)


def overall(answers: Iterable[Answer]) -> Answer:
    """Return a framework's verdict: not met, then review, unknown, met.

    A question for a person comes before a missing fact, because supplying the fact would not settle it; the criteria show both.
    """
    found = set(answers)
    order = (Answer.NOT_MET, Answer.REVIEW, Answer.UNKNOWN)
    return next((answer for answer in order if answer in found), Answer.MET)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a framework asks."""

    id: str
    question: str
    decided: str
    """How it is decided, in a sentence."""
    source: str
    change: str
    """What would turn the answer."""
    group: str = ""
    """``terms``, ``parts`` or ``judgement``, where the framework makes a difference."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Further keys of the entry, for the framework's own module."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a criterion has its answer: the artifact, and the clause, finding or fact."""

    says: str
    artifact: str = ""
    clauses: tuple[ClauseCited, ...] = ()
    findings: tuple[str, ...] = ()
    """Ids of findings of the report."""
    fact: str = ""
    """The key of a fact that is stated, or that is missing."""
    also: tuple[str, ...] = ()
    """Ids of further artifacts of which the same is to be said."""
    place: Place = field(default_factory=Place)

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping of the JSON contract."""
        return {
            "says": self.says,
            "artifact": self.artifact or None,
            "also": list(self.also),
            "clauses": [clause_dict(cited) for cited in self.clauses],
            "findings": list(self.findings),
            "fact": self.fact or None,
            "location": self.place.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """A criterion with its answer."""

    criterion: Criterion
    answer: Answer
    because: tuple[Reason, ...] = ()

    @property
    def next(self) -> str | None:
        """What to do about it: a change, a fact to state, a question to settle; none if it is met (str or None)."""
        facts = list(dict.fromkeys(reason.fact for reason in self.because if reason.fact))
        if self.answer is Answer.REVIEW:
            return "let a person judge the question"
        if self.answer is Answer.UNKNOWN and facts:
            return f"state {', '.join(facts)}"
        if self.answer is Answer.UNKNOWN:
            return "state what is missing, or find out the terms that are not known"
        return self.criterion.change or None if self.answer is Answer.NOT_MET else None

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping of the JSON contract (DESIGN 10): id, verdict, because, and what the criterion is."""
        proposal = self.criterion.options.get("proposal")
        return {
            "id": self.criterion.id,
            "verdict": str(self.answer),
            "because": [reason.to_dict() for reason in self.because],
            "question": self.criterion.question,
            "decided": self.criterion.decided,
            "next": self.next,
            "source": self.criterion.source,
            **({"proposal": proposal} if proposal else {}),
        }


@dataclass(frozen=True, slots=True)
class Criteria:
    """A framework's data file."""

    name: str
    title: str
    source: str
    note: str
    criteria: Mapping[str, Criterion]
    raw: Mapping[str, Any]
    """The whole file, for what one framework alone has."""

    def result(self, verdict: str, assessments: Sequence[Assessment], **more: Any) -> dict[str, Any]:
        """Return the JSON of a framework that is a list of criteria."""
        return {
            "title": self.title,
            "verdict": verdict,
            "criteria": [assessment.to_dict() for assessment in assessments],
            **more,
            "source": self.source,
            "note": self.note,
        }


_OWN = frozenset({"id", "question", "decided", "source", "change", "group"})


@cache
def load(name: str) -> Criteria:
    """Return a framework's data.

    Parameters
    ----------
    name : str
        Name of the file in ``data/frameworks``, which is the framework's own.

    Raises
    ------
    DataError
        If there is no such file, or an entry lacks a key.
    """
    path = data_root() / "frameworks" / f"{name}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        criteria = [
            Criterion(
                entry["id"],
                entry["question"],
                entry["decided"],
                entry["source"],
                entry["change"],
                entry.get("group", ""),
                {key: value for key, value in entry.items() if key not in _OWN},
            )
            for entry in raw.get("criteria", ())
        ]
        return Criteria(raw["id"], raw["title"], raw["source"], raw.get("note", ""), {c.id: c for c in criteria}, raw)
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"the framework data cannot be loaded: {error}", str(path), "reinstall fourfold") from error


@dataclass(frozen=True, slots=True)
class Framework:
    """One yardstick: its name, and what it says of a release."""

    name: str
    assess: Callable[[Release, Mode], dict[str, Any]]
