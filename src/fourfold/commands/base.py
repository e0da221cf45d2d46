"""What commands share: the question, the output, the last line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fourfold.errors import UsageError

if TYPE_CHECKING:
    from fourfold.artifact import Bill
    from fourfold.graph import LicenseGraph
    from fourfold.policy import Policy
    from fourfold.verdict import Report


def add_question(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is asked."""
    parser.add_argument("--form", choices=("raw", "binary", "saas", "outputs", "private"))
    parser.add_argument("--purpose", choices=("any", "commercial", "non-commercial", "research"))
    parser.add_argument("--role", choices=("distributor", "end-user"))
    parser.add_argument("--territory", action="append", metavar="CODE", help="ISO 3166-1 code or EU; may be repeated")
    parser.add_argument("--mau", type=int, metavar="N", help="monthly active users")
    parser.add_argument("--revenue", type=float, metavar="USD", help="annual revenue in US dollars")
    parser.add_argument(
        "--reading",
        choices=("text", "cautious"),
        default="text",
        help="which side of open questions decides the exit code",
    )
    parser.add_argument("--licenses", metavar="DIR", help="a folder with licence files of your own")


def add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add the options that say what is printed, and where."""
    parser.add_argument("--format", choices=formats, default="text")
    parser.add_argument(
        "--output", "-o", metavar="FILE", default="-", help="write the report there (default: standard output)"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--verbose", "-v", action="store_true", help="show notes and upstream findings as well")
    parser.add_argument("--quiet", "-q", action="store_true", help="print no report, only the exit line")


def analyse(arguments: argparse.Namespace, path: str, policy: Policy | None = None) -> tuple[Bill, Report]:
    """Read and check one input as the options ask."""
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
        within=licenses(arguments),
    )
    return bill, report


def licenses(arguments: argparse.Namespace) -> LicenseGraph | None:
    """Return a graph with the user's own licences, if a folder with some is named."""
    if not arguments.licenses:
        return None
    from fourfold.curation import with_licenses
    from fourfold.graph import LicenseGraph

    return LicenseGraph(with_licenses(arguments.licenses))


def to_json(value: Any) -> str:
    """Return a value as the JSON that is printed."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write(arguments: argparse.Namespace, text: str) -> None:
    """Write a report where it is wanted."""
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


def color(arguments: argparse.Namespace) -> bool:
    """Whether colour is wanted."""
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and arguments.output == "-")


def say(code: int, cause: str) -> int:
    """Print the last line, which names the cause, and return the exit code."""
    print(f"exit {code}: {cause.splitlines()[0] if cause else ''}", file=sys.stderr)  # noqa: T201
    return code
