"""``fourfold check``: the gate."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fourfold.commands.base import add_question, again, graph_of, judge, read_all, settings
from fourfold.commands.output import add_output, color, say, tell, to_json, write
from fourfold.errors import NothingToCheck, UsageError

if TYPE_CHECKING:
    from datetime import date

    from fourfold.artifact import Bill
    from fourfold.graph import LicenseGraph
    from fourfold.policy import Policy
    from fourfold.settings import Settings
    from fourfold.verdict import Report

FORMATS = ("text", "concise", "json", "sarif", "github", "markdown", "csv", "html")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    check = commands.add_parser("check", help="the gate: verdict, freedoms, findings, duties")
    check.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="bill of materials, directory, manifest or card; - for standard input (default: the configuration's inputs, else .)",
    )
    add_question(check)
    add_output(check, FORMATS)
    check.add_argument("--fail-on", choices=("conflict", "contested", "unknown", "obligation"))
    check.add_argument(
        "--unknown",
        metavar="WORD",
        help="how an unknown at what goes out counts: fail or warn; or shipped=WORD,upstream=WORD (default: shipped=fail,upstream=warn)",
    )
    check.add_argument("--exit-zero", action="store_true", help="exit 0 where it would be 1 or 3")
    check.add_argument(
        "--merge", action="store_true", help="take all inputs as one release, merged by package URL or id"
    )
    check.add_argument(
        "--strict",
        action="store_true",
        help="hold SPDX and CycloneDX documents against their standard as well; one that is not valid is a violation",
    )
    check.add_argument("--baseline", metavar="FILE", help="findings that do not fail; only new ones do")
    check.add_argument(
        "--write-baseline", metavar="FILE", help="write all findings of this run there, and let them pass"
    )
    check.add_argument(
        "--strict-baseline", action="store_true", help="fail if the baseline holds what is no longer found"
    )
    check.add_argument("--no-ignores", action="store_true", help="let no ignore of the configuration count")
    check.add_argument(
        "--as-of", metavar="DATE", help="the day on which ignores are held to their end (default: today)"
    )
    check.add_argument(
        "--show-config", action="store_true", help="print each setting with its origin, and check nothing"
    )
    check.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    settled = settings(
        arguments,
        unknown=arguments.unknown,
        fail_on=arguments.fail_on,
        inputs=arguments.paths or None,
        baseline=arguments.baseline,
    )
    within = graph_of(settled)
    policy = _policy(arguments, settled)
    if arguments.show_config:
        return _show(arguments, settled, policy, within)
    if list(settled.inputs).count("-") > 1:
        raise UsageError("standard input can be read once only", hint="fourfold check - OTHER")
    bills, paths, nothing = read_all(settled.inputs, settled, within, _reader(arguments))
    for error in nothing:
        tell(error)
    if not bills:
        return say(*_answer((), nothing, policy))
    reports = _reports(bills, settled, policy, within, arguments)
    repeat = [again(arguments, "" if arguments.merge else path) for path in paths[: len(reports)]]
    code, cause = _answer(reports, nothing, policy)
    write(arguments, _json(reports, code, cause) if arguments.format == "json" else _render(reports, arguments, repeat))
    if arguments.format == "github":
        _summarise(reports)
    return say(code, cause)


def _reader(arguments: argparse.Namespace) -> Callable[[str], Bill]:
    from functools import partial

    from fourfold.api import read

    plain = partial(read, online=arguments.online, scan=arguments.scan)
    if not arguments.strict:
        return plain
    if arguments.scan:
        raise UsageError(
            "--strict holds documents against their standard, --scan looks at directories", hint="one of them"
        )
    from fourfold import strict

    return partial(strict.read, plain=plain)


def _policy(arguments: argparse.Namespace, settled: Settings) -> Policy:
    from fourfold.baseline import read_baseline
    from fourfold.policy import Stale

    # the baseline that is about to be written need not be there yet
    wanted = settled.baseline and not arguments.write_baseline and not arguments.show_config
    policy = settled.policy(
        exit_zero=arguments.exit_zero,
        as_of=_day(arguments.as_of),
        baseline=read_baseline(settled.baseline) if wanted else None,
        stale=Stale.FAIL if arguments.strict_baseline else Stale.WARN,
    )
    return replace(policy, ignores=()) if arguments.no_ignores else policy


def _day(text: str | None) -> date | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of: {text!r} is no day", hint="--as-of 2027-01-31") from error


def _show(arguments: argparse.Namespace, settled: Settings, policy: Policy, within: LicenseGraph) -> int:
    from fourfold.gate import validate
    from fourfold.settings import rows

    validate(policy, within)
    table = rows(settled)
    if arguments.format == "json":
        write(arguments, to_json({row.name: row.to_dict() for row in table}))
    else:
        lines = [f"{row.name:<24} {_shown(row.value) or _unset(row.name):<40} {row.origin}" for row in table]
        write(arguments, "\n".join(lines) + "\n")
    return say(0, f"configuration: {settled.config.file or 'none'}")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_shown(entry)}" for key, entry in value.items() if entry)
    return "" if value is None else str(value)


def _unset(name: str) -> str:
    """Say what holds where nothing is set: of the question, what the input itself states."""
    return "none" if name in {"licenses", "baseline"} or name.startswith("policy.") else "as the input says"


def _reports(
    bills: Sequence[Bill], settled: Settings, policy: Policy, within: LicenseGraph, arguments: argparse.Namespace
) -> tuple[Report, ...]:
    from fourfold.baseline import baseline_of, write_baseline
    from fourfold.gate import apply_all
    from fourfold.merge import merge
    from fourfold.whereabouts import located

    if arguments.merge:
        bills = (merge(bills),)
    texts = {digest for bill in bills for digest in bill.texts}
    bare = tuple(judge(bill, settled, within) for bill in bills)
    reports = apply_all(bare, policy, within, texts=texts)
    if arguments.write_baseline:
        baseline = baseline_of(reports, policy)
        write_baseline(baseline, arguments.write_baseline)
        reports = apply_all(bare, replace(policy, baseline=baseline), within, texts=texts)
    return tuple(map(located, reports))


def _json(reports: Sequence[Report], code: int, cause: str) -> str:
    from fourfold.report.several import together

    return to_json(together(reports, code, cause))


def _render(reports: Sequence[Report], arguments: argparse.Namespace, repeat: Sequence[str]) -> str:
    match arguments.format:
        case "concise":
            from fourfold.report import concise

            return "".join(concise.render(report) for report in reports)
        case "sarif":
            from fourfold.report import sarif

            return sarif.render(reports)
        case "github":
            from fourfold.report import github

            return github.render(reports)
        case "markdown":
            from fourfold.report import markdown

            return markdown.render(reports)
        case "csv":
            from fourfold.report import csv

            return csv.render(reports)
        case "html":
            from fourfold.report import html

            return html.render(reports)
    from fourfold.report import terminal

    tint, verbose = color(arguments), arguments.verbose
    return "\n".join(
        terminal.render(report, color=tint, verbose=verbose, again=words)
        for report, words in zip(reports, repeat, strict=True)
    )


MOST_SUMMARY = 1_000_000
"""Bytes of one step's summary that GitHub takes (1 MiB, less some air)."""


