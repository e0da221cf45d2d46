"""What stands with a licence in CycloneDX: its text, an address, and from 1.7 on details of an expression's parts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Any

from fourfold.artifact import Claim
from fourfold.identify import Identified
from fourfold.place import Place
from fourfold.read.beside import counting, id_of, is_empty, is_told, within
from fourfold.read.draft import Draft, text_of
from fourfold.read.forge import make_claim
from fourfold.read.hearsay import has_terms
from fourfold.read.texts import FEWEST, LONGEST
from fourfold.terms import Grade

_LONGEST_NAME = 80
_MOST_COMPOUND = 100
"""Ids with an exception, each of which is looked for in the whole expression."""
_ID = re.compile(r"[\w.:+-]+")


class Attached:
    """Reads the texts and addresses of one document.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def read(
        self, entry: dict[str, Any], words: str, source: str, place: Place
    ) -> tuple[tuple[str, ...], Claim | None]:
        """Return the words that count of an entry, and what its text says.

        Parameters
        ----------
        entry : dict
            With ``text`` and ``url``, as far as it has them.
        words : str
            Its id or name; may be empty.
        source : str
            What the claim names as its source.
        place : Place
            Where the entry stands.
        """
        content = self.content(entry, place)
        url = text_of(entry.get("url"))
        if content:
            found = self._draft.texts.identify(content, words or place.pointer, place)
            if found is not None and found.license is not None:
                known = words if words and not is_empty(words) else found.license
                return ((known,) if words else ()), _claim(found.license, found, source, place)
            if not words:
                return (self._nameless(content),), None
            if found is not None and (license_ := _against(found, content, words)):
                return (words,), _claim(license_, found, source, place)
            if found is None and is_told(words) and len(content) > LONGEST:
                return (words, "LicenseRef-unnamed-text"), None  # too long to be compared: what it says is open
            if len(content.split(maxsplit=FEWEST)) < FEWEST:
                words, *others = self._short(words, content, place)
                if others:
                    return (words, *others), None
        if not words:
            return ((url,) if url else ()), None
        return (counting(words, url) if url else (words,)), None

    def content(self, entry: dict[str, Any], place: Place) -> str:
        """Return the text of an entry, as far as it can be read."""
        attached = entry.get("text")
        if not isinstance(attached, dict):
            return text_of(attached)
        content = text_of(attached.get("content") or attached.get("#text"))
        if attached.get("encoding") != "base64":
            return content
        try:
            return base64.b64decode("".join(content.split()), validate=True).decode("utf-8", "replace").strip()
        except (binascii.Error, ValueError):
            says = "a licence text says that it is base64, and is not; it was passed over"
            self._draft.notes.add("license-text-unreadable", says, place.pointer, place)
            return ""

    def _nameless(self, content: str) -> str:
        """Return the words of a text that has no name: something is said, and the words stand for themselves."""
        return content if len(content) < _LONGEST_NAME and "\n" not in content else "LicenseRef-unnamed-text"

    def _short(self, words: str, content: str, place: Place) -> tuple[str, ...]:
        """Return the words that count where a name, or a few words of any kind, stand in the place of a text."""
        if "\n" not in content and len(content) < _LONGEST_NAME and (is_empty(words) or is_told(content)):
            return counting(words, content)
        says = "what stands in the place of a licence text is too short for one, and was not read"
        self._draft.notes.add("license-text-short", says, " ".join(content.split()), place)
        return (words, self._nameless(content)) if has_terms(content, words) else (words,)

    def detailed(self, words: str, details: object, pointer: str) -> tuple[str, Grade]:
        """Return an expression with what its details say in the place of the ids, and the grade of that.

        Parameters
        ----------
        words : str
            The expression.
        details : object
            The value of ``expressionDetails``.
        pointer : str
            Where they stand.
        """
        meant: dict[str, set[tuple[str, Grade]]] = {}
        for i, detail in self._draft.entries(details, pointer):
            if id_ := text_of(detail.get("licenseIdentifier")):
                found = self._meant(detail, id_, self._draft.place(f"{pointer}/{i}"))
                meant.setdefault(id_, set()).add(found)
        # one id may have several texts; if they are of different licences, it is open which of them counts
        agreed = {id_: found.pop() if len(found) == 1 else (id_, Grade.C) for id_, found in meant.items()}
        if words in agreed:
            return agreed[words]
        out = words
        for id_ in [id_ for id_ in agreed if " " in id_][:_MOST_COMPOUND]:
            out = out.replace(id_, agreed[id_][0])
        return _ID.sub(lambda match: agreed[match[0]][0] if match[0] in agreed else match[0], out), Grade.C

    def _meant(self, detail: dict[str, Any], id_: str, place: Place) -> tuple[str, Grade]:
        """Return what the details of one id make of it: a document's own id is what its text is, a listed one is not another."""
        if is_told(id_):
            (words, *more), text = self.read(detail, id_, "", place)
            if text is not None and not within(text.license, [id_]):
                return text.license, Grade.A
            ids = [id_of(word) or word for word in (words, *more)]
            return (f"({' AND '.join(ids)})" if more else id_), Grade.C
        content = self.content(detail, place)
        found = self._draft.texts.identify(content, id_, place) if content else None
        if found is not None and found.license is not None:
            return found.license, Grade.A
        short = content if len(content.split(maxsplit=FEWEST)) < FEWEST else ""
        told = id_of(short) if content else id_of(text_of(detail.get("url")))
        return told or id_, Grade.C


def _against(found: Identified, content: str, words: str) -> str:
    """Return an id of our own for a text that is not that of the licence which is named; empty if it may be a part of that, or none is."""
    if not is_told(words):
        return ""
    if found.nearest is not None:
        return f"LicenseRef-modified-{found.nearest}"
    held = [part.license for part in found.parts]
    if held and all(name is not None and within(name, [words]) for name in held):
        return ""
    return f"LicenseRef-text-{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _claim(license_: str, found: Identified, source: str, place: Place) -> Claim:
    return make_claim(license_, Grade.A, f"{source}: {found.says}", "text", place)
