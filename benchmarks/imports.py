"""What a short command imports, and what it would cost to have pydantic in the core, against a Python that starts and ends.

    python benchmarks/imports.py [ROUNDS]

The figures of docs/decisions/0001-values-are-dataclasses.md come from here.
"""

from __future__ import annotations

import sys

from timing import BARE, command, rounds, show

EXPLAIN = "from fourfold.cli import main; main(['explain', 'MIT', 'GPL-3.0-only'])"
CODE = {
    "import fourfold.license (dataclasses)": "import fourfold.license",
    "import pydantic": "import pydantic; pydantic.BaseModel",
    "pydantic's validator for a licence": "from fourfold.curation import _LICENSE; _LICENSE.core_schema",
    "import fourfold.read.manifest (and all readers)": "import fourfold.read.manifest",
    "explain": EXPLAIN,
    "explain, with pydantic imported and not used": f"import pydantic; pydantic.BaseModel; {EXPLAIN}",
}


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    timers = {
        "python -c pass": command(BARE),
        **{name: command([sys.executable, "-c", code]) for name, code in CODE.items()},
    }
    show("Imports, start to end, against bare Python", rounds(timers, number), "python -c pass")


if __name__ == "__main__":
    main()
