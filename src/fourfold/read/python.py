"""Python packages: a ``pyproject.toml``, the metadata of one distribution, or all that is installed (PEP 621, 639).

Where a licence expression is given, it alone counts: PEP 639 forbids the older fields beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.place import Place
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import LISTED, Draft, joined, text_of
from fourfold.read.name import name_from
from fourfold.terms import Grade, Kind, Verb

_PYPROJECT = re.compile(r"^[ \t]*\[(?:project|tool\.poetry)\][ \t]*(?:#.*)?$", re.MULTILINE)
_LICENSE_LINE = re.compile(r"^[ \t]*license\b", re.MULTILINE)
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CLASSIFIER = "License :: "
LONGEST_TEXT = 2**18
"""Bytes of a licence file that are looked at."""


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


def installed(path: Sequence[str] | None = None) -> Bill:
    """Read what is installed: every distribution with its licence, and what it requires.

    Parameters
    ----------
    path : sequence of str, optional
        Folders to look in, as on ``sys.path``; those of this Python by default.

    Returns
    -------
    Bill
        Distributions are parts of the environment; a requirement of an optional extra is no relation.
    """
    draft = Draft(Located({}, {}, ""), "Python environment")
    found = sorted(
        distributions(path=list(path)) if path is not None else distributions(),
        key=lambda distribution: _normal(distribution.metadata["Name"] or ""),
    )
    required: list[tuple[str, Distribution, Place]] = []
    for distribution in found:
        name = distribution.metadata["Name"]
        id_ = _normal(name or "")
        if not id_ or id_ in draft.kinds:
            continue  # the first on the path is the one that is imported
        place = Place(str(getattr(distribution, "_path", "")))
        claims = _claims(draft, distribution.metadata, place, _license_files(distribution))  # type: ignore[arg-type]
        version = distribution.version or ""
        draft.add(id_, Kind.CODE, claims, name or id_, version, (f"pkg:pypi/{id_}@{version}",), place)
        required.append((id_, distribution, place))
    draft.call("Python environment")
    for id_, distribution, place in required:
        draft.relate(draft.name, Verb.CONTAINS, id_, "installed", "stated", place)
        for requirement in _requirements(distribution.requires or ()):
            if requirement in draft.kinds and requirement != id_:
                draft.relate(id_, Verb.RUNS, requirement, "Requires-Dist", "implied", place)
    return draft.bill()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirements(lines: Iterable[str]) -> list[str]:
    names = [match[0] for line in lines if "extra ==" not in line and (match := _REQUIREMENT.match(line))]
    return list(dict.fromkeys(_normal(name) for name in names))


def _license_files(distribution: Distribution) -> list[str]:
    """Return the texts of a distribution's licence files."""
    names = distribution.metadata.get_all("License-File") or []
    texts = []
    for name in names:
        for folder in ("licenses/", ""):
            text = distribution.read_text(f"{folder}{name}")
            if text:
                texts.append(text[:LONGEST_TEXT])
                break
    return texts


def _metadata(source: Source) -> Bill:
    message = HeaderParser().parsestr(source.text)
    lines = {"": 1}
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            break
        lines.setdefault(f"/{line.partition(':')[0]}", number)
    draft = Draft(Located({}, lines, source.name), f"Python metadata {message['Metadata-Version']}")
    name = text_of(message["Name"]) or name_from(source.name)
    claims = _claims(draft, message, None, [])
    id_ = _normal(name)
    draft.call(draft.add(id_, Kind.CODE, claims, name, text_of(message["Version"]), (), draft.place("/Name")), id_)
    return draft.bill()


def _claims(draft: Draft, message: Message, where: Place | None, texts: list[str]) -> tuple[Claim, ...]:
    """Return what core metadata say: the expression, or else the older fields and, if there is just one, the licence file."""

    def place(field: str) -> Place:
        return where if where is not None else draft.place(f"/{field}")

    expression = text_of(message["License-Expression"])
    if expression:
        return (Claim(expression, Grade.B, "License-Expression", place=place("License-Expression")),)
    out = list(_legacy(draft, text_of(message["License"]), "License", place("License")))
    classifiers = [text_of(line) for line in message.get_all("Classifier") or []]
    out += _classified(draft, classifiers, place("Classifier"))
    if len(texts) == 1:
        found = draft.texts.identify(texts[0], text_of(message["Name"]), place("License-File"))
        if found is not None and found.license is not None:
            out.append(Claim(found.license, Grade.A, f"License-File: {found.says}", "text", place("License-File")))
    return tuple(out)


