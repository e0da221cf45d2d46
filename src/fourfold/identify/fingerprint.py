"""What ships of a licence text: not its words, but marks by which its words are known again.

Each run of four words leaves one *mark* of four bits (:mod:`fourfold.identify.words`). Marks stand in the text's own order, so two
texts can be laid side by side and what differs has a place. A digest of all words decides whether a text is the licence
itself; marks alone never do.

The words cannot be read from the marks. A mark fits one in sixteen of all words, so each step of a guess leaves hundreds of
words open, and nothing tells a wrong guess from the right one before the whole text is there, for one digest covers it all. It
was tried: guessing word after word, the likeliest hundred beginnings at a time, by a model of word triples made from all other
texts, with a list of every word that occurs and the first four in place. Of the next 116 words of MPL-2.0 and Elastic-2.0 that
reads all from marks of twelve bits, 21 and 3 from marks of eight, 4 and none from marks of four. A test does a short form of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from fourfold.catalogue import data_root
from fourfold.errors import DataError
from fourfold.identify.words import RUN

SEED = 8
"""Marks in a row by which a licence is looked for: 11 words."""
STRIDE = 4
"""One in so many seeds of a licence is kept for the search."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place of a licence text where copies differ and mean the same."""

    start: int
    stop: int
    kind: str
    """``notice`` (a copyright notice) and ``item`` (a number before a paragraph) may be missing; ``title`` may be any name of the
    licence, ``blank`` any name of a holder, ``address`` must be the same, but wrapping may have broken it; at a ``choice`` stands what
    the licence has or one of :attr:`others`."""
    brief: str = ""
    """:func:`brief` of the words that the licence has there."""
    others: tuple[str, ...] = ()
    """What else may stand there: how many words and their :func:`brief`, on either side of ``~`` if a name stands between them;
    empty if nothing has to."""


@dataclass(frozen=True, slots=True)
class Way:
    """A text, or the part of it above an appendix, as it is looked for."""

    stop: int
    """The word before which it ends."""
    digest: str
    """Of all words outside the cuts."""
    segments: tuple[tuple[int, int], ...]
    """The passages between the cuts."""
    needles: tuple[str, ...]
    """The marks of each."""
    words: int
    """How many words they have."""


@dataclass(frozen=True)
class Fingerprint:
    """What is known of one licence text."""

    id: str
    words: int
    """How many words it has."""
    marks: str
    digest: str
    """Of all words outside the cuts."""
    cuts: tuple[Cut, ...] = ()
    tails: tuple[tuple[int, str], ...] = ()
    """Words at which appendices begin that only say how to apply the licence, and may be left off; each with the digest of all
    words outside the cuts above it."""
    family: tuple[str, ...] = ()
    """Other licences that are given by this very text, told apart only by a notice elsewhere."""
    titles: tuple[str, ...] = ()
    """Names that head this text and others as well, as :func:`fourfold.spelling.fold` writes them: ``bsd``."""
    text: str = ""
    """How the SHA-256 of the file begins that it was made from."""
    steps: tuple[int, ...] = field(default=(), repr=False)
    """Where the text's own white-space-separated words run ahead of or behind the words compared: pairs of distance and step."""

    @cached_property
    def seeds(self) -> frozenset[str]:
        """Rows of marks by which this text is looked for (frozenset of str)."""
        last = max(1, len(self.marks) - SEED + 1)
        return frozenset(self.marks[i : i + SEED] for i in range(0, last, STRIDE))

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """What may stand in a text: all of it, or less an appendix; the longest first (tuple of Way)."""
        stops = ((self.words, self.digest), *reversed(self.tails))
        return tuple(self._way(stop, wanted) for stop, wanted in stops)

    def _way(self, stop: int, wanted: str) -> Way:
        segments = self.segments(stop)
        needles = tuple(self.marks[a : b - RUN + 1] for a, b in segments)
        return Way(stop, wanted, segments, needles, sum(b - a for a, b in segments))

    def segments(self, stop: int) -> tuple[tuple[int, int], ...]:
        """Return the passages between the cuts, up to a word."""
        edges = [0, *(edge for cut in self.cuts if cut.start < stop for edge in (cut.start, cut.stop)), stop]
        return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)

    def between(self, start: int, stop: int) -> tuple[Cut, ...]:
        """Return the cuts that lie between two words."""
        return tuple(cut for cut in self.cuts if start <= cut.start and cut.stop <= stop)

    def positions(self) -> list[int]:
        """Return for each word compared its number among the text's white-space-separated words, as clauses count them."""
        gains = [1] * self.words
        for place, step in zip(accumulate(self.steps[::2]), self.steps[1::2], strict=True):
            gains[place] = step
        return [number - 1 for number in accumulate(gains)]


@cache
def fingerprints() -> Mapping[str, Fingerprint]:
    """Return all fingerprints that ship, by licence id.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    path = data_root() / "fingerprints.json"
    try:
        raw = json.loads(path.read_bytes())["texts"]
        return {license_id: _unpack(license_id, entry) for license_id, entry in raw.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "python scripts/fingerprint.py in a checkout; else reinstall fourfold"
        raise DataError(f"the fingerprints cannot be loaded: {error}", str(path), hint) from error


def _unpack(license_id: str, entry: Mapping[str, Any]) -> Fingerprint:
    """Build a fingerprint from its form in the file, which :func:`pack` makes."""
    fields = dict(entry)
    cuts = tuple(_cut(part) for part in str(fields.pop("cuts", "")).split())
    steps = tuple(map(int, str(fields.pop("steps", "")).split()))
    tails = tuple((start, known) for start, known in fields.pop("tails", ()))
    family, titles = tuple(fields.pop("family", ())), tuple(fields.pop("titles", ()))
    return Fingerprint(id=license_id, cuts=cuts, steps=steps, tails=tails, family=family, titles=titles, **fields)


def _cut(part: str) -> Cut:
    start, length, kind, known, others = (part + "::").split(":")[:5]
    return Cut(
        int(start), int(start) + int(length), _KINDS[kind], known, tuple(others.split(",")) if kind == "c" else ()
    )


_KINDS = {kind[0]: kind for kind in ("notice", "title", "item", "blank", "address", "choice")}


def pack(made: Fingerprint) -> dict[str, Any]:
    """Return a fingerprint in the form in which it is stored: short strings, nothing that is empty."""
    cuts = (_packed(cut) for cut in made.cuts)
    fields = {
        "words": made.words,
        "marks": made.marks,
        "digest": made.digest,
        "cuts": " ".join(cuts),
        "tails": [list(tail) for tail in made.tails],
        "family": list(made.family),
        "titles": list(made.titles),
        "text": made.text,
        "steps": " ".join(map(str, made.steps)),
    }
    return {name: value for name, value in fields.items() if value}


def _packed(cut: Cut) -> str:
    fields = [str(cut.start), str(cut.stop - cut.start), cut.kind[0]]
    if cut.kind == "choice":
        fields += [cut.brief, ",".join(cut.others)]
    elif cut.brief:
        fields += [cut.brief]
    return ":".join(fields)
