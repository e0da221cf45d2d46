"""The licence names no right that would be needed.

Why it matters
--------------
What a licence does not give is kept by its owner; whether other words give it has to be read.

Example
-------
A use policy that stands in for a licence.

Remedy
------
* ask the owner of {origin} whether the right is meant to be given

Sources
-------
* Berne Convention, Articles 9 and 12
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="right-not-given",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=("ask the owner of {origin} whether the right is meant to be given",),
)
