"""Does the upstream demand its own terms for the new thing, and how far does that reach?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fourfold.derive.base import NOTHING, Answer, Case
from fourfold.explain import ClauseCited, EdgeCited, Step
from fourfold.license import Clause, Declared
from fourfold.terms import Effect, Reach, Verdict

SAME = ("same-license", "same-license--file", "same-license--library", "same-license--output")


_OPEN = ("private-use", "modifications", "distribution")


def ask(case: Case) -> Answer:
    """Return a step against if a same-licence condition reaches the new thing and its terms do not satisfy it."""
    if case.outbound is None or case.same:
        return NOTHING
    steps = [step for clause in case.inbound_clauses(Effect.BIND) if clause.kind in SAME for step in _one(case, clause)]
    return Answer(tuple(steps))


def _one(case: Case, clause: Clause) -> list[Step]:
    assert case.outbound is not None
    accepted = accepts(case, clause)
    cited = case.inbound.cite(clause)
    if accepted:
        return [
            Step(
                f"{case.outbound.label} is among the terms that {case.inbound.label} accepts ({accepted})",
                "copyleft-satisfied",
                (cited,),
            )
        ]
    if clause.parameters.open_terms:
        return [_not_open(case, cited)]
    claim = f"{case.inbound.label} demands its own terms for it; {case.outbound.label} is not among those it accepts"
    return [Step(claim, _rule(case), (cited,), Verdict.CONFLICT)]


def _not_open(case: Case, cited: ClauseCited) -> Step:
    """Return the step of terms that are not known to let the public use, change and pass on."""
    assert case.outbound is not None
    asks = f"{case.inbound.label} demands public terms for it, under which all may use, change and pass it on"
    if case.outbound.category_only and case.outbound.license.category != "Commercial":
        return Step(
            f"{asks}; whether {case.outbound.label} is that is not known", _rule(case), (cited,), Verdict.UNKNOWN
        )
    return Step(f"{asks}; {case.outbound.label} is not that", _rule(case), (cited,), Verdict.CONFLICT)


def _rule(case: Case) -> str:
    if Reach.LINK in case.reaches:
        return "copyleft-linked"
    if case.situation.passage.reach is Reach.LEARN:
        return "trained-on-share-alike"
    return "share-alike-clash"


def accepts(case: Case, clause: Clause) -> str:
    """Say why a same-licence condition is satisfied by the outbound terms; empty if it is not."""
    assert case.outbound is not None
    outbound = case.outbound.license.id
    if case.outbound.exception is None or case.outbound.exception is case.inbound.exception:
        if outbound == case.inbound.license.id:
            return "the same licence"
        if outbound in clause.parameters.accepts:
            return "named there"
        if outbound in case.inbound.license.versions:
            return "a version that the recipient may choose"
        if clause.parameters.later_versions and is_later(outbound, case.inbound.license.id):
            return "a later version"
    if clause.parameters.open_terms and all(any(case.outbound.of(kind)) for kind in _OPEN):
        return "terms under which all may use, change and pass it on"
    return ""


_VERSION = re.compile(r"^(?P<stem>.*?)-(?P<version>\d+(?:\.\d+)*)(?P<tail>.*)$")


def is_later(candidate: str, than: str) -> bool:
    """Whether one id is a later version of the same licence.

    Examples
    --------
    >>> is_later("CC-BY-SA-4.0", "CC-BY-SA-3.0")
    True
    >>> is_later("CC-BY-4.0", "CC-BY-SA-3.0")
    False
    """
    new, old = _VERSION.match(candidate), _VERSION.match(than)
    if not new or not old or new["stem"] != old["stem"] or new["tail"] != old["tail"]:
        return False
    return [int(part) for part in new["version"].split(".")] > [int(part) for part in old["version"].split(".")]


def declared(case: Case) -> Step | None:
    """Return the step of an edge that the inbound text itself names for these reaches, if there is one."""
    if case.outbound is None:
        return None
    exception = case.inbound.exception.edges if case.inbound.exception else ()
    named = {case.outbound.license.id, case.outbound.id}
    edge = _answering(case, [edge for edge in (*exception, *case.inbound.license.edges) if edge.to in named])
    if edge is None:
        return None
    return Step(
        f"{case.inbound.label} names {case.outbound.label} itself: {edge.says}",
        _rule(case) if edge.type == "conflict" else f"declared-{edge.type}",
        (EdgeCited(case.inbound.id, case.inbound.label, edge),),
        Verdict.CONFLICT if edge.type == "conflict" else Verdict.OK,
    )


def _answering(case: Case, edges: Sequence[Declared]) -> Declared | None:
    """Return the edge that answers for these reaches: what may itself go out under a licence may be loaded by a program under it."""
    for edge in edges:
        if edge.reaches & case.reaches:
            return edge
    if Reach.LINK not in case.reaches:
        return None
    return next((edge for edge in edges if Reach.ADAPT in edge.reaches and edge.type == "relicensable"), None)
