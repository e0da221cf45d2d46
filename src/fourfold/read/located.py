"""Documents with the line of every value: what readers walk over, and how YAML becomes one without recursion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from fourfold.errors import InputError
from fourfold.place import Place

MOST_NODES = 2_000_000
"""Values that one YAML document may hold, its aliases counted each time they are used."""
DEEPEST = 100
"""Levels that one YAML document may nest."""


@dataclass(frozen=True, slots=True)
class Located:
    """A document: its plain value, and where each part of it stands."""

    value: Any
    lines: dict[str, int]
    """JSON pointer to line, counted from 1; empty for JSON, whose lines are found when they are asked for."""
    file: str

    def place(self, pointer: str) -> Place:
        """Return the place of a pointer, or of the nearest parent that has one."""
        probe = pointer
        while probe and probe not in self.lines:
            probe = probe.rpartition("/")[0]
        return Place(self.file, self.lines.get(probe), pointer)


def escape(part: str) -> str:
    """Escape one part of a JSON pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1")


def first_document(text: str) -> str:
    r"""Return a text up to the line of three dashes that ends its first YAML document; prose may stand behind it.

    Examples
    --------
    >>> first_document("---\na: 1\n---\n# Title")
    '---\na: 1'
    """
    begin = text.find("\n", 3) if text.startswith("---") else 0
    end = text.find("\n---", max(begin - 1, 0)) if begin >= 0 else -1
    return text if end < 0 else text[:end]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str, file: str, first_line: int = 1, loader: Any = _LOADER) -> Located:
    """Read one YAML document and remember the line of every value.

    Parameters
    ----------
    text : str
        The document.
    file : str
        What errors name.
    first_line : int, optional
        Line of the file at which the text begins, counted from 1.
    loader : type, optional
        PyYAML's class; the safe one by default.

    Raises
    ------
    InputError
        If it is not YAML, repeats a key, or is too deep or too large.
    """
    parser: Any = None
    try:
        parser = loader(text)
        builder = _Builder(parser, file, first_line)
        return Located(builder.document(), builder.lines, file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}:{mark.line + first_line}" if mark else file
        raise InputError(f"is not valid YAML: {error.problem or error.context}", where, "a YAML checker") from error
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(f"is not valid YAML: {error}", file, "a YAML checker") from error
    finally:
        if parser is not None:
            parser.dispose()


@dataclass(slots=True)
class _Level:
    """A mapping or sequence that is open."""

    value: dict[str, Any] | list[Any]
    pointer: str
    anchor: str | None
    left: int
    """What was left of the budget when it was opened."""
    key: str | None = None
    """The key whose value comes next; none where a key is expected."""


class _Builder:
    """Builds the value from the parser's events.

    PyYAML's own tree is built by recursion in C, which a few thousand brackets bring down together with the process.
    """

    def __init__(self, parser: Any, file: str, first_line: int) -> None:
        self._parser, self._file, self._first = parser, file, first_line
        self._levels: list[_Level] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._left = MOST_NODES
        self._root: Any = None
        self.lines: dict[str, int] = {}

    def document(self) -> Any:
        """Return the value of the one document that there may be."""
        documents = 0
        while True:
            event = self._parser.get_event()
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                level = self._levels.pop()
                if level.anchor:
                    self._anchors[level.anchor] = (level.value, level.left - self._left)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise InputError("holds more than one document", self._where(event), "one document a file")
            elif isinstance(event, yaml.StreamEndEvent):
                return self._root

    def _where(self, event: Any) -> str:
        return f"{self._file}:{event.start_mark.line + self._first}"

    def _spend(self, event: Any, count: int = 1) -> None:
        self._left -= count
        if self._left < 0 or len(self._levels) > DEEPEST:
            raise InputError(
                "is nested too deeply or expands too far", self._where(event), "a plain document without aliases"
            )

    def _scalar(self, event: Any) -> None:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._parser.resolve(yaml.ScalarNode, event.value, event.implicit)
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
        value = self._parser.construct_object(node)
        level = self._levels[-1] if self._levels else None
        if level is not None and isinstance(level.value, dict) and level.key is None:
            self._key(level, value, event)
            return
        self._spend(event)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, event)

    def _key(self, level: _Level, value: Any, event: Any) -> None:
        if value is None:
            raise InputError("a key must be a plain word", self._where(event), "quote the key")
        name = str(value)
        if name in level.value:
            raise InputError(f"the key {name!r} stands twice", self._where(event), "remove one of them")
        level.key = name
        self.lines[f"{level.pointer}/{escape(name)}"] = event.start_mark.line + self._first

    def _open(self, event: Any) -> None:
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        left = self._left
        self._spend(event)
        pointer = self._put(value, event)
        self._levels.append(_Level(value, pointer, event.anchor, left))

    def _alias(self, event: Any) -> None:
        held = self._anchors.get(event.anchor)
        if held is None:
            raise InputError(f"*{event.anchor} stands for nothing that is complete", self._where(event), "its content")
        self._spend(event, held[1])
        self._put(held[0], event)

    def _put(self, value: Any, event: Any) -> str:
        """Put a value where it belongs; return its pointer."""
        line = event.start_mark.line + self._first
        if not self._levels:
            self._root = value
            self.lines[""] = line
            return ""
        level = self._levels[-1]
        if isinstance(level.value, list):
            pointer = f"{level.pointer}/{len(level.value)}"
            level.value.append(value)
        elif level.key is None:
            raise InputError("a key must be a plain word", self._where(event), "quote the key")
        else:
            pointer = f"{level.pointer}/{escape(level.key)}"
            level.value[level.key] = value
            level.key = None
        self.lines.setdefault(pointer, line)
        return pointer
