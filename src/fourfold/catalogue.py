"""The licence catalogue: facts read once, licences built when they are asked for.

``data/`` holds one TOML file a licence; ``data/catalogue.json`` is made from them by
``scripts/compile_data.py`` and is what this module loads, because a short command must not parse
hundreds of files. A test keeps the two equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from fourfold.errors import DataError
from fourfold.license import Clause, Declared, License, Listing, Parameters, Text
from fourfold.terms import Effect, Form, Freedom, Purpose, Reach, Role


@dataclass(frozen=True, slots=True)
class KindInfo:
    """One entry of the clause vocabulary."""

    name: str
    group: str
    """``permission``, ``condition`` or ``limitation``."""
    label: str
    says: str
    effect: Effect | None = None
    forms: frozenset[Form] = frozenset()
    grants: tuple[Freedom, ...] = ()
    limits: tuple[Freedom, ...] = ()
    denies: tuple[Freedom, ...] = ()
    fact: str = ""
    tag: str = ""
    narrowing: bool = False
    carried_by: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An open question with its sides (DESIGN 6)."""

    name: str
    on: str
    question: str
    text: str
    cautious: str
    text_says: str
    cautious_says: str
    held_by_text: tuple[str, ...]
    held_by_cautious: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means."""

    name: str
    license: str | None
    """The licence id, if the name means one licence."""
    candidates: tuple[str, ...] = ()
    """The licences between which the name leaves open, or the nearest ones."""
    how: str = ""
    """``id``, ``alias``, ``ambiguous``, ``category`` or ``unknown``."""


@cache
def data_root() -> Path:
    """Return the folder with the data: inside the installed package, or at the top of a checkout."""
    inside = Path(__file__).resolve().parent / "data"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "data"


_NOISE = re.compile(r"\b(the|licen[sc]es?|agreement|terms|of|use|version|ver|v(?=\d)|public|international|community)\b")
_SEPARATORS = re.compile(r"[^a-z0-9.+]+")


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, one dash between words, no trailing ``.0``.

    Examples
    --------
    >>> fold("The Apache License, Version 2.0")
    'apache-2'
    >>> fold("cc by nc 4.0")
    'cc-by-nc-4'
    """
    text = name.lower().replace("++", "-plusplus-")
    text = _SEPARATORS.sub(" ", text)
    text = re.sub(r"\bv(?:er(?:sion)?)?\.?\s*(?=\d)", " ", text)
    text = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", text)
    kept = _NOISE.sub(" ", text)
    words = (kept if kept.strip() else text).split()
    return "-".join(re.sub(r"(\.0)+$", "", word) for word in words)


class Catalogue:
    """All licences, the vocabulary and the readings of one data version.

    Parameters
    ----------
    raw : mapping
        The compiled form (``data/catalogue.json``).
    extra : mapping of str to License, optional
        Private licences; an id that the catalogue has already is replaced by it.
    """

    def __init__(self, raw: Mapping[str, Any], extra: Mapping[str, License] | None = None) -> None:
        self._raw = raw
        self._extra = dict(extra or {})
        self._built: dict[str, License] = dict(self._extra)
        self._names: Mapping[str, list[str]] = raw["names"]
        self._extra_names: dict[str, list[str]] = {}
        for license_id, licence in self._extra.items():
            for name in (license_id, licence.name, licence.scancode, *licence.aliases, *licence.hub):
                if name:
                    self._extra_names.setdefault(fold(name), []).append(license_id)
        self.version: str = raw["version"]
        self.digest: str = raw["digest"]
        self.kinds: dict[str, KindInfo] = _Lazy(raw["kinds"], _kind)
        self.readings: dict[str, Reading] = _Lazy(raw["readings"], _reading)

    def __contains__(self, license_id: object) -> bool:
        return license_id in self._raw["licenses"] or license_id in self._extra

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._raw["licenses"], *self._extra}))

    def __len__(self) -> int:
        return len(set(self._raw["licenses"]) | set(self._extra))

    def get(self, license_id: str) -> License | None:
        """Return a licence by id, from the catalogue or its long tail; none if there is no such id.

        A licence of the long tail is known by ScanCode's category alone; its clauses say ``category``.
        """
        licence = self._built.get(license_id)
        if licence is None:
            entry = self._raw["licenses"].get(license_id)
            if entry is not None:
                licence = self._built[license_id] = build_license(entry)
            else:
                licence = self._long_tail(license_id)
        return licence

    def reading_on(self, what: str) -> Reading | None:
        """Return the reading that is about a reach (or ``adapter``)."""
        return next((reading for reading in self.readings.values() if reading.on == what), None)

    def resolve(self, name: str) -> Resolution:
        """Say which licence a name means.

        Parameters
        ----------
        name : str
            An SPDX id, a Hub tag, a ScanCode key or what people write.

        Returns
        -------
        Resolution
            Exactly one licence, or the candidates between which the name is open, or the nearest names.
            A family name alone (``gpl``, ``llama``) is never guessed.
        """
        name = name.strip()
        if name in self:
            return Resolution(name, name, (name,), "id")
        key = fold(name)
        found = self._extra_names.get(key) or self._names.get(key)
        if found:
            if len(found) == 1:
                return Resolution(name, found[0], tuple(found), "alias")
            return Resolution(name, None, tuple(found), "ambiguous")
        tail = self._raw["tail"].get(name) or self._raw["tail_names"].get(key)
        if tail:
            license_id = name if name in self._raw["tail"] else tail
            return Resolution(name, license_id, (license_id,), "category")
        return Resolution(name, None, self._nearest(key), "unknown")

    def _nearest(self, key: str) -> tuple[str, ...]:
        """Return ids whose names look like the key, best first."""
        from difflib import get_close_matches

        words = [word for word in key.split("-") if len(word) > 1]
        near: dict[str, None] = {}
        for close in get_close_matches(key, list(self._names), n=4, cutoff=0.72):
            near.update(dict.fromkeys(self._names[close]))
        if words:
            for known, ids in self._names.items():
                if len(near) >= 6:
                    break
                if known.startswith(words[0]):
                    near.update(dict.fromkeys(ids))
        return tuple(near)[:6]

    def _long_tail(self, license_id: str) -> License | None:
        entry = self._raw["tail"].get(license_id)
        if entry is None:
            return None
        category, name, key, is_exception = entry
        licence = License(
            id=license_id,
            name=name,
            category=category,
            scancode=key,
            exception=bool(is_exception),
            clauses=_category_clauses(category),
        )
        self._built[license_id] = licence
        return licence


