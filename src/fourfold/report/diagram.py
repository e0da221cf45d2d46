"""The lineage in words that draw: a tree in the terminal, Mermaid, DOT, GraphML.

Shape says the kind, the line says the verdict (solid ok, thick conflict, dotted contested or unknown), and a mark and a word stand
beside both, so that nothing rests on colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fourfold.artifact import Bill, Relation
from fourfold.graph import to_graphml
from fourfold.report.picture import Line, Node, Picture, license_of, verdicts
from fourfold.report.tame import tame, tame_bill
from fourfold.report.words import MARK
from fourfold.terms import Verdict
from fourfold.verdict import ArtifactState, Report


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
    marks = verdicts(report)
    lines: list[str] = []
    for root in [why] if why else _roots(bill, states):
        lines.append(f"{root}  {license_of(states.get(root))}")
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
        yield f"{indent}{'└─' if last else '├─'} {word}  {relation.object}  {license_of(states.get(relation.object))}{mark}{'  (see above)' if again and below.get(relation.object) else ''}"
        if not again:
            seen.add(relation.object)
            stack.extend(_push(below.get(relation.object, []), indent + ("   " if last else "│  ")))


def _push(relations: list[Relation], indent: str) -> list[tuple[Relation, str, bool]]:
    ordered = sorted(relations, key=lambda r: (r.verb or "", r.object))
    return [(r, indent, i == len(ordered) - 1) for i, r in reversed(list(enumerate(ordered)))]


_SHAPES = {
    "model": '["{}"]',
    "dataset": '[/"{}"/]',
    "code": '{{{{"{}"}}}}',
    "document": '>"{}"]',
    "service": '(("{}"))',
    "": '[("{}")]',
}
_ARROWS = {Verdict.CONFLICT: "==>", Verdict.CONTESTED: "-.->", Verdict.UNKNOWN: "-.->"}


def mermaid(what: Picture) -> str:
    """Return a picture as a Mermaid flowchart."""
    return "\n".join(["graph LR", *_graph(what, _mermaid_node, _mermaid_edge)]) + "\n"


def dot(what: Picture) -> str:
    """Return a picture in Graphviz's DOT language."""
    body = _graph(what, _dot_node, _dot_edge)
    return "\n".join(["digraph lineage {", "  rankdir=LR;", '  node [fontname="sans-serif"];', *body, "}"]) + "\n"


def graphml(what: Picture) -> str:
    """Return a picture as GraphML, for tools that draw or count graphs."""
    nodes = {
        node.key: {
            "title": node.title,
            "license": node.license,
            "kind": node.kind,
            "shipped": node.shipped,
            "verdict": node.verdict.value,
            "count": node.count,
        }
        for node in what.nodes
    }
    lines = [
        (line.start, line.end, {"relation": line.word, "verdict": line.verdict.value, "count": line.count})
        for line in what.lines
    ]
    return to_graphml(nodes, lines)


def _graph(what: Picture, node: Callable[[str, Node], str], edge: Callable[[str, str, Line], str]) -> Iterable[str]:
    names = {drawn.key: f"n{i}" for i, drawn in enumerate(what.nodes)}
    for drawn in what.nodes:
        yield node(names[drawn.key], drawn)
    for line in what.lines:
        yield edge(names[line.start], names[line.end], line)


def _words(line: Line) -> str:
    many = f"{line.count} × " if line.count > 1 else ""
    mark = f" {MARK[line.verdict]} {line.verdict}" if line.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank else ""
    return f"{many}{line.word}{mark}"


def _plain(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
    )


def _mermaid_node(name: str, node: Node) -> str:
    label = f"{_plain(node.title)}<br/>{_plain(node.license)}"
    return f"  {name}{_SHAPES.get(node.kind, _SHAPES['']).format(label)}"


def _mermaid_edge(start: str, end: str, line: Line) -> str:
    return f'  {start} {_ARROWS.get(line.verdict, "-->")}|"{_plain(_words(line))}"| {end}'


_DOT_SHAPES = {"model": "box", "dataset": "parallelogram", "code": "hexagon", "document": "note", "service": "ellipse"}
_DOT_STYLES = {Verdict.CONFLICT: "bold", Verdict.CONTESTED: "dotted", Verdict.UNKNOWN: "dashed"}


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _dot_node(name: str, node: Node) -> str:
    shape = _DOT_SHAPES.get(node.kind, "cylinder")
    return f"  {name} [shape={shape}, label={_quote(node.title)[:-1]}\\n{_quote(node.license)[1:]}];"


def _dot_edge(start: str, end: str, line: Line) -> str:
    return f"  {start} -> {end} [style={_DOT_STYLES.get(line.verdict, 'solid')}, label={_quote(_words(line))}];"
