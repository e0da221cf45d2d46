"""A licence gives no rights in a place that was asked about.

Why it matters
--------------
Some licences leave whole territories out.

Example
-------
A company in the EU that fine-tunes a multimodal Llama 4 model.

Remedy
------
* do not use {origin} there, or ask its owner
* or use a model whose licence has no such limit

Sources
-------
* Llama 4 Acceptable Use Policy
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="territory-excluded",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "do not use {origin} there, or ask its owner",
        "or use a model whose licence has no such limit",
    ),
)
