"""A checkout or a downloaded repository, read as several artifacts: weights, code, data, documents, each with its claims.

Weights are never opened. A licence text in the tree is matched against the catalogue by its fingerprint.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import PurePath

from fourfold.artifact import Artifact, Bill, Claim, Diagnostic, Fact, Relation
from fourfold.errors import FourfoldError, InputError, NothingToCheck
from fourfold.identify import identify
from fourfold.place import Place
from fourfold.read import card, manifest
from fourfold.read.base import LARGEST, Located, Reader, Source, load_yaml
from fourfold.read.tree import MANIFESTS, Files, Folder, Tree
from fourfold.terms import Grade, Kind, Verb

_HEAD = 4096
"""Bytes of a source file in which a header is looked for."""
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
    folder = Folder(source.path, source.name)
    return manifest_in(folder) or compose(folder)


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
    tree = Tree(files)
    bill = _from_card(tree, kind) or _from_head(tree, kind, head)
    parts = _parts(tree, bill)
    upstream = tuple(a for a in bill.artifacts if not a.shipped)
    name = bill.name if bill.name not in {part.id for part in parts.values()} else f"{bill.name} ({files.noun})"
    together = tuple(
        Relation(name, Verb.CONTAINS, part.id, files.noun, "implied", part.place) for part in parts.values()
    )
    return replace(
        bill,
        name=name,
        artifacts=(*parts.values(), *upstream),
        relations=(*bill.relations, *together),
        format=f"{files.noun} of {tree.count} files" + (f" with a {bill.format}" if bill.format else ""),
        diagnostics=(*bill.diagnostics, *files.diagnostics),
        texts=tree.texts,
    )


def _from_card(tree: Tree, kind: Kind | None) -> Bill | None:
    for path in tree.cards:
        shown = str(tree.files.place(path))
        found = card.head_of(tree.text(path))
        if found is None:
            continue
        try:
            return card.build(load_yaml(found[0], shown, found[1]), tree.files.name, kind)
        except InputError as error:
            tree.files.diagnostics.append(Diagnostic("card-unreadable", str(error), Place(shown)))
    return None


def _from_head(tree: Tree, kind: Kind | None, head: Located | None) -> Bill:
    """Return what is known without a card in the tree: the head from elsewhere, else what kind of thing it is."""
    place = tree.files.place()
    if head is not None:
        try:
            return card.build(head, tree.files.name, kind)
        except InputError as error:
            tree.files.diagnostics.append(Diagnostic("card-unreadable", str(error), place))
    known = () if kind is None else (Artifact(tree.files.name, kind, shipped=True, place=place),)
    return Bill(tree.files.name, known, place=place)


def _parts(tree: Tree, bill: Bill) -> dict[Kind, Artifact]:
    """Return the artifact of each kind that lies in the tree, with the claims that its files make."""
    main = next((a for a in bill.artifacts if a.shipped), None)
    parts: dict[Kind, Artifact] = {}
    if main is not None:
        parts[main.kind or Kind.MODEL] = main
    for kind, files in ((Kind.MODEL, tree.weights), (Kind.DATASET, tree.data), (Kind.CODE, tree.code)):
        if files and kind not in parts:
            parts[kind] = Artifact(f"{bill.name}/{_PART[kind]}", kind, shipped=True, place=tree.files.place(files[0]))
    if not parts and tree.licenses:
        parts[Kind.CODE] = Artifact(bill.name, Kind.CODE, shipped=True, place=tree.files.place())
    if not parts:
        raise NothingToCheck(
            "holds no model, dataset, code or licence that is recognised",
            str(tree.files.place()),
            "a card, a manifest (fourfold.yaml) or a bill of materials",
        )
    parts = _with_texts(tree, parts)
    if Kind.CODE in parts:
        parts[Kind.CODE] = _with_headers(tree, parts[Kind.CODE])
    if tree.notices:
        parts = {kind: _with_fact(part, "notice-file") for kind, part in parts.items()}
    return parts


_PART = {Kind.MODEL: "weights", Kind.DATASET: "data", Kind.CODE: "code", Kind.DOCUMENT: "documents"}


def _with_texts(tree: Tree, parts: dict[Kind, Artifact]) -> dict[Kind, Artifact]:
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


def _text_claim(tree: Tree, path: PurePath) -> Claim | None:
    """Return what a licence file states: the licence whose text it is, or a name of our own for a text that nobody knows."""
    text = tree.text(path)
    found = identify(text)
    if found.license is None and found.nearest is None and len(text.split()) < 20:
        return None  # a pointer such as "see COPYING"
    digest = hashlib.sha256(text.encode()).hexdigest()
    tree.texts[digest] = text
    unknown = f"LicenseRef-modified-{found.nearest}" if found.nearest else f"LicenseRef-text-{digest[:12]}"
    return Claim(found.license or unknown, Grade.A, f"{path.name}: {found.says}", "text", tree.files.place(path))


def _spoken_of(tree: Tree, path: PurePath) -> Kind | None:
    """Return the kind that a licence file is for, by its name or by the folder it lies in; none if it is for all."""
    subject = _SUBJECT.search(path.name)
    if subject:
        return _SUBJECTS[subject[1].lower()]
    return _nearest_part(tree, path) if len(path.parts) > 1 else None


def _nearest_part(tree: Tree, path: PurePath) -> Kind | None:
    """Return the kind of what lies in the same folder as a licence file."""
    for kind, files in ((Kind.MODEL, tree.weights), (Kind.DATASET, tree.data), (Kind.CODE, tree.code)):
        if any(file.is_relative_to(path.parent) for file in files):
            return kind
    return None


def _with_fact(part: Artifact, fact: str) -> Artifact:
    facts: dict[str, Fact] = {**part.facts, fact: True}
    return replace(part, facts=facts)


def _with_headers(tree: Tree, part: Artifact) -> Artifact:
    """Add a claim for every licence that SPDX headers name."""
    seen: dict[str, PurePath] = {}
    for path in tree.code:
        match = _SPDX.search(tree.files.head(path, _HEAD))
        if match:
            seen.setdefault(match[1].decode("utf-8", "replace").strip().strip("\"'").removesuffix("-->").strip(), path)
    claims = [
        Claim(words, Grade.B, "SPDX-License-Identifier", "observed", tree.files.place(path))
        for words, path in seen.items()
    ]
    return replace(part, claims=(*part.claims, *claims))


READER = Reader("directory", sniff, read)
__all__ = ["READER", "FourfoldError", "read", "sniff"]
