"""A model was trained on data that is not for trade; whether that binds the weights is contested.

Why it matters
--------------
Maintainers give three different answers, and no court has settled it.

Example
-------
Weights under Apache-2.0 trained on ImageNet-1k.

Remedy
------
* say in the card which data and terms were used, and let users decide by their own reading
* or train on data whose licence frees what is learned, such as CDLA-Permissive-2.0

Sources
-------
* keras-team/keras#13362
* huggingface/pytorch-image-models README
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="trained-on-noncommercial",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    remedies=(
        "say in the card which data and terms were used, and let users decide by their own reading",
        "or train on data whose licence frees what is learned, such as CDLA-Permissive-2.0",
    ),
)
