"""How long a Python takes until the catalogue answers, and until every licence of it is built, against one that starts and ends.

python benchmarks/load.py [ROUNDS]
"""

from __future__ import annotations

import sys

from timing import BARE, command, rounds, show

WHOLE = "from fourfold.catalogue import catalogue as c; k = c(); assert len([k.get(i).clauses for i in k]) > 300"
READY = (
    "from fourfold.catalogue import catalogue as c; k = c(); assert k.get(k.resolve('llama3.1').license).clauses; "
    "assert k.get(k.resolve('LicenseRef-scancode-ms-net-library').license).category and len(k.tail) > 2000"
)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    timers = {
        "python -c pass": command(BARE),
        "ready, with its long tail": command([sys.executable, "-c", READY]),
        "every licence built": command([sys.executable, "-c", WHOLE]),
    }
    show(
        "Start of Python with the catalogue, against bare Python",
        rounds(timers, number),
        "python -c pass",
        {"ready, with its long tail": 8},
    )


if __name__ == "__main__":
    main()
