"""Licence elements of SPDX 3 that are only addresses: the two individuals, and licences of the list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.artifact import Bill
from fourfold.read.base import Source
from fourfold.read.spdx3 import READER

TERMS = "https://spdx.org/rdf/3.0.1/terms"


def bill_of(*graph: dict[str, object]) -> Bill:
    document = {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}
    return READER.read(Source("b", Path("b"), json.dumps(document).encode()))


def declared(target: str, *graph: dict[str, object]) -> tuple[str, Bill]:
    package: dict[str, object] = {"type": "software_Package", "spdxId": "urn:p"}
    link: dict[str, object] = {
        "type": "Relationship",
        "from": "urn:p",
        "relationshipType": "hasDeclaredLicense",
        "to": [target],
    }
    bill = bill_of(package, *graph, link)
    return bill.artifacts[0].claims[0].license, bill


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{TERMS}/Licensing/None", "NONE"),
        (f"{TERMS}/Licensing/NoAssertion", "NOASSERTION"),
        ("https://spdx.org/rdf/3.0.0/terms/Licensing/None", "NONE"),
        (f"{TERMS}/ExpandedLicensing/NoneLicense", "NONE"),
        (f"{TERMS}/ExpandedLicensing/NoAssertionLicense", "NOASSERTION"),
        ("expandedlicensing_NoneLicense", "NONE"),
        ("expandedlicensing_NoAssertionLicense", "NOASSERTION"),
        ("NoneLicense", "NONE"),
        ("https://spdx.org/licenses/MIT", "MIT"),
        ("https://spdx.org/licenses/MIT.html", "MIT"),
    ],
)
def test_an_address_that_says_it_all_needs_no_element(address, words):
    said, bill = declared(address)
    assert said == words
    assert bill.diagnostics == ()


@pytest.mark.parametrize("id_", ["urn:acme:SomeNoneLicense", "urn:acme:Licensing/NoneOfIt"])
def test_an_id_that_only_ends_like_one_of_the_individuals_is_none(id_):
    text = {"type": "simplelicensing_LicenseExpression", "spdxId": id_, "simplelicensing_licenseExpression": "MIT"}
    assert declared(id_, text)[0] == "MIT"


def test_an_own_licence_without_a_text_is_told_by_its_address():
    own = {"type": "expandedlicensing_CustomLicense", "spdxId": "urn:own"}
    where = {"expandedlicensing_seeAlso": ["https://opensource.org/licenses/ISC"]}
    assert declared("urn:own", own | where)[0] == "https://opensource.org/licenses/ISC"
    assert declared("urn:own", own)[0] == "NOASSERTION"
