"""What every reader shares: the source, sniffed by content, and YAML with the line of every value."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from fourfold.artifact import Bill
from fourfold.errors import InputError
from fourfold.place import Place
from fourfold.read.notation import load_json
from fourfold.read.packed import LARGEST, unpack

MOST_NODES = 2_000_000
"""Values that one YAML document may hold, its aliases counted each time they are used."""
DEEPEST = 100
"""Levels that one YAML document may nest."""


@dataclass(slots=True)
class Source:
    """One input: where it is, and what is in it."""

    name: str
    """As the user gave it; ``-`` for standard input."""
    path: Path | None
    """None for standard input."""
    data: bytes = b""
    """The content, unpacked if it was compressed; empty for a directory."""
    _text: str | None = field(default=None, repr=False)
    _json: tuple[Any] | None = field(default=None, repr=False)

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory (bool)."""
        return self.path is not None and self.path.is_dir()

    @property
    def text(self) -> str:
        """The content as text: UTF-8, or UTF-16 by its byte-order mark.

        Raises
        ------
        InputError
            If it is neither.
        """
        if self._text is None:
            encoding = "utf-16" if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
            try:
                self._text = self.data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"is not text: {error.reason} at byte {error.start}", self.name, "a text file"
                ) from error
        return self._text

    @property
    def json(self) -> Any:
        """The content as a JSON object, parsed once for all readers that ask; None if it does not begin as one.

        Raises
        ------
        InputError
            If it begins as an object and is none.
        """
        if self._json is None:
            begins = not self.is_directory and self.head().lstrip()[:1] == "{"
            self._json = (load_json(self.text, self.name) if begins else None,)
        return self._json[0]

    def head(self, size: int = 4096) -> str:
        """Return the first characters, whatever the bytes are."""
        return (
            self.data[:size]
            .decode("utf-16" if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
            .lstrip("\ufeff")
        )


def open_source(name: str) -> Source:
    """Open a file, a directory or standard input; what is compressed is unpacked, whatever it is called.

    Raises
    ------
    InputError
        If there is nothing of that name, or it cannot be read.
    """
    path = Path(name)
    try:
        if name == "-":
            return Source("-", None, unpack(_drain(sys.stdin.buffer, name), name))
        if path.is_dir():
            return Source(name, path)
        if not path.is_file():
            with path.open("rb") as stream:
                return Source(name, path, unpack(_drain(stream, name), name))
        if path.stat().st_size > LARGEST:
            raise _too_large(name)
        return Source(name, path, unpack(path.read_bytes(), name))
    except FileNotFoundError as error:
        raise InputError("there is no such file or directory", name, _nearby(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", name) from error


def _drain(stream: BinaryIO, name: str) -> bytes:
    """Read a pipe, whose size nobody knows beforehand."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(2**20):
        size += len(chunk)
        if size > LARGEST:
            raise _too_large(name)
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(name: str) -> InputError:
    return InputError(f"is larger than {LARGEST // 2**20} MiB", name, "a bill of materials, a card or a manifest")


def _nearby(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return "a path that exists"
    near = get_close_matches(path.name, names, n=3)
    return "one of: " + ", ".join(near) if near else "a path that exists"


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format."""

    name: str
    sniff: Callable[[Source], bool]
    """Whether the content is of this format."""
    read: Callable[[Source], Bill]


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML document: its plain value, and where each part of it stands."""

    value: Any
    lines: dict[str, int]
    """JSON pointer to line, counted from 1."""
    file: str

    def place(self, pointer: str) -> Place:
        """Return the place of a pointer, or of the nearest parent that has one."""
        probe = pointer
        while probe and probe not in self.lines:
            probe = probe.rpartition("/")[0]
        return Place(self.file, self.lines.get(probe), pointer)


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
    try:
        loader = loader(text)
    except yaml.YAMLError as error:
        raise InputError(f"is not valid YAML: {error}", file, "a YAML checker") from error
    try:
        node = loader.get_single_node()
        lines: dict[str, int] = {}
        budget = [MOST_NODES]
        value = None if node is None else _build(loader, node, "", lines, first_line, file, budget, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}:{mark.line + first_line}" if mark else file
        raise InputError(f"is not valid YAML: {error.problem or error.context}", where, "a YAML checker") from error
    except yaml.YAMLError as error:
        raise InputError(f"is not valid YAML: {error}", file, "a YAML checker") from error
    except ValueError as error:
        raise InputError(f"is not valid YAML: {error}", file, "a YAML checker") from error
    finally:
        loader.dispose()
    return Located(value, lines, file)


def _build(
    loader: Any, node: Any, pointer: str, lines: dict[str, int], first: int, file: str, budget: list[int], depth: int
) -> Any:
    line = node.start_mark.line + first
    lines.setdefault(pointer, line)
    budget[0] -= 1
    if budget[0] < 0 or depth > DEEPEST:
        raise InputError(
            "is nested too deeply or expands too far", f"{file}:{line}", "a plain document without aliases"
        )
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_object(node)
    if isinstance(node, yaml.SequenceNode):
        return [
            _build(loader, child, f"{pointer}/{i}", lines, first, file, budget, depth + 1)
            for i, child in enumerate(node.value)
        ]
    value: dict[str, Any] = {}
    for key_node, child in node.value:
        key = loader.construct_object(key_node) if isinstance(key_node, yaml.ScalarNode) else None
        where = f"{file}:{key_node.start_mark.line + first}"
        if key is None:
            raise InputError("a key must be a plain word", where, "quote the key")
        name = str(key)
        if name in value:
            raise InputError(f"the key {name!r} stands twice", where, "remove one of them")
        value[name] = _build(loader, child, f"{pointer}/{escape(name)}", lines, first, file, budget, depth + 1)
        lines[f"{pointer}/{escape(name)}"] = key_node.start_mark.line + first
    return value


def escape(part: str) -> str:
    """Escape one part of a JSON pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1")
