"""A checkout or a downloaded repository, read as several artifacts: weights, code, data, documents, each with its claims.

Weights are never opened. A licence text in the tree is matched against the catalogue by its fingerprint.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fourfold.artifact import Artifact, Bill, Claim, Diagnostic, Fact, Relation
from fourfold.errors import FourfoldError, InputError, NothingToCheck
from fourfold.identify import identify
from fourfold.place import Place
from fourfold.read import card, manifest
from fourfold.read.base import Reader, Source, load_yaml
from fourfold.terms import Grade, Kind, Verb

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
_LICENSE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense)([-_. ].*)?$")
_NOTICE_FILE = re.compile(r"(?i)^notice([-_. ].*)?$")
_SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".ruff_cache"}
)
_SPDX = re.compile(rb"SPDX-License-Identifier:\s*([^\r\n*]+)")
_SUBJECT = re.compile(r"(?i)[-_. ](model|weights|data|dataset|code|docs?)\b")
_SUBJECTS = {
    "model": Kind.MODEL,
    "weights": Kind.MODEL,
    "data": Kind.DATASET,
    "dataset": Kind.DATASET,
    "code": Kind.CODE,
    "doc": Kind.DOCUMENT,
    "docs": Kind.DOCUMENT,
}


def sniff(source: Source) -> bool:
    """Whether it is a directory."""
    return source.is_directory


def read(source: Source) -> Bill:
    """Read a directory.

    Raises
    ------
    NothingToCheck
        If no artifact is found in it.
    """
    assert source.path is not None
    root = source.path
    for name in ("fourfold.yaml", "fourfold.yml"):
        if (root / name).is_file():
            return manifest.build(load_yaml((root / name).read_text(encoding="utf-8"), str(Path(source.name) / name)))
    tree = _Tree(root, source.name)
    bill = _from_card(tree) or Bill(root.resolve().name, place=Place(source.name))
    return _compose(tree, bill)


class _Tree:
    """What was seen in a directory."""

    def __init__(self, root: Path, shown: str) -> None:
        self.root, self.shown = root, shown
        self.weights: list[Path] = []
        self.data: list[Path] = []
        self.code: list[Path] = []
        self.licenses: list[Path] = []
        self.notices: list[Path] = []
        self.cards: list[Path] = []
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
        suffix = path.suffix.lower()
        if (
            path.name.lower() in {"readme.md", "modelcard.md", "model_card.md", "dataset_card.md"}
            and path.parent == self.root
        ):
            self.cards.append(path)
        elif _LICENSE_FILE.match(path.name) and suffix not in _CODE:
            self.licenses.append(path)
        elif _NOTICE_FILE.match(path.name) and suffix not in _CODE:
            self.notices.append(path)
        elif suffix in _WEIGHTS or (suffix == ".bin" and "model" in path.name.lower()):
            self.weights.append(path)
        elif suffix in _DATA:
            self.data.append(path)
        elif suffix in _CODE:
            self.code.append(path)

    def place(self, path: Path) -> Place:
        """Return a path as the user would type it."""
        return Place(str(Path(self.shown) / path.relative_to(self.root)))

    def text(self, path: Path) -> str:
        """Return a text file's content, as much of it as is looked at."""
        try:
            with path.open("rb") as stream:
                return stream.read(LARGEST_TEXT).decode("utf-8", "replace")
        except OSError as error:
            self.diagnostics.append(Diagnostic("unreadable", f"cannot be read: {error.strerror}", self.place(path)))
            return ""


def _from_card(tree: _Tree) -> Bill | None:
    for path in tree.cards:
        shown = str(tree.place(path))
        found = card.head_of(tree.text(path))
        if found is None:
            continue
        try:
            return card.build(load_yaml(found[0], shown, found[1]), tree.root.resolve().name)
        except InputError as error:
            tree.diagnostics.append(Diagnostic("card-unreadable", str(error), Place(shown)))
    return None


