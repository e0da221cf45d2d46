"""Two parents each demand their own licence, and no terms can satisfy both.

Why it matters
--------------
A merge is under the terms of all its parents at once. It is an AND, never an OR.

Example
-------
A merge of a model under GPL-3.0-only with one under BigScience RAIL.

Remedy
------
* leave one of the parents out; `fourfold recommend` says which is the cheaper

Sources
-------
* ModelGo, WWW 2024, Finding 2
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="merge-terms-cumulate",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("leave one of the parents out; `fourfold recommend` says which is the cheaper",),
)
