"""SPDX 3.0: conclusions as relationships to licence expressions, with elements for what is not on SPDX's list."""

from __future__ import annotations

import hashlib
from typing import Any

from fourfold.artifact import Artifact, Bill
from fourfold.errors import InputError
from fourfold.fill.base import Work, words_of
from fourfold.fill.certain import Certain, Doubt
from fourfold.read.spdx3_words import id_of
from fourfold.resolve import NO_ASSERTION

_CONCLUDED = "hasConcludedLicense"
_Stated = list[tuple[str, dict[str, Any]]]


def fill(bill: Bill, work: Work, created: str) -> None:
    """Conclude what is certain, wherever nothing is concluded.

    Parameters
    ----------
    bill : Bill
        The document, as it was read.
    work : Work
        Takes the changes and what became of each artifact.
    created : str
        When the new elements are made, as SPDX writes it.

    Raises
    ------
    InputError
        If the document is a single element, to which no other can be added.
    """
    graph = work.edits.data.get("@graph")
    if not isinstance(graph, list):
        raise InputError("is a single element without @graph, to which no other can be added", work.file, "an @graph")
    writer = _Writer(work, graph, created)
    for artifact in bill.artifacts:
        # a copy that states nothing has no terms of its own
        if not artifact.inherited and (element := work.element(artifact)) is not None:
            writer.fill(artifact, element)
    writer.enlist()


class _Writer:
    """Adds elements to the graph, each once."""

    def __init__(self, work: Work, graph: list[Any], created: str) -> None:
        self._work, self._created = work, created
        elements = [(f"/@graph/{i}", element) for i, element in enumerate(graph) if isinstance(element, dict)]
        self._ids = {words_of(element.get(key)) for _, element in elements for key in ("spdxId", "@id")}
        self._documents = [(pointer, e) for pointer, e in elements if e.get("type") == "SpdxDocument"]
        self._base = _base([element for _, element in (*self._documents, *elements)])
        self._version = _spec_version([element for _, element in elements])
        self._stated: dict[str, _Stated] = {}
        self._expressions: dict[str, str] = {}
        self._added: list[str] = []
        self._creation = ""
        for pointer, element in elements:
            if element.get("relationshipType") == _CONCLUDED:
                self._stated.setdefault(id_of(element.get("from")), []).append((pointer, element))
            words = words_of(element.get("simplelicensing_licenseExpression"))
            if words and words_of(element.get("spdxId")) and "LicenseRef-" not in words:
                self._expressions.setdefault(words, element["spdxId"])

    def fill(self, artifact: Artifact, element: dict[str, Any]) -> None:
        """Conclude what is certain of one artifact, if nothing is concluded."""
        work, id_ = self._work, words_of(element.get("spdxId")) or words_of(element.get("@id"))
        found = work.settle(artifact)
        stated = self._stated.get(id_, [])
        concluded = any(
            c.role == "concluded" and c.license.strip().upper() not in NO_ASSERTION for c in artifact.claims
        )
        if isinstance(found, Doubt):
            work.leave(artifact, found)
        elif concluded:
            work.keep(artifact, found.words)
        elif not all(_is_vacant(relation) for _, relation in stated):
            says = "what is concluded of it asserts nothing, in a form that takes no licence in its place"
            work.leave(artifact, Doubt("unwritable", says))
        elif not id_ or not self._base:
            work.leave(artifact, Doubt("unwritable", "there is no spdxId by which a relationship could name it"))
        else:
            self._conclude(id_, found, stated)
            work.fill(artifact, found)

    def _conclude(self, id_: str, found: Certain, stated: _Stated) -> None:
        target, record = self._expression(found), self._work.record(found)
        for pointer, relation in stated:
            to = relation["to"]
            self._work.edits.replace(f"{pointer}/to/0" if isinstance(to, list) else f"{pointer}/to", target)
            before = words_of(relation.get("comment"))
            if "comment" in relation:
                self._work.edits.replace(f"{pointer}/comment", f"{before}\n{record}" if before else record)
            else:
                self._work.edits.member(pointer, "comment", record)
        if not stated:
            more = {"from": id_, "relationshipType": _CONCLUDED, "to": [target], "comment": record}
            self._add("Relationship", f"relationship-{_digest(id_, found.words)}", more)

    def _expression(self, found: Certain) -> str:
        """Return the id of the element for an expression, made if there is none."""
        held = self._expressions.get(found.words)
        if held is None:
            more: dict[str, Any] = {"simplelicensing_licenseExpression": found.words}
            if found.references:
                more["simplelicensing_customIdToUri"] = [
                    {"type": "DictionaryEntry", "key": name, "value": self._custom(name)} for name in found.references
                ]
            held = self._add("simplelicensing_LicenseExpression", f"license-{_digest(found.words)}", more)
            self._expressions[found.words] = held
        return held

    def _custom(self, name: str) -> str:
        """Return the id of the element for a licence that is not on SPDX's list, made if there is none."""
        held = self._work.texts.of(name)
        where = f"the text is that of {held.origin}" if held.text else "the text was not at hand"
        more: dict[str, Any] = {"name": held.name or name, "comment": f"fourfold: {name}; {where}"}
        more["simplelicensing_licenseText"] = held.body
        if held.url:
            more["expandedlicensing_seeAlso"] = [held.url]
        return self._add("expandedlicensing_CustomLicense", f"text-{name}-{_digest(held.body)}", more)

    def _add(self, type_: str, last: str, more: dict[str, Any]) -> str:
        """Put an element into the graph, unless it is there; return its id."""
        id_ = f"{self._base}#fourfold-{last}"
        if id_ not in self._ids:
            self._ids.add(id_)
            element = {"type": type_, "spdxId": id_, "creationInfo": self._creation_info(), **more}
            self._work.edits.append("/@graph", element)
            self._added.append(id_)
        return id_

    def _creation_info(self) -> str:
        """Return the id of what says who made the new elements and when: not those who made the document."""
        if not self._creation:
            number = 1
            while f"_:fourfold-{number}" in self._ids:
                number += 1
            self._creation = f"_:fourfold-{number}"
            agent = f"{self._base}#fourfold-agent"
            info = {"type": "CreationInfo", "@id": self._creation, "specVersion": self._version}
            self._work.edits.append("/@graph", {**info, "created": self._created, "createdBy": [agent]})
            if agent not in self._ids:
                self._add("SoftwareAgent", "agent", {"name": "fourfold"})
        return self._creation

    def enlist(self) -> None:
        """Name the new elements where the document lists all that it holds."""
        for pointer, element in self._documents[:1]:
            if isinstance(element.get("element"), list):
                for id_ in self._added:
                    self._work.edits.append(f"{pointer}/element", id_)


def _is_vacant(relation: dict[str, Any]) -> bool:
    """Whether a relation says just that nothing is asserted, in a form in which something can be put in its place."""
    to, before = relation.get("to"), relation.get("comment")
    targets = to if isinstance(to, list) else [to]
    nothing = len(targets) == 1 and isinstance(targets[0], str) and targets[0].endswith("NoAssertionLicense")
    return nothing and isinstance(before, str | None)


def _base(elements: list[dict[str, Any]]) -> str:
    """Return what the ids of new elements begin with: the id of the document, else of the first element that has one."""
    for element in elements:
        id_ = words_of(element.get("spdxId")).partition("#")[0]
        if ":" in id_ and not id_.startswith("_:"):
            return id_
    return ""


def _spec_version(elements: list[dict[str, Any]]) -> str:
    said = (words_of(element.get("specVersion")) for element in elements if element.get("type") == "CreationInfo")
    return next(filter(None, said), "3.0.1")


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
