"""Results of the OSS Review Toolkit: projects and packages of an analysis, with what a scan found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source, escape, first_document, load_yaml
from fourfold.read.draft import LISTED, Draft, joined, list_of, text_of
from fourfold.read.kinds import kind_of_purl
from fourfold.read.name import name_from
from fourfold.terms import Grade, Kind, Verb

_YAML = re.compile(r"^(?:repository|analyzer):", re.MULTILINE)
_ANALYZER = re.compile(r"^analyzer:", re.MULTILINE)
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
        self.found = _found(data.get("scanner"))
        self.used: set[str] = set()

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft = self.draft
        base = "/analyzer/result"
        projects = []
        for i, project in draft.entries(self.result.get("projects"), f"{base}/projects"):
            projects.append((self._add(project, f"{base}/projects/{i}"), project, f"{base}/projects/{i}"))
        for i, entry in draft.entries(self.result.get("packages"), f"{base}/packages"):
            # older results wrap each package together with its curations
            package = entry.get("package")
            if isinstance(package, dict):
                self._add(package, f"{base}/packages/{i}/package")
            else:
                self._add(entry, f"{base}/packages/{i}")
        draft.call(self._name())
        for id_, _, pointer in projects:
            draft.relate(draft.name, Verb.CONTAINS, id_, "projects", "stated", draft.place(pointer))
        for id_, project, pointer in projects:
            for i, scope in draft.entries(project.get("scopes"), f"{pointer}/scopes"):
                tree = _tree(scope, f"{pointer}/scopes/{i}")
                self._depends(id_, text_of(scope.get("name")), tree)
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

    def _add(self, package: dict[str, Any], pointer: str) -> str:
        draft = self.draft
        id_ = text_of(package.get("id")) or pointer
        parts = id_.split(":")
        purl = text_of(package.get("purl"))
        name, version = (parts[2], parts[3]) if len(parts) == 4 else (id_, "")
        kind = kind_of_purl(purl) or Kind.CODE
        aliases = (purl,) if purl else ()
        return draft.add(id_, kind, self._claims(package, id_, pointer), name, version, aliases, draft.place(pointer))

    def _claims(self, package: dict[str, Any], id_: str, pointer: str) -> tuple[Claim, ...]:
        draft, out = self.draft, []
        concluded = text_of(package.get("concluded_license"))
        if concluded:
            place = draft.place(f"{pointer}/concluded_license")
            out.append(Claim(concluded, Grade.C, "ORT concluded_license", "concluded", place))
        declared = [words for item in list_of(package.get("declared_licenses")) if (words := text_of(item))]
        processed = package.get("declared_licenses_processed")
        expression = text_of(processed.get("spdx_expression")) if isinstance(processed, dict) else ""
        if declared:
            place = draft.place(f"{pointer}/declared_licenses")
            source = "ORT declared_licenses"
            if len(set(declared)) > 1 and not expression:
                draft.notes.add("license-list-as-and", LISTED, joined(declared), place)
                source += " (a list without operators, read as all of them)"
            words = expression or joined(declared)
            if expression and expression != joined(declared):
                source += f": {joined(declared)}, which the toolkit read so"
            out.append(Claim(words, Grade.C, source, "declared", place))
        found = self.found.get(id_)
        if found:
            out.append(Claim(joined(found), Grade.C, "ORT scan results", "observed", draft.place("/scanner")))
        return tuple(out)

    # ------------------------------------------------------------ dependencies

    def _depends(self, project: str, scope: str, pairs: Iterable[tuple[str, str, str]]) -> None:
        """Relate dependencies; those of a scope that only served to make the project are kept aside."""
        draft = self.draft
        aside = any(word in scope.lower() for word in _ASIDE)
        word = f"dependency ({scope})" if scope else "dependency"
        for dependent, target, pointer in pairs:
            place = draft.place(pointer)
            if not aside:
                self.used.add(target)
                draft.relate(dependent or project, Verb.RUNS, target, word, "implied", place)
                continue
            draft.put_aside(target, f"{word} names what served to make something", place)
            draft.relate(dependent or project, None, target, word, "stated", place)

    def _graph(self, graph: dict[str, Any], pointer: str, projects: set[str]) -> None:
        """Take in a shared graph: packages by number, nodes that point at them, and the roots of each scope."""
        packages = [text_of(item) for item in list_of(graph.get("packages"))]
        nodes = [node for _, node in self.draft.entries(graph.get("nodes"), f"{pointer}/nodes")]
        for i, edge in self.draft.entries(graph.get("edges"), f"{pointer}/edges"):
            ends = [_at(packages, _at(nodes, edge.get(key), {}).get("pkg", 0), "") for key in ("from", "to")]
            if all(ends):
                self._depends(ends[0], "", [(ends[0], ends[1], f"{pointer}/edges/{i}")])
        self._depends("", "", _references(packages, graph.get("scope_roots"), f"{pointer}/scope_roots"))
        scopes = graph.get("scopes")
        for scope, indexes in scopes.items() if isinstance(scopes, dict) else ():
            # a scope is named by its project and by itself, with a colon between any two parts
            project = next((id_ for id_ in sorted(projects) if str(scope).startswith(f"{_short(id_)}:")), "")
            where = f"{pointer}/scopes/{escape(str(scope))}"
            for i, index in self.draft.entries(indexes, where):
                target = _at(packages, index.get("root", 0), "")
                if target and project:
                    self._depends(project, str(scope).rpartition(":")[2], [(project, target, f"{where}/{i}")])


def _short(id_: str) -> str:
    """Return a project's id as scopes name it: namespace, name and version."""
    return id_.partition(":")[2]


