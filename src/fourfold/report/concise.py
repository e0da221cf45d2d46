"""One finding a line: clickable, and made for grep."""

from __future__ import annotations

from fourfold.report.naming import named
from fourfold.report.tame import tame
from fourfold.terms import Verdict
from fourfold.verdict import Finding, Report


def render(report: Report) -> str:
    """Return a line for each finding that is more than a duty, then the verdict."""
    report = tame(named(report))
    lines = [_line(f) for f in report.findings if f.shipped and f.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank]
    freedoms = " ".join(f"{freedom}={state.value}" for freedom, state in report.freedoms.items())
    return "\n".join([*lines, f"{report.name}: {report.verdict} {freedoms}"]) + "\n"


def _line(finding: Finding) -> str:
    sections = ", ".join(dict.fromkeys(f"{c.license} {c.clause.section}".strip() for c in finding.clauses[:2]))
    where = str(finding.place) or finding.subject
    return f"{where}: {'known ' * finding.known}{finding.verdict} {finding.rule} {finding.message}" + (
        f" ({sections})" if sections else ""
    )
