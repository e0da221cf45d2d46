"""A name may mean several licences; what is asked here is the same for each of them.

Why it matters
--------------
Recipients do not learn under which text they have it. Where the licences differ in what is asked, the answer is unknown. A name that only leaves open whether a later version of one text may be chosen is not told.

Example
-------
`license: gpl`, which leaves open the version, and whether a later one may be chosen.

Remedy
------
* name the licence by its SPDX id, with its version

Sources
-------
* SPDX 2.3, Annex D
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-ambiguous",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("name the licence by its SPDX id, with its version",),
)
