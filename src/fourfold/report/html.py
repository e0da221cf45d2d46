"""One page of HTML: no network, no script, light and dark, and it prints. Everything that comes from a file is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape as _escape
from typing import Any

from fourfold.explain import Step
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
from fourfold.report.group import FIRST, groups, shapes
from fourfold.report.naming import named
from fourfold.report.style import STYLE
from fourfold.report.words import ADVICE, MARK, tree_lines
from fourfold.terms import Freedom, Verdict
from fourfold.verdict import Finding, Report

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing."""


def render(reports: Sequence[Report]) -> str:
    """Return a page with all reports, the first at the top.

    Parameters
    ----------
    reports : sequence of Report
        At least one.
    """
    title = f"fourfold: {', '.join(report.name for report in reports[:3])}"
    body = "\n".join("\n".join(_report(report)) for report in reports)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """Return a text that HTML shows as it stands, in an element or an attribute.

    Control characters, which no page may hold, are shown as a replacement; so are marks that turn the direction of writing.
    """
    return _escape(printable(text), quote=True)


def _report(report: Report) -> Iterable[str]:
    report = named(report)
    word = report.verdict
    limited = f", {limits(report)}" if limits(report) else ""
    yield "<main>"
    yield f'<header class="{word}"><p class="tool">fourfold</p><h1>{escape(report.name)}</h1>'
    yield f'<p class="verdict">{_badge(word)} <span>{escape(report.cause)} (exit {report.exit_code}){limited}</span></p>'
    yield f"<p>{len(report.artifacts)} artifacts · {report.relations} relations · {escape(report.source)}</p>"
    yield f"<p>{escape(asked(report))}</p><p>{counts(report)}</p></header>"
    yield from _freedoms(report)
    yield from _findings("Findings", loud(report))
    yield from _duties(report)
    yield from _ignored(report.ignored)
    yield from _mix(report)
    yield from _artifacts(report)
    yield from _findings("Notes, and what lies upstream", quiet(report))
    yield f"<footer><p>{escape(versions(report))}</p><p>{ADVICE}</p></footer>"
    yield "</main>"


def _names(names: Sequence[str]) -> str:
    """Return some names; many of them behind a line that opens."""
    few = escape(", ".join(names[:FIRST]))
    if len(names) <= FIRST + 1:
        return escape(", ".join(names))
    return f"{few}<details><summary>{len(names) - FIRST:,} more</summary>{escape(', '.join(names[FIRST:]))}</details>"


def _badge(word: str) -> str:
    """Return a verdict with its mark: colour is never the only sign."""
    return f'<b class="badge {word}">{MARK[Verdict(word)]} {word}</b>'


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], count: int = 0) -> Iterable[str]:
    """Yield a section with a table, whose cells are HTML already; nothing for no rows. It counts its rows, or what they stand for."""
    body = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows]
    if body:
        yield f'<section><h2>{title} <small>{count or len(body)}</small></h2><div class="wide"><table><thead><tr>'
        yield "".join(f'<th scope="col">{name}</th>' for name in head) + "</tr></thead><tbody>"
        yield from body
        yield "</tbody></table></div></section>"


def _freedoms(report: Report) -> Iterable[str]:
    yield '<section><h2>Four freedoms</h2><div class="wide"><table class="freedoms"><thead><tr><td></td>'
    yield "".join(f'<th scope="col">{freedom}</th>' for freedom in Freedom) + "</tr></thead><tbody>"
    for label, pick in (("held", "value"), ("by the terms", "grants"), ("by the release", "possible")):
        cells = ""
        for freedom in Freedom:
            state = report.freedoms[freedom]
            extent = getattr(state, pick)
            worse = ' <abbr title="could get worse: something is unknown">?</abbr>'
            more = worse if pick == "value" and state.may_worsen else ""
            cells += f'<td class="extent {extent}">{extent}{more}</td>'
        yield f'<tr class="{pick}"><th scope="row">{label}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    if report.decided_by:
        yield "<ul>" + "".join(f"<li>decided by {escape(line)}</li>" for line in report.decided_by) + "</ul>"
    yield "</section>"


