"""The report as people read it in a terminal: verdict first, reason second, remedy third, clause always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fourfold.explain import ClauseCited
from fourfold.report.base import counts, limits, loud, purpose, quiet
from fourfold.report.group import Group, groups, listed
from fourfold.report.lines import WIDTH, joined, wrap
from fourfold.report.naming import named
from fourfold.report.tame import tame
from fourfold.report.words import ADVICE, COLOR, EXTENT_COLOR, MARK, Paint, cite
from fourfold.terms import Extent, Freedom, Verdict
from fourfold.verdict import Duty, Finding, Report

SCREEN = 60
"""Lines from which on the verdict is told again at the end."""
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
    report = tame(named(report))
    paint = Paint(on=color)
    lines: list[str] = [*_head(report, paint), ""]
    for finding in loud(report) if verbose else ():
        lines += [*_finding(finding, paint, again, verbose=True), ""]
    for group in groups(loud(report)) if not verbose else ():
        lines += _group(group, paint, again)
    rest = quiet(report)
    for finding in rest if verbose else ():
        lines += [*_finding(finding, paint, again, verbose=True), ""]
    table = _freedoms(report, paint)
    before = len(lines)
    lines += [*table, *_duties(report.duties, paint, verbose=verbose), *_unshown(rest, verbose=verbose)]
    lines += _ignored(report)
    if len(lines) > SCREEN:
        seen = len(lines) - before <= SCREEN // 2
        lines += ["", _verdict(report, paint), *([] if seen else table)]
    lines += ["", counts(report), ADVICE]
    return joined(lines)


def _unshown(rest: Sequence[Finding], *, verbose: bool) -> Iterable[str]:
    """Yield how many notes and upstream findings there are besides."""
    if rest and not verbose:
        upstream = sum(not f.shipped for f in rest)
        notes = len(rest) - upstream
        parts = [
            *([f"{notes} note{'s' * (notes != 1)}"] if notes else []),
            *([f"{upstream} upstream"] if upstream else []),
        ]
        yield from ("", f"not shown: {', '.join(parts)} (--verbose)")


def _head(report: Report, paint: Paint) -> list[str]:
    asks = "online" if report.source.endswith(", online") else "offline"
    return [
        f"{report.name} · {len(report.artifacts)} artifacts · {report.relations} relations · reading: {report.profile} · data {report.tool['data']} · {asks}",
        _verdict(report, paint),
    ]


def _verdict(report: Report, paint: Paint) -> str:
    """Return the verdict with the question that it answers."""
    context = report.context
    asked = [purpose(report), f"form {context.form}"]
    if context.territory:
        asked.append("in " + ", ".join(context.territory))
    if limits(report):
        asked.append(limits(report))
    grave = [f for f in report.findings if f.shipped and f.verdict is report.verdict]
    if grave and all(f.known for f in grave):
        asked.append("known: the baseline holds it")
    return f"{paint(f'{MARK[report.verdict]} {report.verdict}', COLOR[report.verdict])}   {', '.join(asked)}"


def _group(group: Group, paint: Paint, again: str) -> Iterable[str]:
    """Yield the first of a group in full, and of the others the names."""
    for finding in group.shown:
        yield from (*_finding(finding, paint, again), "")
    if group.rest:
        yield from (*wrap(f"… {group.summary}: {group.names} (--verbose shows all)", "  ", "    "), "")


def _finding(finding: Finding, paint: Paint, again: str, *, verbose: bool = False) -> Iterable[str]:
    word, sign, tint = finding.verdict.value, MARK[finding.verdict], COLOR[finding.verdict]
    if finding.verdict.rank <= Verdict.OK_WITH_OBLIGATIONS.rank:
        word, sign = finding.severity.value, "!"  # it stops nothing, and wants to be seen
    if finding.known:
        word, sign, tint = f"known {word}", "·", "2"
    where = str(finding.place)
    left = f"{paint(f'{sign} {word:<10}', tint)} {finding.rule}"
    plain = len(f"{sign} {word:<10} {finding.rule}")
    yield left + (" " * max(2, WIDTH - plain - len(where)) + where if where else "")
    yield from wrap(finding.message, "  ")
    if finding.known and not verbose:
        return
    for cited in _clauses(finding.clauses):
        yield from wrap(f"{cite(cited)}: {cited.clause.says}", "    ")
    more = len(finding.clauses) - _SHOWN_CLAUSES
    if more > 0:
        # one line, however long: it is there to be copied
        how = f"fourfold explain {finding.id} {again}" if again else "--format json"
        yield f"    … and {more} more clause{'s' * (more != 1)}: {how}"
    if finding.verdict is Verdict.CONTESTED:
        for name, verdict in finding.readings.items():
            yield f"    {name:<9} {verdict}"
    if len(finding.path) > 1:
        yield from wrap("path      " + " → ".join(finding.path), "  ", "            ")
    for i, remedy in enumerate(finding.remedies):
        yield from wrap(("fix       " if i == 0 else "          ") + remedy, "  ", "            ")


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
        out += wrap(f"decided by {line}", "", "  ")
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
        at = list(dict.fromkeys(duty.artifact for duty in group))
        on = ", ".join(at) if verbose else listed(at)
        only = " (only under the cautious reading)" if first.reading else ""
        text = f"{kind:<22} {on}: {first.text} [{cite(first.clause).rpartition(' (')[0]}]{only}"
        out += wrap(text, "  ", " " * 25)
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
        out += wrap(f"{entry.get('rule')} {entry.get('subject', '')}: {entry.get('reason')}{by}{until}", "  ", "      ")
    return out
