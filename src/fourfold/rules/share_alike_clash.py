"""A same-licence condition reaches the new thing, and its terms do not satisfy it.

Why it matters
--------------
Copyleft and share-alike licences let a work be adapted only if the adaptation goes out under the same, or a
named, licence.

Example
-------
A data set under CC-BY-SA-4.0, changed and published under CC-BY-4.0.

Remedy
------
* offer {subject} under {license}, or under a licence that it accepts
* or replace {origin}

Sources
-------
* CC BY-SA 4.0, 3(b)
* GPL-3.0, 5(c)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="share-alike-clash",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "offer {subject} under {license}, or under a licence that it accepts",
        "or replace {origin}",
    ),
)
