"""Annotations as GitHub's runners read them from the log: the ten worst, because it shows no more of one step."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.report.base import cited, counts, loud, place_of, printable
from fourfold.report.words import MARK
from fourfold.terms import Severity
from fourfold.verdict import Finding, Report

MOST = 10
"""Annotations that GitHub shows of one step."""


def render(reports: Sequence[Report]) -> str:
    """Return the workflow commands, and after them a plain line a report.

    Parameters
    ----------
    reports : sequence of Report
        The worst findings of all of them come first.
    """
    every = [(finding, report) for report in reports for finding in loud(report)]
    every.sort(key=lambda pair: (pair[0].known, -pair[0].verdict.rank, pair[0].severity is not Severity.ERROR))
    lines = [_annotation(finding, report) for finding, report in every[:MOST]]
    if len(every) > MOST:
        lines.append(f"::notice title=fourfold::{len(every) - MOST} more findings stand in the summary of this step")
    for report in reports:
        freedoms = " ".join(f"{freedom}={state.value}" for freedom, state in report.freedoms.items())
        lines.append(_plain(f"{report.name}: {MARK[report.verdict]} {report.verdict} {freedoms} · {counts(report)}"))
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding, report: Report) -> str:
    place = place_of(finding.place, report)
    level = "notice" if finding.known else "error" if finding.severity is Severity.ERROR else "warning"
    title = f"{'known ' * finding.known}{finding.verdict} {finding.rule}"
    clauses = [cited(c.label, c.clause.section, c.clause.kind) + f": {c.clause.says}" for c in finding.clauses[:2]]
    text = "\n".join([finding.message, *clauses, *(f"fix: {remedy}" for remedy in finding.remedies[:1])])
    return f"::{level} file={_property(place.file)},line={place.line},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return printable(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(text: str) -> str:
    """Return a line that the runner cannot take for a command, whatever an artifact is called."""
    line = " ".join(printable(text).split())
    return f" {line}" if line.startswith(("::", "##[")) else line
