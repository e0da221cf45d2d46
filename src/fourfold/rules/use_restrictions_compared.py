"""Both licences have a list of forbidden uses, and nobody has compared them for this release.

Why it matters
--------------
Two lists that look alike may differ in the one entry that matters.

Example
-------
A model under one OpenRAIL licence, fine-tuned and published under another.

Remedy
------
* read both lists; if the second holds all of the first, state `terms-have-restrictions: true`

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
    remedies=("read both lists; if the second holds all of the first, state `terms-have-restrictions: true`",),
)
