"""What a rule is: a name that states the pattern, a manual page, how loud and how sure, and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fourfold.license import Clause
from fourfold.terms import Confidence, Reach, Severity

Helps = Callable[[Reach, Sequence[Clause]], bool]
"""Whether a remedy helps against some clauses, over a relation of some reach."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its module's docstring is its manual page."""

    name: str
    """Kebab-case; states the pattern, never the remedy, and reads after "allow"."""
    manual: str
    severity: Severity
    confidence: Confidence
    remedies: tuple[str, ...]
    """What the reader may do; ``{subject}``, ``{origin}`` and ``{license}`` are filled in."""
    status: str = "preview"
    """``preview``, ``stable``, ``deprecated`` or ``removed``."""
    helps: tuple[tuple[str, Helps], ...] = ()
    """Remedies that do not help against every clause and over every relation, each with when it does."""

    @property
    def summary(self) -> str:
        """The first line of the manual (str)."""
        return self.manual.strip().partition("\n")[0]

    def advise(
        self, subject: str, origin: str, license_label: str, over: Reach | None = None, clauses: Sequence[Clause] = ()
    ) -> tuple[str, ...]:
        """Return the remedies that help, with the names filled in.

        Parameters
        ----------
        subject, origin, license_label : str
            What stands for ``{subject}``, ``{origin}`` and ``{license}``.
        over : Reach, optional
            How the terms arrive; without it, every remedy is given.
        clauses : sequence of Clause, optional
            What stands against it.
        """
        when = dict(self.helps)
        return tuple(
            remedy.replace("{subject}", subject)
            .replace("{origin}", origin or subject)
            .replace("{license}", license_label)
            for remedy in self.remedies
            if over is None or remedy not in when or when[remedy](over, clauses)
        )
