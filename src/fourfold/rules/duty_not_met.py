"""A duty that a licence asks for is said not to be met.

Why it matters
--------------
The licence gives its rights on that condition.

Example
-------
A changed font that keeps its reserved name.

Remedy
------
* do what the clause asks for, then state it under facts

Sources
-------
* SIL Open Font License 1.1, 3
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="duty-not-met",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("do what the clause asks for, then state it under facts",),
)
