"""Words and marks that reports share."""

from __future__ import annotations

from fourfold.explain import cite, leaf_words, section_sign, tree_lines
from fourfold.terms import Extent, Verdict

__all__ = [
    "ADVICE",
    "COLOR",
    "EXTENT_COLOR",
    "MARK",
    "Paint",
    "cite",
    "leaf_words",
    "section_sign",
    "tree_lines",
]

MARK = {
    Verdict.OK: "✓",
    Verdict.OK_WITH_OBLIGATIONS: "✓",
    Verdict.CONFLICT: "✗",
    Verdict.CONTESTED: "±",
    Verdict.UNKNOWN: "?",
}
COLOR = {
    Verdict.OK: "32",
    Verdict.OK_WITH_OBLIGATIONS: "32",
    Verdict.CONFLICT: "31;1",
    Verdict.CONTESTED: "33",
    Verdict.UNKNOWN: "35",
}
EXTENT_COLOR = {Extent.GRANTED: "32", Extent.PARTIAL: "33", Extent.DENIED: "31;1", Extent.UNKNOWN: "35"}
ADVICE = "Information, not legal advice."


class Paint:
    """Colour, or none.

    Parameters
    ----------
    on : bool
        Whether escape codes are written.
    """

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        """Return the text, in the colour of an escape code."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text
