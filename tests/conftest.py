"""Shared fixtures. Texts, samples and cases lie beside the repository where they are at hand; they are never part of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_sessionstart(session):
    """Compile the data, so that the tests see the licence files as they are."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "compile_data.py")], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def shared():
    """The folder with texts, samples and cases."""
    if not SHARED.is_dir():
        pytest.skip("the folder with licence texts, samples and cases is not at hand")
    return SHARED


@pytest.fixture
def run(capsys):
    """Run the command line in this process: exit code, standard output, standard error."""
    from fourfold.cli import main

    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def manifest(tmp_path):
    """Write a manifest and return its path."""

    def write(text, name="fourfold.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
