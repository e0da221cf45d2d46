"""Copyright notices in a text: whose they are is no part of a licence, so copies of one licence differ in them.

A notice is recognised by its form: a sign of copyright, years, and a name. A name is written with capital letters, is short, and
holds none of the words by which terms are given (may, not, only, use …): *Copyright 2024 Example Ltd.* is a notice,
*Copyright 2024 Example Ltd., for evaluation only* is a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 30
"""Words of one notice behind its years, an address included."""
PLAIN = 2
"""Words of a name that may begin with a small letter, such as ``bilibili``, beyond those of :data:`_JOINING`."""

_BEFORE = (
    r"(?:\b(?:portions|parts)\s+(?:are\s+)?|\b(?:license\s+)?text\s+(?:is\s+)?"
    # what of the work is whose, as those write it who took a work over
    r"|\b(?:original\s+(?:code|project|version|work)|modifications|changes|additions|[a-z]+\s+port|port\s+to\s+[a-z]+)[\s:,-]+)?"
)
_YEAR = r"(?:(?:19|20)\d\d|19[xy]{2}|y{4}|[<\[{(]\W?(?:year|yyyy|date)[^<>\[\]{}()]{0,30}[>\]})])"
_YEARS = rf"(?:{_YEAR}(?:\s*(?:[-,;–—]|\bto\b|\band\b)\s*(?:{_YEAR}|\d{{1,2}}\b|present\b|now\b))*\s*[-,;.:–—]?)"
_MARK = r"(?:\(c\)|©)"
_START = re.compile(
    # The word with the sign, either with years or a blank for them, or the word before a name with a capital letter.
    rf"{_BEFORE}(?:\bcopyright(?:ed)?[\s:]*{_MARK}|{_MARK}[\s:]*copyright\b)[\s:]*(?:by\s+)?{_YEARS}?"
    rf"|{_BEFORE}(?:\bcopyright(?:ed)?\b|{_MARK})[\s:]*(?:by\s+)?{_YEARS}(?:\s*{_MARK})?"
    rf"|©(?=\s*(?-i:[A-Z]))|{_BEFORE}\b(?-i:Copyright|COPYRIGHT)\b[\s:]*(?:by\s+)?(?=(?-i:[A-Z<\[{{]))"
    # a firm that writes itself small
    r"|\b(?-i:Copyright)\s+(?=\w+,?\s+(?-i:Inc|Ltd|LLC|GmbH|Corp)\b)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(<[^<>]{1,40}>|\[[^\[\]]{1,40}\]|\S+)")
_RIGHTS = re.compile(r"(?:[\s,.;]*\b(?:a|et\s+al)\b)?[\s,.;]*\ball\s+rights\s+reserved\b\.?", re.IGNORECASE)
_BLANK = re.compile(r"<[^<>]{1,80}>|\[[^\[\]]{1,80}\]|\{[^{}]{1,80}\}")
_JOINING = frozenset(
    [
        "a",
        "al",
        "an",
        "and",
        "by",
        "da",
        "de",
        "del",
        "der",
        "des",
        "di",
        "du",
        "et",
        "for",
        "in",
        "its",
        "la",
        "le",
        "of",
        "on",
        "or",
        "the",
        "to",
        "van",
        "von",
        "your",
    ]
)
_PERSONS = frozenset(
    [
        "author",
        "authors",
        "co",
        "contributor",
        "contributors",
        "developers",
        "file",
        "holder",
        "holders",
        "members",
        "name",
        "others",
        "owner",
        "owners",
        "project",
        "respective",
        "see",
        "team",
        "year",
        "years",
    ]
)
_KNOWN = _JOINING | _PERSONS
_TERMS = re.compile(
    r"(?:be|is|are|was|were|has|have|had|do|does|may|must|shall|will|should|can|cannot|could|would|not|no|non|nor|"
    r"never|only|solely|unless|except|without|if|when|where|any|each|every|you|we|they|their|it|this|that|these|those|use|"
    r"used|uses|using|commercial|noncommercial|evaluation|purposes?|permitted|permissions?|prohibited|allowed|"
    r"forbidden|requires?|required|restricted|restrictions?|licen[sc]ed?|licen[sc]es|sublicen[sc]e|terms?|conditions?|"
    r"grants?|granted|fee|pay|paid|payment|provided|subject|under|from|as|redistributions?|distribution|warranty|"
    r"warranties|copyright|\(c\))\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?i)\b(?:any(?:body|one)|compan(?:y|ies)|every(?:body|one)|less|more|nobody|none|persons?|some(?:body|one)|than|those|users?|"
    r"who\w*|with)\b(?!-)"
)
"""Words by which it is told whom a term is for, and which no holder is called."""
_GIVEN = re.compile(r"(?:Will|May|Grant)(?=\s+([A-Z][\w'’.-]*))")
"""Names of persons that are words of terms as well."""
_AIMED = re.compile(r"\s+(?:the\s+)?[a-z]")
"""What follows a *for* that is no part of a name: *for students*."""
_HANDLE = re.compile(r"\(\w+[-_][\w-]+\)")
"""What a holder calls the work, in brackets behind the name: *(python-example)*."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{5,}[\"”’')]*[.;]$")


