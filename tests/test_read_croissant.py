"""Croissant: the dataset's own licence, its parts, and what it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.artifact import Bill
from fourfold.read import read
from fourfold.read.base import Source
from fourfold.read.croissant import READER
from fourfold.terms import Grade, Kind, Verb

PATH = Path(__file__).parent / "bills" / "croissant" / "corpus.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))


def bill_of(**changes: object) -> Bill:
    return READER.read(Source("c.json", Path("c.json"), json.dumps(DATA | changes).encode()))


@pytest.fixture(scope="module")
def bill():
    return read(PATH)


def test_the_dataset_and_its_parts(bill):
    assert bill.format == "Croissant 1.1"
    assert {a.id: a.kind for a in bill.artifacts} == dict.fromkeys(
        ("corpus", "repo", "extra", "datasets/acme/older"), Kind.DATASET
    )
    assert bill.artifacts[0].aliases == ("datasets/acme/corpus", "https://huggingface.co/datasets/acme/corpus")


def test_the_licence_of_the_metadata_is_never_counted(bill):
    assert "CC0-1.0" not in {claim.license for artifact in bill.artifacts for claim in artifact.claims}


def test_parts_have_the_datasets_terms_on_weaker_evidence_unless_they_state_their_own(bill):
    said = {a.id: [(c.license, c.evidence) for c in a.claims] for a in bill.artifacts}
    assert said["corpus"] == [(DATA["license"], Grade.C)]
    assert said["repo"] == [(DATA["license"], Grade.E)]
    assert said["extra"] == [("MIT", Grade.C)]


def test_what_it_was_made_from_is_upstream(bill):
    (source,) = [a for a in bill.artifacts if a.id == "datasets/acme/older"]
    assert source.shipped is False
    assert source.claims[0].license == "odc-by"
    assert ("corpus", Verb.MODIFIED_FROM, source.id) in {(r.subject, r.verb, r.object) for r in bill.relations}


@pytest.mark.parametrize("key", ["prov:atLocation", "prov:locatedAt"])
def test_where_a_source_is_tells_more_than_its_id(key):
    place = "https://huggingface.co/datasets/acme/first"
    bill = bill_of(**{"prov:wasDerivedFrom": {"@id": "first", key: place}})
    (source,) = [a for a in bill.artifacts if a.id == "datasets/acme/first"]
    assert source.aliases == (place, "first")
    assert ("corpus", source.id) in {(r.subject, r.object) for r in bill.relations}


def test_a_source_without_a_place_on_the_hub_is_known_by_its_place_and_one_that_is_described_by_its_id():
    bill = bill_of(
        isBasedOn=[{"@id": "x", "prov:atLocation": "https://data.example/x"}, {"@id": "repo"}, "https://hf.example"]
    )
    targets = {r.object for r in bill.relations if r.verb is Verb.MODIFIED_FROM}
    assert targets == {"https://data.example/x", "repo", "https://hf.example"}


@pytest.mark.parametrize(
    "name", [{"fr": "livre", "en": "corpus"}, {"de": "corpus"}, [{"@value": "corpus", "@language": "en"}], ["corpus"]]
)
def test_a_name_may_be_given_in_languages(name):
    assert bill_of(name=name).name == "corpus"


@pytest.mark.parametrize(
    ("conforms", "version"),
    [
        (["http://a.example/spec/0.1b", "http://mlcommons.org/croissant/1.0"], "1.0"),
        (["http://mlcommons.org/croissant/RAI/1.0", {"@id": "http://mlcommons.org/croissant/1.1"}], "1.1"),
        ("http://mlcommons.org/croissant/1.1", "1.1"),
        (None, "1"),
    ],
)
def test_the_version_is_that_of_croissant_among_all_that_it_conforms_to(conforms, version):
    assert bill_of(conformsTo=conforms).format == f"Croissant {version}"


def test_limits_of_use_are_pointed_at(bill):
    assert [d.code for d in bill.diagnostics] == ["usage-terms-unread"]


@pytest.mark.parametrize("key", ["sc:license", "schema:license", "https://schema.org/license"])
def test_any_prefix_will_do(key):
    changed = {k: v for k, v in DATA.items() if k != "license"} | {key: [{"@type": "CreativeWork", "name": "MIT"}]}
    bill = READER.read(Source("c", Path("c"), json.dumps(changed).encode()))
    assert bill.artifacts[0].claims[0].license == "MIT"


def test_several_licences_apply_together():
    bill = bill_of(license=["MIT", "CC-BY-4.0"])
    assert bill.artifacts[0].claims[0].license == "MIT AND CC-BY-4.0"
    assert "license-list-as-and" in {d.code for d in bill.diagnostics}


def test_no_licence_is_no_claim():
    assert bill_of(license=None).artifacts[0].claims == ()


def test_a_schema_org_dataset_that_is_not_croissant_is_left_alone():
    plain = {"@context": "https://schema.org/", "@type": "Dataset", "name": "x"}
    assert not READER.sniff(Source("c", Path("c"), json.dumps(plain).encode()))


@pytest.mark.parametrize("junk", [None, 1, [1, None], {"a": []}, [[]], [{"@id": []}]])
def test_junk_anywhere_is_passed_over(junk):
    keys = ("license", "distribution", "isBasedOn", "url", "version", "usageInfo", "name")
    assert bill_of(**dict.fromkeys(keys, junk)).artifacts
