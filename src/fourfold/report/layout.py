"""JSON as it is printed: indented for people while it is small, an entry a line once it is not."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quoted
from typing import Any

from fourfold.collector import at_rest

LARGE = 1_000_000
"""Characters from which on a document is not indented throughout: that would take several times as long as making it."""
SHARED = frozenset(["freedoms"])
"""Keys whose entries many rows of a report share, each written once."""
_encode = json.JSONEncoder(ensure_ascii=False).encode


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
        pieces: list[str] = []
        _lay_out(value, levels, "\n", {}, pieces)
        pieces.append("\n")
        text = "".join(pieces)
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n" if len(text) <= LARGE else text


def _lay_out(value: Any, levels: int, line: str, written: dict[int, str], pieces: list[str]) -> None:
    """Append the pieces of a value: they are put together once, for a large report is tens of megabytes."""
    if not value or not isinstance(value, dict | list):
        pieces.append(_encode(value))
    elif levels == 0:
        pieces.append(_row(value, written) if isinstance(value, dict) else _encode(value))
    else:
        inner = line + "  "
        between = f",{inner}"
        is_list = isinstance(value, list)
        pieces.append(f"[{inner}" if is_list else f"{{{inner}")
        for i, entry in enumerate(value):
            if i:
                pieces.append(between)
            if is_list:
                _lay_out(entry, levels - 1, inner, written, pieces)
            else:
                pieces.append(f"{_quoted(entry)}: ")
                _lay_out(value[entry], levels - 1, inner, written, pieces)
        pieces.append(f"{line}]" if is_list else f"{line}}}")


def _row(row: dict[str, Any], written: dict[int, str]) -> str:
    """Return one entry on one line: what stands in many rows is written once, and words without a detour."""
    cells = []
    for key, entry in row.items():
        if type(entry) is str:
            text = _quoted(entry)
        elif entry is None:
            text = "null"
        elif type(entry) is bool:
            text = "true" if entry else "false"
        elif type(entry) is int:
            text = str(entry)
        elif key in SHARED:
            text = written.get(id(entry)) or written.setdefault(id(entry), _encode(entry))
        elif type(entry) is dict and entry:
            text = _row(entry, written)
        else:
            text = _encode(entry)
        cells.append(f'"{key}": {text}' if key.isidentifier() else f"{_quoted(key)}: {text}")
    return f"{{{', '.join(cells)}}}"
