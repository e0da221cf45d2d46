"""Nothing states a licence; without one nothing is granted.

Why it matters
--------------
A file that can be downloaded is not thereby licensed. A licence of the whole never flows onto parts without
evidence.

Example
-------
A data set in a bundle that no card, header or file speaks of.

Remedy
------
* state it, with its source, in the manifest or under `[[tool.fourfold.artifact]]`; for a repository of the Hub, `--online` looks it up
* or ask the author of {origin} to state a licence, or leave it out

Sources
-------
* Berne Convention, Article 5(2): rights arise without formality
"""

from __future__ import annotations

from fourfold.rules.base import Rule
from fourfold.terms import Confidence, Severity

RULE = Rule(
    name="license-missing",
    manual=__doc__ or "",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    remedies=(
        "state it, with its source, in the manifest or under `[[tool.fourfold.artifact]]`; for a repository of the Hub, `--online` looks it up",
        "or ask the author of {origin} to state a licence, or leave it out",
    ),
)
