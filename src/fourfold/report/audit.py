"""The full report in a terminal: mix, evidence, freedoms, duties, every framework in one table, and what was not checked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from fourfold.report.tame import one_line, tame
from fourfold.report.words import ADVICE, EXTENT_COLOR, Paint
from fourfold.terms import Freedom, Verdict
from fourfold.verdict import Report

WIDTH = 100
NOT_CHECKED = (
    "whether training data are complete or were lawfully gathered",
    "patents, trademarks, personal data, export rules",
    "code copied without a trace; weights were not opened",
)
_MARK = {
    "met": "✓",
    "pass": "✓",
    "not-met": "✗",
    "fail": "✗",
    "review": "±",
    "needs-review": "±",
    "unknown": "?",
    "incomplete": "?",
}


def render(report: Report, *, color: bool = False) -> str:
    """Return the text of an audit.

    Parameters
    ----------
    report : Report
        With its ``frameworks`` filled in.
    color : bool, optional
        Whether to write colour codes.
    """
    report = tame(report)
    paint = Paint(on=color)
    blocks = [
        [
            f"{report.name} · {len(report.artifacts)} artifacts · {report.source} · data {report.tool['data']} ({report.tool['digest']})"
        ],
        _mix(report, paint),
        _freedoms(report, paint),
        _findings(report, paint),
        _duties(report, paint),
        _frameworks(report.frameworks, paint),
        [paint("NOT CHECKED", "1"), *(f"  {line}" for line in NOT_CHECKED)],
        [ADVICE],
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block) + "\n"


def _mix(report: Report, paint: Paint) -> list[str]:
    width = min(60, max([len(row.license) for row in report.mix] + [12]))
    lines = [paint(f"{'LICENSE MIX':<{width}}  items  shipped  reach            evidence", "1")]
    for row in report.mix:
        evidence = " · ".join(f"{count} {grade}" for grade, count in row.evidence.items()) or "none"
        lines.append(
            f"{row.license[:width]:<{width}}  {row.artifacts:>5}  {row.shipped:>7}  {', '.join(row.kinds):<15}  {evidence}"
        )
    return lines


def _freedoms(report: Report, paint: Paint) -> list[str]:
    lines = [paint(f"{'FOUR FREEDOMS':<16}" + "".join(f"{freedom:<12}" for freedom in Freedom), "1")]
    for label, pick in (("distribution", "value"), ("  by terms", "grants"), ("  by release", "possible")):
        cells = [getattr(report.freedoms[freedom], pick) for freedom in Freedom]
        lines.append(f"{label:<16}" + "".join(paint(f"{cell:<12}", EXTENT_COLOR[cell]) for cell in cells))
    for line in report.decided_by:
        lines += textwrap.wrap(f"decided by {line}", WIDTH, subsequent_indent="  ")
    return lines


def _findings(report: Report, paint: Paint) -> list[str]:
    loud = [f for f in report.findings if f.shipped and f.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank]
    if not loud:
        return []
    lines = [paint("FINDINGS", "1")]
    for finding in loud:
        lines += textwrap.wrap(
            f"{finding.verdict:<10} {finding.rule}: {finding.message}",
            WIDTH,
            initial_indent="  ",
            subsequent_indent=" " * 13,
        )
    return lines


def _duties(report: Report, paint: Paint) -> list[str]:
    kinds: dict[str, list[str]] = {}
    for duty in report.duties:
        if not duty.reading:
            kinds.setdefault(duty.kind, []).append(duty.clause.label)
    if not kinds:
        return []
    lines = [paint("DUTIES", "1")]
    for kind, labels in kinds.items():
        lines += textwrap.wrap(
            f"{kind:<24} {', '.join(dict.fromkeys(labels))}", WIDTH, initial_indent="  ", subsequent_indent=" " * 27
        )
    return lines


def _frameworks(frameworks: Mapping[str, Any], paint: Paint) -> list[str]:
    if not frameworks:
        return []
    lines = [paint(f"{'DEFINITIONS':<20}{'answer':<14}why", "1")]
    for name, assessment in frameworks.items():
        answer = str(assessment.get("verdict", "")) or f"class {assessment.get('class')}"
        lines.append(f"{name:<20}{_MARK.get(answer, ' ')} {answer:<12}{_why(assessment)}")
        lines += [f"{'':<20}  {line}" for line in _details(assessment)]
    return lines


def _why(assessment: Mapping[str, Any]) -> str:
    if "progress" in assessment:
        return " · ".join(f"class {number}: {percent:.0f} %" for number, percent in assessment["progress"].items())
    counts: dict[str, int] = {}
    for criterion in assessment.get("criteria", ()):
        counts[str(criterion["verdict"])] = counts.get(str(criterion["verdict"]), 0) + 1
    return " · ".join(f"{count} {verdict}" for verdict, count in counts.items())


def _details(assessment: Mapping[str, Any]) -> Iterable[str]:
    """Yield what stands in the way, a line each: the steps to the next class, and criteria that are not met."""
    ahead = assessment.get("next")
    if ahead:
        yield from textwrap.wrap(f"next: {ahead['says']}", WIDTH - 22, subsequent_indent="    ")
    for criterion in assessment.get("criteria", ()):
        if criterion["verdict"] in {"not-met", "review", "unknown"}:
            yield from textwrap.wrap(
                f"{_MARK.get(criterion['verdict'], ' ')} {criterion['id']}: {_because(criterion)}",
                WIDTH - 22,
                subsequent_indent="    ",
            )


def _because(criterion: Mapping[str, Any]) -> str:
    reasons = criterion.get("because") or ()
    words = [
        reason if isinstance(reason, str) else str(reason.get("says") or reason.get("message") or reason)
        for reason in ([reasons] if isinstance(reasons, str | dict) else reasons)
    ]
    return one_line("; ".join(words[:2]))
