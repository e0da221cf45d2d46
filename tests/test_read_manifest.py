"""The manifest: every key of the contract, its defaults, and a clear refusal with file, line and what to try."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from fourfold.api import read
from fourfold.errors import InputError
from fourfold.read.base import load_yaml
from fourfold.read.manifest import build, manifest_schema
from fourfold.terms import Form, Grade, Kind, Purpose, Role, Verb
from tests.conftest import ROOT

EVERYTHING = """\
fourfold: 1
name: acme-chat
license: Apache-2.0 AND CC-BY-4.0
context:
  form: saas
  purpose: commercial
  role: end-user
  territory: [DE, FR]
  monthly-active-users: 5000
  annual-revenue-usd: 1500000.0
artifacts:
  - id: student
    name: Student 8B
    version: "1.2"
    kind: model
    license: Apache-2.0
    component: model-parameters
    shipped: true
    facts: {name: student-8b, banner: false, training-data: obtainable, parts: [a, b], epochs: 3}
  - id: base
    kind: model
    license:
      - {license: llama3.1, evidence: A, source: LICENSE}
      - {license: apache-2.0}
  - {id: notes, kind: document, license: inherited}
  - {id: corpus, kind: dataset}
  - {id: api, kind: service}
  - {id: recipe, kind: code, shipped: false}
relations:
  - {from: student, type: finetuned-from, to: base}
  - {from: acme-chat, type: contains, to: student}
