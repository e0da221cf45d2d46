"""Words and marks that reports share."""

from __future__ import annotations

from collections.abc import Iterable

from fourfold.explain import (
    Assumption,
    ClauseCited,
    EdgeCited,
    FactStated,
    LicenseDeclared,
    ReadingTaken,
    RelationRecorded,
    Step,
)
from fourfold.explain import Evidence as Leaf
from fourfold.terms import Extent, Verdict

MARK = {
    Verdict.OK: "✓",
    Verdict.OK_WITH_OBLIGATIONS: "✓",
    Verdict.CONFLICT: "✗",
    Verdict.CONTESTED: "±",
    Verdict.UNKNOWN: "?",
}
COLOR = {
    Verdict.OK: "32",
    Verdict.OK_WITH_OBLIGATIONS: "32",
    Verdict.CONFLICT: "31;1",
    Verdict.CONTESTED: "33",
    Verdict.UNKNOWN: "35",
}
EXTENT_COLOR = {Extent.GRANTED: "32", Extent.PARTIAL: "33", Extent.DENIED: "31;1", Extent.UNKNOWN: "35"}
ADVICE = "Information, not legal advice."


class Paint:
    """Colour, or none.

    Parameters
    ----------
    on : bool
        Whether escape codes are written.
    """

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        """Return the text, in the colour of an escape code."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def cite(cited: ClauseCited) -> str:
    """Name a clause: licence, section and kind."""
    section = f" {section_sign(cited.clause.section)}" if cited.clause.section else ""
    return f"{cited.label}{section} ({cited.clause.kind})"


def section_sign(section: str) -> str:
    """Put a section sign before a label that is a number or a letter."""
    return f"§{section}" if section[:1].isdigit() or len(section) < 4 else section


def leaf_words(leaf: Leaf) -> str:
    """Say one piece of evidence in a line."""
    match leaf:
        case ClauseCited():
            return f"{cite(leaf)}: {leaf.clause.says}"
        case EdgeCited(label=label, edge=edge):
            return f"{label} {section_sign(edge.section)} names {edge.to}: {edge.says}"
        case RelationRecorded(subject=subject, verb=verb, object=target, place=place):
            return f"recorded: {subject} {verb} {target}" + (f"  ({place})" if place.file else "")
        case LicenseDeclared(artifact=artifact, license=license_id, evidence=grade, place=place):
            graded = f" (grade {grade})" if grade else ""
            return f"stated: {artifact} is under {license_id}{graded}" + (f"  ({place})" if place.file else "")
        case FactStated(subject=subject, fact=fact, value=value):
            return f"stated: {subject}: {fact} = {value}"
        case ReadingTaken(reading=reading, side=side, says=says, held_by=held_by):
            holders = f" (held by: {'; '.join(held_by)})" if held_by else ""
            return f"reading {reading}, {side}: {says}{holders}"
        case Assumption(says=says):
            return f"assumed: {says}"


def tree_lines(step: Step, *, depth: int = 12) -> Iterable[str]:
    """Yield an explanation as an indented tree, a line a node."""
    yield step.claim
    yield from _children(step, "", depth)


def _children(step: Step, indent: str, depth: int) -> Iterable[str]:
    for i, node in enumerate(step.because):
        last = i == len(step.because) - 1
        branch, onward = ("└─ ", "   ") if last else ("├─ ", "│  ")
        if isinstance(node, Step):
            yield f"{indent}{branch}{node.claim}"
            if depth > 0:
                yield from _children(node, indent + onward, depth - 1)
        else:
            yield f"{indent}{branch}{leaf_words(node)}"
