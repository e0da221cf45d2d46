"""Which licence is this text? By its words, not by its name (DESIGN 3, Identity).

``words`` reads a text, ``fingerprint`` holds what is known of licence texts, ``notice`` knows whose name may stand in them and
``heading`` what may stand above them;
``verbatim`` finds licence texts that stand in a text word for word, ``alignment`` those that it is a changed form of; ``answer`` is
what comes of it. Here the one is weighed against the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fourfold.identify.alignment import Near, nearest
from fourfold.identify.answer import CONTAINED, Identified, Part
from fourfold.identify.fingerprint import fingerprints
from fourfold.identify.notice import own_lines
from fourfold.identify.verbatim import Found, complete
from fourfold.identify.words import Words, read_joined, read_mended, read_words, without

NEAR = 0.6
"""Likeness from which a text counts as a modified one."""
EXCERPT = 40
"""Words of a licence in a row, or nearly so, that count as an excerpt of it."""
DENSE = 0.8
"""Share of an excerpt's words that have to be the licence's."""
FEWEST = 20
"""Words of a passage that is looked at by itself."""
MOST = 20
"""Licence texts that are looked for in one text."""


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
    """Yield a text as it is, with words put together that wrapping broke or hyphens divide, and without notices on lines of their own."""
    yield words
    mended = read_mended(text)
    if mended.words != words.words:
        yield mended
    joined = read_joined(text)
    if joined is not None:
        yield joined
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
    if sum(piece.alike for piece in kept) == len(words.words):
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
    return Near(one.print, one.start, one.stop, 0, one.stop - one.start, (), ())


def _gaps(pieces: Sequence[Near], length: int) -> Iterator[tuple[int, int]]:
    """Yield the passages that no piece covers and that are long enough to be looked at."""
    end = 0
    for start, stop in [*sorted((piece.start, piece.stop) for piece in pieces), (length, length)]:
        if start - end >= FEWEST:
            yield end, start
        end = max(end, stop)


def _best_in(words: Words, start: int, stop: int) -> Near | None:
    """Return the licence of which most stands in a passage, or which a part of it quotes; none if there is no such."""
    fit = [near for near in nearest(words, start, stop) if _holds(near) or _excerpts(near)]
    return max(fit, key=lambda near: (_holds(near), near.applies, near.alike - near.lacks, near.print.id), default=None)


def _holds(near: Near) -> bool:
    return near.coverage >= CONTAINED and near.density >= CONTAINED


def _excerpts(near: Near) -> bool:
    return near.alike >= EXCERPT and near.density >= DENSE


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
            yield Part(
                None,
                modified=False,
                share=(start - end) / length,
                lines=_lines(words, end, start),
                score=0.0,
                covered=0.0,
            )
        if piece:
            score = piece.likeness(piece.stop - piece.start)
            changed = bool(piece.foreign or piece.lacking) or score < 1
            share = (piece.stop - piece.start) / length
            yield Part(piece.print.id, changed, share, _lines(words, piece.start, piece.stop), score, piece.coverage)
            end = piece.stop


def _lines(words: Words, start: int, stop: int) -> tuple[int, int]:
    return words.line(start), words.line(stop - 1)


def licenses_with_texts() -> int:
    """Return how many licences can be named by their text."""
    return len(fingerprints())


__all__ = ["Identified", "Part", "identify", "licenses_with_texts"]