def _at(items: list[Any], index: object, otherwise: Any) -> Any:
    return items[index] if isinstance(index, int) and 0 <= index < len(items) else otherwise


def _tree(scope: dict[str, Any], pointer: str) -> Iterator[tuple[str, str, str]]:
    """Yield dependent (empty for the project), dependency and place of a tree, without recursion."""
    waiting: list[tuple[str, object, str]] = [("", scope.get("dependencies"), f"{pointer}/dependencies")]
    while waiting:
        dependent, items, below = waiting.pop()
        for i, item in enumerate(list_of(items)):
            if isinstance(item, dict) and text_of(item.get("id")):
                target = text_of(item["id"])
                yield dependent, target, f"{below}/{i}"
                waiting.append((target, item.get("dependencies"), f"{below}/{i}/dependencies"))


def _references(packages: list[str], roots: object, pointer: str) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of the older form of a shared graph, which is a list of trees."""
    waiting: list[tuple[str, object, str]] = [("", roots, pointer)]
    while waiting:
        dependent, items, below = waiting.pop()
        for i, item in enumerate(list_of(items)):
            if isinstance(item, dict):
                target = _at(packages, item.get("pkg", 0), "")
                if dependent and target:
                    yield dependent, target, f"{below}/{i}"
                waiting.append((target, item.get("dependencies"), f"{below}/{i}/dependencies"))


def _found(scanner: object) -> dict[str, list[str]]:
    """Return the licences that a scan found, by package."""
    out: dict[str, dict[str, None]] = {}
    results = scanner.get("scan_results") if isinstance(scanner, dict) else None
    groups = results.items() if isinstance(results, dict) else ()
    for id_, scans in groups:
        for scan in list_of(scans):
            summary = scan.get("summary") if isinstance(scan, dict) else None
            for finding in list_of(summary.get("licenses") if isinstance(summary, dict) else None):
                words = text_of(finding.get("license")) if isinstance(finding, dict) else ""
                if words:
                    out.setdefault(str(id_), {})[words] = None
    return {id_: list(words) for id_, words in out.items()}


READER = Reader("ORT result", sniff, read)
