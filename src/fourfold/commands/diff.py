"""``fourfold diff``: what changed between two states of a release."""

from __future__ import annotations

import argparse
from typing import Any

from fourfold.commands.base import add_question, analyse, graph_of, settings
from fourfold.commands.output import add_output, color, say, to_json, write
from fourfold.errors import UsageError


def add(commands: Any) -> None:
    """Add the command to the parser."""
    diff = commands.add_parser("diff", help="what changed between two states: licences, conditions, texts, verdict")
    diff.add_argument("old", metavar="OLD", help="the earlier state: bill of materials, directory, manifest or card")
    diff.add_argument("new", metavar="NEW", help="the later state; - for standard input")
    add_question(diff)
    add_output(diff, ("text", "json"))
    diff.set_defaults(run=_diff)


def _diff(arguments: argparse.Namespace) -> int:
    from fourfold.comparison import compare

    if arguments.old == arguments.new == "-":
        raise UsageError("standard input can be read once only", hint="fourfold diff OLD -")
    before = analyse(arguments, arguments.old)
    after = analyse(arguments, arguments.new)
    answer = compare(before, after, graph_of(settings(arguments)))
    if arguments.format == "json":
        write(arguments, to_json(answer.to_dict()))
    else:
        from fourfold.report.base import legible
        from fourfold.report.changes import comparison

        write(arguments, legible(comparison(answer, color=color(arguments), verbose=arguments.verbose)))
    return say(answer.exit_code, answer.cause)