def _legacy(draft: Draft, words: str, field: str, place: Place) -> Iterable[Claim]:
    """Yield the claim of the old free field, which holds a name, an expression or a whole text."""
    if not words or words.upper() == "UNKNOWN":
        return
    found = draft.texts.identify(words, field, place)
    if found is not None and found.license is not None:
        yield Claim(found.license, Grade.A, f"{field}: {found.says}", "text", place)
    elif "\n" not in words and len(words) < 200:
        yield Claim(words, Grade.B, field, place=place)
    else:
        yield Claim(words.strip().partition("\n")[0][:80], Grade.B, f"{field}: the first line of a text", place=place)


def _classified(draft: Draft, classifiers: list[str], place: Place) -> list[Claim]:
    said = [line.removeprefix(_CLASSIFIER) for line in classifiers if line.startswith(_CLASSIFIER)]
    words = [line.rpartition(" :: ")[2] for line in said if line != "OSI Approved"]
    if not words:
        return []
    if len(set(words)) > 1:
        draft.notes.add("license-list-as-and", LISTED, joined(words), place)
    # the index's own list of names, half of them families: what the project itself says goes first
    return [Claim(joined(words), Grade.C, "Classifier", place=place)]


# ----------------------------------------------------------------- pyproject


def _pyproject(source: Source, data: dict[str, Any]) -> Bill:
    tool = data.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    tables = {"/project": data.get("project"), "/tool/poetry": poetry}
    pointer, table = next(((p, t) for p, t in tables.items() if isinstance(t, dict) and t), ("", {}))
    lines = _lines(source.text, pointer)
    draft = Draft(Located(data, lines, source.name), "pyproject.toml")
    folder = source.path.absolute().parent if source.path is not None else None
    name = text_of(table.get("name")) or (folder.name if folder is not None else "project")
    license_ = table.get("license")
    place = draft.place(f"{pointer}/license")
    claims: list[Claim] = []
    if isinstance(license_, str) and license_.strip():
        claims.append(Claim(license_.strip(), Grade.B, "license", place=place))
    else:
        if isinstance(license_, dict):
            text = text_of(license_.get("text")) or _file(folder, license_.get("file"))
            claims += _legacy(draft, text, "license", place)
        classifiers = table.get("classifiers")
        lines_of_classifiers = [text_of(line) for line in classifiers] if isinstance(classifiers, list) else []
        claims += _classified(draft, lines_of_classifiers, draft.place(f"{pointer}/classifiers"))
    id_ = _normal(name)
    version = text_of(table.get("version"))
    draft.call(draft.add(id_, Kind.CODE, tuple(claims), name, version, (), draft.place(pointer)), id_)
    return draft.bill()


def _lines(text: str, pointer: str) -> dict[str, int]:
    """Return the lines of a table and of its licence keys."""
    header = f"[{pointer[1:].replace('/', '.')}]"
    out: dict[str, int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.strip()
        if plain.startswith("["):
            inside = plain.partition("#")[0].strip() == header
            if inside:
                out[pointer] = number
        elif inside:
            key = plain.partition("=")[0].strip()
            if key in {"license", "classifiers", "name"}:
                out.setdefault(f"{pointer}/{key}", number)
    return out


def _file(folder: Path | None, name: object) -> str:
    """Return the text of a licence file beside the project; empty if it is not there, or lies outside."""
    if folder is None or not isinstance(name, str):
        return ""
    path = (folder / name).resolve()
    try:
        if not path.is_relative_to(folder.resolve()):
            return ""
        with path.open("rb") as stream:
            return stream.read(LONGEST_TEXT).decode("utf-8", "replace")
    except OSError:
        return ""


READER = Reader("Python metadata", sniff, read)
