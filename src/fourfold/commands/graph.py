"""``fourfold graph``: the lineage as a picture."""

from __future__ import annotations

import argparse
from typing import Any

from fourfold.commands.base import add_output, add_question, analyse, say, to_json, write
from fourfold.errors import UsageError


def add(commands: Any) -> None:
    """Add the command to the parser."""
    graph = commands.add_parser("graph", help="the lineage as a tree, Mermaid or DOT")
    graph.add_argument("paths", nargs=1, metavar="PATH")
    graph.add_argument("--why", default="", metavar="ARTIFACT", help="show the branch of one artifact")
    add_question(graph)
    add_output(graph, ("text", "mermaid", "dot", "json"))
    graph.set_defaults(run=_graph)


def _graph(arguments: argparse.Namespace) -> int:
    from fourfold.report import diagram

    bill, report = analyse(arguments, arguments.paths[0])
    if arguments.why and arguments.why not in {state.id for state in report.artifacts}:
        raise UsageError(
            f"there is no artifact {arguments.why!r}", hint="one of: " + ", ".join(s.id for s in report.artifacts[:8])
        )
    if arguments.format == "json":
        relations = [
            {"from": r.subject, "type": r.verb.value if r.verb else None, "word": r.word, "to": r.object}
            for r in bill.relations
        ]
        text = to_json(
            {
                "schema": 1,
                "name": report.name,
                "artifacts": [s.to_dict() for s in report.artifacts],
                "relations": relations,
            }
        )
    elif arguments.format == "mermaid":
        text = diagram.mermaid(bill, report)
    elif arguments.format == "dot":
        text = diagram.dot(bill, report)
    else:
        text = diagram.tree(bill, report, why=arguments.why)
    write(arguments, text)
    return say(0, f"{len(report.artifacts)} artifacts")
