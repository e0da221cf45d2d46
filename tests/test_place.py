"""Places: what a person would type to get there, and the pointer that a machine follows."""

from __future__ import annotations

import dataclasses

import pytest

from fourfold.place import Place


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("bill.yaml", 4, "/artifacts/0"), "bill.yaml:4"),
        (Place("bill.xml"), "bill.xml"),
        (Place("-", 1), "-:1"),
        (Place(), ""),
    ],
)
def test_a_place_is_shown_as_file_and_line(place, shown):
    assert str(place) == shown


def test_the_contract_has_file_line_and_pointer():
    assert Place("a.yaml", 7, "/license").to_dict() == {"file": "a.yaml", "line": 7, "pointer": "/license"}
    assert Place("a.xml").to_dict() == {"file": "a.xml", "line": None, "pointer": ""}


def test_a_place_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Place("a").file = "b"
    assert Place("a", 1) == Place("a", 1)
    assert len({Place("a", 1), Place("a", 1), Place("a", 2)}) == 2
