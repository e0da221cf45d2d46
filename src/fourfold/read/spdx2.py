"""SPDX 2.2 and 2.3 in JSON, YAML, XML, RDF/XML and tag-value: packages, files and snippets with what is said of their licences.

All five forms are brought to the shape of the JSON form, so that there is one walk. The licence of the document itself
(``dataLicense``) is never counted. ``NONE``, ``NOASSERTION`` and silence are three different things and stay so.
"""

from __future__ import annotations

import re
from typing import Any

from fourfold.artifact import Bill
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source, first_document
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.forge import make_place
from fourfold.read.kinds import hub_id, kind_of_file, kind_of_purl
from fourfold.read.markup import root_name
from fourfold.read.name import name_from
from fourfold.read.spdx2_claims import ElementClaims
from fourfold.read.spdx2_forms import from_tag_value, from_xml, from_yaml
from fourfold.read.spdx2_rdf import from_rdf
from fourfold.read.spdx2_relations import relate
from fourfold.read.spdx2_words import DOCUMENT, PURPOSES
from fourfold.terms import Kind, Verb

_YAML = re.compile(r"^[\"']?spdxVersion[\"']?[ \t]*:[ \t]*[\"']?SPDX-2", re.MULTILINE)
_TAGS = re.compile(r"^SPDXVersion:[ \t]*SPDX-\d", re.MULTILINE)
_COMMENTS = re.compile(r"\A(?:\s*#[^\n]*\n|\s*\n)*")
_FIRST = re.compile(r"---|[\"'{]?[A-Za-z]+[\"']?[ \t]*:")
_PURL_TYPES = ("purl", "http://spdx.org/rdf/references/purl")


def sniff(source: Source) -> bool:
    """Whether the content is SPDX 2 in one of its forms."""
    if source.is_directory:
        return False
    if source.json is not None:
        return _is_spdx2(source.json)
    if root_name(source.head(65536)) in {"Document", "RDF"}:
        return "spdx" in source.head(65536).lower()
    return bool(_form(source))


def _form(source: Source) -> str:
    """Return which of the forms without brackets it is; prose that quotes one further down is none."""
    head = _COMMENTS.sub("", source.head(2**20))
    if "SPDX-" not in head or not _FIRST.match(head):
        return ""
    if _YAML.search(first_document(head)) or _YAML.search(first_document(source.text.lstrip("\ufeff"))):
        return "YAML"
    return "tag-value" if not head.startswith("---") and _TAGS.search(source.text) else ""


def _is_spdx2(data: Any) -> bool:
    return isinstance(data, dict) and (
        text_of(data.get("spdxVersion")).startswith("SPDX-2")
        or ("SPDXID" in data and ("packages" in data or "files" in data))
    )


def read(source: Source) -> Bill:
    """Read an SPDX 2 document.

    Raises
    ------
    InputError
        If it is not well-formed.
    NothingToCheck
        If it lists no package, file or snippet.
    """
    located, form = _located(source)
    data = located.value
    if not isinstance(data, dict):
        raise InputError("an SPDX 2 document is a mapping", source.name, "spdxVersion, packages, relationships")
    version = text_of(data.get("spdxVersion")).removeprefix("SPDX-") or "2"
    return _Walk(located, f"SPDX {version} {form}").bill()


def _located(source: Source) -> tuple[Located, str]:
    if source.json is not None:
        return source.take_json(), "JSON"
    root = root_name(source.head(65536))
    if root == "RDF":
        return from_rdf(source), "RDF/XML"
    if root:
        return from_xml(source), "XML"
    if _form(source) == "tag-value":
        return from_tag_value(source), "tag-value"
    return from_yaml(source), "YAML"


