"""Where something stands in the user's files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and where in it."""

    file: str = ""
    """Path as the user gave it; ``-`` for standard input."""
    line: int | None = None
    """Line, counted from 1; none where the format has no lines."""
    pointer: str = ""
    """JSON pointer (RFC 6901) into the document."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def to_dict(self) -> dict[str, Any]:
        """Return ``{file, line, pointer}``."""
        return {"file": self.file, "line": self.line, "pointer": self.pointer}
