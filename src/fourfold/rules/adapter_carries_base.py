"""An adapter has other terms than its base; whether it carries the base's is contested.

Why it matters
--------------
An adapter holds new weights only, and works with its base alone. Merged into the base, the base's terms apply
without question.

Example
-------
A LoRA for Llama 3.1 published under MIT without base weights.

Remedy
------
* state the base and its licence beside the adapter's own
* and check again, as merged-from, before you ship the two merged

Sources
-------
* illuin-tech/colpali#334
* lyogavin/airllm#13
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="adapter-carries-base",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=(
        "state the base and its licence beside the adapter's own",
        "and check again, as merged-from, before you ship the two merged",
    ),
)
