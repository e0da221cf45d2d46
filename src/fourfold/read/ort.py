"""Results of the OSS Review Toolkit: projects and packages of an analysis, with what a scan found in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.place import Place
from fourfold.read.base import Located, Reader, Source, escape, first_document, load_yaml
from fourfold.read.draft import LISTED, Draft, joined, list_of, text_of
from fourfold.read.kinds import kind_of_purl
from fourfold.read.name import name_from
from fourfold.read.ort_config import Configuration
from fourfold.read.ort_graph import at, package_of, references, short, tree
from fourfold.read.ort_scan import Scans
from fourfold.terms import Grade, Kind, Verb

_YAML = re.compile(r"^(?:repository|analyzer):", re.MULTILINE)
_ANALYZER = re.compile(r"^analyzer:", re.MULTILINE)
_NOTHING = frozenset({"NONE", "NOASSERTION"})
_CHOICES = frozenset({"Maven", "Crate"})
"""Types of packages for which several licences are a choice, as their own rules have it, and as the toolkit takes them."""
_ASIDE = ("test", "dev", "build", "lint", "doc", "check")
"""What the name of a scope holds if its dependencies only served to make the project."""


def sniff(source: Source) -> bool:
    """Whether the content is a result of the toolkit."""
    if source.is_directory:
        return False
    if source.json is not None:
        return isinstance(source.json, dict) and "analyzer" in source.json and "repository" in source.json
    return bool(_YAML.search(first_document(source.head(2048)))) and bool(
        _ANALYZER.search(first_document(source.head(2**20)))
    )


def read(source: Source) -> Bill:
    """Read a result.

    Raises
    ------
    InputError
        If it is no mapping with an analysis in it.
    """
    located = Located(source.json, {}, source.name) if source.json is not None else load_yaml(source.text, source.name)
    data = located.value
    analyzer = data.get("analyzer") if isinstance(data, dict) else None
    result = analyzer.get("result") if isinstance(analyzer, dict) else None
    if not isinstance(result, dict):
        raise InputError("holds no result of an analysis", source.name, "an analyzer or scan result")
    return _Walk(located, data, result).bill()


class _Walk:
    """Projects and packages first, then the dependencies between them."""

    def __init__(self, located: Located, data: dict[str, Any], result: dict[str, Any]) -> None:
        self.draft = Draft(located, "ORT result")
        self.data, self.result = data, result
        self.scans = Scans(data.get("scanner"))
        self.config = Configuration(self.draft, data)
        self.used: set[str] = set()
        self.excluded: set[str] = set()
        """Projects that the configuration leaves out."""

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft = self.draft
        base = "/analyzer/result"
        projects = []
        for i, project in draft.entries(self.result.get("projects"), f"{base}/projects"):
            id_ = self._add(project, f"{base}/projects/{i}", is_project=True)
            projects.append((id_, project, f"{base}/projects/{i}"))
        for i, entry in draft.entries(self.result.get("packages"), f"{base}/packages"):
            # older results wrap each package together with its curations
            package = entry.get("package")
            if isinstance(package, dict):
                self._add(package, f"{base}/packages/{i}/package")
            else:
                self._add(entry, f"{base}/packages/{i}")
        draft.call(self._name())
        for id_, _, pointer in projects:
            self._contains(id_, draft.place(pointer))
        for id_, project, pointer in projects:
            for i, scope in draft.entries(project.get("scopes"), f"{pointer}/scopes"):
                pairs = tree(scope, f"{pointer}/scopes/{i}")
                self._depends(id_, text_of(scope.get("name")), pairs)
        graphs = self.result.get("dependency_graphs")
        for manager, graph in graphs.items() if isinstance(graphs, dict) else ():
            if isinstance(graph, dict):
                self._graph(graph, f"{base}/dependency_graphs/{manager}", {id_ for id_, _, _ in projects})
        draft.aside -= self.used
        return draft.bill()

    def _name(self) -> str:
        repository = self.data.get("repository")
        vcs = repository.get("vcs_processed") or repository.get("vcs") if isinstance(repository, dict) else None
        url = text_of(vcs.get("url")) if isinstance(vcs, dict) else ""
        return url.rstrip("/").rpartition("/")[2].removesuffix(".git") or name_from(self.draft.file)

    def _contains(self, id_: str, place: Place) -> None:
        draft = self.draft
        if id_ in self.excluded:
            word = "projects (excluded)"
            draft.put_aside(id_, f"{word} names what the configuration leaves out", place)
            draft.relate(draft.name, None, id_, word, "stated", place)
        else:
            draft.relate(draft.name, Verb.CONTAINS, id_, "projects", "stated", place)

    def _add(self, package: dict[str, Any], pointer: str, *, is_project: bool = False) -> str:
        draft = self.draft
        id_ = text_of(package.get("id")) or pointer
        parts = id_.split(":")
        purl = text_of(package.get("purl"))
        name, version = (parts[2], parts[3]) if len(parts) == 4 else (id_, "")
        kind = kind_of_purl(purl) or Kind.CODE
        aliases = (purl,) if purl else ()
        claims = self._stated(package, id_, pointer)
        folder = self.config.folder_of(package) if is_project else ""
        excludes = (lambda path: self.config.excludes_path(folder + path)) if is_project else _is_never
        claims += self._observed(id_, excludes, is_all=not claims)
        added = draft.add(id_, kind, claims, name, version, aliases, draft.place(pointer))
        if excludes(text_of(package.get("definition_file_path"))):
            self.excluded.add(added)
        return added

    def _stated(self, package: dict[str, Any], id_: str, pointer: str) -> tuple[Claim, ...]:
        """Return what is said of a package: what was concluded, what it declares, and of a choice between licences what was chosen."""
        place, out = self.draft.place, []
        curated, concluded = self.config.concluded(id_), text_of(package.get("concluded_license"))
        if curated is not None:
            out.append(Claim(curated.license, Grade.C, curated.source, "concluded", place(curated.pointer)))
        elif concluded:
            where = place(f"{pointer}/concluded_license")
            out.append(Claim(concluded, Grade.C, "ORT concluded_license", "concluded", where))
        out += self._declared(package, pointer)
        chosen = self.config.chosen(id_, out[0].license) if out else None
        if chosen is not None:
            out[0] = Claim(chosen.license, Grade.C, chosen.source, "concluded", place(chosen.pointer))
        return tuple(out)

    def _declared(self, package: dict[str, Any], pointer: str) -> list[Claim]:
        draft = self.draft
        declared = [words for item in list_of(package.get("declared_licenses")) if (words := text_of(item))]
        processed = package.get("declared_licenses_processed")
        expression = text_of(processed.get("spdx_expression")) if isinstance(processed, dict) else ""
        if not declared:
            return []
        place = draft.place(f"{pointer}/declared_licenses")
        source = "ORT declared_licenses"
        if len(set(declared)) > 1 and not expression:
            draft.notes.add("license-list-as-and", LISTED, joined(declared), place)
            source += " (a list without operators, read as all of them)"
        words = expression or joined(declared)
        if expression and expression != joined(declared):
            source += f": {joined(declared)}, which the toolkit read so"
        unread = _unread(processed) if isinstance(processed, dict) and expression else []
        if unread:
            source += f", all but {', '.join(unread)}"
            words = _beside(text_of(package.get("id")), [expression, *unread])
        return [Claim(words, Grade.C, source, "declared", place)]

    def _observed(self, id_: str, excludes: Callable[[str], bool], *, is_all: bool) -> tuple[Claim, ...]:
        """Return what a scan found; what it could not name counts where nothing else is known, and else adds nothing."""
        found, pointer = self.scans.of(id_, excludes)
        named = [words for words in found if words not in _NOTHING]
        if not found:
            return ()
        if not named:
            # a file with terms that nobody could name says more than the files without any
            named = ["NOASSERTION" if "NOASSERTION" in found else "NONE"]
        elif is_all and "NOASSERTION" in found:
            named.append("NOASSERTION")
        return (Claim(joined(named), Grade.C, "ORT scan results", "observed", self.draft.place(pointer)),)

    # ------------------------------------------------------------ dependencies

    def _depends(self, project: str, scope: str, pairs: Iterable[tuple[str, str, str]]) -> None:
        """Relate dependencies; those of a scope that only served to make the project are kept aside."""
        draft = self.draft
        word = f"dependency ({scope})" if scope else "dependency"
        excluded = project in self.excluded or (bool(scope) and self.config.excludes_scope(scope))
        aside = excluded or any(part in scope.lower() for part in _ASIDE)
        why = "the configuration leaves out" if excluded else "served to make something"
        for dependent, target, pointer in pairs:
            place = draft.place(pointer)
            if not aside:
                self.used.add(target)
                draft.relate(dependent or project, Verb.RUNS, target, word, "implied", place)
                continue
            draft.put_aside(target, f"{word} names what {why}", place)
            draft.relate(dependent or project, None, target, word, "stated", place)

    def _graph(self, graph: dict[str, Any], pointer: str, projects: set[str]) -> None:
        """Take in a shared graph: packages by number, nodes that point at them, and the roots of each scope."""
        packages = [text_of(item) for item in list_of(graph.get("packages"))]
        nodes = list_of(graph.get("nodes"))
        for i, edge in self.draft.entries(graph.get("edges"), f"{pointer}/edges"):
            ends = [package_of(packages, at(nodes, edge.get(key), None)) for key in ("from", "to")]
            if all(ends):
                self._depends(ends[0], "", [(ends[0], ends[1], f"{pointer}/edges/{i}")])
        self._depends("", "", references(packages, graph.get("scope_roots"), f"{pointer}/scope_roots"))
        scopes = graph.get("scopes")
        for scope, indexes in scopes.items() if isinstance(scopes, dict) else ():
            # a scope is named by its project and by itself, with a colon between any two parts
            project = next((id_ for id_ in sorted(projects) if str(scope).startswith(f"{short(id_)}:")), "")
            where = f"{pointer}/scopes/{escape(str(scope))}"
            for i, index in self.draft.entries(indexes, where):
                target = at(packages, index.get("root", 0), "")
                if target and project:
                    self._depends(project, str(scope).rpartition(":")[2], [(project, target, f"{where}/{i}")])


def _unread(processed: dict[str, Any]) -> list[str]:
    """Return what was declared and the toolkit could not read: it is in no expression, and was declared all the same."""
    return [words for item in list_of(processed.get("unmapped")) if (words := text_of(item))]


def _beside(id_: str, declared: list[str]) -> str:
    """Return what a package declares as one expression, with the operator that the toolkit takes for packages of its type."""
    if id_.partition(":")[0] in _CHOICES:
        return " OR ".join(f"({words})" if " " in words else words for words in dict.fromkeys(declared))
    return joined(declared)


def _is_never(_path: str) -> bool:
    return False


READER = Reader("ORT result", sniff, read)
