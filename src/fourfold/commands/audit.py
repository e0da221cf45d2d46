"""``fourfold audit``: the full report, with every framework."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from fourfold.commands.base import add_question, analyse
from fourfold.commands.output import add_output, color, say, to_json, write


def add(commands: Any) -> None:
    """Add the command to the parser."""
    audit = commands.add_parser("audit", help="the full report: mix, freedoms, duties, every framework")
    audit.add_argument("paths", nargs=1, metavar="PATH")
    audit.add_argument(
        "--framework",
        action="append",
        metavar="NAME",
        help="mof, osaid, eu-ai-act, software-heritage, …; may be repeated",
    )
    audit.add_argument(
        "--mode", choices=("framework", "mot"), default="framework", help="mot: the Model Openness Tool to the letter"
    )
    add_question(audit)
    add_output(audit, ("text", "json"))
    audit.set_defaults(run=_audit)


def _audit(arguments: argparse.Namespace) -> int:
    from fourfold.frameworks import audit

    bill, report = analyse(arguments, arguments.paths[0])
    report = replace(report, frameworks=audit(bill, report, arguments.framework, arguments.mode))
    if arguments.format == "json":
        write(arguments, to_json(report.to_dict()))
    else:
        from fourfold.report.audit import render

        write(arguments, render(report, color=color(arguments)))
    return say(report.exit_code, report.cause)
