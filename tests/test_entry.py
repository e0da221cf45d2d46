"""The keys: each reads the same from a file, a variable and the command line, and refuses what cannot stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.entry import KEYS
from fourfold.errors import UsageError
from fourfold.policy import FailOn, Unknown
from fourfold.terms import Form, Profile, Purpose, Role

BY_NAME = {key.name: key for key in KEYS}

GOOD = [
    ("for", "use", {"form": Form.PRIVATE}),
    ("for", "serve", {"form": Form.SAAS}),
    ("for", "redistribute", {"form": Form.RAW}),
    ("form", "binary", {"form": Form.BINARY}),
    ("purpose", "research", {"purpose": Purpose.RESEARCH}),
    ("role", "end-user", {"role": Role.END_USER}),
    ("territory", "de, fr", {"territory": ("DE", "FR")}),
    ("territory", ["EU"], {"territory": ("EU",)}),
    ("monthly-active-users", "700_000_000", {"monthly-active-users": 700_000_000}),
    ("monthly-active-users", 5, {"monthly-active-users": 5}),
    ("annual-revenue-usd", 2.5e6, {"annual-revenue-usd": 2.5e6}),
    ("reading", "cautious", {"reading": Profile.CAUTIOUS}),
    ("unknown", "warn", {"unknown.shipped": Unknown.WARN}),
    ("unknown", "upstream=fail", {"unknown.upstream": Unknown.FAIL}),
    ("unknown", "shipped = warn, upstream=fail", {"unknown.shipped": Unknown.WARN, "unknown.upstream": Unknown.FAIL}),
    ("unknown", {"upstream": "fail"}, {"unknown.upstream": Unknown.FAIL}),
    ("fail-on", "contested", {"fail-on": FailOn.CONTESTED}),
    ("inputs", "a.json", {"inputs": ("a.json",)}),
    ("inputs", ["a.json", "-"], {"inputs": ("a.json", "-")}),
    ("licenses", "house", {"licenses": "house"}),
    ("baseline", "b.json", {"baseline": "b.json"}),
]


@pytest.mark.parametrize(("name", "value", "sets"), GOOD)
def test_what_may_stand_there(name, value, sets):
    assert BY_NAME[name].read(value, name, "here", Path()) == sets


def test_every_key_was_read():
    assert {name for name, *_ in GOOD} == set(BY_NAME)


@pytest.mark.parametrize(
    ("name", "value", "says", "hint"),
    [
        ("purpose", "comercial", "'comercial' is none of the words", "one of: commercial"),
        ("purpose", 3, "3 is none of the words", "any, commercial"),
        ("purpose", ["any"], "none of the words", "any"),
        ("for", "sell", "none of the words", "use, serve"),
        ("territory", "Germany", "'Germany' is no code", "two letters"),
        ("territory", 49, "has to be a text or a list", ""),
        ("monthly-active-users", "many", "'many' is no number", "0 or more"),
        ("monthly-active-users", -1, "-1 is no number", "0 or more"),
        ("monthly-active-users", True, "True is no number", "0 or more"),
        ("monthly-active-users", 1.5, "1.5 is no whole number", "1"),
        ("annual-revenue-usd", "nan", "'nan' is no number", "0 or more"),
        ("annual-revenue-usd", "inf", "'inf' is no number", "0 or more"),
        ("unknown", "upstraem=fail", "unknown key 'upstraem'", "one of: upstream"),
        ("unknown", {"shipped": "maybe"}, "unknown.shipped: 'maybe'", "fail, warn"),
        ("inputs", {"a": 1}, "a path or a list of paths", ""),
        ("inputs", [""], "has to be a path", ""),
        ("baseline", 7, "has to be a path", ""),
    ],
)
def test_what_may_not(name, value, says, hint):
    with pytest.raises(UsageError) as caught:
        BY_NAME[name].read(value, name, "fourfold.toml:3", Path())
    assert says in caught.value.what
    assert caught.value.what.startswith((name, "unknown key"))
    assert hint in caught.value.hint
    assert caught.value.where == "fourfold.toml:3"


def test_paths_are_relative_to_the_file_that_names_them(monkeypatch, tmp_path):
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    read = BY_NAME["inputs"].read
    assert read(["dist/bom.json"], "inputs", "", tmp_path) == {"inputs": (str(Path("..", "dist", "bom.json")),)}
    assert read(["./bom.json"], "inputs", "", Path()) == {"inputs": ("./bom.json",)}
    absolute = str(tmp_path / "bom.json")
    assert read([absolute], "inputs", "", tmp_path) == {"inputs": (absolute,)}


def test_variables_are_named_after_the_keys():
    assert BY_NAME["monthly-active-users"].variable == "FOURFOLD_MONTHLY_ACTIVE_USERS"
    assert len({key.variable for key in KEYS}) == len(KEYS)
