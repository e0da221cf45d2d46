"""What stands in the place of a licence's text and is none: a name, a remark, a sentence that says which licence it is."""

from __future__ import annotations

import re

MOST = 60
"""Words from which a text is not taken for a sentence about a licence."""
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]")
_LICENCE = re.compile(r"licen[cs]", re.IGNORECASE)
_OTHER = re.compile(r"\b(?!SPDX\b|RPM\b|URL\b)[A-Z][A-Za-z]*[A-Z]")
"""What may be the name of another licence."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
POINTING = frozenset(
    [
        "a",
        "about",
        "according",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "below",
        "by",
        "can",
        "code",
        "complete",
        "component",
        "contained",
        "copies",
        "copy",
        "copyright",
        "declared",
        "detail",
        "details",
        "detected",
        "distribution",
        "document",
        "documentation",
        "each",
        "file",
        "files",
        "folder",
        "following",
        "for",
        "found",
        "from",
        "full",
        "given",
        "has",
        "have",
        "header",
        "headers",
        "here",
        "holder",
        "holders",
        "id",
        "identified",
        "identifier",
        "in",
        "included",
        "info",
        "information",
        "is",
        "it",
        "itself",
        "its",
        "legal",
        "library",
        "licence",
        "licences",
        "license",
        "licensed",
        "licenses",
        "licensing",
        "link",
        "listed",
        "located",
        "metadata",
        "module",
        "more",
        "name",
        "named",
        "names",
        "of",
        "on",
        "or",
        "original",
        "out",
        "own",
        "owner",
        "owners",
        "package",
        "packages",
        "page",
        "program",
        "project",
        "provided",
        "published",
        "read",
        "reads",
        "readme",
        "refer",
        "reference",
        "released",
        "repository",
        "rpm",
        "said",
        "same",
        "says",
        "see",
        "seen",
        "shipped",
        "site",
        "software",
        "source",
        "spdx",
        "stated",
        "states",
        "string",
        "terms",
        "text",
        "that",
        "the",
        "their",
        "them",
        "there",
        "these",
        "they",
        "this",
        "those",
        "title",
        "to",
        "tree",
        "under",
        "upstream",
        "url",
        "version",
        "was",
        "web",
        "website",
        "were",
        "where",
        "which",
        "with",
        "work",
        "you",
        "your",
    ]
)
"""Words by which a text points at a licence; whatever else stands there may limit or add."""
_LACKS = re.compile(
    r"(?i)\b(?:not?|without) (?:a |any |the )?(?:licen[sc]e |licensing )?(?:text )?(?:is |was )?"
    r"(?:licen[sc]e|text|found|available|given|known|included|specified|supplied|provided)\b"
)
"""That a text is not there limits nothing."""


def tells(text: str, name: str) -> bool:
    """Whether a text does nothing but say that a licence is the one of that name.

    Parameters
    ----------
    text : str
        The text, in words that are no known licence's.
    name : str
        What the document calls the licence.

    Examples
    --------
    >>> tells("According to the package the license is: ASL 2.0. See its own files for all that it says of itself.", "ASL 2.0")
    True
    """
    if not name or len(text.split(maxsplit=MOST)) > MOST:
        return False
    rest = _without(text, name)
    if rest == _without(text, "") or name.lower() in rest.lower() or not rest.isascii():
        return False
    return len(_LICENCE.findall(rest)) == 1 and not _OTHER.search(rest) and not has_terms(rest, "")


def has_terms(text: str, name: str) -> bool:
    """Whether a text may hold terms: words beyond those by which a licence is pointed at, its name and addresses set aside.

    Examples
    --------
    >>> has_terms("MIT, for research alone", "MIT"), has_terms("see the file LICENSE", "MIT"), has_terms("MIT, nur zur Lehre", "MIT")
    (True, False, True)
    """
    rest = _LACKS.sub(" ", _ADDRESS.sub(" ", _without(text, name)))
    return any(word not in POINTING for word in words_of(rest))


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters, without addresses and figures."""
    return [word.lower().replace("’", "'").partition("'")[0] for word in _WORD.findall(_ADDRESS.sub(" ", text))]


def addresses_in(text: str) -> list[str]:
    """Return the addresses that a text names."""
    return _ADDRESS.findall(text)


def _without(text: str, name: str) -> str:
    """Return a text without the name where that stands whole: what is added to it behind may make it another licence."""
    text = " ".join(text.split())
    if not name:
        return text
    whole = rf"(?<![\w-]){re.escape(' '.join(name.split()))}"
    return re.sub(rf"{whole}(?=(?: licen[cs]e)?(?:[.,;:)\]\"'](?!\w)|$))", " ", text, flags=re.IGNORECASE)
