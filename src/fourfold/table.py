"""A table of a TOML file from which keys are taken one by one; what nobody takes is unknown, and every error has a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fourfold.entry import one_of
from fourfold.errors import UsageError
from fourfold.place import Place

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.-]+|\"[^\"]+\")\s*=")


def lines_of(text: str) -> dict[str, int]:
    """Return the line of every table and key that stands on one of its own; the parser keeps none."""
    out: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, quote = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if not quote and (header := _HEADER.match(line)):
            table = header[2].replace('"', "").replace(" ", "")
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}.{counts[table]}"
            out.setdefault(table, number)
        elif not quote and (key := _KEY.match(line)):
            out.setdefault(f"{table}.{key[1].strip(chr(34))}".lstrip("."), number)
        for mark in re.findall(r'"""|\'\'\'', line):
            quote = "" if quote == mark else quote or mark
    return out


@dataclass(slots=True)
class Table:
    """One table, from which keys are taken; what nobody takes is unknown."""

    raw: Any
    name: str
    file: str
    lines: Mapping[str, int]
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not isinstance(self.raw, dict):
            raise UsageError(f"{self.name} has to be a table", str(self.place()), f"[{self.name}]")

    def place(self, key: str = "") -> Place:
        """Return where a key, or the table, stands."""
        name = f"{self.name}.{key}".strip(".") if key else self.name
        pointer = "/" + name.replace(".", "/") if name else ""
        while name and name not in self.lines:
            name = name.rpartition(".")[0]
        return Place(self.file, self.lines.get(name, 1), pointer)

    def get(self, key: str) -> Any:
        """Take a value; none if the key is not there."""
        self.asked.append(key)
        return self.raw.get(key)

    def text(self, key: str) -> str:
        """Take a text; empty if the key is not there."""
        value = self.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.wrong(key, "has to be a text", f'{key} = "…"')
        return (value or "").strip()

    def need(self, key: str, why: str) -> None:
        """Refuse a table without a key; asked after :meth:`done`, for what is missing may only be misspelt."""
        if key not in self.raw:
            raise UsageError(f"{self.name}: the key {key!r} is missing: {why}", str(self.place()), f'{key} = "…"')

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; empty if the key is not there."""
        value = self.get(key)
        items = [] if value is None else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.wrong(key, "has to be a list of texts", f'{key} = ["…"]')
        return tuple(items)

    def tables(self, key: str) -> Iterable[Table]:
        """Take an array of tables."""
        value = self.get(key)
        if value is not None and not isinstance(value, list):
            raise self.wrong(key, "has to be an array of tables", f"[[{self.name}.{key}]]".replace("[[.", "[["))
        for i, item in enumerate(value or []):
            yield Table(item, f"{self.name}.{key}.{i}".strip("."), self.file, self.lines)

    def table(self, key: str) -> Table:
        """Take a table; an empty one if the key is not there."""
        value = self.get(key)
        return Table({} if value is None else value, f"{self.name}.{key}".strip("."), self.file, self.lines)

    def wrong(self, key: str, what: str, hint: str) -> UsageError:
        """Return the error for a value that cannot stand at a key."""
        return UsageError(f"{key} {what}", str(self.place(key)), hint)

    def done(self) -> None:
        """Refuse keys that nobody took."""
        for key in self.raw:
            if key not in self.asked:
                raise UsageError(f"unknown key {key!r}", str(self.place(key)), one_of(key, self.asked))
