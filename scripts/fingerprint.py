"""Make data/fingerprints.json from the licence texts, which are not part of this repository.

    FOURFOLD_TEXTS=folder[:folder] python scripts/fingerprint.py

A licence whose text is not at hand keeps the fingerprint that it has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from entry import FOLDERS  # noqa: E402
from fourfold.curation import read_license  # noqa: E402
from fourfold.identify import fingerprint  # noqa: E402


def main() -> int:
    """Write the fingerprints of every text that is at hand."""
    target = ROOT / "data" / "fingerprints.json"
    before = json.loads(target.read_text())["texts"] if target.exists() else {}
    made = {}
    seen = 0
    for path in sorted((ROOT / "data" / "licenses").glob("*.toml")):
        licence = read_license(path)
        for text in licence.texts:
            if text.name != "license":
                continue
            file = next((folder / text.file for folder in FOLDERS if (folder / text.file).is_file()), None)
            if file is not None:
                seen += 1
                made[licence.id] = fingerprint(file.read_text(encoding="utf-8"))
            elif licence.id in before:
                made[licence.id] = before[licence.id]
    target.write_text(json.dumps({"version": 1, "texts": made}, sort_keys=True, separators=(",", ":"), indent=0) + "\n")
    print(f"{seen} texts read, {len(made)} fingerprints, {target.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
