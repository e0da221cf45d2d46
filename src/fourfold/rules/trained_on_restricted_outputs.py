"""A model was trained on, or distilled from, outputs that may not train it.

Why it matters
--------------
Some licences forbid their outputs to improve other models. The ban follows the outputs into the student.

Example
-------
Synthetic text made with Llama 3 used to fine-tune Mistral.

Remedy
------
* make the data with a model whose outputs are free, and train again
* or start from a base that the ban leaves out, where it leaves out any

Sources
-------
* Llama 3 Community License, 1.b.v
* Stability AI Community License, IV.b
"""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.license import Clause
from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Reach, Severity

_LEFT_OUT = "or start from a base that the ban leaves out"


def _leaves_some_out(_over: Reach, clauses: Sequence[Clause]) -> bool:
    """Whether the ban has an exception for models of some family."""
    return any(clause.parameters.except_family for clause in clauses)


RULE = Rule(
    name="trained-on-restricted-outputs",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("make the data with a model whose outputs are free, and train again", _LEFT_OUT),
    helps=((_LEFT_OUT, _leaves_some_out),),
)
