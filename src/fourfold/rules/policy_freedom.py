"""The release holds a freedom to a lesser extent than the policy requires.

Why it matters
--------------
No single licence is at fault: what counts is what whoever receives the release may do with all of it together.

Example
-------
A release that holds weights with use restrictions, where ``require = { use = "granted" }``.

Remedy
------
* replace the artifact that decides the freedom; the finding names it and its clause
* or lower what the policy requires

Sources
-------
* the policy in ``[tool.fourfold.policy]``
* Open Source AI Definition 1.0
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="policy-freedom",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "replace the artifact that decides the freedom; the reasons name it and its clause",
        "or lower what the policy requires",
    ),
)
