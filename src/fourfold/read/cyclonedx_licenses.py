"""The licence choices of CycloneDX as claims.

Up to 1.6 a list holds either licences or one expression, from 1.7 on any mix. A list of several has no meaning of its own: it is
read as all of them, and that is said. What is acknowledged as declared and what as concluded are two claims.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from fourfold.artifact import Claim
from fourfold.place import Place
from fourfold.read.cyclonedx_words import CONCLUDED
from fourfold.read.draft import LISTED, Draft, joined, text_of
from fourfold.read.forge import make_claim, make_place
from fourfold.terms import Grade

_ROLES = ("declared", "concluded")


class LicenseChoices:
    """Reads the licence lists of one document.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def of(self, choices: object, pointer: str, source: str, role: str = "declared") -> tuple[Claim, ...]:
        """Return the claims of one list.

        Parameters
        ----------
        choices : object
            The value of ``licenses``.
        pointer : str
            Where it stands.
        source : str
            What the claims name as theirs.
        role : str, optional
            What a claim without an acknowledgement is.
        """
        if type(choices) is list and len(choices) == 1 and type(choices[0]) is dict:
            choice = choices[0]
            inner = choice.get("license")
            plain = "expression" not in choice
            if plain and type(inner) is dict and "text" not in inner and "acknowledgement" not in inner:
                words = inner.get("id") or inner.get("name")
                if type(words) is str:
                    # what nearly every component has
                    draft, where = self._draft, f"{pointer}/0"
                    return (
                        make_claim(words, Grade.C, source, role, make_place(draft.file, draft.lines.get(where), where)),
                    )
        return self._several(choices, pointer, source, role)

    def noted(self, properties: object, pointer: str) -> tuple[Claim, ...]:
        """Return what was concluded and stands among the properties, because the list could not take it.

        Parameters
        ----------
        properties : object
            The value of ``properties``.
        pointer : str
            Where it stands.
        """
        for i, entry in enumerate(properties if type(properties) is list else ()):
            if type(entry) is dict and entry.get("name") == CONCLUDED and (words := text_of(entry.get("value"))):
                place = self._draft.place(f"{pointer}/{i}")
                return (make_claim(words, Grade.C, f"CycloneDX property {CONCLUDED}", "concluded", place),)
        return ()

    def _several(self, choices: object, pointer: str, source: str, role: str) -> tuple[Claim, ...]:
        draft = self._draft
        said: dict[str, list[tuple[str, Place]]] = {}
        texts: list[Claim] = []
        for i, choice in draft.entries(choices, pointer):
            place = draft.place(f"{pointer}/{i}")
            inner = choice.get("license")
            entry: dict[str, Any] = inner if isinstance(inner, dict) else choice
            words = text_of(entry.get("expression") or entry.get("id") or entry.get("name"))
            text = self._text(entry, words, source, place)
            texts += text
            if not words and not text:
                words = text_of(entry.get("url"))
            if words:
                acknowledged = text_of(entry.get("acknowledgement") or choice.get("acknowledgement"))
                as_role = acknowledged if role in _ROLES and acknowledged in _ROLES else role
                said.setdefault(as_role, []).append((words, place))
                if entry is inner and (beside := text_of(choice.get("expression"))):
                    said[as_role].append((beside, place))
            elif not text:
                says = "a licence entry has neither expression, id, name nor url; it was passed over"
                draft.notes.add("license-unreadable", says, place.pointer, place)
        return (*(self._claim(listed, source, as_role, pointer) for as_role, listed in said.items()), *texts)

    def _claim(self, listed: list[tuple[str, Place]], source: str, role: str, pointer: str) -> Claim:
        words = list(dict.fromkeys(words for words, _ in listed))
        if len(words) == 1:
            return make_claim(words[0], Grade.C, source, role, listed[0][1])
        place = self._draft.place(pointer)
        expression = joined(words)
        self._draft.notes.add("license-list-as-and", LISTED, expression, place)
        return make_claim(expression, Grade.C, f"{source} (a list without operators, read as all of them)", role, place)

    def _text(self, entry: dict[str, Any], words: str, source: str, place: Place) -> list[Claim]:
        """Return a claim for a text that is a known licence's; keep every text."""
        attached = entry.get("text")
        if attached is None:
            return []
        content = self._decoded(attached, place) if isinstance(attached, dict) else text_of(attached)
        found = self._draft.texts.identify(content, words or place.pointer, place)
        if found is not None and found.license is not None:
            return [make_claim(found.license, Grade.A, f"{source}: {found.says}", "text", place)]
        if words or not content.strip():
            return []
        # something is said, and it has no name: the words stand for themselves
        name = content.strip() if len(content) < 80 and "\n" not in content.strip() else "LicenseRef-unnamed-text"
        return [make_claim(name, Grade.C, f"{source}: a text without a name", "declared", place)]

    def _decoded(self, attached: dict[str, Any], place: Place) -> str:
        content = text_of(attached.get("content") or attached.get("#text"))
        if attached.get("encoding") != "base64":
            return content
        try:
            return base64.b64decode("".join(content.split()), validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            says = "a licence text says that it is base64, and is not; it was passed over"
            self._draft.notes.add("license-text-unreadable", says, place.pointer, place)
            return ""
