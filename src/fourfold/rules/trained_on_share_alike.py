"""A model was trained on share-alike or copyleft material; whether that binds the weights is contested.

Why it matters
--------------
If weights are an adaptation of their training data, share-alike reaches them; if not, it does not.

Example
-------
A model under MIT trained on code under GPL-3.0.

Remedy
------
* keep the attribution, and say in the card which reading you take
* or offer the weights under {license} if you take the cautious one

Sources
-------
* Creative Commons, Using CC-licensed works for AI training (2025)
* Contextual Copyleft, arXiv 2507.12713
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="trained-on-share-alike",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=(
        "keep the attribution, and say in the card which reading you take",
        "or offer the weights under {license} if you take the cautious one",
    ),
)
