"""Something made by changing material that may not be changed is passed on.

Why it matters
--------------
A no-derivatives licence lets copies be shared, also in a collection, but not changed versions.

Example
-------
A corpus under CC-BY-ND-4.0, cleaned and published.

Remedy
------
* pass {origin} on unchanged beside the rest, or leave it out

Sources
-------
* CC BY-ND 4.0, 2(a)(1)(B)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="no-derivatives-adapted",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("pass {origin} on unchanged beside the rest, or leave it out",),
)
