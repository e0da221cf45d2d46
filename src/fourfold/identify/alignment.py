"""Licence texts that a text is near: laid side by side with it, word by word, with what differs on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from fourfold.identify.fingerprint import SEED, Fingerprint, fingerprints
from fourfold.identify.verbatim import may_stand
from fourfold.identify.words import RUN, Words

GRAM = 4
"""Marks that are compared as one: with fewer, too many places look alike by chance."""
SURE = 6
"""Marks in a row that are no chance wherever they stand."""
CLOSE = 12
"""Words between two rows of marks up to which fewer than :data:`SURE` are no chance either."""
WORTH = 0.7
"""What a licence has to promise, against the most promising, to be laid side by side with a text."""
TRIED = 6
"""Licences that are laid side by side with a text, of those whose seeds promise most."""

Gap = tuple[tuple[int, int], tuple[int, int]]
"""A passage of a text and what stands in its place in a licence; one of the two may be empty."""


@dataclass(frozen=True, slots=True)
class Near:
    """A licence and a text side by side."""

    print: Fingerprint
    start: int
    stop: int
    """The part of the text in which words of the licence stand."""
    begin: int
    """The first word of the licence that stands in the text."""
    alike: int
    """Words of the text that are the licence's."""
    foreign: tuple[tuple[int, int], ...]
    """Passages between them that are not, by the text's words."""
    lacking: tuple[tuple[int, int], ...]
    """Passages of the licence that the text does not have, by the licence's words."""

    @property
    def lacks(self) -> int:
        """How many words of the licence are missing (int)."""
        return sum(stop - start for start, stop in self.lacking)

    @property
    def density(self) -> float:
        """The share of the part of the text that is the licence's words (float)."""
        return self.alike / (self.stop - self.start)

    @property
    def coverage(self) -> float:
        """The share of the licence that stands in the text (float)."""
        return self.alike / (self.alike + self.lacks) if self.alike else 0.0

    @property
    def applies(self) -> bool:
        """Whether it is the notice by which the licence is applied, as the licence's own appendix words it (bool)."""
        return bool(self.print.tails) and self.begin >= self.print.tails[0][0]

    def likeness(self, words: int) -> float:
        """Return the share of all words, the text's (so many) and the licence's, that both have."""
        return min(1.0, self.alike / (words + self.lacks)) if self.alike else 0.0


def nearest(words: Words, start: int, stop: int) -> list[Near]:
    """Return the licences that a passage of a text is nearest to, laid side by side with it.

    Parameters
    ----------
    words : Words
        The text.
    start, stop : int
        The passage, from one word to before another.
    """
    marks = words.marks[start : max(start, stop - RUN + 1)]
    where: dict[str, list[int]] = {}
    for place in range(len(marks) - SEED + 1):
        where.setdefault(marks[place : place + SEED], []).append(start + place)
    out = []
    for known in _promising(where.keys(), stop - start):
        places = sorted(place for seed in known.seeds & where.keys() for place in where[seed])
        begin, end = _window(places, known)
        near = side_by_side(words, max(start, begin), min(stop, end), known)
        out += [near] if near else []
    return out


def _promising(seeds: AbstractSet[str], length: int) -> list[Fingerprint]:
    """Return the licences whose seeds stand in a passage of so many words: those most like it, and those that it has most of."""
    likeness: dict[str, float] = {}
    coverage: dict[str, float] = {}
    common: dict[str, float] = {}
    prints = fingerprints()
    index = _by_seed(prints)
    for name, shared in Counter(name for seed in seeds if seed in index for name in index[seed]).items():
        known = prints[name]
        if shared >= min(2, len(known.seeds)):
            common[known.id] = shared
            coverage[known.id] = shared / len(known.seeds)
            alike = coverage[known.id] * known.words
            likeness[known.id] = alike / max(1.0, length + known.words - alike)
    chosen: dict[str, None] = {}
    for promise in (likeness, coverage, common):
        best = sorted(promise, key=lambda name: (-promise[name], name))[:TRIED]
        chosen.update(dict.fromkeys(name for name in best if promise[name] >= WORTH * promise[best[0]]))
    return [prints[name] for name in chosen]


_indexed: dict[int, tuple[Mapping[str, Fingerprint], Mapping[str, Sequence[str]]]] = {}
"""The licences by their seeds, made once, with those that they were made of."""


def _by_seed(prints: Mapping[str, Fingerprint]) -> Mapping[str, Sequence[str]]:
    held = _indexed.get(id(prints))
    if held is not None:
        return held[1]
    index: dict[str, list[str]] = {}
    for known in prints.values():
        for seed in known.seeds:
            index.setdefault(seed, []).append(known.id)
    _indexed[id(prints)] = prints, index
    return index


