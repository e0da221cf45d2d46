"""How people write the names of licences: the form in which names are compared."""

from __future__ import annotations

import re
from collections.abc import Callable

_NOISE = re.compile(r"\b(the|licen[sc]es?|agreement|terms|of|use|version|ver|v(?=\d)|public|international|community)\b")
_SEPARATORS = re.compile(r"[^a-z0-9.+]+")
_GNU = {"": "gpl", "lesser": "lgpl", "library": "lgpl", "affero": "agpl"}
_PHRASES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"^the "), ""),
    (re.compile(r"(?<=\d) ?\+(?!\S)"), " or later"),
    (re.compile(r"\b(?:or|and) (?:any )?(?:later|newer|higher|greater|above)(?: versions?)?\b"), "or later"),
    (
        re.compile(r"\b(?:gnu )?(?:(lesser|library|affero) )?(?:general public(?: licen[sc]e)?|gpl)\b"),
        lambda match: _GNU[match[1] or ""],
    ),
    (re.compile(r"\b(?:gnu )?(?:free documentation(?: licen[sc]e)?|g?fdl)\b"), "gfdl"),
    (re.compile(r"\bgnu (?=[al]gpl\b)"), ""),
    # the text of a Creative Commons licence has a title that does not name them
    (re.compile(r"^(?=attribution\b.* \d\.\d (?:international|unported|generic)$)"), "cc "),
)
"""What stands for one thing in several words, or in words and letters; each is brought to one form."""
_ELEMENTS = (
    (re.compile(r"\b(?:creative commons(?: cc)?|cc)\b"), "cc"),
    (re.compile(r"^cc(?: licen[sc]e)? zero\b"), "cc 0"),
    (re.compile(r"\battribution\b"), "by"),
    (re.compile(r"\bnon ?commercial\b"), "nc"),
    (re.compile(r"\bshare ?alike\b"), "sa"),
    (re.compile(r"\bno ?deriv(?:ative)?s?(?: works?)?\b"), "nd"),
    (re.compile(r"\b(nd|sa) nc\b"), r"nc \1"),
    (re.compile(r"(?<=\d) (?:international|unported|generic|universal)\b"), ""),
)
"""The elements of the Creative Commons licences, in words and in letters."""


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, one dash between words, no trailing ``.0``.

    The names of the GNU and of the Creative Commons licences come out the same in words and in letters. What says more than
    the name, such as the country of a ported licence, stays.

    Examples
    --------
    >>> fold("The Apache License, Version 2.0")
    'apache-2'
    >>> fold("cc by nc 4.0")
    'cc-by-nc-4'
    >>> fold("GNU Lesser General Public License v2.1 or later"), fold("LGPLv2.1+")
    ('lgpl-2.1-or-later', 'lgpl-2.1-or-later')
    """
    text = re.sub(r"(?<!\d)([-_/ v]\d)[-_](\d)$", r"\1.\2", name.strip().lower())
    text = _SEPARATORS.sub(" ", text.replace("++", "-plusplus-")).strip()
    text = re.sub(r"(?:\bv(?:er(?:sion)?)?\.?\s*|(?<=[a-z])v)(?=\d)", " ", text)
    text = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", text)
    for pattern, form in _PHRASES:
        text = pattern.sub(form, text)
    if re.match(r"cc\b|creative commons\b", text):
        for pattern, form in _ELEMENTS:
            text = pattern.sub(form, text)
    kept = _NOISE.sub(" ", text)
    words = (kept if kept.strip() else text).split()
    return "-".join(filter(None, (re.sub(r"(\.0)+$", "", word.strip(".")) for word in words)))
