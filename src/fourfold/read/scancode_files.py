"""The files of a ScanCode result: what each states, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from fourfold.place import Place
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.kinds import kind_of_file
from fourfold.scan.apart import ROOT
from fourfold.scan.detection import LEAST, Found, Seen, read_file
from fourfold.terms import Grade, Kind

_LICENSE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense)([-_. ].*)?$")
_PROSE = frozenset({".md", ".rst", ".txt", ".html", ".htm", ".pdf", ".tex", ".adoc", ".org", ".docx", ".odt", ".rtf"})
_COPIES = frozenset({"licenses", "licences"})
MOSTLY = 95
"""Percentage of its words below which a licence file holds more than a licence and a line of copyright."""
MORE = f"less than {MOSTLY} % of a licence file is text that ScanCode knows; what else it says was not read"


@dataclass(frozen=True, slots=True)
class File:
    """A file, with what stands in it."""

    path: PurePath
    """Below the tree."""
    place: Place
    found: tuple[Found, ...]
    """What it states of itself."""
    governs: bool
    """It is a licence text, and states the terms of its folder."""
    packages: tuple[str, ...]
    """Uids of the packages that it belongs to."""

    @property
    def license(self) -> str:
        """All that it states, as one expression (str)."""
        words = list(dict.fromkeys(found.license for found in self.found))
        return words[0] if len(words) == 1 else " AND ".join(f"({word})" if " " in word else word for word in words)

    @property
    def grade(self) -> Grade:
        """The weakest evidence of what it states (Grade)."""
        return max((found.grade for found in self.found), default=Grade.B)

    @property
    def kind(self) -> Kind:
        """What it is, by its name (Kind)."""
        return Kind.DOCUMENT if self.path.suffix.lower() in _PROSE else kind_of_file(self.path.name)


class Files:
    """The files of a result.

    Parameters
    ----------
    draft : Draft
        Where it is noted what was not taken.
    entries : list
        ``files`` of the result, as :meth:`Draft.entries` gives them.
    """

    def __init__(self, draft: Draft, entries: Iterable[tuple[int, dict[str, Any]]]) -> None:
        self._draft = draft
        rows = [(i, entry) for i, entry in entries if text_of(entry.get("path"))]
        self.root = _root([text_of(entry.get("path")) for _, entry in rows])
        """The folder that was looked at, if it stands before all paths."""
        self.all: list[File] = []
        self.mentions: list[tuple[Place, str, str]] = []
        """Place, licence and path of what prose names without saying of what."""
        for i, entry in rows:
            if entry.get("type", "file") == "file":
                self._add(entry, f"/files/{i}")
        self.of_package: dict[str, list[File]] = {}
        for file in self.all:
            for uid in file.packages:
                self.of_package.setdefault(uid, []).append(file)
        self.texts: Mapping[PurePath, File] = {file.path.parent: file for file in self.all if file.governs}
        """The licence text of each folder that has one."""

    def below(self, path: str) -> PurePath:
        """Return a path below the folder that was looked at."""
        return PurePath(path.removeprefix(f"{self.root}/") if self.root else path)

    def governing(self, file: File) -> File | None:
        """Return the nearest licence text above a file."""
        return next((self.texts[folder] for folder in file.path.parents if folder in self.texts), None)

    def folder(self, file: File) -> PurePath:
        """Return the folder whose files belong together with a file: the nearest with a text of its own, else the topmost."""
        above = [folder for folder in file.path.parents if folder != ROOT]
        return next((folder for folder in above if folder in self.texts), above[-1] if above else ROOT)

    def _add(self, entry: dict[str, Any], pointer: str) -> None:
        name = text_of(entry["path"])
        path, place = self.below(name), self._draft.place(pointer)
        seen = read_file(entry, name)
        self._note(entry, seen, name, place)
        named = bool(_LICENSE_FILE.match(path.name))
        copied = not named and any(part.lower() in _COPIES for part in path.parts[:-1])
        governs = bool(seen.found) and not copied and (named or seen.whole)
        prose = copied or path.suffix.lower() in _PROSE
        states = tuple(found for found in seen.found if governs or found.tagged or not prose)
        if not states:
            self.mentions += [(place, found.license, name) for found in seen.found]
        share = entry.get("percentage_of_license_text")
        if named and governs and isinstance(share, int | float) and share < MOSTLY:
            self._draft.notes.add("scan-more", MORE, f"{name} ({share:g} %)", place)
        packages = tuple(uid for item in list_of(entry.get("for_packages")) if (uid := text_of(item)))
        self.all.append(File(path, place, states, governs, packages))

    def _note(self, entry: dict[str, Any], seen: Seen, name: str, place: Place) -> None:
        add = self._draft.notes.add
        for error in list_of(entry.get("scan_errors")):
            says = (text_of(error).splitlines() or [""])[0]
            add("scan-skipped", "ScanCode could not read a file", f"{name} ({says})", place)
        weak = f"ScanCode's matches below a score of {LEAST:g} are too weak to be taken as claims"
        for words, score, line in seen.weak:
            add("scan-weak", weak, f"{words} at {score:g} ({name}:{line})", place)
        for line in seen.vague:
            add("scan-vague", "files speak of a licence without saying which", f"{name}:{line}", place)


def _root(paths: list[str]) -> str:
    first = paths[0].partition("/")[0] if paths else ""
    return first if all(path == first or path.startswith(f"{first}/") for path in paths) and len(paths) > 1 else ""
