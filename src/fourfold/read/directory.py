"""A checkout or a downloaded repository, read as several artifacts: weights, code, data, documents, each with its claims.

Weights are never opened. A licence text in the tree is matched against the catalogue by its fingerprint. A folder under other
terms than the rest is a part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from fourfold.artifact import Artifact, Bill, Claim, Fact, Relation
from fourfold.errors import FourfoldError, InputError, NothingToCheck, UsageError
from fourfold.place import Place
from fourfold.read import card, manifest, python
from fourfold.read.base import LARGEST, Located, Reader, Source, load_yaml
from fourfold.read.directory_scan import Observed, observe
from fourfold.read.directory_texts import Texts
from fourfold.read.python_environment import is_environment, read_environment
from fourfold.read.tree import MANIFESTS, Files, Folder, Tree
from fourfold.scan.apart import Apart, plain
from fourfold.terms import Grade, Kind, Verb

_HEAD = 4096
"""Bytes of a source file in which a header is looked for."""
_SPDX = re.compile(rb"SPDX-License-Identifier:\s*([^\r\n*]+)")
_PROJECT = PurePath("pyproject.toml")
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
    assert source.path is not None
    folder = Folder(source.path, source.name)
    bill = manifest_in(folder)
    if bill is None and is_environment(source.path):
        return read_environment(source.path, source.name)
    return bill or compose(folder)


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

    if source.path is None or not source.is_directory:
        raise UsageError(
            "--scan looks at the files of a directory, and this is none", source.name, "a directory, or without --scan"
        )
    require()
    folder = Folder(source.path, source.name)
    if manifest_in(folder) is not None:
        raise UsageError(
            "holds a manifest, which alone says what is in it; --scan would change nothing",
            source.name,
            "without --scan, or a directory without fourfold.yaml",
        )
    return _compose(tree := Tree(folder), None, None, observe(tree, folder))


def manifest_in(files: Files) -> Bill | None:
    """Return what the tree's own manifest says; none if it has none."""
    for name in map(PurePath, MANIFESTS):
        if files.has(name):
            text = files.head(name, LARGEST).decode("utf-8", "replace")
            return manifest.build(load_yaml(text, str(files.place(name))))
    return None


def compose(files: Files, kind: Kind | None = None, head: Located | None = None) -> Bill:
    """Put the artifacts of a tree together with what its card says.

    Parameters
    ----------
    files : Files
        The tree.
    kind : Kind, optional
        What the whole is, where that is known from elsewhere.
    head : Located, optional
        The card's head from elsewhere, which counts if the tree's own card cannot be read.

    Raises
    ------
    NothingToCheck
        If no artifact is found in it.
    """
    return _compose(Tree(files), kind, head, Observed())


def _compose(tree: Tree, kind: Kind | None, head: Located | None, observed: Observed) -> Bill:
    bill = _from_card(tree, kind) or _from_head(tree, kind, head)
    parts = _parts(tree, bill, observed)
    texts = Texts(tree, parts, observed)
    folders = observed.folders(tree, {kind: texts.stated(kind) for kind in parts}, texts.apart)
    whole = _whole(tree, bill, observed, texts, parts, folders)
    upstream = tuple(a for a in bill.artifacts if not a.shipped)
    noun = tree.files.noun
    name = bill.name if bill.name not in {part.id for part in whole} else f"{bill.name} ({noun})"
    together = tuple(Relation(name, Verb.CONTAINS, part.id, noun, "implied", part.place) for part in whole)
    return replace(
        bill,
        name=name,
        artifacts=(*whole, *upstream),
        relations=(*bill.relations, *together),
        format=f"{noun} of {tree.count} files" + (f" with a {bill.format}" if bill.format else "") + observed.format,
        diagnostics=(*bill.diagnostics, *tree.files.diagnostics, *observed.diagnostics(whole)),
        texts=tree.texts,
    )


def _from_card(tree: Tree, kind: Kind | None) -> Bill | None:
    for path in tree.cards:
        shown = str(tree.place(path))
        found = card.head_of(tree.text(path))
        if found is None:
            continue
        try:
            return card.build(load_yaml(found[0], shown, found[1]), tree.files.name, kind)
        except InputError as error:
            tree.note("card-unreadable", str(error), Place(shown))
    return None


def _from_head(tree: Tree, kind: Kind | None, head: Located | None) -> Bill:
    """Return what is known without a card in the tree: the head from elsewhere, else what kind of thing it is."""
    place = tree.files.place()
    if head is not None:
        try:
            return card.build(head, tree.files.name, kind)
        except InputError as error:
            tree.note("card-unreadable", str(error), place)
    known = () if kind is None else (Artifact(tree.files.name, kind, shipped=True, place=place),)
    return Bill(tree.files.name, known, place=place)


