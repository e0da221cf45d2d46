"""How artifacts came out: each one's state, and how many stand under which licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from fourfold.expression import Expression
from fourfold.resolve import Resolved
from fourfold.standing import states
from fourfold.subject import Subject
from fourfold.terms import Freedom, Grade, Kind
from fourfold.verdict import ArtifactState, FreedomState, MixRow

_KINDS: Mapping[Kind | None, str] = {None: "", **{kind: kind.value for kind in Kind}}
_GRADES = {grade: grade.value for grade in Grade}


def came_out(subjects: Sequence[Subject]) -> tuple[ArtifactState, ...]:
    """Return how each artifact came out; those of one shape share their words and freedoms.

    Parameters
    ----------
    subjects : sequence of Subject
        All that was looked at, in the order of the bill.
    """
    shared: dict[int, tuple[str, str, Mapping[Freedom, FreedomState]]] = {}
    out = []
    for subject in subjects:
        artifact, own, model = subject.artifact, subject.own, subject.like or subject
        words = shared.get(id(model))
        if words is None:
            words = shared[id(model)] = _resolved(own), " AND ".join(map(_bracketed, model.effective)), states(model)
        resolved, effective, freedoms = words
        claim = own.claim
        out.append(
            ArtifactState(
                artifact.id,
                _KINDS[artifact.kind],
                "inherited" if artifact.inherited else claim.license if claim else "",
                resolved,
                _GRADES[claim.evidence] if claim and own.expression is not None else "",
                effective,
                subject.shipped,
                freedoms,
                artifact.place,
                artifact.name,
                artifact.version,
            )
        )
    return tuple(out)


def mix(subjects: Sequence[Subject]) -> tuple[MixRow, ...]:
    """Count artifacts by licence, the most frequent first.

    Parameters
    ----------
    subjects : sequence of Subject
        All that was looked at.
    """
    labels: dict[int, str] = {}
    rows: dict[str, list[Subject]] = {}
    for subject in subjects:
        model = subject.like or subject
        label = labels.get(id(model))
        if label is None:
            label = labels[id(model)] = " AND ".join(map(str, model.effective)) or _unstated(model)
        rows.setdefault(label, []).append(subject)
    table = [
        MixRow(
            label,
            len(group),
            sum(s.shipped for s in group),
            tuple(sorted(_KINDS[kind] for kind in {s.artifact.kind for s in group} if kind)),
            _graded(group),
        )
        for label, group in rows.items()
    ]
    return tuple(sorted(table, key=lambda row: (-row.artifacts, row.license)))


def _graded(group: Sequence[Subject]) -> dict[str, int]:
    counts = Counter(s.own.claim.evidence for s in group if s.own.claim and s.own.expression is not None)
    return {_GRADES[grade]: counts[grade] for grade in sorted(counts)}


def _resolved(own: Resolved) -> str:
    """Return the expression that the terms resolved to; empty if a part of it is not known."""
    if own.expression is None or any(not atom.ambiguous for atom in own.unknown):
        return ""
    return str(own.expression)


def _bracketed(expression: Expression) -> str:
    return f"({expression})" if " OR " in str(expression) else str(expression)


def _unstated(subject: Subject) -> str:
    """Name a row of the mix for what has no licence: a whole that only holds its parts lacks none."""
    return "(that of its parts)" if subject.artifact.inherited else "(none stated)"
