"""What ScanCode sees in the files of a tree, and which part of the tree it is said of.

A notice in a source file, a header or package metadata speak of the part that the file belongs to. Prose does not say whose
licence it names: a document states its own only with an SPDX header, or by being a licence text.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from fourfold.artifact import Artifact, Claim, Diagnostic
from fourfold.place import Place
from fourfold.read.kinds import WEIGHTS
from fourfold.read.notes import Notes
from fourfold.read.tree import Folder, Tree
from fourfold.scan.apart import APART, Apart, apart, plain
from fourfold.terms import Kind

if TYPE_CHECKING:
    from fourfold.scan.detection import Found, Seen
    from fourfold.scan.running import Answer

_NEVER = WEIGHTS | {".bin", ".pkl", ".pickle", ".joblib", ".npy", ".engine", ".pdmodel", ".pb", ".nemo", ".tar", ".zip"}
"""Suffixes of what may be weights, or hold them, wherever it lies."""
_PROSE = frozenset({".md", ".rst", ".txt", ".html", ".htm", ".pdf", ".tex", ".adoc", ".org", ".docx", ".odt", ".rtf"})
_COPIES = frozenset({"licenses", "licences"})
"""Folders in which REUSE and others keep the texts of all licences that something is under."""


@dataclass(frozen=True, slots=True)
class _Sight:
    path: PurePath
    kind: Kind | None
    """The part that it is said of; none for a licence text, which is for those it is for."""
    found: Found


@dataclass(slots=True)
class Observed:
    """What was seen; nothing, where nobody looked."""

    format: str = ""
    """What is added to the name of the bill's format."""
    texts: list[PurePath] = field(default_factory=list)
    """Licence texts under names that do not say so."""
    whole: dict[PurePath, tuple[str, str]] = field(default_factory=dict)
    """Files that are licence texts and nothing else: the expression, and who says so."""
    notes: Notes = field(default_factory=Notes)
    _sights: list[_Sight] = field(default_factory=list)
    _held: dict[PurePath | None, list[_Sight]] = field(default_factory=dict)
    """What was seen by the folder of its own that it lies in, under none for the rest and for licence texts."""
    _mentions: list[tuple[Place, str]] = field(default_factory=list)

    def kinds(self) -> list[tuple[Kind, list[PurePath]]]:
        """Return the files of parts that are known only by what stands in them."""
        return [(kind, [s.path for s in self._sights if s.kind is kind]) for kind in (Kind.CODE, Kind.DOCUMENT)]

    def folders(
        self, tree: Tree, stated: Mapping[Kind, Sequence[str]], texts: Iterable[PurePath]
    ) -> tuple[PurePath, ...]:
        """Return the folders that are parts of their own: by a text in them, or because all in them says so.

        What holds all files of a kind is that kind, and not a part of it: if its files say other things than its licence
        text, that is a disagreement.
        """
        out = dict.fromkeys(texts, True)
        for kind, words in stated.items() if self._sights else ():
            found = [(sight.path, sight.found.license) for sight in self._sights if sight.kind is kind]
            for folder in apart(found, words, texts).folders:
                if folder not in out and not tree.holds_all(folder, kind):
                    self.notes.add("scan-apart", APART, str(folder), tree.place(folder))
                    out[folder] = False
        held = Apart(out)
        for sight in self._sights:
            self._held.setdefault(held.of(sight.path) if sight.kind else None, []).append(sight)
        return tuple(sorted(out, key=lambda folder: (len(folder.parts), str(folder))))

    def remaining(self, tree: Tree, parts: Mapping[Kind, Artifact]) -> dict[Kind, Artifact]:
        """Return the parts without those of which all that was seen lies in folders of their own."""
        files = dict(tree.kinds())
        seen = {sight.kind for sight in self._sights}
        rest = {sight.kind for sight in self._held.get(None, ())}
        return {kind: part for kind, part in parts.items() if kind not in seen - rest or files.get(kind) or part.claims}

    def add(self, tree: Tree, part: Artifact, folder: PurePath | None = None) -> Artifact:
        """Return a part, or a folder that is one, with a claim for every licence that was seen in its files."""
        texts = {claim.place.file: plain(claim.license) for claim in part.claims if claim.role == "text"}
        known = {claim.license for claim in part.claims if claim.role == "observed"}
        claims: dict[str, Claim] = {}
        told = [sight for sight in self._held.get(None, ()) if sight.kind is None] if texts else []
        for sight in (*told, *(sight for sight in self._held.get(folder, ()) if sight.kind is not None)):
            place, words = tree.place(sight.path, sight.found.line), sight.found.license
            if sight.kind is None:
                mine = place.file in texts and texts[place.file] != plain(words)
            else:
                mine = folder is not None or sight.kind is part.kind
            if mine and words not in known:
                claims.setdefault(words, Claim(words, sight.found.grade, sight.found.says, "observed", place))
        return replace(part, claims=(*part.claims, *claims.values())) if claims else part

    def diagnostics(self, parts: Sequence[Artifact]) -> tuple[Diagnostic, ...]:
        """Return what was left out, is too weak, or is named without saying of what."""
        if self._mentions:
            stated = frozenset[str]().union(*(plain(claim.license) for part in parts for claim in part.claims))
            says = "documents name licences that nothing else states, and not of what; these are not taken as claims"
            for place, words in self._mentions:
                if not plain(words) <= stated:
                    self.notes.add("scan-mention", says, f"{words} ({place})", place)
        return self.notes.diagnostics()

    def take(self, tree: Tree, path: PurePath, seen: Seen) -> None:
        """Take in what was seen in one file."""
        self._note(tree, path, seen)
        role = tree.roles.get(path)
        copied = role != "license" and any(part.lower() in _COPIES for part in path.parts[:-1])
        prose = role in {"card", "notice"} or (role != "code" and path.suffix.lower() in _PROSE)
        if seen.whole and role != "code" and not copied:
            words = " AND ".join(f"({f.license})" if " " in f.license else f.license for f in seen.found)
            self.whole[path] = words, seen.found[0].says
            if role != "license":
                self.texts.append(path)
        for found in seen.found:
            if role == "license" or path in self.whole:
                self._sights.append(_Sight(path, None, found))
            elif copied or (prose and not found.tagged):
                self._mentions.append((tree.place(path, found.line), found.license))
            else:
                self._sights.append(_Sight(path, Kind.DOCUMENT if prose else Kind.CODE, found))

    def _note(self, tree: Tree, path: PurePath, seen: Seen) -> None:
        from fourfold.scan.detection import LEAST

        weak = f"ScanCode's matches below a score of {LEAST:g} are too weak to be taken as claims"
        for words, score, line in seen.weak:
            place = tree.place(path, line)
            self.notes.add("scan-weak", weak, f"{words} at {score:g} ({place})", place)
        for line in seen.vague:
            place = tree.place(path, line)
            self.notes.add("scan-vague", "files speak of a licence without saying which", str(place), place)


