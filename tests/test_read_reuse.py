"""REUSE: each entry is about the files that it names, and several identifiers apply together."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.errors import InputError
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.reuse import READER
from fourfold.terms import Grade, Kind

BILLS = Path(__file__).parent / "bills" / "reuse"


def test_reuse_toml():
    bill = read(BILLS / "REUSE.toml")
    assert bill.format == "REUSE.toml 1"
    assert bill.name == "reuse"
    said = {a.id: [(c.license, c.evidence, c.place.line) for c in a.claims] for a in bill.artifacts}
    assert said == {
        "weights/*.safetensors weights/*.gguf": [("Apache-2.0", Grade.B, 3)],
        "docs/**": [("CC-BY-4.0 AND (MIT OR Apache-2.0)", Grade.B, 9)],
        "data/train.csv": [],
    }
    assert [a.kind for a in bill.artifacts] == [Kind.MODEL, Kind.DOCUMENT, Kind.DATASET]


def test_dep5():
    bill = read(BILLS / "dep5")
    assert bill.format == "DEP5 1.0"
    said = {a.id: [(c.license, c.place.line) for c in a.claims] for a in bill.artifacts}
    assert said == {"weights/*": [("Apache-2.0", 4)], "src/*.py tools/*.py": [("GPL-3.0-or-later and MIT", 9)]}
    assert {r.subject for r in bill.relations} == {"reuse"}


def test_broken_toml_is_refused():
    text = b'[[annotations]]\npath = "a"\nSPDX-License-Identifier = \n'
    with pytest.raises(InputError, match="TOML"):
        READER.read(Source("REUSE.toml", Path("REUSE.toml"), text))


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "License: MIT\n", "Files: x\n", ""])
def test_other_files_are_left_alone(text):
    assert not READER.sniff(Source("x", Path("x"), text.encode()))
