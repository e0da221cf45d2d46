"""The lineage as a picture: a tree in the terminal, Mermaid, DOT.

Shape says the kind, the line says the verdict (solid ok, thick conflict, dotted contested or unknown), and a mark and a word stand
beside both, so that nothing rests on colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fourfold.artifact import Bill, Relation
from fourfold.report.tame import tame, tame_bill
from fourfold.report.words import MARK
from fourfold.terms import Verdict
from fourfold.verdict import ArtifactState, Report


def _verdicts(report: Report) -> Mapping[tuple[str, str], Verdict]:
    """Return the worst verdict of each first hop, by subject and object."""
    out: dict[tuple[str, str], Verdict] = {}
    for finding in report.findings:
        if len(finding.path) >= 3:
            key = finding.path[0], finding.path[2]
            out[key] = max(out.get(key, Verdict.OK), finding.verdict, key=lambda verdict: verdict.rank)
    return out


def _roots(bill: Bill, states: Mapping[str, ArtifactState]) -> list[str]:
    used = {relation.object for relation in bill.relations}
    return [name for name in states if name not in used] or sorted(states)[:1]


def tree(bill: Bill, report: Report, *, why: str = "") -> str:
    """Return the lineage as an indented tree, the newest things first.

    Parameters
    ----------
    bill : Bill
        What was read.
    report : Report
        What was found.
    why : str, optional
        Show this artifact's branch only.
    """
    bill, report = tame_bill(bill), tame(report)
    states = {state.id: state for state in report.artifacts}
    below: dict[str, list[Relation]] = {}
    for relation in bill.relations:
        below.setdefault(relation.subject, []).append(relation)
    marks = _verdicts(report)
    lines: list[str] = []
    for root in [why] if why else _roots(bill, states):
        lines.append(f"{root}  {_license(states.get(root))}")
        lines += _branch(root, below, states, marks)
    return "\n".join(lines) + "\n"


def _branch(
    root: str,
    below: Mapping[str, list[Relation]],
    states: Mapping[str, ArtifactState],
    marks: Mapping[tuple[str, str], Verdict],
) -> Iterable[str]:
    """Walk without recursion; a thing that was shown above is named again, not opened again."""
    seen = {root}
    stack: list[tuple[Relation, str, bool]] = _push(below.get(root, []), "")
    while stack:
        relation, indent, last = stack.pop()
        again = relation.object in seen
        verdict = marks.get((relation.subject, relation.object), Verdict.OK)
        mark = f"  {MARK[verdict]} {verdict}" if verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
        word = relation.verb.value if relation.verb else f"({relation.word})"
        yield f"{indent}{'└─' if last else '├─'} {word}  {relation.object}  {_license(states.get(relation.object))}{mark}{'  (see above)' if again and below.get(relation.object) else ''}"
        if not again:
            seen.add(relation.object)
            stack.extend(_push(below.get(relation.object, []), indent + ("   " if last else "│  ")))


def _push(relations: list[Relation], indent: str) -> list[tuple[Relation, str, bool]]:
    ordered = sorted(relations, key=lambda r: (r.verb or "", r.object))
    return [(r, indent, i == len(ordered) - 1) for i, r in reversed(list(enumerate(ordered)))]


def _license(state: ArtifactState | None) -> str:
    if state is None:
        return ""
    stated = state.resolved or state.license or "no licence stated"
    extra = f", under {state.effective}" if state.effective and state.effective not in {stated, state.license} else ""
    grade = f" [{state.evidence}]" if state.evidence else ""
    return f"{stated}{extra}{grade}"


_SHAPES = {
    "model": '["{}"]',
    "dataset": '[/"{}"/]',
    "code": '{{{{"{}"}}}}',
    "document": '>"{}"]',
    "service": '(("{}"))',
    "": '[("{}")]',
}
_ARROWS = {Verdict.CONFLICT: "==>", Verdict.CONTESTED: "-.->", Verdict.UNKNOWN: "-.->"}


def mermaid(bill: Bill, report: Report) -> str:
    """Return the lineage as a Mermaid flowchart."""
    return "\n".join(["graph LR", *_graph(bill, report, _mermaid_node, _mermaid_edge)]) + "\n"


def dot(bill: Bill, report: Report) -> str:
    """Return the lineage in Graphviz's DOT language."""
    body = _graph(bill, report, _dot_node, _dot_edge)
    return "\n".join(["digraph lineage {", "  rankdir=LR;", '  node [fontname="sans-serif"];', *body, "}"]) + "\n"


def _graph(
    bill: Bill,
    report: Report,
    node: Callable[[str, ArtifactState], str],
    edge: Callable[[str, str, str, Verdict], str],
) -> Iterable[str]:
    bill, report = tame_bill(bill), tame(report)
    states = {state.id: state for state in report.artifacts}
    names = {name: f"n{i}" for i, name in enumerate(states)}
    marks = _verdicts(report)
    for name, state in states.items():
        yield node(names[name], state)
    for relation in bill.relations:
        if relation.subject in names and relation.object in names:
            word = relation.verb.value if relation.verb else relation.word
            verdict = marks.get((relation.subject, relation.object), Verdict.OK)
            yield edge(names[relation.subject], names[relation.object], word, verdict)


def _plain(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
    )


def _mermaid_node(name: str, state: ArtifactState) -> str:
    label = f"{_plain(state.id)}<br/>{_plain(_license(state))}"
    return f"  {name}{_SHAPES.get(state.kind, _SHAPES['']).format(label)}"


def _mermaid_edge(subject: str, target: str, word: str, verdict: Verdict) -> str:
    mark = f" {MARK[verdict]} {verdict}" if verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
    return f'  {subject} {_ARROWS.get(verdict, "-->")}|"{_plain(word)}{mark}"| {target}'


_DOT_SHAPES = {"model": "box", "dataset": "parallelogram", "code": "hexagon", "document": "note", "service": "ellipse"}
_DOT_STYLES = {Verdict.CONFLICT: "bold", Verdict.CONTESTED: "dotted", Verdict.UNKNOWN: "dashed"}


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _dot_node(name: str, state: ArtifactState) -> str:
    shape = _DOT_SHAPES.get(state.kind, "cylinder")
    return f"  {name} [shape={shape}, label={_quote(state.id)[:-1]}\\n{_quote(_license(state))[1:]}];"


def _dot_edge(subject: str, target: str, word: str, verdict: Verdict) -> str:
    mark = f" {MARK[verdict]} {verdict}" if verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
    return f"  {subject} -> {target} [style={_DOT_STYLES.get(verdict, 'solid')}, label={_quote(word + mark)}];"
