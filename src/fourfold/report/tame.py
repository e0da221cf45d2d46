"""Names from the input, made harmless for a terminal: they may neither forge a line nor steer the screen."""

from __future__ import annotations

from dataclasses import replace

from fourfold.artifact import Artifact, Bill, Relation
from fourfold.place import Place
from fourfold.report.base import printable
from fourfold.verdict import ArtifactState, Duty, Finding, MixRow, Report


def one_line(text: str) -> str:
    """Return a text on one line, its control characters replaced.

    Examples
    --------
    >>> one_line("a" + chr(10) + "b")
    'a b'
    """
    return printable(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))


def tame(report: Report) -> Report:
    """Return a report whose words from the input are each on one line and steer nothing."""
    return replace(
        report,
        name=one_line(report.name),
        source=one_line(report.source),
        cause=one_line(report.cause),
        findings=tuple(map(_finding, report.findings)),
        artifacts=tuple(map(_artifact, report.artifacts)),
        duties=tuple(map(_duty, report.duties)),
        mix=tuple(map(_row, report.mix)),
        decided_by=tuple(map(one_line, report.decided_by)),
    )


def tame_bill(bill: Bill) -> Bill:
    """Return a bill whose names are each on one line and steer nothing: for pictures."""
    return replace(
        bill,
        name=one_line(bill.name),
        artifacts=tuple(map(_named, bill.artifacts)),
        relations=tuple(map(_related, bill.relations)),
    )


def _named(artifact: Artifact) -> Artifact:
    return replace(artifact, id=one_line(artifact.id))


def _related(relation: Relation) -> Relation:
    return replace(
        relation, subject=one_line(relation.subject), object=one_line(relation.object), word=one_line(relation.word)
    )


def _finding(finding: Finding) -> Finding:
    return replace(
        finding,
        subject=one_line(finding.subject),
        message=one_line(finding.message),
        path=tuple(map(one_line, finding.path)),
        place=_place(finding.place),
        remedies=tuple(map(one_line, finding.remedies)),
    )


def _place(place: Place) -> Place:
    return replace(place, file=one_line(place.file))


def _artifact(state: ArtifactState) -> ArtifactState:
    return replace(
        state,
        id=one_line(state.id),
        license=one_line(state.license),
        resolved=one_line(state.resolved),
        effective=one_line(state.effective),
        name=one_line(state.name),
        version=one_line(state.version),
    )


def _duty(duty: Duty) -> Duty:
    return replace(duty, artifact=one_line(duty.artifact), license=one_line(duty.license))


def _row(row: MixRow) -> MixRow:
    return replace(row, license=one_line(row.license))
