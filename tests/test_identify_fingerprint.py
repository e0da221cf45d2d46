"""What ships of licence texts."""

from __future__ import annotations

import doctest
import json
import tomllib

import pytest

from fourfold.catalogue import data_root
from fourfold.errors import DataError
from fourfold.identify import alignment, answer, fingerprint, heading, licenses_with_texts, notice, verbatim, words
from fourfold.identify.fingerprint import fingerprints, pack
from fourfold.identify.words import read_words
from fourfold.spelling import fold
from tests.conftest import ROOT
from tests.house import HOUSE


def test_what_ships_is_small_and_loads():
    file = data_root() / "fingerprints.json"
    assert file.stat().st_size < 1.5e6
    assert licenses_with_texts() == len(fingerprints()) >= 330
    for name, made in fingerprints().items():
        assert made.id == name
        assert len(made.marks) == max(0, made.words - words.RUN + 1)
        assert set(made.marks) <= set("0123456789abcdef")
        assert len(made.positions()) == made.words
        assert all(a.stop <= b.start for a, b in zip(made.cuts, made.cuts[1:], strict=False))


def test_every_licence_with_a_text_has_a_fingerprint_of_that_very_text():
    from fourfold.curation import read_license

    seen = 0
    for path in sorted((ROOT / "data" / "licenses").glob("*.toml")):
        licence = read_license(path)
        for text in licence.texts:
            if text.name == "license":
                seen += 1
                assert licence.id in fingerprints(), f"run scripts/fingerprint.py: {licence.id} has no fingerprint"
                assert fingerprints()[licence.id].text == text.sha256[:16], f"run scripts/fingerprint.py: {licence.id}"
    assert seen >= 330


def test_a_fingerprint_is_read_as_it_was_written(house):
    for name, made in house.items():
        assert fingerprint._unpack(name, json.loads(json.dumps(pack(made)))) == made


def test_positions_are_those_that_clauses_count(house):
    positions, split = house["House-2.0"].positions(), HOUSE.split()
    for number, word in enumerate(read_words(HOUSE).words):
        assert word in "".join(read_words(split[positions[number]]).words)


def test_a_missing_file_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(fingerprint, "data_root", lambda: tmp_path)
    fingerprints.cache_clear()
    try:
        with pytest.raises(DataError) as caught:
            fingerprints()
    finally:
        fingerprints.cache_clear()
    assert "fingerprints.json" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("module", [words, notice, fingerprint, heading, verbatim, alignment, answer])
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0


def test_the_places_of_the_template_list_are_in_what_ships():
    listed = tomllib.loads((ROOT / "data" / "variants.toml").read_text(encoding="utf-8"))
    for license_id, entry in listed.items():
        made = fingerprints()[license_id]
        assert entry["source"].startswith("https://"), license_id
        replaceable = [cut for cut in made.cuts if cut.kind in {"choice", "blank"}]
        assert len(replaceable) >= len(entry["places"]), f"run scripts/fingerprint.py: {license_id}"
        assert len(made.titles) == len(set(map(fold, entry.get("titles", ())))), license_id
    assert len(listed) >= 6
