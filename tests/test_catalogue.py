"""Names: what resolves, what stays open, what is never guessed."""

from __future__ import annotations

import json

import pytest

from fourfold.artifact import Context
from fourfold.catalogue import catalogue
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


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("GNU General Public License v3.0", ("GPL-3.0-only", "GPL-3.0-or-later")),
        ("GNU General Public License, version 2", ("GPL-2.0-only", "GPL-2.0-or-later")),
        ("GNU Lesser General Public License v2.1", ("LGPL-2.1-only", "LGPL-2.1-or-later")),
        ("GNU Library General Public License v2", ("LGPL-2.0-only", "LGPL-2.0-or-later")),
        ("GNU AGPLv3", ("AGPL-3.0-only", "AGPL-3.0-or-later")),
        ("GPL 1.0", ("GPL-1.0-only", "GPL-1.0-or-later")),
        ("Open Government Licence", ("OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "OGL-Canada-2.0")),
        ("Licence Ouverte", ("LicenseRef-Licence-Ouverte-1.0", "etalab-2.0")),
        ("Creative Commons Attribution-ShareAlike", ("CC-BY-SA-2.0", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0")),
    ],
)
def test_a_name_that_says_too_little_is_open_between_what_it_may_mean(name, candidates):
    found = catalogue().resolve(name)
    assert (found.license, found.how) == (None, "ambiguous")
    assert found.candidates == candidates


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("Creative Commons Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
        ("Attribution-NonCommercial-ShareAlike 4.0 International", "CC-BY-NC-SA-4.0"),
        ("Creative Commons Attribution-Noncommercial-No Derivative Works 3.0", "CC-BY-NC-ND-3.0"),
        ("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0"),
        ("dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("Licence Ouverte / Open Licence version 2.0", "etalab-2.0"),
        ("SSPL", "SSPL-1.0"),
        ("The Stack Terms of Use", "LicenseRef-The-Stack-ToU"),
        ("Mistral Non-Production License", "LicenseRef-MNPL-0.1.excerpt"),
        ("GPLv3 only", "GPL-3.0-only"),
        ("GPL-2.0 or any later version", "GPL-2.0-or-later"),
        ("The BSD License (BSD-3-Clause)", "BSD-3-Clause"),
        ("Creative Commons Attribution 3.0 IGO", "CC-BY-3.0-IGO"),
        ("UNLICENSED", "LicenseRef-scancode-proprietary-license"),
        ("All Rights Reserved.", "LicenseRef-scancode-proprietary-license"),
        ("Proprietary", "LicenseRef-scancode-proprietary-license"),
    ],
)
def test_names_that_people_write(name, license_id):
    assert catalogue().resolve(name).license == license_id


@pytest.mark.parametrize(
    "name",
    [
        "Creative Commons Attribution 2.5 South Africa License",
        "CC BY 4.0 DE",
        "MIT-style",
        "Apache License 2.0 (MIT)",
        "(MIT",
        "MIT)",
        "NetHack General Public License",
    ],
)
def test_a_name_that_says_something_else_is_not_taken_for_the_licence_in_it(name):
    found = catalogue().resolve(name)
    assert (found.license, found.how) == (None, "unknown")


def test_a_slash_says_neither_or_nor_and():
    found = catalogue().resolve("MIT/Apache-2.0")
    assert (found.license, found.how) == (None, "unknown")
    assert found.candidates == ("MIT OR Apache-2.0", "MIT AND Apache-2.0")


@pytest.mark.parametrize(
    "name", ["LicenseRef-Acme-EULA", "non-commercial", "SEE LICENSE IN EULA.txt", "free", "Open Foo"]
)
def test_what_is_like_no_licence_gets_no_hint(name):
    assert catalogue().resolve(name).candidates == ()


def test_a_hint_never_says_the_opposite():
    assert catalogue().resolve("MIT Lisence").candidates[0] == "MIT"
    assert "LicenseRef-scancode-commercial-license" not in catalogue().resolve("not commercial").candidates
