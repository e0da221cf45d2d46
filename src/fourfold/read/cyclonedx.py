"""CycloneDX in JSON and XML: components at every level, services, licences, and what relates them.

The licence of the document itself (``metadata.licenses``) is never counted. Nested components are parts of what they stand in;
the flat list is part of what ``metadata.component`` describes, save what is there only as a source of something else.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.outgoing import LINEAGE
from fourfold.read.base import Located, Reader, Source
from fourfold.read.cyclonedx_licenses import LicenseChoices
from fourfold.read.cyclonedx_lineage import Lineage
from fourfold.read.cyclonedx_words import DATA_AS_CODE, NEWEST, PEDIGREE, TYPES
from fourfold.read.cyclonedx_workflows import Workflows
from fourfold.read.cyclonedx_xml import from_xml
from fourfold.read.draft import Draft, list_of, needs, text_of
from fourfold.read.forge import make_place, make_relation
from fourfold.read.kinds import hub_id, kind_of_file, kind_of_purl
from fourfold.read.markup import root_name
from fourfold.read.name import name_from
from fourfold.terms import Kind, Verb

_CONTAINS = Verb.CONTAINS
# tuples: a word of these enums is the same object or another, and looking one up in a set costs a call
_USES = (Verb.RUNS, Verb.LINKS, Verb.CONTAINS)
_AI = (Kind.MODEL, Kind.DATASET)
_MODEL = Kind.MODEL
_Waiting = tuple[object, str, str, str]
"""A list of components still to be read: itself, its pointer, the id that it belongs to, and the name of the list."""


def sniff(source: Source) -> bool:
    """Whether the content is CycloneDX, by its format mark or its namespace."""
    if source.is_directory:
        return False
    data = source.json
    if data is not None:
        return isinstance(data, dict) and (
            data.get("bomFormat") == "CycloneDX"
            or "cyclonedx" in text_of(data.get("$schema"))
            or ("specVersion" in data and ("components" in data or "metadata" in data))
        )
    head = source.head(65536)
    return root_name(head) == "bom" and "cyclonedx" in head


def read(source: Source) -> Bill:
    """Read a CycloneDX document.

    Raises
    ------
    InputError
        If it is XML and not well-formed, or declares a document type.
    NothingToCheck
        If it has no component and no service.
    """
    located = source.take_json() if source.json is not None else from_xml(source)
    return _Walk(located).bill()


class _Walk:
    """First all components, level by level; then what relates them; the parts of the whole last."""

    def __init__(self, located: Located) -> None:
        self.data: dict[str, Any] = located.value
        version = text_of(self.data.get("specVersion"))
        self.draft = Draft(located, f"CycloneDX {version}".strip())
        self.choices = LicenseChoices(self.draft)
        self.lineage = Lineage(self.draft)
        self.excluded: set[str] = set()
        self.top: list[str] = []
        """Ids of the flat list, in order."""
        self._note_version(version)

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft, data = self.draft, self.data
        root = self._components()
        self._services(data.get("services"), "/services")
        metadata = data.get("metadata")
        described = metadata.get("component") if isinstance(metadata, dict) else None
        name = text_of(described.get("name")) if isinstance(described, dict) else ""
        draft.call(name or name_from(draft.file), root)
        self.lineage.relate()
        self._dependencies()
        if "formulation" in data:
            Workflows(draft, self.lineage).relate(data["formulation"])
        self.lineage.assume(root)
        self._parts(root)
        self._completeness()
        return draft.bill()

    def _note_version(self, version: str) -> None:
        major, _, minor = version.partition(".")
        plain = major.isdecimal() and minor.isdecimal() and len(version) < 12
        if not plain or (int(major), int(minor)) > NEWEST:
            says = "the version of the format is none that is known; it was read as far as it is like the known ones"
            self.draft.notes.add("version-unknown", says, version, self.draft.place("/specVersion"))

    # -------------------------------------------------------------- components

    def _components(self) -> str:
        """Take in every component, however deep; return the id of the one that the document describes."""
        root = ""
        waiting: deque[_Waiting] = deque()
        metadata = self.data.get("metadata")
        if isinstance(metadata, dict) and isinstance(metadata.get("component"), dict):
            root = self._component(metadata["component"], "/metadata/component", waiting)
        for i, component in self.draft.taken(self.data, "components"):
            self.top.append(self._component(component, f"/components/{i}", waiting))
        if "formulation" in self.data:
            self._formulas(waiting)
        while waiting:
            items, pointer, owner, list_ = waiting.popleft()
            for i, component in self.draft.entries(items, pointer):
                id_ = self._component(component, f"{pointer}/{i}", waiting)
                self._belongs(owner, list_, id_, f"{pointer}/{i}")
        return root

    def _formulas(self, waiting: deque[_Waiting]) -> None:
        """Take in what served to make something: components and services that are there for its workflows alone."""
        draft = self.draft
        for i, formula in draft.entries(self.data["formulation"], "/formulation"):
            here = f"/formulation/{i}"
            for j, component in draft.entries(formula.get("components"), f"{here}/components"):
                pointer = f"{here}/components/{j}"
                id_ = self._component(component, pointer, waiting)
                draft.put_aside(id_, "formulation names what served to make something", draft.place(pointer))
            self._services(formula.get("services"), f"{here}/services")

    def _component(self, component: dict[str, Any], pointer: str, waiting: deque[_Waiting]) -> str:
        draft = self.draft
        get = component.get
        name, purl = get("name"), get("purl")
        if type(name) is not str:
            name = text_of(name)
        if type(purl) is not str:
            purl = ""
        kind = self._kind(component, name, purl)
        claims: tuple[Claim, ...] = ()
        if "licenses" in component:
            claims = self.choices.of(component["licenses"], f"{pointer}/licenses", "CycloneDX licenses")
        if "evidence" in component:
            claims += self._observed(component["evidence"], pointer, claims)
        if "properties" in component:
            claims += self.choices.noted(component["properties"], f"{pointer}/properties", claims)
        if not claims and "externalReferences" in component:
            claims = self.choices.referred(component["externalReferences"], f"{pointer}/externalReferences")
        aliases: tuple[str, ...] = (purl,) if purl else ()
        if kind in _AI:
            aliases += _hub_names(component, name, purl)
        version = text_of(component["version"]) if "version" in component else ""
        wanted = get("bom-ref")
        if type(wanted) is not str or not wanted:
            wanted = self._own_id(purl, text_of(get("group")), name, version, pointer)
        id_ = draft.add(wanted, kind, claims, name, version, aliases, draft.place(pointer))
        if "scope" in component and component["scope"] == "excluded":
            self.excluded.add(id_)
            draft.aside.add(id_)
        if "components" in component:
            waiting.append((component["components"], f"{pointer}/components", id_, "components"))
        if "pedigree" in component and isinstance(component["pedigree"], dict):
            for list_ in PEDIGREE:
                if list_ in component["pedigree"]:
                    waiting.append((component["pedigree"][list_], f"{pointer}/pedigree/{list_}", id_, list_))
        if kind in _AI:
            self.lineage.note(id_, component, pointer, aliases)
        return id_

    def _kind(self, component: dict[str, Any], name: str, purl: str) -> Kind | None:
        type_ = component.get("type")
        if type_ == "file":
            return kind_of_file(name)
        kind = TYPES.get(type_) if type(type_) is str else None
        if kind is Kind.DATASET and "data" in component:
            held = {text_of(data.get("type")) for data in list_of(component["data"]) if isinstance(data, dict)}
            return Kind.CODE if held and held <= DATA_AS_CODE else kind
        return (kind_of_purl(purl) or kind) if kind is Kind.CODE and purl else kind

    def _own_id(self, purl: str, group: str, name: str, version: str, pointer: str) -> str:
        """Return an id for a component that has none: nothing can refer to it, so that any one will do that is free."""
        full = _full(group, name)
        for wanted in (purl, f"{full}@{version}" if version else full):
            if wanted and wanted not in self.draft.kinds:
                return wanted
        return f"#{pointer}"

    def _observed(self, evidence: object, pointer: str, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        if not isinstance(evidence, dict) or "licenses" not in evidence:
            return ()
        return self.choices.observed(evidence["licenses"], f"{pointer}/evidence/licenses", claims)

    def _belongs(self, owner: str, list_: str, id_: str, pointer: str) -> None:
        place = self.draft.place(pointer)
        if list_ in PEDIGREE:
            verb, turned = PEDIGREE[list_]
            ends = (id_, owner) if turned else (owner, id_)
            self.draft.aside.add(id_)
            self.draft.relations.append(make_relation(ends[0], verb, ends[1], f"pedigree.{list_}", "stated", place))
            return
        word = "components" if id_ not in self.excluded else "components (scope excluded)"
        verb_or_none = _CONTAINS if id_ not in self.excluded else None
        self.draft.relations.append(make_relation(owner, verb_or_none, id_, word, "stated", place))

    def _services(self, services: object, pointer: str) -> None:
        """Take in services and those inside them: used over a network, never handed out."""
        waiting = deque([(services, pointer)])
        while waiting:
            items, below = waiting.popleft()
            for i, service in self.draft.entries(items, below):
                here = f"{below}/{i}"
                claims = self.choices.of(service.get("licenses"), f"{here}/licenses", "CycloneDX licenses")
                claims += self.choices.noted(service.get("properties"), f"{here}/properties", claims)
                name = text_of(service.get("name"))
                wanted = text_of(service.get("bom-ref")) or self._own_id("", "", name, "", here)
                version, place = text_of(service.get("version")), self.draft.place(here)
                self.draft.aside.add(self.draft.add(wanted, Kind.SERVICE, claims, name, version, (), place))
                waiting.append((service.get("services"), f"{here}/services"))

    # --------------------------------------------------------------- relations

    def _dependencies(self) -> None:
        draft = self.draft
        relations, kinds, file, lines = draft.relations, draft.kinds, draft.file, draft.lines
        for i, entry in draft.taken(self.data, "dependencies"):
            subject = text_of(entry.get("ref"))
            needed = entry.get("dependsOn")
            kind = kinds.get(subject)
            of_model = kind is _MODEL
            for j, target in enumerate(needed if type(needed) is list else list_of(needed)):
                pointer = f"/dependencies/{i}/dependsOn/{j}"
                place = make_place(file, lines.get(pointer), pointer)
                if type(target) is not str or target not in kinds or subject not in kinds:
                    draft.relate(subject, Verb.RUNS, text_of(target), "dependsOn", "implied", place)
                elif target in self.excluded:
                    relations.append(
                        make_relation(subject, None, target, "dependsOn (scope excluded)", "stated", place)
                    )
                elif self.lineage.has(subject, target):
                    continue
                elif of_model and kinds[target] is _MODEL and target != subject:
                    self.lineage.depends(subject, target, place)
                else:
                    verb = needs(kind, kinds[target])
                    relations.append(make_relation(subject, verb, target, "dependsOn", "implied", place))
            for j, target in enumerate(list_of(entry.get("provides"))):
                place = draft.place(f"/dependencies/{i}/provides/{j}")
                draft.no_verb("provides", f"{subject} provides {text_of(target)}", place)
                draft.relate(subject, None, text_of(target), "provides", "stated", place)

    def _parts(self, root: str) -> None:
        """Say what the flat list holds: parts, save what is there only because something was made from it."""
        draft = self.draft
        sources: set[str] = set()
        used: set[str] = set()
        for relation in draft.relations:
            if relation.verb in _USES:
                used.add(relation.object)
            elif relation.verb in LINEAGE and relation.subject not in draft.aside:
                # what a fork came from may well be a part
                sources.add(relation.object)
        whole = root or draft.name
        outside = (sources - used) | self.excluded
        for i, id_ in enumerate(self.top):
            if id_ not in outside:
                place = draft.place(f"/components/{i}")
                draft.relations.append(make_relation(whole, _CONTAINS, id_, "components", "implied", place))
        if root and root != draft.name:
            place = draft.place("/metadata/component")
            draft.relations.append(make_relation(draft.name, _CONTAINS, root, "metadata.component", "stated", place))

    def _completeness(self) -> None:
        for i, entry in self.draft.entries(self.data.get("compositions"), "/compositions"):
            aggregate = text_of(entry.get("aggregate"))
            if aggregate.startswith("incomplete"):
                says = f"the document says of itself that it is {aggregate.replace('_', ' ')}"
                self.draft.notes.add("bill-incomplete", says, "", self.draft.place(f"/compositions/{i}"))


def _hub_names(component: dict[str, Any], name: str, purl: str) -> tuple[str, ...]:
    """Return the names by which others may speak of a model or dataset."""
    group = text_of(component.get("group"))
    names = [hub_id(purl), _full(group, name) if group and name else "", name if "/" in name else ""]
    return tuple(dict.fromkeys(found for found in names if found))


def _full(group: str, name: str) -> str:
    """Return a name with its group, which some writers put into the name as well."""
    return f"{group}/{name}" if group and name and not name.startswith(f"{group}/") else name


READER = Reader("CycloneDX", sniff, read)
