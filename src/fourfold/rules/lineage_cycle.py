"""The relations run in a circle; they were not followed.

Why it matters
--------------
Nothing can have been made from itself. What came first cannot be told, so what reaches whom cannot either.

Example
-------
A is fine-tuned from B and B from A.

Remedy
------
* remove the relation that is wrong

Sources
-------
* DESIGN: the lineage is a directed graph without cycles
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="lineage-cycle",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("remove the relation that is wrong",),
)