def _findings(title: str, findings: Sequence[Finding]) -> Iterable[str]:
    if findings:
        yield f"<section><h2>{title} <small>{len(findings)}</small></h2>"
        for group in groups(findings):
            for finding in group.shown:
                yield from _finding(finding)
            if group.rest:
                rows = "".join(f'<li id="f-{escape(f.id)}">{escape(f.subject)}</li>' for f in group.rest)
                yield f"<details><summary>{escape(group.summary)}: {escape(group.names)}</summary><ul>{rows}</ul></details>"
        yield "</section>"


def _finding(finding: Finding) -> Iterable[str]:
    yield f'<article class="finding {finding.verdict}" id="f-{escape(finding.id)}">'
    page = escape(rule_page(finding.rule))
    known = " <i>known, in the baseline</i>" if finding.known else ""
    yield f'<h3>{_badge(finding.verdict)}{known} <a href="{page}">{escape(finding.rule)}</a>'
    yield f"<code>{_place(finding)}</code></h3><p>{escape(finding.message)}</p>"
    if finding.clauses:
        yield "<ul class=clauses>"
        for c in finding.clauses:
            name = escape(cited(c.label, c.clause.section, c.clause.kind))
            yield f"<li><b>{name}</b> {escape(c.clause.says)}</li>"
        yield "</ul>"
    yield "<dl>"
    if finding.verdict is Verdict.CONTESTED:
        for name, verdict in finding.readings.items():
            yield f"<dt>reading {escape(name)}</dt><dd>{_badge(verdict)}</dd>"
    if len(finding.path) > 1:
        yield f"<dt>path</dt><dd>{escape(' → '.join(finding.path))}</dd>"
    if finding.remedies:
        fixes = "".join(f"<li>{escape(remedy)}</li>" for remedy in finding.remedies)
        yield f"<dt>fix</dt><dd><ul>{fixes}</ul></dd>"
    yield f"<dt>weight</dt><dd>{finding.severity}, confidence {finding.confidence}, finding {escape(finding.id)}</dd></dl>"
    yield from _reasons(finding.explanation)
    yield "</article>"


def _place(finding: Finding) -> str:
    place = finding.place
    line = f":{place.line}" if place.line else ""
    return escape(f"{shown(place.file)}{line}" if place.file else finding.subject)


def _reasons(step: Step | None) -> Iterable[str]:
    if step is not None and step.because:
        tree = escape("\n".join(tree_lines(step)))
        yield f"<details><summary>the reasons, as a tree</summary><pre>{tree}</pre></details>"


def _duties(report: Report) -> Iterable[str]:
    rows = []
    for duty, artifacts in duty_groups(report.duties):
        clause = duty.clause
        only = f" <i>only under the cautious reading of {escape(duty.reading)}</i>" if duty.reading else ""
        where = escape(cited(clause.label, clause.clause.section, duty.kind))
        rows.append((where, _names(artifacts), escape(duty.text) + only))
    yield from _table("Obligations", ("clause", "at", "what"), rows)


def _ignored(entries: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    keys = ("rule", "subject", "message", "reason", "by", "until")
    rows = [(_badge(entry["verdict"]), *(escape(str(entry.get(key) or "")) for key in keys)) for entry in entries]
    yield from _table("Ignored", ("verdict", "rule", "at", "what", "reason", "by", "until"), rows)


def _mix(report: Report) -> Iterable[str]:
    rows = []
    for row in report.mix:
        share = round(100 * row.artifacts / max(1, len(report.artifacts)), 1)
        bar = f'<span class="bar"><span style="width:{share}%"></span></span> {row.artifacts}'
        evidence = " · ".join(f"{count} {grade}" for grade, count in row.evidence.items())
        rows.append((escape(row.license), bar, str(row.shipped), escape(", ".join(row.kinds)), escape(evidence)))
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
            " ".join(
                f'<span class="extent {s.value}" title="{f} {s.value}">{f}</span>' for f, s in state.freedoms.items()
            ),
        )
        for alike in shapes(report.artifacts)
        for state in alike[:1]
    ]
    head = ("artifact", "kind", "states", "bound by", "evidence", "shipped", "freedoms")
    yield from _table("Artifacts", head, rows, len(report.artifacts))