def _compose(tree: _Tree, bill: Bill) -> Bill:
    """Put the artifacts of the tree together with what its card says."""
    main = next((a for a in bill.artifacts if a.shipped), None)
    parts: dict[Kind, Artifact] = {}
    if main is not None:
        parts[main.kind or Kind.MODEL] = main
    for kind, files in ((Kind.MODEL, tree.weights), (Kind.DATASET, tree.data), (Kind.CODE, tree.code)):
        if files and kind not in parts:
            parts[kind] = Artifact(f"{bill.name}/{_PART[kind]}", kind, shipped=True, place=tree.place(files[0]))
    if not parts and tree.licenses:
        parts[Kind.CODE] = Artifact(bill.name, Kind.CODE, shipped=True, place=Place(tree.shown))
    if not parts:
        raise NothingToCheck(
            "holds no model, dataset, code or licence that is recognised",
            tree.shown,
            "a card, a manifest (fourfold.yaml) or a bill of materials",
        )
    parts = _with_texts(tree, parts)
    if Kind.CODE in parts:
        parts[Kind.CODE] = _with_headers(tree, parts[Kind.CODE])
    if tree.notices:
        parts = {kind: _with_fact(part, "notice-file") for kind, part in parts.items()}
    upstream = tuple(a for a in bill.artifacts if not a.shipped)
    name = bill.name if bill.name not in {part.id for part in parts.values()} else f"{bill.name} (directory)"
    together = tuple(
        Relation(name, Verb.CONTAINS, part.id, "directory", "implied", part.place) for part in parts.values()
    )
    return replace(
        bill,
        name=name,
        artifacts=(*parts.values(), *upstream),
        relations=(*bill.relations, *together),
        format=f"directory of {tree.files} files" + (f" with a {bill.format}" if bill.format else ""),
        diagnostics=(*bill.diagnostics, *tree.diagnostics),
        texts=tree.texts,
    )


_PART = {Kind.MODEL: "weights", Kind.DATASET: "data", Kind.CODE: "code", Kind.DOCUMENT: "documents"}


def _with_texts(tree: _Tree, parts: dict[Kind, Artifact]) -> dict[Kind, Artifact]:
    """Add a claim for every licence text: to the part that its name or folder speaks of, else to all that no other text speaks of."""
    found = [(path, claim) for path in tree.licenses if (claim := _text_claim(tree, path)) is not None]
    special = {path: _spoken_of(tree, path) for path, _ in found}
    out = dict(parts)
    for kind in parts:
        mine = [claim for path, claim in found if special[path] is kind]
        general = [claim for path, claim in found if special[path] not in parts]
        claims = mine or general
        if claims:
            out[kind] = _with_fact(replace(out[kind], claims=(*out[kind].claims, *claims)), "license-text")
    return out


def _text_claim(tree: _Tree, path: Path) -> Claim | None:
    """Return what a licence file states: the licence whose text it is, or a name of our own for a text that nobody knows."""
    text = tree.text(path)
    found = identify(text)
    if found.license is None and found.nearest is None and len(text.split()) < 20:
        return None  # a pointer such as "see COPYING"
    digest = hashlib.sha256(text.encode()).hexdigest()
    tree.texts[digest] = text
    unknown = f"LicenseRef-modified-{found.nearest}" if found.nearest else f"LicenseRef-text-{digest[:12]}"
    return Claim(found.license or unknown, Grade.A, f"{path.name}: {found.says}", "text", tree.place(path))


def _spoken_of(tree: _Tree, path: Path) -> Kind | None:
    """Return the kind that a licence file is for, by its name or by the folder it lies in; none if it is for all."""
    subject = _SUBJECT.search(path.name)
    if subject:
        return _SUBJECTS[subject[1].lower()]
    return _nearest_part(tree, path) if path.parent != tree.root else None


def _nearest_part(tree: _Tree, path: Path) -> Kind | None:
    """Return the kind of what lies in the same folder as a licence file."""
    for kind, files in ((Kind.MODEL, tree.weights), (Kind.DATASET, tree.data), (Kind.CODE, tree.code)):
        if any(file.is_relative_to(path.parent) for file in files):
            return kind
    return None


def _with_fact(part: Artifact, fact: str) -> Artifact:
    facts: dict[str, Fact] = {**part.facts, fact: True}
    return replace(part, facts=facts)


def _with_headers(tree: _Tree, part: Artifact) -> Artifact:
    """Add a claim for every licence that SPDX headers name."""
    seen: dict[str, Path] = {}
    for path in tree.code:
        try:
            with path.open("rb") as stream:
                match = _SPDX.search(stream.read(4096))
        except OSError as error:
            tree.diagnostics.append(Diagnostic("unreadable", f"cannot be read: {error.strerror}", tree.place(path)))
            continue
        if match:
            seen.setdefault(match[1].decode("utf-8", "replace").strip().strip("\"'").removesuffix("-->").strip(), path)
    claims = [
        Claim(words, Grade.B, "SPDX-License-Identifier", "observed", tree.place(path)) for words, path in seen.items()
    ]
    return replace(part, claims=(*part.claims, *claims))


READER = Reader("directory", sniff, read)
__all__ = ["READER", "FourfoldError", "read", "sniff"]
