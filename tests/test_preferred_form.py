"""What a release makes possible of study and modification: what is missing is named."""

from __future__ import annotations

import pytest

from fourfold.artifact import Artifact, Relation
from fourfold.preferred_form import parts_of, possible
from fourfold.terms import Extent, Kind, Verb

MODEL = Artifact("m", Kind.MODEL)
CODE = Artifact("c", Kind.CODE, component="training-code")
DATA = Artifact("d", Kind.DATASET, component="training-dataset")


@pytest.mark.parametrize(
    ("facts", "beside", "missing"),
    [
        ({}, (), "data code"),
        ({}, (CODE,), "data"),
        ({}, (DATA,), "code"),
        ({}, (CODE, DATA), ""),
        ({"training-data": True, "training-code": True}, (), ""),
        ({"training-data": "obtainable"}, (CODE,), ""),
        ({"training-data": "none"}, (CODE,), "data"),
        ({"training-data": False}, (CODE, DATA), "data"),
        ({"training-code": False}, (CODE, DATA), "code"),
        ({}, (Artifact("i", Kind.CODE, component="inference-code"), DATA), "code"),
        ({}, (Artifact("t", Kind.DATASET, component="evaluation-data"), CODE), "data"),
    ],
)
def test_a_model_needs_the_data_and_the_code_that_it_was_made_with(facts, beside, missing):
    found = possible(Artifact("m", Kind.MODEL, facts=facts), parts_of(beside))
    names = {"data": "data-information-missing", "code": "training-code-missing"}
    assert found.rules == tuple(names[word] for word in missing.split())
    assert found.extent is (Extent.PARTIAL if missing else Extent.GRANTED)


@pytest.mark.parametrize(
    ("relations", "missing"),
    [
        ("", ""),
        ("c runs m", "code"),
        ("c contains m", "code"),
        ("c serves m", "code"),
        ("c links m", "code"),
        ("x links c", "code"),
        ("c links x", ""),
        ("c runs m, m generated-by c", ""),
        ("m evaluated-on d", "data"),
        ("m evaluated-on d, x documents d, r contains d", "data"),
        ("m evaluated-on d, m trained-on d", ""),
        ("m evaluated-on d, e modified-from d", ""),
        ("x documents d", ""),
        ("r contains c, r contains d, r contains m", ""),
        ("c runs m, m evaluated-on d", "data code"),
    ],
)
def test_what_uses_a_model_or_measures_it_is_not_what_it_was_made_with(relations, missing):
    shipped = (MODEL, Artifact("c", Kind.CODE), Artifact("d", Kind.DATASET))
    hops = [hop.split() for hop in relations.split(", ") if hop]
    parts = parts_of(shipped, [Relation(new, Verb(verb), old) for new, verb, old in hops], {"m"})
    assert (parts.data, parts.code) == ("data" not in missing, "code" not in missing)


@pytest.mark.parametrize("kind", [Kind.DATASET, Kind.CODE, Kind.DOCUMENT, Kind.SERVICE, None])
def test_what_is_no_model_is_its_own_preferred_form(kind):
    assert possible(Artifact("x", kind), parts_of(())).extent is Extent.GRANTED
    assert possible(MODEL, parts_of(())).extent is Extent.PARTIAL
