"""Python projects: a ``pyproject.toml``, or the metadata of one distribution (PEP 621, 639)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from itertools import islice
from pathlib import Path
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.name import name_from
from fourfold.read.python_environment import files_of, normal
from fourfold.read.python_licenses import File, claims_of, classified, from_files, legacy, read_file
from fourfold.terms import Grade, Kind

_PYPROJECT = re.compile(r"^[ \t]*\[(?:project|tool\.poetry)\][ \t]*(?:#.*)?$", re.MULTILINE)
_KEYS = frozenset({"license", "license-files", "classifiers", "name"})
MOST_FILES = 64
"""Licence files of one project that are looked at."""


def sniff(source: Source) -> bool:
    """Whether the content is a pyproject.toml that names a project, or a distribution's metadata."""
    if source.is_directory:
        return False
    head = source.head(65536)
    return head.startswith("Metadata-Version:") or bool(_PYPROJECT.search(head))


def read(source: Source) -> Bill:
    """Read a project's or a distribution's metadata as a bill with one artifact.

    Raises
    ------
    InputError
        If a pyproject.toml is not TOML.
    """
    if source.head(64).startswith("Metadata-Version:"):
        return _metadata(source)
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not valid TOML: {error}", source.name, "a TOML checker") from error
    return _pyproject(source, data)


def _metadata(source: Source) -> Bill:
    message = HeaderParser().parsestr(source.text)
    lines = {"": 1}
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            break
        lines.setdefault(f"/{line.partition(':')[0]}", number)
    draft = Draft(Located({}, lines, source.name), f"Python metadata {message['Metadata-Version']}")
    name = text_of(message["Name"]) or name_from(source.name)
    files = files_of(draft, source.path.absolute().parent, message, draft.place("/License-File")) if source.path else []
    claims = claims_of(draft, message, None, files)
    id_ = normal(name)
    draft.call(draft.add(id_, Kind.CODE, claims, name, text_of(message["Version"]), (), draft.place("/Name")), id_)
    return draft.bill()


# ----------------------------------------------------------------- pyproject


def _pyproject(source: Source, data: dict[str, Any]) -> Bill:
    tool = data.get("tool")
    tools = tool if isinstance(tool, dict) else {}
    tables = {"/project": data.get("project"), "/tool/poetry": tools.get("poetry")}
    held = {pointer: table for pointer, table in tables.items() if isinstance(table, dict) and table}
    pointer, table = next(iter(held.items()), ("", {}))
    draft = Draft(Located(data, _lines(source.text, set(held)), source.name), "pyproject.toml")
    folder = source.path.absolute().parent if source.path is not None else None
    name = _first(held.values(), "name") or (folder.name if folder is not None else "project")
    claims: list[Claim] = []
    for where, stating in held.items():
        claims += _stated(draft, stating, where, folder, beside=bool([c for c in claims if c.evidence is not Grade.C]))
    setuptools = tools.get("setuptools")
    given = table.get("license-files", setuptools.get("license-files") if isinstance(setuptools, dict) else None)
    place = draft.place(f"{pointer}/license-files")
    patterns = given.values() if isinstance(given, dict) else list_of(given)
    files = list(
        _files(
            draft, folder, [text_of(item) for part in patterns for item in list_of(part)], f"{pointer}/license-files"
        )
    )
    license_ = table.get("license")
    expression = license_ if isinstance(license_, str) else ""
    claims += from_files(draft, files, claims, "license-files", place, "", expression)
    id_ = normal(name)
    version = _first(held.values(), "version")
    draft.call(draft.add(id_, Kind.CODE, tuple(claims), name, version, (), draft.place(pointer)), id_)
    return draft.bill()


def _first(tables: Iterable[dict[str, Any]], key: str) -> str:
    return next((text for table in tables if (text := text_of(table.get(key)))), "")


def _stated(draft: Draft, table: dict[str, Any], pointer: str, folder: Path | None, *, beside: bool) -> Iterator[Claim]:
    """Yield what a table states; beside another table that states a licence it is the weaker one, which no tool passes on."""
    license_ = table.get("license")
    place = draft.place(f"{pointer}/license")
    source = "license" if pointer == "/project" else f"license of {pointer[1:].replace('/', '.')}"
    if isinstance(license_, str) and license_.strip():
        yield Claim(license_.strip(), Grade.C if beside else Grade.B, source, place=place)
        return
    if isinstance(license_, dict):
        named = text_of(license_.get("file"))
        text = text_of(license_.get("text"))
        if named and not text:
            text = "\n".join(file.text for file in _files(draft, folder, [named], f"{pointer}/license"))
        yield from legacy(draft, text, "license", place)
    classifiers = table.get("classifiers")
    lines = [text_of(line) for line in classifiers] if isinstance(classifiers, list) else []
    yield from classified(draft, lines, draft.place(f"{pointer}/classifiers"))


def _lines(text: str, pointers: set[str]) -> dict[str, int]:
    """Return the lines of some tables and of their licence keys."""
    headers = {f"[{pointer[1:].replace('/', '.')}]": pointer for pointer in pointers}
    out: dict[str, int] = {}
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.strip()
        if plain.startswith("["):
            inside = headers.get(plain.partition("#")[0].strip(), "")
            if inside:
                out[inside] = number
        elif inside:
            key = plain.partition("=")[0].strip()
            if key in _KEYS:
                out.setdefault(f"{inside}/{key}", number)
    return out


def _files(draft: Draft, folder: Path | None, patterns: Iterable[str], pointer: str) -> Iterator[File]:
    """Yield the licence files that patterns name; one that names none is noted, for its text may say what nothing else does."""
    for pattern in filter(None, patterns):
        found: list[Path] = []
        if folder is not None:
            try:
                found = sorted(path for path in islice(folder.glob(pattern), MOST_FILES) if path.is_file())
            except (ValueError, NotImplementedError, OSError):
                found = []  # absolute, or no pattern at all
        texts = [
            File(str(path.relative_to(folder)), text) for path in found if folder and (text := read_file(path, folder))
        ]
        yield from texts
        if not texts:
            says = "licence files are named that are not there, or lie outside; they were not read"
            draft.notes.add("license-file-missing", says, pattern, draft.place(pointer))


READER = Reader("Python metadata", sniff, read)
