"""Python metadata: the expression alone where there is one, else what the older fields say."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.errors import InputError
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.python import READER
from fourfold.terms import Grade

BILLS = Path(__file__).parent / "bills" / "python"


def said(name: str) -> list[tuple[str, str, int | None]]:
    (artifact,) = read(BILLS / name).artifacts
    return [(claim.license, claim.evidence.value, claim.place.line) for claim in artifact.claims]


def test_an_expression_stands_alone():
    assert said("expression.toml") == [("MIT OR Apache-2.0", "B", 7)]
    (artifact,) = read(BILLS / "expression.toml").artifacts
    assert (artifact.id, artifact.name, artifact.version) == ("acme-chat", "Acme.Chat", "1.10")


def test_older_fields_are_weaker_and_a_list_is_all_of_them():
    assert said("legacy.toml") == [("BSD", "B", 3), ("(MIT License) AND (Apache Software License)", "C", 4)]


def test_the_metadata_of_a_distribution():
    assert said("METADATA") == [("Apache-2.0", "B", 4)]
    assert read(BILLS / "METADATA").format == "Python metadata 2.4"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('[tool.poetry]\nname = "x"\nlicense = "MIT"\n', ["MIT"]),
        ('[project]\nname = "x"\nlicense = {file = "LICENSE"}\n', []),
        ('[project]\nname = "x"\nlicense = {file = "../../outside"}\n', []),
        ('[project]\nname = "x"\nlicense = 3\nclassifiers = "x"\n', []),
        ('[project]\nname = "x"\n', []),
    ],
)
def test_projects_as_they_occur(body, words):
    bill = READER.read(Source("pyproject.toml", None, body.encode()))
    assert [claim.license for claim in bill.artifacts[0].claims] == words


@pytest.fixture
def project(tmp_path):
    def write(body, **files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (tmp_path / "pyproject.toml").write_text(body, encoding="utf-8")
        bill = read(tmp_path / "pyproject.toml")
        return [(c.license, c.evidence) for c in bill.artifacts[0].claims], {d.code: d for d in bill.diagnostics}

    return write


def test_a_licence_file_beside_the_project_is_read(project):
    claims, _ = project(
        '[project]\nname = "x"\nlicense = {file = "LICENSE"}\n', LICENSE="Our own terms\nand nobody else's"
    )
    assert claims == [("Our own terms and nobody else's", Grade.B)]


@pytest.mark.parametrize("keys", ['license-files = ["LICEN[CS]E*"]', 'license-files = {paths = ["LICENSE"]}'])
def test_licence_files_are_read(project, licence_text, keys):
    claims, notes = project(f'[project]\nname = "x"\n{keys}\n', LICENSE=licence_text("MIT"))
    assert (claims, notes) == ([("MIT", Grade.A)], {})


def test_licence_files_in_the_table_of_setuptools_are_read(project, licence_text):
    body = '[project]\nname = "x"\n[tool.setuptools]\nlicense-files = ["legal/*"]\n'
    assert project(body, legal__LICENSE=licence_text("MIT"))[0] == [("MIT", Grade.A)]


@pytest.mark.parametrize(
    "keys",
    [
        'license-files = ["LICENSE", "NONE*"]',
        'license-files = ["LICENSE", "/etc/hostname"]',
        'license-files = ["LICENSE", "../LICENSE"]',
        'license = {file = "NONE"}\nlicense-files = ["LICENSE"]',
    ],
)
def test_licence_files_that_are_not_there_are_told(project, licence_text, keys):
    claims, notes = project(f'[project]\nname = "x"\n{keys}\n', LICENSE=licence_text("MIT"))
    assert claims == [("MIT", Grade.A)]
    assert notes.keys() == {"license-file-missing"}
    assert notes["license-file-missing"].place.line == 3


def test_licence_files_of_a_project_that_is_read_from_a_pipe_are_told():
    bill = READER.read(Source("-", None, b'[project]\nname = "x"\nlicense-files = ["LICENSE"]\n'))
    assert [d.code for d in bill.diagnostics] == ["license-file-missing"]


@pytest.mark.parametrize(
    ("project_says", "claims"),
    [
        ('dynamic = ["license"]', [("GPL-3.0-or-later", Grade.B, 5)]),
        ('license = "MIT"', [("MIT", Grade.B, 3), ("GPL-3.0-or-later", Grade.C, 5)]),
        ('license = {text = "MIT"}', [("MIT", Grade.B, 3), ("GPL-3.0-or-later", Grade.C, 5)]),
        (
            'classifiers = ["License :: OSI Approved :: MIT License"]',
            [("MIT License", Grade.C, 3), ("GPL-3.0-or-later", Grade.B, 5)],
        ),
    ],
)
def test_the_table_of_poetry_counts_where_the_project_is_silent(project_says, claims):
    body = f'[project]\nname = "x"\n{project_says}\n[tool.poetry]\nlicense = "GPL-3.0-or-later"\nversion = "2"\n'
    (artifact,) = READER.read(Source("pyproject.toml", None, body.encode())).artifacts
    assert [(c.license, c.evidence, c.place.line) for c in artifact.claims] == claims
    assert (artifact.name, artifact.version) == ("x", "2")


def test_broken_toml_is_refused():
    with pytest.raises(InputError, match="TOML"):
        READER.read(Source("p", None, b"[project]\nname = \n"))
