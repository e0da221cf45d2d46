"""What SPDX 2 says of licences of its own, in every form, and of files for which it says nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.artifact import Bill
from fourfold.read.base import Source
from fourfold.read.spdx2 import READER

ADDRESSES = ["https://acme.example/terms", "https://opensource.org/licenses/ISC"]
TAG_VALUE = f"""SPDXVersion: SPDX-2.3
PackageName: p
SPDXID: SPDXRef-p
PackageLicenseDeclared: LicenseRef-own
LicenseID: LicenseRef-own
ExtractedText: <text>NOASSERTION</text>
LicenseCrossReference: {ADDRESSES[0]}
LicenseCrossReference: {ADDRESSES[1]}
"""
XML = f"""<Document><spdxVersion>SPDX-2.3</spdxVersion>
<packages><SPDXID>SPDXRef-p</SPDXID><licenseDeclared>LicenseRef-own</licenseDeclared></packages>
<hasExtractedLicensingInfos><licenseId>LicenseRef-own</licenseId><extractedText>NOASSERTION</extractedText>
<seeAlsos>{ADDRESSES[0]}</seeAlsos><seeAlsos>{ADDRESSES[1]}</seeAlsos></hasExtractedLicensingInfos></Document>
"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
  xmlns="http://spdx.org/rdf/terms#">
<SpdxDocument rdf:about="urn:d#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion></SpdxDocument>
<Package rdf:about="urn:d#SPDXRef-p"><licenseDeclared rdf:resource="urn:d#LicenseRef-own"/></Package>
<ExtractedLicensingInfo rdf:about="urn:d#LicenseRef-own"><licenseId>LicenseRef-own</licenseId>
<extractedText>NOASSERTION</extractedText><rdfs:seeAlso>{ADDRESSES[0]}</rdfs:seeAlso>
<rdfs:seeAlso rdf:resource="{ADDRESSES[1]}"/></ExtractedLicensingInfo></rdf:RDF>
"""


def in_json(info: dict[str, object]) -> str:
    package = {"SPDXID": "SPDXRef-p", "licenseDeclared": "LicenseRef-own"}
    own = {"licenseId": "LicenseRef-own", "extractedText": "NOASSERTION"} | info
    return json.dumps({"spdxVersion": "SPDX-2.3", "packages": [package], "hasExtractedLicensingInfos": [own]})


def bill_of(text: str) -> Bill:
    return READER.read(Source("b", Path("b"), text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        in_json({"seeAlsos": ADDRESSES}),
        in_json({"crossRefs": [{"url": address} for address in ADDRESSES]}),
        in_json({"seeAlsos": ADDRESSES[1], "crossRefs": "x"}),
        TAG_VALUE,
        XML,
        RDF,
    ],
)
def test_every_form_says_where_a_licence_is_to_be_found(text):
    (claim,) = bill_of(text).artifacts[0].claims
    assert claim.license == ADDRESSES[1]
    assert "LicenseRef-own, which the document says to be found there" in claim.source


@pytest.mark.parametrize("junk", [None, 1, [[]], {"a": 1}, [None, {"url": []}]])
def test_junk_in_the_place_of_an_address_is_passed_over(junk):
    assert (
        bill_of(in_json({"seeAlsos": junk, "crossRefs": junk, "name": "MIT"})).artifacts[0].claims[0].license == "MIT"
    )


@pytest.mark.parametrize(
    ("found", "license_", "told"),
    [
        (["NOASSERTION", "MIT"], "MIT", True),
        (["MIT", "NOASSERTION", "ISC"], "MIT AND ISC", True),
        (["NONE", "MIT"], "MIT", False),
        (["MIT"], "MIT", False),
        (["NONE", "NOASSERTION"], "NONE", False),
        (["NOASSERTION", "NONE"], "NOASSERTION", False),
    ],
)
def test_no_assertion_beside_what_was_found_is_told(found, license_, told):
    package = {"SPDXID": "SPDXRef-p", "licenseInfoFromFiles": found}
    bill = bill_of(json.dumps({"spdxVersion": "SPDX-2.3", "packages": [package]}))
    (claim,) = bill.artifacts[0].claims
    assert claim.license == license_
    assert ("(and NOASSERTION)" in claim.source) is told
    assert [entry.place.pointer for entry in bill.diagnostics if entry.code == "license-partly-stated"] == (
        ["/packages/0/licenseInfoFromFiles"] if told else []
    )
