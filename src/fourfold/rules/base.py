"""What a rule is: a name that states the pattern, a manual page, how loud and how sure, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.terms import Confidence, Severity


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

    @property
    def summary(self) -> str:
        """The first line of the manual (str)."""
        return self.manual.strip().partition("\n")[0]

    def advise(self, subject: str, origin: str, license_label: str) -> tuple[str, ...]:
        """Return the remedies with the names filled in."""
        return tuple(
            remedy.replace("{subject}", subject)
            .replace("{origin}", origin or subject)
            .replace("{license}", license_label)
            for remedy in self.remedies
        )
