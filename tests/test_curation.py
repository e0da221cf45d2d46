"""Licence files: schema, vocabulary, digests, spans, and the compiled form."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from fourfold.catalogue import catalogue
from fourfold.curation import compile_catalogue, license_schema, read_license, with_licenses
from fourfold.errors import DataError
from fourfold.graph import LicenseGraph
from fourfold.store import FILES as FILES_COMPILED
from fourfold.store import load, render
from fourfold.verify import stands_under, texts_at_hand, verify
from tests.conftest import ROOT, SHARED

FILES = sorted((ROOT / "data" / "licenses").glob("*.toml"))


def test_there_are_licences_to_look_at():
    assert len(FILES) >= 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_holds(path):
    folders = [SHARED / "license-texts"]
    assert verify(path, folders) == []


def test_digests_and_spans_were_checked_against_the_texts(shared):
    folder = shared / "license-texts"
    seen = sum(texts_at_hand(read_license(path), [folder]) for path in FILES)
    clauses = sum(len(read_license(path).clauses) for path in FILES if texts_at_hand(read_license(path), [folder]))
    assert seen >= 235
    assert clauses >= 4000


def test_a_wrong_digest_and_a_wrong_span_are_seen(shared, tmp_path):
    text = (ROOT / "data" / "licenses" / "MIT.toml").read_text()
    broken = tmp_path / "MIT.toml"
    broken.write_text(text.replace("span = [66, 86]", "span = [66, 9999]").replace('sha256 = "1', 'sha256 = "0'))
    problems = verify(broken, [shared / "license-texts"])
    assert any("digest" in problem for problem in problems)
    assert any("behind the text" in problem for problem in problems)


def test_every_file_fits_the_published_schema():
    schema = json.loads((ROOT / "data" / "schema" / "license.schema.json").read_text())
    assert schema == json.loads(json.dumps(license_schema()))
    validator = jsonschema.Draft202012Validator(schema)
    for path in FILES:
        data = json.loads(json.dumps(tomllib.loads(path.read_text()), default=str))
        errors = [e.message for e in validator.iter_errors(data)]
        assert not errors, (path.name, errors[:2])


def test_the_compiled_form_is_fresh():
    made = render(compile_catalogue(ROOT / "data"))
    assert set(made) == set(FILES_COMPILED)
    for name, text in made.items():
        assert (ROOT / "data" / name).read_text(encoding="utf-8") == text


def test_the_store_gives_back_what_was_compiled():
    compiled = json.loads(json.dumps(compile_catalogue(ROOT / "data")))
    loaded = load(ROOT / "data")
    assert dict(loaded["licenses"]) == compiled["licenses"]
    assert dict(loaded["tail"]) == compiled["tail"]
    assert len(loaded["tail"]) >= 1500


def test_every_reading_and_every_kind_that_is_named_exists():
    known = catalogue()
    named = 0
    for license_id in known:
        licence = known.get(license_id)
        for clause in licence.clauses:
            assert clause.kind in known.kinds
            if clause.reading:
                named += 1
                assert clause.reading in known.readings, (license_id, clause.reading)
    assert named >= 10


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('kind = "private-use"', 'kind = "nonsense"'), "vocabulary"),
        (('says = "Anyone', 'sayz = "Anyone'), "unknown keys"),
        (("schema = 1", "schema = 7"), "schema"),
        (('reaches = ["KEEP"]', 'reaches = ["ORBIT"]'), "reaches"),
        (("schema = 1", "schema = ["), "MIT.toml"),
    ],
)
def test_a_broken_file_says_what_and_where(tmp_path, change, says):
    path = tmp_path / "MIT.toml"
    path.write_text((ROOT / "data" / "licenses" / "MIT.toml").read_text().replace(*change))
    with pytest.raises(DataError) as caught:
        read_license(path)
    assert says in str(caught.value)


def test_private_licences_join_the_catalogue(tmp_path):
    text = (ROOT / "data" / "licenses" / "MIT.toml").read_text()
    (tmp_path / "LicenseRef-House.toml").write_text(
        text.replace('id = "MIT"', 'id = "LicenseRef-House"').replace('aliases = ["Expat"', 'aliases = ["house rules"')
    )
    graph = LicenseGraph(with_licenses(tmp_path))
    assert graph.license("house rules").id == "LicenseRef-House"
    assert len(graph) == len(catalogue()) + 1


def test_an_empty_licence_folder_is_an_error(tmp_path):
    with pytest.raises(DataError):
        with_licenses(tmp_path)


def test_a_section_label_has_to_stand_before_the_passage():
    words = "1. Grant. You may. 2. Duty. You must tell.".split()
    assert stands_under(words, "2", 5, 9)
    assert not stands_under(words, "3", 5, 9)
