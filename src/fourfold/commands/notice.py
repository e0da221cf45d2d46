"""``fourfold notice``: what has to be put beside the release, written or looked for."""

from __future__ import annotations

import argparse
import os
from typing import Any

from fourfold.commands.base import add_question, analyse, graph_of, settings
from fourfold.commands.output import add_output, color, say, to_json, write
from fourfold.errors import UsageError


def add(commands: Any) -> None:
    """Add the command to the parser."""
    notice = commands.add_parser(
        "notice", help="what has to go along: licence texts, NOTICE, display lines; written or looked for"
    )
    notice.add_argument(
        "paths", nargs=1, metavar="PATH", help="bill of materials, directory, manifest or card; - for standard input"
    )
    notice.add_argument(
        "--write", metavar="DIR", help="write NOTICE there, and the licence texts that your own tree holds"
    )
    notice.add_argument(
        "--check",
        action="store_true",
        help="look for it in PATH, or in the directory of --write; exit 1 if something is missing",
    )
    add_question(notice)
    add_output(notice, ("text", "json"))
    notice.set_defaults(run=_notice)


def _notice(arguments: argparse.Namespace) -> int:
    from fourfold.api import notice
    from fourfold.deposit import deposit
    from fourfold.folder import inspect

    path = arguments.paths[0]
    if arguments.check and not arguments.write and not os.path.isdir(path):
        raise UsageError(f"--check looks into a directory, and {path} is none", hint="fourfold notice DIR --check")
    bill, report = analyse(arguments, path)
    answer = notice(bill, context=report.context, reading=report.profile, within=graph_of(settings(arguments)))
    written = deposit(answer, arguments.write) if arguments.write else None
    inspection = inspect(answer, arguments.write or path) if arguments.check else None
    if arguments.format == "json":
        more = {
            "check": inspection.to_dict() if inspection else None,
            "written": written.to_dict() if written else None,
        }
        write(arguments, to_json({**answer.to_dict(), **more}))
    else:
        from fourfold.report.base import legible
        from fourfold.report.changes import notice as render

        write(arguments, legible(render(answer, inspection, written, color=color(arguments))))
    if inspection is not None:
        return say(inspection.exit_code, inspection.cause)
    return say(0, _done(len(answer.copies), len(answer.demands), written.files if written else ()))


def _done(copies: int, demands: int, files: tuple[str, ...]) -> str:
    wrote = f"; wrote {', '.join(files)}" if files else ""
    return f"{copies} licence text{'s' * (copies != 1)}, {demands} demand{'s' * (demands != 1)}{wrote}"
