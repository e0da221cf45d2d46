"""MOF YAML is read as what it is, and what does not fit is reported with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.artifact import Bill
from fourfold.errors import InputError
from fourfold.read.base import Source, load_yaml, open_source
from fourfold.read.mof import READER, build, component_of, components, slug
from fourfold.terms import Kind, Verb

BILLS = Path(__file__).parent / "bills" / "mof"


def bill(name: str) -> Bill:
    return READER.read(open_source(str(BILLS / name)))


def said(b: Bill) -> dict[str, str]:
    return {a.id: a.claims[0].license if a.claims else "" for a in b.artifacts}


def test_every_fixture_is_told_by_its_content():
    paths = sorted(BILLS.glob("*.yml"))
    assert len(paths) >= 7
    for path in paths:
        source = Source("-", None, path.read_bytes())
        assert READER.sniff(source), path
        assert READER.read(source).format == "MOF YAML 1.0"


@pytest.mark.parametrize("text", ["fourfold: 1\nname: x\n", "---\nlicense: mit\n---\n", "framework: x\n", "", "{}"])
def test_other_formats_are_left_alone(text):
    assert not READER.sniff(Source("-", None, text.encode()))


def test_json_is_read_too():
    text = b'{"framework": {"version": "1.0"}, "release": {"name": "m", "components": [{"name": "Model card"}]}}'
    source = Source("-", None, text)
    assert READER.sniff(source)
    assert [a.component for a in READER.read(source).artifacts] == ["model-card"]


def test_seventeen_components_each_with_its_own_name():
    found = components()
    assert len(found) == 17
    assert sum(c.required for c in found.values()) == 14
    assert {level: sum(c.required and c.level == level for c in found.values()) for level in (1, 2, 3)} == {
        1: 4,
        2: 4,
        3: 6,
    }
    names = [c.id for c in found.values()] + [alias for c in found.values() for alias in c.aliases]
    assert len(names) == len(set(names))
    assert all(c.id == slug(c.name) for c in found.values())


def test_names_that_manifests_use():
    weights = component_of("model-parameters")
    assert weights is not None
    assert weights.id == "model-parameters-final"
    assert component_of("Training Code") is components()["training-code"]
    assert component_of("training") is None


def test_a_component_takes_its_own_licence_then_its_types_then_the_whole():
    b = bill("license-levels.yml")
    assert said(b) == {
        "model-architecture": "GPL-3.0-only",  # the code licence is empty: on to the distribution's
        "model-parameters-final": "MIT",
        "model-card": "NONE",
        "data-card": "",  # stated as empty: no licence, and no other one steps in
        "evaluation-results": "CC-BY-4.0",
        "datasets": "NONE",
    }
    assert [c.license for c in b.claims] == ["GPL-3.0-only"]
    assert [d.code for d in b.diagnostics] == ["mof-license-key-unknown"]
    weights = next(a for a in b.artifacts if a.kind is Kind.MODEL)
    assert weights.claims[0].place.line == 18
    assert weights.facts == {"training-data": True, "training-code": False}
    assert weights.version == "1B"


def test_nothing_is_stored_under_another_name():
    b = bill("odd.yml")
    found = {a.id: a.component for a in b.artifacts}
    assert found["training-dataset"] == ""
    assert found["model-card"] == "model-card"
    assert found["data-card"] == found["data-card-2"] == "data-card"
    assert next(a for a in b.artifacts if a.id == "training-dataset").name == "Training dataset"


def test_what_does_not_fit_is_reported_with_its_line():
    b = bill("odd.yml")
    codes = {d.code: d.place.line for d in b.diagnostics}
    assert codes == {
        "mof-date-unquoted": 11,
        "mof-component-spelling": 14,
        "mof-component-unknown": 16,
        "mof-component-repeated": 28,
        "mof-license-not-text": 31,
    }
    unknown = next(d for d in b.diagnostics if d.code == "mof-component-unknown")
    assert "'Training dataset' is no component" in unknown.message


def test_licences_are_kept_as_they_stand():
    words = said(bill("odd.yml"))
    assert words["inference-code"] == "MIT OR Apache-2.0"
    assert words["training-code"] == "apache-2.0"
    assert words["model-parameters-final"] == "Our own terms, ask us"


def test_the_base_model_is_a_relation_only_where_the_file_says_how():
    b = bill("odd.yml")
    assert [(r.verb, r.object, r.basis) for r in b.relations] == [(Verb.FINETUNED_FROM, "Some-Base", "inferred")]
    assert next(a for a in b.artifacts if a.id == "Some-Base").shipped is False
    text = "framework: {}\nrelease:\n  name: m\n  origin: Base\n  components:\n  - name: Model parameters (Final)\n"
    kept = build(load_yaml(text, "m.yml"))
    assert [(r.verb, r.word) for r in kept.relations] == [(None, "origin")]
    assert [a.id for a in kept.artifacts] == ["model-parameters-final"]


@pytest.mark.parametrize(
    "text", ["framework: {}\nrelease: 3\n", "framework: {}\nrelease: {components: 3}\n", "- framework\n"]
)
def test_what_is_no_release_is_an_error_with_its_line(text):
    with pytest.raises(InputError, match=r"m\.yml:\d.*no release with a list of components"):
        build(load_yaml(text, "m.yml"))


def test_a_component_without_a_name_is_reported():
    b = build(load_yaml("framework: {}\nrelease:\n  name: m\n  components:\n  - license: MIT\n  - 3\n", "m.yml"))
    assert not b.artifacts
    assert [(d.code, d.place.line) for d in b.diagnostics] == [
        ("mof-component-unnamed", 5),
        ("mof-component-unnamed", 6),
    ]
