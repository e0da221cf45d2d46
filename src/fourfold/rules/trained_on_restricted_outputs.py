"""A model was trained on, or distilled from, outputs that may not train it.

Why it matters
--------------
Some licences forbid their outputs to improve other models. The ban follows the outputs into the student.

Example
-------
Synthetic text made with Llama 3 used to fine-tune Mistral.

Remedy
------
* make the data with a model whose outputs are free, and train again
* or start from a base that the ban leaves out

Sources
-------
* Llama 3 Community License, 1.b.v
* Stability AI Community License, IV.b
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="trained-on-restricted-outputs",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "make the data with a model whose outputs are free, and train again",
        "or start from a base that the ban leaves out",
    ),
)
