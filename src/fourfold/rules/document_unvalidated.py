"""Under ``--strict``: the document was not held against a standard.

Why it matters
--------------
Not validated is not valid. Where a standard has a validator and it could not judge (too large, a version it does not know, a validator
that broke down), that is unknown; where the form has no validator at all, it is told.

Example
-------
A tag-value document of 3.4 MB, for which spdx-tools takes minutes. A model card, for which there is nothing to hold it against.

Remedy
------
* validate it by other means, or give the document in a form that is validated quickly, such as JSON

Sources
-------
* `docs/gates.md`, Strict
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="document-unvalidated",
    manual=__doc__ or "",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    remedies=("validate it by other means, or give the document in a form that is validated quickly, such as JSON",),
)
