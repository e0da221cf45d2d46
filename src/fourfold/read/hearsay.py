"""What stands in the place of a licence's text and is none: a name, a remark, a sentence that says which licence it is."""

from __future__ import annotations

import re

MOST = 60
"""Words from which a text is not taken for a sentence about a licence."""
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]")
_LICENCE = re.compile(r"licen[cs]", re.IGNORECASE)
_OTHER = re.compile(r"\b(?!SPDX\b|RPM\b|URL\b)[A-Z][A-Za-z]*[A-Z]")
"""What may be the name of another licence."""
_TERMS = re.compile(
    r"\b(?:may|must|shall|should|can|cannot|could|will|only|but|however|except\w*|unless|until|without|than|instead|non\w*"
    r"|not?\b(?! (?:licen[cs]e\b|licensing\b|text\b|found\b|available\b|given\b|known\b|included\b|specified\b|supplied\b))|never"
    r"|formerly|previously|before|similar|based|style|variant|permi\w+|grant\w*|allow\w*|authori[sz]\w*|prohibit\w*|forb[ia]d\w*"
    r"|require[sd]?|requir\w+|condition\w*|restrict\w*|limit\w*|subject|rights?|warrant\w*|liab\w*|modif\w+|chang\w+|add\w*|plus"
    r"|amend\w*|deriv\w*|\w*distribut\w*|cop(?:y|ies|ied|ying)|us(?:e|ed|er|ers|es|ing|age)|sell\w*|sale|commercial\w*|research"
    r"|academic\w*|education\w*|evaluat\w*|internal\w*|personal\w*|private\w*|fees?|pay\w*|royalt\w*|consent|agree\w*)\b",
    re.IGNORECASE,
)
"""Words of which terms are made; a text with none of them demands, grants and withholds nothing."""


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
    """Whether a text holds words of which terms are made, the name of the licence and addresses set aside.

    Examples
    --------
    >>> has_terms("MIT, for research alone", "MIT"), has_terms("see the file LICENSE", "MIT")
    (True, False)
    """
    return bool(_TERMS.search(_ADDRESS.sub(" ", _without(text, name))))


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
