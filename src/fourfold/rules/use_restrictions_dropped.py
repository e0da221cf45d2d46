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
* or offer {subject} under {license} itself, unless it is an output, which those terms are not made for

Sources
-------
* Gemma Terms of Use, 3.1
* CreativeML OpenRAIL-M, 4(a)
"""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.license import Clause
from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Reach, Severity

_ITSELF = "or offer {subject} under {license} itself"


def _is_no_output(over: Reach, _clauses: Sequence[Clause]) -> bool:
    """Whether the terms, which are made for a model, can cover the new thing as well."""
    return over is not Reach.OUTPUT


RULE = Rule(
    name="use-restrictions-dropped",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "put the restrictions of {license} into the terms of {subject} as an enforceable provision, and state `terms-have-restrictions: true`",
        _ITSELF,
    ),
    helps=((_ITSELF, _is_no_output),),
)