def _whole(
    tree: Tree,
    bill: Bill,
    observed: Observed,
    texts: Texts,
    parts: Mapping[Kind, Artifact],
    folders: tuple[PurePath, ...],
) -> list[Artifact]:
    """Return the parts with all that is said of them, and the folders that are parts of their own."""
    headers = _headers(tree, folders)
    whole = []
    for kind, part in observed.remaining(tree, parts).items():
        part, *apart = _by_header(texts.add(part), headers.get(None, {}) if kind is Kind.CODE else {})
        whole += [observed.add(tree, part), *apart]
    for folder in folders:
        part = _folder(tree, bill.name, folder, texts)
        if part.id in {other.id for other in parts.values()}:  # a folder may be called what a part is called
            part = replace(part, id=f"{part.id} (folder)")
        part, *apart = _by_header(part, headers.get(folder, {}))
        whole += [observed.add(tree, part, folder), *apart]
    return [_with_fact(part, "notice-file") for part in whole] if tree.notices else whole


def _parts(tree: Tree, bill: Bill, observed: Observed) -> dict[Kind, Artifact]:
    """Return the artifacts of the tree, one a kind, with what the card states."""
    main = next((a for a in bill.artifacts if a.shipped), None)
    parts: dict[Kind, Artifact] = {}
    if main is not None:
        parts[main.kind or Kind.MODEL] = main
    for kind, files in (*tree.kinds(), *observed.kinds()):
        if files and kind not in parts:
            parts[kind] = Artifact(f"{bill.name}/{_PART[kind]}", kind, shipped=True, place=tree.place(files[0]))
    stated = _of_project(tree)
    if not parts and (tree.licenses or stated):
        parts[Kind.CODE] = Artifact(bill.name, Kind.CODE, shipped=True, place=tree.files.place())
    if stated and Kind.CODE in parts:
        parts[Kind.CODE] = replace(parts[Kind.CODE], claims=(*parts[Kind.CODE].claims, *stated))
    if not parts:
        raise NothingToCheck(
            "holds no model, dataset, code or licence that is recognised",
            str(tree.files.place()),
            "a card, a manifest (fourfold.yaml) or a bill of materials",
        )
    return parts


def _of_project(tree: Tree) -> tuple[Claim, ...]:
    """Return what the tree's own pyproject.toml states of the licence; the files that it names are looked at anyway."""
    if not tree.files.has(_PROJECT):
        return ()
    data = tree.files.head(_PROJECT, LARGEST)
    source = Source(str(tree.files.place(_PROJECT)), None, data)
    try:
        return python.read(source).artifacts[0].claims if python.sniff(source) else ()
    except InputError as error:
        tree.note("project-unreadable", str(error), tree.place(_PROJECT))
        return ()


def _folder(tree: Tree, name: str, folder: PurePath, texts: Texts) -> Artifact:
    """Return a folder under other terms as an artifact."""
    claims = texts.apart.get(folder, ())
    place = claims[0].place if claims else tree.place(folder)
    kind = tree.kind_of(folder) or Kind.DOCUMENT
    part = Artifact(f"{name}/{folder}", kind, claims, shipped=True, place=place)
    return _with_fact(part, "license-text") if claims else part


def _with_fact(part: Artifact, fact: str) -> Artifact:
    facts: dict[str, Fact] = {**part.facts, fact: True}
    return replace(part, facts=facts)


def _by_header(part: Artifact, headers: Mapping[str, Claim]) -> list[Artifact]:
    """Return a part with the headers that say what is stated of it, and the files whose headers say something else.

    A header states the terms of its own file, whatever the text at the root says of the rest. Where nothing is stated, the headers
    are all that is.
    """
    stated = frozenset[str]().union(*(plain(claim.license) for claim in part.claims))
    own = {words: claim for words, claim in headers.items() if stated and not plain(words) <= stated}
    same = tuple(claim for words, claim in headers.items() if words not in own)
    apart = [
        Artifact(f"{part.id} under {words}", Kind.CODE, (claim,), shipped=True, place=claim.place)
        for words, claim in own.items()
    ]
    return [replace(part, claims=(*part.claims, *same)), *apart]


def _headers(tree: Tree, folders: tuple[PurePath, ...]) -> dict[PurePath | None, dict[str, Claim]]:
    """Return a claim for every licence that SPDX headers name, for each folder of its own and, under none, for the rest."""
    out: dict[PurePath | None, dict[str, Claim]] = {}
    apart = Apart(dict.fromkeys(folders, True))
    for path in tree.code:
        match = _SPDX.search(tree.files.head(path, _HEAD))
        if match:
            words = match[1].decode("utf-8", "replace").strip().strip("\"'").removesuffix("-->").strip()
            claim = Claim(words, Grade.B, "SPDX-License-Identifier", "observed", tree.place(path))
            out.setdefault(apart.of(path), {}).setdefault(words, claim)
    return out


READER = Reader("directory", sniff, read)
__all__ = ["READER", "FourfoldError", "compose", "manifest_in", "read", "scan", "sniff"]
