"""What a bill of materials says too little of: whether a program's parts and dependencies are linked into it.

Bills tell that one thing contains or depends on another, seldom how. Beside each other, a copyleft part leaves the whole alone; linked, it
may not. The question is asked of what the bill is about, not of each library that depends on another.
"""

from __future__ import annotations

from dataclasses import replace

from fourfold.arrival import Arrival
from fourfold.artifact import Context
from fourfold.compatibility import Compatibility, situation
from fourfold.derive.base import Manner, Passage
from fourfold.explain import ReadingTaken, Step
from fourfold.graph import LicenseGraph
from fourfold.subject import Subject, against, arrival_finding
from fourfold.terms import Kind, Profile, Reach, Verdict

_BESIDE = frozenset({Manner.CONTAINS, Manner.RUNS})
BILLS = ("SPDX", "CycloneDX", "ORT")
"""Beginnings of the names of formats whose words leave it open; a manifest says what it means."""


def dependencies(subject: Subject, within: LicenseGraph, context: Context) -> None:
    """Note each licence of direct parts and dependencies that a program could not be under if it linked them.

    Parameters
    ----------
    subject : Subject
        What a bill of materials is about.
    within : LicenseGraph
        Where licences come from.
    context : Context
        The question's situation.
    """
    outbound = subject.own.expression
    if outbound is None or subject.artifact.kind not in {Kind.CODE, None}:
        return
    arriving = subject.arrivals.kinds()
    seen = {arrival.expression for arrival in arriving if arrival.passage.reach is Reach.LINK}  # told for certain
    for arrival in arriving:
        beside = arrival.passage.reach is Reach.BESIDE and arrival.passage.manner in _BESIDE
        if not beside or arrival.hops > 1 or arrival.expression in seen:
            continue
        seen.add(arrival.expression)
        where = situation(Passage(Reach.LINK), context, kind=subject.artifact.kind)
        linked = within.compare(arrival.expression, outbound, where)
        if linked.verdict is Verdict.CONFLICT:
            _note(subject, arrival, linked, within)


def _note(subject: Subject, arrival: Arrival, linked: Compatibility, within: LicenseGraph) -> None:
    reading = within.known.reading_on("dependency")
    assert reading is not None
    beside = ReadingTaken(reading.name, Profile.TEXT.value, reading.text_says, reading.held_by_text)
    joined = ReadingTaken(reading.name, Profile.CAUTIOUS.value, reading.cautious_says, reading.held_by_cautious)
    reasons = tuple(against(linked))
    sides = (
        Step(f"text: {Verdict.OK}", "reading", (beside,), Verdict.OK, Profile.TEXT),
        Step(f"cautious: {linked.verdict}", "reading", (joined, *reasons), linked.verdict, Profile.CAUTIOUS),
    )
    more = len(subject.arrivals.like(arrival)) - 1
    others = f" and {more} more under {arrival.expression}" if more else ""
    claim = f"nothing says whether {arrival.origin}{others} is linked into it; if it is: {reasons[0].claim}"
    whole = Step(claim, "reading", sides, Verdict.CONTESTED)
    answer = replace(linked, verdict=Verdict.CONTESTED, text=Verdict.OK, explanation=whole)
    subject.findings.append(arrival_finding(subject, arrival, answer, "copyleft-linked", (whole,), Verdict.CONTESTED))


def is_open(format_: str) -> bool:
    """Whether a format's words leave open how a program's parts go together.

    Parameters
    ----------
    format_ : str
        Name of the format that was read.

    Examples
    --------
    >>> is_open("CycloneDX 1.6"), is_open("fourfold manifest 1")
    (True, False)
    """
    return format_.startswith(BILLS)
