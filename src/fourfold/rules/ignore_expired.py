"""An ignore is past its day, or was given for another licence text.

Why it matters
--------------
Somebody looked at a finding once and let it pass for a while, or for one text. That time is over or the text has
changed: the finding counts again.

Example
-------
An ignore with ``until = 2026-01-31`` in a run of February 2026.

Remedy
------
* look at the finding again: mend its cause, or renew the ignore with a new day

Sources
-------
* the ignores in ``[[tool.fourfold.ignore]]``
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="ignore-expired",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("look at the finding again: mend its cause, or renew the ignore with a new day or text",),
)
