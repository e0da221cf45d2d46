"""``fourfold graph``: the lineage as a picture."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fourfold.commands.base import add_question, analyse
from fourfold.commands.output import add_output, say, to_json, write
from fourfold.errors import UsageError

if TYPE_CHECKING:
    from fourfold.artifact import Bill
    from fourfold.verdict import Report


def add(commands: Any) -> None:
    """Add the command to the parser."""
    graph = commands.add_parser("graph", help="the lineage as a tree, SVG, Mermaid, DOT or GraphML")
    graph.add_argument("paths", nargs=1, metavar="PATH")
    graph.add_argument("--why", default="", metavar="ARTIFACT", help="show the branch of one artifact")
    graph.add_argument("--focus", default="", metavar="ARTIFACT", help="draw what is connected with one artifact")
    graph.add_argument("--depth", type=_steps, metavar="N", help="steps from the focus that are drawn (default: all)")
    graph.add_argument("--all", action="store_true", help="draw each artifact, however many are alike")
    add_question(graph)
    add_output(graph, ("text", "svg", "mermaid", "dot", "graphml", "json"))
    graph.set_defaults(run=_graph)


def _graph(arguments: argparse.Namespace) -> int:
    from fourfold.report import diagram

    bill, report = analyse(arguments, arguments.paths[0])
    known = {state.id for state in report.artifacts}
    for name in (arguments.why, arguments.focus):
        if name and name not in known:
            raise UsageError(f"there is no artifact {name!r}", hint="one of: " + ", ".join(sorted(known)[:8]))
    match arguments.format:
        case "json":
            text = to_json(_value(bill, report))
        case "text":
            text = diagram.tree(bill, report, why=arguments.why or arguments.focus)
        case _:
            text = _drawn(arguments, bill, report)
    write(arguments, text)
    return say(0, f"{len(report.artifacts)} artifacts")


def _steps(word: str) -> int:
    if not word.isdecimal():
        raise UsageError(f"--depth: {word!r} is no number of steps", hint="--depth 2")
    return int(word)


def _value(bill: Bill, report: Report) -> dict[str, Any]:
    relations = [
        {"from": r.subject, "type": r.verb.value if r.verb else None, "word": r.word, "to": r.object}
        for r in bill.relations
    ]
    artifacts = [state.to_dict() for state in report.artifacts]
    return {"schema": 1, "name": report.name, "artifacts": artifacts, "relations": relations}


def _drawn(arguments: argparse.Namespace, bill: Bill, report: Report) -> str:
    from fourfold.report import diagram
    from fourfold.report.picture import MOST, picture
    from fourfold.report.svg import draw

    most = len(report.artifacts) if arguments.all or arguments.format == "graphml" else MOST
    what = picture(bill, report, focus=arguments.focus, depth=arguments.depth, most=most)
    draws = {"svg": draw, "mermaid": diagram.mermaid, "dot": diagram.dot, "graphml": diagram.graphml}
    return draws[arguments.format](what)