class _Lazy(dict[str, Any]):
    """A mapping whose values are built from raw entries when first asked for."""

    def __init__(self, raw: Mapping[str, Any], build: Any) -> None:
        super().__init__(raw)
        self._build = build
        self._done: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        if key not in self._done:
            value = self._build(key, value)
            super().__setitem__(key, value)
            self._done.add(key)
        return value

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else default

    def values(self) -> Any:
        return [self[key] for key in self]

    def items(self) -> Any:
        return [(key, self[key]) for key in self]


def _category_clauses(category: str) -> tuple[Clause, ...]:
    """Return what a category alone supports: that rights are given, never how far its conditions go."""
    if category not in {"Permissive", "Public Domain", "Copyleft", "Copyleft Limited"}:
        return ()
    says = f"ScanCode files it under {category}; the text itself was not read."
    pairs = (("private-use", Reach.KEEP), ("modifications", Reach.ADAPT), ("distribution", Reach.KEEP))
    return tuple(Clause(kind, None, frozenset({reach}), says=says, read="category") for kind, reach in pairs)


def _kind(name: str, raw: Mapping[str, Any]) -> KindInfo:
    return KindInfo(
        name=name,
        group=raw["class"],
        label=raw["label"],
        says=raw["says"],
        effect=Effect(raw["effect"]) if "effect" in raw else None,
        forms=frozenset(map(Form, raw.get("forms", ()))),
        grants=tuple(map(Freedom, raw.get("grants", ()))),
        limits=tuple(map(Freedom, raw.get("limits", ()))),
        denies=tuple(map(Freedom, raw.get("denies", ()))),
        fact=raw.get("fact", ""),
        tag=raw.get("tag", ""),
        narrowing=raw.get("narrowing", False),
        carried_by=tuple(raw.get("carried_by", (name,))),
        parameters=tuple(raw.get("parameters", ())),
    )


def _reading(name: str, raw: Mapping[str, Any]) -> Reading:
    return Reading(
        name, **{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    )


def _parameters(raw: Mapping[str, Any]) -> Parameters:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    if "not_for" in values:
        values["not_for"] = tuple(map(Role, values["not_for"]))
    return Parameters(**values)


_NO_PARAMETERS = Parameters()


def build_license(raw: Mapping[str, Any]) -> License:
    """Build a licence from its compiled entry."""
    values = dict(raw)
    values["texts"] = tuple(Text(**entry) for entry in raw.get("texts", ()))
    values["lists"] = tuple(Listing(**entry) for entry in raw.get("lists", ()))
    values["clauses"] = tuple(_clause(entry) for entry in raw.get("clauses", ()))
    values["edges"] = tuple(
        Declared(
            **{
                **entry,
                "reaches": frozenset(map(Reach, entry["reaches"])),
                "span": tuple(entry.get("span", (0, 0))),
            }
        )
        for entry in raw.get("edges", ())
    )
    for key in ("materials", "hub", "aliases", "versions"):
        values[key] = tuple(raw.get(key, ()))
    return License(**values)


def _clause(raw: Mapping[str, Any]) -> Clause:
    values = dict(raw)
    effect = values.get("effect")
    values["effect"] = Effect(effect) if effect else None
    values["reaches"] = frozenset(map(Reach, values["reaches"]))
    values["span"] = tuple(values.get("span", (0, 0)))
    if "forms" in values:
        values["forms"] = frozenset(map(Form, values["forms"]))
    if "purposes" in values:
        values["purposes"] = frozenset(map(Purpose, values["purposes"]))
    given = values.get("parameters")
    values["parameters"] = _parameters(given) if given else _NO_PARAMETERS
    return Clause(**values)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that ships with fourfold.

    Raises
    ------
    DataError
        If the compiled data are missing or damaged.
    """
    path = data_root() / "catalogue.json"
    try:
        return Catalogue(json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"the licence data cannot be loaded: {error}", str(path), "reinstall fourfold") from error


def without_clauses(licence: License, dropped: frozenset[int]) -> License:
    """Return a licence less some of its clauses, by position (for tests and what-if questions)."""
    return replace(licence, clauses=tuple(c for i, c in enumerate(licence.clauses) if i not in dropped))


@dataclass(frozen=True, slots=True)
class DataVersion:
    """What a report says of the data it rests on."""

    version: str = field(default_factory=lambda: catalogue().version)
    digest: str = field(default_factory=lambda: catalogue().digest)
