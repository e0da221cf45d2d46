"""JSON as it is printed: indented for people while it is small, an entry a line once it is not."""

from __future__ import annotations

import json
from typing import Any

LARGE = 1_000_000
"""Characters from which on a document is not indented throughout: that would take several times as long as making it."""


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
    text = json.dumps(value, ensure_ascii=False)
    if len(text) < LARGE:
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return _lay_out(value, levels, "\n") + "\n"


def _lay_out(value: Any, levels: int, line: str) -> str:
    if levels == 0 or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    inner = line + "  "
    if isinstance(value, list):
        rows = [_lay_out(entry, levels - 1, inner) for entry in value]
        return f"[{inner}{f',{inner}'.join(rows)}{line}]"
    rows = [
        f"{json.dumps(key, ensure_ascii=False)}: {_lay_out(entry, levels - 1, inner)}" for key, entry in value.items()
    ]
    return f"{{{inner}{f',{inner}'.join(rows)}{line}}}"
