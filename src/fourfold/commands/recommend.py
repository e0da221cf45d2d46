"""``fourfold recommend``: which licence a release may, or must, have."""

from __future__ import annotations

import argparse
from typing import Any

from fourfold.commands.base import add_question, analyse, graph_of, settings
from fourfold.commands.output import add_output, color, say, to_json, write


def add(commands: Any) -> None:
    """Add the command to the parser."""
    recommend = commands.add_parser(
        "recommend", help="which licence the release may have, and the least that would change it"
    )
    recommend.add_argument(
        "paths", nargs=1, metavar="PATH", help="bill of materials, directory, manifest or card; - for standard input"
    )
    recommend.add_argument(
        "--want",
        metavar="LICENSE",
        help="the licence that is wanted, or freedoms: use=granted,share=granted (default: what is stated, else the freest)",
    )
    recommend.add_argument(
        "--artifact", action="append", default=[], metavar="ID", help="what the licence is for; may be repeated"
    )
    add_question(recommend)
    add_output(recommend, ("text", "json"))
    recommend.set_defaults(run=_recommend)


def _recommend(arguments: argparse.Namespace) -> int:
    from fourfold.api import recommend

    bill, report = analyse(arguments, arguments.paths[0])
    answer = recommend(
        bill,
        arguments.want,
        artifacts=arguments.artifact,
        context=report.context,
        reading=report.profile,
        within=graph_of(settings(arguments)),
    )
    if arguments.format == "json":
        write(arguments, to_json(answer.to_dict()))
    else:
        from fourfold.report.advice import render
        from fourfold.report.base import legible

        write(arguments, legible(render(answer, color=color(arguments), verbose=arguments.verbose)))
    return say(answer.exit_code, answer.cause)
