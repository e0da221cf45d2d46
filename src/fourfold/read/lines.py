"""The line of a JSON pointer, found when it is asked for.

Readers of JSON record pointers only: the line of every value would cost more than reading. A report that prints a few places
makes just those concrete::

    places = concrete(finding.place for finding in findings)
    line = places[finding.place].line
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import AnyStr

from fourfold.errors import FourfoldError
from fourfold.place import Place
from fourfold.read.base import open_again
from fourfold.read.spans import Wanted, spans, step

_SPACE = re.compile(r"[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_read = json.JSONDecoder(strict=False).scan_once  # type: ignore[attr-defined]  # the parser itself passes over the rest


@dataclass(slots=True)
class _Level:
    """An object or array that is being walked through."""

    wanted: Wanted
    closing: str
    position: int
    """Where the next key or element begins, or the closing bracket stands."""
    left: int
    """How many of the entries that are looked for were not met yet."""
    index: int = 0


def lines_of(text: str, pointers: Iterable[str]) -> dict[str, int]:
    r"""Return the line of each pointer, counted from 1, in one pass over the text.

    Parameters
    ----------
    text : str
        A JSON document.
    pointers : iterable of str
        RFC 6901 pointers.

    Returns
    -------
    dict of str to int
        A pointer that leads nowhere has the line of its nearest parent that is there.

    Examples
    --------
    >>> lines_of('{"a":\n [1,\n 2]}', ["/a/1"])
    {'/a/1': 3}
    """
    root, every = _tree(pointers)
    try:
        data = text.encode()
        return _counted(data, b"\n", every, spans(data, root))
    except (ValueError, RecursionError):
        positions = {"": _skip(text, 0)}
        # what is broken behind a pointer does not matter for those in front of it
        with suppress(ValueError, IndexError, RecursionError, StopIteration):
            _walk(text, root, positions)
        return _counted(text, "\n", every, positions)


def _counted(text: AnyStr, line_feed: AnyStr, every: Iterable[str], positions: Mapping[str, int]) -> dict[str, int]:
    """Return the line of each pointer, or of its nearest parent that is there, by where they begin."""
    out: dict[str, int] = {}
    line, counted = 1, 0
    for position, pointer in sorted((_position(pointer, positions), pointer) for pointer in every):
        line += text.count(line_feed, counted, position)
        counted = position
        out[pointer] = line
    return out


def concrete(places: Iterable[Place]) -> dict[Place, Place]:
    """Return each place with its line, as far as its file can be read again and is JSON.

    Parameters
    ----------
    places : iterable of Place
        Places of any files, and of standard input; those that have a line come back as they are.

    Returns
    -------
    dict of Place to Place
    """
    out = {place: place for place in places}
    by_file: dict[str, list[Place]] = {}
    for place in out:
        if place.line is None and place.file:
            by_file.setdefault(place.file, []).append(place)
    for file, waiting in by_file.items():
        try:
            source = open_again(file)
            text = "" if source.is_directory else source.text
        except FourfoldError:
            continue
        if text.lstrip()[:1] in {"{", "["}:
            lines = lines_of(text, [place.pointer for place in waiting])
            out |= {place: Place(file, lines[place.pointer], place.pointer) for place in waiting}
    return out


def _tree(pointers: Iterable[str]) -> tuple[Wanted, list[str]]:
    root = Wanted()
    every = list(dict.fromkeys(pointers))
    for pointer in every:
        node = root
        for part in pointer.split("/")[1:]:
            node = node.below.setdefault(part.replace("~1", "/").replace("~0", "~"), Wanted())
        node.pointers.append(pointer)
    return root, every


def _position(pointer: str, positions: Mapping[str, int]) -> int:
    while pointer and pointer not in positions:
        pointer = pointer.rpartition("/")[0]
    return positions[pointer]


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _walk(text: str, root: Wanted, positions: dict[str, int]) -> None:
    """Go down only where a pointer leads; everything else is passed over by the parser itself, and what is behind the last is not read."""
    levels: list[_Level] = []
    paths: list[str] = []
    _enter(text, root, positions[""], "", levels, paths)
    while any(level.left for level in levels):
        level = levels[-1]
        position = level.position
        if text[position] == level.closing:
            levels.pop()
            paths.pop()
            if levels:
                levels[-1].position = _after(text, position + 1)
            continue
        key = str(level.index)
        begin = position
        level.index += 1
        if level.closing == "}":
            key, position = _read(text, position)
            position = _skip(text, _skip(text, position) + 1)
        wanted = level.wanted.below.get(key)
        if wanted is None:
            level.position = _after(text, _read(text, position)[1])
            continue
        path = step(paths[-1], key)
        level.left -= path not in positions  # a key may stand twice
        positions[path] = begin
        if not _enter(text, wanted, position, path, levels, paths):
            level.position = _after(text, _read(text, position)[1])


def _enter(text: str, wanted: Wanted, position: int, path: str, levels: list[_Level], paths: list[str]) -> bool:
    if not wanted.below or text[position] not in "{[":
        return False
    closing = "}" if text[position] == "{" else "]"
    levels.append(_Level(wanted, closing, _skip(text, position + 1), len(wanted.below)))
    paths.append(path)
    return True


def _after(text: str, position: int) -> int:
    """Return where the next key or element begins, behind a comma."""
    match = _COMMA.match(text, position)
    return match.end() if match else position