"""


@pytest.fixture
def bill(manifest):
    return read(manifest(EVERYTHING))


def test_the_whole(bill):
    assert (bill.name, bill.format) == ("acme-chat", "fourfold manifest 1")
    assert [claim.license for claim in bill.claims] == ["Apache-2.0 AND CC-BY-4.0"]
    assert bill.diagnostics == ()


def test_the_context(bill):
    context = bill.context
    assert (context.form, context.purpose, context.role) == (Form.SAAS, Purpose.COMMERCIAL, Role.END_USER)
    assert (context.territory, context.monthly_active_users, context.annual_revenue_usd) == (("DE", "FR"), 5000, 1.5e6)


def test_an_artifact_with_every_key(bill):
    student = bill.artifacts[0]
    assert (student.id, student.name, student.version, student.kind) == ("student", "Student 8B", "1.2", Kind.MODEL)
    assert (student.component, student.shipped, student.inherited) == ("model-parameters", True, False)
    assert student.facts == {
        "name": "student-8b",
        "banner": False,
        "training-data": "obtainable",
        "parts": ("a", "b"),
        "epochs": 3,
    }
    assert student.facts["banner"] is False


def test_a_list_of_claims_keeps_evidence_and_source(bill):
    one, other = bill.artifacts[1].claims
    assert (one.license, one.evidence, one.source) == ("llama3.1", Grade.A, "LICENSE")
    assert (other.license, other.evidence, other.source) == ("apache-2.0", Grade.C, "manifest")


def test_inherited_absent_and_not_shipped_are_three_things(bill):
    by_id = {artifact.id: artifact for artifact in bill.artifacts}
    assert (by_id["notes"].inherited, by_id["notes"].claims) == (True, ())
    assert (by_id["corpus"].inherited, by_id["corpus"].claims) == (False, ())
    assert by_id["corpus"].shipped is None
    assert by_id["recipe"].shipped is False


def test_relations_and_their_lines(bill):
    relation, contains = bill.relations
    assert (relation.subject, relation.verb, relation.object) == ("student", Verb.FINETUNED_FROM, "base")
    assert (contains.subject, contains.verb) == ("acme-chat", Verb.CONTAINS)
    assert EVERYTHING.splitlines()[relation.place.line - 1].strip().startswith("- {from: student")
    assert relation.place.pointer == "/relations/0"


def test_every_artifact_and_claim_knows_its_line(bill):
    lines = EVERYTHING.splitlines()
    for artifact in bill.artifacts:
        assert f"id: {artifact.id}" in lines[artifact.place.line - 1]
    assert "license: Apache-2.0" in lines[bill.artifacts[0].claims[0].place.line - 1]
    assert "llama3.1" in lines[bill.artifacts[1].claims[0].place.line - 1]


def test_json_is_a_manifest_wherever_the_version_stands(manifest):
    text = json.dumps(yaml.safe_load(EVERYTHING), sort_keys=True, indent=2)
    assert text.index('"fourfold"') > 200
    assert read(manifest(text, "fourfold.json")).artifacts[0].id == "student"
    assert read(manifest("{'name': a, \"fourfold\": 1, artifacts: [{id: b}]}")).artifacts[0].id == "b"


def test_json_is_yaml_too(manifest):
    text = json.dumps(yaml.safe_load(EVERYTHING))
    one, other = read(manifest(EVERYTHING)), read(manifest(text, "fourfold.json"))
    assert [a.id for a in other.artifacts] == [a.id for a in one.artifacts]
    assert other.context == one.context


def test_the_least_that_a_manifest_may_be(manifest):
    least = read(manifest("fourfold: 1\nname: x\nartifacts: [{id: a}]\n"))
    assert least.context.form is Form.RAW
    assert least.artifacts[0].kind is None
    assert least.relations == ()


@pytest.mark.parametrize(
    ("change", "says", "hint"),
    [
        (("form: saas", "form: boxed"), "boxed", "raw"),
        (("purpose: commercial", "purpose: fun"), "fun", "commercial"),
        (("role: end-user", "role: king"), "king", "distributor"),
        (("kind: model\n    license: Apache-2.0", "kind: robot\n    license: Apache-2.0"), "robot", "dataset"),
        (("type: finetuned-from", "type: finetuned"), "finetuned", "finetuned-from"),
        (("monthly-active-users: 5000", "monthly-active-users: -1"), "monthly-active-users", ""),
        (("monthly-active-users: 5000", "monthly-active-users: many"), "monthly-active-users", ""),
        (("evidence: A", "evidence: Z"), "", ""),
        (("component: model-parameters", "componend: model-parameters"), "'componend'", "component"),
        (("fourfold: 1\nname", "fourfold: 1\nnamed: y\nname"), "'named'", "name"),
        (("name: acme-chat\nlicense", "license"), "'name' is missing", "add name:"),
        (("to: base", "to: bass"), "'bass'", "base"),
        (("from: acme-chat", "from: acme"), "'acme'", "acme-chat"),
        (("id: notes", "id: base"), "'base' stands twice", "own id"),
        (("id: notes", "id: acme-chat"), "stands twice", "own id"),
        (("id: notes", 'id: ""'), "id", ""),
        (("license: Apache-2.0\n", 'license: ""\n'), "license", ""),
        (("fourfold: 1", "fourfold: 2"), "2", "1"),
    ],
    ids=lambda value: value[1][:24] if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_told_with_file_line_and_what_to_try(manifest, change, says, hint):
    assert change[0] in EVERYTHING
    text = EVERYTHING.replace(*change, 1)
    with pytest.raises(InputError) as caught:
        read(manifest(text))
    assert says in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.where.partition("fourfold.yaml:")[2].isdigit()


def test_the_line_of_a_complaint_is_the_line_of_the_key(manifest):
    text = EVERYTHING.replace("component: model-parameters", "componend: model-parameters")
    with pytest.raises(InputError) as caught:
        read(manifest(text))
    line = int(caught.value.where.rpartition(":")[2])
    assert "componend" in text.splitlines()[line - 1]


@pytest.mark.parametrize("text", ["fourfold: 1\n- a\n", '"fourfold": [1', "fourfold: 1\nname: [x\n"])
def test_what_begins_as_a_manifest_and_is_no_yaml_is_told_with_its_line(manifest, text):
    with pytest.raises(InputError, match="not valid"):
        read(manifest(text))


def test_a_yes_that_yaml_takes_for_true_stays_a_fact_and_a_version_stays_a_word(manifest):
    found = read(manifest("fourfold: 1\nname: x\nartifacts: [{id: a, facts: {banner: yes, relink-allowed: no}}]\n"))
    assert found.artifacts[0].facts == {"banner": True, "relink-allowed": False}


def test_the_published_schema_is_the_one_that_reads():
    schema = json.loads((ROOT / "data" / "schema" / "manifest.schema.json").read_text())
    assert schema == json.loads(json.dumps(manifest_schema()))
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(EVERYTHING))), schema)
    for key in ("component", "shipped", "facts", "version"):
        assert key in schema["$defs"]["ManifestArtifact"]["properties"]


def test_every_example_fits_the_schema_and_is_read():
    schema = json.loads((ROOT / "data" / "schema" / "manifest.schema.json").read_text())
    paths = sorted((ROOT / "examples").glob("*.yaml"))
    for path in paths:
        jsonschema.validate(yaml.safe_load(path.read_text()), schema)
        assert read(path).artifacts
    assert len(paths) >= 8


def test_a_document_that_was_read_already_can_be_built():
    assert build(load_yaml("fourfold: 1\nname: x\nartifacts: [{id: a}]\n", "here")).artifacts[0].place.file == "here"
    with pytest.raises(InputError, match="mapping"):
        build(load_yaml("[1, 2]", "here"))
