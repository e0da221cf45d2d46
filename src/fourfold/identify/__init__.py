"""Which licence is this text? By its words, not by its name (DESIGN 3, Identity).

``words`` reads a text, ``fingerprint`` holds what is known of licence texts, ``notice`` what copies differ in; ``complete`` finds
licence texts that stand in a text word for word, ``near`` those that it is a changed form of. What stands here weighs the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fourfold.catalogue import catalogue
from fourfold.identify.complete import Found, complete
from fourfold.identify.fingerprint import fingerprints
from fourfold.identify.near import Near, nearest
from fourfold.identify.notice import own_lines
from fourfold.identify.words import Words, read_mended, read_words, without

NEAR = 0.6
"""Likeness from which a text counts as a modified one."""
CONTAINED = 0.6
"""Share of a licence from which a passage counts as that licence, modified."""
FEWEST = 20
"""Words of a passage that is looked at by itself."""
MOST = 20
"""Licence texts that are looked for in one text."""
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
        if self.nearest:
            return f"modified text of {self.nearest} ({self.score:.0%} alike)"
        held = list(
            dict.fromkeys(f"{part.license}{' (modified)' * part.modified}" for part in self.parts if part.license)
        )
        if held:
            more = f" and {len(held) - SAID} more" if len(held) > SAID else ""
            unknown = sum(part.share for part in self.parts if not part.license)
            rest = f"; {max(unknown, 0.01):.0%} of it is unknown" if unknown else ""
            return f"text that holds {', '.join(held[:SAID])}{more}{rest}"
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
                    "lines": list(part.lines),
                }
                for part in self.parts
            ],
            "says": self.says,
        }


def identify(text: str) -> Identified:
    """Name the licence of a text.

    Parameters
    ----------
    text : str
        The text, however it is wrapped and quoted and whoever's copyright line it has.

    Returns
    -------
    Identified
        With ``license`` set only if no word of substance differs.

    Examples
    --------
    >>> identify("You may do what you like.").license is None
    True
    """
    words = read_words(text)
    if not words.words:
        return Identified(None, None, 0.0)
    for form in _forms(words, text):
        found = complete(form)
        if len(found) == 1 and (found[0][0].start, found[0][0].stop) == (0, len(form.words)):
            name = _preferred(found[0])
            return Identified(name, name, 1.0, family=_family(found[0]))
    words = read_mended(text)
    return _weigh(words, list(_pieces(words, complete(words))))


def _forms(words: Words, text: str) -> Iterator[Words]:
    """Yield a text as it is, with words put together that wrapping broke, and without notices on lines of their own."""
    yield words
    mended = read_mended(text)
    if mended.words != words.words:
        yield mended
    own = list(own_lines(mended.text))
    if own:
        yield without(mended, own)


def _preferred(same: Sequence[Found]) -> str:
    """Among licences that share one text, the one that the text alone supports: not ``-or-later``, which a notice adds."""
    return min((one.print.id for one in same), key=lambda name: (name.endswith("-or-later"), name))


def _family(same: Sequence[Found]) -> tuple[str, ...]:
    return tuple(sorted({name for one in same for name in (one.print.id, *one.print.family)}))


def _pieces(words: Words, found: Sequence[tuple[Found, ...]]) -> Iterator[Near]:
    """Yield the licence texts in a text, complete or modified, none over another."""
    kept = [_as_near(same) for same in found]
    if sum(piece.alike for piece in kept) > len(words.words) - FEWEST:
        yield from kept
        return
    whole = [near for near in nearest(words, 0, len(words.words)) if near.coverage >= CONTAINED]
    best = max(whole, key=lambda near: (near.likeness(len(words.words)), near.print.id), default=None)
    if best is not None:
        beaten = [piece for piece in kept if piece.start < best.stop and best.start < piece.stop]
        if best.alike > sum(piece.alike for piece in beaten):
            kept = [piece for piece in kept if piece not in beaten] + [best]
    for _ in range(MOST):
        fresh = [
            near for start, stop in _gaps(kept, len(words.words)) if (near := _best_in(words, start, stop)) is not None
        ]
        if not fresh:
            break
        kept += fresh
    yield from sorted(kept, key=lambda piece: piece.start)


def _as_near(same: Sequence[Found]) -> Near:
    name = _preferred(same)
    one = next(one for one in same if one.print.id == name)
    return Near(one.print, one.start, one.stop, one.stop - one.start, (), ())


def _gaps(pieces: Sequence[Near], length: int) -> Iterator[tuple[int, int]]:
    """Yield the passages that no piece covers and that are long enough to be looked at."""
    end = 0
    for start, stop in [*sorted((piece.start, piece.stop) for piece in pieces), (length, length)]:
        if start - end >= FEWEST:
            yield end, start
        end = max(end, stop)


def _best_in(words: Words, start: int, stop: int) -> Near | None:
    """Return the licence of which most stands in a passage; none if not most of it does."""
    fit = [
        near
        for near in nearest(words, start, stop)
        if near.coverage >= CONTAINED and near.alike >= CONTAINED * (near.stop - near.start)
    ]
    return max(fit, key=lambda near: (near.alike - near.lacks, near.print.id), default=None)


def _weigh(words: Words, pieces: Sequence[Near]) -> Identified:
    length = len(words.words)
    parts = tuple(_parts(words, pieces))
    best = max(pieces, key=lambda near: (near.likeness(length), near.print.id), default=None)
    score = best.likeness(length) if best else 0.0
    explained = len(pieces) > 1 and all(part.license for part in parts)
    if best is None or score < NEAR or explained:
        return Identified(None, None, score, parts=parts)
    outside = [(0, best.start), *best.foreign, (best.stop, length)]
    positions = [*best.print.positions(), 0]
    return Identified(
        None,
        best.print.id,
        score,
        tuple(words.passage(start, stop) for start, stop in outside if start < stop),
        best.lacks,
        missing_at=tuple((positions[start], positions[stop - 1] + 1) for start, stop in best.lacking),
        parts=parts,
    )


def _parts(words: Words, pieces: Sequence[Near]) -> Iterator[Part]:
    """Yield the passages of a text: the pieces, and what is left between them."""
    length = len(words.words)
    end = 0
    for piece in [*pieces, None]:
        start = piece.start if piece else length
        if start > end:
            yield Part(None, modified=False, share=(start - end) / length, lines=_lines(words, end, start), score=0.0)
        if piece:
            score = piece.likeness(piece.stop - piece.start)
            changed = bool(piece.foreign or piece.lacking) or score < 1
            share = (piece.stop - piece.start) / length
            yield Part(piece.print.id, changed, share, _lines(words, piece.start, piece.stop), score)
            end = piece.stop


def _lines(words: Words, start: int, stop: int) -> tuple[int, int]:
    return words.line(start), words.line(stop - 1)


def licenses_with_texts() -> int:
    """Return how many licences can be named by their text."""
    return len(fingerprints())


__all__ = ["Identified", "Part", "identify", "licenses_with_texts"]
