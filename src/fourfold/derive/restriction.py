"""Does the outgoing licence forbid what the upstream demands?

A licence that allows no further restrictions cannot take in terms that narrow what recipients may do, unless it names
them itself. GPL-2.0 and Apache-2.0's patent clause are the classic pair.
"""

from __future__ import annotations

from dataclasses import replace

from fourfold.derive.base import NOTHING, Answer, Case
from fourfold.derive.copyleft import SAME, accepts
from fourfold.explain import Step
from fourfold.license import Clause
from fourfold.terms import Effect, Profile, Reach, Verdict

WHOLE = frozenset({Reach.ADAPT, Reach.LINK})


def ask(case: Case) -> Answer:
    """Return a step against for each inbound clause that the outbound terms cannot take in."""
    if case.outbound is None or case.same:
        return NOTHING
    closed = next(
        (
            c
            for c in case.outbound.of("no-further-restrictions")
            if c.reaches & case.reaches & WHOLE and case.in_form(c)
        ),
        None,
    )
    if closed is None:
        return NOTHING
    carried = {clause.kind for clause in case.outbound.clauses}
    whole = replace(case, reaches=case.reaches | {Reach.ADAPT}) if _covers_parts(case) else case
    allowed = set(closed.parameters.allows) | carried
    allowed |= _left_open(whole)
    steps: list[Step] = []
    for clause in whole.inbound_clauses(Effect.FORBID, Effect.CAP, Effect.VOID, Effect.REQUIRE, Effect.BIND):
        if not _narrows(case, clause) or clause.kind in allowed:
            continue
        claim = f"{case.outbound.label} lets nobody add restrictions, and {case.inbound.label} brings one ({case.kind(clause).label})"
        because = (case.inbound.cite(clause), case.outbound.cite(closed))
        steps.append(Step(claim, "further-restriction", because, Verdict.CONFLICT))
    steps.extend(_other_copyleft(case, closed))
    return Answer(tuple(steps))


def _covers_parts(case: Case) -> bool:
    """Whether the outbound terms must cover a whole program with what it loads: limits on changing a part then narrow the whole."""
    assert case.outbound is not None
    return Reach.LINK in case.reaches and any(Reach.LINK in c.reaches for c in case.outbound.of("same-license"))


def _narrows(case: Case, clause: Clause) -> bool:
    return case.kind(clause).narrowing and clause.kind not in SAME and not clause.parameters.law_only


def _left_open(case: Case) -> set[str]:
    """Return the kinds of which it is open whether they narrow anything: under the cautious reading they do."""
    if case.profile is not Profile.TEXT:
        return set()
    return {
        c.parameters.as_kind
        for c in case.inbound.license.clauses
        if c.effect is Effect.SILENT and c.reaches & case.reaches
    }


def _other_copyleft(case: Case, closed: Clause) -> list[Step]:
    """Return a step for each part that must keep its own licence in a whole that must have another one."""
    assert case.outbound is not None
    if not _covers_parts(case) or _freed(case):
        return []
    claim = f"{case.outbound.label} must cover the whole program, and {case.inbound.label} must stay on its part"
    kept = [
        clause
        for clause in case.inbound.clauses
        if clause.kind in SAME
        and clause.effect is Effect.BIND
        and clause.reaches & {Reach.ADAPT, Reach.LINK}
        and not accepts(case, clause)
    ]
    return [
        Step(claim, "copyleft-linked", (case.inbound.cite(clause), case.outbound.cite(closed)), Verdict.CONFLICT)
        for clause in kept
    ]


def _freed(case: Case) -> bool:
    """Whether an exception lifts the part's own copyleft for programs that load it: it then claims nothing of the whole."""
    return any(
        clause.kind in SAME and {clause.kind, f"{clause.kind}:{Reach.LINK}"} & set(by.parameters.waives)
        for clause, by in case.inbound.waived
    )
