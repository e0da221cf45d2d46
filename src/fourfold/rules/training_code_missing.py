"""A model is released without the code that it was trained with.

Why it matters
--------------
Weights can be changed without it, but not rebuilt; they are not the preferred form for modification.

Example
-------
Weights alone under Apache-2.0.

Remedy
------
* publish the training code under a free licence; state `training-code: true`

Sources
-------
* Open Source AI Definition 1.0, preferred form to make modifications
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="training-code-missing",
    manual=__doc__ or "",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    remedies=("publish the training code under a free licence; state `training-code: true`",),
)
