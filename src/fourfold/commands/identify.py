"""``fourfold identify``: name the licence of a text, or of the texts that a file holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fourfold.commands.output import add_output, say, to_json, write
from fourfold.errors import UsageError

if TYPE_CHECKING:
    from fourfold.identify import Identified

SHOWN = 12
"""Passages that are printed unless more is asked for."""
LONGEST = 160
"""Letters of a passage that are printed unless more is asked for."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    identify = commands.add_parser("identify", help="name the licence of a text")
    identify.add_argument("paths", nargs="+", metavar="FILE", help="a text; - for standard input")
    add_output(identify, ("text", "json"))
    identify.set_defaults(run=_identify)


def _identify(arguments: argparse.Namespace) -> int:
    from fourfold.identify import identify
    from fourfold.read.base import open_source

    results = []
    for path in arguments.paths:
        source = open_source(path)
        if source.is_directory:
            raise UsageError("is a directory", path, f"a text in it; fourfold check {path} reads the whole of it")
        results.append((path, identify(source.text)))
    if arguments.format == "json":
        dicts = [{"file": path, **found.to_dict()} for path, found in results]
        text = to_json(dicts if len(dicts) > 1 else dicts[0])
    else:
        most = None if arguments.verbose else SHOWN
        text = "".join(f"{line}\n" for path, found in results for line in _lines(path, found, most))
    write(arguments, text)
    named = sum(found.named for _, found in results)
    texts = "text" if len(results) == 1 else "texts"
    return say(0 if named == len(results) else 3, f"{named} of {len(results)} {texts} named")


def _lines(path: str, found: Identified, most: int | None) -> list[str]:
    """Return what is printed of one file; at most so many passages, each shortened, if a number is given."""
    from fourfold.report.base import printable

    lines = [printable(f"{path}: {found.says}")]
    if found.license:
        others = [name for name in found.family if name != found.license]
        return lines + [f"  the same text is that of {', '.join(others)}, which a notice elsewhere would say"] * bool(
            others
        )
    for part in found.parts if found.nearest is None or len(found.parts) > 1 else ():
        lines.append(f"  {max(1, round(100 * part.share)):3}%  {_span('line', *part.lines)}  {part.called}")
    for passage in found.differences[:most]:
        short = passage if most is None or len(passage) <= LONGEST else f"{passage[:LONGEST].rstrip()} …"
        lines.append(printable(f"  not in {found.nearest}: {short}"))
    for start, stop in found.missing_at[:most]:
        lines.append(f"  missing: {_span('word', start, stop - 1)} of {found.nearest}")
    if found.missing_clauses:
        lines.append(f"  where it says: {', '.join(found.missing_clauses)}")
    if most is not None and max(len(found.differences), len(found.missing_at)) > most:
        lines.append("  and more: --verbose shows all")
    return lines


def _span(what: str, first: int, last: int) -> str:
    return f"{what} {first}" if first == last else f"{what}s {first}-{last}"
