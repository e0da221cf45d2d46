"""The user's configuration: ``[tool.fourfold]`` of the nearest pyproject.toml, or ``fourfold.toml`` with the same keys.

What stands there is read and checked here, key by key; which of it counts beside the command line is settled in
:mod:`fourfold.settings`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fourfold.entry import KEYS, one_of
from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.policy import Ignore, Setting
from fourfold.table import Table, lines_of
from fourfold.terms import Extent, Freedom

OWN = "fourfold.toml"
"""A file of fourfold's own."""
SHARED = "pyproject.toml"
"""A file with a table for each tool."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A relation that an override adds: the artifact came from, or goes with, something."""

    type: str
    to: str


@dataclass(frozen=True, slots=True)
class Override:
    """What the user says of an artifact because its metadata do not."""

    id: str
    license: str = ""
    license_source: str = ""
    """Where it is declared; never empty beside a licence."""
    license_hash: str = ""
    """SHA-256, in hex, of the text it was read from; with another text the override is dead."""
    relations: tuple[Origin, ...] = ()
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Config:
    """One configuration, read and checked."""

    file: str = ""
    """Path as it is shown; empty if there is none."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What is said of the question and the gate, as :data:`fourfold.entry.KEYS` name it."""
    conditions: Mapping[Setting, tuple[str, ...]] = field(default_factory=dict)
    """What the policy denies or asks about."""
    require: Mapping[Freedom, Extent] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each value stands, by its name; those of the policy as ``policy.NAME``."""


def find(start: Path) -> Path | None:
    """Return the nearest file with a configuration, from a folder upward to the top of its repository.

    Parameters
    ----------
    start : Path
        Where to begin; in general the working directory.

    Raises
    ------
    UsageError
        If two stand side by side, or a ``pyproject.toml`` on the way is not TOML.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        own, shared = folder / OWN, folder / SHARED
        has_shared = shared.is_file() and "fourfold" in _tools(_parse(shared))
        if own.is_file() and has_shared:
            raise UsageError(f"holds a configuration, and so does {OWN} beside it", str(shared), "keep one of them")
        if own.is_file() or has_shared:
            return own if own.is_file() else shared
        if (folder / ".git").exists():
            return None
    return None


def load(path: Path, shown: str = "") -> Config:
    """Read a configuration.

    Parameters
    ----------
    path : Path
        A ``fourfold.toml``, or a file with a table ``[tool.fourfold]``.
    shown : str, optional
        What messages call it; the path by default.

    Raises
    ------
    UsageError
        Naming file, line and key, and the nearest key or word that there is.
    """
    document = _parse(path)
    tools = _tools(document)
    own = path.name != SHARED and "fourfold" not in tools
    if not own and "fourfold" not in tools:
        raise UsageError("has no table [tool.fourfold]", shown or str(path), "add it, or name a fourfold.toml")
    lines = lines_of(path.read_text(encoding="utf-8"))
    table = Table(document if own else tools["fourfold"], "" if own else "tool.fourfold", shown or str(path), lines)
    return _config(table, path.parent)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror or error}", str(path), "a file that exists") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"is not valid TOML: {error}", str(path), "a TOML checker") from error


def _tools(document: Mapping[str, Any]) -> Mapping[str, Any]:
    tools = document.get("tool")
    return tools if isinstance(tools, dict) else {}


def _config(top: Table, folder: Path) -> Config:
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for key in KEYS:
        raw = top.get(key.name)
        if raw is None:
            continue
        sets = key.read(raw, key.name, str(top.place(key.name)), folder)
        if sets.keys() & values.keys():
            raise top.wrong(key.name, "says what another key says as well", "keep one of them")
        values.update(sets)
        places.update(dict.fromkeys(sets, top.place(key.name)))
    policy = top.table("policy")
    conditions = {}
    for setting in (Setting.DENY_CONDITIONS, Setting.ASK_CONDITIONS, Setting.DENY_LICENSES):
        conditions[setting] = policy.texts(setting)
        places[f"policy.{setting}"] = policy.place(setting)
    require = _require(policy.table(Setting.REQUIRE))
    places[f"policy.{Setting.REQUIRE}"] = policy.place(Setting.REQUIRE)
    policy.done()
    overrides = tuple(map(_override, top.tables("artifact")))
    ignores = tuple(map(_ignore, top.tables("ignore")))
    top.done()
    return Config(top.file, values, conditions, require, overrides, ignores, places)


def _require(table: Table) -> Mapping[Freedom, Extent]:
    allowed = (Extent.GRANTED, Extent.PARTIAL)
    out = {}
    for freedom in Freedom:
        word = table.text(freedom)
        if word and word not in allowed:
            raise table.wrong(freedom, f"cannot be required to be {word!r}", one_of(word, allowed))
        if word:
            out[freedom] = Extent(word)
    table.done()
    return out


def _override(table: Table) -> Override:
    name, licence, source = table.text("id"), table.text("license"), table.text("license-source")
    digest = _digest(table, "license-hash")
    relations = tuple(map(_origin, table.tables("relations")))
    table.done()
    table.need("id", "which artifact it speaks of")
    if licence:
        table.need("license-source", "where the licence is declared")
    elif source or digest:
        table.need("license", "there is a source or a digest of one")
    elif not relations:
        raise UsageError(f"{table.name}: says nothing of {name!r}", str(table.place()), "license = or relations =")
    return Override(name, licence, source, digest, relations, table.place())


def _origin(table: Table) -> Origin:
    origin = Origin(table.text("type"), table.text("to"))
    table.done()
    table.need("type", "how it came from it")
    table.need("to", "what it came from")
    return origin


def _ignore(table: Table) -> Ignore:
    rule, artifact, reason, by = (table.text(key) for key in ("rule", "artifact", "reason", "by"))
    until, digest = _day(table, "until"), _digest(table, "license-hash")
    table.done()
    table.need("rule", "which finding it lets pass")
    table.need("artifact", "at which artifacts, as a glob")
    table.need("reason", "why it may pass")
    return Ignore(rule, artifact, reason, by, until, digest, table.place())


def _day(table: Table, key: str) -> date | None:
    value = table.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise table.wrong(key, f"is no day: {value!r}", f"{key} = 2027-01-31") from error


def _digest(table: Table, key: str) -> str:
    value = table.text(key)
    if value and not re.fullmatch(r"sha256:[0-9a-f]{64}", value):
        raise table.wrong(key, "has to be a SHA-256 digest", "sha256: and 64 hex digits, as sha256sum prints them")
    return value.removeprefix("sha256:")
