"""Licences in Python metadata: a text is what it says, not what it is called, and an expression says how texts go together."""

from __future__ import annotations

import pytest

from fourfold.api import check
from fourfold.read import read
from fourfold.terms import Grade, Verdict

ADDED = "\n\nThe Software shall display the name of its maker on every screen that it draws upon.\n"
OWN = (
    "MIT License\n\nHouse terms of nobody in particular. Whoever gets these files may look at them on Mondays and keep one copy "
    "of each in a drawer that is painted green, provided that the drawer is opened by hand."
)
"""A text of our own, which is no licence that anybody knows, whatever its first line says."""


@pytest.fixture
def distribution(tmp_path):
    """Write the metadata of a distribution with its licence files, and read them."""

    def write(*fields, **files):
        folder = tmp_path / "x-1.dist-info"
        (folder / "licenses").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / "licenses" / name).write_text(text, encoding="utf-8")
        lines = ["Metadata-Version: 2.4", "Name: x", *fields, *(f"License-File: {name}" for name in files)]
        (folder / "METADATA").write_text("\n".join([*lines, "", "Readme"]), encoding="utf-8")
        return read(folder / "METADATA")

    return write


def said(bill):
    return [(claim.license, claim.evidence) for claim in bill.artifacts[0].claims]


def codes(bill):
    return {entry.code for entry in bill.diagnostics}


def field(text):
    return "License: " + text.strip().replace("\n", "\n        ")


def test_a_whole_text_in_the_field_is_its_licence(distribution, licence_text):
    assert said(distribution(field(licence_text("MIT")))) == [("MIT", Grade.A)]


def test_a_changed_text_in_the_field_is_not_the_licence_that_its_first_line_names(distribution, licence_text):
    bill = distribution(field(licence_text("MIT") + ADDED))
    assert said(bill) == [("LicenseRef-modified-MIT", Grade.A)]
    report = check(bill)
    assert (report.verdict, report.exit_code) == (Verdict.UNKNOWN, 3)
    assert "license-modified" in {finding.rule for finding in report.findings}


def test_an_unknown_text_in_the_field_is_not_the_licence_that_its_first_line_names(distribution):
    bill = distribution(field(OWN))
    ((name, grade),) = said(bill)
    assert (name[:16], grade) == ("LicenseRef-text-", Grade.A)
    assert "begins: MIT License" in bill.artifacts[0].claims[0].source
    assert check(bill).exit_code == 3


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("MIT License\nbut not for trade", "MIT License but not for trade"),
        ("MIT\n\nCopyright 2026 Acme\n(c) Acme", "MIT"),
        ("MIT", "MIT"),
    ],
)
def test_a_few_lines_in_the_field_are_all_read(distribution, words, name):
    assert said(distribution(field(words))) == [(name, Grade.B)]


def test_several_texts_in_the_field_are_all_of_them(distribution, licence_text):
    bill = distribution(field(licence_text("MIT") + "\n\n" + licence_text("ISC")))
    assert said(bill) == [("MIT AND ISC", Grade.A)]
    assert codes(bill) == {"license-list-as-and"}


def test_several_licence_files_are_all_of_them_and_that_is_told(distribution, licence_text):
    bill = distribution(one=licence_text("MIT"), two=licence_text("ISC"), NOTICE=OWN)
    assert said(bill) == [("MIT AND ISC", Grade.A)]
    assert codes(bill) == {"license-list-as-and"}


@pytest.mark.parametrize("key", ["License", "License-Expression"])
def test_an_expression_says_how_licence_files_go_together(distribution, licence_text, key):
    files = {"one": licence_text("MIT"), "two": licence_text("GPL-2.0-only")}
    bill = distribution(f"{key}: MIT OR GPL-2.0-or-later", **files)
    assert (said(bill), codes(bill)) == ([("MIT OR GPL-2.0-or-later", Grade.B)], set())
    assert said(distribution(f"{key}: MIT OR GPL-2.0-or-later", one=files["one"])) == said(bill)


def test_an_expression_stands_beside_the_texts_of_parts_and_they_are_told(distribution, licence_text):
    bill = distribution("License-Expression: MIT", one=licence_text("MIT"), two=licence_text("ISC"))
    assert said(bill) == [("MIT", Grade.B), ("ISC", Grade.C)]
    assert "license-mismatch" in {finding.rule for finding in check(bill).findings}


def test_the_one_text_beats_what_it_contradicts(distribution, licence_text):
    for key in ("License", "License-Expression"):
        bill = distribution(f"{key}: MIT", LICENSE=licence_text("ISC"))
        assert said(bill) == [("MIT", Grade.B), ("ISC", Grade.A)]
        assert check(bill).artifacts[0].resolved == "ISC"


def test_licence_files_that_nobody_knows_count_where_nothing_is_stated(distribution, licence_text):
    bill = distribution(LICENSE=licence_text("MIT") + ADDED)
    assert said(bill) == [("LicenseRef-modified-MIT", Grade.A)]
    ((name, _),) = said(distribution(LICENSE=OWN))
    assert name.startswith("LicenseRef-text-")
    ((name, _),) = said(distribution(LICENSE=licence_text("ISC"), COPYING=OWN))[1:]
    assert name.startswith("LicenseRef-text-")


def test_licence_files_that_nobody_knows_are_told_beside_what_is_stated(distribution, licence_text):
    bill = distribution("License-Expression: MIT", LICENSE=OWN)
    assert (said(bill), codes(bill)) == ([("MIT", Grade.B)], {"license-text-unknown"})
    bill = distribution("License: MIT", LICENSE=licence_text("MIT") + ADDED)
    assert (said(bill), codes(bill)) == ([("MIT", Grade.B)], {"license-text-modified"})


def test_a_licence_file_outside_is_not_read(distribution, tmp_path):
    (tmp_path / "secret").write_text(OWN, encoding="utf-8")
    bill = distribution("License-File: ../secret", "License-File: ../../secret")
    assert (said(bill), bill.texts) == ([], {})
    assert codes(bill) == {"license-file-missing"}
