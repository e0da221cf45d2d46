"""Source code that must go on to recipients need not be given under the outgoing terms.

Why it matters
--------------
A duty to disclose source binds everyone who passes the work on. Terms that let recipients pass on a build
without source promise what the upstream withheld.

Example
-------
A library under Sleepycat, changed and labelled MIT.

Remedy
------
* offer {subject} under {license}, or under terms that ask for source as well

Sources
-------
* Sleepycat License, third condition
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="source-duty-dropped",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("offer {subject} under {license}, or under terms that ask for source as well",),
)
