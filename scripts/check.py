"""All that has to pass before anything lands: lint, types, layers, tests, generated docs unchanged."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS = (
    ("data", [sys.executable, "scripts/compile_data.py"]),
    ("lint", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("types", [str(BIN / "mypy")]),
    ("layers", [str(BIN / "lint-imports"), "--no-cache"]),
    ("tests", [sys.executable, "-m", "pytest", "-q"]),
    ("docs", [sys.executable, "scripts/generate_docs.py", "--check"]),
)


def main() -> int:
    """Run every step; the exit code is 1 if any failed."""
    failed = []
    for name, command in STEPS:
        began = time.monotonic()
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"== {name}: {'FAILED' if name in failed else 'ok'} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
