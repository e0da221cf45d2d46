"""A model was trained on material whose licence binds adaptations; whether that reaches the weights is contested.

Why it matters
--------------
Licences that do not speak of training leave it to the reading.

Example
-------
A model under MIT trained on texts under CC-BY-ND-4.0.

Remedy
------
* say in the card which data and terms were used, and which reading you take

Sources
-------
* Creative Commons, Using CC-licensed works for AI training (2025)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="training-terms-contested",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=("say in the card which data and terms were used, and which reading you take",),
)
