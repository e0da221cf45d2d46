"""Folders under other terms than what they lie in: a library that was copied in, with its own licence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from fourfold.catalogue import catalogue
from fourfold.expression import atoms, parse

ROOT = PurePath()
"""The tree itself."""


APART = "all that ScanCode found in a folder is under other terms than the rest; it is taken as a part of its own"
"""What is said of a folder without a licence text of its own."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What lies under other terms, and what does not."""

    folders: Mapping[PurePath, bool] = field(default_factory=dict)
    """The folders that are parts of their own, outermost first; true for those with a licence text of their own."""

    def of(self, path: PurePath) -> PurePath | None:
        """Return the innermost of the folders that holds a file; none if it belongs to the rest."""
        return next((folder for folder in path.parents if folder in self.folders), None)


def apart(
    found: Sequence[tuple[PurePath, str]],
    stated: Iterable[str],
    texts: Iterable[PurePath] = (),
    base: PurePath = ROOT,
) -> Apart:
    """Tell which folders are parts of their own.

    One is where a licence text of its own lies that differs from what is stated; and else the topmost folder below which
    all that was found is one and the same other licence. Where nothing is stated, there is nothing to differ from.

    Parameters
    ----------
    found : sequence of (path, expression)
        What stands in the files, paths relative to the tree.
    stated : iterable of str
        The terms of what they lie in.
    texts : iterable of path
        Folders with a licence text of their own, under other terms.
    base : path, optional
        The folder of what they lie in; it is never a part of itself.
    """
    every = frozenset[str]().union(*(plain(words) for words in stated if words))
    bounds = {folder: True for folder in texts if folder != base}
    if every:
        first = Apart(bounds)
        rest = [(path, plain(words)) for path, words in found if first.of(path) is None]
        bounds = dict.fromkeys(_topmost(rest, every, base), False) | bounds
    return Apart(dict(sorted(bounds.items(), key=lambda item: (len(item[0].parts), str(item[0])))))


@lru_cache(maxsize=4096)
def plain(words: str) -> frozenset[str]:
    """Return the licences that an expression names, whether or not later versions may be taken.

    Examples
    --------
    >>> sorted(plain("GPL-2.0-or-later OR MIT"))
    ['GPL-2.0', 'MIT']
    """
    return frozenset(
        str(atom).replace("-only", "").replace("-or-later", "") for atom in atoms(parse(words, catalogue()))
    )


def _topmost(
    found: Sequence[tuple[PurePath, frozenset[str]]], every: frozenset[str], base: PurePath
) -> Iterable[PurePath]:
    """Yield the topmost folders in which one other licence stands alone."""
    below: dict[PurePath, set[frozenset[str]]] = {}
    for path, names in found:
        for folder in path.parents:
            below.setdefault(folder, set()).add(names)
    for path, names in found:
        if names <= every:
            continue
        for folder in reversed(path.parents):
            if folder != base and folder.is_relative_to(base) and below[folder] == {names}:
                yield folder
                break
