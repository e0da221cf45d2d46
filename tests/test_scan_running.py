"""ScanCode itself: run for real where it is installed; where it is not, what is said then."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

import fourfold
from fourfold.errors import InputError, UsageError
from fourfold.scan import running
from fourfold.terms import Grade

HERE = find_spec("licensedcode") is not None
needs = pytest.mark.skipif(
    not HERE, reason="ScanCode is not installed: pip install 'fourfold[scancode]' makes this run"
)
without = pytest.mark.skipif(HERE, reason="ScanCode is installed, and this tells what is said without it")


@pytest.fixture
def kit(tmp_path):
    """A small tree of our own."""
    files = {
        "app/ring.py": "# SPDX-License-Identifier: MIT\nprint('ring')\n",
        "app/toll.py": "\n\n# This program is licensed under the Apache License, Version 2.0\nprint('toll')\n",
        "lib/gong.c": "/* SPDX-License-Identifier: GPL-2.0-only */\nint gong;\n",
        "m.safetensors": "SPDX-License-Identifier: Zlib\n",
        "rows.csv": "SPDX-License-Identifier: ISC\n",
        "größe\n.py": "# SPDX-License-Identifier: BSL-1.0\n",
    }
    for name, content in files.items():
        path = tmp_path / "kit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "kit"


@without
@pytest.mark.parametrize("command", ["check", "audit", "notice", "graph", "recommend"])
def test_without_scancode_the_line_to_install_it_is_told(run, kit, command):
    code, out, err = run(command, "--scan", kit)
    assert (code, out) == (2, "")
    assert "pip install 'fourfold[scancode]'" in err
    assert err.splitlines()[-1] == "exit 2: --scan needs ScanCode, which is not installed"


@without
def test_a_scancode_that_does_not_run_is_an_error_with_its_reason(kit):
    with pytest.raises(InputError, match=r"stopped after 0 of 1 files: ModuleNotFoundError"):
        list(running.run([kit / "app" / "ring.py"], "kit"))


@pytest.mark.parametrize("name", ["app/ring.py", "m.safetensors"])
def test_what_is_no_directory_is_refused(run, kit, name):
    code, _, err = run("check", "--scan", kit / name)
    assert code == 2
    assert "--scan looks at the files of a directory" in err.splitlines()[-1]


def test_in_python_the_option_is_named():
    with pytest.raises(UsageError, match="directory"):
        fourfold.read(__file__, scan=True)
    with pytest.raises(TypeError):
        fourfold.read(__file__, True)


def test_of_nothing_nothing_is_asked():
    assert list(running.run([], "kit")) == []


@needs
def test_a_manifest_says_it_all_and_a_scan_beside_it_is_refused(run, kit):
    (kit / "fourfold.yaml").write_text("fourfold: 1\nname: kit\nartifacts: [{id: a, license: MIT}]\n", encoding="utf-8")
    code, _, err = run("check", "--scan", kit)
    assert code == 2
    assert "holds a manifest" in err


@needs
def test_a_tree_is_looked_at_for_real(kit):
    bill = fourfold.read(kit, scan=True)
    (code,) = [a for a in bill.artifacts if a.id == "kit/code"]
    found = {c.license: (str(c.place).removeprefix(str(kit)), c.evidence, c.role) for c in code.claims}
    assert found["Apache-2.0"] == ("/app/toll.py:3", Grade.B, "observed")
    assert set(found) == {"MIT", "Apache-2.0", "GPL-2.0-only", "BSL-1.0"}
    assert "looked at by ScanCode" in bill.format
    assert not any(c.license in {"Zlib", "ISC"} for a in bill.artifacts for c in a.claims)


@needs
def test_the_answers_come_in_order_with_one_process_or_two(kit, monkeypatch):
    paths = sorted(path for path in kit.rglob("*") if path.is_file())
    monkeypatch.setattr(running, "_processes", lambda files: 1)
    one = [(a.path, a.found) for a in running.run(paths, "kit")]
    monkeypatch.setattr(running, "_processes", lambda files: 2)
    assert [(a.path, a.found) for a in running.run(paths, "kit")] == one
    assert [path for path, _ in one] == paths


@needs
def test_a_file_that_takes_too_long_is_told(kit, monkeypatch):
    (kit / "long.py").write_text(
        "".join(f"# licensed under the terms {n} of the licence\n" for n in range(20_000)), encoding="utf-8"
    )
    monkeypatch.setattr(running, "SECONDS", 0.05)
    (answer,) = running.run([kit / "long.py"], "kit")
    assert (answer.found, answer.late) == (None, True)


@needs
def test_what_lies_in_the_current_folder_is_not_run(kit, monkeypatch):
    (kit / "scancode.py").write_text("raise SystemExit('ran')\n", encoding="utf-8")
    monkeypatch.chdir(kit)
    (answer,) = running.run([kit / "app" / "ring.py"], "kit")
    assert answer.found
    assert answer.found["detected_license_expression_spdx"] == "MIT"
