"""A program under other terms loads a library whose copyleft covers the whole program, or the reverse.

Why it matters
--------------
A strong copyleft covers the program as a whole, with the libraries it loads. A part that must stay under
another licence cannot go into it, and a whole under another licence cannot hold it.

Example
-------
A program under Apache-2.0 that links a library under GPL-3.0-only.

Remedy
------
* offer the whole program under {license}; your own source may keep its licence beside it
* or build without {origin}
* or run {origin} as a separate process, where the clause does not reach what stands beside it

Sources
-------
* GPL-3.0, 5(c) and 10
* GPL-2.0, 2(b) and 6
"""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.license import Clause
from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Form, Reach, Severity

_APART = "or run {origin} as a separate process"


def _ends_with_the_program(_over: Reach, clauses: Sequence[Clause]) -> bool:
    """Whether the clauses leave other programs alone; one on services alone may ask for all that is used to offer them."""
    return not any(Reach.BESIDE in clause.reaches or clause.forms == {Form.SAAS} for clause in clauses)


RULE = Rule(
    name="copyleft-linked",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "offer the whole program under {license}; your own source may keep its licence beside it",
        "or build without {origin}",
        _APART,
    ),
    helps=((_APART, _ends_with_the_program),),
)
