"""What SPDX 2 says of an element's licence: concluded, declared, and found in its files."""

from __future__ import annotations

from typing import Any

from fourfold.artifact import Claim
from fourfold.place import Place
from fourfold.read.draft import LISTED, Draft, joined, list_of, text_of
from fourfold.read.forge import make_claim, make_place
from fourfold.read.refs import Refs
from fourfold.terms import Grade

_NOTHING = ("NONE", "NOASSERTION")
_PARTLY = "NOASSERTION stands beside what was found in files: what applies to the rest of them is not said, and counts for nothing"
UNREADABLE = "LicenseRef-unreadable"
"""What stands for a licence that is given as no text."""
_FIELDS = (
    ("licenseConcluded", "concluded", "SPDX licenseConcluded"),
    ("licenseDeclared", "declared", "SPDX licenseDeclared"),
)


class ElementClaims:
    """The claims of one document's elements.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    """

    def __init__(self, draft: Draft) -> None:
        self.refs = Refs(draft.texts, draft.notes)
        self._notes, self._lines, self._file = draft.notes, draft.lines, draft.file
        self._heard: dict[tuple[str, object], tuple[str, Grade, str]] = {}
        """Licence, evidence and source by role and words, of which a document has few."""

    def of(self, element: dict[str, Any], place: Place, observed: str) -> tuple[Claim, ...]:
        """Return what an element says of its licence; a field that is absent says nothing at all.

        Parameters
        ----------
        element : dict
            A package, file or snippet.
        place : Place
            Where it stands.
        observed : str
            The key of the licences that were found in it.
        """
        out: list[Claim] = []
        heard, file, lines = self._heard, self._file, self._lines
        for field, role, source in _FIELDS:
            words = element.get(field)
            if not words:
                continue
            if words in _NOTHING:
                # most of what such files say; it stands as well at the element itself
                out.append(make_claim(words, Grade.C, source, role, place))
                continue
            pointer = f"{place.pointer}/{field}"
            where = make_place(file, lines.get(pointer) if lines else None, pointer)
            try:
                license_, evidence, said = heard[role, words]
            except (KeyError, TypeError):
                license_, evidence, said = self._hear(role, words, source, where)
            out.append(make_claim(license_, evidence, said, role, where))
        if observed in element:
            out += self._observed(list_of(element[observed]), f"{place.pointer}/{observed}", f"SPDX {observed}")
        return tuple(out)

    def _hear(self, role: str, words: object, source: str, place: Place) -> tuple[str, Grade, str]:
        """Return what a field says, and keep it for the next element that says the same."""
        said = self.refs.said(text_of(words) if type(words) is str else self._odd(words, place))
        heard = said.license, said.evidence, source + said.explains
        if type(words) is str:
            self._heard[role, words] = heard
        return heard

    def _odd(self, value: object, place: Place) -> str:
        """Return what a field says that holds no text: something, so that it never leaves the field beside it to count alone."""
        self._notes.add("license-unreadable", "a licence stands in a form that is no text", place.pointer, place)
        return joined([text_of(item) or UNREADABLE for item in list_of(value)]) or UNREADABLE

    def _observed(self, value: list[object], pointer: str, source: str) -> list[Claim]:
        words = [said for item in value if (said := text_of(item))]
        stated = [said for said in words if said not in _NOTHING] or words[:1]
        if not stated:
            return []
        read = self.refs.said(joined(stated))
        place = make_place(self._file, self._lines.get(pointer), pointer)
        if len(stated) != len(words) and stated[0] not in _NOTHING and "NOASSERTION" in words:
            self._notes.add("license-partly-stated", _PARTLY, pointer, place)
            source += " (and NOASSERTION)"
        if len(set(stated)) > 1:
            self._notes.add("license-list-as-and", LISTED, read.license, place)
            source += " (a list without operators, read as all of them)"
        return [make_claim(read.license, read.evidence, source + read.explains, "observed", place)]
