"""SPDX 3 by the model that is made from its shapes: every element by itself, with its pointer."""

from __future__ import annotations

import json

import pytest

from fourfold import strict
from tests.conftest import ROOT

pytest.importorskip("spdx_python_model")

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
INFO = {
    "type": "CreationInfo",
    "@id": "_:info",
    "specVersion": "3.0.1",
    "created": "2026-11-20T10:00:00Z",
    "createdBy": ["https://a.example/me"],
}
ME = {"type": "Person", "spdxId": "https://a.example/me", "creationInfo": "_:info", "name": "me"}
PACKAGE = {"type": "software_Package", "spdxId": "https://a.example/a", "creationInfo": "_:info", "name": "a"}


def said(tmp_path, *elements, context=CONTEXT):
    path = tmp_path / "bill.json"
    path.write_text(json.dumps({"@context": context, "@graph": [INFO, ME, *elements]}))
    return [d for d in strict.read(path).diagnostics if d.code.startswith("document-")]


def test_a_valid_document_has_nothing_said_of_it(tmp_path):
    assert said(tmp_path, PACKAGE) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"colour": "red"}, "colour"),
        ({"name": 7}, "type str"),
        ({"software_primaryPurpose": "thing"}, "thing"),
        ({"creationInfo": None}, ""),
        ({"type": "software_Parcel"}, ""),
        ({"builtTime": "yesterday"}, "yesterday"),
    ],
)
def test_a_complaint_leads_to_its_element(tmp_path, change, says):
    other = {**PACKAGE, "spdxId": "https://a.example/b"}
    bent = {key: value for key, value in {**other, **change}.items() if value is not None}
    (only,) = said(tmp_path, PACKAGE, bent)
    assert (only.code, only.place.pointer) == ("document-invalid", "/@graph/3")
    assert says in only.message
    assert "https://a.example/b" in only.message


def test_what_is_required_and_not_there_is_told(tmp_path):
    relationship = {
        "type": "Relationship",
        "spdxId": "https://a.example/r",
        "creationInfo": "_:info",
        "relationshipType": "contains",
        "from": "https://a.example/a",
    }
    (only,) = said(tmp_path, PACKAGE, relationship)
    assert "'to'" in only.message


def test_one_bad_element_hides_no_other(tmp_path):
    bent = [{**PACKAGE, "spdxId": f"https://a.example/{key}", key: 7} for key in ("colour", "size", "name")]
    assert sorted(d.place.pointer for d in said(tmp_path, PACKAGE, *bent)) == [f"/@graph/{i}" for i in (3, 4, 5)]


def test_a_version_that_the_model_does_not_know_is_not_validated(tmp_path):
    (only,) = said(tmp_path, PACKAGE, context="https://spdx.org/rdf/3.9.0/spdx-context.jsonld")
    assert only.code == "document-unvalidated"


def test_our_own_bills_can_be_validated():
    bills = sorted((ROOT / "tests" / "bills" / "spdx3").glob("*.json*"))
    codes = [{d.code for d in strict.read(path).diagnostics} for path in bills]
    assert codes
    assert "document-unvalidated" not in set().union(*codes)
