"""SPDX 2.2 and 2.3 in JSON, YAML, XML and tag-value: packages, files and snippets with what is said of their licences.

All four forms are brought to the shape of the JSON form, so that there is one walk. The licence of the document itself
(``dataLicense``) is never counted. ``NONE``, ``NOASSERTION`` and silence are three different things and stay so.
"""

from __future__ import annotations

import re
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.place import Place
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import LISTED, Draft, joined, list_of, made_from, needs, text_of
from fourfold.read.kinds import hub_id, kind_of_file, kind_of_purl
from fourfold.read.markup import root_name
from fourfold.read.refs import Refs
from fourfold.read.spdx2_forms import from_tag_value, from_xml, from_yaml
from fourfold.read.spdx2_words import MADE_WITH, PURPOSES, VERBS, WHOLE
from fourfold.terms import Kind, Verb

DOCUMENT = "SPDXRef-DOCUMENT"
_YAML = re.compile(r"^[\"']?spdxVersion[\"']?[ \t]*:[ \t]*[\"']?SPDX-2", re.MULTILINE)
_TAGS = re.compile(r"^SPDXVersion:[ \t]*SPDX-\d", re.MULTILINE)
_MODIFIED = Verb.MODIFIED_FROM


def sniff(source: Source) -> bool:
    """Whether the content is SPDX 2 in one of its forms."""
    if source.is_directory:
        return False
    if source.json is not None:
        return _is_spdx2(source.json)
    if root_name(source.head(65536)) in {"Document", "RDF"}:
        return "spdx" in source.head(65536).lower()
    return "SPDX-" in source.head(2**20) and bool(_TAGS.search(source.text) or _YAML.search(source.text))


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
        If it is not well-formed, or is RDF/XML.
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
        return Located(source.json, {}, source.name), "JSON"
    root = root_name(source.head(65536))
    if root == "RDF":
        raise InputError("is SPDX in RDF/XML, which is not read", source.name, "the same document as JSON or tag-value")
    if root:
        return from_xml(source), "XML"
    if _TAGS.search(source.text):
        return from_tag_value(source), "tag-value"
    return from_yaml(source), "YAML"


