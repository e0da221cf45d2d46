"""CycloneDX: licences for components and services that have none, and ids beside the names that people wrote.

What is concluded says so from 1.6 on; before, the format has no word for it. Where it comes from stands among the properties.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from fourfold.artifact import Artifact, Bill, Claim
from fourfold.errors import InputError
from fourfold.expression import Atom, atoms, is_known, parse
from fourfold.fill.base import Work, words_of
from fourfold.fill.certain import Certain, Doubt, names_in, shorten
from fourfold.identify import identify
from fourfold.place import Place
from fourfold.read.cyclonedx_words import CONCLUDED
from fourfold.resolve import NO_ASSERTION, agrees
from fourfold.terms import Grade

_ELEMENT = re.compile(r"(/metadata/component|.*/(components|services|ancestors|descendants|variants)/\d+)")
SOURCE, EVIDENCE = "fourfold:license:source", "fourfold:license:evidence"
"""Properties: where a licence comes from, and the grade of what it rests on."""
_TOLD = frozenset({"license", "huggingface:license"})
"""Properties that speak of the component itself; what others end in may be the licence of its data, or of what it was made from."""
FEWEST = 20
"""Words from which something is taken for a licence text."""
_Version = tuple[int, int]
_PROPERTIES, _ACKNOWLEDGED, _MIXED = (1, 3), (1, 6), (1, 7)
"""Versions from which on components have properties, licences an acknowledgement, and a list may hold licences and expressions."""


def fill(bill: Bill, work: Work) -> None:
    """Write what is certain wherever no licence stands, and what a name means where it is no id.

    Parameters
    ----------
    bill : Bill
        The document, as it was read.
    work : Work
        Takes the changes and what became of each artifact.

    Raises
    ------
    InputError
        If the document does not say which version of the format it is.
    """
    version = _version(work)
    for artifact in bill.artifacts:
        # what is only named, in a property or a model card, has no place for a licence
        if _ELEMENT.fullmatch(artifact.place.pointer) and (element := work.element(artifact)) is not None:
            _Component(artifact, element, version, work).fill()
    if work.filled and (
        "signature" in work.edits.data or any("signature" in work.edits.at(e.pointer) for e in work.filled)
    ):
        work.notes["the document is signed; the signature is that of the document as it was"] = None


def _version(work: Work) -> _Version:
    said = words_of(work.edits.data.get("specVersion"))
    major, _, minor = said.partition(".")
    if not (major.isdecimal() and minor.isdecimal() and len(said) < 12):
        raise InputError("does not say which version of CycloneDX it is", work.file, '"specVersion": "1.6"')
    return int(major), int(minor)


class _Component:
    """One component or service."""

    def __init__(self, artifact: Artifact, element: dict[str, Any], version: _Version, work: Work) -> None:
        self._artifact, self._element, self._version, self._work = artifact, element, version, work
        self._pointer = artifact.place.pointer

    def fill(self) -> None:
        """Write what is certain of it, if that is not there."""
        work, listed = self._work, self._element.get("licenses", [])
        vacant = listed == [] or _says_nothing(listed)
        found = work.settle(self._artifact, tuple(self._hints()) if vacant else ())
        if isinstance(found, Doubt):
            work.leave(self._artifact, found)
        elif not vacant and self._says(listed, found):
            work.keep(self._artifact, found.words)
        elif doubt := self._against(listed, found):
            work.leave(self._artifact, doubt)
        elif trouble := self._trouble(listed) or self._clash(listed, found, vacant=vacant):
            work.leave(self._artifact, Doubt("unwritable", trouble))
        else:
            more = []
            if vacant and listed:
                work.edits.replace(f"{self._pointer}/licenses/0", self._choice(found))
            elif vacant or self._takes(listed, found):
                work.edits.extend(self._pointer, "licenses", [self._choice(found)])
            else:
                more = [{"name": CONCLUDED, "value": found.words}]
            record = [{"name": SOURCE, "value": work.record(found)}]
            record.append({"name": EVIDENCE, "value": str(found.claim.evidence)})
            work.edits.extend(self._pointer, "properties", more + record)
            work.fill(self._artifact, found)

    def _against(self, listed: object, found: Certain) -> Doubt | None:
        """Say that a name stands with an address or a text that is not the licence's."""
        for choice in listed if isinstance(listed, list) else ():
            entry = _inner(choice) if isinstance(choice, dict) else {}
            name, url, text = words_of(entry.get("name")), words_of(entry.get("url")), _text(entry.get("text"))
            if url and not self._leads_to(url, found):
                return Doubt("disagreeing", f'"{shorten(name)}" and "{shorten(url)}" do not mean the same')
            if len(text.split(maxsplit=FEWEST)) >= FEWEST and identify(text).license is None:
                return Doubt("unknown", f'"{shorten(name)}" stands with a text that is no known licence\'s')
        return None

    def _leads_to(self, url: str, found: Certain) -> bool:
        """Whether an address may be that of a licence, or of a part of it; one that nobody knows may be anything's."""
        there = parse(url, self._work.known)
        part = set(atoms(there)) <= set(atoms(found.expression))
        return not is_known(there) or part or agrees(there, found.expression)

    def _trouble(self, listed: object) -> str:
        if self._version < _PROPERTIES:
            return "this version of the format has no place to say where a licence comes from; that begins with 1.3"
        if not isinstance(listed, list):
            return "what stands under licenses is no list"
        if not isinstance(self._element.get("properties", []), list):
            return "what stands under properties is no list, to which the source could be added"
        return ""

    def _clash(self, listed: list[Any], found: Certain, *, vacant: bool) -> str:
        """Say that the list says nothing, and in a form that leaves no room for something."""
        nothing = all(claim.license.strip().upper() in NO_ASSERTION for claim in self._artifact.claims)
        if vacant or not nothing or self._takes(listed, found):
            return ""
        return "its list says in several words that nothing is asserted, and can take no licence beside them"

    def _hints(self) -> Iterator[Claim]:
        """Yield what else the document says of the component's licence."""
        for i, entry in self._entries("properties"):
            name, value = words_of(entry.get("name")), words_of(entry.get("value"))
            if value and name.lower() in _TOLD:
                yield self._claim(value, f"CycloneDX property {name}", f"properties/{i}")
        for i, entry in self._entries("externalReferences"):
            url = words_of(entry.get("url"))
            # an address that nobody knows speaks against nothing
            if entry.get("type") == "license" and url and is_known(parse(url, self._work.known)):
                yield self._claim(url, "CycloneDX externalReferences, license", f"externalReferences/{i}")

    def _entries(self, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        listed = self._element.get(key)
        for i, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict):
                yield i, entry

    def _claim(self, words: str, source: str, where: str) -> Claim:
        return Claim(words, Grade.C, source, place=Place(self._work.file, None, f"{self._pointer}/{where}"))

    def _says(self, listed: object, found: Certain) -> bool:
        """Whether the document itself says already what was found, in an id or in the very expression."""
        if any(entry.get("name") == CONCLUDED for _, entry in self._entries("properties")):
            return True
        choices = [choice for choice in listed if isinstance(choice, dict)] if isinstance(listed, list) else []
        inner = [_inner(choice) for choice in choices]
        if any("concluded" in (choice.get("acknowledgement"), entry.get("acknowledgement")) for choice, entry in zip(choices, inner, strict=True)):  # fmt: skip
            return True
        return any(words_of(entry.get("id")) or _is_said(entry, found) for entry in inner)

    def _takes(self, listed: list[Any], found: Certain) -> bool:
        """Whether the list may take a conclusion beside what stands in it."""
        if self._version >= _MIXED:
            return True
        plain = all(isinstance(choice, dict) and "license" in choice for choice in listed)
        return self._version >= _ACKNOWLEDGED and plain and _is_plain(found)

    def _choice(self, found: Certain) -> dict[str, Any]:
        """Return the entry for a licence list."""
        acknowledged = {"acknowledgement": "concluded"} if self._version >= _ACKNOWLEDGED else {}
        if not _is_plain(found):
            details = [self._detail(name) for name in found.references] if self._version >= _MIXED else []
            more = {"expressionDetails": details} if details else {}
            return {"expression": found.words, **acknowledged, **more}
        if not found.references:
            return {"license": {"id": found.words, **acknowledged}}
        return {"license": {"name": found.words, **acknowledged, **self._given(found.words)}}

    def _detail(self, name: str) -> dict[str, Any]:
        return {"licenseIdentifier": name, **self._given(name)}

    def _given(self, name: str) -> dict[str, Any]:
        """Return text and address of a licence, as far as they are at hand."""
        held = self._work.texts.of(name)
        text = {"text": {"contentType": "text/plain", "content": held.text}} if held.text else {}
        return {**text, **({"url": held.url} if held.url else {})}


