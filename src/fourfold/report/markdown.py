"""Markdown, for pull requests, job summaries and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fourfold.report.base import (
    asked,
    cited,
    counts,
    duty_groups,
    limits,
    loud,
    printable,
    quiet,
    rule_page,
    shown,
    versions,
)
from fourfold.report.group import FIRST, Group, groups, shapes
from fourfold.report.naming import named
from fourfold.report.words import ADVICE, MARK
from fourfold.terms import Freedom, Verdict
from fourfold.verdict import Finding, Report


def render(reports: Sequence[Report]) -> str:
    """Return the reports as Markdown, one after another.

    Parameters
    ----------
    reports : sequence of Report
        Everything that the JSON report says is here too, save the trees of reasons: ``fourfold explain`` prints these.
    """
    return "\n".join("\n".join(_report(report)) for report in reports)


_SPECIAL = re.compile(r"([\\`*_\[\]{}|~$])")


def escape(text: str) -> str:
    """Return a text that Markdown shows as it stands: no markup, no table cell, nobody called by name.

    Examples
    --------
    >>> escape("<script> @all")
    '&lt;script&gt; &#64;all'
    """
    text = " ".join(printable(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text).replace("@", "&#64;").replace("://", "&#58;//")


def _report(report: Report) -> Iterable[str]:
    report = named(report)
    limited = f", {limits(report)}" if limits(report) else ""
    yield f"# {MARK[report.verdict]} {escape(report.name)}: {report.verdict}"
    yield ""
    yield f"{escape(report.cause)} (exit {report.exit_code}){limited}"
    yield ""
    yield counts(report)
    yield ""
    size = f"{len(report.artifacts)} artifacts · {report.relations} relations"
    yield f"{size} · {escape(report.source)} · {escape(asked(report))}"
    yield ""
    yield from _freedoms(report)
    for title, findings in (("Findings", loud(report)), ("Notes, and what lies upstream", quiet(report))):
        if findings:
            yield f"## {title}"
            yield ""
            for group in groups(findings):
                yield from _group(group)
    yield from _duties(report)
    yield from _ignored(report.ignored)
    yield from _mix(report)
    yield from _artifacts(report)
    yield f"{versions(report)} · {ADVICE}"
    yield ""


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Yield a table under its heading; nothing for no rows."""
    body = ["| " + " | ".join(cells) + " |" for cells in rows]
    if body:
        yield from (f"## {title}", "") if title else ()
        yield "| " + " | ".join(head) + " |"
        yield "|" + " --- |" * len(head)
        yield from body
        yield ""


def _freedoms(report: Report) -> Iterable[str]:
    halves = (("freedom", "value"), ("by terms", "grants"), ("by release", "possible"))
    rows = []
    for label, pick in halves:
        cells = []
        for freedom in Freedom:
            state = report.freedoms[freedom]
            worse = " ?" if pick == "value" and state.may_worsen else ""
            mark = "**" if pick == "value" else ""
            cells.append(f"{mark}{getattr(state, pick)}{worse}{mark}")
        rows.append((f"**{escape(report.name)}**" if pick == "value" else label, *cells))
    yield from _table("", ("", *map(str, Freedom)), rows)
    if any(state.may_worsen for state in report.freedoms.values()):
        yield "? = could get worse: something is unknown"
        yield ""
    for line in report.decided_by:
        yield f"* decided by {escape(line)}"
    if report.decided_by:
        yield ""


def _group(group: Group) -> Iterable[str]:
    """Yield the first of a group in full, and the others as names behind a line that opens."""
    for finding in group.shown:
        yield from _finding(finding)
    if group.rest:
        yield f"<details><summary>{escape(group.summary)}: {escape(group.names)}</summary>"
        yield ""
        yield from (f"* {escape(finding.subject)}" for finding in group.rest)
        yield from ("", "</details>", "")


def _names(names: Sequence[str]) -> str:
    """Return some names for a cell; many of them behind a line that opens."""
    few = escape(", ".join(names[:FIRST]))
    if len(names) <= FIRST + 1:
        return escape(", ".join(names))
    return f"{few} <details><summary>{len(names) - FIRST:,} more</summary>{escape(', '.join(names[FIRST:]))}</details>"


def _finding(finding: Finding) -> Iterable[str]:
    known = " · known, in the baseline" if finding.known else ""
    yield f"### {MARK[finding.verdict]} {finding.verdict}{known} · [{finding.rule}]({rule_page(finding.rule)})"
    yield ""
    yield escape(finding.message)
    yield ""
    if finding.place.file:
        line = f":{finding.place.line}" if finding.place.line else ""
        pointer = f" · {escape(finding.place.pointer)}" if finding.place.pointer else ""
        yield f"* at {escape(shown(finding.place.file))}{line}{pointer}"
    for c in finding.clauses:
        yield f"* {escape(cited(c.label, c.clause.section, c.clause.kind))}: {escape(c.clause.says)}"
    if finding.verdict is Verdict.CONTESTED:
        for name, verdict in finding.readings.items():
            yield f"* reading {escape(name)}: {verdict}"
    if len(finding.path) > 1:
        yield f"* path: {escape(' → '.join(finding.path))}"
    for remedy in finding.remedies:
        yield f"* fix: {escape(remedy)}"
    yield f"* {finding.severity}, confidence {finding.confidence}, finding {finding.id}"
    yield ""


def _duties(report: Report) -> Iterable[str]:
    rows = []
    for duty, artifacts in duty_groups(report.duties):
        only = f" (only under the cautious reading of {duty.reading})" if duty.reading else ""
        clause = duty.clause
        where = cited(clause.label, clause.clause.section, duty.kind)
        rows.append((escape(where), _names(artifacts), escape(duty.text + only)))
    yield from _table("Obligations", ("clause", "at", "what"), rows)


def _ignored(entries: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    rows = [
        [
            escape(str(entry.get(key) or ""))
            for key in ("verdict", "rule", "subject", "message", "reason", "by", "until")
        ]
        for entry in entries
    ]
    yield from _table("Ignored", ("verdict", "rule", "at", "what", "reason", "by", "until"), rows)


def _mix(report: Report) -> Iterable[str]:
    rows = [
        (
            escape(row.license),
            str(row.artifacts),
            str(row.shipped),
            escape(", ".join(row.kinds)),
            " · ".join(f"{count} {grade}" for grade, count in row.evidence.items()),
        )
        for row in report.mix
    ]
    yield from _table("Licence mix", ("licence", "artifacts", "shipped", "kinds", "evidence"), rows)


def _artifacts(report: Report) -> Iterable[str]:
    rows = [
        (
            _names([each.id for each in alike]),
            escape(state.kind),
            escape(state.license or "none stated"),
            escape(state.effective),
            escape(state.evidence),
            "yes" if state.shipped else "no",
        )
        for alike in shapes(report.artifacts)
        for state in alike[:1]
    ]
    yield from _table("Artifacts", ("artifact", "kind", "states", "bound by", "evidence", "shipped"), rows)
