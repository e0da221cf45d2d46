"""A derivative, or a copy, goes out under terms that its origin does not allow.

Why it matters
--------------
Most wrongly labelled models are fine-tunes whose card names another licence than the base's. The origin's
terms go on binding those who receive the derivative, whatever the label says.

Example
-------
A model fine-tuned from Llama 3.1 and labelled Apache-2.0.

Remedy
------
* state the terms of {origin} ({license}) for {subject}; what you added yourself may also be offered under
your own terms
* or build upon a base whose licence allows the terms you want

Sources
-------
* Llama 3.1 Community License, 1.a and 1.b.i
* arXiv 2509.09873
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="relabelled-derivative",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "state the terms of {origin} ({license}) for {subject}; what you added yourself may also be offered under your own terms",
        "or build upon a base whose licence allows the terms you want",
    ),
)
