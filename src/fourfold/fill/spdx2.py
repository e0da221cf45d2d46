"""SPDX 2.2 and 2.3: what is concluded where nothing was, with the licence's text and a comment that names the source."""

from __future__ import annotations

import re
from typing import Any

from fourfold.artifact import Artifact, Bill
from fourfold.fill.base import Work, words_of
from fourfold.fill.certain import Certain, Doubt
from fourfold.identify import identify
from fourfold.resolve import NO_ASSERTION

_FIELDS = {"packages": "licenseInfoFromFiles", "files": "licenseInfoInFiles", "snippets": "licenseInfoInSnippets"}
_ELEMENT = re.compile(rf"/({'|'.join(_FIELDS)})/\d+")
_REFERENCE = re.compile(r"(?<![:A-Za-z0-9.-])LicenseRef-[A-Za-z0-9.-]+")
_INFOS = "hasExtractedLicensingInfos"
FEWEST = 20
"""Words from which the text of a definition says more than its name."""


def fill(bill: Bill, work: Work) -> None:
    """Conclude what is certain, wherever nothing is concluded; what is declared stays as it is.

    Parameters
    ----------
    bill : Bill
        The document, as it was read.
    work : Work
        Takes the changes and what became of each artifact.
    """
    defined = _Definitions(work)
    for artifact in bill.artifacts:
        pointer = artifact.place.pointer
        element = work.element(artifact)
        if element is None or not _ELEMENT.fullmatch(pointer):
            continue
        found = work.settle(artifact)
        stated = element.get("licenseConcluded")
        if isinstance(found, Doubt):
            work.leave(artifact, found)
        elif stated not in (None, "", "NOASSERTION") and not _is_concluded(artifact):
            work.leave(artifact, Doubt("unwritable", f"its licenseConcluded says {stated!r}, which is no licence"))
        elif stated not in (None, "", "NOASSERTION"):
            work.keep(artifact, found.words)
        elif trouble := defined.trouble(found, element):
            work.leave(artifact, trouble)
        else:
            _conclude(work, pointer, element, found)
            work.fill(artifact, found)
            defined.use(found.references)
    defined.write()


def _is_concluded(artifact: Artifact) -> bool:
    return any(
        c.role in {"concluded", "text"} and c.license.strip().upper() not in NO_ASSERTION for c in artifact.claims
    )


def _conclude(work: Work, pointer: str, element: dict[str, Any], found: Certain) -> None:
    _put(work, pointer, element, "licenseConcluded", found.words)
    before = words_of(element.get("licenseComments"))
    record = work.record(found)
    _put(work, pointer, element, "licenseComments", f"{before}\n{record}" if before else record)


def _put(work: Work, pointer: str, element: dict[str, Any], key: str, value: str) -> None:
    if key in element:
        work.edits.replace(f"{pointer}/{key}", value)
    else:
        work.edits.member(pointer, key, value)


class _Definitions:
    """The licences that are not on SPDX's list, each of which the document has to define."""

    def __init__(self, work: Work) -> None:
        self._work = work
        infos = work.edits.data.get(_INFOS)
        self._malformed = infos is not None and not isinstance(infos, list)
        held = [info for info in infos if isinstance(info, dict)] if isinstance(infos, list) else []
        self._held = {words_of(info.get("licenseId")): info for info in held}
        self._used: dict[str, None] = {}
        for key, observed in _FIELDS.items():
            self._stated(work.edits.data.get(key), observed)
        for name in self._used:
            work.notes[f"{name} is used without a definition, which is added"] = None

    def _stated(self, elements: object, observed: str) -> None:
        """Take note of what the authors use without defining it, where it is known or its text is at hand."""
        for element in elements if isinstance(elements, list) else ():
            if isinstance(element, dict):
                listed = element.get(observed)
                said = [element.get("licenseConcluded"), element.get("licenseDeclared")]
                said += listed if isinstance(listed, list) else []
                for words in said:
                    if isinstance(words, str) and "LicenseRef-" in words:
                        names = _REFERENCE.findall(words)
                        self.use(tuple(name for name in names if self._work.texts.can_define(name)))

    def trouble(self, found: Certain, element: dict[str, Any]) -> Doubt | None:
        """Say why a licence cannot be written: the document means another by its id, or has no place for what belongs to it."""
        if not isinstance(element.get("licenseComments"), str | None):
            return Doubt("unwritable", "its licenseComments are no text, to which the source could be added")
        if found.references and self._malformed:
            return Doubt("unwritable", f"{_INFOS} is no list")
        for name in found.references:
            text = words_of(self._held.get(name, {}).get("extractedText"))
            meant = identify(text).license if len(text.split(maxsplit=FEWEST)) >= FEWEST else None
            if meant not in (None, name):
                return Doubt("unwritable", f"the document gives {name} the text of {meant}")
        return None

    def use(self, names: tuple[str, ...]) -> None:
        """Take note of ids that stand in the document."""
        self._used.update(dict.fromkeys(name for name in names if name not in self._held))

    def write(self) -> None:
        """Define what is used and not defined."""
        if not self._used or self._malformed:
            return
        infos = []
        for name in self._used:
            held = self._work.texts.of(name)
            info: dict[str, Any] = {"licenseId": name, "extractedText": held.body}
            info["name"] = held.name or name
            if held.url:
                info["seeAlsos"] = [held.url]
            where = f"the text is that of {held.origin}" if held.text else "the text was not at hand"
            info["comment"] = f"fourfold: defined because it is used and was not defined; {where}"
            infos.append(info)
        self._work.edits.extend("", _INFOS, infos)
