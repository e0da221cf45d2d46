"""What every reader shares: the source, whose content tells its format."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from fourfold.artifact import Bill
from fourfold.errors import InputError
from fourfold.read.located import Located, escape, first_document, load_yaml
from fourfold.read.notation import load_json
from fourfold.read.packed import LARGEST, unpack


@dataclass(slots=True)
class Source:
    """One input: where it is, and what is in it."""

    name: str
    """As the user gave it; ``-`` for standard input."""
    path: Path | None
    """None for standard input."""
    data: bytes = b""
    """The content, unpacked if it was compressed; empty for a directory."""
    is_kept: bool = False
    """Whether the content is still needed when it is parsed."""
    _text: str | None = field(default=None, repr=False)
    _json: tuple[Any] | None = field(default=None, repr=False)

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory (bool)."""
        return self.path is not None and self.path.is_dir()

    @property
    def text(self) -> str:
        """The content as text whose lines end in a line feed, however the file ends them.

        Raises
        ------
        InputError
            If it is no text.
        """
        return unified(self.exact)

    @property
    def exact(self) -> str:
        """The content as text, character for character: UTF-8, or UTF-16 by its byte-order mark.

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
            if begins and not self.is_kept:
                # the text does for whoever asks later; a document of hundreds of megabytes need not be held twice
                self._text, self.data = self.exact, b""
            self._json = (load_json(self.exact, self.name) if begins else None,)
        return self._json[0]

    def take_json(self) -> Located:
        """Return the JSON object as a document, for the reader whose format it is, which may empty its lists as it goes.

        The text is let go; where content is kept, the lists are copies.
        """
        value = self.json
        if self.is_kept:
            value = {key: list(part) if isinstance(part, list) else part for key, part in value.items()}
        else:
            self._text = None
        return Located(value, {}, self.name)

    def head(self, size: int = 4096) -> str:
        """Return the first characters, whatever the bytes are, with lines that end in a line feed."""
        if self._text is not None:
            return unified(self._text[:size].lstrip("\ufeff"))
        encoding = "utf-16" if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
        return unified(self.data[:size].decode(encoding, "replace").lstrip("\ufeff"))


def unified(text: str) -> str:
    r"""Return a text with a line feed for every end of a line; nothing else is one, such as a form feed.

    Examples
    --------
    >>> unified("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_piped: list[bytes] = []
"""What came through standard input, which cannot be read again when lines are asked for."""


def open_again(name: str) -> Source:
    """Open what was read before; standard input is what it was.

    Raises
    ------
    InputError
        If it is no longer there.
    """
    if name != "-":
        return open_source(name)
    if not _piped:
        raise InputError("standard input was not read", name)
    return Source(name, None, _piped[0])


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
            if sys.stdin is None:
                raise InputError("standard input is closed", name, "a file, or something that writes into it")
            source = Source("-", None, unpack(_drain(sys.stdin.buffer, name), name))
            _piped[:] = [source.data]
            return source
        if path.is_dir():
            return Source(name, path)
        if not path.is_file():
            with path.open("rb") as stream:
                return Source(name, path, unpack(_drain(stream, name), name))
        if path.stat().st_size > LARGEST:
            raise _too_large(name)
        return Source(name, path, unpack(path.read_bytes(), name))
    except FileNotFoundError as error:
        raise InputError("there is no such file or directory", name, _nearby(name)) from error
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


_HUB = re.compile(
    r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co)/|(?!\.))(?P<name>(?:(?:datasets|spaces)/)?[\w.-]+/[\w.-]+)"
    r"(?:(?:@|/(?:tree|resolve|blob)/)(?P<revision>[\w.-]+))?(?:/.*)?"
)


def _on_hub(name: str) -> str:
    """Return how a repository of the Hub is asked for, if a name looks like one; else nothing.

    Examples
    --------
    >>> _on_hub("https://huggingface.co/org/name/tree/v1"), _on_hub("org/name"), _on_hub("../a/b.json")
    ('hf:org/name@v1 --online', 'hf:org/name --online', '')
    """
    found = _HUB.fullmatch(name)
    if found is None or (":" not in name and name.count("/") > found["name"].count("/")):
        return ""
    return f"hf:{found['name']}{'@' + found['revision'] if found['revision'] else ''} --online"


def _nearby(name: str) -> str:
    """Return what to try in the place of a path that leads nowhere."""
    hub = _on_hub(name)
    if hub and ":" in name:
        return hub
    return _neighbours(Path(name)) + (f"; for the repository of the Hub, {hub}" if hub else "")


def _neighbours(path: Path) -> str:
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


__all__ = [
    "LARGEST",
    "Located",
    "Reader",
    "Source",
    "escape",
    "first_document",
    "load_yaml",
    "open_again",
    "open_source",
    "unified",
]
