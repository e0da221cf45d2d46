"""The keys of the configuration, each with how its value is read, be it from a file, a variable or the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from fourfold.errors import UsageError
from fourfold.policy import FailOn, Unknown
from fourfold.terms import Form, Profile, Purpose, Role
from fourfold.territory import settle

W = TypeVar("W", bound=StrEnum)


class For(StrEnum):
    """What the release is wanted for: short words for the forms."""

    USE = "use"
    """One's own use; nothing is passed on."""
    SERVE = "serve"
    """Offered over a network."""
    REDISTRIBUTE = "redistribute"
    """Passed on as it is."""

    @property
    def form(self) -> Form:
        """The form that it comes to (Form)."""
        return {For.USE: Form.PRIVATE, For.SERVE: Form.SAAS, For.REDISTRIBUTE: Form.RAW}[self]


Read = Callable[[Any, str, str, Path], Any]
"""Takes a value, the key's name, where it stands, and the folder to which paths are relative."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it is called where, and how its value is read."""

    name: str
    option: str
    """What it is called on the command line; empty if it has no option."""
    read: Callable[[Any, str, str, Path], Mapping[str, Any]]
    """Returns what the value sets, by the setting's name; all that it returns was checked."""

    @property
    def variable(self) -> str:
        """The environment variable of the same meaning (str)."""
        return "FOURFOLD_" + self.name.upper().replace("-", "_")


def _sets(setting: str, read: Read) -> Callable[[Any, str, str, Path], Mapping[str, Any]]:
    """Return a reader for a key that sets one thing."""

    def named(value: Any, name: str, where: str, folder: Path) -> Mapping[str, Any]:
        """Read the value, and give it the setting's name."""
        return {setting: read(value, name, where, folder)}

    return named


def one_of(word: str, words: Iterable[str]) -> str:
    """Return a hint: the nearest of some words, or all of them."""
    from difflib import get_close_matches

    every = [str(each) for each in words]
    return "one of: " + ", ".join(get_close_matches(word, every, n=3) or every)


def _word(kind: type[W]) -> Callable[[Any, str, str, Path], W]:
    def read(value: Any, name: str, where: str, folder: Path) -> W:
        """Read one of the words; raise on any other."""
        del folder
        try:
            return kind(value)
        except ValueError as error:
            raise UsageError(
                f"{name}: {value!r} is none of the words that may stand here", where, one_of(str(value), kind)
            ) from error

    return read


def _for(value: Any, name: str, where: str, folder: Path) -> Form:
    return _word(For)(value, name, where, folder).form


def _texts(value: Any, name: str, where: str, folder: Path) -> tuple[str, ...]:
    """Read a list, or a text with commas."""
    del folder
    items = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) and item.strip() for item in items):
        raise UsageError(f"{name} has to be a text or a list of texts", where, f'{name} = ["…"]')
    return tuple(items)


def _territories(value: Any, name: str, where: str, folder: Path) -> tuple[str, ...]:
    """Read territory codes."""
    try:
        return settle(_texts(value, name, where, folder))
    except ValueError as error:
        raise UsageError(f"{name}: {error}", where, "two letters as in ISO 3166-1, or EU") from error


def _number(value: Any, name: str, where: str, folder: Path) -> float:
    del folder
    try:
        number = float(str(value).replace("_", "")) if not isinstance(value, bool) else -1.0
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise UsageError(f"{name}: {value!r} is no number that may stand here", where, "0 or more")
    return number


def _count(value: Any, name: str, where: str, folder: Path) -> int:
    number = _number(value, name, where, folder)
    if number != int(number):
        raise UsageError(f"{name}: {value!r} is no whole number", where, str(int(number)))
    return int(number)


def _unknowns(value: Any, name: str, where: str, folder: Path) -> Mapping[str, Unknown]:
    """Read a word, which speaks of what goes out; or a table, or a list of ``part=word``, which may say both."""
    if isinstance(value, str) and "=" in value:
        value = {part.partition("=")[0].strip(): part.partition("=")[2].strip() for part in value.split(",")}
    said: Mapping[str, Any] = value if isinstance(value, dict) else {"shipped": value}
    parts = ("shipped", "upstream")
    for part in said:
        if part not in parts:
            raise UsageError(f"unknown key {part!r} in {name}", where, one_of(part, parts))
    read = _word(Unknown)
    return {f"unknown.{part}": read(word, f"{name}.{part}", where, folder) for part, word in said.items()}


def _path(value: Any, name: str, where: str, folder: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{name} has to be a path", where, f'{name} = "…"')
    if folder == Path() or Path(value).is_absolute() or value == "-" or value.startswith("hf:"):
        return value
    # as the user would type it from here, because that is what reports show
    return os.path.relpath(folder / value)


def _paths(value: Any, name: str, where: str, folder: Path) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise UsageError(f"{name} has to be a path or a list of paths", where, f'{name} = ["…"]')
    return tuple(_path(item, name, where, folder) for item in items)


KEYS = (
    Key("for", "--for", _sets("form", _for)),
    Key("form", "--form", _sets("form", _word(Form))),
    Key("purpose", "--purpose", _sets("purpose", _word(Purpose))),
    Key("role", "--role", _sets("role", _word(Role))),
    Key("territory", "--territory", _sets("territory", _territories)),
    Key("monthly-active-users", "--mau", _sets("monthly-active-users", _count)),
    Key("annual-revenue-usd", "--revenue", _sets("annual-revenue-usd", _number)),
    Key("reading", "--reading", _sets("reading", _word(Profile))),
    Key("unknown", "--unknown", _unknowns),
    Key("fail-on", "--fail-on", _sets("fail-on", _word(FailOn))),
    Key("inputs", "PATH", _sets("inputs", _paths)),
    Key("licenses", "--licenses", _sets("licenses", _path)),
    Key("baseline", "--baseline", _sets("baseline", _path)),
)
"""All keys of the top table that say one thing; ``policy``, ``artifact`` and ``ignore`` are tables of their own."""
