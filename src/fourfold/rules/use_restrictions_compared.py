"""Both licences limit the same matter in ways that only a reader can compare: by lists of forbidden uses, or by thresholds.

Why it matters
--------------
Two lists that look alike may differ in the one entry that matters, and two thresholds may count different things.

Example
-------
A model under one OpenRAIL licence, fine-tuned and published under another.

Remedy
------
* read both; if the second holds all that the first withholds, state `terms-have-restrictions: true`

Sources
-------
* BigScience OpenRAIL-M, Attachment A
* BigCode OpenRAIL-M, Attachment A
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="use-restrictions-compared",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=("read both; if the second holds all that the first withholds, state `terms-have-restrictions: true`",),
)
