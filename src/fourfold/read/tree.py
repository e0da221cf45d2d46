"""What lies in a directory, sorted by what it is: weights, data, code, licence texts, notices, cards. Weights are never opened."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from fourfold.artifact import Diagnostic
from fourfold.place import Place
from fourfold.terms import Kind

MOST_FILES = 200_000
"""Files that one tree may have; more are not looked at, and that is reported."""
LARGEST_TEXT = 2 * 2**20
"""Bytes of a licence or source file that are looked at."""

_WEIGHTS = frozenset(
    {
        ".safetensors",
        ".gguf",
        ".ggml",
        ".pt",
        ".pth",
        ".ckpt",
        ".onnx",
        ".tflite",
        ".h5",
        ".msgpack",
        ".npz",
        ".mlmodel",
        ".pdparams",
    }
)
_DATA = frozenset({".parquet", ".arrow", ".jsonl", ".csv", ".tsv", ".tfrecord", ".wds"})
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
_CARDS = frozenset({"readme.md", "modelcard.md", "model_card.md", "dataset_card.md"})
_LICENSE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense)([-_. ].*)?$")
_NOTICE_FILE = re.compile(r"(?i)^notice([-_. ].*)?$")
_SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".ruff_cache"}
)


class Tree:
    """What was seen in a directory."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root, self.shown = root, shown
        self.weights: list[Path] = []
        self.data: list[Path] = []
        self.code: list[Path] = []
        self.licenses: list[Path] = []
        self.notices: list[Path] = []
        self.cards: list[Path] = []
        self.others: list[Path] = []
        self.roles: dict[Path, str] = {}
        """What each file is; of the others nothing is known."""
        self.texts: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self.files = 0
        for path in self._walk():
            self._sort(path)

    def _walk(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in _SKIPPED)
            for name in sorted(names):
                self.files += 1
                if self.files > MOST_FILES:
                    message = f"has more than {MOST_FILES} files; the rest was not looked at"
                    self.diagnostics.append(Diagnostic("tree-too-large", message, Place(self.shown)))
                    return
                yield Path(folder) / name

    def _sort(self, path: Path) -> None:
        role = _role(path, at_root=path.parent == self.root)
        files: dict[str, list[Path]] = {
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

    def place(self, path: Path, line: int | None = None) -> Place:
        """Return a path as the user would type it."""
        return Place(str(Path(self.shown) / path.relative_to(self.root)), line)

    def below(self, path: Path) -> PurePosixPath:
        """Return a path relative to the tree."""
        return PurePosixPath(path.relative_to(self.root).as_posix())

    def kind_of(self, folder: PurePosixPath) -> Kind | None:
        """Return the kind of what lies in a folder; none if nothing of a known kind does."""
        return next((kind for kind, _ in self.kinds() if self._counts[kind][folder]), None)

    def holds_all(self, folder: PurePosixPath, kind: Kind) -> bool:
        """Whether all files of a kind lie in a folder; of a kind without files they do not."""
        counts = self._counts.get(kind)
        return counts is not None and 0 < counts[folder] == counts[PurePosixPath()]

    @cached_property
    def _counts(self) -> dict[Kind, Counter[PurePosixPath]]:
        """How many files of each kind lie below each folder, counted once however many folders are asked for."""
        return {
            kind: Counter(folder for file in files for folder in self.below(file).parents)
            for kind, files in self.kinds()
        }

    def note(self, code: str, message: str, place: Place) -> None:
        """Note what could not be read."""
        self.diagnostics.append(Diagnostic(code, message, place))

    def kinds(self) -> tuple[tuple[Kind, list[Path]], ...]:
        """Return the files of each kind of artifact."""
        return (Kind.MODEL, self.weights), (Kind.DATASET, self.data), (Kind.CODE, self.code)

    def text(self, path: Path) -> str:
        """Return a text file's content, as much of it as is looked at."""
        try:
            with path.open("rb") as stream:
                return stream.read(LARGEST_TEXT).decode("utf-8", "replace")
        except OSError as error:
            self.diagnostics.append(Diagnostic("unreadable", f"cannot be read: {error.strerror}", self.place(path)))
            return ""


def _role(path: Path, *, at_root: bool) -> str:
    """Return what a file is by its name, ``card``, ``license`` and so on; empty if that does not tell."""
    suffix = path.suffix.lower()
    if at_root and path.name.lower() in _CARDS:
        return "card"
    if _LICENSE_FILE.match(path.name) and suffix not in _CODE:
        return "license"
    if _NOTICE_FILE.match(path.name) and suffix not in _CODE:
        return "notice"
    if suffix in _WEIGHTS or (suffix == ".bin" and "model" in path.name.lower()):
        return "weights"
    return "data" if suffix in _DATA else "code" if suffix in _CODE else ""
