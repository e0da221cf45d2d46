"""Findings that say the same of many things, told together: the first few in full, of the others the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from fourfold.terms import Verdict
from fourfold.verdict import ArtifactState, Finding

FIRST = 3
"""How many of a group are told in full."""
MOST = 12
"""How many findings of a rule are told in full, however their reasons differ; of conflicts all are."""
NAMED = 6
"""How many of the others a line names."""
MANY = 50
"""Artifacts from which on those that came out alike share a row."""
_ID = re.compile(r" \[[^\[\]]+\]\Z")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and verdict: for the same reason apart from their subject, or what is too much to tell."""

    shown: tuple[Finding, ...]
    rest: tuple[Finding, ...] = ()

    @property
    def summary(self) -> str:
        """What the others are, such as ``and 6,344 more license-missing`` (str)."""
        if not self.rest:
            return ""
        why = "" if self.shown else ", for reasons of their own"
        return f"and {len(self.rest):,} more {self.rest[0].rule}{why}"

    @property
    def names(self) -> str:
        """The first names of the others, with an ellipsis if there are more (str)."""
        return listed(list(dict.fromkeys(_ID.sub("", finding.subject) for finding in self.rest)))


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Put findings together, each group where its first one stands.

    Parameters
    ----------
    findings : iterable of Finding
        In the order in which they are told; none is lost.
    """
    held: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        held.setdefault(_reason(finding), []).append(finding)
    out: list[Group] = []
    told: Counter[Hashable] = Counter()
    over: dict[Hashable, list[Finding]] = {}
    for each in held.values():
        first = each[0]
        rule = first.rule, first.verdict, first.known, first.shipped
        if told[rule] >= MOST and first.verdict is not Verdict.CONFLICT:
            over.setdefault(rule, []).extend(each)
        else:
            out.append(Group(tuple(each[:FIRST]), tuple(each[FIRST:])))
            told[rule] += len(out[-1].shown)
    return (*out, *(Group((), tuple(each)) for each in over.values()))


def listed(names: Sequence[str]) -> str:
    """Return the first of some names.

    Examples
    --------
    >>> listed(list("abcdefgh"))
    'a, b, c, d, e, f, …'
    """
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def shapes(states: Iterable[ArtifactState]) -> tuple[tuple[ArtifactState, ...], ...]:
    """Put artifacts together that came out alike, in the order of their first; where there are few, each stands alone.

    Parameters
    ----------
    states : iterable of ArtifactState
        None is lost.
    """
    states = tuple(states)
    if len(states) <= MANY:
        return tuple((state,) for state in states)
    held: dict[Hashable, list[ArtifactState]] = {}
    for state in states:
        freedoms = tuple((freedom, found.value) for freedom, found in state.freedoms.items())
        key = state.kind, state.license, state.effective, state.evidence, state.shipped, freedoms
        held.setdefault(key, []).append(state)
    return tuple(map(tuple, held.values()))


def _reason(finding: Finding) -> Hashable:
    """Return what two findings must share to be told together: all but the subject, the place and the id."""
    subject = finding.subject
    return (
        finding.rule,
        finding.verdict,
        finding.severity,
        finding.known,
        finding.shipped,
        _without(finding.message, subject),
        tuple(_without(step, subject) for step in finding.path),
        tuple(_without(remedy, subject) for remedy in finding.remedies),
        tuple(finding.readings.items()),
        tuple((cited.license, cited.clause.kind, cited.clause.section) for cited in finding.clauses),
    )


def _without(text: str, subject: str) -> str:
    """Return a text with the subject blanked wherever it stands as a word of its own."""
    if not subject or subject not in text:
        return text
    out, *parts = text.split(subject)
    for part in parts:
        inside = out[-1:].isalnum() or part[:1].isalnum()
        out += (subject if inside else "\0") + part
    return out
