"""What stands behind an id of the document's own: a text before a name, a name before an address, and no guess between them."""

from __future__ import annotations

import pytest

from fourfold.catalogue import catalogue
from fourfold.expression import parse
from fourfold.place import Place
from fourfold.read.notes import Notes
from fourfold.read.refs import Refs, Said
from fourfold.read.texts import Texts
from fourfold.terms import Grade

HERE = Place("bill.json", 3, "/hasExtractedLicensingInfos/0")
OWN = "Acme grants everyone the right to run this program on days that are no holidays, as long as Acme is told of it by letter beforehand."
SAYS = "According to its own metadata the license of this package is: {}. See the package itself, or its upstream project, for more about it."
ADDRESS = {
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "BSD-2-Clause": "https://opensource.org/licenses/BSD-2-Clause",
    "BSD-3-Clause": "https://opensource.org/licenses/BSD-3-Clause",
    "MIT": "https://opensource.org/licenses/MIT",
    "none": "https://acme.example/terms",
}


def said(words: str, name: str = "", text: str = "", *addresses: str) -> tuple[Said, list[str]]:
    notes = Notes()
    refs = Refs(Texts(notes), notes)
    refs.define("LicenseRef-1", name, text, HERE, addresses)
    refs.said(words)
    return refs.said(words), [f"{entry.code}: {entry.message}" for entry in notes.diagnostics()]


@pytest.mark.parametrize("nothing", ["NOASSERTION", "NONE", ""])
def test_no_assertion_in_the_place_of_the_text_is_no_licence(nothing):
    assert said("LicenseRef-1", "", nothing) == (Said("LicenseRef-1"), [])
    assert said("LicenseRef-1", "MIT", nothing)[0].license == "MIT"


@pytest.mark.parametrize("text", ["", "NOASSERTION", ADDRESS["none"]])
def test_an_address_tells_what_nothing_names(text):
    found, notes = said("LicenseRef-1", "", text, ADDRESS["Apache-2.0"])
    if text != ADDRESS["none"]:
        assert (found.license, found.evidence) == (ADDRESS["Apache-2.0"], Grade.C)
        assert "LicenseRef-1, which the document says to be found there" in found.explains
    else:
        assert found.license == text
        assert ADDRESS["Apache-2.0"] in found.explains
    assert notes == []


def test_of_two_addresses_the_known_one_tells_unless_both_are_known():
    assert said("LicenseRef-1", "", "", ADDRESS["none"], ADDRESS["MIT"])[0].license == ADDRESS["MIT"]
    found, notes = said("LicenseRef-1", "", "", ADDRESS["MIT"], ADDRESS["Apache-2.0"])
    assert found.license == "LicenseRef-1"
    assert "different ones" in notes[0]


def test_an_address_tells_which_one_of_several_a_name_means():
    assert catalogue().resolve("BSD").license is None
    assert said("LicenseRef-1", "BSD", "", ADDRESS["BSD-3-Clause"])[0].license == ADDRESS["BSD-3-Clause"]
    assert said("LicenseRef-1", "BSD", "", ADDRESS["BSD-3-Clause"], ADDRESS["BSD-2-Clause"])[0].license == "BSD"
    assert said("LicenseRef-1", "BSD", "BSD-2-Clause")[0].license == "BSD-2-Clause"


@pytest.mark.parametrize(
    "other", [("", ADDRESS["Apache-2.0"]), ("GPL-3.0-only",), ("Apache License 2.0", ADDRESS["MIT"])]
)
def test_a_name_and_what_speaks_of_another_licence_settle_nothing(other):
    found, notes = said("LicenseRef-1", "MIT", *other)
    assert found.license == "LicenseRef-1"
    assert "for which the document gives MIT, " in found.explains
    assert len(notes) == 1
    assert notes[0].startswith("license-name-unused: ")
    assert notes[0].endswith(")")  # told once, however often it is asked for


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("GPL-2.0+", ["https://www.gnu.org/licenses/gpl-2.0.html"]),
        ("MIT OR Apache-2.0", [ADDRESS["MIT"], ADDRESS["Apache-2.0"]]),
        ("MIT", [ADDRESS["none"], "NOASSERTION"]),
        ("Acme EULA", [ADDRESS["MIT"]]),
    ],
)
def test_a_name_stands_where_addresses_say_nothing_else(name, addresses):
    found, notes = said("LicenseRef-1", name, "", *addresses)
    assert (found.license, notes) == (name, [])
    assert (ADDRESS["MIT"] in found.explains) is (name == "Acme EULA")


def test_a_text_that_nobody_knows_is_not_what_its_name_or_address_says():
    for name, addresses in (("MIT", ()), ("", (ADDRESS["MIT"],)), ("MIT", (ADDRESS["MIT"],))):
        found, notes = said("LicenseRef-1", name, OWN, *addresses)
        assert found.license == "LicenseRef-1"
        assert (name or ADDRESS["MIT"]) in found.explains
        assert "text that is none known" in notes[0]
    assert said("LicenseRef-1", "Acme terms", OWN)[1] == []
    assert said("LicenseRef-1", "", OWN) == (Said("LicenseRef-1"), [])


@pytest.mark.parametrize("text", ["MIT, and for research alone", "MIT: no resale"])
def test_a_remark_that_takes_something_from_a_licence_is_not_passed_over(text):
    assert said("LicenseRef-1", "MIT", text)[0].license == "LicenseRef-1"
    assert said("LicenseRef-1", "", text)[0].license == text


def test_a_sentence_that_says_the_name_lets_it_count():
    assert said("LicenseRef-1", "ASL 2.0", SAYS.format("ASL 2.0"))[0].license == "ASL 2.0"
    for text in (SAYS.format("ASL 2.0 with a rider"), SAYS.format("ASL 2.0") + f" Found at {ADDRESS['MIT']}."):
        assert said("LicenseRef-1", "ASL 2.0", text)[0].license == "LicenseRef-1"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Apache License, Version 2.0", "Apache-2.0 OR ISC"),
        ("Apache License 2.0 or MIT", "Apache-2.0 OR MIT OR ISC"),
        ("MIT and Zlib", "MIT AND Zlib OR ISC"),
        (ADDRESS["MIT"], "MIT OR ISC"),
    ],
)
def test_a_name_in_several_words_is_one_part_of_an_expression(name, meant):
    found, _ = said("LicenseRef-1 OR ISC", name)
    assert str(parse(found.license)) == meant
    assert found.explains == ": LicenseRef-1 OR ISC"


def test_a_name_that_leaves_something_open_leaves_it_open_in_an_expression():
    name = "GNU Lesser General Public License v3"
    whole, part = parse(name), parse(said("ISC OR LicenseRef-1", name)[0].license).parts[1]
    assert part.ambiguous
    assert set(part.candidates) == set(whole.candidates) != set()


def test_a_name_that_nobody_knows_stays_an_id_in_an_expression_and_is_told():
    found, _ = said("LicenseRef-1 OR ISC", "Acme EULA for all")
    assert found.license == "LicenseRef-1 OR ISC"
    assert found.explains == ": LicenseRef-1, for which the document gives Acme EULA for all"


def test_an_id_that_is_known_by_itself_needs_no_name():
    notes = Notes()
    refs = Refs(Texts(notes), notes)
    for id_ in ("LicenseRef-Llama-3", "LicenseRef-scancode-proprietary-license"):
        refs.define(id_, "Apache License 2.0", OWN, HERE)
        assert refs.said(id_) == Said(id_)
    assert notes.diagnostics() == ()
