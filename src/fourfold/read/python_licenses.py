"""What Python metadata say of a licence: the expression, the older fields, and the texts that lie beside them (PEP 639).

Where there is an expression, the older fields do not count: PEP 639 forbids them beside it. A text that is no known licence's is never
taken for the licence that it is called by.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from fourfold.artifact import Claim
from fourfold.expression import Atom, atoms, parse
from fourfold.identify import Identified
from fourfold.place import Place
from fourfold.read.draft import LISTED, Draft, joined, text_of
from fourfold.read.texts import FEWEST
from fourfold.terms import Grade

_CLASSIFIER = "License :: "
_ASIDE = re.compile(r"(?i)^(?:notice|authors|contributors)\b")
"""What lies among the licence files and is none."""
_COPYRIGHT = re.compile(r"(?i)^\s*(?:copyright\b|©|\(c\))")
_UNKNOWN = "LicenseRef-text-"
LONGEST_TEXT = 2**18
"""Bytes of a licence file that are looked at."""


class File(NamedTuple):
    """A licence file."""

    name: str
    text: str


def read_file(path: Path, within: Path) -> str:
    """Return the text of a licence file; empty if it is not there, or its name leads outside.

    Parameters
    ----------
    path, within : Path
        The file, which may be a link, and the folder in which it has to lie.
    """
    try:
        if not Path(os.path.normpath(path)).is_relative_to(os.path.normpath(within)):
            return ""
        with path.open("rb") as stream:
            return stream.read(LONGEST_TEXT).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def claims_of(draft: Draft, message: Message, where: Place | None, files: Sequence[File]) -> tuple[Claim, ...]:
    """Return what core metadata say.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    message : Message
        The metadata.
    where : Place, optional
        Where they stand; by default each field has a place of its own.
    files : sequence of File
        The licence files.
    """

    def place(field: str) -> Place:
        """Return where a field stands."""
        return where if where is not None else draft.place(f"/{field}")

    expression = text_of(message["License-Expression"])
    if expression:
        out = [Claim(expression, Grade.B, "License-Expression", place=place("License-Expression"))]
    else:
        out = list(legacy(draft, text_of(message["License"]), "License", place("License")))
        classifiers = [text_of(line) for line in message.get_all("Classifier") or []]
        out += classified(draft, classifiers, place("Classifier"))
    what = text_of(message["Name"])
    return (*out, *from_files(draft, files, out, "License-File", place("License-File"), what, expression))


def legacy(draft: Draft, words: str, field: str, place: Place) -> Iterable[Claim]:
    """Yield the claim of the old free field, which holds a name, an expression or a whole text."""
    if not words or words.upper() == "UNKNOWN":
        return
    found = draft.texts.identify(words, field, place)
    if found is not None and found.named:
        yield _of_texts(draft, _known(found), f"{field}: {found.says}", place)
    elif (found is None or found.nearest is None) and "\n" not in words and len(words) < 200:
        yield Claim(words, Grade.B, field, place=place)
    elif len(words.split(maxsplit=FEWEST)) < FEWEST:
        # whose the copyright is says nothing of the licence, and whatever else stands there does
        lines = [line.strip() for line in words.split("\n") if line.strip() and not _COPYRIGHT.match(line)]
        if lines:
            yield Claim(" ".join(lines), Grade.B, field, place=place)
    else:
        says = found.says if found is not None else "text that was not compared"
        begins = words.strip().partition("\n")[0].strip()[:80]
        source = f"{field}: {says}, which begins: {begins}"
        yield Claim(_own_name(found, words), Grade.A, source, "text", place)


def classified(draft: Draft, classifiers: Iterable[str], place: Place) -> list[Claim]:
    """Return the claim of the index's own words, of which half name families: what the project itself says goes first."""
    said = [line.removeprefix(_CLASSIFIER) for line in classifiers if line.startswith(_CLASSIFIER)]
    words = [line.rpartition(" :: ")[2] for line in said if line != "OSI Approved"]
    if not words:
        return []
    if len(set(words)) > 1:
        draft.notes.add("license-list-as-and", LISTED, joined(words), place)
    return [Claim(joined(words), Grade.C, "Classifier", place=place)]


# --------------------------------------------------------------- licence files


def from_files(
    draft: Draft, files: Sequence[File], stated: Sequence[Claim], field: str, place: Place, what: str, expression: str
) -> Iterable[Claim]:
    """Yield what licence files add to what is stated.

    Several texts do not say whether all of them apply or one of them: an expression that names them does. A text that is not
    known counts where nothing else is stated.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    files : sequence of File
        The licence files.
    stated : sequence of Claim
        What is stated beside them.
    field : str
        What a claim names as its source.
    place : Place
        Where the files are named.
    what : str
        What a note calls the project.
    expression : str
        The project's expression, which is of all that is in it; empty if it has none.
    """
    known: dict[str, str] = {}
    other: dict[str, str] = {}
    for file in files:
        found = None
        if not _ASIDE.match(Path(file.name).name):
            found = draft.texts.identify(file.text, f"{what} ({file.name})" if what else file.name, place)
        if found is None:
            continue
        names, kept = (_known(found), known) if found.named else ([_own_name(found, file.text)], other)
        kept |= dict.fromkeys(names, f"{field}: {found.says}")
    own = [claim.license for claim in stated if claim.evidence is not Grade.C]
    open_ = [name for name in known if not _covers(own, name)]
    if stated and any(name.startswith(_UNKNOWN) for name in other):
        says = "licence files hold texts that are no known licence's; what is stated beside them counts"
        draft.notes.add("license-text-unknown", says, what, place)
    if expression and open_ and len(known) + len(other) > 1:
        yield Claim(joined(open_), Grade.C, f"{field}, beside the texts of what is stated", "observed", place)
    elif known and (open_ or (len(known) == 1 and _is_one(own))):
        yield _of_texts(draft, list(known), next(iter(known.values())), place)
    if other and not stated:
        yield Claim(joined(other), Grade.A, next(iter(other.values())), "text", place)


def _known(found: Identified) -> list[str]:
    """Return the licences whose texts a text is made of."""
    names = (found.license,) if found.license else (part.license for part in found.parts)
    return list(dict.fromkeys(name for name in names if name))


def _of_texts(draft: Draft, names: list[str], source: str, place: Place) -> Claim:
    """Return the claim of one text or of several, which are read as all of them."""
    if len(names) > 1:
        draft.notes.add("license-list-as-and", LISTED, joined(names), place)
    return Claim(joined(names), Grade.A, source if len(names) == 1 else f"texts of {joined(names)}", "text", place)


def _own_name(found: Identified | None, text: str) -> str:
    """Return a name for a text that is no known licence's."""
    if found is not None and found.nearest:
        return f"LicenseRef-modified-{found.nearest}"
    return f"{_UNKNOWN}{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _is_one(stated: Sequence[str]) -> bool:
    """Whether what is stated is one licence at most, and no expression of several."""
    return sum(1 for words in stated for _ in atoms(parse(words))) <= 1


def _covers(stated: Sequence[str], name: str) -> bool:
    """Whether a licence is among those that are stated."""
    return any(_plain(name) in _meant(atom) for words in stated for atom in atoms(parse(words)))


def _meant(atom: Atom) -> set[str]:
    return {_plain(name) for name in (atom.candidates if atom.ambiguous else (atom.license,))}


def _plain(name: str) -> str:
    return name.removesuffix("-only").removesuffix("-or-later")
