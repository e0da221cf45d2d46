"""The outgoing licence lets nobody add restrictions, and an incoming one brings some.

Why it matters
--------------
A licence that promises recipients unrestricted rights cannot take in material whose own terms restrict them.

Example
-------
A model under CreativeML OpenRAIL-M merged into one under GPL-3.0-only.

Remedy
------
* keep {origin} apart from what goes out under that licence, or replace it
* or choose outgoing terms that can carry {license}

Sources
-------
* GPL-2.0, 6
* GPL-3.0, 10
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="further-restriction",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "keep {origin} apart from what goes out under that licence, or replace it",
        "or choose outgoing terms that can carry {license}",
    ),
)
