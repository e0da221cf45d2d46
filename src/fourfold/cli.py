"""The command line: a thin face on the library. Parse, call, render, exit code.

Imports stay inside the commands, because a command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from fourfold.errors import FourfoldError, UsageError
from fourfold.version import __version__

if TYPE_CHECKING:
    from fourfold.artifact import Bill
    from fourfold.graph import LicenseGraph
    from fourfold.verdict import Report

FORMATS = ("text", "concise", "json")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: exit code 2, and the cause on the last line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"{self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; the process's own by default.

    Returns
    -------
    int
        The exit code of DESIGN 8.
    """
    try:
        _utf8()
        arguments = _parser().parse_args(argv)
        if arguments.command is None:
            _parser().print_help()
            return 0
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except FourfoldError as error:
        print(f"fourfold: {error}", file=sys.stderr)  # noqa: T201
        return _say(error.exit_code, error.what)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say(2, "the output was closed")
    except KeyboardInterrupt:
        return _say(2, "interrupted")
    except (RecursionError, MemoryError, OSError) as error:
        return _say(2, f"{type(error).__name__}: {error}")
    return code


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say(code: int, cause: str) -> int:
    print(f"exit {code}: {cause.splitlines()[0] if cause else ''}", file=sys.stderr)  # noqa: T201
    return code


