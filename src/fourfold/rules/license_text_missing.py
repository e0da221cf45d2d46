"""A copy of the licence is not given along.

Why it matters
--------------
Nearly all licences ask for it, and nearly all model repositories leave it out.

Example
-------
A fine-tune published with a tag and no LICENSE file.

Remedy
------
* add the text of {license} to {subject}

Sources
-------
* arXiv 2602.08816
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-text-missing",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("add the text of {license} to {subject}",),
)
