"""What stands in a Hub card where names should: one word or a list of them, ids of repositories or their addresses."""

from __future__ import annotations

import re
from typing import Any

_SITE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<folder>(?:datasets|spaces)/)?"
    r"(?P<id>[\w.-]+(?:/(?!(?:blob|tree|resolve|raw|commits?|discussions|edit)(?:/|$))[\w.-]+)?)"
    r"(?:/(?:(?:blob|tree|resolve|raw|commits?|discussions|edit)(?:/.*)?)?)?(?:[?#].*)?"
)
"""The address of a repository, or of something in it."""
_PAGES = frozenset(
    {"papers", "docs", "blog", "collections", "models", "datasets", "spaces", "organizations", "tasks", "posts", "learn", "api"}
)  # fmt: skip
"""Where the Hub's site has other things than repositories."""


def strings(value: Any) -> list[tuple[int, str]]:
    """Return the words of a value that may be one word or a list of them, each with its place in the list."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [
        (i, str(item).strip())
        for i, item in enumerate(values)
        if isinstance(item, str | int | float) and str(item).strip()
    ]


def unreadable(value: Any) -> list[str]:
    """Return, as it stands there, what is neither a word nor nothing.

    Examples
    --------
    >>> unreadable(["a", None, {"b": "c"}])
    ["{'b': 'c'}"]
    """
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if item and not isinstance(item, str | int | float)]


def repository_of(text: str) -> str:
    """Return the repository that an address leads to, as a card would name it; empty if it is no such address.

    Examples
    --------
    >>> repository_of("https://huggingface.co/org/name/blob/main/LICENSE"), repository_of("https://hf.co/datasets/name")
    ('org/name', 'datasets/name')
    >>> repository_of("org/name"), repository_of("https://huggingface.co/papers/2203.02155")
    ('', '')
    """
    found = _SITE.fullmatch(text.strip())
    if found is None or (not found["folder"] and found["id"].partition("/")[0] in _PAGES):
        return ""
    return f"{found['folder'] or ''}{found['id']}"
