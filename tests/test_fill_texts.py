"""Licence texts are found by their words, or by their name where only that says what they are."""

from __future__ import annotations

import pytest

from fourfold.artifact import Bill
from fourfold.catalogue import catalogue
from fourfold.errors import UsageError
from fourfold.fill.texts import FEWEST, Texts
from fourfold.identify import identify
from tests.filling import LLAMA

OWN = "These are words of our own, which no licence has, and of which there are more than twenty, so that they may be taken for a text."


def texts(*folders, bills=()):
    return Texts([str(folder) for folder in folders], bills, catalogue())


def test_a_text_is_found_by_its_name(tmp_path):
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "LicenseRef-Acme.txt").write_text(OWN)
    (tmp_path / "LICENSES" / "LicenseRef-Empty.txt").write_text("see elsewhere")
    (tmp_path / "LICENSES" / "Other.txt").write_text(OWN)
    found = texts(tmp_path)
    held = found.of("LicenseRef-Acme")
    assert (held.text, held.body) == (OWN, OWN)
    assert held.origin == f"{tmp_path.name}/LICENSES/LicenseRef-Acme.txt"
    assert found.of("LicenseRef-Empty").text == ""
    assert set(found.lacking) == {"LicenseRef-Empty"}


def test_words_count_before_the_name(tmp_path, shared):
    mit = (shared / "license-texts" / "MIT.txt").read_text()
    (tmp_path / "LicenseRef-Acme.txt").write_text(mit)
    found = texts(tmp_path)
    assert found.of("LicenseRef-Acme").text == ""
    assert found.of("MIT").text == mit


def test_texts_of_other_inputs_are_at_hand(shared):
    llama = shared / "license-texts" / "LicenseRef-Llama-3.1.txt"
    held = texts(bills=[Bill("folder", texts={"digest": llama.read_text()})]).of(LLAMA)
    assert held.text == llama.read_text()
    assert held.origin == "folder"


def test_what_is_not_at_hand_is_said_in_our_own_words():
    found = texts()
    held = found.of(LLAMA)
    assert held.text == ""
    assert "was not at hand" in held.body
    assert held.url in held.body
    # long enough not to be taken for a name, and no licence
    assert len(held.body.split()) > FEWEST
    assert identify(held.body).license is identify(held.body).nearest is None
    assert found.lacking == {LLAMA: held}
    unknown = found.of("LicenseRef-Nobody")
    assert "No address of it is known" in unknown.body
    assert len(unknown.body.split()) > FEWEST


def test_a_folder_has_to_be_one(tmp_path):
    with pytest.raises(UsageError, match="is no folder"):
        texts(tmp_path / "nowhere")
