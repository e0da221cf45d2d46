"""The licence texts of a tree: which licence each is, and which part it is for, by its name or by the folder it lies in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from fourfold.artifact import Artifact, Claim, Fact
from fourfold.identify import identify
from fourfold.read.directory_scan import Observed
from fourfold.read.tree import ROOT, Tree
from fourfold.scan.apart import plain
from fourfold.terms import Grade, Kind

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


class Texts:
    """The licence texts of a tree, each with the part that it is for.

    Parameters
    ----------
    tree : Tree
        Where they lie.
    parts : mapping of Kind to Artifact
        The tree's parts, with what a card states of them.
    observed : Observed
        What ScanCode saw: texts that lie under other names, and names for texts that nobody else knows.
    """

    def __init__(self, tree: Tree, parts: Mapping[Kind, Artifact], observed: Observed) -> None:
        self._tree, self._parts = tree, parts
        self._special: dict[Kind, list[Claim]] = {}
        self._general: list[Claim] = []
        self.apart: dict[PurePath, tuple[Claim, ...]] = {}
        """Folders whose texts give other terms than those of the rest."""
        found = [
            (path, claim)
            for path in (*tree.licenses, *observed.texts)
            if (claim := _claim(tree, path, observed)) is not None
        ]
        below = [(path, claim) for path, claim in found if not self._by_name(path, claim)]
        roots = {kind: self.stated(kind) for kind in parts}
        for path, claim in below:
            self._by_folder(path, claim, roots)

    def _by_name(self, path: PurePath, claim: Claim) -> bool:
        """Settle a text whose name says what it is for, or that lies at the root and is for all."""
        subject = _SUBJECT.search(path.name)
        kind = _SUBJECTS[subject[1].lower()] if subject else None
        if kind is not None and kind in self._parts:
            self._special.setdefault(kind, []).append(claim)
        elif path.parent == ROOT or kind is not None:
            self._general.append(claim)
        else:
            return False
        return True

    def _by_folder(self, path: PurePath, claim: Claim, roots: Mapping[Kind, list[str]]) -> None:
        """Settle a text in a folder: for all of a kind that lies there; else for the folder alone, if the rest has other terms."""
        folder = path.parent
        kind = self._tree.kind_of(folder)
        rest = (
            roots[kind]
            if kind is not None and kind in roots
            else [words for stated in roots.values() for words in stated]
        )
        if kind is not None and kind in self._parts and (not rest or self._tree.holds_all(folder, kind)):
            self._special.setdefault(kind, []).append(claim)
        elif not rest or plain(claim.license) <= frozenset[str]().union(*map(plain, rest)):
            self._general.append(claim)
        else:
            self.apart[folder] = (*self.apart.get(folder, ()), claim)

    def claims(self, kind: Kind) -> list[Claim]:
        """Return what the texts say of a part; documents are told by their own texts alone, for they say themselves."""
        general = [] if kind is Kind.DOCUMENT else self._general
        return self._special.get(kind) or general

    def stated(self, kind: Kind) -> list[str]:
        """Return the terms that are stated of a part, by the card or by texts."""
        known = self._parts[kind].claims if kind in self._parts else ()
        return [claim.license for claim in (*known, *self.claims(kind))]

    def add(self, part: Artifact) -> Artifact:
        """Return a part with the claims of its texts."""
        claims = self.claims(part.kind or Kind.MODEL)
        if not claims:
            return part
        facts: dict[str, Fact] = {**part.facts, "license-text": True}
        return replace(part, claims=(*part.claims, *claims), facts=facts)


_identify = lru_cache(maxsize=64)(identify)  # one and the same text lies in many a folder


def _claim(tree: Tree, path: PurePath, observed: Observed) -> Claim | None:
    """Return what a licence file states: the licence whose text it is, or a name of our own for a text that nobody knows."""
    text = tree.text(path)
    found = _identify(text)
    if found.license is None and found.nearest is None and len(text.split()) < 20:
        return None  # a pointer such as "see COPYING"
    digest = hashlib.sha256(text.encode()).hexdigest()
    tree.texts[digest] = text
    if found.license is None and found.nearest is None and path in observed.whole:
        words, says = observed.whole[path]
        return Claim(words, Grade.A, f"{path.name}: {says}", "text", tree.place(path))
    unknown = f"LicenseRef-modified-{found.nearest}" if found.nearest else f"LicenseRef-text-{digest[:12]}"
    return Claim(found.license or unknown, Grade.A, f"{path.name}: {found.says}", "text", tree.place(path))
