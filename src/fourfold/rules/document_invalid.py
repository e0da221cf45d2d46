"""Under ``--strict``: the document is not what its standard asks of one.

Why it matters
--------------
Other tools may refuse the document, or read it as something else. fourfold reads it all the same: the finding says nothing of
licences, and it fails because whoever asked for ``--strict`` made validity a part of the policy.

Example
-------
A CycloneDX bill whose ``license.id`` is ``Apache-2``, which is in no list.

Remedy
------
* correct the place that the message names, or have the tool that wrote the document corrected

Sources
-------
* SPDX 2.2 and 2.3, by spdx-tools
* SPDX 3.0.1, by spdx-python-model
* CycloneDX 1.2 to 1.7, by the schemas of cyclonedx-python-lib
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="document-invalid",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=("correct the place that the message names, or have the tool that wrote the document corrected",),
)
