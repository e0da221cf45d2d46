"""What changed between two states of a release, and what has to go along with one, in words."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.attachment import Copy, Notice
from fourfold.comparison import ArtifactChange, Comparison, SourceChange, TextChange
from fourfold.contrast import Difference, LicenseChange
from fourfold.demand import Demand, Group
from fourfold.deposit import Written
from fourfold.folder import Inspection, State
from fourfold.report.lines import joined, wrap
from fourfold.report.words import ADVICE, COLOR, MARK, Paint, cite
from fourfold.terms import Freedom, Reach, Verdict
from fourfold.verdict import Finding


def comparison(answer: Comparison, *, color: bool = False, verbose: bool = False) -> str:
    """Return a comparison in words.

    Parameters
    ----------
    answer : Comparison
        What was found.
    color : bool, optional
        Whether to write colour codes.
    verbose : bool, optional
        Whether notes and duties are told as well.
    """
    paint = Paint(on=color)
    lines = (
        [f"{answer.before.name} → {answer.after.name}"]
        if answer.before.name != answer.after.name
        else [answer.after.name]
    )
    swapped = [change for change in answer.sources if change.license or (change.before and change.after)]
    told = {name for change in swapped for name in (*change.before, *change.after)}
    for source in answer.sources:
        lines += _source(source)
    for change in answer.changed:
        lines += _artifact(change)
    lines += [f"+ {name}" for name in answer.added if name not in told]
    lines += [f"- {name}" for name in answer.removed if name not in told]
    for text in answer.texts:
        lines += _text(text)
    lines += [f"= {answer.unchanged} artifact{'s' * (answer.unchanged != 1)} unchanged", ""]
    for mark, findings in (("new", answer.new), ("fixed", answer.fixed)):
        for finding in findings:
            if verbose or finding.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank:
                lines += _finding(mark, finding, paint)
    lines.append(_verdicts(answer.before.verdict, answer.after.verdict, paint))
    before, after = answer.before.freedoms, answer.after.freedoms
    moved = [f"{f} {before[f].value} → {after[f].value}" for f in Freedom if before[f].value is not after[f].value]
    lines += wrap(f"freedoms  {' · '.join(moved)}", "", "          ") if moved else []
    loud = [
        sum(f.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank for f in group) for group in (answer.new, answer.fixed)
    ]
    return joined([*lines, f"new findings {loud[0]} · fixed {loud[1]}", ADVICE])


def _verdicts(before: Verdict, after: Verdict, paint: Paint) -> str:
    if before is after:
        return paint(f"verdict   {MARK[after]} {after}, as before", COLOR[after])
    return f"verdict   {MARK[before]} {before} → " + paint(f"{MARK[after]} {after}", COLOR[after])


def _finding(mark: str, finding: Finding, paint: Paint) -> Iterator[str]:
    head = f"{mark:<9} {MARK[finding.verdict]} {finding.verdict} {finding.rule} ({finding.id})"
    yield paint(head, COLOR[finding.verdict] if mark == "new" else "2")
    yield from wrap(finding.message, "    ")


def _source(change: SourceChange) -> Iterator[str]:
    word = "base model  " if change.verb.reach is Reach.ADAPT else ""
    before, after = ", ".join(change.before), ", ".join(change.after)
    if before and after:
        yield from wrap(f"~ {change.artifact} {change.verb}  {word}{before} → {after}", "", "    ")
    else:
        sign, what = ("+", after) if after else ("-", before)
        yield from wrap(f"{sign} {change.artifact} {change.verb}  {what}", "", "    ")
    if change.license is not None:
        yield from _license(change.license)


def _artifact(change: ArtifactChange) -> Iterator[str]:
    called = change.after if change.before == change.after else f"{change.before} → {change.after}"
    version = f"  version {change.versions[0] or 'none'} → {change.versions[1] or 'none'}" * (
        change.versions[0] != change.versions[1]
    )
    yield from wrap(f"~ {called}{version}", "", "    ")
    if change.license is not None:
        yield from _license(change.license)


def _license(change: LicenseChange) -> Iterator[str]:
    if change.before != change.after:
        yield from wrap(f"license   {change.before or 'none'} → {change.after or 'none'}", "    ", " " * 14)
    for word, difference in (("condition", change.conditions), ("duty", change.duties)):
        yield from _difference(word, difference)
    moved = " · ".join(f"{freedom} {a} → {b}" for freedom, (a, b) in change.freedoms.items())
    if moved:
        through = "" if change.before != change.after else "  (through what it comes from)"
        yield from wrap(f"freedoms  {moved}{through}", "    ", " " * 14)


def _difference(word: str, difference: Difference) -> Iterator[str]:
    for sign, what in (("+", difference.added), ("−", difference.removed)):
        if what:
            yield from wrap(f"{sign} {word:<10} {', '.join(what)}", "    ", " " * 17)


def _text(change: TextChange) -> Iterator[str]:
    (then, now), (old, new) = change.licenses, change.digests
    before = f"{then or 'an unknown text'} ({old[:12]}…)" if old else "none"
    after = f"{now or 'an unknown text'} ({new[:12]}…)" if new else "none"
    yield from wrap(f"~ licence text  {before} → {after}", "", "    ")


_HEADS = {
    Group.SENTENCE: "in the NOTICE file",
    Group.DISPLAY: "to be shown",
    Group.NAME: "in the name",
    Group.CHANGES: "marks of change",
    Group.CREDIT: "credit and notices to be kept",
    Group.TERMS: "terms that recipients have to be bound by",
    Group.OTHER: "also asked",
}


def notice(
    answer: Notice, inspection: Inspection | None = None, written: Written | None = None, *, color: bool = False
) -> str:
    """Return a notice in words.

    Parameters
    ----------
    answer : Notice
        What has to go along.
    inspection : Inspection, optional
        What of it lies in a folder.
    written : Written, optional
        What was put there.
    color : bool, optional
        Whether to write colour codes.
    """
    paint = Paint(on=color)
    lines = [f"{answer.name} · reading: {answer.reading} · data {answer.tool['data']}", "", paint("licence texts", "1")]
    lines += [line for copy in answer.copies for line in _copy(copy)] or ["  none is asked for"]
    for group, head in _HEADS.items():
        demands = answer.of(group)
        if demands:
            lines += ["", paint(head, "1")]
            lines += [line for demand in demands for line in _demand(demand)]
    maybe = sum(not demand.counts(answer.reading) for demand in answer.demands)
    lines += ["", f"{maybe} more under the cautious reading only (--reading cautious)"] if maybe else []
    lines += [""] if answer.unknown else []
    for artifact, said in answer.unknown:
        why = "its licence is not stated" if said == "NOASSERTION" else f"{said} is no licence that is known"
        lines += wrap(f"? {artifact}: {why}, so what it asks for cannot be told", "", "  ")
    if written is not None:
        lines += ["", *_written(written)]
    if inspection is not None:
        lines += ["", *_inspection(inspection, paint)]
    if answer.text() and written is None and inspection is None:
        lines += ["", paint("NOTICE", "1"), *(f"  {line}" for line in answer.text().splitlines())]
    return joined([*lines, "", ADVICE])


def _copy(copy: Copy) -> Iterator[str]:
    why = f"for {', '.join(copy.upstream)}" if copy.upstream else "of the release itself"
    asked = "" if copy.required else "  (good custom, not asked for)"
    link = "  (the address is enough)" if copy.link_suffices else ""
    held = "  (in your tree)" if copy.held else ""
    yield from wrap(f"{copy.license}  {copy.name}  {copy.url}  {why}{asked}{link}{held}", "  ", "      ")


def _demand(demand: Demand) -> Iterator[str]:
    given = demand.clause.parameters
    set_words = given.sentence or given.phrase or given.prefix
    says = f'"{set_words}"' if set_words else demand.clause.says
    place = f", in one of: {', '.join(given.place).replace('-', ' ')}" if given.place else ""
    fits = ", and it does not" if demand.fits is False else ""
    only = f", {demand.condition} only" if demand.condition else ""
    one = ", or another way that the clause names" if given.alternative else ""
    whom = ", ".join(demand.upstream)
    yield from wrap(
        f"{says}{place}{fits}{only}{one}  [{cite(demand.cited)}; {demand.artifact}, for {whom}]", "  ", "      "
    )


def _written(written: Written) -> Iterator[str]:
    yield f"written to {written.folder}: {', '.join(written.files) or 'nothing, it is all there'}"
    for copy in written.add:
        yield from wrap(f"add the text of {copy.license}, from {copy.url or 'its steward'}", "  ", "      ")


def _inspection(inspection: Inspection, paint: Paint) -> Iterator[str]:
    verdicts = {State.MISSING: Verdict.CONFLICT, State.UNCLEAR: Verdict.UNKNOWN, State.PRESENT: Verdict.OK}
    yield paint(f"in {inspection.folder}", "1")
    for state, verdict in verdicts.items():
        for entry in inspection.of(state):
            head = paint(f"{MARK[verdict]} {state:<8}", COLOR[verdict])
            first, *more = wrap(f"{entry.what}: {entry.says}", " " * 13)
            yield f"  {head} {first.strip()}"
            yield from more
