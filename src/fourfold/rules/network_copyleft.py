"""A program is served over a network, and its users are not offered the source.

Why it matters
--------------
Network copyleft asks it for everyone who interacts with a changed version; some licences ask it of an unchanged one as well.

Example
-------
A modified model under AGPL-3.0 behind an API.

Remedy
------
* offer the source that the clause asks for to the users of {subject}
* or serve {origin} unchanged, where the clause asks it of changed versions only

Sources
-------
* AGPL-3.0, 13
* SSPL-1.0, 13
"""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.license import Clause
from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Reach, Severity

_UNCHANGED = "or serve {origin} unchanged"


def _of_changes_only(over: Reach, clauses: Sequence[Clause]) -> bool:
    """Whether it is changed, and the clauses leave an unchanged one free."""
    return over is not Reach.KEEP and not any(Reach.KEEP in clause.reaches for clause in clauses)


RULE = Rule(
    name="network-copyleft",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    remedies=("offer the source that the clause asks for to the users of {subject}", _UNCHANGED),
    helps=((_UNCHANGED, _of_changes_only),),
)
