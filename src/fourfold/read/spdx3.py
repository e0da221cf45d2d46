"""SPDX 3.0 in JSON-LD: software, AI and dataset packages, files and snippets, their licences and what relates them.

The JSON form is a strict subset of JSON-LD, so that plain JSON reading is right and no context is ever fetched. A package has
no licence property: licences are the targets of two kinds of relationship.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import Draft, joined, list_of, text_of
from fourfold.read.forge import make_claim, make_place
from fourfold.read.kinds import hub_id, kind_of_file, kind_of_purl
from fourfold.read.name import name_from
from fourfold.read.spdx3_licenses import Licenses
from fourfold.read.spdx3_relations import Relations, Relationship
from fourfold.read.spdx3_words import ARTIFACTS, COLLECTIONS, OTHER_MATTERS, PURPOSES, SNIPPET, SNIPPET_FROM, id_of
from fourfold.terms import Grade, Kind, Verb

_CODE = Kind.CODE
_ROLES = {"hasDeclaredLicense": "declared", "hasConcludedLicense": "concluded"}
_SOURCES = {word: f"SPDX {word}" for word in _ROLES}


def sniff(source: Source) -> bool:
    """Whether the content is SPDX 3: by its context, or by elements that have its ids."""
    data = source.json
    if not isinstance(data, dict):
        return False
    if "spdx.org/rdf/3" in str(data.get("@context", ""))[:1000]:
        return True
    graph = data.get("@graph")
    first = graph[:50] if isinstance(graph, list) else [data]
    return any(isinstance(element, dict) and "spdxId" in element for element in first)


def read(source: Source) -> Bill:
    """Read an SPDX 3 document.

    Raises
    ------
    NothingToCheck
        If it has no package, file or snippet.
    """
    return _Walk(source.take_json()).bill()


class _Walk:
    """First all elements by id, then licences, artifacts and relations."""

    def __init__(self, located: Located) -> None:
        self.data: dict[str, Any] = located.value
        self.draft = Draft(located, "SPDX 3")
        self.elements: dict[str, tuple[str, dict[str, Any]]] = {}
        """All but artifacts and relationships: licences, collections, builds, people."""
        self.artifacts: deque[tuple[str, dict[str, Any], str]] = deque()
        self.relationships: deque[Relationship] = deque()
        self.other_matters: deque[Relationship] = deque()
        self.snippets: list[tuple[str, object, str]] = []
        """Snippets with what they say they are from, and their pointers."""
        self.collections: dict[str, dict[str, Any]] = {}
        self.version = ""
        self.stated: dict[str, list[tuple[str, object, str]]] = {}
        """What is said of licences, by subject: word, target and pointer."""
        self.copies: set[str] = set()
        """Ids of what is only another form of something, and has no terms of its own unless it states them."""

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft = self.draft
        self._index()
        name = self._name()
        licenses = Licenses(draft, self.elements)
        while self.artifacts:
            pointer, element, type_ = self.artifacts.popleft()
            self._artifact(element, type_, pointer, licenses)
        self._licenses_of_nothing(licenses)
        draft.call(name)
        draft.also.update(dict.fromkeys(self.collections, draft.name))
        relations = Relations(draft, self.elements)
        relations.embed(self.snippets)
        relations.take(self.relationships)
        relations.take_others(self.other_matters)
        self._roots(relations)
        return draft.bill()

    def _index(self) -> None:
        inside: deque[tuple[str, dict[str, Any]]] = deque()
        if isinstance(self.data.get("@graph"), list):
            for i, element in self.draft.taken(self.data, "@graph"):
                if "relationshipType" in element:
                    self._relationship(f"/@graph/{i}", element, inside)
                else:
                    self._element(f"/@graph/{i}", element, inside)
        else:
            self._element("", self.data, inside)
        while inside:
            self._element(*inside.popleft(), inside)
        self.draft.format = f"SPDX {self.version or self._inline_version() or '3'} JSON-LD"

    def _inline_version(self) -> str:
        """Return the version by which the elements say that they were created, where that stands in each of them."""
        first = [self.artifacts[0][1]] if self.artifacts else []
        created = [element.get("creationInfo") for element in (*self.collections.values(), *first)]
        return next((text_of(info.get("specVersion")) for info in created if isinstance(info, dict)), "")

    def _element(self, pointer: str, element: dict[str, Any], inside: deque[tuple[str, dict[str, Any]]]) -> None:
        """Put an element where it belongs, and those that stand in it in the queue of those that are still to be seen."""
        if "relationshipType" in element:
            self._relationship(pointer, element, inside)
            return
        type_ = element.get("type") or element.get("@type")
        if type(type_) is list and len(type_) == 1:
            type_ = element["type"] = type_[0]
        if type(type_) is not str:
            return
        if type_ in ARTIFACTS:
            self.artifacts.append((pointer, element, type_))
            if type_ == SNIPPET:
                _inline(element.get(SNIPPET_FROM), f"{pointer}/{SNIPPET_FROM}", inside)
            return
        if type_ == "CreationInfo":
            self.version = self.version or text_of(element.get("specVersion"))
            return
        id_ = id_of(element) or pointer
        before = self.elements.setdefault(id_, (pointer, element))
        if before[1] is not element and "licensing_" in type_ and before[1] != element:
            self._both(id_, before, element)
        if type_ in COLLECTIONS:
            self.collections[id_of(element)] = element
            for key in ("element", "rootElement"):
                _inline(element.get(key), f"{pointer}/{key}", inside)

    def _both(self, id_: str, before: tuple[str, dict[str, Any]], element: dict[str, Any]) -> None:
        """Let an id that two licences have mean both of them."""
        pointer, held = before
        says = "licences that differ have the same id; they are read as all of them"
        self.draft.notes.add("id-repeated", says, id_, self.draft.place(pointer))
        both = {"type": "expandedlicensing_ConjunctiveLicenseSet", "expandedlicensing_member": [held, element]}
        self.elements[id_] = pointer, both

    def _relationship(self, pointer: str, element: dict[str, Any], inside: deque[tuple[str, dict[str, Any]]]) -> None:
        word, subject, targets = element["relationshipType"], element.get("from"), element.get("to")
        if type(word) is not str:
            return
        other = word in OTHER_MATTERS
        if other and type(subject) is str and subject in self.elements:
            return  # of a vulnerability, as nearly all of them are
        if type(targets) is not list:
            targets = list_of(targets)
        if type(subject) is list and len(subject) == 1:  # in JSON-LD a list of one is that one
            subject = subject[0]
        if type(subject) is dict:
            inside.append((f"{pointer}/from", subject))
        if dict in map(type, targets):
            _inline(targets, f"{pointer}/to", inside)
        if other:
            self.other_matters.append((pointer, subject, word, targets, None))
            return
        if word in _ROLES:
            stated = self.stated.setdefault(subject if type(subject) is str else id_of(subject), [])
            for target in targets:
                stated.append((word, target, pointer))
            return
        if word == "hasDistributionArtifact":
            self.copies.update(map(id_of, targets))
        self.relationships.append((pointer, subject, word, targets, element.get("scope")))

    def _artifact(self, element: dict[str, Any], type_: str, pointer: str, licenses: Licenses) -> None:
        draft = self.draft
        id_ = element.get("spdxId") or element.get("@id") or pointer
        if type(id_) is not str:
            id_ = pointer
        name = element.get("name")
        name = name.strip() if type(name) is str else text_of(name)
        aliases: tuple[str, ...] = ()
        if "software_packageUrl" in element:
            aliases = _named(text_of(element["software_packageUrl"]))
        if "externalIdentifier" in element:
            aliases += _purls(element["externalIdentifier"], aliases)
        kind = ARTIFACTS[type_]
        if kind is None or kind is _CODE:
            purpose = element.get("software_primaryPurpose")
            said = PURPOSES.get(purpose) if type(purpose) is str else None
            if said is not None:
                kind = said
            elif kind is None:
                kind = kind_of_file(name)
            else:
                for alias in aliases:
                    if (named := kind_of_purl(alias)) is not None:
                        kind = named
                        break
        stated = self.stated.get(id_)
        claims = self._claims(stated, licenses) if stated else ()
        version = text_of(element["software_packageVersion"]) if "software_packageVersion" in element else ""
        inherited = not claims and id_ in self.copies
        id_ = draft.add(id_, kind, claims, name, version, aliases, make_place(draft.file, None, pointer), inherited)
        if SNIPPET_FROM in element:
            self.snippets.append((id_, element[SNIPPET_FROM], f"{pointer}/{SNIPPET_FROM}"))

    def _claims(self, stated: list[tuple[str, object, str]], licenses: Licenses) -> tuple[Claim, ...]:
        """Return what is declared and what is concluded; the format itself says that several apply together."""
        if len(stated) == 1:
            word, target, pointer = stated[0]
            said, place = licenses.said(target), make_place(self.draft.file, None, pointer)
            return (make_claim(said.license, said.evidence, _SOURCES[word] + said.explains, _ROLES[word], place),)
        claims: tuple[Claim, ...] = ()
        for word, role in _ROLES.items():
            same = [one for one in stated if one[0] == word]
            if len(same) == 1:
                claims += self._claims(same, licenses)
            elif same:
                words = dict.fromkeys(licenses.said(target).license for _, target, _ in same)
                # of the two that are no licence, NONE says more
                real = [license_ for license_ in words if license_ not in {"NONE", "NOASSERTION"}] or [max(words)]
                place = make_place(self.draft.file, None, same[0][2])
                claims += (make_claim(joined(real), Grade.C, f"{_SOURCES[word]} (all of several)", role, place),)
        return claims

    def _licenses_of_nothing(self, licenses: Licenses) -> None:
        """Note the licences that are stated for what is no artifact: they count nowhere, and may be missing somewhere."""
        kinds, notes = self.draft.kinds, self.draft.notes
        if self.stated.keys() <= kinds.keys():
            return
        for subject, stated in self.stated.items():
            if subject in kinds:
                continue
            whose = (
                "what is no package, file or snippet"
                if subject in self.elements
                else "ids that the document does not define"
            )
            says = f"licences are stated for {whose}; they count for nothing"
            for word, target, pointer in stated:
                what = f"{subject or '(no id)'} {word} {licenses.said(target).license}"
                notes.add("license-dangling", says, what, self.draft.place(pointer))

    def _name(self) -> str:
        named = [element for element in self.collections.values() if text_of(element.get("name"))]
        named.sort(key=lambda element: element.get("type") != "SpdxDocument")
        if named:
            return text_of(named[0].get("name"))
        roots = [id_of(root) for element in self.collections.values() for root in list_of(element.get("rootElement"))]
        if not roots:
            return name_from(self.draft.file)
        first = set(roots)
        named_roots = ((element.get("spdxId"), element) for _, element, _ in self.artifacts)
        names = {id_: text_of(element.get("name")) for id_, element in named_roots if type(id_) is str and id_ in first}
        return next((names[root] for root in roots if names.get(root)), name_from(self.draft.file))

    def _roots(self, relations: Relations) -> None:
        """Say that the distribution contains the roots of its collections, unless a relationship said so."""
        draft = self.draft
        said = {relation.object for relation in draft.relations if relation.subject == draft.name}
        for id_, element in self.collections.items():
            pointer = self.elements[id_][0] if id_ in self.elements else ""
            for j, root in enumerate(list_of(element.get("rootElement"))):
                part = id_of(root)
                if part in self.collections or part in said or relations.is_other(part):
                    continue
                said.add(part)
                place = draft.place(f"{pointer}/rootElement/{j}")
                draft.relate(draft.name, Verb.CONTAINS, part, "rootElement", "stated", place)


def _inline(value: object, pointer: str, inside: deque[tuple[str, dict[str, Any]]]) -> None:
    """Put elements that stand inside another one in the queue of those that are still to be seen."""
    for j, item in enumerate(list_of(value)):
        if type(item) is dict:
            inside.append((f"{pointer}/{j}", item))


def _named(purl: str) -> tuple[str, ...]:
    """Return a package URL with the Hub id that it names."""
    hub = hub_id(purl)
    return (purl, hub) if hub else (purl,) if purl else ()


def _purls(identifiers: object, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the package URLs among an element's identifiers that are not known yet."""
    out: tuple[str, ...] = ()
    for entry in list_of(identifiers):
        if type(entry) is dict and entry.get("externalIdentifierType") in ("packageUrl", "purl"):
            purl = text_of(entry.get("identifier"))
            if purl not in known and purl not in out:
                out += _named(purl)
    return out


READER = Reader("SPDX 3", sniff, read)
