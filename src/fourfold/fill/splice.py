"""A JSON document changed as text: what is put in stands where it should, and every other character stays as it was.

Parsing and writing again would lose what JSON does not count: the form of numbers, escapes, keys that stand twice, spaces.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fourfold.errors import InputError
from fourfold.fill.scan import Span, scan
from fourfold.read.located import escape
from fourfold.read.notation import load_json


@dataclass(frozen=True, slots=True)
class Change:
    """One step from the document to its filled form, as RFC 6902 has it."""

    op: str
    """``add`` or ``replace``."""
    pointer: str
    """JSON pointer of the value, in the filled document."""
    value: Any
    before: Any = None
    """What stood there, for ``replace``."""

    def to_dict(self) -> dict[str, Any]:
        """Return the operation of JSON Patch, with what stood there before."""
        more = {"before": self.before} if self.op == "replace" else {}
        return {"op": self.op, "path": self.pointer, "value": self.value, **more}


class Edits:
    """The changes to one document, gathered while it stays as it is.

    Parameters
    ----------
    data : dict
        The parsed document.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.changes: list[Change] = []
        self._grown: dict[str, int] = {}

    def at(self, pointer: str) -> Any:
        """Return the value that a pointer leads to; none if there is no such value."""
        value: Any = self.data
        for part in pointer.split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
                value = value[int(part)]
            else:
                return None
        return value

    def member(self, pointer: str, key: str, value: Any) -> None:
        """Put a member into an object that has none of that name."""
        self.changes.append(Change("add", f"{pointer}/{escape(key)}", value))

    def append(self, pointer: str, value: Any) -> str:
        """Put an entry at the end of a list, and return its pointer."""
        count = self._grown.get(pointer, len(self.at(pointer)))
        self._grown[pointer] = count + 1
        self.changes.append(Change("add", f"{pointer}/{count}", value))
        return f"{pointer}/{count}"

    def extend(self, pointer: str, key: str, values: Sequence[Any]) -> None:
        """Put entries at the end of an object's list, which is made where it has none of that name."""
        holder = self.at(pointer)
        if key not in holder:
            self.member(pointer, key, list(values))
        elif holder[key] is None:
            self.replace(f"{pointer}/{escape(key)}", list(values))
        else:
            for value in values:
                self.append(f"{pointer}/{escape(key)}", value)

    def replace(self, pointer: str, value: Any) -> None:
        """Put another value in the place of one."""
        self.changes.append(Change("replace", pointer, value, self.at(pointer)))


def patch(data: Any, changes: Iterable[Change]) -> Any:
    """Make the changes in a parsed document, and return it."""
    for change in changes:
        above, _, last = change.pointer.rpartition("/")
        holder = Edits(data).at(above)
        key = last.replace("~1", "/").replace("~0", "~")
        if isinstance(holder, list) and change.op == "add":
            holder.append(change.value)
        else:
            holder[int(key) if isinstance(holder, list) else key] = change.value
    return data


def splice(text: str, changes: Sequence[Change], file: str) -> str:
    """Make the changes in a document's text.

    Parameters
    ----------
    text : str
        The document.
    changes : sequence of Change
        What :class:`Edits` gathered: additions to what the document holds, and values put in the place of others.
    file : str
        What an error names.

    Returns
    -------
    str
        The text, laid out at each addition as its surroundings are.

    Raises
    ------
    InputError
        If the document cannot be changed like this without changing more.
    """
    if not changes:
        return text
    added: dict[str, list[Change]] = {}
    replaced = [change for change in changes if change.op == "replace"]
    for change in changes:
        if change.op == "add":
            added.setdefault(change.pointer.rpartition("/")[0], []).append(change)
    above = (pointer.rpartition("/")[0] for pointer in added)
    spans = scan(text, {"", *added, *above, *(change.pointer for change in replaced)})
    layout = _Layout(text, spans)
    try:
        pieces = [layout.replaced(change) for change in replaced]
        pieces += [layout.grown(pointer, entries) for pointer, entries in added.items()]
    except KeyError as error:
        raise _uneditable(file) from error
    result = _put_together(text, pieces)
    wanted = patch(load_json(text, file), changes)
    # a document is given back only if it is the old one with these changes
    if json.dumps(load_json(result, file)) != json.dumps(wanted):
        raise _uneditable(file)
    return result


def _uneditable(file: str) -> InputError:
    return InputError("cannot be changed without changing more than the licences", file, "a JSON formatter, and again")


Piece = tuple[int, int, str]
"""Begin and end of what is cut out, and what is put there."""


def _put_together(text: str, pieces: Iterable[Piece]) -> str:
    out: list[str] = []
    done = 0
    for begin, end, words in sorted(pieces):
        out += (text[done:begin], words)
        done = end
    return "".join((*out, text[done:]))


class _Layout:
    """How the document is laid out, and so what is added to it."""

    def __init__(self, text: str, spans: Mapping[str, Span]) -> None:
        self._text, self._spans = text, spans
        self._ascii = text.isascii()
        root = spans[""]
        self._unit = self._lead(root).rpartition("\n")[2]
        self._colon = text[root.colon[0] : root.colon[1]] if root.colon else ": "
        self._comma = ", " if self._colon.endswith(" ") else ","

    def _lead(self, span: Span) -> str:
        """Return the space before a container's first entry, from its last line break on; empty if it is on one line."""
        space = self._text[span.begin + 1 : span.first] if span.first >= 0 else ""
        line, found, indent = space.rpartition("\n")
        return ("\r\n" if line.endswith("\r") else "\n") + indent if found else ""

    def grown(self, pointer: str, entries: Sequence[Change]) -> Piece:
        """Return what makes a container hold more entries."""
        span = self._spans[pointer]
        if span.first >= 0:
            lead = self._lead(span)
            before = "," + lead if lead else self._comma
            return span.last, span.last, "".join(before + self._entry(change, span, lead) for change in entries)
        around = self._lead(self._spans[pointer.rpartition("/")[0]])
        lead = around + self._unit if around else ""
        words = ("," + lead if lead else self._comma).join(self._entry(change, span, lead) for change in entries)
        return span.begin + 1, span.end - 1, lead + words + around

    def replaced(self, change: Change) -> Piece:
        """Return what makes a value another one; where only words are added to a string, the others stay as they are written."""
        span = self._spans[change.pointer]
        before, after = change.before, change.value
        if isinstance(before, str) and isinstance(after, str) and before and after.startswith(before):
            return span.end - 1, span.end - 1, self._dump(after[len(before) :], "")[1:-1]
        return span.begin, span.end, self._dump(after, self._lead(self._spans[change.pointer.rpartition("/")[0]]))

    def _entry(self, change: Change, span: Span, lead: str) -> str:
        value = self._dump(change.value, lead)
        if self._text[span.begin] == "[":
            return value
        key = change.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        return f"{self._dump(key, '')}{self._colon}{value}"

    def _dump(self, value: Any, lead: str) -> str:
        if not lead:
            separators = (self._comma, self._colon)
            return json.dumps(value, ensure_ascii=self._ascii, separators=separators)
        words = json.dumps(value, ensure_ascii=self._ascii, indent=self._unit, separators=(",", self._colon))
        return words.replace("\n", lead)
