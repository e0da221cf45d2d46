"""What a reader could not take as it stands: one diagnostic a kind of trouble, however often it occurs."""

from __future__ import annotations

from fourfold.artifact import Diagnostic
from fourfold.place import Place

SHOWN = 3
"""Instances that a diagnostic names, each once, before it counts the rest."""


class Notes:
    """Collects trouble while a document is read.

    A bill of 100,000 components can have one oddity in each of them; the user needs to know which oddity, where it first
    occurs, and how often.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], dict[str, int]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str, str], Place] = {}

    def add(self, code: str, says: str, what: str, place: Place) -> None:
        """Note one instance.

        Parameters
        ----------
        code : str
            Name of the kind of trouble, kebab-case.
        says : str
            What is wrong, and what was done; the same words for every instance.
        what : str
            This instance, such as an id.
        place : Place
            Where it stands; the first one is kept.
        """
        key = (code, says)
        count = self._counts.get(key, 0)
        self._counts[key] = count + 1
        if not count:
            self._places[key] = place
            self._held[key] = {}
        shown = self._held[key]
        if what in shown or (what and len(shown) < SHOWN):
            shown[what] = shown.get(what, 0) + 1

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was collected, in the order in which it first occurred (tuple of Diagnostic)."""
        out: list[Diagnostic] = []
        for (code, says), count in self._counts.items():
            shown = self._held[code, says]
            named = ", ".join(what if len(what) < 120 else what[:117] + "..." for what in shown)
            others = count - sum(shown.values())
            more = f" and {others} more" if others else f" ({count} times)" if count > len(shown) else ""
            message = f"{says}: {named}{more}" if shown else says
            out.append(Diagnostic(code, message, self._places[code, says]))
        return tuple(out)