class _Walk:
    """One pass over the elements, one over the relationships."""

    def __init__(self, located: Located, format_: str) -> None:
        self.data: dict[str, Any] = located.value
        self.draft = Draft(located, format_)
        self.claims = ElementClaims(self.draft)
        self.owners: list[tuple[str, dict[str, Any]]] = []
        """Packages that list their files themselves, each with its pointer."""

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft, data = self.draft, self.data
        for i, info in draft.entries(data.get("hasExtractedLicensingInfos"), "/hasExtractedLicensingInfos"):
            place = draft.place(f"/hasExtractedLicensingInfos/{i}")
            text, where = text_of(info.get("extractedText")), _addresses(info)
            self.claims.refs.define(text_of(info.get("licenseId")), text_of(info.get("name")), text, place, where)
        self._packages()
        self._files()
        self._snippets()
        draft.call(text_of(data.get("name")) or name_from(draft.file))
        draft.also[text_of(data.get("SPDXID")) or DOCUMENT] = draft.name
        draft.also[DOCUMENT] = draft.name
        relate(draft, data)
        self._short_hand()
        return draft.bill()

    def _packages(self) -> None:
        draft, claims_of = self.draft, self.claims.of
        file, lines = draft.file, draft.lines
        for i, package in draft.taken(self.data, "packages"):
            pointer = f"/packages/{i}"
            place = make_place(file, lines.get(pointer) if lines else None, pointer)
            kind: Kind | None = Kind.CODE
            if "primaryPackagePurpose" in package:
                kind = PURPOSES.get(text_of(package["primaryPackagePurpose"]).upper(), kind)
            aliases = _purls(package["externalRefs"]) if "externalRefs" in package else ()
            for alias in aliases:
                if (named := kind_of_purl(alias)) is not None:
                    # what a package URL names goes first: writers put models down as plain packages
                    kind = named
                    break
            claims = claims_of(package, place, "licenseInfoFromFiles")
            name, version = text_of(package.get("name")), text_of(package.get("versionInfo"))
            draft.add(text_of(package.get("SPDXID")) or pointer, kind, claims, name, version, aliases, place)
            if "hasFiles" in package:
                self.owners.append((pointer, package))

    def _files(self) -> None:
        draft, claims_of = self.draft, self.claims.of
        where, lines = draft.file, draft.lines
        for i, file in draft.taken(self.data, "files"):
            pointer = f"/files/{i}"
            place = make_place(where, lines.get(pointer), pointer)
            name = text_of(file.get("fileName") or file.get("name"))
            kind = kind_of_file(name)
            if "fileTypes" in file and kind is Kind.CODE and "DOCUMENTATION" in list_of(file["fileTypes"]):
                kind = Kind.DOCUMENT
            claims = claims_of(file, place, "licenseInfoInFiles")
            draft.add(text_of(file.get("SPDXID")) or pointer, kind, claims, name, "", (), place)

    def _snippets(self) -> None:
        draft = self.draft
        for i, snippet in draft.entries(self.data.get("snippets"), "/snippets"):
            place = draft.place(f"/snippets/{i}")
            claims = self.claims.of(snippet, place, "licenseInfoInSnippets")
            wanted = text_of(snippet.get("SPDXID")) or place.pointer
            id_ = draft.add(wanted, Kind.CODE, claims, text_of(snippet.get("name")), "", (), place)
            file = text_of(snippet.get("snippetFromFile"))
            if file:
                # a snippet is what came into a file from elsewhere, and cannot be taken out of it again
                word, pointer = "snippetFromFile", f"{place.pointer}/snippetFromFile"
                draft.relate(file, Verb.EMBEDS, id_, word, "implied", draft.place(pointer))

    def _short_hand(self) -> None:
        """Take in the two deprecated short forms, unless a relationship said the same."""
        described = list_of(self.data.get("documentDescribes"))
        if not described and not self.owners:
            return
        parts = {(r.subject, r.object) for r in self.draft.relations if r.verb is Verb.CONTAINS}
        for j, id_ in enumerate(described):
            self._part(parts, self.draft.name, text_of(id_), "documentDescribes", f"/documentDescribes/{j}")
        for pointer, package in self.owners:
            for j, file in enumerate(list_of(package["hasFiles"])):
                # the tag-value form gives the file itself, whose id came later
                part = text_of(file.get("SPDXID") if isinstance(file, dict) else file)
                self._part(parts, text_of(package.get("SPDXID")), part, "hasFiles", f"{pointer}/hasFiles/{j}")

    def _part(self, parts: set[tuple[str, str]], whole: str, part: str, word: str, pointer: str) -> None:
        if part and (whole, part) not in parts:
            parts.add((whole, part))
            self.draft.relate(whole, Verb.CONTAINS, part, word, "stated", self.draft.place(pointer))


def _addresses(info: dict[str, Any]) -> list[str]:
    """Return where a licence of the document's own is said to be found."""
    also = [text_of(address) for address in list_of(info.get("seeAlsos"))]
    return also + [text_of(ref.get("url")) for ref in list_of(info.get("crossRefs")) if isinstance(ref, dict)]


def _purls(external: object) -> tuple[str, ...]:
    """Return the package URLs among an element's references, each with the Hub id that it names."""
    out: tuple[str, ...] = ()
    for ref in list_of(external):
        if type(ref) is dict and ref.get("referenceType") in _PURL_TYPES:
            purl = text_of(ref.get("referenceLocator"))
            hub = hub_id(purl) if "hugging" in purl else ""
            out += (purl, hub) if hub else (purl,)
    return out


READER = Reader("SPDX 2", sniff, read)
