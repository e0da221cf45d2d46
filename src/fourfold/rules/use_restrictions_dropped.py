"""Restrictions that must go on to recipients are missing from the outgoing terms.

Why it matters
--------------
Licences with use restrictions let derivatives have other terms only if the restrictions stay enforceable in
them. Terms that leave them out promise what the upstream withheld.

Example
-------
A fine-tune of Gemma labelled MIT.

Remedy
------
* put the restrictions of {license} into the terms of {subject} as an enforceable provision, and state `terms-
have-restrictions: true`
* or offer {subject} under {license} itself

Sources
-------
* Gemma Terms of Use, 3.1
* CreativeML OpenRAIL-M, 4(a)
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="use-restrictions-dropped",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "put the restrictions of {license} into the terms of {subject} as an enforceable provision, and state `terms-have-restrictions: true`",
        "or offer {subject} under {license} itself",
    ),
)
