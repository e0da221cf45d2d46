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


@pytest.mark.parametrize("name", ["REUSE.toml", "dep5"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_in_any_way(tmp_path, name, end):
    path = tmp_path / name
    path.write_bytes((BILLS / name).read_bytes().replace(b"\n", end.encode()))
    said = [
        [(a.id, [(c.license, c.place.line) for c in a.claims]) for a in read(p).artifacts] for p in (BILLS / name, path)
    ]
    assert said[0] == said[1]


def test_a_form_feed_ends_no_line_of_dep5():
    text = b"Format: x\nComment: a\x0cFiles: no\n\nFiles: *\nLicense: MIT\n"
    (artifact,) = READER.read(Source("dep5", Path("dep5"), text)).artifacts
    assert (artifact.id, artifact.place.line) == ("*", 4)


@pytest.fixture
def text(licence_text):
    """A licence text as a field of a control file holds it."""

    def of(license_id, added=""):
        lines = (licence_text(license_id).rstrip() + added).splitlines()
        return "".join(f" {line.strip() or '.'}\n" for line in lines)

    return of


def of_dep5(text):
    source = Source("dep5", Path("dep5"), f"Format: x\n\n{text}".encode())
    return [(c.license, c.evidence) for a in READER.read(source).artifacts for c in a.claims]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("LicenseRef-house", ("MIT", Grade.A)),
        ("GPL-2.0-only and LicenseRef-house", ("GPL-2.0-only and MIT", Grade.A)),
        ("MIT", ("MIT", Grade.B)),
        ("Expat", ("Expat", Grade.B)),
    ],
)
def test_a_text_in_dep5_says_what_its_name_stands_for(text, name, said):
    alone = name.rpartition(" ")[2]
    assert of_dep5(f"Files: *\nLicense: {name}\n\nLicense: {alone}\n{text('MIT')}") == [said]
    if alone == name:
        assert of_dep5(f"Files: *\nLicense: {name}\n{text('MIT')}") == [said]


def test_a_text_in_dep5_that_was_changed_is_not_what_it_is_called(text):
    changed = text("MIT", "\n\nThe Software shall display the name of its maker on every screen that it draws upon.")
    assert of_dep5(f"Files: *\nLicense: MIT\n{changed}") == [("LicenseRef-modified-MIT", Grade.A)]
    two = f"Files: a\nLicense: MIT\n{changed}\nFiles: b\nLicense: MIT\n{text('MIT')}"
    assert of_dep5(two) == [("LicenseRef-modified-MIT AND MIT", Grade.A)] * 2


def test_an_or_later_in_dep5_is_not_lost_on_its_text(text):
    assert of_dep5(f"Files: *\nLicense: GPL-3.0-or-later\n{text('GPL-3.0-only')}") == [("GPL-3.0-or-later", Grade.B)]


def test_a_notice_in_dep5_leaves_the_name_as_it_is():
    notice = " House rules say that whoever takes one of these has to bring another, and that the door be shut.\n Thanks to all of you.\n"
    assert of_dep5(f"Files: *\nLicense: Fnord\n{notice}") == [("Fnord", Grade.B)]


def test_broken_toml_is_refused():
    text = b'[[annotations]]\npath = "a"\nSPDX-License-Identifier = \n'
    with pytest.raises(InputError, match="TOML"):
        READER.read(Source("REUSE.toml", Path("REUSE.toml"), text))


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "License: MIT\n", "Files: x\n", ""])
def test_other_files_are_left_alone(text):
    assert not READER.sniff(Source("x", Path("x"), text.encode()))
