"""A notice, credit or display that a licence asks for is not given.

Why it matters
--------------
The licence gives its rights on that condition.

Example
-------
A product with a Qwen model that does not say Built with Qwen.

Remedy
------
* add what the clause asks for, then state it under facts

Sources
-------
* Qwen License Agreement 2024, 5.b
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="notice-missing",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("add what the clause asks for, then state it under facts",),
)
