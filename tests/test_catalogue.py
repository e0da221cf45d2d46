"""Names: what resolves, what stays open, what is never guessed."""

from __future__ import annotations

import json

import pytest

from fourfold.artifact import Context
from fourfold.catalogue import catalogue, fold
from fourfold.errors import UsageError
from fourfold.expression import Atom
from fourfold.freedoms import granted
from fourfold.graph import graph


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("Apache 2", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("cc by nc 4.0", "CC-BY-NC-4.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ("llama3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("llama-3.1 community", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("LLaMA non-commercial license (2023)", "LicenseRef-scancode-llama-license-2023"),
        ("creativeml-openrail-m", "LicenseRef-scancode-stable-diffusion-2022-08-22"),
        ("OpenMDW-1.1", "LicenseRef-OpenMDW-1.1"),
        ("qwen", "LicenseRef-scancode-qwen-2024"),
    ],
)
def test_names_that_mean_one_licence(name, license_id):
    assert catalogue().resolve(name).license == license_id


@pytest.mark.parametrize("name", ["llama", "gpl", "openrail", "gemma", "OpenRAIL++", "cc-by", "apache", "lgpl"])
def test_family_names_are_ambiguous_and_never_guessed(name):
    found = catalogue().resolve(name)
    assert found.license is None
    assert found.how == "ambiguous"
    assert len(found.candidates) >= 2


def test_versions_of_one_name_are_different_licences():
    known = catalogue()
    ids = {known.resolve(tag).license for tag in ("llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4")}
    assert len(ids) == 6
    assert None not in ids


def test_an_unknown_name_comes_back_with_the_nearest():
    found = catalogue().resolve("Apache-2.O")
    assert found.license is None
    assert "Apache-2.0" in found.candidates
    with pytest.raises(UsageError, match="not a licence"):
        graph().license("Fnord Public License 9")


def test_the_long_tail_is_known_by_category_and_supports_no_better_answer():
    found = catalogue().resolve("LicenseRef-scancode-ms-net-library")
    licence = catalogue().get(found.license)
    assert licence.category
    assert all(clause.read == "category" for clause in licence.clauses)
    assert graph().edge(licence.id, "MIT").verdict.value == "unknown"


def test_all_hub_tags_resolve_or_say_between_what(shared):
    tags = json.loads((shared / "facts" / "hub-license-tags.json").read_text())["identifiers"]
    assert len(tags) == 83
    known = catalogue()
    unresolved = []
    for tag in tags:
        found = known.resolve(tag["hf_id"])
        if found.how == "unknown" and tag["hf_id"] != "other":  # which says that it is none of them
            unresolved.append(tag["hf_id"])
    assert unresolved == []


def test_all_license_names_of_the_hub_resolve_or_say_between_what(shared):
    names = json.loads((shared / "facts" / "hub-license-tags.json").read_text())["license_name_values_for_other"]
    assert len(names) >= 20
    assert [name for name in names if catalogue().resolve(name).how == "unknown"] == []


def test_what_is_known_by_name_alone_supports_nothing():
    found = catalogue().resolve("jamba-open-model-license")
    licence = catalogue().get(found.license)
    assert (licence.clauses, licence.texts, licence.category) == ((), (), "")
    for pair in ((licence.id, "MIT"), ("MIT", licence.id), (licence.id, licence.id)):
        assert graph().edge(*pair).verdict.value == "unknown"
    assert {state.extent.value for state in granted(Atom(licence.id), graph(), Context()).values()} == {"unknown"}


def test_the_tail_holds_what_the_index_has_and_no_entry_has():
    assert len(catalogue().tail) >= 2_100
    assert not set(catalogue().tail) & set(catalogue())
    assert len(catalogue().tail) + len(catalogue()) >= 2_500


def test_every_name_in_the_index_leads_to_a_licence():
    known = catalogue()
    names = 0
    for license_id in known:
        licence = known.get(license_id)
        for name in (license_id, *licence.aliases, *licence.hub):
            names += 1
            found = known.resolve(name)
            assert found.license or found.candidates, name
    assert names >= 800


@pytest.mark.parametrize(
    ("one", "other"), [("GPL v3", "gpl-3.0"), ("BSD 3-Clause License", "bsd-3-clause"), ("C.C. 4", "c.c. 4.0")]
)
def test_fold_ignores_how_a_name_is_written(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_what_tells_licences_apart():
    assert fold("openrail++") != fold("openrail")
    assert fold("llama-3.1") != fold("llama-3")
    assert fold("GPL-2.0-only") != fold("GPL-2.0-or-later")


@pytest.mark.parametrize(
    "name",
    [
        "GNU Lesser General Public License v3",
        "GNU General Public License v3 (GPLv3)",
        "Python License",
        "PSF",
        "GNU GPL",
    ],
)
def test_a_name_that_leaves_the_version_open_is_not_settled_by_a_map_of_names(name):
    found = catalogue().resolve(name)
    assert found.how == "ambiguous"
    assert len(found.candidates) > 1


def test_a_name_that_says_or_later_is_settled():
    found = catalogue().resolve("GNU General Public License v3 or later (GPLv3+)")
    assert (found.license, found.how) == ("GPL-3.0-or-later", "mapped")
