"""What may stand above a licence and change nothing, and what looks like it and says something else."""

from __future__ import annotations

import pytest

from fourfold.identify import identify
from fourfold.identify.heading import may_head, says_so
from tests.house import HOUSE, PLAIN

GENERIC = ("leaf",)


@pytest.fixture
def leaflet(house):
    return house["Leaflet"]


SAYS = [
    "This is the Leaflet licence",
    "This is a copy of the Leaflet license:",
    "Heron is distributed with the Leaflet license.",
    "heron-py is released under the terms of the Leaflet License, reproduced below.",
    "Heron extensions are licensed under the terms of the Leaflet license, which is reproduced below.",
    "This software is made available under the Leaflet license:",
    "The source code is licensed under the Leaflet license, as follows:",
    "Licensed under the Leaflet License",
    "Heron is Leaflet-licensed.",
    "All contributions towards Heron are Leaflet licensed.",
    "Heron is under the Leaflet license",
    "This is the Leaflet license: https://opensource.org/licenses/leaflet-license.php",
]

SAYS_MORE = [
    "This is not the Leaflet licence",
    "This was the Leaflet licence",
    "This is the modified Leaflet licence",
    "This is the Leaflet licence, changed",
    "Heron is distributed with the Leaflet license except for its pictures.",
    "Except for its pictures, Heron is distributed with the Leaflet license.",
    "Heron is distributed with the Leaflet license until 2031.",
    "Heron is released to students under the Leaflet license.",
    "Heron is released under the Leaflet license to whoever paid.",
    "Heron is released under the terms of the Leaflet license, as amended below.",
    "Heron is released under the terms of the Leaflet license, some of which is reproduced below.",
    "Heron is licensed under the Leaflet or the House license.",
    "Heron is licensed under the Leaflet license and the terms of the keeper.",
    "Heron was licensed under the Leaflet license.",
    "Heron may be licensed under the Leaflet license.",
    "Heron is not licensed under the Leaflet license.",
    "Heron is licensed under the House-2.0 license.",
    "Heron is partly Leaflet licensed.",
    "Parts of Heron are licensed under the Leaflet license.",
    "The documentation of Heron is licensed under the Leaflet license.",
    "Documentation is licensed under the Leaflet license.",
    "Fonts are licensed under the Leaflet license.",
    "All code in Heron except its tests is licensed under the Leaflet license.",
    "All code in tests is licensed under the Leaflet license.",
    "This is the Leaflet license: https://opensource.org/licenses/house-license.php",
]


@pytest.mark.parametrize("line", SAYS)
def test_a_line_that_says_whose_text_is_below_adds_nothing(known, line):
    assert says_so(line, known["Leaflet"])
    assert identify(f"{line}\n\nCopyright (c) 2024 Jane Doe\n\n{PLAIN}").license == "Leaflet"


@pytest.mark.parametrize("line", SAYS_MORE)
def test_a_line_that_says_something_else_is_seen(known, line):
    assert not says_so(line, known["Leaflet"])
    found = identify(f"{line}\n\nCopyright (c) 2024 Jane Doe\n\n{PLAIN}")
    assert not found.named
    assert not identify(f"The Leaflet License\n\n{line}\n\n{PLAIN}").named


OWN = ["Heron", "HERON", "heron-py", "heron.js", "Great Heron", "heron_py", "Heron\n======="]
NOT_OWN = [
    "Modified Heron",
    "Academic Edition",
    "Heron Trial",
    "Research Preview",
    "Personal Edition",
    "Non-Commercial",
    "Draft",
    "Confidential",
    "Not For Sale",
    "Commons Clause",
    "MIT",
    "Heron for students",
    "heron",
    "Examples",
    "Read All Of These Five",
]


@pytest.mark.parametrize("line", OWN)
def test_the_name_of_a_work_may_head_a_licence(known, line):
    assert identify(f"{line}\n\n{PLAIN}").license == "Leaflet"
    assert identify(f"{line}\nCopyright 2024 Jane Doe\n\n{HOUSE}").license == "House-2.0"


@pytest.mark.parametrize("line", NOT_OWN)
def test_what_is_no_name_of_a_work_is_seen(known, line):
    assert not identify(f"{line}\n\n{PLAIN}").named
    assert not identify(f"{line}\nCopyright 2024 Jane Doe\n\n{HOUSE}").named


def test_the_name_of_a_work_is_no_title_and_stands_only_above(known):
    assert not identify(HOUSE.replace("The House Licence\nVersion 2.0, March 2024", "Heron")).named
    assert not identify(f"{PLAIN}\n\nHeron").named
    assert not identify(HOUSE.replace("\n\n2. A", "\n\nHeron\n\n2. A")).named
    assert not identify(f"Heron {PLAIN}").named


def test_a_title_may_be_longer_than_the_licence_has_it(known):
    title = "The House Licence\nVersion 2.0, March 2024"
    assert identify(HOUSE.replace(title, "The House License, version 2.0")).license == "House-2.0"
    assert identify(HOUSE.replace(title, "House-2.0 (v2.0)")).license == "House-2.0"
    for other in ("House-2.0 (modified)", "The House License 2.0 (for cats)", "The House License 2.0, changed"):
        assert not identify(HOUSE.replace(title, other)).named


def test_titles_that_several_texts_have(maker, leaflet):
    from dataclasses import replace

    assert not may_head("The Leaf License\n", leaflet, top=True)
    assert may_head("The Leaf License\n", replace(leaflet, titles=GENERIC), top=True)
    assert not may_head("The Modified Leaf License\n", replace(leaflet, titles=GENERIC), top=True)


def test_a_remark_that_a_program_leaves_is_no_term(known):
    assert (
        identify(f"<!-- This file is automatically added by @x/tool. Do not edit. -->\n\n{PLAIN}").license == "Leaflet"
    )
    for remark in (
        "This file is automatically added by @x/tool. Do not modify.",
        "This file is automatically added by those who paid. Do not edit.",
    ):
        assert not identify(f"<!-- {remark} -->\n\n{PLAIN}").named
