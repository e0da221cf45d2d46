"""Licence files read and checked against their schema and the vocabulary, and the data folder compiled.

pydantic reads and validates each file into the frozen values of :mod:`fourfold.license`; the same models
give the JSON Schema that editors use.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from fourfold.catalogue import Catalogue, data_root
from fourfold.errors import DataError
from fourfold.license import License
from fourfold.spelling import fold
from fourfold.store import load

_LICENSE = TypeAdapter(License)


@cache
def vocabulary(root: Path | None = None) -> dict[str, Any]:
    """Return the parsed vocabulary file of a data folder (fourfold's own by default)."""
    with ((root or data_root()) / "vocabulary.toml").open("rb") as stream:
        return tomllib.load(stream)


def license_schema() -> dict[str, Any]:
    """Return the JSON Schema of a licence file, for editors: made from the values themselves."""
    schema = _LICENSE.json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "fourfold licence file"
    schema["properties"]["schema"] = {"const": 1}
    schema["required"] = ["schema", *schema.get("required", [])]
    schema["additionalProperties"] = False
    clause = schema["$defs"]["Clause"]
    clause["properties"]["kind"] = {"enum": sorted(vocabulary()["kinds"])}
    clause["required"] = ["kind", "reaches", "says"]
    clause["additionalProperties"] = False
    return schema


def compile_catalogue(root: Path) -> dict[str, Any]:
    """Return the compiled form of a data folder: what :class:`fourfold.catalogue.Catalogue` loads.

    Parameters
    ----------
    root : Path
        A folder with ``VERSION``, ``vocabulary.toml``, ``readings.toml`` and ``licenses/``.
    """
    words = vocabulary(root)
    narrowing = set(words["narrowing"])
    kinds = {
        name: {
            **entry,
            **({"narrowing": True} if name in narrowing else {}),
            **({"carried_by": words["carried"][name]} if name in words["carried"] else {}),
        }
        for name, entry in words["kinds"].items()
    }
    with (root / "readings.toml").open("rb") as stream:
        readings = tomllib.load(stream)["readings"]
    digest = hashlib.sha256()
    licenses: dict[str, Any] = {}
    names: dict[str, dict[str, None]] = {}
    for path in sorted((root / "licenses").glob("*.toml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
        licence = read_license(path)
        licenses[licence.id] = _compact(licence)
        for name in (licence.id, licence.name, licence.short, licence.scancode, *licence.aliases):
            if name:
                names.setdefault(fold(name), {})[licence.id] = None
    for license_id in [i for i in licenses if i.endswith("-or-later")]:
        _leave_open(names, license_id, licenses[license_id])
    for name in ("vocabulary.toml", "readings.toml", "names.toml", "unread.toml"):
        if (root / name).exists():
            digest.update((root / name).read_bytes())
    tail, tail_names = _tail(root, licenses)
    index = {key: sorted(ids) for key, ids in names.items()}
    index.update(_curated_names(root, licenses, tail))
    return {
        "version": (root / "VERSION").read_text().strip(),
        "digest": digest.hexdigest()[:16],
        "kinds": kinds,
        "readings": readings,
        "licenses": licenses,
        "names": index,
        **_patterns(root),
        "tail": tail,
        "tail_names": {key: value for key, value in tail_names.items() if key not in index},
    }


def _leave_open(names: dict[str, dict[str, None]], later: str, entry: Mapping[str, Any]) -> None:
    """Let a name that says neither *only* nor *or later* mean either."""
    stem = later.removesuffix("-or-later")
    only = f"{stem}-only"
    said = [key for key in names if only in names[key] and "only" not in key.split("-")]
    for key in (*said, fold(stem), fold(entry["name"].removesuffix(" or later"))):
        names.setdefault(key, {}).update({only: None, later: None})


def _patterns(root: Path) -> dict[str, dict[str, str]]:
    """Return what ``names.toml`` says of addresses that stand for a licence, and of ids that stand for an expression."""
    path = root / "names.toml"
    if not path.exists():
        return {"addresses": {}, "expressions": {}}
    with path.open("rb") as stream:
        entries = tomllib.load(stream)
    meant = {id_.lower(): expression for id_, expression in entries.get("expressions", {}).items()}
    return {"addresses": entries.get("addresses", {}), "expressions": meant}


def _curated_names(root: Path, licenses: dict[str, Any], tail: dict[str, Any]) -> dict[str, list[str]]:
    """Return the names of ``names.toml``: Hub tags and family names, each with all that it may mean."""
    path = root / "names.toml"
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        entries = tomllib.load(stream)["names"]
    known = {*licenses, *tail}
    return {fold(name): [i for i in ids if i in known] for name, ids in entries.items() if set(ids) & known}


def _tail(root: Path, licenses: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the long tail: every licence of license-expression's index that is not a file of its own, and the unread ones."""
    from license_expression import get_license_index

    known = {entry.get("scancode") for entry in licenses.values()} - {""}
    tail, names = _unread(root)
    for entry in get_license_index():
        spdx = entry.get("spdx_license_key") or f"LicenseRef-scancode-{entry['license_key']}"
        if entry.get("is_deprecated") or spdx in licenses or entry["license_key"] in known:
            continue
        tail[spdx] = [
            entry.get("category") or "",
            entry.get("short_name") or spdx,
            entry["license_key"],
            int(bool(entry.get("is_exception"))),
        ]
        for name in (spdx, entry["license_key"], *(entry.get("other_spdx_license_keys") or ())):
            names.setdefault(fold(name), spdx)
    return tail, names


def _unread(root: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the licences of ``unread.toml``, of which no category is known either."""
    path = root / "unread.toml"
    if not path.exists():
        return {}, {}
    with path.open("rb") as stream:
        entries = tomllib.load(stream)
    tail = {key: ["", entry["name"], "", 0, entry["steward"], entry["url"]] for key, entry in entries.items()}
    names = {fold(n): key for key, entry in entries.items() for n in (key, entry["name"], *entry["names"])}
    return tail, names


def _compact(value: Any) -> Any:
    """Return a frozen value as plain data, leaving out what is at its default."""
    if is_dataclass(value):
        out = {}
        for entry in fields(value):
            item = getattr(value, entry.name)
            default = entry.default_factory() if entry.default_factory is not MISSING else entry.default
            if item != default or entry.name in {"effect", "reaches", "value"}:
                out[entry.name] = _compact(item)
        return out
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_compact(item) for item in value]
    return value


def read_license(path: Path) -> License:
    """Read one licence file, filling effects and forms from the vocabulary.

    Parameters
    ----------
    path : Path
        A TOML file in the form of ``data/licenses``.

    Returns
    -------
    License

    Raises
    ------
    DataError
        If the file breaks the schema or the vocabulary.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(str(error), str(path), "a TOML checker") from error
    kinds = vocabulary()["kinds"]
    schema = data.pop("schema", None)
    if schema != 1:
        raise DataError(f"schema is {schema!r}, not 1", str(path))
    for number, clause in enumerate(data.get("clauses", [])):
        kind = kinds.get(clause.get("kind"))
        where = f"{path}: clause {number + 1} ({clause.get('kind')})"
        if kind is None:
            raise DataError("a kind that data/vocabulary.toml does not have", where)
        clause.setdefault("effect", kind.get("effect"))
        if "forms" not in clause and "forms" in kind:
            clause["forms"] = kind["forms"]
        allowed = set(kind.get("parameters", ()))
        given = set(clause.get("parameters", {}))
        if given - allowed:
            raise DataError(
                f"parameters that this kind does not take: {sorted(given - allowed)}; it takes {sorted(allowed)}", where
            )
    try:
        return _LICENSE.validate_python(_strict(data, path), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        raise DataError(first["msg"], f"{path}: {'.'.join(map(str, first['loc']))}") from error


def _strict(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """Refuse keys that no field of the values has."""
    from dataclasses import fields

    from fourfold.license import Clause, Declared, Listing, Parameters, Text

    def check(cls: type, mapping: dict[str, Any], where: str) -> None:
        """Raise on a key that the class has no field for."""
        unknown = set(mapping) - {f.name for f in fields(cls)}
        if unknown:
            raise DataError(f"unknown keys {sorted(unknown)}", f"{path}: {where}")

    check(License, data, "top")
    for cls, name in ((Clause, "clauses"), (Declared, "edges"), (Text, "texts"), (Listing, "lists")):
        for number, entry in enumerate(data.get(name, [])):
            check(cls, entry, f"{name} {number + 1}")
            if "parameters" in entry:
                check(Parameters, entry["parameters"], f"{name} {number + 1} parameters")
    return data


def with_licenses(folder: str | Path) -> Catalogue:
    """Return fourfold's catalogue with the licence files of a folder added.

    Parameters
    ----------
    folder : str or Path
        Holds one TOML file a licence, as ``data/licenses`` does; they are validated like ours.

    Raises
    ------
    DataError
        If the folder holds none, or one of them breaks the schema.
    """
    paths = sorted(Path(folder).glob("*.toml"))
    if not paths:
        raise DataError(
            "holds no licence file", str(folder), "a folder with LicenseRef-….toml files; see docs/adding-a-license.md"
        )
    own = {}
    for path in paths:
        licence = read_license(path)
        if licence.id != path.stem:
            raise DataError(
                f"its id is {licence.id!r}, the file is called {path.stem!r}", str(path), "one name for both"
            )
        own[licence.id] = licence
    return Catalogue(load(data_root()), own)
