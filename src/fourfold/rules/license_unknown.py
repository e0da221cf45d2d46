"""A licence is named that is not known, or a name that may mean several.

Why it matters
--------------
An unknown licence never counts as compatible.

Example
-------
`license: other` with a name that no catalogue has.

Remedy
------
* name the licence by its SPDX id, or add it: fourfold check --licenses DIR

Sources
-------
* anthonyharrison/lib4sbom#75
* DependencyTrack/dependency-track#1105
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-unknown",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("name the licence by its SPDX id, or add it: fourfold check --licenses DIR",),
)
