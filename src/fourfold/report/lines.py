"""Lines of a terminal: wrapped to one width, put together without blanks at their ends."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

WIDTH = 100


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Return a text as lines.

    Parameters
    ----------
    text : str
        In one line.
    first : str, optional
        What the first line begins with.
    rest : str, optional
        What the others begin with; the same by default.
    """
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def joined(lines: Iterable[str]) -> str:
    """Return lines as a text."""
    return "\n".join(line.rstrip() for line in lines) + "\n"
