"""Python metadata: the expression alone where there is one, else what the older fields say."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.errors import InputError
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.python import READER, installed
from fourfold.terms import Verb

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


def test_a_licence_file_beside_the_project_is_read(tmp_path):
    (tmp_path / "LICENSE").write_text("Our own terms\nand nobody else's", encoding="utf-8")
    path = tmp_path / "pyproject.toml"
    path.write_text('[project]\nname = "x"\nlicense = {file = "LICENSE"}\n', encoding="utf-8")
    assert [claim.license for claim in read(path).artifacts[0].claims] == ["Our own terms"]


def test_broken_toml_is_refused():
    with pytest.raises(InputError, match="TOML"):
        READER.read(Source("p", None, b"[project]\nname = \n"))


@pytest.fixture
def environment(tmp_path):
    def add(name: str, *lines: str) -> None:
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        text = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *lines, "", "Readme"])
        (folder / "METADATA").write_text(text, encoding="utf-8")

    add(
        "App",
        "License-Expression: MIT",
        "Requires-Dist: my_lib>=1",
        "Requires-Dist: other; extra == 'x'",
        "Requires-Dist: absent",
    )
    add("My.Lib", "License: UNKNOWN", "Classifier: License :: OSI Approved :: Apache Software License")
    add("other")
    return [str(tmp_path)]


def test_an_environment_is_its_distributions_and_what_they_require(environment):
    bill = installed(environment)
    assert {a.id: [c.license for c in a.claims] for a in bill.artifacts} == {
        "app": ["MIT"],
        "my-lib": ["Apache Software License"],
        "other": [],
    }
    verbs = {(r.subject, r.verb, r.object) for r in bill.relations}
    assert ("app", Verb.RUNS, "my-lib") in verbs
    assert not any(subject == "app" and object_ in {"other", "absent"} for subject, _, object_ in verbs)
    assert sum(verb is Verb.CONTAINS for _, verb, _ in verbs) == 3


def test_this_environment_is_read():
    names = {artifact.id for artifact in installed().artifacts}
    assert {"pytest", "pyyaml"} <= names
