"""The licence catalogue: facts read once, licences built when they are asked for.

``data/`` holds one TOML file a licence; a compiled form is made from them by ``scripts/compile_data.py``
and is what this module loads, because a short command must not parse hundreds of files. A test keeps the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fourfold.compiled import KindInfo, Lazy, Reading, build_kind, build_license, build_reading
from fourfold.errors import DataError
from fourfold.license import Clause, License
from fourfold.nearby import Nearby
from fourfold.spelling import fold
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


_LOOSE = re.compile(r"(?i)\b(style|like|based|variant|derived|derivative|modified|custom|similar)\b")
"""Words by which a name says that it is another text than the one that it names."""
_CLASSIFIER = "License :: "
"""What Python's classifiers of licences begin with; their last part is the name."""
_ADDRESS = re.compile(r"(?i)https?://[^\s()]+")


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
        self._nearby = Nearby(self._names)
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
        if name.count("(") != name.count(")"):  # part of something is missing: what, nobody can tell
            return Resolution(name, None, self.resolve(re.sub(r"[()]", " ", name)).candidates, "unknown")
        return self.meaning(name) or self._unknown(name)

    def meaning(self, name: str) -> Resolution | None:
        """Return what a name or an address means, none if that is unknown: the nearest names, which take most of the time, stay out."""
        if name in self:
            return Resolution(name, name, (name,), "id")
        if _ADDRESS.fullmatch(name):
            meant = self._at_address(name)
            if meant is not None:
                return replace(self.resolve(meant), name=name)
        if name.startswith(_CLASSIFIER):
            last = self.meaning(name.rpartition(" :: ")[2])
            return last and replace(last, name=name)
        return self._named(name) or self._mapped(name) or self._told_twice(name)

    def spelled_out(self, words: str) -> str:
        """Return an expression with names in the place of addresses, and expressions in that of ids that stand for one.

        Parameters
        ----------
        words : str
            A licence string.

        Examples
        --------
        >>> catalogue().spelled_out("CDDL-1.0 OR GPL-2.0-with-classpath-exception")
        'CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0'
        """

        def one(match: re.Match[str]) -> str:
            """Return what one word stands for, or the word itself."""
            word = match[0]
            if _ADDRESS.fullmatch(word):
                return self._at_address(word) or word
            return str(self._raw["expressions"].get(word.lower(), word))

        return re.sub(r"[^\s()]+", one, words)

    def _named(self, name: str) -> Resolution | None:
        """Return what the index says of a name."""
        key = fold(name)
        found = self._extra_names.get(key) or self._names.get(key)
        if found:
            return _between(name, found, "alias")
        if name in self._raw["tail"]:
            return Resolution(name, name, (name,), "category")
        tail = self._raw["tail_names"].get(key)
        return Resolution(name, tail, (tail,), "category") if tail else None

    def _mapped(self, name: str) -> Resolution | None:
        """Return what a kept list of names that people write says; one that does not say so much settles no version."""
        mapped = None if _LOOSE.search(name) else _mapped(name)
        if mapped is None or not (mapped in self or mapped in self._raw["tail"]):
            return None
        later = mapped.removesuffix("-only") + "-or-later"
        if later in self and mapped.endswith("-only") and "only" not in name.lower():
            return _between(name, (mapped, later), "mapped")
        return Resolution(name, mapped, (mapped,), "mapped")

    def _told_twice(self, name: str) -> Resolution | None:
        """Return what a name and the other one behind it in brackets can both mean, such as ``GNU GPL v2 (GPLv2+)``."""
        match = re.fullmatch(r"([^()]+)\(([^()]+)\)([^()]*)", name)
        if match is None:
            return None
        outer, inner = self._named(f"{match[1].strip()} {match[3].strip()}".strip()), self._named(match[2].strip())
        both = [i for i in outer.candidates if i in inner.candidates] if outer and inner else []
        return _between(name, both, "alias") if both else None

    def _unknown(self, name: str) -> Resolution:
        """Return a name as one that nothing resolves, with the nearest; one with a slash in it does not say AND or OR."""
        parts = [part.strip() for part in name.split("/")]
        if len(parts) > 1 and all(part and self.resolve(part).how != "unknown" for part in parts):
            return Resolution(name, None, (" OR ".join(parts), " AND ".join(parts)), "unknown")
        return Resolution(name, None, self._nearby.to(fold(name)), "unknown")

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


def _between(name: str, ids: Sequence[str], how: str) -> Resolution:
    """Return what a name means: one licence, or one of several."""
    one = ids[0] if len(ids) == 1 else None
    return Resolution(name, one, tuple(ids), how if one else "ambiguous")


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
