"""What ships of a licence text: not its words, but marks by which its words are known again.

A text is read as words (:class:`Words`), and each run of :data:`RUN` words leaves one *mark* of :data:`BITS` bits. Marks
stand in the text's own order, so two texts can be laid side by side and what differs has a place. A digest of all words
decides whether a text is the licence itself; marks alone never do.

The words cannot be read from the marks. A mark of four bits fits one in sixteen of all words, so each step of a guess leaves
hundreds of words open, and nothing tells a wrong guess from the right one before the whole text is there: only one digest
covers it. Four bits a word are fewer than the words themselves carry.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b, sha256
from itertools import accumulate
from typing import Any

from fourfold.catalogue import data_root
from fourfold.errors import DataError

RUN = 4
"""Words under one mark."""
BITS = 4
"""Bits of one mark, which is written as one hexadecimal digit."""
SEED = 8
"""Marks in a row by which a licence is looked for: 11 words."""
STRIDE = 4
"""One in so many seeds of a licence is kept for the search."""

_TAGS = "a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|h[1-6]|head|hr|html|i|ins|li|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|title|tr|tt|u|ul"
_TOKEN = re.compile(
    # What is not counted: tags, how an address begins, and the sign that only repeats the word copyright.
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|https?://(?:www\.)?|\bwww\.|(?<=copyright)[\W_]*?(?:\(c\)|©)"
    # What is: a letter of a script without spaces, an amount's sign, a run of letters and digits.
    r"|([\u3040-\u30ff\u3400-\u9fff]|[$€£¥](?=\s?\d)|(?<=\d)%|©|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+)",
    re.IGNORECASE,
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")) | {ord("´"): "'", ord("`"): "'"}


@dataclass(frozen=True)
class Words:
    """A text as it is compared: lower-case words without punctuation, and where each stands."""

    text: str
    """The text, with entities resolved and typographic forms of letters made plain."""
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in :attr:`text`."""

    @cached_property
    def marks(self) -> str:
        """The marks of all runs of words (str)."""
        return "".join(map(_mark, zip(*(self.words[i:] for i in range(RUN)), strict=False)))

    def raw(self, start: int, stop: int) -> str:
        """Return the passage from one word to before another, with all that stands around it."""
        begin = self.spans[start - 1][1] if start else 0
        end = self.spans[stop][0] if stop < len(self.spans) else len(self.text)
        return self.text[begin:end]

    def passage(self, start: int, stop: int) -> str:
        """Return the same passage on one line, from its first letter to its last."""
        return " ".join(self.text[self.spans[start][0] : self.spans[stop - 1][1]].split())

    def line(self, word: int) -> int:
        """Return the line on which a word stands, counted from 1."""
        return self.text.count("\n", 0, self.spans[word][0]) + 1


def read_words(text: str) -> Words:
    """Read a text as words.

    Parameters
    ----------
    text : str
        The text, however it is wrapped, quoted, marked up or commented out.

    Examples
    --------
    >>> read_words("// Copyright &copy; 2024 “Jane”\\n// and **others**").words
    ('copyright', '2024', 'jane', 'and', 'others')
    """
    plain = html.unescape(text) if "&" in text else text
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain.translate(_INVISIBLE))
    found = [match for match in _TOKEN.finditer(plain) if match[1]]
    return Words(plain, tuple(_fold(match[1]) for match in found), tuple(match.span(1) for match in found))


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    if word == "©":
        return "c"
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _mark(run: Sequence[str]) -> str:
    return "0123456789abcdef"[blake2b(" ".join(run).encode(), digest_size=1).digest()[0] >> (8 - BITS)]


def digest(words: Sequence[str]) -> str:
    """Return the SHA-256 of words; where one word ends and the next begins is not part of it, since wrapping may cut one."""
    return sha256("".join(words).encode()).hexdigest()


def brief(words: Sequence[str]) -> str:
    """Return eight digits of the digest, for a passage that is no secret: a title, a notice, an address."""
    return digest(words)[:8]


@dataclass(frozen=True, slots=True)
class Cut:
    """A place of a licence text where copies differ and mean the same."""

    start: int
    stop: int
    kind: str
    """``notice`` (a copyright notice), ``title``, ``item`` (a number before a paragraph), ``blank`` (a name to be filled in)
    or ``address`` (which must be there, but may be broken by wrapping)."""
    brief: str = ""
    """:func:`brief` of the words that the licence has there."""


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
    steps: tuple[int, ...] = field(default=(), repr=False)
    """Where the text's own white-space-separated words run ahead of or behind the words compared: pairs of distance and step."""

    @cached_property
    def seeds(self) -> frozenset[str]:
        """Rows of marks by which this text is looked for (frozenset of str)."""
        last = max(1, len(self.marks) - SEED + 1)
        return frozenset(self.marks[i : i + SEED] for i in range(0, last, STRIDE))

    def segments(self, stop: int) -> tuple[tuple[int, int], ...]:
        """Return the passages between the cuts, up to a word."""
        edges = [0, *(edge for cut in self.cuts if cut.start < stop for edge in (cut.start, cut.stop)), stop]
        return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)

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
    family = tuple(fields.pop("family", ()))
    return Fingerprint(id=license_id, cuts=cuts, steps=steps, tails=tails, family=family, **fields)


def _cut(part: str) -> Cut:
    start, length, kind, *known = part.split(":")
    return Cut(int(start), int(start) + int(length), _KINDS[kind], known[0] if known else "")


_KINDS = {kind[0]: kind for kind in ("notice", "title", "item", "blank", "address")}


def pack(made: Fingerprint) -> dict[str, Any]:
    """Return a fingerprint in the form in which it is stored: short strings, nothing that is empty."""
    cuts = (f"{c.start}:{c.stop - c.start}:{c.kind[0]}" + (f":{c.brief}" if c.brief else "") for c in made.cuts)
    fields = {
        "words": made.words,
        "marks": made.marks,
        "digest": made.digest,
        "cuts": " ".join(cuts),
        "tails": [list(tail) for tail in made.tails],
        "family": list(made.family),
        "steps": " ".join(map(str, made.steps)),
    }
    return {name: value for name, value in fields.items() if value}
