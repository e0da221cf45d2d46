"""A licence raises the question itself and leaves it open.

Why it matters
--------------
Where the words can be read both ways, both answers are shown.

Example
-------
Outputs of a program whose licence covers them only if they hold a part of it.

Remedy
------
* ask the owner of {origin} which is meant

Sources
-------
* GPL-2.0, 0
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="open-clause",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=("ask the owner of {origin} which is meant",),
)