def _parser() -> _Parser:
    parser = _Parser(
        prog="fourfold",
        description="Says whether a release that bundles models, code and data keeps the four freedoms, and why.",
        epilog="Exit codes: 0 nothing fails, 1 conflict, 2 bad call or input, 3 undecided. Information, not legal advice.",
    )
    parser.add_argument("--version", action="version", version=f"fourfold {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _add_check(commands)
    _add_explain(commands)
    _add_graph(commands)
    _add_identify(commands)
    return parser


def _add_check(commands: Any) -> None:
    check = commands.add_parser("check", help="the gate: verdict, freedoms, findings, duties")
    check.add_argument("paths", nargs="+", metavar="PATH", help="directory, manifest or card; - for standard input")
    _question(check)
    _output(check, FORMATS)
    check.add_argument("--fail-on", choices=("conflict", "contested", "unknown", "obligation"), default="conflict")
    check.add_argument("--unknown", choices=("fail", "warn"), default=None, help="how an unknown at what goes out counts (default: fail)")
    check.add_argument("--exit-zero", action="store_true", help="exit 0 where it would be 1 or 3")
    check.set_defaults(run=_check)


def _add_explain(commands: Any) -> None:
    explain = commands.add_parser("explain", help="a licence, a pair of licences, a rule, or a finding of a release")
    explain.add_argument("what", nargs="*", metavar="WHAT", help="LICENSE | INBOUND OUTBOUND | RULE | FINDING-ID PATH")
    explain.add_argument("--relation", default="modified-from", metavar="VERB", help="how the new thing comes from the old (default: modified-from)")
    explain.add_argument("--list", action="store_true", help="list all rules")
    _question(explain)
    _output(explain, FORMATS)
    explain.set_defaults(run=_explain)


def _add_graph(commands: Any) -> None:
    graph = commands.add_parser("graph", help="the lineage as a tree, Mermaid or DOT")
    graph.add_argument("paths", nargs=1, metavar="PATH")
    graph.add_argument("--why", default="", metavar="ARTIFACT", help="show the branch of one artifact")
    _question(graph)
    _output(graph, ("text", "mermaid", "dot", "json"))
    graph.set_defaults(run=_graph)


def _add_identify(commands: Any) -> None:
    identify = commands.add_parser("identify", help="name the licence of a text")
    identify.add_argument("paths", nargs="+", metavar="FILE", help="a text; - for standard input")
    _output(identify, ("text", "json"))
    identify.set_defaults(run=_identify)


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", choices=("raw", "binary", "saas", "outputs", "private"))
    parser.add_argument("--purpose", choices=("any", "commercial", "non-commercial", "research"))
    parser.add_argument("--role", choices=("distributor", "end-user"))
    parser.add_argument("--territory", action="append", metavar="CODE", help="ISO 3166-1 code or EU; may be repeated")
    parser.add_argument("--mau", type=int, metavar="N", help="monthly active users")
    parser.add_argument("--revenue", type=float, metavar="USD", help="annual revenue in US dollars")
    parser.add_argument("--reading", choices=("text", "cautious"), default="text", help="which side of open questions decides the exit code")
    parser.add_argument("--licenses", metavar="DIR", help="a folder with licence files of your own")


def _output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    parser.add_argument("--format", choices=formats, default="text")
    parser.add_argument("--output", "-o", metavar="FILE", default="-", help="write the report there (default: standard output)")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--verbose", "-v", action="store_true", help="show notes and upstream findings as well")
    parser.add_argument("--quiet", "-q", action="store_true", help="print no report, only the exit line")


# ---------------------------------------------------------------------------- commands


def _check(arguments: argparse.Namespace) -> int:
    from fourfold.policy import FailOn, Policy, Unknown

    unknown = Unknown(arguments.unknown) if arguments.unknown else Unknown.FAIL
    policy = Policy(FailOn(arguments.fail_on), unknown, exit_zero=arguments.exit_zero)
    reports = [_analyse(arguments, path, policy)[1] for path in arguments.paths]
    if arguments.format == "json":
        text = _json([r.to_dict() for r in reports] if len(reports) > 1 else reports[0].to_dict())
    else:
        text = "\n".join(_render(report, arguments) for report in reports)
    _write(arguments, text)
    heaviest = max(reports, key=lambda report: (report.exit_code == 1, report.exit_code))
    return _say(heaviest.exit_code, heaviest.cause)


def _analyse(arguments: argparse.Namespace, path: str, policy: Any = None) -> tuple[Bill, Report]:
    from fourfold.api import check, read

    bill = read(path)
    report = check(
        bill,
        form=arguments.form,
        purpose=arguments.purpose,
        role=arguments.role,
        territory=arguments.territory,
        monthly_active_users=arguments.mau,
        annual_revenue_usd=arguments.revenue,
        reading=arguments.reading,
        policy=policy,
        within=_licenses(arguments),
    )
    return bill, report


def _licenses(arguments: argparse.Namespace) -> LicenseGraph | None:
    """Return a graph with the user's own licences, if a folder with some is named."""
    if not arguments.licenses:
        return None
    from fourfold.curation import with_licenses
    from fourfold.graph import LicenseGraph

    return LicenseGraph(with_licenses(arguments.licenses))


def _render(report: Report, arguments: argparse.Namespace) -> str:
    if arguments.format == "concise":
        from fourfold.report import concise

        return concise.render(report)
    from fourfold.report import terminal

    return terminal.render(report, color=_color(arguments), verbose=arguments.verbose)


def _explain(arguments: argparse.Namespace) -> int:
    if arguments.list:
        return _list_rules(arguments)
    match arguments.what:
        case [inbound, outbound] if not os.path.exists(outbound):  # noqa: PTH110  pathlib is a dear import here
            return _explain_pair(arguments, inbound, outbound)
        case [finding, path]:
            return _explain_finding(arguments, finding, path)
        case [name]:
            return _explain_name(arguments, name)
    raise UsageError("explain takes a licence, a pair of licences, a rule, or a finding and its release", hint="fourfold explain MIT GPL-3.0-only")


def _explain_pair(arguments: argparse.Namespace, inbound: str, outbound: str) -> int:
    from fourfold.api import override
    from fourfold.artifact import Context
    from fourfold.describe import pair
    from fourfold.graph import compare_names, graph, verb_of

    within = _licenses(arguments) or graph()
    context = override(
        Context(),
        form=arguments.form,
        purpose=arguments.purpose,
        role=arguments.role,
        territory=arguments.territory,
        monthly_active_users=arguments.mau,
        annual_revenue_usd=arguments.revenue,
    )
    answer = compare_names(within, inbound, outbound, verb_of(arguments.relation), context)
    data = pair(answer, within)
    if arguments.format == "json":
        _write(arguments, _json(data))
    else:
        from fourfold.report.cards import render_pair

        _write(arguments, render_pair(answer, data, color=_color(arguments)))
    code = _pair_code(answer.verdict.value, arguments.reading)
    return _say(code, f"{answer.inbound} → {answer.outbound}: {answer.verdict}")


def _pair_code(verdict: str, reading: str) -> int:
    if verdict == "contested":
        return 1 if reading == "cautious" else 0
    return {"conflict": 1, "unknown": 3}.get(verdict, 0)


def _explain_name(arguments: argparse.Namespace, name: str) -> int:
    from fourfold.graph import graph
    from fourfold.rules import BY_NAME

    rule = BY_NAME.get(name)
    if rule is not None:
        from fourfold.report.cards import render_rule

        data = {"rule": rule.name, "summary": rule.summary, "severity": rule.severity, "confidence": rule.confidence, "status": rule.status, "manual": rule.manual.strip()}
        _write(arguments, _json(data) if arguments.format == "json" else render_rule(rule.name, rule.manual, rule.status))
        return _say(0, f"rule {name}")
    from fourfold.describe import license_card
    from fourfold.report.cards import render_license

    within = _licenses(arguments) or graph()
    card = license_card(within.license(name), within)
    _write(arguments, _json(card) if arguments.format == "json" else render_license(card, color=_color(arguments)))
    return _say(0, f"licence {card['license']}")


def _explain_finding(arguments: argparse.Namespace, name: str, path: str) -> int:
    from fourfold.report.words import tree_lines

    _, report = _analyse(arguments, path)
    found = [f for f in report.findings if f.id.startswith(name)]
    if not found:
        raise UsageError(f"{path} has no finding {name!r}", hint="fourfold check PATH --format json lists their ids")
    if arguments.format == "json":
        _write(arguments, _json([finding.to_dict() for finding in found]))
    else:
        trees = ["\n".join(tree_lines(f.explanation)) for f in found if f.explanation]
        _write(arguments, "\n\n".join(trees) + "\n")
    return _say(0, f"{len(found)} finding")


def _list_rules(arguments: argparse.Namespace) -> int:
    from fourfold.rules import RULES

    if arguments.format == "json":
        _write(arguments, _json([{"rule": r.name, "summary": r.summary, "severity": r.severity} for r in RULES]))
    else:
        _write(arguments, "\n".join(f"{rule.name:<32} {rule.summary}" for rule in RULES) + "\n")
    return _say(0, f"{len(RULES)} rules")


def _graph(arguments: argparse.Namespace) -> int:
    from fourfold.report import diagram

    bill, report = _analyse(arguments, arguments.paths[0])
    if arguments.why and arguments.why not in {state.id for state in report.artifacts}:
        raise UsageError(f"there is no artifact {arguments.why!r}", hint="one of: " + ", ".join(s.id for s in report.artifacts[:8]))
    if arguments.format == "json":
        relations = [{"from": r.subject, "type": r.verb.value if r.verb else None, "word": r.word, "to": r.object} for r in bill.relations]
        text = _json({"schema": 1, "name": report.name, "artifacts": [s.to_dict() for s in report.artifacts], "relations": relations})
    elif arguments.format == "mermaid":
        text = diagram.mermaid(bill, report)
    elif arguments.format == "dot":
        text = diagram.dot(bill, report)
    else:
        text = diagram.tree(bill, report, why=arguments.why)
    _write(arguments, text)
    return _say(0, f"{len(report.artifacts)} artifacts")


def _identify(arguments: argparse.Namespace) -> int:
    from fourfold.identify import identify
    from fourfold.read.base import open_source

    results = []
    for path in arguments.paths:
        source = open_source(path)
        if source.is_directory:
            raise UsageError(f"{path} is a directory", hint="name a licence text")
        found = identify(source.text)
        results.append((path, found))
    if arguments.format == "json":
        dicts = [{"file": path, **found.to_dict()} for path, found in results]
        text = _json(dicts if len(dicts) > 1 else dicts[0])
    else:
        text = "\n".join(_identified(path, found) for path, found in results) + "\n"
    _write(arguments, text)
    named = sum(found.license is not None for _, found in results)
    return _say(0 if named == len(results) else 3, f"{named} of {len(results)} texts named")


def _identified(path: str, found: Any) -> str:
    lines = [f"{path}: {found.says}"]
    lines += [f"  not in {found.nearest}: {passage}" for passage in found.differences[:12]] if not found.license else []
    if found.missing and not found.license and found.nearest:
        lines.append(f"  {found.missing} passages of {found.nearest} are missing")
    return "\n".join(lines)


# ---------------------------------------------------------------------------- output


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(arguments: argparse.Namespace, text: str) -> None:
    if arguments.quiet:
        return
    if arguments.output == "-":
        sys.stdout.write(text)
        return
    try:
        with open(arguments.output, "w", encoding="utf-8") as stream:  # noqa: PTH123
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", arguments.output) from error


def _color(arguments: argparse.Namespace) -> bool:
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and arguments.output == "-")
