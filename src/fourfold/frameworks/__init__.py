"""Frameworks: what "open" means to different judges, from the same facts, each criterion with its reason.

To add one, write a file of criteria in ``data/frameworks``, a module beside these, and list it in :data:`FRAMEWORKS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fourfold.artifact import Bill
from fourfold.catalogue import Catalogue, catalogue
from fourfold.errors import UsageError
from fourfold.frameworks import eu_ai_act, mof, osaid, profiles, software_heritage
from fourfold.frameworks.base import Framework, Mode
from fourfold.frameworks.release import Release
from fourfold.verdict import Report

FRAMEWORKS: tuple[Framework, ...] = (
    mof.FRAMEWORK,
    osaid.FRAMEWORK,
    eu_ai_act.FRAMEWORK,
    software_heritage.FRAMEWORK,
    *profiles.FRAMEWORKS,
)
"""All frameworks, in the order in which a report shows them."""


def audit(
    bill: Bill,
    report: Report,
    frameworks: Iterable[str] | None = None,
    mode: Mode | str = Mode.FRAMEWORK,
    *,
    known: Catalogue | None = None,
) -> Mapping[str, dict[str, Any]]:
    """Say how a release stands to each framework.

    Parameters
    ----------
    bill : Bill
        What was read.
    report : Report
        What :func:`fourfold.analyse.check` found in it.
    frameworks : iterable of str, optional
        Names of :data:`FRAMEWORKS`; all of them by default.
    mode : Mode or str, optional
        ``framework``, or ``mot`` for the Model Openness Tool's rules to the letter; it concerns ``mof`` alone.
    known : Catalogue, optional
        Where licences are looked up; fourfold's own by default.

    Returns
    -------
    mapping of str to dict
        The JSON of each framework, by name (DESIGN 10).

    Raises
    ------
    UsageError
        If a framework or the mode has no such name.

    Examples
    --------
    >>> from fourfold.artifact import Artifact, Bill, Claim
    >>> from fourfold.analyse import check
    >>> from fourfold.terms import Kind
    >>> bill = Bill("demo", (Artifact("weights", Kind.MODEL, (Claim("Apache-2.0"),)),))
    >>> audit(bill, check(bill), ["mof"])["mof"]["class"]
    0
    """
    names = [framework.name for framework in FRAMEWORKS]
    wanted = names if frameworks is None else list(frameworks)
    for what, asked, there in (("framework", wanted, names), ("mode", [mode], list(Mode))):
        unknown = [name for name in asked if name not in there]
        if unknown:
            raise UsageError(f"there is no {what} {unknown[0]!r}", hint=f"one of: {', '.join(there)}")
    release = Release(bill, report, known or catalogue())
    return {each.name: each.assess(release, Mode(mode)) for each in FRAMEWORKS if each.name in wanted}


__all__ = ["FRAMEWORKS", "Framework", "Mode", "audit"]
