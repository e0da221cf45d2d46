"""What commands share: where an answer goes, in which format, and the last line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from fourfold.errors import UsageError

_SUFFIXES = {
    ".json": "json",
    ".sarif": "sarif",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
    ".graphml": "graphml",
}


def add_output(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add the options that say what is printed, and where; the file's suffix says the format where no option does."""

    class Format(argparse.Action):
        """Keeps the form, and that it was asked for."""

        def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> None:
            del parser, option
            namespace.format = values
            namespace.format_given = True

    class Output(argparse.Action):
        """Keeps the file, and takes the form from its name unless one was asked for."""

        def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> None:
            del parser, option
            namespace.output = values
            stem, suffix = os.path.splitext(values.lower())
            guessed = "sarif" if suffix == ".json" and stem.endswith(".sarif") else _SUFFIXES.get(suffix)
            if guessed in formats and not getattr(namespace, "format_given", False):
                namespace.format = guessed

    parser.add_argument("--format", choices=formats, default="text", action=Format)
    parser.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        default="-",
        action=Output,
        help="write the report there (default: standard output); its suffix tells the format",
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--verbose", "-v", action="store_true", help="show notes and upstream findings as well")
    parser.add_argument("--quiet", "-q", action="store_true", help="print no report, only the exit line")


def to_json(value: Any) -> str:
    """Return a value as the JSON that is printed."""
    from fourfold.report.layout import dump

    return dump(value)


def write(arguments: argparse.Namespace, text: str) -> None:
    """Write a report where it is wanted."""
    if arguments.output == "-":
        if not arguments.quiet:
            _write_out(text)
        return
    try:
        # line ends as they are: a table for spreadsheets has its own; half a character of the input stops nothing
        with open(arguments.output, "w", encoding="utf-8", errors="replace", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", arguments.output) from error


def _write_out(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror or error}", "standard output") from error


def color(arguments: argparse.Namespace) -> bool:
    """Whether colour is wanted."""
    if arguments.color != "auto":
        return bool(arguments.color == "always")
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and arguments.output == "-")


def say(code: int, cause: str) -> int:
    """Print the last line, which names the cause, and return the exit code."""
    print(f"exit {code}: {_harmless(cause.splitlines()[0]) if cause else ''}", file=sys.stderr)  # noqa: T201
    return code


def tell(error: Exception) -> None:
    """Print what is wrong with a call or an input, whose names may neither steer the screen nor forge its colours."""
    print(f"fourfold: {_harmless(str(error))}", file=sys.stderr)  # noqa: T201


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    from fourfold.report.base import printable

    return printable(text)
