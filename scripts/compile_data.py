"""Make the compiled data from the TOML files, and the JSON Schema of a licence file from the values.

    python scripts/compile_data.py [--check]

With --check nothing is written; the exit code is 1 if something would change.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from fourfold.curation import compile_catalogue, license_schema  # noqa: E402
from fourfold.store import render  # noqa: E402


def main(argv: list[str]) -> int:
    """Write, or compare, every derived data file."""
    made = {
        **{ROOT / "data" / name: text for name, text in render(compile_catalogue(ROOT / "data")).items()},
        ROOT / "data" / "schema" / "license.schema.json": json.dumps(license_schema(), indent=2, sort_keys=True) + "\n",
    }
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{'stale' if '--check' in argv else 'written'}: {path.relative_to(ROOT)}")
        if "--check" not in argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
    return 1 if stale and "--check" in argv else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