def notices(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the copyright notices of a text begin and end, as far as their form shows it.

    Parameters
    ----------
    text : str
        A passage, capital letters and punctuation kept.

    Examples
    --------
    >>> text = "(c) 2019-2024 Jane Doe and others. All rights reserved. You may not use it."
    >>> [text[a:b] for a, b in notices(text)]
    ['(c) 2019-2024 Jane Doe and others. All rights reserved.']
    """
    end = 0
    while match := _START.search(text, end):
        end = max(_name_ends(text, match.end()), match.end())
        if rights := _RIGHTS.match(text, end):
            end = rights.end()
        yield match.start(), end


def own_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the notices that have lines of their own."""
    for begin, end in notices(text):
        first, last = text.rfind("\n", 0, begin) + 1, text.find("\n", end)
        around = text[first:begin] + text[end : last if last >= 0 else len(text)]
        if not re.search(r"[^\W_]", around):
            yield begin, end


def is_name(text: str) -> bool:
    """Whether a passage can be the name of a holder, as it is filled in for a blank."""
    plain = re.sub(r"(?i)\bcopyright\s+(?=holder|owner)", "", text.strip(" \t\n\"'“”‘’.,;:<>[]{}()*#/-"))
    # the passage may be all in capital letters, which then tell no name
    return bool(plain) and not _NOBODY.search(plain) and _name_ends(plain, 0) == len(plain)


def is_term(word: str) -> bool:
    """Whether a word is one of those by which terms are given."""
    return _TERMS.match(word) is not None


def blanks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a form leaves a name, a year or a title to be filled in."""
    for match in _BLANK.finditer(text):
        yield match.span()


def _name_ends(text: str, start: int) -> int:
    """Return where the name ends that begins at a place; the place itself if none does."""
    end, plain = start, 0
    for number, match in enumerate(_PART.finditer(text, start, start + 600)):
        word = match[1]
        core = re.sub(r"(?i)^copyright (?=holder|owner)", "", word.strip("\"'“”‘’.,;:<>[]{}()*#/&-"))
        aimed = core == "for" and _AIMED.match(text, match.end())
        ended = number and "\n\n" in re.sub(r"[^\S\n]", "", match[0])
        is_term = _TERMS.match(core) and not _is_given(text, match.start(1))
        if ended or aimed or number >= LONGEST or is_term or _START.match(text, match.start(1)):
            break
        if core.lower() == "all" and _RIGHTS.match(text, match.start()):
            break
        if core.lower() in _JOINING:
            continue
        plain += sum(
            part[0].islower() and part not in _KNOWN and not re.search(r"[.@/]|\d", part)
            for part in core.split()
            if not _HANDLE.match(word)
        )
        if plain > PLAIN:
            break
        end = match.end()
        if _SENTENCE_ENDS.search(word):
            break
    return end


def _is_given(text: str, start: int) -> bool:
    """Whether a word is a person's first name: a surname follows it."""
    found = _GIVEN.match(text, start)
    return found is not None and not _TERMS.match(found[1])
