"""REUSE: ``REUSE.toml`` and the older ``.reuse/dep5``, each entry an artifact with the licence that it gives its files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.expression import atoms, parse
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import Draft, joined, list_of, text_of
from fourfold.read.kinds import kind_of_file
from fourfold.terms import Grade, Kind, Verb

_TOML = re.compile(r"^[ \t]*\[\[[ \t]*annotations[ \t]*\]\]", re.MULTILINE)
_DEP5 = re.compile(r"\A(?:\s*#[^\n]*\n|\s*\n)*(?:Format|Files|Upstream-Name):")
_DEP5_FILES = re.compile(r"^Files:[ \t]*\S", re.MULTILINE)
_DEP5_LICENSE = re.compile(r"^License:[ \t]*\S", re.MULTILINE)
_WORD = re.compile(r"[^\s(),]+")
_KEY = "SPDX-License-Identifier"


def sniff(source: Source) -> bool:
    """Whether the content is a REUSE.toml or a dep5 file."""
    if source.is_directory:
        return False
    head = source.head(65536)
    return bool(_TOML.search(head) and _KEY in head) or bool(
        _DEP5.search(head) and _DEP5_FILES.search(head) and _DEP5_LICENSE.search(head)
    )


def read(source: Source) -> Bill:
    """Read REUSE annotations.

    Raises
    ------
    InputError
        If REUSE.toml is not TOML.
    """
    if _TOML.search(source.head(65536)):
        return _toml(source)
    return _dep5(source)


def _name(source: Source) -> str:
    path = (source.path or Path("annotations")).absolute().parent
    return (path.parent if path.name == ".reuse" else path).name or "annotations"


def _toml(source: Source) -> Bill:
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"is not valid TOML: {error}", source.name, "a TOML checker") from error
    lines = {f"/annotations/{i}": line for i, line in enumerate(_lines(source.text, _TOML))}
    draft = Draft(Located(data, lines, source.name), f"REUSE.toml {data.get('version', 1)}")
    draft.call(_name(source))
    for i, entry in draft.entries(data.get("annotations"), "/annotations"):
        paths = [path for item in list_of(entry.get("path")) if (path := text_of(item))]
        _entry(draft, paths, _identifiers(entry), _KEY, f"/annotations/{i}")
    return draft.bill()


def _identifiers(entry: dict[str, Any]) -> list[str]:
    return [words for item in list_of(entry.get(_KEY)) if (words := text_of(item))]


def _lines(text: str, begin: re.Pattern[str]) -> list[int]:
    return [text.count("\n", 0, match.start()) + 1 for match in begin.finditer(text)]


def _dep5(source: Source) -> Bill:
    located = Located({}, {"": 1}, source.name)
    draft = Draft(located, "DEP5 1.0")
    draft.call(_name(source))
    stanzas = _stanzas(source.text)
    texts = _texts(draft, located, stanzas)
    count = 0
    for line, fields in stanzas:
        if "Files" in fields:
            pointer = f"/{count}"
            located.lines[pointer] = line
            words = fields.get("License", "").partition("\n")[0].strip()
            _entry(draft, fields["Files"].split(), [words] if words else [], "License", pointer, texts)
            count += 1
    return draft.bill()


def _texts(draft: Draft, located: Located, stanzas: list[tuple[int, dict[str, str]]]) -> dict[str, str]:
    """Return what the names stand for whose text the file gives, where that is something else than the name says."""
    meant: dict[str, set[str]] = {}
    for line, fields in stanzas:
        name, _, text = (part.strip() for part in fields.get("License", "").partition("\n"))
        pointer = f"/License/{name}"
        located.lines.setdefault(pointer, line)
        found = draft.texts.identify(text, name, draft.place(pointer)) if text else None
        if found is None or (found.license is None and found.nearest is None):
            continue  # no licence's text: the notice that files carry, or where to find the text
        named = {atom.license for atom in atoms(parse(name))}.union(
            *(atom.candidates for atom in atoms(parse(name)) if atom.ambiguous)
        )
        same = found.license is not None and not named.isdisjoint(found.family)
        meant.setdefault(name, set()).add(name if same else found.license or f"LicenseRef-modified-{found.nearest}")
    return {name: joined(sorted(words)) for name, words in meant.items() if words != {name}}


def _stanzas(text: str) -> list[tuple[int, dict[str, str]]]:
    """Return the paragraphs of a control file, each with its first line; a line that begins with space goes on."""
    out: list[tuple[int, dict[str, str]]] = []
    fields: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            fields, key = {}, ""
        elif line[0] in " \t" and key:
            fields[key] += f"\n{'' if line.strip() == '.' else line.strip()}"
        elif ":" in line and line[0] not in "# \t":
            if not fields:
                out.append((number, fields))
            key, _, value = line.partition(":")
            fields[key] = value.strip()
    return out


def _entry(
    draft: Draft, paths: list[str], words: list[str], field: str, pointer: str, texts: Mapping[str, str] | None = None
) -> None:
    """Take in one entry; several identifiers apply together, as REUSE says."""
    place = draft.place(pointer)
    id_ = " ".join(paths) or pointer
    said = joined(words) if words else ""
    given = texts or {}
    meant = given.get(said) or _WORD.sub(lambda match: _wrapped(given.get(match[0], match[0])), said)
    claims: tuple[Claim, ...] = ()
    if meant != said:
        claims = (Claim(meant, Grade.A, f"REUSE {field}: {said}, by the text given", "text", draft.place(pointer)),)
    elif said:
        claims = (Claim(said, Grade.B, f"REUSE {field}", place=draft.place(pointer)),)
    kinds = {_kind(path) for path in paths}
    added = draft.add(id_, kinds.pop() if len(kinds) == 1 else None, claims, id_, "", (), place)
    draft.relate(draft.name, Verb.CONTAINS, added, "path", "stated", place)


def _wrapped(words: str) -> str:
    return f"({words})" if " " in words else words


def _kind(path: str) -> Kind:
    documents = path.lower().endswith((".md", ".rst", ".txt", ".pdf")) or path.startswith("doc")
    return Kind.DOCUMENT if documents else kind_of_file(path)


READER = Reader("REUSE", sniff, read)
