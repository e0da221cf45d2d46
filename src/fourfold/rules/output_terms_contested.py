"""Something was produced with a tool or model whose licence does not speak of outputs; whether it binds them is contested.

Why it matters
--------------
If an output is a derivative of what produced it, the terms reach it; if not, they do not.

Example
-------
Weights trained and exported with a program under AGPL-3.0.

Remedy
------
* check whether the output holds a part of {origin}; if not, say so
* or offer {subject} under {license}, or ask its owner

Sources
-------
* GNU GPL FAQ, #WhatCaseIsOutputGPL
* ultralytics/ultralytics#6789
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="output-terms-contested",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=(
        "check whether the output holds a part of {origin}; if not, say so",
        "or offer {subject} under {license}, or ask its owner",
    ),
)
