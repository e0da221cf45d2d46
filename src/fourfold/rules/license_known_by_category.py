"""Of a licence only ScanCode's category or its name is known; its clauses were not read.

Why it matters
--------------
A category says that rights are given, not on which conditions.

Example
-------
A rare permissive licence with an advertising clause.

Remedy
------
* read the licence, and enter it: see docs/adding-a-license.md

Sources
-------
* aboutcode-org/scancode-licensedb
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-known-by-category",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    remedies=("read the licence, and enter it: see docs/adding-a-license.md",),
)
