"""What people decided is followed: conclusions, choices between licences, and what is no part of the release."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fourfold.read import read
from fourfold.read.base import Located
from fourfold.read.draft import Draft
from fourfold.read.ort_config import Configuration

BILL = read(Path(__file__).parent / "bills" / "ort" / "scan-result.yml")
CLAIMS = {a.name: {c.role: c for c in a.claims} for a in BILL.artifacts}


def configured(data: object) -> tuple[Configuration, Draft]:
    draft = Draft(Located(data, {}, "x"), "ORT result")
    assert isinstance(data, dict)
    return Configuration(draft, data), draft


def excluding(**patterns: list[str]) -> tuple[Configuration, Draft]:
    lists = {what: [{"pattern": pattern} for pattern in given] for what, given in patterns.items()}
    return configured({"repository": {"config": {"excludes": lists}}})


def choosing(given: str | None, choice: str) -> Configuration:
    entry = {"choice": choice} | ({"given": given} if given else {})
    return configured({"resolved_configuration": {"license_choices": {"repository_license_choices": [entry]}}})[0]


def test_a_curation_goes_before_what_the_package_concluded_and_the_first_provider_before_the_others():
    claim = CLAIMS["lib"]["concluded"]
    assert (claim.license, claim.source) == ("BSD-3-Clause", "ORT package_curations (Ours)")
    assert claim.place.pointer == "/resolved_configuration/package_curations/0/curations/0/curations/concluded_license"
    assert claim.place.line is not None


def test_a_curation_of_a_range_of_versions_is_told_and_not_followed():
    assert set(CLAIMS["linter"]) == {"declared"}
    (told,) = [entry for entry in BILL.diagnostics if entry.code == "curation-unread"]
    assert "[1.0,5.0)" in told.message


def test_curations_of_the_repository_count_where_nothing_was_resolved():
    entry = {"id": "PyPI::lib:2.0", "curations": {"concluded_license": "MIT"}}
    config, _ = configured({"repository": {"config": {"curations": {"packages": [entry]}}}})
    concluded = config.concluded("PyPI::lib:2.0")
    assert concluded is not None
    assert concluded.license == "MIT"
    assert config.concluded("PyPI::lib:2.1") is None


def test_what_was_chosen_is_concluded_and_names_what_it_was_chosen_from():
    assert {role: claim.license for role, claim in CLAIMS["both"].items()} == {"concluded": "MIT"}
    assert "GPL-2.0-only OR MIT" in CLAIMS["both"]["concluded"].source


@pytest.mark.parametrize(
    ("words", "given", "choice", "chosen"),
    [
        ("MIT OR GPL-2.0-only", "GPL-2.0-only OR MIT", "MIT", "MIT"),
        ("Zlib AND (MIT OR GPL-2.0-only)", "MIT OR GPL-2.0-only", "MIT", "Zlib AND MIT"),
        ("MIT OR GPL-2.0-only OR Zlib", "MIT OR GPL-2.0-only", "MIT", "MIT OR Zlib"),
        ("MIT OR GPL-2.0-only", None, "MIT", "MIT"),
        # what the terms do not offer cannot be chosen from them
        ("MIT OR GPL-2.0-only", "MIT OR GPL-2.0-only", "Zlib", None),
        ("MIT OR GPL-2.0-only", None, "Apache-2.0", None),
        ("MIT AND GPL-2.0-only", "MIT OR GPL-2.0-only", "MIT", None),
        ("MIT AND GPL-2.0-only", "MIT AND GPL-2.0-only", "MIT", None),
        ("MIT OR Zlib", "MIT OR GPL-2.0-only", "MIT", None),
        ("MIT OR Fnord-9", "MIT OR Fnord-9", "MIT", None),
        ("MIT", "MIT", "Zlib", None),
    ],
)
def test_a_choice_is_one_of_those_that_the_terms_offer(words, given, choice, chosen):
    found = choosing(given, choice).chosen("p", words)
    assert (found.license if found else None) == chosen


def test_a_choice_for_one_package_that_it_does_not_offer_is_told():
    choices = {"package_license_choices": [{"package_id": "p", "license_choices": [{"choice": "Zlib"}]}]}
    config, draft = configured({"repository": {"config": {"license_choices": choices}}})
    assert config.chosen("p", "MIT OR GPL-2.0-only") is None
    assert config.chosen("q", "MIT OR GPL-2.0-only") is None
    assert [(d.code, d.message.rpartition(" ")[2]) for d in draft.notes.diagnostics()] == [
        ("license-choice-unread", "p")
    ]


def test_excluded_scopes_and_projects_are_aside_unless_something_else_needs_them():
    related = {(r.subject, r.verb.value if r.verb else None, r.object) for r in BILL.relations}
    assert ("PyPI:acme:chat:1.0", None, "PyPI::linter:4.0") in related
    assert ("PyPI:acme:demo:1.0", None, "PyPI::shown:1.0") in related
    assert ("chat", None, "PyPI:acme:demo:1.0") in related
    assert {a.name for a in BILL.artifacts if a.shipped is False} == {"linter", "demo", "shown"}
    told = [d.message for d in BILL.diagnostics if d.code == "relation-aside"]
    assert any("PyPI::both:3.0" in message and "needed elsewhere" in message for message in told)
    assert all("the configuration leaves out" in message for message in told)
    assert len(told) == 4


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("**/*.py", "a/b/c.py", True),
        ("**/*.py", "c.py", True),
        ("*.py", "a/c.py", False),
        ("test/**", "test/a/b", True),
        ("test/**", "a/test/b", False),
        ("a/**/z", "a/z", True),
        ("a/?.c", "a/b.c", True),
        ("a[b].c", "a[b].c", True),
        ("a[b].c", "ab.c", False),
        ("A.c", "a.c", False),
    ],
)
def test_paths_are_matched_folder_by_folder(pattern, path, fits):
    assert excluding(paths=[pattern])[0].excludes_path(path) is fits


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("testCompile", "testCompile", True),
        ("test", "testCompile", False),
        ("test.*", "testCompile", True),
        ("(.*[dD]ebug.*|.*Lint.*)", "freeDebugRuntime", True),
        ("(", "(", True),
        ("(", "a", False),
    ],
)
def test_scopes_are_matched_as_a_whole(pattern, name, fits):
    assert excluding(scopes=[pattern])[0].excludes_scope(name) is fits


@pytest.mark.parametrize("pattern", ["(a+)+b", "a?" * 40 + "a" * 40, "(a|a)" * 40, ".*" * 40 + "b", "*" * 100_000])
def test_a_pattern_that_never_ends_is_told_and_not_followed(pattern):
    config, draft = excluding(scopes=[pattern])
    begin = time.perf_counter()
    assert not config.excludes_scope("a" * 40)
    assert time.perf_counter() - begin < 5
    assert [entry.code for entry in draft.notes.diagnostics()] == ["exclude-unread"]


@pytest.mark.parametrize("junk", [None, 1, "x", [1, None], {"a": []}, [[]], [{"id": [], "pattern": 1, "choice": {}}]])
def test_junk_anywhere_is_passed_over(junk):
    for data in (
        {"repository": junk, "resolved_configuration": junk},
        {"repository": {"config": junk, "nested_repositories": junk}},
        {"repository": {"config": {"excludes": {"paths": junk, "scopes": junk}, "curations": {"packages": junk}}}},
        {"resolved_configuration": {"package_curations": junk, "license_choices": junk}},
        {"resolved_configuration": {"package_curations": [{"provider": junk, "curations": junk}]}},
        {"resolved_configuration": {"license_choices": {"package_license_choices": junk, "repository_license_choices": junk}}},
    ):  # fmt: skip
        config, _ = configured(data)
        assert (config.concluded("p"), config.chosen("p", "MIT OR Zlib")) == (None, None)
        assert not config.excludes_scope("s")
        assert not config.excludes_path("a/b")
        assert config.folder_of({"vcs_processed": junk}) == ""
