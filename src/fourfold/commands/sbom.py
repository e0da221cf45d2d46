"""``fourfold sbom fill``: a bill of materials with its licences filled in, each with its source."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from fourfold.commands.output import say, to_json
from fourfold.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.fill import Filled, Source
    from fourfold.fill.base import Entry

MOST = 3
"""Artifacts that are named for one reason."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    sbom = commands.add_parser("sbom", help="a bill of materials with its licences filled in")
    inner = sbom.add_subparsers(dest="action", metavar="ACTION", required=True)
    fill = inner.add_parser(
        "fill",
        help="write the licences that are certain, with their sources, and leave everything else as it is",
        description="Fills SPDX 2.2, 2.3, 3.0 and CycloneDX, as JSON. Nothing that is stated is changed, and nothing is guessed.",
        epilog="Exit codes: 0 all have a licence, 2 bad call or input, 3 something stays open.",
    )
    fill.add_argument("path", metavar="FILE", help="the document; - for standard input")
    fill.add_argument("--output", "-o", metavar="FILE", default="-", help="write it there (default: standard output)")
    fill.add_argument("--in-place", action="store_true", help="write it over FILE")
    fill.add_argument(
        "--from",
        dest="sources",
        action="append",
        default=[],
        metavar="[ID=]PATH",
        help="take licences from there as well: card, directory, manifest, other bill; what is the same is told by package URL or "
        "id, or by ID, which says what PATH is. May be repeated",
    )
    fill.add_argument(
        "--texts", action="append", default=[], metavar="DIR", help="licence texts, for what is not on SPDX's list"
    )
    fill.add_argument("--licenses", metavar="DIR", help="a folder with licence files of your own")
    fill.add_argument("--report", metavar="FILE", help="write there what was done, as JSON; - for standard output")
    fill.add_argument("--exit-zero", action="store_true", help="exit 0 where it would be 3")
    fill.add_argument("--quiet", "-q", action="store_true", help="tell nothing but the exit line")
    fill.set_defaults(run=_fill)


def _fill(arguments: argparse.Namespace) -> int:
    from fourfold.fill import fill

    _refuse(arguments)
    known = None
    if arguments.licenses:
        from fourfold.curation import with_licenses

        known = with_licenses(arguments.licenses)
    sources = [_source(given) for given in arguments.sources]
    filled = fill(arguments.path, sources, arguments.texts, known=known, created=_time())
    _write(arguments, filled)
    if arguments.report:
        _put(arguments.report, to_json(filled.to_dict()).encode())
    if not arguments.quiet:
        for line in _summary(filled):
            print(line, file=sys.stderr)  # noqa: T201
    return say(0 if arguments.exit_zero else filled.exit_code, filled.cause)


def _refuse(arguments: argparse.Namespace) -> None:
    """Refuse what would write over an input, or two things into one place."""
    output, path, report = arguments.output, arguments.path, arguments.report
    if arguments.in_place and output != "-":
        raise UsageError("--in-place and --output exclude each other", hint="keep one of them")
    if arguments.in_place and path == "-":
        raise UsageError("standard input cannot be written over", hint="--output FILE")
    if arguments.in_place and not os.path.isfile(path) and os.path.exists(path):
        raise UsageError("is no plain file, and cannot be written over", path, "--output FILE")
    for given in arguments.sources:
        read = given if os.path.exists(given) else given.rpartition("=")[2]
        if _same(output, read) or (report and _same(report, read)):
            raise UsageError("is read with --from, and would be written over", read, "another name")
    if _same(output, path):
        raise UsageError("is the input, and would be written over", output, "another name, or --in-place")
    if report and (
        _same(report, path) or _same(report, output) or (report == output == "-" and not arguments.in_place)
    ):
        raise UsageError("--report needs a place of its own", report, "another name")


def _same(one: str, other: str) -> bool:
    if "-" in (one, other):
        return False
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.abspath(one) == os.path.abspath(other)


def _source(given: str) -> Source:
    """Read another input; ``ID=PATH`` unless there is a file of that very name."""
    from fourfold.api import read
    from fourfold.fill import Source

    target, separator, path = given.rpartition("=")
    if not separator or os.path.exists(given):
        target, path = "", given
    if path == "-":
        raise UsageError("standard input is for the document", f"--from {given}", "a file")
    return Source(read(path), path, target)


def _time() -> str:
    """Return the time of SOURCE_DATE_EPOCH, for builds that are to be the same again; empty if none is set."""
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return ""
    try:
        when = datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH: {epoch!r} is no count of seconds", hint="1767225600") from error
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(arguments: argparse.Namespace, filled: Filled) -> None:
    if not arguments.in_place:
        _put(arguments.output, filled.data)
        return
    if not filled.changes:
        return
    try:
        with open(arguments.path, "rb") as stream:
            packed = stream.read(2) != filled.data[:2]
        if packed:
            raise UsageError("is compressed, and is not written over", arguments.path, "--output FILE")
        _replace(os.path.realpath(arguments.path), filled.data)
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", arguments.path) from error


def _replace(path: str, data: bytes) -> None:
    """Put a file in the place of another once all of it is written: a full disk must not cost the user the document."""
    import shutil
    import tempfile

    if not os.access(path, os.W_OK):
        raise UsageError("cannot write: it is read-only", path, "--output FILE")
    number, name = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".fourfold-")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
        shutil.copymode(path, name)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _put(path: str, data: bytes) -> None:
    try:
        if path == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
            return
        with open(path, "wb") as stream:
            stream.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        shown = "standard output" if path == "-" else path
        raise UsageError(f"cannot write: {error.strerror or error}", shown) from error


def _summary(filled: Filled) -> Iterator[str]:
    """Yield what was done, what stays open and why, and what the user can do about it."""
    from fourfold.report.tame import one_line

    yield from map(one_line, _told(filled))


def _told(filled: Filled) -> Iterator[str]:
    yield from _grouped(
        "filled", filled.filled, lambda entry: f"{entry.license} from {entry.source} ({entry.evidence})"
    )
    yield from _grouped("open", filled.left, lambda entry: entry.says)
    for held in filled.lacking:
        where = f", {held.url}" if held.url else ""
        yield f"no text of {held.license} at hand{where}; --texts DIR gives it"
    yield from filled.notes
    for given in filled.idle:
        yield f"nothing of {given} was found in the document; --from ID={given} says what it is"


def _grouped(label: str, entries: Sequence[Entry], says: Any) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(says(entry), []).append(entry.artifact)
    for words, names in groups.items():
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield f"{label}: {', '.join(names[:MOST])}{more}: {words}"
