"""Other tools for the same question, installed for the time of a benchmark into a virtual environment of their own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installed(packages: Sequence[str]) -> Iterator[Path | None]:
    """Give the folder of commands of a fresh environment with some packages; None, with the reason printed, if they cannot be had."""
    with tempfile.TemporaryDirectory(prefix="fourfold-peers-") as folder:
        venv.create(folder, with_pip=True)
        commands = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        done = subprocess.run(
            [commands / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(f"  {', '.join(packages)} left out, not installed: {reason}")
            yield None
        else:
            yield commands
