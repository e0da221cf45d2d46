"""Shared fixtures. Texts, samples and cases lie beside the repository where they are at hand; they are never part of it."""

from __future__ import annotations

import importlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from fourfold.api import read
from tests.house import HOUSE, PLAIN

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def script(name):
    """Return one of the scripts as a module."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT / "scripts"))


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
def card(tmp_path):
    """Write a model card with the given head, and read it."""

    def write(head, name="card.md"):
        path = tmp_path / name
        path.write_text(f"---\n{head}\n---\n# Title\n", encoding="utf-8")
        return read(path)

    return write


@pytest.fixture
def licence_text(shared):
    """Return what gives a licence's text, if it is at hand."""

    def of(license_id):
        path = shared / "license-texts" / f"{license_id}.txt"
        if not path.is_file():
            pytest.skip(f"the text of {license_id} is not at hand")
        return path.read_text(encoding="utf-8", errors="replace")

    return of


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


_REAL_GETADDRINFO = socket.getaddrinfo


def _here_only(host, *arguments, **keywords):
    """Find this machine, and fail for every other: no test reaches the internet."""
    assert host in {"127.0.0.1", "localhost", None}, f"a test asks for {host}"
    return _REAL_GETADDRINFO(host, *arguments, **keywords)


@pytest.fixture
def hub(monkeypatch, tmp_path):
    """A Hub on this machine, which the Hub's library takes for the real one; the cache is empty and there is no token."""
    constants = pytest.importorskip("huggingface_hub.constants")
    from huggingface_hub import close_session

    from tests.hub_server import Hub

    server = Hub()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HUGGING_FACE_HUB_TOKEN", raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "ENDPOINT", server.url)
    monkeypatch.setattr(
        constants, "HUGGINGFACE_CO_URL_TEMPLATE", server.url + "/{repo_id}/resolve/{revision}/{filename}"
    )
    monkeypatch.setattr(socket, "getaddrinfo", _here_only)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
    yield server
    close_session()
    server.close()


@pytest.fixture(scope="session")
def maker():
    """The script that makes fingerprints."""
    return script("fingerprint")


@pytest.fixture(scope="session")
def house(maker):
    """Two licences that nobody has written, and what is known of them."""
    return {name: maker.fingerprint(name, text) for name, text in (("House-2.0", HOUSE), ("Leaflet", PLAIN))}


@pytest.fixture
def known(monkeypatch, house):
    """Only those two licences are known."""
    from fourfold.identify import alignment, verbatim

    for module in (verbatim, alignment):
        monkeypatch.setattr(module, "fingerprints", lambda: house)
    return house
