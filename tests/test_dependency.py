"""Parts and dependencies of a bill of materials: linked or not is an open question, and is told where the answer matters."""

from __future__ import annotations

import json

import pytest

from fourfold.api import check, read
from fourfold.dependency import is_open
from fourfold.terms import Profile, Verdict


@pytest.fixture
def bill(tmp_path):
    """Write a CycloneDX document: what it is about, its parts by licence, and what depends on what."""

    def write(own, parts, needs, kind="application"):
        path = tmp_path / "bom.json"
        licences = {"licenses": [{"license": {"id": own}}]} if own else {}
        components = [
            {"type": "library", "bom-ref": name, "name": name, "licenses": [{"license": {"id": words}}]}
            for name, words in parts.items()
        ]
        path.write_text(json.dumps({
            "bomFormat": "CycloneDX", "specVersion": "1.6", "components": components,
            "metadata": {"component": {"type": kind, "bom-ref": "app", "name": "app", **licences}},
            "dependencies": [{"ref": ref, "dependsOn": list(on)} for ref, on in needs.items()],
        }))  # fmt: skip
        return read(path)

    return write


def found(report):
    return [(f.subject, f.path[-1], f.verdict) for f in report.findings if f.rule == "copyleft-linked"]


def test_a_copyleft_dependency_is_contested_with_both_sides(bill):
    report = check(bill("Apache-2.0", {"g": "GPL-3.0-only", "m": "MIT"}, {"app": ["g", "m"]}))
    assert found(report) == [("app", "g", Verdict.CONTESTED)]
    (finding,) = [f for f in report.findings if f.rule == "copyleft-linked"]
    assert {k: v.value for k, v in finding.readings.items()} == {"text": "ok", "cautious": "conflict"}
    assert [cited.clause.kind for cited in finding.clauses] == ["same-license"]
    assert report.exit_code == 0


def test_who_reads_cautiously_is_stopped(bill):
    release = bill("MIT", {"g": "GPL-2.0-only"}, {"app": ["g"]})
    assert check(release, reading=Profile.CAUTIOUS).exit_code == 1


def test_a_part_that_nothing_depends_on_is_asked_about_too(bill):
    assert found(check(bill("MIT", {"g": "GPL-2.0-only"}, {}))) == [("app", "g", Verdict.CONTESTED)]


def test_many_parts_under_one_licence_are_told_once_and_counted(bill):
    report = check(bill("MIT", {f"g{i}": "GPL-2.0-only" for i in range(5)}, {"app": ["g0"]}))
    assert len(found(report)) == 1
    assert any("4 more under GPL-2.0-only" in f.message for f in report.findings)


@pytest.mark.parametrize(("own", "part"), [
    ("GPL-3.0-only", "GPL-3.0-only"), ("GPL-3.0-or-later", "Apache-2.0"), ("Apache-2.0", "LGPL-3.0-only"), ("MIT", "ISC"), (None, "GPL-3.0-only"),
])  # fmt: skip
def test_where_linking_would_be_allowed_nothing_is_asked(bill, own, part):
    assert found(check(bill(own, {"g": part}, {"app": ["g"]}))) == []


def test_what_a_library_depends_on_is_its_own_affair(bill):
    report = check(bill("GPL-3.0-only", {"m": "MIT", "g": "GPL-3.0-only"}, {"app": ["m"], "m": ["g"]}))
    assert found(report) == []


def test_a_model_is_no_program(bill):
    assert found(check(bill("MIT", {"g": "GPL-3.0-only"}, {"app": ["g"]}, kind="machine-learning-model"))) == []


def test_a_manifest_says_what_it_means(run, tmp_path):
    path = tmp_path / "fourfold.yaml"
    path.write_text(
        "fourfold: 1\nname: x\nartifacts: [{id: a, kind: code, license: MIT}, {id: g, kind: code, license: GPL-3.0-only}]\n"
        "relations: [{from: a, type: runs, to: g}]\n"
    )
    assert "copyleft-linked" not in run("check", path, "--verbose")[1]
    assert not is_open("fourfold manifest 1")
