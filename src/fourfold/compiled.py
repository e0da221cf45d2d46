"""Compiled entries, and how they become values: done when a value is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from fourfold.license import Clause, Declared, License, Listing, Parameters, Text
from fourfold.terms import Effect, Form, Freedom, Purpose, Reach, Role

V = TypeVar("V")


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


class Lazy(Generic[V]):
    """A mapping whose values are built from raw entries when first asked for.

    Parameters
    ----------
    raw : mapping
        The compiled entries.
    build : callable
        Makes a value of a key and its entry.
    """

    def __init__(self, raw: Mapping[str, Any], build: Callable[[str, Any], V]) -> None:
        self._raw = raw
        self._build = build
        self._built: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        value = self._built.get(key)
        if value is None:
            value = self._built[key] = self._build(key, self._raw[key])
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def get(self, key: str) -> V | None:
        """Return a value, or None if there is none of that key."""
        return self[key] if key in self._raw else None

    def values(self) -> list[V]:
        """Return all values."""
        return [self[key] for key in self._raw]


def build_kind(name: str, raw: Mapping[str, Any]) -> KindInfo:
    """Build a vocabulary entry."""
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


def build_reading(name: str, raw: Mapping[str, Any]) -> Reading:
    """Build a reading."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Reading(name, **values)


def _parameters(raw: Mapping[str, Any]) -> Parameters:
    return _given(tuple([(key, tuple(value) if isinstance(value, list) else value) for key, value in raw.items()]))


@cache
def _given(pairs: tuple[tuple[str, Any], ...]) -> Parameters:
    """Return parameters: a thousand clauses have some, and a third of that are different."""
    values = dict(pairs)
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


_EFFECTS: Mapping[str | None, Effect | None] = {None: None, "": None, **{effect.value: effect for effect in Effect}}


@cache
def _reaches(words: tuple[str, ...]) -> frozenset[Reach]:
    """Return reaches as a set: thousands of clauses share a few."""
    return frozenset(map(Reach, words))


@cache
def _forms(words: tuple[str, ...]) -> frozenset[Form]:
    return frozenset(map(Form, words))


def _clause(raw: Mapping[str, Any]) -> Clause:
    given, of = raw.get("parameters"), raw.get
    return Clause(
        raw["kind"],
        _EFFECTS[of("effect")],
        _reaches(tuple(raw["reaches"])),
        of("section", ""),
        tuple(of("span", (0, 0))),
        of("says", ""),
        of("text", "license"),
        of("read", "text"),
        _forms(tuple(of("forms", ()))),
        frozenset(map(Purpose, of("purposes", ()))),
        of("reading", ""),
        of("note", ""),
        _parameters(given) if given else _NO_PARAMETERS,
    )
