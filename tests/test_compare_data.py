"""The command that names the verdicts which a change of the data turns."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.conftest import ROOT

COMMAND = [sys.executable, str(ROOT / "scripts" / "compare_data.py")]


def test_a_changed_clause_is_named_by_the_verdicts_it_turns(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        (folder / "licenses").mkdir(parents=True)
        for name in ("VERSION", "vocabulary.toml", "readings.toml"):
            shutil.copy(ROOT / "data" / name, folder / name)
        for name in ("MIT", "Apache-2.0", "CC-BY-NC-4.0"):
            shutil.copy(ROOT / "data" / "licenses" / f"{name}.toml", folder / "licenses")
    same = subprocess.run([*COMMAND, str(old), str(old)], capture_output=True, text=True, check=False)
    assert (same.returncode, same.stdout.strip()) == (0, "")
    entry = new / "licenses" / "CC-BY-NC-4.0.toml"
    entry.write_text(entry.read_text().replace('kind = "non-commercial"', 'kind = "attribution"'))
    done = subprocess.run([*COMMAND, str(old), str(new)], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "CC-BY-NC-4.0 modified-from -> MIT: conflict -> ok-with-obligations" in done.stdout
    assert "MIT modified-from" not in done.stdout