def observe(tree: Tree, folder: Folder) -> Observed:
    """Let ScanCode look at the files of a tree; what is left out is noted.

    Parameters
    ----------
    tree : Tree
        What was seen in the folder.
    folder : Folder
        Where it is on disk.
    """
    from fourfold.scan.detection import read_file
    from fourfold.scan.running import SECONDS, run

    observed = Observed(", looked at by ScanCode")
    for answer in run([folder.root / path for path in _chosen(tree, folder, observed.notes)], folder.shown):
        path = answer.path.relative_to(folder.root)
        place = tree.place(path)
        if answer.found is None:
            says, what = _unanswered(answer, SECONDS, place)
            observed.notes.add("scan-skipped", says, what, place)
            continue
        # the words beside a licence text decide whether it is one; in other files they do not matter
        mostly = (answer.found.get("percentage_of_license_text") or 0) >= 50
        text = tree.text(path) if mostly and tree.roles.get(path) != "code" else ""
        observed.take(tree, path, read_file(answer.found, text=text))
    return observed


def _unanswered(answer: Answer, seconds: int, place: Place) -> tuple[str, str]:
    if answer.late:
        return f"ScanCode took longer than {seconds} s for a file, which was given up", str(place)
    return "ScanCode could not read a file", f"{place} ({answer.error})"


def _chosen(tree: Tree, folder: Folder, notes: Notes) -> list[PurePath]:
    """Return the files that are looked at, those that say most of licences first."""
    from fourfold.scan.running import LARGEST, MOST

    out: list[PurePath] = []
    if tree.data:
        says = "data files were not looked at by ScanCode, for a licence in their rows is not theirs"
        notes.add("scan-skipped", says, "", tree.place(tree.data[0]))
    for path in (*tree.licenses, *tree.notices, *tree.cards, *tree.code, *tree.others):
        if path.suffix.lower() in _NEVER:
            continue
        place = tree.place(path)
        try:
            found = (folder.root / path).stat()
        except OSError as error:
            notes.add("scan-skipped", "a file cannot be read", f"{place} ({error.strerror})", place)
            continue
        if not stat.S_ISREG(found.st_mode):
            notes.add("scan-skipped", "what is no plain file was not looked at by ScanCode", str(place), place)
        elif not os.access(folder.root / path, os.R_OK):
            notes.add("scan-skipped", "a file cannot be read", str(place), place)
        elif found.st_size > LARGEST:
            says = f"files of more than {LARGEST // 2**20} MiB were not looked at by ScanCode"
            notes.add("scan-skipped", says, str(place), place)
        elif len(out) >= MOST:
            notes.add(
                "scan-skipped", f"of more than {MOST} files the rest was not looked at by ScanCode", str(place), place
            )
        elif found.st_size:
            out.append(path)
    return out
