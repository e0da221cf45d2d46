"""What a scan of the OSS Review Toolkit found, by package: newer results stand by where the source came from, older ones by id."""

from __future__ import annotations

import re
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
        self._folders: dict[tuple[_Origin, tuple[tuple[str, _Origin], ...]], Folders] = {}
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
            below = entry.get("sub_repositories")
            nested = (
                tuple((str(path), _repository(at, "")) for path, at in below.items()) if isinstance(below, dict) else ()
            )
            key = _origin(own), nested
            if key not in self._folders:
                self._folders[key] = Folders(self._found_in(*key))
            yield from self._folders[key].of(text_of(_of(_of(own, "vcs_info"), "path")).strip("/"))

    def _found_in(self, own: _Origin, nested: tuple[tuple[str, _Origin], ...]) -> Iterator[Found]:
        yield from self._by_origin.get(own, ())
        for path, repository in nested:
            for one in self._by_origin.get(repository, ()):
                yield one._replace(path=f"{path}/{one.path}")


class Folders:
    """What was found in one archive or repository, by folder: many projects may share it, and each is looked at once.

    Parameters
    ----------
    found : iterable of Found
        All of it.
    """

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = list(found)
        self._below: dict[str, list[int]] = {}
        self._texts: dict[PurePath, list[int]] = {}

    def _sort(self) -> None:
        for number, one in enumerate(self._found):
            for part in re.finditer(r"/|$", one.path):
                self._below.setdefault(one.path[: part.start()], []).append(number)
            path = PurePath(one.path)
            if role_of(path) == "license":
                self._texts.setdefault(path.parent, []).append(number)

    def of(self, folder: str) -> list[Found]:
        """Return what was found in a folder, and in the licence texts that stand for it: the nearest above, if it has none.

        Parameters
        ----------
        folder : str
            From the root; empty for all.
        """
        if not folder:
            return self._found
        if not self._below:
            self._sort()
        above = (PurePath(folder), *PurePath(folder).parents)
        texts = next((self._texts[one] for one in above if one in self._texts), ())
        return [self._found[number] for number in sorted({*self._below.get(folder, ()), *texts})]


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
