"""What a scan found goes to the package whose source was scanned, and no further."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.read import ort_scan, read
from fourfold.read.ort_scan import Folders, Found, Scans
from fourfold.read.tree import role_of

BILL = read(Path(__file__).parent / "bills" / "ort" / "scan-result.yml")


def never(_path: str) -> bool:
    return False


def observed(name: str) -> str:
    return next((c.license for a in BILL.artifacts if a.name == name for c in a.claims if c.role == "observed"), "")


def finding(words: str, path: str) -> dict[str, object]:
    return {"license": words, "location": {"path": path, "start_line": 1, "end_line": 1}}


def git(path: str, revision: str = "c0") -> dict[str, object]:
    return {"vcs_info": {"type": "Git", "url": "u", "revision": "main", "path": path}, "resolved_revision": revision}


def scans(folder: str, *found: dict[str, object]) -> list[str]:
    """What a package in a folder of a repository is seen to hold."""
    results = [{"provenance": git(""), "summary": {"licenses": list(found)}}]
    scanner = {"provenances": [{"id": "p", "package_provenance": git(folder)}], "scan_results": results}
    return Scans(scanner).of("p", never)[0]


def test_a_package_is_told_by_where_its_source_came_from():
    assert observed("lib") == "BSD-3-Clause"


def test_of_a_repository_the_folder_counts_with_the_licence_above_it_and_the_repositories_in_it():
    assert observed("chat") == "Apache-2.0 AND MIT AND Zlib"


def test_a_package_that_was_not_scanned_has_nothing_found():
    assert observed("both") == observed("shown") == ""


def test_none_and_no_assertion_are_two_things():
    assert observed("empty") == "NONE"
    assert observed("vague") == "MIT AND NOASSERTION"


def test_a_place_is_that_of_the_scan():
    (claim,) = next(a.claims for a in BILL.artifacts if a.name == "empty")
    assert claim.place.pointer == "/scanner/scan_results/3"
    assert claim.place.line is not None


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["LICENSE", "a/b/x.py"], ["LICENSE", "a/b/x.py"]),
        (["LICENSE", "a/LICENSE", "a/b/x.py"], ["a/LICENSE", "a/b/x.py"]),
        (["LICENSE", "a/b/LICENSE.txt"], ["a/b/LICENSE.txt"]),
        (["LICENSE", "a/bc/x.py", "a/x.py", "z/LICENSE"], ["LICENSE"]),
        (["a/b"], ["a/b"]),
    ],
)
def test_the_nearest_licence_text_above_stands_for_a_folder(paths, expected):
    assert scans("a/b", *(finding(path, path) for path in paths)) == expected


def test_another_revision_is_another_source():
    results = [{"provenance": git("", "c9"), "summary": {"licenses": [finding("MIT", "a")]}}]
    scanner = {"provenances": [{"id": "p", "package_provenance": git("")}], "scan_results": results}
    assert Scans(scanner).of("p", never) == ([], "/scanner")


@pytest.mark.parametrize(
    "scanner",
    [
        {"scan_results": {"p": [{"summary": {"licenses": [finding("MIT", "a")]}}]}},
        {"results": {"scan_results": [{"id": "p", "results": [{"summary": {"licenses": [finding("MIT", "a")]}}]}]}},
        {"results": {"scan_results": [{"id": "p", "results": [{"summary": {"licenses": [{"license": "MIT", "locations": [{"path": "a"}]}]}}]}]}},
    ],
)  # fmt: skip
def test_older_forms_name_the_package(scanner):
    assert Scans(scanner).of("p", never)[0] == ["MIT"]
    assert Scans(scanner).of("p", lambda path: path == "a")[0] == []


@pytest.mark.parametrize("junk", [None, 1, "x", [1, None], {"a": []}, [[]], [{"id": []}], {"p": {"summary": 3}}])
def test_junk_anywhere_is_passed_over(junk):
    for scanner in (
        junk,
        {"scan_results": junk, "provenances": junk, "results": junk},
        {"scan_results": [{"provenance": junk, "summary": junk}], "provenances": [{"id": "p", "package_provenance": junk}]},
        {"scan_results": [{"provenance": git(""), "summary": {"licenses": junk}}], "provenances": [{"id": "p", "package_provenance": git(""), "sub_repositories": junk}]},
    ):  # fmt: skip
        assert Scans(scanner).of("p", never)[0] == []


def test_what_many_projects_share_is_sorted_once(monkeypatch):
    """Each project of a repository once looked at every file of it."""
    looked: list[object] = []
    monkeypatch.setattr(ort_scan, "role_of", lambda path: looked.append(path) or role_of(path))
    found = [finding("MIT" if i % 2 else "ISC", f"p{i % 20}/file{i}.c") for i in range(100)]
    entries = [{"id": f"P{i}", "package_provenance": git(f"p{i}")} for i in range(20)]
    results = [{"provenance": git(""), "summary": {"licenses": found}}]
    held = Scans({"provenances": entries, "scan_results": results})
    assert [held.of(f"P{i}", never)[0] for i in range(20)] == [["ISC"], ["MIT"]] * 10
    assert len(looked) == len(found)


@pytest.mark.parametrize("folder", ["a", "a/b", "a/b/c.py", "ab", "", "a/b/"])
def test_a_folder_holds_what_begins_with_its_name_and_a_slash(folder):
    paths = ["a/b/c.py", "ab/c.py", "a.py", "a", "a/b", "/a/b", ""]
    held = [one.path for one in Folders(Found("MIT", path, "") for path in paths).of(folder.strip("/"))]
    assert held == [path for path in paths if not folder or f"{path}/".startswith(f"{folder.strip('/')}/")]
