"""What a text was found to be: the answer, with what differs and what else stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fourfold.catalogue import catalogue

CONTAINED = 0.6
"""Share of a licence from which a passage counts as that licence, modified; below, as an excerpt of it."""
SEVERAL = 2
"""Complete licences from which a text holds several, with more besides, and is not one of them with more besides."""
SAID = 6
"""Licences that are named in words; all are in :attr:`Identified.parts`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of a text."""

    license: str | None
    """The licence whose text it is, or is a modified form of; none if it is unknown."""
    modified: bool
    """Whether it is a modified form."""
    share: float
    """Share of the words of the whole text, 0 to 1."""
    lines: tuple[int, int]
    """First and last line, counted from 1."""
    score: float
    """How much of its words and the licence's both have, 0 to 1."""
    covered: float
    """Share of the licence that stands in it, 0 to 1; what is below :data:`CONTAINED` is an excerpt."""

    @property
    def called(self) -> str:
        """What it is, in words (str)."""
        if not self.license:
            return "unknown"
        if not self.modified:
            return self.license
        if self.covered < CONTAINED:
            return f"{self.license}, an excerpt ({_percent(self.covered)} of it)"
        return f"{self.license}, modified ({_percent(self.score)} alike)"


@dataclass(frozen=True, slots=True)
class Identified:
    """What a text was found to be."""

    license: str | None
    """The licence id, if the text is that licence."""
    nearest: str | None
    """The id of the licence that it is a modified form of, or just the nearest one above the threshold."""
    score: float
    """Share of the words of both texts that they have in common, 0 to 1."""
    differences: tuple[str, ...] = ()
    """Passages of the text that the nearest licence does not have, in order."""
    missing: int = 0
    """Words of the licence that the text does not have."""
    family: tuple[str, ...] = ()
    """All licences that share this very text, such as ``GPL-2.0-only`` and ``-or-later``."""
    missing_at: tuple[tuple[int, int], ...] = ()
    """Where those words stand in the licence: the first and one past the last, counted as its clauses count."""
    parts: tuple[Part, ...] = ()
    """The passages of the text in order, if it is not one licence and nothing else."""

    @property
    def says(self) -> str:
        """What was found, in words (str)."""
        if self.license:
            return f"text of {self.license}"
        if self.nearest and sum(bool(part.license) and not part.modified for part in self.parts) < SEVERAL:
            return f"modified text of {self.nearest} ({_percent(self.score)} alike)"
        held = list(dict.fromkeys(part.called for part in self.parts if part.license))
        if held:
            more = f" and {len(held) - SAID} more" if len(held) > SAID else ""
            unknown = sum(part.share for part in self.parts if not part.license)
            rest = f"; {_percent(unknown)} of it is unknown" if unknown else ""
            return f"text that holds {'; '.join(held[:SAID])}{more}{rest}"
        return "text of no licence that is known"

    @property
    def named(self) -> bool:
        """Whether all of the text is that of licences which are known, word for word (bool)."""
        return self.license is not None or bool(
            self.parts and all(part.license and not part.modified for part in self.parts)
        )

    @property
    def missing_clauses(self) -> tuple[str, ...]:
        """The clauses of the nearest licence that stand in words which are missing: kind and section (tuple of str)."""
        licence = catalogue().get(self.nearest) if self.nearest else None
        return tuple(
            dict.fromkeys(
                f"{clause.kind} {clause.section}".strip()
                for clause in (licence.clauses if licence else ())
                if clause.text == "license" and clause.read == "text"
                if any(start < clause.span[1] and clause.span[0] < stop for start, stop in self.missing_at)
            )
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold identify --format json`` prints."""
        return {
            "license": self.license,
            "nearest": self.nearest,
            "modified": self.license is None and self.nearest is not None,
            "score": round(self.score, 4),
            "differences": list(self.differences),
            "missing": self.missing,
            "missing_at": [list(span) for span in self.missing_at],
            "missing_clauses": list(self.missing_clauses),
            "same_text": list(self.family),
            "parts": [
                {
                    "license": part.license,
                    "modified": part.modified,
                    "share": round(part.share, 4),
                    "score": round(part.score, 4),
                    "covered": round(part.covered, 4),
                    "lines": list(part.lines),
                }
                for part in self.parts
            ],
            "says": self.says,
        }


def _percent(share: float) -> str:
    """Return a share in words; what is not all is never called all, and what is something is never called nothing."""
    return f"{min(99, max(1, round(100 * share)))}%"
