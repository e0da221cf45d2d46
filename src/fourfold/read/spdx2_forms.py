"""The YAML, XML and tag-value forms of SPDX 2, brought to the shape of the JSON form with the lines of their parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from fourfold.read.base import Located, Source, load_yaml
from fourfold.read.markup import Element, parse_xml

_LISTS = frozenset(
    {"packages", "files", "snippets", "relationships", "hasExtractedLicensingInfos", "externalRefs", "hasFiles",
     "documentDescribes", "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets", "fileTypes", "seeAlsos",
     "crossRefs"}
)  # fmt: skip
_PASSED_OVER = frozenset(
    {
        "annotations",
        "checksums",
        "creationInfo",
        "copyrightText",
        "packageVerificationCode",
        "description",
        "comment",
        "ranges",
    }
)


def from_yaml(source: Source) -> Located:
    """Read the YAML form; every value stays the word it is, for version 1.10 is not 1.1."""
    return load_yaml(source.text, source.name, loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def from_xml(source: Source) -> Located:
    """Read the XML form."""
    lines: dict[str, int] = {}
    root = parse_xml(source.data, source.name, lambda name, _: name not in _PASSED_OVER)
    return Located(_object(root, "", lines), lines, source.name)


def _object(element: Element, pointer: str, lines: dict[str, int]) -> Any:
    """Return an element as JSON has it; the depth is bounded by the parser."""
    lines[pointer] = element.line
    if not element.children:
        return element.text
    out: dict[str, Any] = {}
    for child in element.children:
        name = child.name
        below = f"{pointer}/{name}"
        if name in _LISTS:
            items = out.setdefault(name, [])
            lines.setdefault(below, child.line)
            items.append(_object(child, f"{below}/{len(items)}", lines))
        else:
            out[name] = _object(child, below, lines)
    return out


# ------------------------------------------------------------------ tag-value

_ELEMENTS = {
    "PackageName": ("packages", "name"),
    "FileName": ("files", "fileName"),
    "SnippetSPDXID": ("snippets", "SPDXID"),
    "LicenseID": ("hasExtractedLicensingInfos", "licenseId"),
}
"""Tags that begin an element: the list that it belongs to, and the key of its value."""
_DOCUMENT = {"SPDXVersion": "spdxVersion", "DocumentName": "name"}
"""Tags of the document, wherever they stand."""
_KEYS = {
    "SPDXID": ("SPDXID", "documents packages files"),
    "PackageVersion": ("versionInfo", "packages"),
    "PackageLicenseConcluded": ("licenseConcluded", "packages"),
    "PackageLicenseDeclared": ("licenseDeclared", "packages"),
    "PrimaryPackagePurpose": ("primaryPackagePurpose", "packages"),
    "LicenseConcluded": ("licenseConcluded", "files"),
    "SnippetLicenseConcluded": ("licenseConcluded", "snippets"),
    "SnippetFromFileSPDXID": ("snippetFromFile", "snippets"),
    "SnippetName": ("name", "snippets"),
    "ExtractedText": ("extractedText", "hasExtractedLicensingInfos"),
    "LicenseName": ("name", "hasExtractedLicensingInfos"),
}
"""Tags with one value: the key, and the elements in which they may stand."""
_LOCATED = frozenset({"licenseConcluded", "licenseDeclared", "snippetFromFile"})
"""Keys whose line is kept."""
_MANY = {
    "PackageLicenseInfoFromFiles": "licenseInfoFromFiles",
    "LicenseInfoInFile": "licenseInfoInFiles",
    "LicenseInfoInSnippet": "licenseInfoInSnippets",
    "FileType": "fileTypes",
    "LicenseCrossReference": "seeAlsos",
}
_OPEN, _CLOSE = "<text>", "</text>"


def from_tag_value(source: Source) -> Located:
    """Read the tag-value form in one pass over its lines."""
    parser = _TagValue()
    actions = parser.actions
    lines = source.text.split("\n")
    number, most = 0, len(lines)
    while number < most:
        tag, _, value = lines[number].partition(":")
        number += 1
        action = actions.get(tag)
        if action is None and _OPEN not in value:
            continue
        begin = number
        value = value.strip()
        if value.startswith(_OPEN):
            pieces = [value[len(_OPEN) :]]
            while _CLOSE not in pieces[-1] and number < most:
                pieces.append(lines[number])
                number += 1
            value = "\n".join(pieces).partition(_CLOSE)[0].strip()
        if action is not None:
            action(tag, value, begin)
    return Located(parser.document, parser.lines, source.name)


class _TagValue:
    """The document so far, and the element that tags now speak of."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = {"packages": [], "files": [], "snippets": [], "relationships": []}
        self.lines: dict[str, int] = {"": 1}
        self._element = self.document
        self._list = "documents"
        self._pointer = ""
        self._package: dict[str, Any] | None = None
        self.actions: dict[str, Callable[[str, str, int], None]] = {
            **dict.fromkeys(_DOCUMENT, self._document),
            **dict.fromkeys(_KEYS, self._one),
            **dict.fromkeys(_MANY, self._many),
            **dict.fromkeys(_ELEMENTS, self._begin),
            "ExternalRef": self._external,
            "Relationship": self._relationship,
        }
        """What is done with a tag; those that say nothing of licences, identity or relations are not here."""

    def _document(self, tag: str, value: str, _line: int) -> None:
        self.document[_DOCUMENT[tag]] = value

    def _one(self, tag: str, value: str, line: int) -> None:
        key, where = _KEYS[tag]
        if self._list in where:
            self._element.setdefault(key, value)
            if key in _LOCATED:
                self.lines[f"{self._pointer}/{key}"] = line

    def _many(self, tag: str, value: str, line: int) -> None:
        key = _MANY[tag]
        self._element.setdefault(key, []).append(value)
        self.lines.setdefault(f"{self._pointer}/{key}", line)

    def _external(self, _tag: str, value: str, _line: int) -> None:
        words = value.split(None, 2)
        if len(words) == 3:
            ref = {"referenceType": words[1], "referenceLocator": words[2]}
            self._element.setdefault("externalRefs", []).append(ref)

    def _begin(self, tag: str, value: str, line: int) -> None:
        list_, key = _ELEMENTS[tag]
        items = self.document.setdefault(list_, [])
        self._element = {key: value}
        self._list, self._pointer = list_, f"/{list_}/{len(items)}"
        self.lines[self._pointer] = line
        items.append(self._element)
        if list_ == "packages":
            self._package = self._element
        elif list_ == "files" and self._package is not None:
            # in this form, files stand behind the package that they are in; the file's id is not known yet
            self._package.setdefault("hasFiles", []).append(self._element)

    def _relationship(self, _tag: str, value: str, line: int) -> None:
        words = value.split()
        items = self.document["relationships"]
        self.lines[f"/relationships/{len(items)}"] = line
        keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
        items.append(dict(zip(keys, words, strict=False)))