class _Walk:
    """One pass over the elements, one over the relationships."""

    def __init__(self, located: Located, format_: str) -> None:
        self.data: dict[str, Any] = located.value
        self.draft = Draft(located, format_)
        self.refs = Refs(self.draft.texts)
        self.contained: set[tuple[str, str]] = set()

    def bill(self) -> Bill:
        draft, data = self.draft, self.data
        for i, info in draft.entries(data.get("hasExtractedLicensingInfos"), "/hasExtractedLicensingInfos"):
            place = draft.place(f"/hasExtractedLicensingInfos/{i}")
            text = text_of(info.get("extractedText"))
            self.refs.define(text_of(info.get("licenseId")), text_of(info.get("name")), text, place)
        for i, package in draft.entries(data.get("packages"), "/packages"):
            self._package(package, f"/packages/{i}")
        for i, file in draft.entries(data.get("files"), "/files"):
            self._file(file, f"/files/{i}")
        self._snippets()
        draft.call(text_of(data.get("name")) or "SPDX document")
        draft.also[text_of(data.get("SPDXID")) or DOCUMENT] = draft.name
        draft.also[DOCUMENT] = draft.name
        for i, relation in draft.entries(data.get("relationships"), "/relationships"):
            self._relation(relation, f"/relationships/{i}")
        self._short_hand()
        return draft.bill()

    # ---------------------------------------------------------------- elements

    def _package(self, package: dict[str, Any], pointer: str) -> None:
        draft = self.draft
        name = text_of(package.get("name"))
        kind: Kind | None = Kind.CODE
        aliases: tuple[str, ...] = ()
        external = package.get("externalRefs")
        if external:
            for ref in external if type(external) is list else [external]:
                if type(ref) is dict and ref.get("referenceType") in {"purl", "http://spdx.org/rdf/references/purl"}:
                    purl = text_of(ref.get("referenceLocator"))
                    hub = hub_id(purl)
                    aliases += (purl, hub) if hub else (purl,)
        purpose = package.get("primaryPackagePurpose")
        if purpose:
            kind = PURPOSES.get(text_of(purpose).upper(), kind)
        if aliases and (named := kind_of_purl(aliases[0])) is not None:
            # what a package URL names goes first: writers put models down as plain packages
            kind = named
        claims = self._claims(package, pointer, "licenseInfoFromFiles")
        version = text_of(package.get("versionInfo"))
        draft.add(text_of(package.get("SPDXID")) or pointer, kind, claims, name, version, aliases, draft.place(pointer))

    def _file(self, file: dict[str, Any], pointer: str) -> None:
        draft = self.draft
        name = text_of(file.get("fileName") or file.get("name"))
        kind = kind_of_file(name)
        if kind is Kind.CODE and "DOCUMENTATION" in list_of(file.get("fileTypes")):
            kind = Kind.DOCUMENT
        claims = self._claims(file, pointer, "licenseInfoInFiles")
        draft.add(text_of(file.get("SPDXID")) or pointer, kind, claims, name, "", (), draft.place(pointer))

    def _snippets(self) -> None:
        draft = self.draft
        for i, snippet in draft.entries(self.data.get("snippets"), "/snippets"):
            pointer = f"/snippets/{i}"
            claims = self._claims(snippet, pointer, "licenseInfoInSnippets")
            name, place = text_of(snippet.get("name")), draft.place(pointer)
            id_ = draft.add(text_of(snippet.get("SPDXID")) or pointer, Kind.CODE, claims, name, "", (), place)
            file = text_of(snippet.get("snippetFromFile"))
            if file:
                # a snippet is what came into a file from elsewhere, and cannot be taken out of it again
                draft.relate(file, Verb.EMBEDS, id_, "snippetFromFile", "implied", draft.place(f"{pointer}/snippetFromFile"))

    def _claims(self, element: dict[str, Any], pointer: str, observed: str) -> tuple[Claim, ...]:
        """Return what an element says of its licence; an absent field says nothing at all."""
        concluded = element.get("licenseConcluded")
        declared = element.get("licenseDeclared")
        out: tuple[Claim, ...] = ()
        if concluded:
            out = (self._claim(text_of(concluded), "licenseConcluded", "concluded", pointer),)
        if declared:
            out += (self._claim(text_of(declared), "licenseDeclared", "declared", pointer),)
        if observed in element and (found := self._observed(element[observed], observed, pointer)) is not None:
            out += (found,)
        return out

    def _claim(self, words: str, field: str, role: str, pointer: str, listed: str = "") -> Claim:
        said = self.refs.said(words)
        pointer = f"{pointer}/{field}"
        place = Place(self.draft.file, self.draft.lines.get(pointer), pointer)
        return Claim(said.license, said.evidence, f"SPDX {field}{said.explains}{listed}", role, place)

    def _observed(self, value: object, field: str, pointer: str) -> Claim | None:
        words = [said for item in list_of(value) if (said := text_of(item))]
        stated = [said for said in words if said not in {"NONE", "NOASSERTION"}]
        if len(stated) < 2:
            return self._claim((stated or words)[0], field, "observed", pointer) if words else None
        claim = self._claim(joined(stated), field, "observed", pointer, " (a list without operators, read as all of them)")
        self.draft.notes.add("license-list-as-and", LISTED, claim.license, claim.place)
        return claim

    # --------------------------------------------------------------- relations

    def _relation(self, relation: dict[str, Any], pointer: str) -> None:
        subject = relation.get("spdxElementId")
        word = relation.get("relationshipType")
        object_ = relation.get("relatedSpdxElement")
        if not (type(subject) is str and type(word) is str and type(object_) is str):
            says = "a relationship names no subject, type or object; it was passed over"
            self.draft.notes.add("relation-unreadable", says, pointer, self.draft.place(pointer))
            return
        if object_ in {"NONE", "NOASSERTION"} or subject in {"NONE", "NOASSERTION"}:
            return  # a statement about relations, not one of them
        draft = self.draft
        place = Place(draft.file, draft.lines.get(pointer), pointer)
        plain = word if word in VERBS else word.upper().replace("-", "_")
        meaning = VERBS.get(plain)
        if meaning is None or (DOCUMENT in {subject, object_} and plain not in WHOLE):
            self._no_verb(subject, word, plain, object_, place)
            return
        verb, turned, basis = meaning
        if turned:
            subject, object_ = object_, subject
        if verb is Verb.CONTAINS:
            self.contained.add((subject, object_))
        elif verb is _MODIFIED:
            verb = made_from(draft.kinds.get(subject), draft.kinds.get(object_))
        elif verb is Verb.RUNS:
            verb = needs(draft.kinds.get(subject), draft.kinds.get(object_))
        draft.relate(subject, verb, object_, word, basis, place)

    def _no_verb(self, subject: str, word: str, plain: str, object_: str, place: Place) -> None:
        draft = self.draft
        if plain in MADE_WITH:
            says = f"{word} names what only served to make something; it is kept, and is no part of the release"
            draft.notes.add("relation-aside", says, subject, place)
            draft.aside.add(subject)
        else:
            draft.no_verb(word, f"{subject} {word} {object_}", place)
        draft.relate(subject, None, object_, word, "stated", place)

    def _short_hand(self) -> None:
        """Take in the two deprecated short forms, unless a relationship said the same."""
        for j, described in enumerate(list_of(self.data.get("documentDescribes"))):
            self._part(DOCUMENT, text_of(described), "documentDescribes", f"/documentDescribes/{j}")
        for i, package in self.draft.entries(self.data.get("packages"), "/packages"):
            files = package.get("hasFiles")
            if files:
                owner = text_of(package.get("SPDXID"))
                for j, file in enumerate(list_of(files)):
                    # the tag-value form gives the file itself, whose id came later
                    id_ = file.get("SPDXID") if isinstance(file, dict) else file
                    self._part(owner, text_of(id_), "hasFiles", f"/packages/{i}/hasFiles/{j}")

    def _part(self, whole: str, part: str, word: str, pointer: str) -> None:
        if part and (whole, part) not in self.contained:
            self.contained.add((whole, part))
            self.draft.relate(whole, Verb.CONTAINS, part, word, "stated", self.draft.place(pointer))


READER = Reader("SPDX 2", sniff, read)
