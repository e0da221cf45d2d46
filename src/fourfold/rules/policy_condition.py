"""Terms carry a condition that the policy denies, or wants an approval for.

Why it matters
--------------
A house may decide that it ships nothing under, say, a use policy or a user threshold, whatever the licence is
called. The policy names the condition; the finding names the clause.

Example
-------
A model under the Llama 3.1 terms, where ``deny-conditions = ["mau"]``.

Remedy
------
* replace {subject}, or take it under other terms
* where the condition stands in ``ask-conditions``: have it approved, and add an ignore that says by whom

Sources
-------
* the policy in ``[tool.fourfold.policy]``
* the tags of docs/reference/vocabulary.md
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="policy-condition",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "replace {subject}, or take it under other terms than {license}",
        "where the condition stands in ask-conditions: have it approved, and add an ignore that says by whom",
    ),
)
