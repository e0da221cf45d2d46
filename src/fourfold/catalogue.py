"""The licence catalogue: facts read once, licences built when they are asked for.

``data/`` holds one TOML file a licence; a compiled form is made from them by ``scripts/compile_data.py``
and is what this module loads, because a short command must not parse hundreds of files. A test keeps the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fourfold.compiled import KindInfo, Lazy, Reading, build_kind, build_license, build_reading
from fourfold.errors import DataError
from fourfold.license import Clause, License
from fourfold.store import load
from fourfold.terms import Reach


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means."""

    name: str
    license: str | None
    """The licence id, if the name means one licence."""
    candidates: tuple[str, ...] = ()
    """The licences between which the name leaves open, or the nearest ones."""
    how: str = ""
    """``id``, ``alias``, ``ambiguous``, ``category``, ``mapped`` or ``unknown``."""


@cache
def data_root() -> Path:
    """Return the folder with the data: inside the installed package, or at the top of a checkout."""
    inside = Path(__file__).resolve().parent / "data"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "data"


_NOISE = re.compile(r"\b(the|licen[sc]es?|agreement|terms|of|use|version|ver|v(?=\d)|public|international|community)\b")
_LOOSE = re.compile(r"(?i)\b(style|like|based|variant|derived|derivative|modified|custom|similar)\b")
"""Words by which a name says that it is another text than the one that it names."""
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
        self.kinds: Lazy[KindInfo] = Lazy(raw["kinds"], build_kind)
        self.readings: Lazy[Reading] = Lazy(raw["readings"], build_reading)

    def __contains__(self, license_id: object) -> bool:
        return license_id in self._raw["licenses"] or license_id in self._extra

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._raw["licenses"], *self._extra}))

    def __len__(self) -> int:
        return len(set(self._raw["licenses"]) | set(self._extra))

    def get(self, license_id: str) -> License | None:
        """Return a licence by id, from the catalogue or its long tail; none if there is no such id.

        A licence of the long tail is known by ScanCode's category alone, and its clauses say ``category``; or by its name alone.
        """
        licence = self._built.get(license_id)
        if licence is None:
            entry = self._raw["licenses"].get(license_id)
            if entry is not None:
                licence = self._built[license_id] = build_license(entry)
            else:
                licence = self._long_tail(license_id)
        return licence

    @property
    def tail(self) -> tuple[str, ...]:
        """Ids of the licences whose text was not read: known by ScanCode's category, or by name alone (tuple of str)."""
        return tuple(sorted(license_id for license_id in self._raw["tail"] if license_id not in self._extra))

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
        if name.lower().startswith(("http://", "https://")):
            meant = self._at_address(name)
            if meant is not None:
                return replace(self.resolve(meant), name=name)
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
        mapped = None if _LOOSE.search(name) else _mapped(name)
        if mapped is not None and (mapped in self or mapped in self._raw["tail"]):
            later = mapped.removesuffix("-only") + "-or-later"
            if later in self and mapped.endswith("-only") and "only" not in name.lower():
                return Resolution(name, None, (mapped, later), "ambiguous")
            return Resolution(name, mapped, (mapped,), "mapped")
        return Resolution(name, None, self._nearest(key), "unknown")

    def _at_address(self, address: str) -> str | None:
        """Return the name that an address stands for, if it is one that is known."""
        plain = re.sub(r"^https?://(www\.)?", "", address.strip().lower())
        plain = re.sub(r"(\.(txt|html?|php|md))?/*$", "", plain)
        for pattern, meant in self._raw["addresses"].items():
            match = re.fullmatch(pattern, plain)
            if match:
                name = str(meant)
                for number, part in enumerate(match.groups(), 1):
                    name = name.replace(f"{{{number}}}", part or "")
                return name
        return None

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
        category, name, key, is_exception, *more = entry
        steward, url = more or ("", "")
        licence = License(
            id=license_id,
            name=name,
            category=category,
            scancode=key,
            steward=steward,
            url=url,
            exception=bool(is_exception),
            clauses=_category_clauses(category),
        )
        self._built[license_id] = licence
        return licence


def _mapped(name: str) -> str | None:
    """Ask LicenseLynx, a kept list of names that people write, for an SPDX id; it maps without guessing."""
    from licenselynx.licenselynx import LicenseLynx

    found = LicenseLynx.map(name)
    return str(found.id) if found is not None else None


def _category_clauses(category: str) -> tuple[Clause, ...]:
    """Return what a category alone supports: that rights are given, never how far its conditions go."""
    if category not in {"Permissive", "Public Domain", "Copyleft", "Copyleft Limited"}:
        return ()
    says = f"ScanCode files it under {category}; the text itself was not read."
    pairs = (("private-use", Reach.KEEP), ("modifications", Reach.ADAPT), ("distribution", Reach.KEEP))
    return tuple(Clause(kind, None, frozenset({reach}), says=says, read="category") for kind, reach in pairs)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that ships with fourfold.

    Raises
    ------
    DataError
        If the compiled data are missing or damaged.
    """
    try:
        return Catalogue(load(data_root()))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            f"the licence data cannot be loaded: {error}", str(data_root()), "reinstall fourfold"
        ) from error
