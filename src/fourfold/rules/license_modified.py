"""A licence text is near a known one, but not the same.

Why it matters
--------------
One changed clause makes another licence: a modified MIT is not MIT.

Example
-------
The licence of Kimi K2, which adds a display clause to MIT.

Remedy
------
* read what differs, and treat the text as a licence of its own

Sources
-------
* aboutcode-org/scancode-toolkit#5130
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-modified",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("read what differs, and treat the text as a licence of its own",),
)
