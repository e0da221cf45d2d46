"""What runs where ScanCode is loaded: paths come in as lines of JSON, and what was found goes out as such.

A process of its own, because the index of licences takes much memory, and because a script that calls the library must not
be started anew by the processes that share the work.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

_KEPT = (
    "detected_license_expression",
    "detected_license_expression_spdx",
    "license_detections",
    "license_clues",
    "percentage_of_license_text",
)
_seconds = 60.0


def main(arguments: list[str]) -> int:
    """Look at every file that standard input names.

    Parameters
    ----------
    arguments : list of str
        How many processes, and the seconds that one file may take.
    """
    processes, seconds = int(arguments[0]), float(arguments[1])
    # whatever the libraries print must not get between the answers
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        paths = [json.loads(line) for line in sys.stdin]
        _prepare(seconds)
        for line in _answers(paths, processes, seconds):
            _write(out, line)
    return 0


def _write(out: TextIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line) + "\n")
    out.flush()


def _prepare(seconds: float) -> None:
    """Load the index once: processes that are forked later share it."""
    global _seconds  # noqa: PLW0603  the one setting of a process that is started for one task
    _seconds = seconds
    from licensedcode.cache import get_index

    get_index()


def _answers(paths: list[str], processes: int, seconds: float) -> Iterator[dict[str, Any]]:
    work: Iterable[tuple[int, str]] = enumerate(paths)
    if processes < 2 or len(paths) < 2:
        yield from map(_look, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("fork" if sys.platform.startswith("linux") else "spawn")
    with ProcessPoolExecutor(processes, context, _prepare, (seconds,)) as pool:
        yield from pool.map(_look, work, chunksize=8)


def _look(task: tuple[int, str]) -> dict[str, Any]:
    number, path = task
    from scancode.api import get_licenses
    from scancode.interrupt import interruptible

    asked: Callable[..., Any] = get_licenses
    error, value = interruptible(asked, (path,), {"deadline": time.time() + _seconds}, timeout=_seconds)
    if error:
        lines = str(error).strip().splitlines()
        return {"file": number, "late": "timeout" in lines[0], "error": lines[-1] if lines else "unknown"}
    return {"file": number, "found": {key: value.get(key) for key in _KEPT}}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