def _window(places: Sequence[int], known: Fingerprint) -> tuple[int, int]:
    """Return the passage, little longer than the licence, in which most of its seeds stand."""
    width = known.words + known.words // 4 + RUN * SEED
    first = most = best = 0
    for number, place in enumerate(places):
        while places[first] < place - width:
            first += 1
        if number - first >= most:
            best, most = first, number - first
    return places[best] - width // 2, places[best + most] + width // 2


def side_by_side(words: Words, start: int, stop: int, known: Fingerprint) -> Near | None:
    """Lay a licence beside a passage of a text; none if no row of marks is in both."""
    ours, theirs = words.marks[start : max(start, stop - RUN + 1)], known.marks
    rows = list(_rows(ours, theirs))
    if not rows:
        return None
    # A row of marks tells of all words under it: three more than it has marks.
    gaps, alike, stop_at = _gaps([(start + i, j, length + RUN - 1) for i, j, length in rows], known.words)
    differing = [gap for gap in gaps if not _harmless(words, *gap, known)]
    foreign = tuple(ours for ours, _ in differing if ours[0] < ours[1])
    lacking = tuple(part for _, theirs in differing for part in _weighty(known, *theirs))
    if not foreign and not lacking:
        # Only such things differ as copies differ in, and yet it is not a copy: all that differs is told.
        foreign = tuple(ours for ours, _ in gaps if ours[0] < ours[1])
        lacking = tuple(theirs for _, theirs in gaps if theirs[0] < theirs[1])
    return Near(known, start + rows[0][0], stop_at, rows[0][1], alike, foreign, lacking)


def _gaps(blocks: Sequence[tuple[int, int, int]], known_words: int) -> tuple[list[Gap], int, int]:
    """Return the passages between blocks of equal words, in the text and in the licence; the words in blocks; where they end."""
    gaps: list[Gap] = []
    alike = 0
    text_end, known_end = blocks[0][0], 0
    for number, (text_begin, known_begin, length) in enumerate(blocks):
        over = max(0, text_end - text_begin, known_end - known_begin)
        if length <= over:
            continue
        text_begin, known_begin, length = text_begin + over, known_begin + over, length - over
        if number and (text_begin, known_begin) == (text_end, known_end):
            # Something differs, but the marks at its edges agree by chance: it is one of the two words beside.
            gaps.append(((text_end - 1, text_begin + 1), (known_end - 1, known_begin + 1)))
        elif (text_begin, known_begin) != (text_end, known_end):
            gaps.append(((text_end, text_begin), (known_end, known_begin)))
        alike += length
        text_end, known_end = text_begin + length, known_begin + length
    if known_end < known_words:
        gaps.append(((text_end, text_end), (known_end, known_words)))
    return gaps, alike, text_end


def _rows(ours: str, theirs: str) -> Iterator[tuple[int, int, int]]:
    """Yield rows of marks that both have, in the order of both: where they begin in each, and their length."""
    ours_grams, theirs_grams = ([marks[i : i + GRAM] for i in range(len(marks) - GRAM + 1)] for marks in (ours, theirs))
    matcher = SequenceMatcher(None, ours_grams, theirs_grams, autojunk=False)
    end_ours = end_theirs = 0
    for i, j, size in matcher.get_matching_blocks():
        if not size:
            continue
        length = size + GRAM - 1
        while i > end_ours and j > end_theirs and ours[i - 1] == theirs[j - 1]:
            i, j, length = i - 1, j - 1, length + 1
        while i + length < len(ours) and j + length < len(theirs) and ours[i + length] == theirs[j + length]:
            length += 1
        apart = max(i - end_ours, j - end_theirs)
        if length >= SURE or apart <= CLOSE:
            yield i, j, length
            end_ours, end_theirs = i + length, j + length


def _harmless(words: Words, ours: tuple[int, int], theirs: tuple[int, int], known: Fingerprint) -> bool:
    """Whether two passages differ only as copies of one licence do."""
    for cut in known.cuts:
        # a name or a wording of which a part is the licence's own: what stands at the whole place is looked at
        if (
            cut.kind in {"blank", "choice"}
            and cut.start <= theirs[0]
            and theirs[1] <= cut.stop
            and cut.start < cut.stop
        ):
            place = ours[0] - (theirs[0] - cut.start), ours[1] + cut.stop - theirs[1]
            return 0 <= place[0] <= place[1] <= len(words.words) and may_stand(words, place, known, (cut,))
    cuts = known.between(theirs[0] - 1, theirs[1] + 1)
    return bool(cuts) and not _weighty(known, *theirs) and may_stand(words, ours, known, cuts)


def _weighty(known: Fingerprint, start: int, stop: int) -> list[tuple[int, int]]:
    """Return what of a passage of a licence may not be missing; one word beside a cut may be the marks' chance."""
    may_go = [
        cut for cut in known.between(start - 1, stop + 1) if cut.kind in {"notice", "item"} and cut.start < cut.stop
    ]
    if not may_go:
        return [(start, stop)] if start < stop else []
    edges = [start, *(edge for cut in may_go for edge in (cut.start, cut.stop)), stop]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 1]
