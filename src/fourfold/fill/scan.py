"""Where the values of a JSON text begin and end; the text is known to be JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.read.located import escape
from fourfold.read.notation import load_json

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"\ufeff]+', re.DOTALL)


@dataclass(slots=True)
class Span:
    """One value of the text, by offsets."""

    begin: int
    end: int = -1
    """One past its last character."""
    first: int = -1
    """Where the first entry begins; -1 if it is a scalar, or empty."""
    last: int = -1
    """One past the last entry."""
    colon: tuple[int, int] | None = None
    """From one past the first key to the value behind it."""


@dataclass(slots=True)
class _Open:
    """A container that has not ended."""

    span: Span
    pointer: str
    is_object: bool
    key: str | None = None
    """The key whose value comes next."""
    entry: int = -1
    """Where the entry that is being read begins."""
    count: int = 0


def scan(text: str, wanted: Iterable[str]) -> dict[str, Span]:
    """Find values by their pointers.

    Parameters
    ----------
    text : str
        A JSON document.
    wanted : iterable of str
        JSON pointers; empty is the document itself.

    Returns
    -------
    dict of str to Span
        A key that stands twice counts where it stands last, as it does for those who read it.
    """
    paths = {""}
    for pointer in wanted:
        while pointer not in paths:
            paths.add(pointer)
            pointer = pointer.rpartition("/")[0]
    return _Scanner(text, paths).run()


class _Scanner:
    """One pass over the tokens; what no wanted pointer leads into is only counted through."""

    def __init__(self, text: str, paths: set[str]) -> None:
        self._text, self._paths = text, paths
        self._open: list[_Open] = []
        self._found: dict[str, Span] = {}

    def run(self) -> dict[str, Span]:
        """Go through the text once, and return what was looked for."""
        passing = 0
        for match in _TOKEN.finditer(self._text):
            sign = match[0][0]
            if passing:
                if sign in "{[":
                    passing += 1
                elif sign in "}]":
                    passing -= 1
                    if not passing:
                        self._end_of_entry(match.end())
            elif sign in "}]":
                level = self._open.pop()
                level.span.end = match.end()
                self._end_of_entry(match.end())
            elif sign not in ",:":
                passing = self._value(match, sign)
        return self._found

    def _value(self, match: re.Match[str], sign: str) -> int:
        """Take in a key or the beginning of a value; return 1 if what begins is to be passed over."""
        level = self._open[-1] if self._open else None
        if level is not None and level.is_object and level.key is None:
            raw = match[0]
            level.key, level.entry = raw[1:-1] if "\\" not in raw else load_json(raw, ""), match.start()
            if level.span.colon is None:
                level.span.colon = (match.end(), -1)
            return 0
        pointer = self._pointer(level, match.start())
        span = Span(match.start())
        if pointer in self._paths:
            self._found[pointer] = span
        if sign not in "{[":
            span.end = match.end()
            self._end_of_entry(match.end())
        elif pointer in self._paths:
            self._open.append(_Open(span, pointer, sign == "{"))
        else:
            return 1
        return 0

    def _pointer(self, level: _Open | None, begin: int) -> str:
        if level is None:
            return ""
        if level.is_object:
            assert level.key is not None
            if level.span.colon is not None and level.span.colon[1] < 0:
                level.span.colon = (level.span.colon[0], begin)
            return f"{level.pointer}/{escape(level.key)}"
        level.entry = begin
        return f"{level.pointer}/{level.count}"

    def _end_of_entry(self, end: int) -> None:
        """Note that an entry of the innermost container has ended."""
        if not self._open:
            return
        level = self._open[-1]
        if level.span.first < 0:
            level.span.first = level.entry
        level.span.last = end
        level.key = None
        level.count += 1
