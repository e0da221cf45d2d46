"""A model learned from another whose licence does not speak of that; whether it binds the student is contested.

Why it matters
--------------
Software and content licences do not know distillation.

Example
-------
A student under MIT distilled from a teacher under GPL-3.0.

Remedy
------
* say in the card how the student was made, and which reading you take

Sources
-------
* ModelGo, WWW 2024 (doi 10.1145/3589334.3645520)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="distillation-contested",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=("say in the card how the student was made, and which reading you take",),
)
