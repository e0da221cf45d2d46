"""The models or datasets that the value of a property names: one, or a list in one of the ways in which generators write lists."""

from __future__ import annotations

import re

from fourfold.read.cyclonedx_words import UNSAID

_QUOTED = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)


def names_in(value: str) -> list[str]:
    """Return what a value names; what says that nothing is known names nothing, and a name of several words is one.

    Examples
    --------
    >>> names_in("['org/a', 'org/b']"), names_in("org/a, org/b"), names_in("Acme Base 3.1 8B")
    (['org/a', 'org/b'], ['org/a', 'org/b'], ['Acme Base 3.1 8B'])
    >>> names_in("[More Information Needed]")
    []
    """
    value = value.strip()
    listed = value.startswith("[") and value.endswith("]")
    inner = value[1:-1].strip() if listed else value
    quoted = [found[2].strip() for found in _QUOTED.finditer(inner)]
    if quoted and not _QUOTED.sub("", inner).strip(" ,"):
        names = quoted
    else:
        parts = [part.strip() for part in inner.split(",")]
        if len(parts) == 1 and inner.count("/") > 1 and all("/" in part for part in inner.split()):
            parts = inner.split()
        # a name of several words may have a comma as well
        names = parts if listed or not any(" " in part for part in parts) else [inner]
    return list(
        dict.fromkeys(name for name in names if name.strip("[]").lower() not in UNSAID and not name.isdecimal())
    )
