"""Two statements about the same artifact disagree; the better evidence counts.

Why it matters
--------------
A text in the tree beats a tag; a tag beats a guess. The other statement misleads whoever reads it.

Example
-------
A card that says apache-2.0 beside a LICENSE file with the Llama 3.1 text.

Remedy
------
* correct the statement that is wrong

Sources
-------
* arXiv 2602.08816
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-mismatch",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("correct the statement that is wrong",),
)
