"""Recipients cannot run the program with a changed library.

Why it matters
--------------
Library copyleft lets programs have other terms as long as the library in them can be replaced.

Example
-------
A statically linked program with an LGPL library and no object files.

Remedy
------
* link dynamically, or give the object files

Sources
-------
* LGPL-2.1, 6
* LGPL-3.0, 4
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="relinking-prevented",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("link dynamically, or give the object files",),
)
