"""The terms limit or withhold one of the four freedoms.

Why it matters
--------------
A release under such terms may be lawful, and yet not be free for everyone and every purpose.

Example
-------
A model whose licence forbids some fields of use.

Remedy
------
* choose terms without the limit, or say plainly that the release is not open

Sources
-------
* Open Source AI Definition 1.0
* The Free Software Definition
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="freedom-limited",
    manual=__doc__ or "",
    severity=Severity.NOTE,
    confidence=Confidence.HIGH,
    remedies=("choose terms without the limit, or say plainly that the release is not open",),
)