def _says_nothing(listed: object) -> bool:
    """Whether a list holds just a name that asserts nothing, as some generators write where they know nothing."""
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], dict):
        return False
    inner = listed[0].get("license")
    return isinstance(inner, dict) and [*inner] == ["name"] and words_of(inner["name"]).strip().upper() in NO_ASSERTION


def _text(attached: object) -> str:
    """Return a licence text that stands in an entry, as far as it can be read."""
    if not isinstance(attached, dict):
        return words_of(attached)
    content = words_of(attached.get("content"))
    if attached.get("encoding") != "base64":
        return content
    try:
        return b64decode("".join(content.split())).decode("utf-8", "replace")
    except ValueError:
        return ""


def _inner(choice: dict[str, Any]) -> dict[str, Any]:
    inner = choice.get("license")
    return inner if isinstance(inner, dict) else choice


def _is_said(entry: dict[str, Any], found: Certain) -> bool:
    """Whether an entry has the very ids of what was found, whatever its brackets."""
    if words_of(entry.get("name")) == found.words:
        return True
    return set(names_in(words_of(entry.get("expression")))) == set(names_in(found.words))


def _is_plain(found: Certain) -> bool:
    """Whether it is one licence without an exception."""
    return isinstance(found.expression, Atom) and not found.expression.exception
