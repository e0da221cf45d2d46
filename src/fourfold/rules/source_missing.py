"""Source code that a licence asks for is not given.

Why it matters
--------------
Copyleft gives its rights on the condition that recipients get the source.

Example
-------
A binary with a library under GPL-3.0-only and no source offer.

Remedy
------
* give, or offer in writing, the complete source of {subject}

Sources
-------
* GPL-3.0, 6
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="source-missing",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("give, or offer in writing, the complete source of {subject}",),
)
