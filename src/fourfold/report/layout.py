"""JSON as it is printed: indented for people while it is small, an entry a line once it is not."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from fourfold.collector import at_rest

LARGE = 1_000_000
"""Bytes from which on a document is not indented throughout: lines would be most of it."""
_encode = msgspec.json.Encoder().encode


def dump(value: Any, levels: int = 2) -> str:
    """Return a value as JSON, with a line break at the end.

    Parameters
    ----------
    value : Any
        Of JSON's own types.
    levels : int, optional
        How many levels a large document is laid out; what lies deeper stands on one line.

    Examples
    --------
    >>> print(dump({"findings": ["a"]}), end="")
    {
      "findings": [
        "a"
      ]
    }
    """
    with at_rest():
        try:
            pieces: list[bytes] = []
            _lay_out(value, levels, b"\n", pieces)
            data = b"".join(pieces)
        except (UnicodeEncodeError, OverflowError):
            # half a character, or a number of more than 64 bits: nothing that only Python's own writer takes is lost
            return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        return (msgspec.json.format(data, indent=2) if len(data) <= LARGE else data).decode() + "\n"


def _lay_out(value: Any, levels: int, line: bytes, pieces: list[bytes]) -> None:
    """Append the pieces of a value: they are put together once, for a large report is tens of megabytes."""
    if not value or not levels or not isinstance(value, dict | list):
        pieces.append(_encode(value))
        return
    inner = line + b"  "
    between = b"," + inner
    is_list = isinstance(value, list)
    pieces.append((b"[" if is_list else b"{") + inner)
    for i, entry in enumerate(value):
        if i:
            pieces.append(between)
        if is_list:
            _lay_out(entry, levels - 1, inner, pieces)
        else:
            pieces.append(_encode(entry) + b": ")
            _lay_out(value[entry], levels - 1, inner, pieces)
    pieces.append(line + (b"]" if is_list else b"}"))
