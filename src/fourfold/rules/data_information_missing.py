"""A model is released without its training data, or information about them.

Why it matters
--------------
Who wants to study or change a model needs to know what it was made from.

Example
-------
Weights alone under Apache-2.0.

Remedy
------
* publish the data, or describe them so that a skilled person could build an equivalent; state `training-data:
true`

Sources
-------
* Open Source AI Definition 1.0, preferred form to make modifications
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="data-information-missing",
    manual=__doc__ or "",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    remedies=(
        "publish the data, or describe them so that a skilled person could build an equivalent; state `training-data: true`",
    ),
)
