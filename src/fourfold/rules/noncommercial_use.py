"""The purpose asked about is commercial, and a licence on the way does not allow it.

Why it matters
--------------
A limit on purpose binds whoever uses the material, and goes with it into what is made from it.

Example
-------
A collection with photographs under CC-BY-NC-4.0 that is sold.

Remedy
------
* leave {origin} out, or ask its owner for a commercial licence
* or ask with `purpose: non-commercial` if that is what you do

Sources
-------
* CC BY-NC 4.0, 1 and 2(a)(1)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="noncommercial-use",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "leave {origin} out, or ask its owner for a commercial licence",
        "or ask with `purpose: non-commercial` if that is what you do",
    ),
)
