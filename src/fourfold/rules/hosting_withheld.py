"""Something is offered over a network whose licence does not allow that.

Why it matters
--------------
Some licences give every right but that of offering the material as a service.

Example
-------
A database under Elastic-2.0 offered as a managed service.

Remedy
------
* do not offer {origin} as a service, or ask its owner for another licence

Sources
-------
* Elastic License 2.0, Limitations
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="hosting-withheld",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("do not offer {origin} as a service, or ask its owner for another licence",),
)
