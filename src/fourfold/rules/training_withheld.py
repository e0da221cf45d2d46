"""A model was trained on data whose terms do not allow training.

Why it matters
--------------
Some data licences say so in words; no reading is needed then.

Example
-------
A data set offered for display only, used to train.

Remedy
------
* leave {origin} out of the training data, or ask its owner

Sources
-------
* Montreal Data License
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="training-withheld",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("leave {origin} out of the training data, or ask its owner",),
)
