"""The RDF/XML form of SPDX 2, brought to the shape of the JSON form with the lines of its parts."""

from __future__ import annotations

import re
from typing import Any

from fourfold.errors import InputError
from fourfold.read.base import Located, Source
from fourfold.read.draft import joined
from fourfold.read.rdf import Node, Value, parse_rdf
from fourfold.read.spdx2_sets import LICENSES, TERMS, Sets

_REFERENCES = "http://spdx.org/rdf/references/"
_LISTS = {
    TERMS + "Package": "packages",
    TERMS + "File": "files",
    TERMS + "Snippet": "snippets",
    TERMS + "ExtractedLicensingInfo": "hasExtractedLicensingInfos",
}
"""Types of nodes by the list that they stand in."""
_SEE_ALSO = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_TEXTS = {
    "packages": {"name": "name", "versionInfo": "versionInfo"},
    "files": {"fileName": "fileName"},
    "snippets": {"name": "name"},
    "hasExtractedLicensingInfos": {"licenseId": "licenseId", "name": "name", "extractedText": "extractedText"},
}
"""Properties with a text, by the key that they have in the JSON form."""
_SAID = {"licenseConcluded": "licenseConcluded", "licenseDeclared": "licenseDeclared"}
_FOUND = {
    "licenseInfoFromFiles": "licenseInfoFromFiles",
    "licenseInfoInFile": "licenseInfoInFiles",
    "licenseInfoInSnippet": "licenseInfoInSnippets",
}
_KEPT = frozenset(
    TERMS + name
    for name in (
        *("specVersion", "name", "versionInfo", "fileName", "licenseId", "extractedText", "licenseExceptionId"),
        *("referenceLocator", "referenceType", "primaryPackagePurpose", "fileType", "relationshipType", "externalDocumentId"),
        *("spdxDocument", "relatedSpdxElement", "snippetFromFile", *_SAID, *_FOUND, "member", "licenseException"),
    )
) | {_SEE_ALSO}  # fmt: skip
"""Properties whose text is kept; the texts of the licence list, which some writers put into every file, are not among them."""
MOST = 100_000
"""Relationships that may come from others: a few types and a few targets multiply to what no memory holds."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def from_rdf(source: Source) -> Located:
    """Read the RDF/XML form.

    Raises
    ------
    InputError
        If it is not well-formed, declares a document type, or speaks of nothing that SPDX 2 has.
    """
    nodes = parse_rdf(source.data, source.name, _KEPT)
    if not any(type_.startswith(TERMS) for node in nodes.values() for type_ in node.types):
        raise InputError("is RDF/XML, and names nothing of SPDX 2", source.name, "SPDX 2.2 or 2.3; SPDX 3 as JSON-LD")
    return _Document(nodes, source.name).located()


class _Document:
    """The nodes of one document."""

    def __init__(self, nodes: dict[str, Node], file: str) -> None:
        self._nodes, self._file = nodes, file
        self._root = next((n for n in nodes.values() if TERMS + "SpdxDocument" in n.types), None)
        self._space = (self._root.id if self._root is not None else "").partition("#")[0]
        self._others = dict(self._external())
        self._sets = Sets(nodes, self._word)
        self._more = 0
        """Relationships that came from others, which have several types or targets."""
        self._lines: dict[str, int] = {"": self._root.line if self._root is not None else 1}

    def located(self) -> Located:
        """Return the document in the shape of the JSON form."""
        data: dict[str, Any] = {"packages": [], "files": [], "snippets": [], "relationships": []}
        root = self._root
        if root is not None:
            data["spdxVersion"] = self._text(root, "specVersion")
            data["name"] = self._text(root, "name")
            data["SPDXID"] = self._word(root.id)
            data["documentDescribes"] = self._refs(root, "describesPackage", "/documentDescribes")
        for node in self._nodes.values():
            for type_ in node.types:
                if type_ in _LISTS:
                    self._element(node, data.setdefault(_LISTS[type_], []), _LISTS[type_])
                    break
        for node in self._nodes.values():
            for value in self._values(node, "relationship"):
                self._relationship(node, value, data["relationships"])
        return Located(data, self._lines, self._file)

    def _external(self) -> list[tuple[str, str]]:
        """Return the documents that this one refers to: their addresses, and the ids by which it calls them."""
        found = []
        for node in self._nodes.values():
            if TERMS + "ExternalDocumentRef" in node.types:
                address, name = node.first(TERMS + "spdxDocument"), node.first(TERMS + "externalDocumentId")
                if address is not None:
                    called = name.text if name is not None else node.id.rpartition("#")[2]
                    found.append((address.text.partition("#")[0], called))
        return found

    def _element(self, node: Node, items: list[dict[str, Any]], list_: str) -> None:
        pointer = f"/{list_}/{len(items)}"
        self._lines[pointer] = node.line
        out: dict[str, Any] = {key: self._text(node, name) for name, key in _TEXTS[list_].items()}
        out["SPDXID"] = self._word(node.id)
        for name, key in _SAID.items():
            if values := self._values(node, name):
                # nodes that are described in several places may have several: none of them may get lost
                out[key] = joined(map(self._sets.words, values))
                self._lines[f"{pointer}/{key}"] = values[0].line
        for name, key in _FOUND.items():
            for value in self._values(node, name):
                out.setdefault(key, []).append(self._sets.words(value))
                self._lines.setdefault(f"{pointer}/{key}", value.line)
        if list_ == "packages":
            self._package(node, out, pointer)
        elif list_ == "files":
            types = self._values(node, "fileType")
            out["fileTypes"] = [value.text.rpartition("fileType_")[2].upper() for value in types]
        elif list_ == "snippets":
            for value in self._values(node, "snippetFromFile")[:1]:
                out["snippetFromFile"] = self._ref(value)
                self._lines[f"{pointer}/snippetFromFile"] = value.line
        else:
            out["licenseId"] = out["licenseId"] or out["SPDXID"]
            out["seeAlsos"] = [value.text for value in node.values.get(_SEE_ALSO, ())]
        items.append({key: value for key, value in out.items() if value})

    def _package(self, node: Node, out: dict[str, Any], pointer: str) -> None:
        for value in self._values(node, "primaryPackagePurpose")[:1]:
            out["primaryPackagePurpose"] = _plain(value.text.rpartition("purpose_")[2]).replace("_", "-")
        out["hasFiles"] = self._refs(node, "hasFile", f"{pointer}/hasFiles")
        out["externalRefs"] = [
            {"referenceType": self._text(ref, "referenceType").removeprefix(_REFERENCES), "referenceLocator": self._text(ref, "referenceLocator")}
            for value in self._values(node, "externalRef")
            if (ref := self._nodes.get(value.text)) is not None
        ]  # fmt: skip

    def _relationship(self, node: Node, value: Value, items: list[dict[str, Any]]) -> None:
        held = self._nodes.get(value.text)
        words = self._values(held, "relationshipType") if held is not None else []
        others = self._values(held, "relatedSpdxElement") if held is not None else []
        self._more += max(1, len(words)) * max(1, len(others)) - 1
        if self._more > MOST:
            where = f"{self._file}:{value.line}"
            raise InputError(f"has more than {MOST} relationships by repetition", where, "one type, one target in each")
        for word in words or (None,):
            for other in others or (None,):
                self._lines[f"/relationships/{len(items)}"] = value.line
                entry = {"spdxElementId": self._word(node.id)}
                if word is not None:
                    entry["relationshipType"] = _plain(word.text.rpartition("relationshipType_")[2])
                if other is not None:
                    entry["relatedSpdxElement"] = self._ref(other)
                items.append(entry)

    def _values(self, node: Node, name: str) -> list[Value]:
        return node.values.get(TERMS + name, [])

    def _text(self, node: Node, name: str) -> str:
        value = node.first(TERMS + name)
        return value.text if value is not None else ""

    def _refs(self, node: Node, name: str, pointer: str) -> list[str]:
        values = self._values(node, name)
        self._lines |= {f"{pointer}/{i}": value.line for i, value in enumerate(values)}
        return [self._ref(value) for value in values]

    def _ref(self, value: Value) -> str:
        return self._word(value.text) if value.is_node else value.text

    def _word(self, address: str) -> str:
        """Return how the other forms call what has an address: an SPDX id, a licence's, or one of the two words for nothing."""
        if address.startswith(TERMS):
            return {"none": "NONE", "noassertion": "NOASSERTION"}.get(address.removeprefix(TERMS).lower(), address)
        for licenses in LICENSES:
            if address.startswith(licenses):
                return address.removeprefix(licenses).partition("#")[0].removesuffix(".html")
        space, mark, fragment = address.partition("#")
        if not mark or not fragment:
            return address
        if space == self._space or self._root is None:
            return fragment
        return f"{self._others[space]}:{fragment}" if space in self._others else address


def _plain(word: str) -> str:
    """Return a word of the RDF form as the other forms write it: upper case, with a line below between its parts."""
    return _HUMP.sub("_", word).upper()
