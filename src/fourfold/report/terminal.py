"""The report as people read it in a terminal: verdict first, reason second, remedy third, clause always."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from fourfold.explain import ClauseCited
from fourfold.report.tame import tame
from fourfold.report.words import ADVICE, COLOR, EXTENT_COLOR, MARK, Paint, cite
from fourfold.terms import Extent, Freedom, Severity, Verdict
from fourfold.verdict import Duty, Finding, Report

WIDTH = 100
_SHOWN_CLAUSES = 3


def render(report: Report, *, color: bool = False, verbose: bool = False, again: str = "") -> str:
    """Return the text of a report.

    Parameters
    ----------
    report : Report
        What was found.
    color : bool, optional
        Whether to write colour codes.
    verbose : bool, optional
        Whether notes and upstream findings are written out as well.
    again : str, optional
        What follows ``fourfold explain ID`` for a reader of this very report; empty if the input cannot be read again.
    """
    report = tame(report)
    paint = Paint(on=color)
    lines: list[str] = [*_head(report, paint), ""]
    loud = [f for f in report.findings if f.shipped and f.severity is not Severity.NOTE]
    shown = {f.id for f in loud}
    quiet = [f for f in report.findings if f.id not in shown]
    for finding in loud:
        lines += [*_finding(finding, paint, again), ""]
    if verbose:
        for finding in quiet:
            lines += [*_finding(finding, paint, again), ""]
    lines += _freedoms(report, paint)
    lines += _duties(report.duties, paint, verbose=verbose)
    if quiet and not verbose:
        upstream = sum(not f.shipped for f in quiet)
        notes = len(quiet) - upstream
        parts = [
            *([f"{notes} note{'s' * (notes != 1)}"] if notes else []),
            *([f"{upstream} upstream"] if upstream else []),
        ]
        lines += ["", f"not shown: {', '.join(parts)} (--verbose)"]
    lines += _ignored(report)
    lines += ["", _count(report), ADVICE]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(report: Report, paint: Paint) -> list[str]:
    context = report.context
    asked = [
        f"for {context.purpose} purposes" if context.purpose != "any" else "for any purpose",
        f"form {context.form}",
    ]
    if context.territory:
        asked.append("in " + ", ".join(context.territory))
    verdict = paint(f"{MARK[report.verdict]} {report.verdict}", COLOR[report.verdict])
    asks = "online" if report.source.endswith(", online") else "offline"
    return [
        f"{report.name} · {len(report.artifacts)} artifacts · {report.relations} relations · reading: {report.profile} · data {report.tool['data']} · {asks}",
        f"{verdict}   {', '.join(asked)}",
    ]


def _finding(finding: Finding, paint: Paint, again: str) -> Iterable[str]:
    word, sign = finding.verdict.value, MARK[finding.verdict]
    if finding.verdict.rank <= Verdict.OK_WITH_OBLIGATIONS.rank:
        word, sign = finding.severity.value, "!"  # it stops nothing, and wants to be seen
    mark = paint(f"{sign} {word:<10}", COLOR[finding.verdict])
    where = str(finding.place)
    left = f"{mark} {finding.rule}"
    plain = len(f"{sign} {word:<10} {finding.rule}")
    yield left + (" " * max(2, WIDTH - plain - len(where)) + where if where else "")
    yield from _wrap(finding.message, "  ")
    for cited in _clauses(finding.clauses):
        yield from _wrap(f"{cite(cited)}: {cited.clause.says}", "    ")
    more = len(finding.clauses) - _SHOWN_CLAUSES
    if more > 0:
        # one line, however long: it is there to be copied
        how = f"fourfold explain {finding.id} {again}" if again else "--format json"
        yield f"    … and {more} more clause{'s' * (more != 1)}: {how}"
    if finding.verdict is Verdict.CONTESTED:
        for name, verdict in finding.readings.items():
            yield f"    {name:<9} {verdict}"
    if len(finding.path) > 1:
        yield from _wrap("path      " + " → ".join(finding.path), "  ", "            ")
    for i, remedy in enumerate(finding.remedies):
        yield from _wrap(("fix       " if i == 0 else "          ") + remedy, "  ", "            ")


def _clauses(clauses: Sequence[ClauseCited]) -> Sequence[ClauseCited]:
    return clauses[:_SHOWN_CLAUSES]


def _freedoms(report: Report, paint: Paint) -> list[str]:
    width = max(len(report.name), 12)
    head = " " * width + "  " + "".join(f"{freedom:<12}" for freedom in Freedom)
    out = [head]
    for label, pick in (("", "value"), ("by terms", "grants"), ("by release", "possible")):
        cells = ""
        for freedom in Freedom:
            state = report.freedoms[freedom]
            extent: Extent = getattr(state, pick)
            mark = "?" if pick == "value" and state.may_worsen else ""
            cells += paint(f"{extent + mark:<12}", EXTENT_COLOR[extent])
        out.append(f"{label or report.name:<{width}}  {cells}")
    if any(state.may_worsen for state in report.freedoms.values()):
        out.append(f"{'':<{width}}  ? = could get worse: something is unknown")
    for line in report.decided_by:
        out += _wrap(f"decided by {line}", "", "  ")
    return out


def _duties(duties: Sequence[Duty], paint: Paint, *, verbose: bool) -> list[str]:
    if not duties:
        return []
    maybe = [] if verbose else [duty for duty in duties if duty.reading]
    duties = [duty for duty in duties if verbose or not duty.reading]
    out = ["", paint("OBLIGATIONS", "1")]
    grouped: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        grouped.setdefault((duty.license, duty.kind), []).append(duty)
    for (_, kind), group in grouped.items():
        first = group[0]
        on = ", ".join(dict.fromkeys(duty.artifact for duty in group))
        only = " (only under the cautious reading)" if first.reading else ""
        text = f"{kind:<22} {on}: {first.text} [{cite(first.clause).rpartition(' (')[0]}]{only}"
        out += _wrap(text, "  ", " " * 25)
    if maybe:
        out.append(f"  {len(maybe)} more under the cautious reading only (--verbose)")
    return out


def _ignored(report: Report) -> list[str]:
    """Return what was let pass, with who said why and until when."""
    if not report.ignored:
        return []
    out = ["", "IGNORED"]
    for entry in report.ignored:
        until = f", until {entry['until']}" if entry.get("until") else ""
        by = f", {entry['by']}" if entry.get("by") else ""
        out += _wrap(
            f"{entry.get('rule')} {entry.get('subject', '')}: {entry.get('reason')}{by}{until}", "  ", "      "
        )
    return out


def _count(report: Report) -> str:
    counted = [f for f in report.findings if f.shipped]
    words = []
    for verdict, name in (
        (Verdict.CONFLICT, "conflict"),
        (Verdict.CONTESTED, "contested"),
        (Verdict.UNKNOWN, "unknown"),
    ):
        number = sum(f.verdict is verdict for f in counted)
        words.append(f"{number} {name}{'s' if verdict is Verdict.CONFLICT and number != 1 else ''}")
    words.append(f"{len(report.ignored)} ignored")
    return " · ".join(words)


def _wrap(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest if rest is not None else first,
        break_long_words=False,
        break_on_hyphens=False,
    )
