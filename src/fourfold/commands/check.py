"""``fourfold check``: the gate."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fourfold.commands.base import add_output, add_question, analyse, color, say, to_json, write

if TYPE_CHECKING:
    from fourfold.verdict import Report

FORMATS = ("text", "concise", "json")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    check = commands.add_parser("check", help="the gate: verdict, freedoms, findings, duties")
    check.add_argument("paths", nargs="+", metavar="PATH", help="directory, manifest or card; - for standard input")
    add_question(check)
    add_output(check, FORMATS)
    check.add_argument("--fail-on", choices=("conflict", "contested", "unknown", "obligation"), default="conflict")
    check.add_argument(
        "--unknown",
        choices=("fail", "warn"),
        default=None,
        help="how an unknown at what goes out counts (default: fail)",
    )
    check.add_argument("--exit-zero", action="store_true", help="exit 0 where it would be 1 or 3")
    check.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    from fourfold.policy import FailOn, Policy, Unknown

    unknown = Unknown(arguments.unknown) if arguments.unknown else Unknown.FAIL
    policy = Policy(FailOn(arguments.fail_on), unknown, exit_zero=arguments.exit_zero)
    reports = [analyse(arguments, path, policy)[1] for path in arguments.paths]
    if arguments.format == "json":
        text = to_json([r.to_dict() for r in reports] if len(reports) > 1 else reports[0].to_dict())
    else:
        text = "\n".join(_render(report, arguments) for report in reports)
    write(arguments, text)
    heaviest = max(reports, key=lambda report: (report.exit_code == 1, report.exit_code))
    return say(heaviest.exit_code, heaviest.cause)


def _render(report: Report, arguments: argparse.Namespace) -> str:
    if arguments.format == "concise":
        from fourfold.report import concise

        return concise.render(report)
    from fourfold.report import terminal

    return terminal.render(report, color=color(arguments), verbose=arguments.verbose)
