"""What is built can be installed and used: source archive, wheel from it, a fresh environment, the command in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
pytest.importorskip("hatchling")

LICENSES = sorted(path.name for path in (ROOT / "data" / "licenses").glob("*.toml"))


def _run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdist")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.tar.gz")
    return built


@pytest.fixture(scope="module")
def wheel(sdist, tmp_path_factory):
    """A wheel made from the archive alone, with the build tools that are here: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        *(sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-q", "-w", folder, sdist),
        cwd=folder,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Run a command of a fresh environment that has the wheel; its dependencies are lent from here."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    _run(commands / "python", "-m", "pip", "install", "--no-deps", "--no-index", "-q", wheel, cwd=folder)
    lent = {**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]}

    def run(name, *words):
        return subprocess.run(
            [str(commands / name), *map(str, words)], cwd=folder, env=lent, capture_output=True, text=True, check=False
        )

    return run


def test_the_archive_holds_what_the_checks_need(sdist):
    with tarfile.open(sdist) as archive:
        names = {Path(name).relative_to(Path(name).parts[0]).as_posix() for name in archive.getnames()}
    for needed in (
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "hatch_build.py",
        "tests/conftest.py",
        "scripts/compile_data.py",
        "data/vocabulary.toml",
    ):
        assert needed in names
    assert sum(name.startswith("data/licenses/") for name in names) == len(LICENSES)
    assert not any(
        part in {".venv", ".git", "__pycache__", ".hypothesis"} for name in names for part in Path(name).parts
    )


def test_the_wheel_holds_every_licence_file_and_the_compiled_data(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    shipped = sorted(Path(name).name for name in names if name.startswith("fourfold/data/licenses/"))
    assert shipped == LICENSES
    assert len(shipped) >= 300
    assert {"fourfold/py.typed", "fourfold/data/catalogue.json", "fourfold/data/fingerprints.json"} <= set(names)
    assert not any(name.startswith(("tests/", "src/", "benchmarks/")) for name in names)


def test_every_module_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.endswith(".py")}
    source = {
        f"fourfold/{path.relative_to(ROOT / 'src' / 'fourfold').as_posix()}"
        for path in (ROOT / "src" / "fourfold").rglob("*.py")
    }
    assert names == source
    assert len(names) >= 60


def test_no_licence_text_is_shipped_but_our_own(wheel, shared):
    """Texts are not ours to ship: no file of the wheel holds a text that lies beside the repository."""
    texts = {
        path.stem: path.read_text(encoding="utf-8", errors="replace").split()
        for path in (shared / "license-texts").glob("*.txt")
    }
    runs = {" ".join(words[50:65]): name for name, words in texts.items() if len(words) > 200}
    assert len(runs) >= 100
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("fourfold/data/"):
                content = " ".join(archive.read(name).decode().split())
                assert [held for run, held in runs.items() if run in content] == [], name


def test_the_installed_catalogue_has_as_many_licences_as_the_data(installed):
    code = "import fourfold, json; print(json.dumps([fourfold.__file__, len(fourfold.graph()), fourfold.license('MIT').id]))"
    done = installed("python", "-c", code)
    assert done.returncode == 0, done.stderr
    where, licenses, mit = json.loads(done.stdout)
    assert not Path(where).is_relative_to(ROOT)
    assert licenses == len(LICENSES)
    assert mit == "MIT"


@pytest.mark.parametrize(("example", "code"), [("openmdw-bundle", 0), ("llama-finetune-apache", 1)])
def test_the_installed_command_checks_an_example(installed, tmp_path, example, code):
    copy = tmp_path / f"{example}.yaml"
    copy.write_text((ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    done = installed("fourfold", "check", copy, "--format", "json")
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout)["exit_code"] == code
    assert done.stderr.splitlines()[-1].startswith(f"exit {code}: ")


def test_the_installed_command_names_a_text(installed, shared):
    done = installed("fourfold", "identify", shared / "license-texts" / "MIT.txt", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["license"] == "MIT"


def test_metadata_name_the_licence_the_command_and_what_is_needed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        folder = next(name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name)
        metadata = archive.read(f"{folder}/METADATA").decode()
        entry = archive.read(f"{folder}/entry_points.txt").decode()
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "\nRequires-Dist: pydantic" in metadata
    assert "fourfold = fourfold.cli:main" in entry
