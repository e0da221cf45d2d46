"""What of a notice lies in a folder already: found, missing, or for a person to look at."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from fourfold.attachment import Copy, Notice
from fourfold.demand import Demand, Group
from fourfold.errors import InputError
from fourfold.identify import Identified, identify
from fourfold.place import Place

MOST_FILES = 50_000
"""Files of a folder that are looked at by name."""
MOST_TEXTS = 400
"""Documents of a folder that are looked into."""
LARGEST = 2**20
"""Bytes of one document that are looked into."""

_LICENSE = re.compile(r"(?i)^(licen[cs]e|copying|unlicense)([-_. ].*)?$")
NOTICE_FILE = re.compile(r"(?i)^notice([-_. ].*)?$")
"""What a notice file is called."""
_CODE = frozenset({".py", ".js", ".ts", ".c", ".cpp", ".h", ".rs", ".go", ".java"})
_DOCUMENTS = frozenset({".md", ".txt", ".rst", ".html", ".adoc", ""})
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__"})
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
_CHANGED = r"\b(?:changed|modified|fine-?tuned|adapted|quanti[sz]ed|converted|merged|pruned|trained|derived|based on)\b"


class State(StrEnum):
    """Whether a thing is there."""

    PRESENT = "present"
    UNCLEAR = "unclear"
    """A person has to look."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Looked:
    """One thing that was looked for."""

    group: Group
    what: str
    state: State
    says: str
    """What was found, or what to do."""
    place: Place

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        return {
            "group": str(self.group),
            "what": self.what,
            "state": str(self.state),
            "says": self.says,
            "location": self.place.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was looked for in a folder."""

    folder: str
    looked: tuple[Looked, ...]
    unknown: int = 0
    """Artifacts of which it is not known what they demand."""

    def of(self, state: State) -> tuple[Looked, ...]:
        """Return what is in one state."""
        return tuple(entry for entry in self.looked if entry.state is state)

    @property
    def exit_code(self) -> int:
        """1 if something is missing, else 3 if it is not known what is demanded, else 0 (int)."""
        return 1 if self.of(State.MISSING) else 3 if self.unknown else 0

    @property
    def cause(self) -> str:
        """The last line of the command (str)."""
        missing = len(self.of(State.MISSING))
        unclear = len(self.of(State.UNCLEAR))
        if missing:
            return f"{missing} missing in {self.folder}"
        if self.unknown:
            return f"nothing known is missing; the licence of {self.unknown} is unknown"
        return "nothing is missing" + (f" ({unclear} to be looked at)" if unclear else "")

    def to_dict(self) -> dict[str, Any]:
        """Return the inspection as a mapping."""
        return {
            "folder": self.folder,
            "exit_code": self.exit_code,
            "cause": self.cause,
            "looked": [entry.to_dict() for entry in self.looked],
        }


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents of a folder, as they are searched: one space between words, lower case, plain quotes."""

    licenses: Mapping[Path, Identified]
    """Licence texts, with what each was found to be."""
    notices: Mapping[Path, str]
    documents: Mapping[Path, str]

    def everywhere(self) -> Mapping[Path, str]:
        """Return all but the licence texts."""
        return {**self.notices, **self.documents}


def inspect(notice: Notice, folder: str | Path) -> Inspection:
    """Look in a folder for what a notice asks to lie there.

    Parameters
    ----------
    notice : Notice
        What is demanded.
    folder : str or Path
        The release, or where it will be made.

    Raises
    ------
    InputError
        If it is no folder, or cannot be read.
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError("is no folder", str(folder), "the folder of the release")
    texts = read_texts(root)
    looked = [look_for_copy(copy, texts) for copy in notice.copies]
    looked += [entry for demand in notice.of(*Group) for entry in _demand(demand, texts, notice.shipped)]
    return Inspection(str(folder), tuple(dict.fromkeys(looked)), len(notice.unknown))


def read_texts(root: Path) -> Texts:
    """Return the documents of a folder."""
    licenses: dict[Path, Identified] = {}
    notices: dict[Path, str] = {}
    documents: dict[Path, str] = {}
    for path in _files(root):
        suffix = path.suffix.lower()
        if suffix in _CODE or not path.is_file() or len(licenses) + len(notices) + len(documents) >= MOST_TEXTS:
            continue
        if _LICENSE.match(path.name) or path.parent.name.upper() == "LICENSES":
            licenses[path] = identify(_content(path))
        elif NOTICE_FILE.match(path.name):
            notices[path] = plain(_content(path))
        elif suffix in _DOCUMENTS:
            documents[path] = plain(_content(path))
    return Texts(licenses, notices, documents)


def _files(root: Path) -> Iterator[Path]:
    seen = 0
    for where, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            seen += 1
            if seen > MOST_FILES:
                return
            yield Path(where) / name


def _content(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST).decode("utf-8", "replace")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", str(path)) from error


def plain(text: str) -> str:
    r"""Return a text as it is searched.

    Examples
    --------
    >>> plain("“Built  with\nLlama”")
    '"built with llama"'
    """
    return " ".join(text.translate(_PLAIN).lower().split())


def look_for_copy(copy: Copy, texts: Texts) -> Looked:
    """Look for a licence text, or for its address where that is enough."""
    entry = f"{copy.license} ({copy.name})"
    for path, found in texts.licenses.items():
        if copy.license == found.license or (found.license and copy.license in found.family):
            return Looked(Group.LICENSE, entry, State.PRESENT, f"{path.name} is its text", Place(str(path)))
    if copy.link_suffices or not copy.required:
        address = _address(copy.url)
        for path, text in texts.everywhere().items():
            if address and address in text:
                return Looked(
                    Group.LICENSE, entry, State.PRESENT, "its address is given, which is enough", Place(str(path))
                )
    for path, found in texts.licenses.items():
        if found.license is None and (found.nearest == copy.license or found.nearest in {None, ""}):
            says = f"{path.name} is {found.says}: is the whole text in it?"
            return Looked(Group.LICENSE, entry, State.UNCLEAR, says, Place(str(path)))
    add = f"add its text, from {copy.url}" if copy.url else "add its text"
    if copy.link_suffices:
        add += ", or that address"
    return Looked(Group.LICENSE, entry, State.MISSING if copy.required else State.UNCLEAR, add, Place())


def _address(url: str) -> str:
    """Return the part of an address by which people give it: no scheme, nothing that is only for show.

    Examples
    --------
    >>> _address("https://creativecommons.org/licenses/by/4.0/legalcode")
    'creativecommons.org/licenses/by/4.0'
    """
    bare = re.sub(r"^https?://(www\.)?", "", url.lower())
    return re.sub(r"/(legalcode(\.\w+)?|license\.txt)?$", "", bare)


def _demand(demand: Demand, texts: Texts, shipped: frozenset[str]) -> Iterator[Looked]:
    given = demand.clause.parameters
    if given.sentence:
        where = texts.notices if demand.clause.kind == "notice-file" else texts.everywhere()
        yield _words(demand, given.sentence, where, "put the sentence into NOTICE")
    elif given.phrase:
        places = ", ".join(given.place).replace("-", " ")
        yield _words(demand, given.phrase, texts.documents, f"show it{f' in one of: {places}' if places else ''}")
    elif demand.group is Group.NAME:
        what = f"a name with {given.prefix!r}" if given.prefix else "another name than the original's"
        state = {True: State.PRESENT, False: State.MISSING, None: State.UNCLEAR}[demand.fits]
        says = "it has" if demand.fits else f"rename {demand.artifact}" if demand.fits is False else "look at the name"
        yield Looked(demand.group, f"{demand.artifact}: {what}", state, says, Place())
    elif demand.group in {Group.CREDIT, Group.CHANGES, Group.SENTENCE}:
        for origin in demand.upstream:
            # Without set words, what stands in a notice file is the upstream's own, if it has one; and a part may be the publisher's.
            sure = demand.group is not Group.SENTENCE and origin not in shipped
            yield _named(demand, origin, texts, State.MISSING if sure else State.UNCLEAR)


def _words(demand: Demand, words: str, where: Mapping[Path, str], add: str) -> Looked:
    """Look for set words; what stands in brackets is for the user to fill in."""
    parts = [re.escape(part.strip(" .")) for part in re.split(r"\[[^\]]*\]", plain(words))]
    pattern = re.compile(".{1,300}?".join(parts))
    for path, text in where.items():
        if pattern.search(text):
            return Looked(demand.group, words, State.PRESENT, f"stands in {path.name}", Place(str(path)))
    if demand.condition or demand.clause.parameters.alternative:
        why = f"only {demand.condition}" if demand.condition else "it is one of several ways to do it"
        return Looked(demand.group, words, State.UNCLEAR, f"{why}; {add}", Place())
    return Looked(demand.group, words, State.MISSING, add, Place())


def _named(demand: Demand, origin: str, texts: Texts, without: State) -> Looked:
    """Look for a work's name; who else is to be credited, and how, is for a person to see."""
    what = f"{demand.cited.label} {demand.clause.kind}: {origin}"
    name = r"[-_. ]".join(re.escape(word) for word in re.split(r"[-_. ]+", plain(origin.rsplit("/", 1)[-1])))
    pattern = rf"(?<![a-z0-9]){name}(?![a-z0-9])"
    if demand.group is Group.CHANGES:
        pattern = f"{pattern}.{{0,200}}{_CHANGED}|{_CHANGED}.{{0,200}}{pattern}"
    search = re.compile(pattern)
    for path, text in texts.everywhere().items():
        if search.search(text):
            return Looked(demand.group, what, State.PRESENT, f"{path.name} names it", Place(str(path)))
    # The line of the copyright's owner may stand in the licence text, under a name that is not the work's.
    lost = not texts.notices and demand.clause.kind != "include-copyright"
    says = f"no document names {origin}: {demand.clause.says}"
    return Looked(demand.group, what, without if lost else State.UNCLEAR, says, Place())
