"""A text as it is compared: its words, and the marks that runs of words leave.

Wrapping, quotation marks, dashes, entities, tags, headings, bullets, comment signs and letters' case make no difference here;
words, numbers, amounts and addresses do.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b, sha256
from itertools import islice, pairwise

RUN = 4
"""Words under one mark."""
BITS = 4
"""Bits of one mark, which is written as one hexadecimal digit."""

_TAGS = "a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|h[1-6]|head|hr|html|i|ins|li|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|title|tr|tt|u|ul"
_TOKEN = re.compile(
    # What is not counted: tags, how an address begins, and the sign that only repeats the word copyright.
    rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|https?://(?:www\.)?|\bwww\.|(?<=copyright)[\W_]*?(?:\(c\)|©)"
    # What is: a letter of a script without spaces, an amount's sign, a run of letters and digits.
    r"|([\u3040-\u30ff\u3400-\u9fff]|[$€£¥](?=\s?\d)|(?<=\d)%|©|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_])+)",
    re.IGNORECASE,
)
_SKIPPED = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|https?://(?:www\.)?", re.IGNORECASE)
_DIVIDED = re.compile(r"(?<=[a-zA-Z])-(\n)[ \t]*([a-zA-Z]+)")
_PREFIX = re.compile(r"^[^\S\n]*(?:(?:[#*;>%|!]+|//+!?|/\*+|\*+/|--+)(?:[^\S\n]+|$))+", re.MULTILINE)
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
        return _SKIPPED.sub(" ", self.text[begin:end])

    def passage(self, start: int, stop: int) -> str:
        """Return the same passage on one line, with the signs that touch its first and its last word and no other."""
        begin, end = self.spans[start][0], self.spans[stop - 1][1]
        before = re.search(r"(?:\A|\s)(\S*)\Z", self.text[self.spans[start - 1][1] if start else 0 : begin])
        behind = re.match(r"\S*(?=\s|\Z)", self.text[end : self.spans[stop][0] if stop < len(self.spans) else None])
        return " ".join(f"{before[1] if before else ''}{self.text[begin:end]}{behind[0] if behind else ''}".split())

    def line(self, word: int) -> int:
        """Return the line on which a word stands, counted from 1."""
        return self.text.count("\n", 0, self.spans[word][0]) + 1


def read_words(text: str) -> Words:
    r"""Read a text as words.

    Parameters
    ----------
    text : str
        The text, however it is wrapped, quoted, marked up or commented out.

    Examples
    --------
    >>> read_words("// Copyright &copy; 2024 “Jane”\n// and **others**").words
    ('copyright', '2024', 'jane', 'and', 'others')
    """
    return _split(made_plain(_bare(text)))


def read_mended(text: str) -> Words:
    """Read a text after putting the words together again that wrapping at a fixed width broke, as it does with long addresses."""
    return _split(made_plain(_mended(_bare(text))))


def read_joined(text: str) -> Words | None:
    """Read a text after putting the words together again that hyphens divide at the ends of lines; none if there are no such."""
    bare = _bare(text)
    # The breaks that are taken out are given back behind the word, so that the count of lines stays as it is.
    joined = _DIVIDED.sub(lambda match: match[2] + match[1], bare)
    return _split(made_plain(joined)) if joined != bare else None


def made_plain(text: str) -> str:
    """Return a text with typographic forms of letters made plain and what is not seen taken out."""
    plain = _unescaped(text)
    return plain if plain.isascii() else unicodedata.normalize("NFKC", plain.translate(_INVISIBLE))


def without(words: Words, passages: Sequence[tuple[int, int]]) -> Words:
    """Return a text without passages, which are given by their places; its lines and places stay as they are."""
    plain = words.text
    for begin, end in passages:
        plain = plain[:begin] + re.sub(r"\S", " ", plain[begin:end]) + plain[end:]
    return _split(plain)


def _bare(text: str) -> str:
    """Return a text without the signs before its lines that quote it, list it or comment it out."""
    plain = _unescaped(text)
    return _PREFIX.sub(lambda match: " " * len(match[0]), plain)


def _unescaped(text: str) -> str:
    return html.unescape(text).replace("\r\n", "\n").replace("\r", "\n")


def _split(plain: str) -> Words:
    found = [match for match in _TOKEN.finditer(plain) if match[1]]
    return Words(plain, tuple(_fold(match[1]) for match in found), tuple(match.span(1) for match in found))


def _mended(plain: str) -> str:
    """Return a text with broken words made whole.

    A line that is as long as any, and ends in the middle of what would not have fitted on it, is such a place.
    """
    lines = plain.split("\n")
    width = max(map(len, lines))
    whole, owed = [lines[0]], 0
    for number, (line, following) in enumerate(pairwise(lines), 1):
        begins = following.lstrip(" \t")
        indent = len(following) - len(begins)
        last = len(line) - 1 - max(line.rfind(" "), line.rfind("\t"))
        if len(line) == width and not begins.startswith("http") and last + _run(lines, number, width) > width - indent:
            whole.append(begins)
            owed += 1
        else:
            # The breaks that were taken out are given back here, so that the count of lines stays as it is.
            whole.append("\n" * (1 + owed) + following)
            owed = 0
    return "".join(whole)


def _run(lines: Sequence[str], number: int, enough: int) -> int:
    """Return how long what a line begins with is, up to a blank; behind a hyphen it may go on in the next line."""
    length = 0
    for line in islice(lines, number, None):
        begins = re.match(r"[ \t]*([^ \t]*)", line)
        part = begins[1] if begins else ""
        length += len(part)
        if length > enough or not part.endswith("-") or line.strip(" \t") != part:
            break
    return length


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
