"""How long a Python takes that builds every licence of the catalogue, against one that starts and ends.

python benchmarks/load.py [ROUNDS]
"""

from __future__ import annotations

import sys

from timing import BARE, command, rounds, show

WHOLE = "from fourfold.catalogue import catalogue as c; k = c(); assert len([k.get(i).clauses for i in k]) > 300"
ONE = "from fourfold.catalogue import catalogue as c; assert c().get('MIT').clauses"


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    timers = {
        "python -c pass": command(BARE),
        "one licence": command([sys.executable, "-c", ONE]),
        "the whole catalogue": command([sys.executable, "-c", WHOLE]),
    }
    show(
        "Start of Python with licences loaded, against bare Python",
        rounds(timers, number),
        "python -c pass",
        {"the whole catalogue": 8},
    )


if __name__ == "__main__":
    main()
