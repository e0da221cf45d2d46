"""``fourfold identify``: name the licence of a text."""

from __future__ import annotations

import argparse
from typing import Any

from fourfold.commands.base import add_output, say, to_json, write
from fourfold.errors import UsageError


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
            raise UsageError(f"{path} is a directory", hint="name a licence text")
        found = identify(source.text)
        results.append((path, found))
    if arguments.format == "json":
        dicts = [{"file": path, **found.to_dict()} for path, found in results]
        text = to_json(dicts if len(dicts) > 1 else dicts[0])
    else:
        text = "\n".join(_identified(path, found) for path, found in results) + "\n"
    write(arguments, text)
    named = sum(found.license is not None for _, found in results)
    return say(0 if named == len(results) else 3, f"{named} of {len(results)} texts named")


def _identified(path: str, found: Any) -> str:
    lines = [f"{path}: {found.says}"]
    lines += [f"  not in {found.nearest}: {passage}" for passage in found.differences[:12]] if not found.license else []
    if found.missing and not found.license and found.nearest:
        lines.append(f"  {found.missing} passages of {found.nearest} are missing")
    return "\n".join(lines)
