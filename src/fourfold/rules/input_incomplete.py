"""Something in the input could not be read or followed, and was left aside.

Why it matters
--------------
What is left aside may matter; everything else was used.

Example
-------
A relation word that fits no verb.

Remedy
------
* correct the place that the message names

Sources
-------
* SPDX 2.3, 11 Relationships
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="input-incomplete",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("correct the place that the message names",),
)
