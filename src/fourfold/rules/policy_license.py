"""The terms that bind an artifact are among the licences that the policy denies.

Why it matters
--------------
A house may decide that it ships nothing under some licences. What counts are the terms that bind whoever receives
the artifact, not the label it carries.

Example
-------
A bundle with a part under AGPL-3.0-only, where ``deny-licenses = ["AGPL-3.0-*"]``.

Remedy
------
* replace {subject}, or take it under other terms

Sources
-------
* the policy in ``[tool.fourfold.policy]``
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="policy-license",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("replace {subject}, or take it under other terms than {license}",),
)
