"""ScanCode, started on files within caps. It is an extra, and heavy: nothing of it is loaded into this process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fourfold.errors import InputError, UsageError

MOST = 20_000
"""Files of one tree that are looked at."""
LARGEST = 2**20
"""Bytes that a file may have to be looked at."""
SECONDS = 60
"""Time that one file may take."""
PROCESSES = 8
"""Processes at most; never more than the machine has processors."""
PATIENCE = 10
"""Seconds in which it may end by itself after its last answer."""
FEW = 16
"""Files from which a further process pays."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one file."""

    path: Path
    found: dict[str, Any] | None
    """As ``scancode.api.get_licenses`` returns it; none if there is no answer."""
    late: bool = False
    """There is none because the time was up."""
    error: str = ""


def require() -> None:
    """Ask that ScanCode is installed.

    Raises
    ------
    UsageError
        If it is not.
    """
    if find_spec("scancode") is None or find_spec("licensedcode") is None:
        raise UsageError("--scan needs ScanCode, which is not installed", hint="pip install 'fourfold[scancode]'")


def run(paths: Sequence[Path], shown: str) -> Iterator[Answer]:
    """Let ScanCode look at files, on as many processors as there are.

    Parameters
    ----------
    paths : sequence of Path
        The files, in any number; :data:`MOST` is the caller's to keep.
    shown : str
        The tree, as errors name it.

    Raises
    ------
    InputError
        If ScanCode does not run, or stops before it is done.
    """
    if not paths:
        return
    asked = "".join(f"{json.dumps(os.path.realpath(path))}\n" for path in paths)
    # -P: what lies in the current folder, which may be the very tree, is not code to run
    command = [sys.executable, "-P", "-m", "fourfold.scan.worker", str(_processes(len(paths))), str(SECONDS)]
    answered = 0
    with tempfile.TemporaryFile() as tasks, tempfile.TemporaryFile() as told:
        tasks.write(asked.encode())
        tasks.seek(0)
        process = subprocess.Popen(command, stdin=tasks, stdout=subprocess.PIPE, stderr=told, start_new_session=True)
        assert process.stdout is not None
        try:
            for line in process.stdout:
                yield _answer(json.loads(line), paths)
                answered += 1
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                _end(process)
            process.wait()
            process.stdout.close()
        if answered < len(paths):
            told.seek(0)
            raise _stopped(told.read().decode("utf-8", "replace"), answered, len(paths), shown)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it together with the processes that share its work, which would otherwise wait for more."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _processes(files: int) -> int:
    try:
        here = len(os.sched_getaffinity(0))
    except AttributeError:  # only some systems tell which processors a process may use
        here = os.cpu_count() or 1
    return max(1, min(PROCESSES, here, -(-files // FEW)))


def _answer(line: dict[str, Any], paths: Sequence[Path]) -> Answer:
    path = paths[line["file"]]
    return Answer(path, line.get("found"), bool(line.get("late")), str(line.get("error", "")))


def _stopped(told: str, answered: int, asked: int, shown: str) -> InputError:
    lines = [line for line in told.strip().splitlines() if line.strip()]
    why = lines[-1].strip() if lines else "it says nothing"
    return InputError(
        f"ScanCode stopped after {answered} of {asked} files: {why}",
        shown,
        "pip install --upgrade 'fourfold[scancode]', or without --scan",
    )
