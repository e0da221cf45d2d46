"""The lineage as what a picture shows: nodes and lines, narrowed to a neighbourhood, and with what is alike drawn together."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fourfold.artifact import Bill
from fourfold.report.tame import tame, tame_bill
from fourfold.terms import Verdict
from fourfold.verdict import ArtifactState, Report

MOST = 60
"""Nodes from which on artifacts that are alike are drawn as one."""
_QUIET = frozenset({Verdict.OK, Verdict.OK_WITH_OBLIGATIONS})


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the picture, or several that are alike."""

    key: str
    title: str
    license: str
    kind: str
    shipped: bool
    verdict: Verdict
    """The worst that is found of the thing itself, what comes to it left aside."""
    count: int = 1
    """How many artifacts it stands for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One relation of the picture, or several between the same nodes; from the new thing to the old one."""

    start: str
    end: str
    word: str
    verdict: Verdict
    count: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn."""

    name: str
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    hidden: int = 0
    """Artifacts beyond the neighbourhood that was asked for."""
    omitted: int = 0
    """Relations between groups of artifacts that nothing is found against: around that many nobody follows one."""


def picture(bill: Bill, report: Report, *, focus: str = "", depth: int | None = None, most: int = MOST) -> Picture:
    """Return what a picture of a lineage shows.

    Parameters
    ----------
    bill : Bill
        What was read.
    report : Report
        What was found.
    focus : str, optional
        Id of an artifact: show what is connected with it, and nothing else.
    depth : int, optional
        Steps from the focus; without an end by default.
    most : int, optional
        Nodes from which on artifacts that are alike (kind, terms, verdict, whether they go out) are drawn as one.
    """
    bill, report = tame_bill(bill), tame(report)
    states = {state.id: state for state in report.artifacts}
    pairs = [(r.subject, r.object) for r in bill.relations if r.subject in states and r.object in states]
    shown = _near(focus, pairs, depth) if focus else frozenset(states)
    nodes = _nodes([state for name, state in states.items() if name in shown], report)
    apart = frozenset({focus, bill.name})
    grouped = _grouped(nodes, apart, most) if len(nodes) > most else {name: (node,) for name, node in nodes.items()}
    drawn = {members[0].key: members for members in grouped.values()}
    stands = {node.key: first for first, members in drawn.items() for node in members}
    groups = {first for first, members in drawn.items() if len(members) > 1}
    lines = list(_lines(bill, report, stands))
    kept = [line for line in lines if not (line.start in groups and line.end in groups and line.verdict in _QUIET)]
    omitted = sum(line.count for line in lines) - sum(line.count for line in kept)
    nodes_drawn = tuple(map(_one, drawn.values()))
    return Picture(report.name, nodes_drawn, tuple(kept), len(states) - len(shown), omitted)


def _near(focus: str, pairs: Iterable[tuple[str, str]], depth: int | None) -> frozenset[str]:
    """Return what lies within some steps of an artifact: what it came from, and what came from it."""
    seen = {focus}
    for forward in (True, False):
        ways: dict[str, list[str]] = {}
        for new, old in pairs:
            ways.setdefault(new if forward else old, []).append(old if forward else new)
        waiting, reached = deque([(focus, 0)]), {focus}
        while waiting:
            name, steps = waiting.popleft()
            for other in ways.get(name, ()) if depth is None or steps < depth else ():
                if other not in reached:
                    reached.add(other)
                    waiting.append((other, steps + 1))
        seen |= reached
    return frozenset(seen)


def _nodes(states: Iterable[ArtifactState], report: Report) -> dict[str, Node]:
    worst: dict[str, Verdict] = {}
    for finding in report.findings:
        if len(finding.path) < 3:
            worst[finding.subject] = max(worst.get(finding.subject, Verdict.OK), finding.verdict, key=lambda v: v.rank)
    return {s.id: Node(s.id, s.id, license_of(s), s.kind, s.shipped, worst.get(s.id, Verdict.OK)) for s in states}


def _grouped(nodes: Mapping[str, Node], apart: frozenset[str], most: int) -> dict[str, tuple[Node, ...]]:
    """Return for each node those that are drawn with it: those under the same terms, and of rare terms all together."""
    alike: dict[object, list[Node]] = {}
    for node in nodes.values():
        own = node.key if node.key in apart else ""
        alike.setdefault((own, node.kind, node.license, node.shipped, node.verdict), []).append(node)
    groups = sorted(alike.values(), key=lambda members: (members[0].key not in apart, -len(members), members[0].key))
    rare: dict[object, list[Node]] = {}
    for node in (node for members in groups[most // 2 :] for node in members):
        rare.setdefault((node.kind, node.shipped, node.verdict), []).append(node)
    found = groups if len(groups) <= most else [*groups[: most // 2], *rare.values()]
    return {node.key: members for group in found for members in [tuple(group)] for node in members}


def _one(members: tuple[Node, ...]) -> Node:
    first, *more = members
    if not more:
        return first
    terms = {node.license for node in members}
    title = f"{len(members)} × {first.kind or 'artifact'}"
    says = first.license if len(terms) == 1 else f"{len(terms)} other terms"
    return Node(first.key, title, says, first.kind, first.shipped, first.verdict, len(members))


def _lines(bill: Bill, report: Report, stands: Mapping[str, str]) -> Iterable[Line]:
    marks = verdicts(report)
    counted: Counter[tuple[str, str, str]] = Counter()
    worst: dict[tuple[str, str, str], Verdict] = {}
    for relation in bill.relations:
        start, end = stands.get(relation.subject), stands.get(relation.object)
        if start is None or end is None:
            continue
        key = start, end, relation.verb.value if relation.verb else f"({relation.word})"
        verdict = marks.get((relation.subject, relation.object), Verdict.OK)
        counted[key] += 1
        worst[key] = max(worst.get(key, Verdict.OK), verdict, key=lambda v: v.rank)
    for key, count in counted.items():
        yield Line(*key, worst[key], count)


def verdicts(report: Report) -> Mapping[tuple[str, str], Verdict]:
    """Return the worst verdict of each first hop, by subject and object.

    Parameters
    ----------
    report : Report
        What was found.
    """
    out: dict[tuple[str, str], Verdict] = {}
    for finding in report.findings:
        if len(finding.path) >= 3:
            key = finding.path[0], finding.path[2]
            out[key] = max(out.get(key, Verdict.OK), finding.verdict, key=lambda verdict: verdict.rank)
    return out


def license_of(state: ArtifactState | None) -> str:
    """Return an artifact's terms in a few words: stated, binding if they are others, evidence.

    Parameters
    ----------
    state : ArtifactState or None
        None for what has no state; it has no words.
    """
    if state is None:
        return ""
    stated = state.resolved or state.license or "no licence stated"
    same = {"", stated, f"({stated})", state.license}
    extra = f", under {state.effective}" if state.effective not in same else ""
    grade = f" [{state.evidence}]" if state.evidence else ""
    return f"{stated}{extra}{grade}"
