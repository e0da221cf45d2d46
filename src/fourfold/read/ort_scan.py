"""What a scan of the OSS Review Toolkit found, by package: newer results stand by where the source came from, older ones by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from fourfold.read.base import escape
from fourfold.read.draft import list_of, text_of
from fourfold.read.tree import role_of

_Origin = tuple[str, ...]
"""Where source code came from: an archive and its digest, or a repository and its revision."""


class Found(NamedTuple):
    """A licence that was found in a file."""

    license: str
    path: str
    """From the root of the archive or the repository."""
    pointer: str
    """Of the scan that found it."""


class Scans:
    """All scans of a result.

    Parameters
    ----------
    scanner : object
        The part of the result that holds them.
    """

    def __init__(self, scanner: object) -> None:
        self._by_id: dict[str, list[Found]] = {}
        self._by_origin: dict[_Origin, list[Found]] = {}
        self._provenances: dict[str, list[dict[str, Any]]] = {}
        for holder, pointer in (scanner, "/scanner"), (_of(scanner, "results"), "/scanner/results"):
            results = _of(holder, "scan_results")
            if isinstance(results, dict):
                for id_, scans in results.items():
                    self._take(str(id_), scans, f"{pointer}/scan_results/{escape(str(id_))}")
            for i, entry in enumerate(results if isinstance(results, list) else ()):
                self._entry(entry, f"{pointer}/scan_results/{i}")
        for entry in list_of(_of(scanner, "provenances")):
            if isinstance(entry, dict):
                self._provenances.setdefault(text_of(entry.get("id")), []).append(entry)

    def _take(self, id_: str, scans: object, pointer: str) -> None:
        for i, scan in enumerate(list_of(scans)):
            self._by_id.setdefault(id_, []).extend(_findings(scan, f"{pointer}/{i}"))

    def _entry(self, entry: object, pointer: str) -> None:
        if id_ := text_of(_of(entry, "id")):
            self._take(id_, _of(entry, "results"), f"{pointer}/results")
        elif origin := _origin(_of(entry, "provenance")):
            self._by_origin.setdefault(origin, []).extend(_findings(entry, pointer))

    def of(self, id_: str, is_excluded: Callable[[str], bool]) -> tuple[list[str], str]:
        """Return the licences that were found in a package, and the pointer of the first scan that found one.

        Parameters
        ----------
        id_ : str
            Of the package or project.
        is_excluded : callable
            Whether a file is no part of it, by its path.
        """
        first: dict[str, str] = {}
        for found in (*self._by_id.get(id_, ()), *self._by_provenance(id_)):
            if found.license not in first and not is_excluded(found.path):
                first[found.license] = found.pointer
        return list(first), next(iter(first.values()), "/scanner")

    def _by_provenance(self, id_: str) -> Iterator[Found]:
        for entry in self._provenances.get(id_, ()):
            own = entry.get("package_provenance")
            found = list(self._by_origin.get(_origin(own), ()))
            below = entry.get("sub_repositories")
            for path, repository in below.items() if isinstance(below, dict) else ():
                inside = self._by_origin.get(_repository(repository, ""), ())
                found += [one._replace(path=f"{path}/{one.path}") for one in inside]
            yield from _of_folder(found, text_of(_of(_of(own, "vcs_info"), "path")).strip("/"))


def _of_folder(found: list[Found], folder: str) -> Iterable[Found]:
    """Return what was found in a folder of a repository, and in the licence texts that stand for it: the nearest above, if it has none."""
    if not folder:
        return found
    texts = {PurePath(one.path).parent for one in found if role_of(PurePath(one.path)) == "license"}
    nearest = next((above for above in (PurePath(folder), *PurePath(folder).parents) if above in texts), None)
    return [one for one in found if f"{one.path}/".startswith(f"{folder}/") or _stands(one, nearest)]


def _stands(one: Found, folder: PurePath | None) -> bool:
    path = PurePath(one.path)
    return path.parent == folder and role_of(path) == "license"


def _findings(scan: object, pointer: str) -> list[Found]:
    out = []
    for finding in list_of(_of(_of(scan, "summary"), "licenses")):
        words = text_of(_of(finding, "license"))
        places = list_of(_of(finding, "location")) or list_of(_of(finding, "locations")) or [None]
        out += [Found(words, text_of(_of(place, "path")), pointer) for place in places if words]
    return out


def _origin(provenance: object) -> _Origin:
    """Return what a provenance is matched on; empty if it names no source."""
    artifact = _of(provenance, "source_artifact")
    if artifact is not None:
        return "archive", text_of(_of(artifact, "url")), text_of(_of(_of(artifact, "hash"), "value"))
    return _repository(_of(provenance, "vcs_info"), text_of(_of(provenance, "resolved_revision")))


def _repository(vcs: object, revision: str) -> _Origin:
    url = text_of(_of(vcs, "url"))
    return ("repository", url, revision or text_of(_of(vcs, "revision"))) if url else ()


def _of(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
