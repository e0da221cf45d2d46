"""A licence's name, and an address or a short text that stands beside it: which of the two counts, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fourfold.catalogue import catalogue
from fourfold.expression import Atom, Expression, atoms, parse
from fourfold.spelling import fold

_NOTHING = frozenset({"", "NOASSERTION", "UNKNOWN", "OTHER"})
_CALLED = re.compile(r"(?i)declared licen[sc]e (?:of|file)\b.*", re.DOTALL)
"""Names that a generator makes up for what has none."""
_OPERATOR = re.compile(r"(?i)\s(?:and|or|with)\s")
_SAYS_NOTHING = frozenset(
    ["a", "and", "approved", "at", "declared", "file", "https", "http", "its", "licence", "licences", "license", "licenses", "of", "osi", "see",
     "software", "terms", "text", "the", "under", "url"]
)  # fmt: skip
"""Words that no licence is told by."""


def is_empty(name: str) -> bool:
    """Whether a name says nothing of a licence, because a generator made it up or it asserts nothing.

    Examples
    --------
    >>> is_empty("declared license of 'thing'"), is_empty("License"), is_empty("Our licence")
    (True, True, False)
    """
    return name.strip().upper() in _NOTHING or bool(_CALLED.fullmatch(name.strip())) or not _own(name, ())


def is_told(words: str) -> bool:
    """Whether words or an address are known to mean a licence, or one of several."""
    return _meaning(words.strip()) is not None


def is_open(words: str) -> bool:
    """Whether words or an address are known to mean a licence, and leave open which version, or whether later ones may be chosen."""
    meant = _meaning(words.strip())
    return meant is not None and any(atom.ambiguous for atom in atoms(meant))


@lru_cache(maxsize=4096)
def counting(name: str, other: str) -> tuple[str, ...]:
    """Return which words count: the name, what stands beside it, or both where they do not say the same.

    Parameters
    ----------
    name : str
        What the licence is called; may be empty.
    other : str
        An address, or what stands in the place of its text.

    Returns
    -------
    tuple of str
        What stands beside the name counts alone where the name leaves open what it says, and says nothing else.

    Examples
    --------
    >>> counting("License", "https://opensource.org/licenses/MIT")
    ('https://opensource.org/licenses/MIT',)
    >>> counting("MIT", "https://www.gnu.org/licenses/agpl-3.0.txt")
    ('MIT', 'https://www.gnu.org/licenses/agpl-3.0.txt')
    >>> counting("Our own", "https://acme.example/terms")
    ('Our own',)
    """
    if is_empty(name):
        return (other,)
    meant = _meaning(other.strip())
    if meant is None:
        return (name,)
    called = parse(name)
    if all(atom.known or atom.ambiguous for atom in atoms(called)):
        mine, theirs = _licenses(called), [_plain(atom) for atom in atoms(meant)]
        if not all(mine & part for part in theirs):
            return (name, other)
        narrower = isinstance(called, Atom) and called.ambiguous and frozenset[str]().union(*theirs) < mine
        return (other,) if narrower else (name,)
    return (name, other) if _own(name, _named(meant)) else (other,)


def within(words: str, others: Iterable[str]) -> bool:
    """Whether words say nothing but what others say as well; those that are not known to mean a licence do not.

    Examples
    --------
    >>> within("MIT", ["MIT OR Apache-2.0"]), within("MIT AND ISC", ["MIT"]), within("Our licence", ["MIT"])
    (True, False, False)
    """
    meant = _meaning(words.strip())
    if meant is None:
        return False
    held = set[str]().union(*(_licenses(there) for other in others if (there := _meaning(other.strip())) is not None))
    return all(_plain(atom) & held for atom in atoms(meant))


def id_of(words: str) -> str:
    """Return the id of the one licence that words or an address mean, as an expression takes it; empty if there is no such.

    Examples
    --------
    >>> id_of("https://www.gnu.org/licenses/gpl-3.0.txt"), id_of("BSD")
    ('GPL-3.0', '')
    """
    meant = _meaning(words.strip())
    if not isinstance(meant, Atom) or meant.exception:
        return ""
    names = _plain(meant) if meant.ambiguous else {meant.license}
    return names.pop() if len(names) == 1 else ""


@lru_cache(maxsize=4096)
def _meaning(words: str) -> Expression | None:
    """Return what words are known to mean; the nearest names are not looked for, which takes a hundred times as long."""
    plain = words.startswith(("http://", "https://")) or not _OPERATOR.search(words)
    if not words or (plain and catalogue().meaning(words) is None):
        return None
    meant = parse(words)
    return meant if all(atom.known or atom.ambiguous for atom in atoms(meant)) else None


def _plain(atom: Atom) -> set[str]:
    """Return the licences that an atom may mean, whether or not later versions may be chosen."""
    names = atom.candidates if atom.ambiguous else (atom.license,)
    return {name.removesuffix("-only").removesuffix("-or-later") for name in names}


def _licenses(expression: Expression) -> set[str]:
    return set[str]().union(*map(_plain, atoms(expression)))


def _named(expression: Expression) -> Iterator[str]:
    """Yield all names of the licences that an expression may mean."""
    for atom in atoms(expression):
        for license_id in atom.candidates if atom.ambiguous else (atom.license,):
            licence = catalogue().get(license_id)
            yield license_id
            if licence is not None:
                yield from (licence.name, *licence.aliases, *licence.hub)


def _own(name: str, names: Iterator[str] | tuple[()]) -> set[str]:
    """Return the words of a name that none of some names has."""
    words = set(fold(name).split("-")) - _SAYS_NOTHING
    for known in names if words else ():
        words.difference_update(fold(known).split("-"))
    return words - {""}
