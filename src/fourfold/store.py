"""The compiled data on disk: an index that every start reads, licences and the long tail read when they are asked for.

``catalogue.json`` holds names, vocabulary, readings and where each licence stands in ``catalogue-licenses.jsonl``;
``catalogue-tail.json`` holds what is known by category alone. All three are made by ``scripts/compile_data.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

INDEX = "catalogue.json"
LICENSES = "catalogue-licenses.jsonl"
TAIL = "catalogue-tail.json"
FILES = (INDEX, LICENSES, TAIL)


class _Lines(Mapping[str, Any]):
    """Entries of a file of lines, decoded one at a time."""

    def __init__(self, path: Path, spans: Mapping[str, list[int]]) -> None:
        self._path = path
        self._spans = spans
        self._data = b""

    def __getitem__(self, key: str) -> Any:
        start, stop = self._spans[key]
        if not self._data:
            self._data = self._path.read_bytes()
        return json.loads(self._data[start:stop])

    def __contains__(self, key: object) -> bool:
        return key in self._spans

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


class _Late(Mapping[str, Any]):
    """One mapping of a JSON file, read when it is first used."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._value: Mapping[str, Any] | None = None

    @property
    def _all(self) -> Mapping[str, Any]:
        if self._value is None:
            self._value = json.loads(self._path.read_bytes())[self._key]
        return self._value

    def __getitem__(self, key: str) -> Any:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def load(root: Path) -> Mapping[str, Any]:
    """Return the compiled data of a folder, its large parts still on disk.

    Raises
    ------
    OSError, ValueError, KeyError
        If a file is missing or damaged.
    """
    raw = json.loads((root / INDEX).read_bytes())
    raw["licenses"] = _Lines(root / LICENSES, raw["licenses"])
    raw["tail"] = _Late(root / TAIL, "tail")
    raw["tail_names"] = _Late(root / TAIL, "tail_names")
    return raw  # type: ignore[no-any-return]


def render(compiled: Mapping[str, Any]) -> dict[str, str]:
    """Return the files of compiled data, by name."""
    index = {key: value for key, value in compiled.items() if key not in {"licenses", "tail", "tail_names"}}
    spans: dict[str, list[int]] = {}
    lines: list[str] = []
    at = 0
    for license_id, entry in sorted(compiled["licenses"].items()):
        line = _plain(entry)
        size = len(line.encode())
        spans[license_id] = [at, at + size]
        at += size + 1
        lines.append(line + "\n")
    index["licenses"] = spans
    tail = {"tail": compiled["tail"], "tail_names": compiled["tail_names"]}
    return {INDEX: _plain(index) + "\n", LICENSES: "".join(lines), TAIL: _plain(tail) + "\n"}


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
