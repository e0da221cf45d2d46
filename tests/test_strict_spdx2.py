"""SPDX 2 by spdx-tools: every form, each complaint where its element stands."""

from __future__ import annotations

import json

import pytest

from fourfold import strict
from fourfold.strict import base
from fourfold.strict.spdx2 import LIMIT, LIMITS, VALIDATOR, _complaint

pytest.importorskip("spdx_tools")

PACKAGE = {
    "SPDXID": "SPDXRef-a",
    "name": "a",
    "downloadLocation": "NOASSERTION",
    "filesAnalyzed": False,
    "licenseDeclared": "MIT",
}
DOCUMENT = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "made",
    "documentNamespace": "https://a.example/made",
    "creationInfo": {"created": "2026-11-20T10:00:00Z", "creators": ["Tool: hand"]},
    "packages": [PACKAGE],
    "relationships": [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}
    ],
}
TAGS = """SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: made
DocumentNamespace: https://a.example/made
Creator: Tool: hand
Created: 2026-11-20T10:00:00Z

PackageName: a
SPDXID: SPDXRef-a
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseDeclared: {}
"""
XML = """<Document><spdxVersion>SPDX-2.3</spdxVersion><dataLicense>CC0-1.0</dataLicense><SPDXID>SPDXRef-DOCUMENT</SPDXID>
<name>made</name><documentNamespace>https://a.example/made</documentNamespace>
<creationInfo><created>2026-11-20T10:00:00Z</created><creators>Tool: hand</creators></creationInfo>
<packages><SPDXID>SPDXRef-a</SPDXID><name>a</name><downloadLocation>NOASSERTION</downloadLocation><filesAnalyzed>false</filesAnalyzed>
<licenseDeclared>{}</licenseDeclared></packages></Document>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#" xml:base="https://a.example/made">
<SpdxDocument rdf:about="#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion><name>made</name>
<dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>
<creationInfo><CreationInfo><created>2026-11-20T10:00:00Z</created><creator>Tool: hand</creator></CreationInfo></creationInfo></SpdxDocument>
<Package rdf:about="#SPDXRef-a"><name>a</name><filesAnalyzed>false</filesAnalyzed>
<downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
<licenseDeclared rdf:resource="{}"/></Package></rdf:RDF>
"""
LICENSES = "http://spdx.org/licenses/"


def said(tmp_path, text):
    path = tmp_path / "made"
    path.write_text(text)
    bill = strict.read(path)
    return bill, [d for d in bill.diagnostics if d.code.startswith("document-")]


def filled(form, word):
    if form == "JSON":
        return json.dumps({**DOCUMENT, "packages": [{**PACKAGE, "licenseDeclared": word}]})
    if form == "YAML":
        rest = {key: value for key, value in DOCUMENT.items() if key not in {"spdxVersion", "packages"}}
        lines = [f"{key}: {json.dumps(value)}" for key, value in rest.items()]
        package = json.dumps({**PACKAGE, "licenseDeclared": word})
        return "\n".join(["spdxVersion: SPDX-2.3", *lines, "packages:", f"  - {package}", ""])
    if form == "RDF/XML":
        return RDF.format(f"{LICENSES}{word}")
    return {"tag-value": TAGS, "XML": XML}[form].format(word)


@pytest.mark.parametrize("form", ["JSON", "YAML", "tag-value", "XML", "RDF/XML"])
def test_every_form_is_validated(tmp_path, form):
    bill, found = said(tmp_path, filled(form, "MIT"))
    assert bill.format == f"SPDX 2.3 {form}"
    assert found == []
    bill, (only,) = said(tmp_path, filled(form, "LicenseRef-gone"))
    assert only.code == "document-invalid"
    assert "LicenseRef-gone" in only.message
    assert "spdx-tools" in only.message
    assert (only.place.line, only.place.pointer) == (bill.artifacts[0].place.line, "/packages/0")


def test_what_the_parser_refuses_is_read_all_the_same_and_told_in_plain_words(tmp_path):
    document = {**DOCUMENT, "packages": [PACKAGE, {"SPDXID": "SPDXRef-b", "name": "b", "licenseDeclared": "Zlib"}]}
    bill, found = said(tmp_path, json.dumps(document))
    assert {artifact.id for artifact in bill.artifacts} == {"SPDXRef-a", "SPDXRef-b"}
    assert found
    assert "downloadLocation" in found[0].message.replace("download_location", "downloadLocation")
    assert "SetterError" not in " ".join(d.message for d in found)


def test_the_line_that_the_parser_gives_is_the_place(tmp_path):
    _, found = said(tmp_path, TAGS.format("MIT") + "Relationship: SPDXRef-a GLARES_AT SPDXRef-a\n")
    assert [d.place.line for d in found] == [14]


def test_one_word_is_told_once_for_all_that_lack_it(tmp_path):
    packages = [{**PACKAGE, "SPDXID": f"SPDXRef-{i}", "licenseDeclared": "LicenseRef-gone"} for i in range(9)]
    _, found = said(tmp_path, json.dumps({**DOCUMENT, "packages": packages}))
    assert sum("and 6 more" in d.message for d in found) == 1


def test_what_would_take_minutes_is_not_validated_and_says_so(tmp_path, monkeypatch):
    assert LIMITS["tag-value"] < LIMIT
    monkeypatch.setitem(LIMITS, "tag-value", 100)
    _, (only,) = said(tmp_path, TAGS.format("MIT"))
    assert only.code == "document-unvalidated"
    assert "too large" in only.message


def test_a_message_is_parted_from_what_it_is_about():
    one, two = (_complaint(f"name must be short, but is: {word}", "id", base.Place()) for word in ("abc", "xyz"))
    assert one.says == two.says == "name must be short"
    assert (one.what, two.what) == ("id: abc", "id: xyz")


def test_the_validator_names_what_people_install():
    assert (VALIDATOR.package, VALIDATOR.extra) == ("spdx-tools", "spdx")
