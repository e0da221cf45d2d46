"""``LicenseRef-`` ids that a document defines itself: what stands behind each, as far as its text or name tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fourfold.place import Place
from fourfold.read.texts import FEWEST, Texts
from fourfold.terms import Grade

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:+-]*")


@dataclass(frozen=True, slots=True)
class Said:
    """A licence statement's words, as a claim takes them."""

    license: str
    evidence: Grade = Grade.C
    explains: str = ""
    """What stood there, where the words are not it; begins with a colon."""


class Refs:
    """The ids that one document defines.

    Parameters
    ----------
    texts : Texts
        Where the texts are kept and identified.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._defined: dict[str, Said] = {}
        self._all: dict[str, Said | None] = {}
        """What the definitions agree on, by id; none where they do not, or say nothing."""
        self._said: dict[str, Said] = {}

    def define(self, ref: str, name: str, text: str, place: Place) -> None:
        """Take in one definition.

        Parameters
        ----------
        ref : str
            The id.
        name : str
            What the document calls it; ``NOASSERTION`` counts as no name.
        text : str
            The text it gives, which in practice is often only the name again.
        place : Place
            Where the definition stands.
        """
        meant = self._meant(ref, name, text, place)
        if self._all.setdefault(ref, meant) != meant:
            meant = self._all[ref] = None  # two definitions that mean different things: it is open which of them counts
        if meant is not None:
            self._defined[ref] = meant
        else:
            self._defined.pop(ref, None)

    def _meant(self, ref: str, name: str, text: str, place: Place) -> Said | None:
        """Return what one definition makes of an id; none if neither text nor name tells."""
        found = self._texts.identify(text, ref, place)
        if found is not None and found.license is not None:
            return Said(found.license, Grade.A, f": {ref}, whose text given is the {found.says}")
        name = "" if name in {"NOASSERTION", "NONE", ref} else name
        short = text if text and len(text.split(maxsplit=FEWEST)) < FEWEST and "\n" not in text else ""
        called = name or (short if len(short) < 80 else "")
        if called and (short or not text) and called != ref and not ref.startswith("LicenseRef-scancode-"):
            return Said(called, Grade.C, f": {ref}, which the document names so")
        return None

    def said(self, words: str) -> Said:
        """Return a statement's words with the document's own ids replaced by what they stand for."""
        held = self._said.get(words)
        if held is None:
            held = self._said[words] = self._read(words)
        return held

    def _read(self, words: str) -> Said:
        whole = self._defined.get(words)
        if whole is not None:
            return whole
        if not self._defined or "LicenseRef-" not in words:
            return Said(words)
        replaced = _TOKEN.sub(self._part, words)
        return Said(words) if replaced == words else Said(replaced, Grade.C, f": {words}")

    def _part(self, match: re.Match[str]) -> str:
        """Replace an id inside an expression, unless its name would not read as one id."""
        part = self._defined.get(match[0])
        return match[0] if part is None or " " in part.license else part.license
