"""An ignore, or an entry of a baseline, lets nothing pass.

Why it matters
--------------
What it was for is gone, or it is misspelt. Left in place, it would one day hide something else.

Example
-------
An ignore for an artifact that was renamed.

Remedy
------
* remove the entry, or correct its rule or artifact

Sources
-------
* the ignores in ``[[tool.fourfold.ignore]]``
* the file that ``fourfold check --write-baseline`` wrote
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="ignore-unused",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("remove the entry, or correct its rule or artifact",),
)
