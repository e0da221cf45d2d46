"""The names that look like one which nobody knows: what a report shows as the nearest, and never takes for an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

MOST = 6
"""Licences that are shown."""
_LOCAL = re.compile(r"^licenseref-(scancode-)?")
"""What ids begin with that stand on no list: it says nothing of the licence."""
_COMMON = frozenset(
    ["academic", "commercial", "free", "model", "new", "non", "noncommercial", "only", "open", "research", "software"]
)
"""Words that the names of licences share which have nothing else in common."""


class Nearby:
    """Finds the names of a catalogue that look like another.

    Parameters
    ----------
    names : mapping of str to sequence of str
        Folded names (:func:`~fourfold.spelling.fold`), each with the ids that it means.
    """

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._plain: dict[bool, dict[str, str]] = {}

    def to(self, key: str) -> tuple[str, ...]:
        """Return ids whose names look like a folded one, best first; none that says the opposite, or has only common words with it.

        Parameters
        ----------
        key : str
            The folded name.
        """
        from difflib import get_close_matches

        bare = _LOCAL.sub("", key)
        if len(bare) < 3 or _COMMON.issuperset(bare.split("-")):
            return ()
        same = self._alike(_denies(key))
        close = get_close_matches(bare, list(dict.fromkeys(same.values())), n=4, cutoff=0.72)
        names = [known for plain in close for known, other in same.items() if other == plain]
        first = bare.partition("-")[0]
        if first not in _COMMON:
            led = {known: _leading(plain, bare) for known, plain in same.items() if plain.partition("-")[0] == first}
            most = max(led.values(), default=0)
            names += [known for known, words in led.items() if words == most]
        return tuple(dict.fromkeys(license_id for known in names for license_id in self._names[known]))[:MOST]

    def _alike(self, denying: bool) -> Mapping[str, str]:  # noqa: FBT001  one of two tables
        """Return the names that say what something is, or those that say what it is not, each without its local prefix."""
        if not self._plain:
            self._plain = {True: {}, False: {}}
            for known in self._names:
                self._plain[_denies(known)][known] = _LOCAL.sub("", known)
        return self._plain[denying]


def _leading(key: str, other: str) -> int:
    """Return how many words two names begin with that are the same."""
    pairs = zip(key.split("-"), other.split("-"), strict=False)
    return next((i for i, (one, two) in enumerate(pairs) if one != two), min(key.count("-"), other.count("-")) + 1)


def _denies(key: str) -> bool:
    """Whether a name says what something is not: *non-commercial* is no hint of *commercial*."""
    return any(word in {"no", "non", "not", "nc", "without"} or word.startswith("non") for word in key.split("-"))
