"""The scaffold for a licence: what it writes is accepted once its one clause is sealed, and a wrong call says what is wrong."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

TEXT = """Example Licence 1.0

You may run, change and pass on the Thing for whatever you like.

2. Whoever passes it on says where it came from, and passes on these words as well.
"""


@pytest.fixture
def entry(tmp_path):
    """Run the helper in a folder that holds a text."""
    (tmp_path / "example.txt").write_text(TEXT, encoding="utf-8")

    def call(*arguments):
        command = [sys.executable, str(ROOT / "scripts" / "entry.py"), *map(str, arguments)]
        environment = {**os.environ, "FOURFOLD_TEXTS": str(tmp_path / "none")}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def scaffold(entry, tmp_path):
    """The file that ``new`` wrote."""
    code, out, _ = entry("new", "LicenseRef-Example-1.0", "example.txt", ".")
    assert (code, out.strip()) == (0, "LicenseRef-Example-1.0.toml")
    return tmp_path / "LicenseRef-Example-1.0.toml"


def _fill_in(path, passage):
    text = path.read_text(encoding="utf-8")
    assert text.count("first words … last words") == 1
    text = text.replace("first words … last words", passage)
    path.write_text(re.sub(r'(?m)^says = ""$', 'says = "Anyone may run it for any end."', text), encoding="utf-8")


def test_a_scaffold_is_accepted_once_its_one_clause_is_sealed(entry, scaffold):
    code, out, _ = entry("verify", scaffold.name)
    assert code == 1
    assert "passage" in out
    _fill_in(scaffold, "You may run … whatever you like")
    assert entry("seal", scaffold.name) == (0, "", "")
    code, out, _ = entry("verify", scaffold.name)
    assert (code, out) == (0, "1 entries, 0 problems, 1 texts at hand\n")
    clause = tomllib.loads(scaffold.read_text(encoding="utf-8"))["clauses"][0]
    start, stop = clause["span"]
    assert " ".join(TEXT.split()[start:stop]) == "You may run, change and pass on the Thing for whatever you like."


def test_a_scaffold_states_what_the_text_itself_tells(scaffold):
    data = tomllib.loads(scaffold.read_text(encoding="utf-8"))
    (text,) = data["texts"]
    assert data["name"] == "Example Licence 1.0"
    assert text["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert text["words"] == len(TEXT.split())


def test_an_unfinished_clause_is_not_accepted(entry, scaffold):
    path = scaffold
    path.write_text(path.read_text(encoding="utf-8").replace("first words … last words", "You may run … you like"))
    assert entry("seal", path.name)[0] == 0
    code, out, _ = entry("verify", path.name)
    assert code == 1
    assert "no sentence" in out


def test_a_passage_that_does_not_stand_in_the_text_is_told_and_left(entry, scaffold):
    _fill_in(scaffold, "You may burn … whatever you like")
    before = scaffold.read_text(encoding="utf-8")
    code, _, err = entry("seal", scaffold.name)
    assert code == 1
    assert "You may burn" in err
    assert scaffold.read_text(encoding="utf-8") == before


def test_a_text_that_was_changed_is_seen(entry, scaffold, tmp_path):
    _fill_in(scaffold, "You may run … whatever you like")
    (tmp_path / "example.txt").write_text(TEXT + "Not for evil.\n", encoding="utf-8")
    code, _, err = entry("seal", scaffold.name)
    assert code == 1
    assert "digest" in err
    code, out, _ = entry("verify", scaffold.name)
    assert code == 1
    assert "digest of example.txt differs" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("new", "LicenseRef-Example", "nothing.txt", "."), "no text nothing.txt"),
        (("new", "../LicenseRef-Example", "example.txt", "."), "no licence id"),
        (("new", "LicenseRef-Example", "example.txt", "nowhere"), "no folder nowhere"),
        (("seal", "nothing.toml"), "no entry nothing.toml"),
        (("verify", "nothing.toml"), "no entry nothing.toml"),
        (("span", "example.txt", "You may", "burn it"), "not found"),
        (("words", "binary.txt"), "no UTF-8"),
        (("seal", "broken.toml"), "no TOML"),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_why(entry, tmp_path, arguments, says):
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "broken.toml").write_text("schema = [")
    code, _, err = entry(*arguments)
    assert code == 2
    assert says in err


def test_an_entry_is_never_written_over(entry, scaffold):
    before = scaffold.read_text(encoding="utf-8")
    code, _, err = entry("new", "LicenseRef-Example-1.0", "example.txt", ".")
    assert code == 2
    assert "exists" in err
    assert scaffold.read_text(encoding="utf-8") == before


def test_words_and_spans_are_counted_alike(entry):
    code, out, _ = entry("span", "example.txt", "Whoever passes", "came from")
    assert code == 0
    start, stop = map(int, re.findall(r"\d+", out))
    assert " ".join(TEXT.split()[start:stop]) == "Whoever passes it on says where it came from,"
    code, out, _ = entry("words", "example.txt", start, stop)
    number, line = out.split("|")
    assert code == 0
    assert line.split()[start - int(number)] == "Whoever"
