"""How long a short command takes, against a Python that starts and ends, and against other tools that answer for one pair.

    python benchmarks/startup.py [ROUNDS]

licomp-toolkit and flict are installed from the package index into a temporary environment; without a network they are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from peers import installed
from timing import BARE, command, rounds, show

FOURFOLD = Path(sys.executable).parent / "fourfold"
PAIR = ("MIT", "GPL-3.0-only")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    timers = {
        "python -c pass": command(BARE),
        "fourfold --help": command([FOURFOLD, "--help"]),
        f"fourfold explain {' '.join(PAIR)}": command([FOURFOLD, "explain", *PAIR]),
    }
    with installed(["licomp-toolkit", "flict"]) as commands:
        if commands is not None:
            asked = ("verify", "-il", PAIR[0], "-ol", PAIR[1])
            timers["licomp-toolkit verify, the same pair"] = command([commands / "licomp-toolkit", *asked])
            timers["flict verify, the same pair"] = command([commands / "flict", *asked])
        took = rounds(timers, number)
    targets = {"fourfold --help": 8, f"fourfold explain {' '.join(PAIR)}": 12}
    show("Start to end of one command, against bare Python", took, "python -c pass", targets)


if __name__ == "__main__":
    main()
