"""The YAML, XML and tag-value forms of SPDX 2, brought to the shape of the JSON form with the lines of their parts."""

from __future__ import annotations

from typing import Any

import yaml

from fourfold.read.base import Located, Source, load_yaml
from fourfold.read.markup import Element, parse_xml

_LISTS = frozenset(
    {"packages", "files", "snippets", "relationships", "hasExtractedLicensingInfos", "externalRefs", "hasFiles",
     "documentDescribes", "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets", "fileTypes"}
)  # fmt: skip
_PASSED_OVER = frozenset(
    {"annotations", "checksums", "creationInfo", "copyrightText", "packageVerificationCode", "description", "comment", "ranges"}
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
_KEYS = {
    "SPDXVersion": ("spdxVersion", ""),
    "DocumentName": ("name", ""),
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
"""Tags with one value: the key, and the elements in which they may stand (none: the document)."""
_MANY = {
    "PackageLicenseInfoFromFiles": "licenseInfoFromFiles",
    "LicenseInfoInFile": "licenseInfoInFiles",
    "LicenseInfoInSnippet": "licenseInfoInSnippets",
    "FileType": "fileTypes",
}
_OPEN, _CLOSE = "<text>", "</text>"


def from_tag_value(source: Source) -> Located:
    """Read the tag-value form in one pass over its lines."""
    parser = _TagValue()
    lines = source.text.split("\n")
    number, most = 0, len(lines)
    while number < most:
        line = lines[number]
        number += 1
        tag, colon, value = line.partition(":")
        if not colon or tag[:1] == "#":
            continue
        begin = number
        value = value.strip()
        if value.startswith(_OPEN):
            pieces = [value[len(_OPEN) :]]
            while _CLOSE not in pieces[-1] and number < most:
                pieces.append(lines[number].rstrip("\r"))
                number += 1
            value = "\n".join(pieces).partition(_CLOSE)[0].strip()
        parser.take(tag.strip(), value, begin)
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

    def take(self, tag: str, value: str, line: int) -> None:
        """Take in one tag; those that say nothing of licences, identity or relations are passed over."""
        if tag == "Relationship":
            self._relationship(value, line)
        elif tag in _KEYS:
            key, where = _KEYS[tag]
            if not where:
                self.document[key] = value
            elif self._list in where:
                self._element.setdefault(key, value)
                self.lines[f"{self._pointer}/{key}"] = line
        elif tag in _ELEMENTS:
            self._begin(*_ELEMENTS[tag], value, line)
        elif tag in _MANY:
            key = _MANY[tag]
            self._element.setdefault(key, []).append(value)
            self.lines.setdefault(f"{self._pointer}/{key}", line)
        elif tag == "ExternalRef":
            words = value.split(None, 2)
            if len(words) == 3:
                ref = {"referenceType": words[1], "referenceLocator": words[2]}
                self._element.setdefault("externalRefs", []).append(ref)

    def _begin(self, list_: str, key: str, value: str, line: int) -> None:
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

    def _relationship(self, value: str, line: int) -> None:
        words = value.split()
        items = self.document["relationships"]
        self.lines[f"/relationships/{len(items)}"] = line
        keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
        items.append(dict(zip(keys, words, strict=False)))
