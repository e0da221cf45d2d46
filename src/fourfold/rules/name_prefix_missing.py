"""A derived model's name does not begin as its origin's licence asks.

Why it matters
--------------
Some licences ask that derived models carry the family name.

Example
-------
A fine-tune of Llama 3.1 called SuperChat.

Remedy
------
* rename {subject} so that it begins as the clause says

Sources
-------
* Llama 3.1 Community License, 1.b.i
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="name-prefix-missing",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("rename {subject} so that it begins as the clause says",),
)
