"""Licence texts that a document carries: kept for the report, and named by their words."""

from __future__ import annotations

import hashlib

from fourfold.identify import Identified, identify
from fourfold.place import Place
from fourfold.read.notes import Notes

BUDGET = 4 * 2**20
"""Characters of licence text that are compared with the catalogue in one document."""
LONGEST = 2**18
"""Characters that one text may have to be compared; the longest licence known has about 60,000."""
FEWEST = 20
"""Words from which a text is taken for one; what is shorter is a name that stands in the wrong place."""


class Texts:
    """The texts of one document.

    Parameters
    ----------
    notes : Notes
        Where it is noted that a text is a modified one, or was not compared.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._left = BUDGET
        self._known: dict[str, Identified | None] = {}
        self.held: dict[str, str] = {}
        """Texts by SHA-256."""

    def identify(self, text: str, what: str, place: Place) -> Identified | None:
        """Keep a text and say which licence it is.

        Parameters
        ----------
        text : str
            The text.
        what : str
            What a note calls it.
        place : Place
            Where it stands.

        Returns
        -------
        Identified or None
            None if it is too short to be a licence, or was not compared.
        """
        if len(text.split(maxsplit=FEWEST)) < FEWEST:
            return None
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        if digest in self.held:
            return self._known[digest]
        self.held[digest] = text
        self._known[digest] = found = self._compare(text, what, place)
        if found is not None and found.license is None and found.nearest is not None:
            says = f"the text given is not that of {found.nearest}, only near it; it was not taken for that licence"
            self._notes.add("license-text-modified", says, what, place)
        return found

    def _compare(self, text: str, what: str, place: Place) -> Identified | None:
        if len(text) > LONGEST or len(text) > self._left:
            says = "the document holds more licence text than is compared; these texts were not"
            self._notes.add("license-text-skipped", says, what, place)
            return None
        self._left -= len(text)
        return identify(text)
