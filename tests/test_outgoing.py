"""What a bill lists goes out, unless its words put it aside or it is only what something was made from."""

from __future__ import annotations

import json

import pytest

from fourfold.api import check, read
from fourfold.artifact import Artifact, Relation
from fourfold.outgoing import referred_to, shipped
from fourfold.terms import Verb


def of(*relations, aside=()):
    """What a bill with these relations only refers to, and what goes out of it."""
    made = [Relation(subject, Verb(verb), object_, verb) for subject, verb, object_ in relations]
    names = {name for r in made for name in (r.subject, r.object) if name != "elsewhere"}
    sources, _ = referred_to(made, names, set(aside))
    artifacts = {name: Artifact(name, shipped=False if name in {*sources, *aside} else None) for name in names}
    incoming = {}
    for relation in made:
        if relation.subject in names:
            incoming.setdefault(relation.subject, []).append(relation)
    return sources, shipped(artifacts, incoming, lists=True)


def test_what_is_needed_goes_out_and_a_source_does_not():
    found = of(
        ("app", "runs", "lib"), ("app", "links", "z"), ("lib", "runs", "deep"), ("readme", "documents", "app"), ("app", "finetuned-from", "base"),
        ("base", "finetuned-from", "root"),
    )  # fmt: skip
    assert found == ({"base", "root"}, {"app", "lib", "z", "deep", "readme"})


def test_a_source_that_something_contains_goes_out():
    assert of(("app", "modified-from", "lib"), ("app", "contains", "lib")) == (set(), {"app", "lib"})


@pytest.mark.parametrize("fork", ["fork", "elsewhere"])
def test_what_a_fork_was_made_from_is_no_mere_source(fork):
    assert of(("app", "runs", "lib"), (fork, "modified-from", "lib"), aside={"fork"}) == (set(), {"app", "lib"})


def test_what_only_a_build_tool_needs_stays_behind_with_it():
    _, out = of(
        ("tool", "runs", "parser"), ("parser", "runs", "regex"), ("tool", "runs", "shared"), ("app", "runs", "shared"),
        ("base", "runs", "loader"), ("model", "finetuned-from", "base"), ("tool", "contains", "plugin"), aside={"tool"},
    )  # fmt: skip
    assert out == {"app", "shared", "model"}


def test_a_ring_of_things_that_need_each_other_goes_out():
    _, out = of(("a", "runs", "b"), ("b", "runs", "a"), ("tool", "runs", "c"), ("c", "runs", "a"), aside={"tool"})
    assert out == {"a", "b"}


def test_of_a_manifest_only_what_nothing_uses_goes_out_and_its_parts():
    relations = [Relation("app", Verb.RUNS, "lib"), Relation("app", Verb.CONTAINS, "docs")]
    assert shipped({name: Artifact(name) for name in ("app", "lib", "docs")}, {"app": relations}) == {"app", "docs"}


@pytest.mark.parametrize("format_", ["SPDX 2", "SPDX 3", "CycloneDX"])
def test_a_dependency_is_judged_whatever_the_format(tmp_path, format_):
    path = tmp_path / "bom.json"
    path.write_text(json.dumps(_bill(format_)), encoding="utf-8")
    report = check(read(path))
    assert {state.name: state.shipped for state in report.artifacts if state.name == "lib"} == {"lib": True}
    assert report.exit_code == 3


def _bill(format_):
    """A program that depends on a library of unknown terms."""
    if format_ == "CycloneDX":
        parts = [
            {"type": "library", "bom-ref": "lib", "name": "lib", "licenses": [{"license": {"name": "House Terms"}}]}
        ]
        root = {"type": "application", "bom-ref": "app", "name": "app", "licenses": [{"license": {"id": "MIT"}}]}
        needs = [{"ref": "app", "dependsOn": ["lib"]}]
        return {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": root},
            "components": parts,
            "dependencies": needs,
        }
    if format_ == "SPDX 2":
        said = [("DOCUMENT", "DESCRIBES", "app"), ("app", "DEPENDS_ON", "lib")]
        return {
            "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "b",
            "packages": [{"SPDXID": f"SPDXRef-{name}", "name": name, "licenseDeclared": words} for name, words in (("app", "MIT"), ("lib", "LicenseRef-house"))],
            "relationships": [
                {"spdxElementId": f"SPDXRef-{one}", "relationshipType": word, "relatedSpdxElement": f"SPDXRef-{other}"} for one, word, other in said
            ],
        }  # fmt: skip
    said = [("app", "dependsOn", "lib"), ("app", "hasDeclaredLicense", "mit")]
    return {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            *({"type": "software_Package", "spdxId": f"urn:{name}", "name": name} for name in ("app", "lib")),
            {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:mit", "simplelicensing_licenseExpression": "MIT"},
            *({"type": "Relationship", "spdxId": f"urn:r{i}", "from": f"urn:{a}", "relationshipType": w, "to": [f"urn:{b}"]} for i, (a, w, b) in enumerate(said)),
        ],
    }  # fmt: skip
