"""Licence texts that stand in a text word for word, save where copies of one licence differ anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fourfold.identify.fingerprint import Cut, Fingerprint, Way, fingerprints
from fourfold.identify.heading import EMPTY, begins_apart, is_named, may_head
from fourfold.identify.notice import is_name, notices
from fourfold.identify.words import Words, brief, digest

WIDEST = 90
"""Words that may stand where two passages of a licence are parted."""
BROKEN = 3
"""Words that one may become where wrapping at a fixed width breaks it."""
OFTEN = 2000
"""Places of one text at which the same licence is tried."""

_NUMBER = re.compile(r"[\W_]*(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[\W_]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A licence text in a text, from one word to before another."""

    print: Fingerprint
    start: int
    stop: int


def complete(words: Words) -> tuple[tuple[Found, ...], ...]:
    """Return the licence texts that stand in a text, in order.

    Parameters
    ----------
    words : Words
        The text.

    Returns
    -------
    tuple of tuple of Found
        For each place what stands there: several if licences have one text. Of two that overlap, the longer one.
    """
    found = sorted(_all(words), key=lambda f: (f.start - f.stop, f.start, f.print.id))
    kept: list[list[Found]] = []
    for one in found:
        same = next((group for group in kept if (group[0].start, group[0].stop) == (one.start, one.stop)), None)
        if same is not None:
            same.append(one)
        elif all(one.stop <= group[0].start or group[0].stop <= one.start for group in kept):
            kept.append([one])
    return tuple(tuple(group) for group in sorted(kept, key=lambda group: group[0].start))


def _all(words: Words) -> Iterator[Found]:
    for known in fingerprints().values():
        seen: set[int] = set()
        # the longest first, so that an appendix that is there belongs to the licence
        for way in known.ways:
            if way.words > len(words.words):
                continue
            for places in _chains(words, known, way):
                if places[0] in seen or digest(_said(words, way.segments, places)) != way.digest:
                    continue
                found = _widened(words, known, way.segments, places, way.stop)
                if found:
                    seen.add(places[0])
                    yield found


def _said(words: Words, segments: Sequence[tuple[int, int]], places: Sequence[int]) -> list[str]:
    parts = zip(places, segments, strict=True)
    return [word for place, (a, b) in parts for word in words.words[place : place + b - a]]


def _chains(words: Words, known: Fingerprint, way: Way) -> Iterator[list[int]]:
    """Yield where the passages of a licence stand one after the other, with nothing of weight between them."""
    begin = words.marks.find(way.needles[0])
    for _ in range(OFTEN):
        if begin < 0:
            return
        yield from _onward(words, known, way.segments, way.needles, [begin])
        begin = words.marks.find(way.needles[0], begin + 1)


def _onward(
    words: Words, known: Fingerprint, segments: Sequence[tuple[int, int]], needles: Sequence[str], places: list[int]
) -> Iterator[list[int]]:
    """Yield the ways in which a chain of passages goes on: the marks of a short one fit elsewhere as well."""
    number = len(places)
    if number == len(needles):
        yield places
        return
    (a, b), (c, _) = segments[number - 1 : number + 1]
    end, needle, cuts = places[-1] + b - a, needles[number], known.between(b, c)
    place = words.marks.find(needle, end, end + WIDEST + len(needle))
    while place >= 0:
        if may_stand(words, (end, place), known, cuts):
            yield from _onward(words, known, segments, needles, [*places, place])
        place = words.marks.find(needle, place + 1, end + WIDEST + len(needle))


def _widened(
    words: Words, known: Fingerprint, segments: Sequence[tuple[int, int]], places: Sequence[int], known_stop: int
) -> Found | None:
    """Return what was found with the title and the notices right above and below it; none if it lacks what belongs there."""
    (first, _), (last, end) = segments[0], segments[-1]
    start, stop = places[0], places[-1] + end - last
    # what belongs to an appendix that was left off is not missed
    above, below = known.between(0, first), known.between(end, known_stop)
    up, down = (WIDEST + max(map(_longest, cuts), default=0) for cuts in (above, below))
    starts = [n for n in _line_starts(words, start - up, start) if may_stand(words, (n, start), known, above)]
    stops = [n for n in _line_starts(words, stop, stop + down) if may_stand(words, (stop, n), known, below)]
    return Found(known, min(starts), max(stops)) if starts and stops else None


def _longest(cut: Cut) -> int:
    """Return how many words may stand at a cut in the place of its own."""
    return max((sum(int(side.split(".")[0] or 0) for side in other.split("~")) for other in cut.others), default=0)


