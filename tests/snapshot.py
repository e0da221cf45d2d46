"""Snapshots of rendered reports. ``REWRITE_SNAPSHOTS=1`` rewrites them, and fails, so that nobody does it unawares."""

from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "snapshots"


def check_snapshot(name, text):
    """Compare a rendered report with the one that was looked at, byte by byte."""
    path = FOLDER / name
    if os.environ.get("REWRITE_SNAPSHOTS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        pytest.fail(f"rewrote {path.relative_to(ROOT)}: look at the difference, then run without the variable")
    assert path.is_file(), f"no snapshot {name}: REWRITE_SNAPSHOTS=1 writes it"
    assert path.read_bytes().decode() == text
