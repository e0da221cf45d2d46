"""Something is passed on whose licence does not allow passing it on.

Why it matters
--------------
A licence for internal use, or for one's own research, gives recipients nothing to rely on.

Example
-------
Weights under a research agreement, uploaded again.

Remedy
------
* do not ship {origin}; point to where its owner offers it

Sources
-------
* YOLO-NAS pre-trained weights licence
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="redistribution-withheld",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("do not ship {origin}; point to where its owner offers it",),
)
