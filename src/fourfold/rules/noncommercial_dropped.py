"""Material that is not for trade goes into something offered for every purpose.

Why it matters
--------------
Nobody can give more than they have: terms that allow commercial use cannot be put on material that was given
without it.

Example
-------
Pictures under CC-BY-NC-4.0 adapted into a data set under MIT.

Remedy
------
* offer {subject} under terms that keep the limit, such as those of {origin} ({license})
* or leave {origin} out, or ask its owner for another licence

Sources
-------
* CC BY-NC 4.0, 2(a)(1)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="noncommercial-dropped",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "offer {subject} under terms that keep the limit, such as those of {origin} ({license})",
        "or leave {origin} out, or ask its owner for another licence",
    ),
)
