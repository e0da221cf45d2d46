"""More users or revenue than a licence allows without another agreement.

Why it matters
--------------
Some licences end at a size. Above it no right remains.

Example
-------
A company with 900 million monthly users that serves Llama 2.

Remedy
------
* ask the owner of {origin} for a licence
* or use a model without a threshold

Sources
-------
* Llama 2 Community License, 2
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="scale-threshold",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "ask the owner of {origin} for a licence",
        "or use a model without a threshold",
    ),
)