def _line_starts(words: Words, start: int, stop: int) -> Iterator[int]:
    """Yield the two words themselves, and between them those with which lines begin; none beyond the text."""
    for number in range(max(start, 0), min(stop, len(words.words)) + 1):
        if (
            number in {0, start, stop, len(words.words)}
            or "\n" in words.text[words.spans[number - 1][1] : words.spans[number][0]]
        ):
            yield number


def may_stand(words: Words, span: tuple[int, int], known: Fingerprint, cuts: Sequence[Cut]) -> bool:
    """Whether words may stand at a place of a licence, or be missing there, and the text still be that licence.

    Parameters
    ----------
    words : Words
        The text.
    span : tuple of int
        The words, from one to before another.
    known : Fingerprint
        The licence.
    cuts : sequence of Cut
        The cuts of the licence at this place.
    """
    # a longer form of a title, and a notice that goes on otherwise, have the licence's own words in them, and are one
    kinds = {cut.kind for cut in cuts if cut.start < cut.stop}
    return any(_fits(words, span, known, cuts, kept) for kept in ("", *(kinds & {"title", "notice"})))


def _fits(words: Words, span: tuple[int, int], known: Fingerprint, cuts: Sequence[Cut], kept: str) -> bool:
    """Whether words are what may stand at cuts, where the licence's own words at cuts of one kind are not taken out first."""
    pieces = [span]
    wanted = {"blank": 0, "title": 0, "address": 0, "choice": 0}
    for cut in cuts:
        pieces, held = _without(words, pieces, cut) if cut.kind != kept else (pieces, False)
        if cut.kind in wanted and not held:
            wanted[cut.kind] += 1
    for start, stop in pieces:
        if start == stop:
            continue
        rest = words.raw(start, stop)
        if wanted["blank"] and is_name(rest):  # before notices are taken out: COPYRIGHT OWNER may begin one
            wanted["blank"] -= 1
            continue
        apart = not start or begins_apart(rest)
        for begin, end in reversed([*notices(rest)]):
            rest = rest[:begin] + "\n" + rest[end:]
        if EMPTY.fullmatch(rest):
            continue
        if wanted["blank"] and is_name(rest):
            wanted["blank"] -= 1
        elif not _may_be(rest, known, cuts, apart=apart):
            return False
        elif not _NUMBER.fullmatch(rest) and is_named(rest):
            wanted["title"] = 0
    return not any(wanted.values())


def _without(words: Words, pieces: list[tuple[int, int]], cut: Cut) -> tuple[list[tuple[int, int]], bool]:
    """Return what is left of passages when the licence's own words of a cut are taken out, and whether they were there."""
    length = cut.stop - cut.start
    if not length and not cut.others:
        return pieces, True
    for number, (start, stop) in enumerate(pieces):
        for begin in range(start, stop):
            end = _held(words, begin, stop, cut)
            if end:
                return [*pieces[:number], (start, begin), (end, stop), *pieces[number + 1 :]], True
    return pieces, "" in cut.others or not length


def _held(words: Words, begin: int, stop: int, cut: Cut) -> int:
    """Return where the words of a cut end that begin at a word, its own or others that may stand there; 0 if none do."""
    length = cut.stop - cut.start
    if length and (
        end := _said_at(words, begin, stop, length, cut.brief, BROKEN if cut.kind in {"address", "choice"} else 1)
    ):
        return end
    for other in filter(None, cut.others):
        before, _, behind = other.partition("~")
        end = _side_at(words, begin, stop, before)
        if end and "~" in other:
            # between them stands a name, and nothing but a name
            ends = (
                _side_at(words, place, stop, behind) for place in range(end + 1, stop) if is_name(words.raw(end, place))
            )
            end = next(filter(None, ends), 0)
        if end:
            return end
    return 0


def _side_at(words: Words, begin: int, stop: int, side: str) -> int:
    length, _, known = side.partition(".")
    return _said_at(words, begin, stop, int(length), known, BROKEN)


def _said_at(words: Words, begin: int, stop: int, length: int, known: str, broken: int) -> int:
    """Return where so many words end that have a digest, or a few more if wrapping may have broken some; 0 if it is not theirs."""
    ends = range(begin + length, min(begin + length + broken, stop + 1))
    return next((end for end in ends if brief(words.words[begin:end]) == known), 0)


def _may_be(rest: str, known: Fingerprint, cuts: Sequence[Cut], *, apart: bool) -> bool:
    """Whether words are a number before a paragraph, or what may head the licence."""
    if any(cut.kind == "item" and cut.start == cut.stop for cut in cuts) and _NUMBER.fullmatch(rest):
        return True
    if not any(cut.start == 0 or cut.kind == "title" or cut.stop == known.words for cut in cuts) and cuts:
        return False
    return may_head(rest, known, top=apart and any(cut.start == 0 for cut in cuts))
