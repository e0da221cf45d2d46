"""Where the entries of a JSON document begin that is strictly JSON: a level at a time, without making a value of what lies deeper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

_BETWEEN = re.compile(rb"[ \t\n\r]*,?[ \t\n\r]*")
_KEY = re.compile(rb'"(?:[^"\\]|\\.)*"[ \t\n\r]*:[ \t\n\r]*')


@dataclass(slots=True)
class Wanted:
    """A node of the tree of pointers that are looked for."""

    pointers: list[str] = field(default_factory=list)
    below: dict[str, Wanted] = field(default_factory=dict)
    """By key, or by index as text."""


def step(path: str, key: str) -> str:
    """Return the pointer of what stands under a key.

    Examples
    --------
    >>> step("/a", "b/c")
    '/a/b~1c'
    """
    return f"{path}/{key.replace('~', '~0').replace('/', '~1')}"


def spans(data: bytes, root: Wanted) -> dict[str, int]:
    """Return where each pointer's key, or element, begins; what the document does not have is missing.

    Parameters
    ----------
    data : bytes
        The document.
    root : Wanted
        What is looked for.

    Returns
    -------
    dict of str to int
        Offsets in bytes.

    Raises
    ------
    ValueError
        If the document is not strictly JSON, or a key stands twice where one is looked for.
    RecursionError
        If it nests too deeply.
    """
    found = {"": _behind(_BETWEEN, data, 0)}
    todo = [("", root, found[""], msgspec.Raw(data))]
    while todo:
        path, wanted, position, value = todo.pop()
        if not wanted.below:
            continue
        for key, begin, inside, part in _entries(data, position, value, wanted.below):
            pointer = step(path, key)
            found[pointer] = begin
            todo.append((pointer, wanted.below[key], inside, part))
    return found


_Entry = tuple[str, int, int, msgspec.Raw]
"""Key, where that and where its value begins, and the value."""


def _entries(data: bytes, position: int, value: msgspec.Raw, keys: Collection[str]) -> Iterable[_Entry]:
    """Return those entries of an object or array that are looked for."""
    first = data[position : position + 1]
    if first == b"[":
        return _elements(data, position + 1, msgspec.json.decode(value, type=list[msgspec.Raw]), keys)
    if first == b"{":
        return _members(data, position + 1, msgspec.json.decode(value, type=dict[str, msgspec.Raw]), keys)
    return ()


def _elements(data: bytes, position: int, parts: list[msgspec.Raw], keys: Collection[str]) -> Iterator[_Entry]:
    between = _BETWEEN.match
    indices = {int(key) for key in keys if key.isdecimal() and str(int(key)) == key}
    for index, part in enumerate(parts[: max(indices, default=-1) + 1]):
        position = between(data, position).end()  # type: ignore[union-attr]  # it matches nothing, too
        if index in indices:
            yield str(index), position, position, part
        position += len(memoryview(part))


def _members(data: bytes, position: int, parts: dict[str, msgspec.Raw], keys: Collection[str]) -> Iterator[_Entry]:
    for key, part in parts.items():
        begin = _behind(_BETWEEN, data, position)
        position = _behind(_KEY, data, begin)
        if not data.startswith(memoryview(part), position):
            raise ValueError("a key stands twice")  # of two entries the last is known, in the first one's place
        if key in keys:
            yield key, begin, position, part
        position += len(memoryview(part))
    if data[_behind(_BETWEEN, data, position)] != ord("}"):
        raise ValueError("a key stands twice")


def _behind(pattern: re.Pattern[bytes], data: bytes, position: int) -> int:
    match = pattern.match(data, position)
    if match is None:
        raise ValueError("no entry begins here")
    return match.end()
