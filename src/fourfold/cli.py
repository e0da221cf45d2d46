"""The command line: a thin face on the library. Parse, call, render, exit code.

Imports stay inside the commands, because a command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from fourfold.commands import audit, check, diff, explain, graph, identify, notice, recommend, sbom
from fourfold.commands.output import say, tell
from fourfold.errors import FourfoldError, UsageError
from fourfold.version import __version__

COMMANDS = (check, audit, explain, graph, recommend, diff, notice, sbom, identify)
"""The commands, in the order in which help lists them."""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are ours: exit code 2, and the cause on the last line."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the call."""
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
    collecting = gc.isenabled()
    gc.disable()  # one question is asked, and all that is read is in use until it is answered
    try:
        _streams()
        arguments = _parser().parse_args(argv)
        if arguments.command is None:
            _parser().print_help()
            return 0
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except FourfoldError as error:
        tell(error)
        return say(error.exit_code, error.what)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return say(2, "the output was closed")
    except KeyboardInterrupt:
        return say(2, "interrupted")
    except Exception as error:  # a defect of ours must not look like a verdict
        if os.environ.get("FOURFOLD_DEBUG"):
            raise
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        line = f" ({os.path.basename(where.tb_frame.f_code.co_filename)}:{where.tb_lineno})" if where else ""  # noqa: PTH119
        return say(2, f"internal error, {type(error).__name__}: {error}{line}; FOURFOLD_DEBUG=1 shows more")
    finally:
        if collecting:
            gc.enable()
    return code


def _streams() -> None:
    """See to it that there are streams, which write UTF-8: where the shell closed one, Python has none."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: SIM115, PTH123  writing to it fails, and that is told
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> _Parser:
    parser = _Parser(
        prog="fourfold",
        description="Says whether a release that bundles models, code and data keeps the four freedoms, and why.",
        epilog="Exit codes: 0 nothing fails, 1 conflict, 2 bad call or input, 3 undecided. Information, not legal advice.",
    )
    parser.add_argument("--version", action="version", version=f"fourfold {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for command in COMMANDS:
        command.add(commands)
    return parser
