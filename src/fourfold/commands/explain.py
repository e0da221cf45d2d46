"""``fourfold explain``: a licence, a pair, a rule, a finding."""

from __future__ import annotations

import argparse
import os
from typing import Any

from fourfold.commands.base import add_question, analyse, licenses
from fourfold.commands.output import add_output, color, say, to_json, write
from fourfold.errors import UsageError


def add(commands: Any) -> None:
    """Add the command to the parser."""
    explain = commands.add_parser("explain", help="a licence, a pair of licences, a rule, or a finding of a release")
    explain.add_argument("what", nargs="*", metavar="WHAT", help="LICENSE | INBOUND OUTBOUND | RULE | FINDING-ID PATH")
    explain.add_argument(
        "--relation",
        default="modified-from",
        metavar="VERB",
        help="how the new thing comes from the old (default: modified-from)",
    )
    explain.add_argument("--list", action="store_true", help="list all rules")
    add_question(explain)
    add_output(explain, ("text", "json"))
    explain.set_defaults(run=_explain)


def _explain(arguments: argparse.Namespace) -> int:
    if arguments.list:
        return _list_rules(arguments)
    match arguments.what:
        case [inbound, outbound] if not os.path.exists(outbound) and not outbound.startswith("hf:"):
            return _explain_pair(arguments, inbound, outbound)
        case [finding, path]:
            return _explain_finding(arguments, finding, path)
        case [name]:
            return _explain_name(arguments, name)
    raise UsageError(
        "explain takes a licence, a pair of licences, a rule, or a finding and its release",
        hint="fourfold explain MIT GPL-3.0-only",
    )


def _explain_pair(arguments: argparse.Namespace, inbound: str, outbound: str) -> int:
    from fourfold.artifact import Context
    from fourfold.describe import pair
    from fourfold.graph import compare_names, graph, verb_of

    within = licenses(arguments) or graph()
    context = Context().but(
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
        write(arguments, to_json(data))
    else:
        from fourfold.report.cards import render_pair

        write(arguments, render_pair(answer, data, color=color(arguments)))
    code = _pair_code(answer.verdict.value, arguments.reading)
    return say(code, f"{answer.inbound} → {answer.outbound}: {answer.verdict}")


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

        data = {
            "rule": rule.name,
            "summary": rule.summary,
            "severity": rule.severity,
            "confidence": rule.confidence,
            "status": rule.status,
            "manual": rule.manual.strip(),
        }
        write(
            arguments, to_json(data) if arguments.format == "json" else render_rule(rule.name, rule.manual, rule.status)
        )
        return say(0, f"rule {name}")
    from fourfold.describe import license_card
    from fourfold.report.cards import render_license

    within = licenses(arguments) or graph()
    card = license_card(within.license(name), within)
    write(arguments, to_json(card) if arguments.format == "json" else render_license(card, color=color(arguments)))
    return say(0, f"licence {card['license']}")


def _explain_finding(arguments: argparse.Namespace, name: str, path: str) -> int:
    from fourfold.report.words import tree_lines

    _, report = analyse(arguments, path)
    found = [f for f in report.findings if f.id.startswith(name)]
    if not found:
        raise UsageError(f"{path} has no finding {name!r}", hint="fourfold check PATH --format json lists their ids")
    if arguments.format == "json":
        write(arguments, to_json([finding.to_dict() for finding in found]))
    else:
        trees = ["\n".join(tree_lines(f.explanation)) for f in found if f.explanation]
        write(arguments, "\n\n".join(trees) + "\n")
    return say(0, f"{len(found)} finding")


def _list_rules(arguments: argparse.Namespace) -> int:
    from fourfold.rules import RULES

    if arguments.format == "json":
        write(arguments, to_json([{"rule": r.name, "summary": r.summary, "severity": r.severity} for r in RULES]))
    else:
        write(arguments, "\n".join(f"{rule.name:<32} {rule.summary}" for rule in RULES) + "\n")
    return say(0, f"{len(RULES)} rules")
