"""A checkout or a downloaded repository, read as several artifacts: weights, code, data, documents, each with its claims.

Weights are never opened. A licence text in the tree is matched against the catalogue by its fingerprint. A folder under other
terms than the rest is a part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from fourfold.artifact import Artifact, Bill, Claim, Fact, Relation
from fourfold.errors import FourfoldError, InputError, NothingToCheck, UsageError
from fourfold.place import Place
from fourfold.read import card, manifest
from fourfold.read.base import Reader, Source, load_yaml
from fourfold.read.directory_scan import Observed, observe
from fourfold.read.directory_texts import Texts
from fourfold.read.tree import Tree
from fourfold.scan.apart import Apart
from fourfold.terms import Grade, Kind, Verb

_SPDX = re.compile(rb"SPDX-License-Identifier:\s*([^\r\n*]+)")
_PART = {Kind.MODEL: "weights", Kind.DATASET: "data", Kind.CODE: "code", Kind.DOCUMENT: "documents"}


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
    manifested = _manifest(source)
    return manifested if manifested is not None else _read(source, scan=False)


def scan(source: Source) -> Bill:
    """Read a directory, and let ScanCode look at its files as well.

    Raises
    ------
    UsageError
        If it is no directory, holds a manifest, or ScanCode is not installed.
    InputError
        If ScanCode does not come to an end.
    NothingToCheck
        If no artifact is found in it.
    """
    from fourfold.scan.running import require

    if not source.is_directory:
        raise UsageError(
            "--scan looks at the files of a directory, and this is none", source.name, "a directory, or without --scan"
        )
    require()
    if _manifest(source) is not None:
        raise UsageError(
            "holds a manifest, which alone says what is in it; --scan would change nothing",
            source.name,
            "without --scan, or a directory without fourfold.yaml",
        )
    return _read(source, scan=True)


def _manifest(source: Source) -> Bill | None:
    assert source.path is not None
    for name in ("fourfold.yaml", "fourfold.yml"):
        path = source.path / name
        if path.is_file():
            return manifest.build(load_yaml(path.read_text(encoding="utf-8"), str(Path(source.name) / name)))
    return None


def _read(source: Source, *, scan: bool) -> Bill:
    assert source.path is not None
    tree = Tree(source.path, source.name)
    bill = _from_card(tree) or Bill(source.path.resolve().name, place=Place(source.name))
    return _compose(tree, bill, observe(tree) if scan else Observed())


def _from_card(tree: Tree) -> Bill | None:
    for path in tree.cards:
        shown = str(tree.place(path))
        found = card.head_of(tree.text(path))
        if found is None:
            continue
        try:
            return card.build(load_yaml(found[0], shown, found[1]), tree.root.resolve().name)
        except InputError as error:
            tree.note("card-unreadable", str(error), Place(shown))
    return None


def _compose(tree: Tree, bill: Bill, observed: Observed) -> Bill:
    """Put the artifacts of the tree together with what its card says."""
    parts = _parts(tree, bill, observed)
    texts = Texts(tree, parts, observed)
    folders = observed.folders(tree, {kind: texts.stated(kind) for kind in parts}, texts.apart)
    headers = _headers(tree, folders)
    whole = []
    for kind, part in observed.remaining(tree, parts).items():
        part = texts.add(part)
        whole.append(observed.add(tree, _with(part, headers.get(None)) if kind is Kind.CODE else part))
    for folder in folders:
        part = _with(_folder(tree, bill.name, folder, texts), headers.get(folder))
        if part.id in {other.id for other in parts.values()}:  # a folder may be called what a part is called
            part = replace(part, id=f"{part.id} (folder)")
        whole.append(observed.add(tree, part, folder))
    if tree.notices:
        whole = [_with_fact(part, "notice-file") for part in whole]
    upstream = tuple(a for a in bill.artifacts if not a.shipped)
    name = bill.name if bill.name not in {part.id for part in whole} else f"{bill.name} (directory)"
    together = tuple(Relation(name, Verb.CONTAINS, part.id, "directory", "implied", part.place) for part in whole)
    return replace(
        bill,
        name=name,
        artifacts=(*whole, *upstream),
        relations=(*bill.relations, *together),
        format=f"directory of {tree.files} files" + (f" with a {bill.format}" if bill.format else "") + observed.format,
        diagnostics=(*bill.diagnostics, *tree.diagnostics, *observed.diagnostics(whole)),
        texts=tree.texts,
    )


def _parts(tree: Tree, bill: Bill, observed: Observed) -> dict[Kind, Artifact]:
    """Return the artifacts of the tree, one a kind, with what the card states."""
    main = next((a for a in bill.artifacts if a.shipped), None)
    parts: dict[Kind, Artifact] = {}
    if main is not None:
        parts[main.kind or Kind.MODEL] = main
    for kind, files in (*tree.kinds(), *observed.kinds()):
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
    return parts


def _folder(tree: Tree, name: str, folder: PurePosixPath, texts: Texts) -> Artifact:
    """Return a folder under other terms as an artifact."""
    claims = texts.apart.get(folder, ())
    place = claims[0].place if claims else tree.place(tree.root / folder)
    kind = tree.kind_of(folder) or Kind.DOCUMENT
    part = Artifact(f"{name}/{folder}", kind, claims, shipped=True, place=place)
    return _with_fact(part, "license-text") if claims else part


def _with_fact(part: Artifact, fact: str) -> Artifact:
    facts: dict[str, Fact] = {**part.facts, fact: True}
    return replace(part, facts=facts)


def _with(part: Artifact, claims: Mapping[str, Claim] | None) -> Artifact:
    return replace(part, claims=(*part.claims, *claims.values())) if claims else part


def _headers(tree: Tree, folders: tuple[PurePosixPath, ...]) -> dict[PurePosixPath | None, dict[str, Claim]]:
    """Return a claim for every licence that SPDX headers name, for each folder of its own and, under none, for the rest."""
    out: dict[PurePosixPath | None, dict[str, Claim]] = {}
    apart = Apart(dict.fromkeys(folders, True))
    for path in tree.code:
        try:
            with path.open("rb") as stream:
                match = _SPDX.search(stream.read(4096))
        except OSError as error:
            tree.note("unreadable", f"cannot be read: {error.strerror}", tree.place(path))
            continue
        if match:
            words = match[1].decode("utf-8", "replace").strip().strip("\"'").removesuffix("-->").strip()
            claim = Claim(words, Grade.B, "SPDX-License-Identifier", "observed", tree.place(path))
            out.setdefault(apart.of(tree.below(path)), {}).setdefault(words, claim)
    return out


READER = Reader("directory", sniff, read)
__all__ = ["READER", "FourfoldError", "read", "scan", "sniff"]