def _summarise(reports: Sequence[Report]) -> None:
    """Write everything into the summary of the step, where one is asked for."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from fourfold.report import markdown

    text = markdown.render(reports).encode(errors="replace")
    if len(text) > MOST_SUMMARY:
        cut = text[:MOST_SUMMARY].rpartition(b"\n")[0]
        text = cut + b"\n\n*The rest is too long for a summary: fourfold check --format markdown shows it.*\n"
    try:
        with open(path, "ab") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"the step's summary cannot be written: {error.strerror}", path) from error


def _answer(reports: Sequence[Report], nothing: Sequence[NothingToCheck], policy: Policy) -> tuple[int, str]:
    """Return the heaviest exit code, with why it is that: 1 beats 3, and 3 beats 0."""
    answers = [(report.exit_code, report.cause, report.name) for report in reports]
    passed = ", let pass by --exit-zero" if policy.exit_zero else ""
    answers += [(0 if policy.exit_zero else 3, f"{error.where}: {error.what}{passed}", "") for error in nothing]
    code, cause, name = max(answers, key=lambda answer: (answer[0] == 1, answer[0]))
    others = sum(answer[0] != 0 for answer in answers) - 1
    if code and others:
        cause += f"; {others} more input{'s fail' if others != 1 else ' fails'}"
    return code, f"{name}: {cause}" if name and len(answers) > 1 else cause
