"""A changed version is served over a network, and its users are not offered the source.

Why it matters
--------------
Network copyleft asks it for everyone who interacts with a changed version.

Example
-------
A modified model under AGPL-3.0 behind an API.

Remedy
------
* offer the source of the changed version to its users
* or serve {origin} unchanged

Sources
-------
* AGPL-3.0, 13
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="network-copyleft",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    remedies=(
        "offer the source of the changed version to its users",
        "or serve {origin} unchanged",
    ),
)
