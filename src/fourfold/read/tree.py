"""What lies in a tree of files, sorted by what it is for, wherever the tree is: a folder on disk, a repository elsewhere.

A tree is known by the names in it. Of the content only cards, licence texts and the heads of source files are asked for.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Protocol

from fourfold.artifact import Diagnostic
from fourfold.place import Place
from fourfold.read.kinds import kind_of_file
from fourfold.terms import Kind

MOST_FILES = 200_000
"""Files that one tree may have; more are not looked at, and that is reported."""
LARGEST_TEXT = 2 * 2**20
"""Bytes of a licence or source file that are looked at."""

_CODE = frozenset(
    {
        ".py",
        ".ipynb",
        ".c",
        ".cc",
        ".cpp",
        ".cu",
        ".h",
        ".hpp",
        ".rs",
        ".go",
        ".js",
        ".ts",
        ".java",
        ".jl",
        ".r",
        ".sh",
        ".swift",
        ".kt",
    }
)
ROOT = PurePath()
"""The folder that is the tree."""
_LICENSE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense)([-_. ].*)?$")
_NOTICE_FILE = re.compile(r"(?i)^notice([-_. ].*)?$")
SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".ruff_cache"}
)
"""Folders that belong to tools, and are no part of what is released."""
_CARDS = frozenset({"readme.md", "modelcard.md", "model_card.md", "dataset_card.md"})
MANIFESTS = ("fourfold.yaml", "fourfold.yml")
"""Names of a manifest that says all there is to say of a tree."""


def is_card(path: PurePath) -> bool:
    """Whether a file is the card of the whole, by its name and place."""
    return path.name.lower() in _CARDS and len(path.parts) == 1


def is_source(path: PurePath) -> bool:
    """Whether a file is source code, by its name."""
    return path.suffix.lower() in _CODE


class Files(Protocol):
    """Where a tree is, and how what lies in it is read."""

    name: str
    """What the whole is called where nothing in it says."""
    noun: str
    """What kind of tree it is, such as ``directory``."""
    diagnostics: list[Diagnostic]
    """What could not be read, so far."""

    def names(self) -> Iterable[PurePath]:
        """Return all files, relative to the root, in a fixed order."""

    def head(self, path: PurePath, size: int) -> bytes:
        """Return the first bytes of a file; none of one that cannot be read, which is noted."""

    def place(self, path: PurePath | None = None) -> Place:
        """Return a file, or the root, as the user would type it."""

    def has(self, path: PurePath) -> bool:
        """Whether there is such a file."""


class Folder:
    """A folder on disk.

    Parameters
    ----------
    root : Path
        Where it is.
    shown : str
        What the user calls it.
    """

    noun = "directory"

    def __init__(self, root: Path, shown: str) -> None:
        self.root, self.shown = root, shown
        self.name = root.resolve().name
        self.diagnostics: list[Diagnostic] = []

    def names(self) -> Iterator[PurePath]:
        """Walk the folder, leaving out what belongs to tools."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED)
            below = PurePath(folder).relative_to(self.root)
            yield from (below / name for name in sorted(names))

    def head(self, path: PurePath, size: int) -> bytes:
        """Read the first bytes of a file."""
        try:
            with (self.root / path).open("rb") as stream:
                return stream.read(size)
        except OSError as error:
            self.diagnostics.append(Diagnostic("unreadable", f"cannot be read: {error.strerror}", self.place(path)))
            return b""

    def place(self, path: PurePath | None = None) -> Place:
        """Return a file as the user would type it."""
        return Place(str(Path(self.shown) / path) if path else self.shown)

    def has(self, path: PurePath) -> bool:
        """Whether there is such a file."""
        return (self.root / path).is_file()


class Tree:
    """What was seen in a tree.

    Parameters
    ----------
    files : Files
        The tree.
    """

    def __init__(self, files: Files) -> None:
        self.files = files
        self.weights: list[PurePath] = []
        self.data: list[PurePath] = []
        self.code: list[PurePath] = []
        self.licenses: list[PurePath] = []
        self.notices: list[PurePath] = []
        self.cards: list[PurePath] = []
        self.others: list[PurePath] = []
        self.roles: dict[PurePath, str] = {}
        """What each file is, ``license`` and so on; of the others nothing is known."""
        self.texts: dict[str, str] = {}
        """Licence texts by SHA-256."""
        self.count = 0
        for path in files.names():
            self.count += 1
            if self.count > MOST_FILES:
                self.note(
                    "tree-too-large", f"has more than {MOST_FILES} files; the rest was not looked at", files.place()
                )
                return
            self._sort(path)

    def _sort(self, path: PurePath) -> None:
        role = role_of(path)
        files = {
            "card": self.cards,
            "license": self.licenses,
            "notice": self.notices,
            "weights": self.weights,
            "data": self.data,
            "code": self.code,
        }
        files.get(role, self.others).append(path)
        if role:
            self.roles[path] = role

    def note(self, code: str, message: str, place: Place) -> None:
        """Note what could not be read."""
        self.files.diagnostics.append(Diagnostic(code, message, place))

    def place(self, path: PurePath, line: int | None = None) -> Place:
        """Return a file as the user would type it."""
        place = self.files.place(path)
        return place if line is None else replace(place, line=line)

    def text(self, path: PurePath) -> str:
        """Return a text file's content, as much of it as is looked at."""
        return self.files.head(path, LARGEST_TEXT).decode("utf-8", "replace")

    def kinds(self) -> tuple[tuple[Kind, list[PurePath]], ...]:
        """Return the files of each kind of artifact."""
        return (Kind.MODEL, self.weights), (Kind.DATASET, self.data), (Kind.CODE, self.code)

    def kind_of(self, folder: PurePath) -> Kind | None:
        """Return the kind of what lies in a folder; none if nothing of a known kind does."""
        return next((kind for kind, _ in self.kinds() if self._counts[kind][folder]), None)

    def holds_all(self, folder: PurePath, kind: Kind) -> bool:
        """Whether all files of a kind lie in a folder; of a kind without files they do not."""
        counts = self._counts.get(kind)
        return counts is not None and 0 < counts[folder] == counts[ROOT]

    @cached_property
    def _counts(self) -> dict[Kind, Counter[PurePath]]:
        """How many files of each kind lie below each folder, counted once however many folders are asked for."""
        return {kind: Counter(folder for file in files for folder in file.parents) for kind, files in self.kinds()}


def role_of(path: PurePath) -> str:
    """Return what a file is by its name, ``card``, ``license`` and so on; empty if that does not tell.

    Parameters
    ----------
    path : PurePath
        Relative to the root of the tree.
    """
    suffix = path.suffix.lower()
    if is_card(path):
        return "card"
    kind = kind_of_file(path.name)
    if kind is not Kind.CODE:
        return "weights" if kind is Kind.MODEL else "data"
    if _LICENSE_FILE.match(path.name) and suffix not in _CODE:
        return "license"
    if _NOTICE_FILE.match(path.name) and suffix not in _CODE:
        return "notice"
    return "code" if suffix in _CODE else ""
