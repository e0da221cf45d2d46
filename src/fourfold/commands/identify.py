"""``fourfold identify``: name the licence of a text, or of the texts that a file holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fourfold.commands.base import add_output, say, to_json, write
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
    for part in found.parts if len(found.parts) > 1 else ():
        name = (
            f"{part.license}{f', modified ({part.score:.0%} alike)' if part.modified else ''}"
            if part.license
            else "unknown"
        )
        first, last = part.lines
        lines.append(f"  {part.share:4.0%}  {f'line {first}' if first == last else f'lines {first}-{last}'}  {name}")
    for passage in found.differences[:most]:
        short = passage if most is None or len(passage) <= LONGEST else f"{passage[:LONGEST].rstrip()} …"
        lines.append(printable(f"  not in {found.nearest}: {short}"))
    lines += [f"  not in the text: {_of(found)} {start}-{stop - 1}" for start, stop in found.missing_at[:most]]
    hidden = sum(max(0, len(all_) - most) for all_ in (found.differences, found.missing_at)) if most is not None else 0
    lines += [f"  and {hidden} passages more (--verbose shows all)"] * bool(hidden)
    if found.missing_clauses:
        lines.append(f"  clauses in them: {', '.join(found.missing_clauses)}")
    return lines


def _of(found: Identified) -> str:
    return f"{found.nearest}, words"
