"""What is forged is what would have been made."""

from __future__ import annotations

import dataclasses

import pytest

from fourfold.artifact import Artifact, Claim, Relation
from fourfold.place import Place
from fourfold.read.forge import make_artifact, make_claim, make_place, make_relation
from fourfold.terms import Grade, Kind, Verb

PLACE = Place("f", 3, "/a")
CLAIM = Claim("MIT", Grade.B, "card", "declared", PLACE)
PAIRS = [
    (make_place("f", 3, "/a"), PLACE),
    (make_claim("MIT", Grade.B, "card", "declared", PLACE), CLAIM),
    (
        make_relation("a", Verb.LINKS, "b", "LINK", "stated", PLACE),
        Relation("a", Verb.LINKS, "b", "LINK", "stated", PLACE),
    ),
    (
        make_artifact("a", Kind.CODE, (CLAIM,), True, False, {"x": 1}, "n", "v", ("p",), PLACE),
        Artifact("a", Kind.CODE, (CLAIM,), True, "", False, {"x": 1}, "n", "v", ("p",), PLACE),
    ),
]


@pytest.mark.parametrize(("forged", "made"), PAIRS)
def test_a_forged_record_is_the_record(forged, made):
    assert forged == made
    assert dataclasses.asdict(forged) == dataclasses.asdict(made)


@pytest.mark.parametrize(("forged", "made"), PAIRS)
def test_no_field_is_forgotten_and_all_are_frozen(forged, made):
    for field in dataclasses.fields(made):
        assert hasattr(forged, field.name)
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(forged, field.name, None)
