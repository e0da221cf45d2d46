"""ORT results: projects, packages, what was concluded, declared and found, and which scopes only served to make it."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from fourfold.artifact import Bill
from fourfold.errors import FourfoldError, InputError
from fourfold.read import read
from fourfold.read.base import Source, load_yaml
from fourfold.read.ort import READER

PATH = Path(__file__).parent / "bills" / "ort" / "analyzer-result.yml"
DATA = load_yaml(PATH.read_text(encoding="utf-8"), "x").value


@pytest.fixture(scope="module", params=["yaml", "json"])
def bill(request):
    if request.param == "yaml":
        return read(PATH)
    return READER.read(Source("r.json", Path("r.json"), json.dumps(DATA).encode()))


def related(bill: Bill) -> set[tuple[str, str | None, str]]:
    return {(r.subject, r.verb.value if r.verb else None, r.object) for r in bill.relations}


def test_projects_and_packages(bill):
    assert bill.name == "chat"
    assert {a.id: (a.name, a.version) for a in bill.artifacts} == {
        "PyPI:acme:chat:1.0": ("chat", "1.0"),
        "PyPI::lib:2.0": ("lib", "2.0"),
        "PyPI::deep:3.0": ("deep", "3.0"),
        "PyPI::checker:4.0": ("checker", "4.0"),
    }


def test_what_was_concluded_declared_and_found_are_three_claims(bill):
    lib = next(a for a in bill.artifacts if a.name == "lib")
    assert {c.role: c.license for c in lib.claims} == {
        "concluded": "MPL-2.0",
        "declared": "EPL-1.0 OR MPL-2.0",
        "observed": "MPL-2.0 AND GPL-2.0-only",
    }
    assert "(EPL 1.0) AND (MPL 2.0)" in next(c.source for c in lib.claims if c.role == "declared")


def test_a_list_that_nobody_processed_is_all_of_them(bill):
    deep = next(a for a in bill.artifacts if a.name == "deep")
    assert [c.license for c in deep.claims] == ["MIT AND BSD"]
    assert "license-list-as-and" in {d.code for d in bill.diagnostics}


@pytest.mark.parametrize(
    ("id_", "unread", "words"),
    [
        ("PyPI::lib:2.0", ["House rules"], "(EPL-1.0 OR MPL-2.0) AND (House rules)"),
        ("PyPI::lib:2.0", ["Fnord", "", 7], "(EPL-1.0 OR MPL-2.0) AND Fnord AND 7"),
        ("Maven:org:lib:2.0", ["House rules"], "(EPL-1.0 OR MPL-2.0) OR (House rules)"),
        ("Crate::lib:2.0", ["Fnord"], "(EPL-1.0 OR MPL-2.0) OR Fnord"),
        ("PyPI::lib:2.0", [], "EPL-1.0 OR MPL-2.0"),
        ("PyPI::lib:2.0", None, "EPL-1.0 OR MPL-2.0"),
    ],
)
def test_what_the_toolkit_could_not_read_was_declared_all_the_same(id_, unread, words):
    data = copy.deepcopy(DATA)
    package = data["analyzer"]["result"]["packages"][0]
    package["id"] = id_
    package["declared_licenses_processed"]["unmapped"] = unread
    read_ = READER.read(Source("r", Path("r"), json.dumps(data).encode()))
    lib = next(a for a in read_.artifacts if a.name == "lib")
    (claim,) = (claim for claim in lib.claims if claim.role == "declared")
    assert claim.license == words
    assert ("all but" in claim.source) is bool(unread)


def test_dependencies_come_from_the_graph(bill):
    assert related(bill) == {
        ("chat", "contains", "PyPI:acme:chat:1.0"),
        ("PyPI:acme:chat:1.0", "runs", "PyPI::lib:2.0"),
        ("PyPI::lib:2.0", "runs", "PyPI::deep:3.0"),
        ("PyPI:acme:chat:1.0", None, "PyPI::checker:4.0"),
    }
    assert {a.name for a in bill.artifacts if a.shipped is False} == {"checker"}


def test_newer_graphs_and_older_trees_say_the_same():
    result = DATA["analyzer"]["result"]
    graph = {
        "packages": ["PyPI::lib:2.0", "PyPI::deep:3.0"],
        "nodes": [{"pkg": 0}, {"pkg": 1}],
        "edges": [{"from": 0, "to": 1}],
        "scopes": {"acme:chat:1.0:install": [{"root": 0}]},
    }
    tree = [{"name": "install", "dependencies": [{"id": "PyPI::lib:2.0", "dependencies": [{"id": "PyPI::deep:3.0"}]}]}]
    newer = result | {"dependency_graphs": {"PyPI": graph}}
    older = result | {"dependency_graphs": None, "projects": [result["projects"][0] | {"scopes": tree}]}
    pairs = []
    for changed in (newer, older):
        data = DATA | {"analyzer": {"result": changed}}
        bill = READER.read(Source("r", Path("r"), json.dumps(data).encode()))
        pairs.append({(s, v, o) for s, v, o in related(bill) if v == "runs"})
    assert (
        pairs[0]
        == pairs[1]
        == {("PyPI:acme:chat:1.0", "runs", "PyPI::lib:2.0"), ("PyPI::lib:2.0", "runs", "PyPI::deep:3.0")}
    )


def test_places_have_lines_in_yaml():
    claim = next(c for a in read(PATH).artifacts for c in a.claims if c.role == "concluded")
    assert claim.place.line is not None
    assert "concluded_license" in PATH.read_text(encoding="utf-8").splitlines()[claim.place.line - 1]


def test_a_result_without_an_analysis_is_refused():
    with pytest.raises(InputError):
        READER.read(Source("r", Path("r"), b'{"repository": {}, "analyzer": null}'))


@pytest.mark.parametrize(
    "junk", [None, 1, "x", [1, None], {"a": []}, [[]], [{"id": []}], {"PyPI": {"packages": 3, "scopes": {"a": [1]}}}]
)
def test_junk_anywhere_ends_well(junk):
    keys = ("projects", "packages", "dependency_graphs")
    for key in keys:
        data = {"repository": junk, "scanner": junk, "analyzer": {"result": DATA["analyzer"]["result"] | {key: junk}}}
        try:
            READER.read(Source("r", Path("r"), json.dumps(data).encode()))
        except FourfoldError:
            assert key == "packages" or key == "projects"


def test_an_edge_to_a_node_that_is_not_there_relates_nothing_else():
    result = DATA["analyzer"]["result"]
    graph = {
        "packages": ["PyPI::lib:2.0", "PyPI::deep:3.0"],
        "nodes": ["junk", {"pkg": 1}, {}],
        "edges": [{"from": 1, "to": 7}, {"from": 0, "to": 1}, {"from": 1, "to": 2}],
        "scopes": {},
    }
    data = DATA | {"analyzer": {"result": result | {"dependency_graphs": {"PyPI": graph}}}}
    bill = READER.read(Source("r", Path("r"), json.dumps(data).encode()))
    assert {pair for pair in related(bill) if pair[1] == "runs"} == {("PyPI::deep:3.0", "runs", "PyPI::lib:2.0")}
