"""What reporters for pages and machines share: places as others need them, and the report's parts in the order they are told."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

from fourfold.place import Place
from fourfold.report.words import section_sign
from fourfold.terms import Extent, Freedom, Severity, Verdict
from fourfold.verdict import Duty, Finding, Report

REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands in the place of a character that no page and no log should hold."""
HOME = "https://github.com/fourfold/fourfold"
"""Where the project lives."""


def rule_page(rule: str) -> str:
    """Return the address of a rule's page.

    Examples
    --------
    >>> rule_page("ignore-unused").rpartition("/")[2]
    'rules.md#ignore-unused'
    """
    return f"{HOME}/blob/main/docs/reference/rules.md#{rule}"


def place_of(place: Place, report: Report) -> Place:
    """Return a place that has a file and a line, for formats that refuse anything less.

    What concerns the whole is shown where the first artifact stands; a release that was never in a file goes by its name.
    """
    if not place.file:
        stands = (state.place for state in report.artifacts if state.place.file)
        place = next(stands, Place(report.name or "release"))
    return Place(shown(place.file), place.line or 1, place.pointer)


def shown(file: str) -> str:
    """Return a path as it is below the working directory, with slashes, if it lies there."""
    if os.path.isabs(file):  # noqa: PTH117  no path is needed, only its text
        below = os.path.relpath(file)
        file = file if below.startswith(os.pardir) else below
    return file.replace(os.sep, "/")


def printable(text: str) -> str:
    """Return a text without what steers a terminal, turns the direction of writing or cannot be encoded.

    Examples
    --------
    >>> printable(chr(27) + "[31m") == REPLACED + "[31m"
    True
    """
    return "".join(letter if letter.isprintable() or letter in " \n\t" else REPLACED for letter in text)


_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")


def legible(text: str) -> str:
    """Return a rendered text whose escape codes are colours alone, whatever the names in it are.

    Examples
    --------
    >>> legible(chr(27) + "]0;title" + chr(7)) == REPLACED + "]0;title" + REPLACED
    True
    """
    return "".join(part if number % 2 else printable(part) for number, part in enumerate(_COLOUR.split(text)))


def loud(report: Report) -> list[Finding]:
    """Return the findings at what goes out that are more than notes: new ones before those of a baseline, worst first."""
    told = [finding for finding in report.findings if finding.shipped and finding.severity is not Severity.NOTE]
    return sorted(told, key=lambda finding: finding.known)


def quiet(report: Report) -> list[Finding]:
    """Return the other findings: notes, and what concerns things that do not go out."""
    return [finding for finding in report.findings if not finding.shipped or finding.severity is Severity.NOTE]


def asked(report: Report) -> str:
    """Say the question in a line, such as ``for commercial purposes · form raw · as distributor · in DE, FR · reading text``."""
    context = report.context
    users, revenue = context.monthly_active_users, context.annual_revenue_usd
    parts = [
        purpose(report),
        f"form {context.form}",
        f"as {context.role}",
        *([f"in {', '.join(context.territory)}"] if context.territory else []),
        *([f"{users:,} users a month"] if users is not None else []),
        *([f"{revenue:,.0f} US dollars a year"] if revenue is not None else []),
        f"reading {report.profile}",
    ]
    return " · ".join(parts)


def purpose(report: Report) -> str:
    """Say what the release is asked to be used for."""
    asked_for = report.context.purpose
    return "purpose not stated" if asked_for == "any" else f"for {asked_for} purposes"


def limits(report: Report) -> str:
    """Say that a verdict under which nothing fails has limits all the same; nothing where that need not be said."""
    if report.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank:
        return ""
    return "" if report.freedoms[Freedom.USE].value is Extent.GRANTED else "within the limits below"


def counts(report: Report) -> str:
    """Say in a line how many findings of what kind there are; those of a baseline are counted apart."""
    counted = [f for f in report.findings if f.shipped]
    number = {verdict: sum(f.verdict is verdict and not f.known for f in counted) for verdict in Verdict}
    known = sum(f.known for f in counted)
    conflicts = number[Verdict.CONFLICT]
    return " · ".join(
        (
            f"{conflicts} conflict{'s' * (conflicts != 1)}",
            f"{number[Verdict.CONTESTED]} contested",
            f"{number[Verdict.UNKNOWN]} unknown",
            f"{len(report.ignored)} ignored",
            *([f"{known} known, in the baseline"] if known else []),
        )
    )


def versions(report: Report) -> str:
    """Say in a line what made the report."""
    tool = report.tool
    return f"{tool['name']} {tool['version']} · data {tool['data']} ({tool['digest']})"


def cited(license_label: str, section: str, kind: str) -> str:
    """Name a clause.

    Examples
    --------
    >>> cited("Llama 3.1", "1.b.i", "name-prefix")
    'Llama 3.1 §1.b.i (name-prefix)'
    """
    return f"{license_label} {section_sign(section) + ' ' if section else ''}({kind})"


def duty_groups(duties: Sequence[Duty]) -> Iterable[tuple[Duty, tuple[str, ...]]]:
    """Yield each duty once, with all artifacts that carry it; those of one reading only come last."""
    grouped: dict[tuple[str, str, str, str], list[Duty]] = {}
    for duty in sorted(duties, key=lambda duty: bool(duty.reading)):
        grouped.setdefault((duty.license, duty.kind, duty.text, duty.reading), []).append(duty)
    for group in grouped.values():
        yield group[0], tuple(dict.fromkeys(duty.artifact for duty in group))
