"""Licences named by their words: right where the words are there, modified where they differ, unknown otherwise."""

from __future__ import annotations

import json
import re
import textwrap

import pytest

from fourfold.curation import read_license
from fourfold.identify import identify
from tests.conftest import ROOT

CHANGES = {
    "as it is": lambda text: text,
    "wrapped at 60": lambda text: "\n\n".join(textwrap.fill(part, 60) for part in re.split(r"\n\s*\n", text)),
    "on one line": lambda text: " ".join(text.split()),
    "typographic": lambda text: text.replace('"', "“").replace("'", "’"),
    "another holder": lambda text: "Copyright (c) 2025 Jane Doe and others\n\n" + text,
    "commented out": lambda text: "\n".join(f"# {line}" for line in text.splitlines()),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}


@pytest.fixture(scope="module")
def owners():
    """Licence ids by the file name of their text."""
    out: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "licenses").glob("*.toml")):
        licence = read_license(path)
        for text in licence.texts:
            if text.name == "license":
                out.setdefault(text.file, []).append(licence.id)
    return out


@pytest.mark.parametrize("name", CHANGES)
def test_texts_are_named_however_they_are_written(shared, owners, name):
    right, unnamed, wrong = 0, [], []
    files = sorted((shared / "license-texts").glob("*.txt"))
    for path in files:
        found = identify(CHANGES[name](path.read_text(encoding="utf-8")))
        if {found.license, *found.family} & set(owners[path.name]):
            right += 1
        elif found.license is None:
            unnamed.append(path.name)
        else:
            wrong.append((path.name, found.license))
    assert len(files) >= 235
    assert wrong == []
    assert right >= 0.99 * len(files), unnamed


@pytest.mark.parametrize(
    ("insert", "at"),
    [("The Software shall not be used for military purposes.", 60), ("You must display our name in your product.", 20)],
)
def test_an_added_sentence_makes_a_modified_text_and_is_named(shared, insert, at):
    words = (shared / "license-texts" / "MIT.txt").read_text(encoding="utf-8").split()
    found = identify(" ".join([*words[:at], insert, *words[at:]]))
    assert found.license is None
    assert found.nearest == "MIT"
    assert any("military" in passage or "display" in passage for passage in found.differences)


def test_a_modified_mit_is_not_mit(shared):
    for name in ("LicenseRef-Kimi-K2-Modified-MIT", "LicenseRef-MiniMax-M2-Modified-MIT"):
        found = identify((shared / "license-texts" / f"{name}.txt").read_text(encoding="utf-8"))
        assert found.license not in {None, "MIT"}


@pytest.mark.parametrize("text", ["", "   ", "You may do what you like.", "lorem ipsum " * 200])
def test_other_texts_are_unknown(text):
    assert identify(text).license is None


def test_the_command_prints_the_contract(run, shared):
    code, out, _ = run("identify", shared / "license-texts" / "Apache-2.0.txt", "--format", "json")
    answer = json.loads(out)
    assert code == 0
    assert answer["license"] == "Apache-2.0"
    assert answer["score"] == 1.0
    assert answer["differences"] == []


def test_an_unknown_text_exits_undecided(run, tmp_path):
    path = tmp_path / "LICENSE"
    path.write_text("Use it well, and tell me if you like it, says the author of this small thing.")
    assert run("identify", path)[0] == 3
