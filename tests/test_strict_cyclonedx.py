"""CycloneDX by its schemas: the quick checks find what the library's own find, with a pointer or a line."""

from __future__ import annotations

import json

import pytest

from fourfold import strict
from fourfold.strict.cyclonedx import _ADDRESS, _fast
from tests.conftest import ROOT

pytest.importorskip("cyclonedx")
pytestmark = pytest.mark.filterwarnings("ignore")

PLAIN = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "metadata": {"timestamp": "2026-11-20T10:00:00Z"},
    "components": [
        {"type": "library", "bom-ref": "a", "name": "a", "licenses": [{"license": {"id": "MIT"}}],
         "externalReferences": [{"type": "website", "url": "https://a.example/x?y=%20#z"}]},
        {"type": "data", "name": "b", "version": "1", "licenses": [{"expression": "MIT OR Zlib"}]},
    ],
}  # fmt: skip
BENT = {
    "word": ("/components/0/licenses/0/license/id", "Apache-2"),
    "format": ("/metadata/timestamp", "2026-11-1"),
    "address": ("/components/0/externalReferences/0/url", "https://a.example/ x"),
    "type": ("/components/1/version", 1),
    "unknown": ("/components/0/colour", "red"),
}


def bent(pointer, value):
    data = json.loads(json.dumps(PLAIN))
    *parts, last = pointer.split("/")[1:]
    inside = data
    for part in parts:
        inside = inside[int(part) if isinstance(inside, list) else part]
    inside[last] = value
    return data


def invalid(tmp_path, data, name="bom.json"):
    path = tmp_path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return [d for d in strict.read(path).diagnostics if d.code.startswith("document-")]


def test_a_valid_document_has_nothing_said_of_it(tmp_path):
    assert invalid(tmp_path, PLAIN) == []


@pytest.mark.parametrize("name", BENT)
def test_a_complaint_leads_to_what_it_is_about(tmp_path, name):
    pointer, value = BENT[name]
    (only,) = invalid(tmp_path, bent(pointer, value))
    assert only.code == "document-invalid"
    assert pointer.startswith(only.place.pointer)
    assert "CycloneDX 1.6" in only.message
    assert str(value) in only.message or "colour" in only.message


def test_the_quick_checks_find_what_the_library_finds():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    held = JsonStrictValidator(SchemaVersion.V1_6)
    twice = {**PLAIN, "components": [PLAIN["components"][1]] * 2}
    documents = [PLAIN, twice, *(bent(*bend) for bend in BENT.values())]
    seen = 0
    for data in documents:
        theirs = {tuple(e.data.absolute_path) for e in held.validate_str(json.dumps(data), all_errors=True) or ()}
        ours = {tuple(e.absolute_path) for e in _fast(held).iter_errors(data)}
        assert ours == theirs
        seen += len(theirs)
    assert seen == len(documents) - 1


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/b?c=d#e", True),
        ("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", True),
        ("https://a.example/%zz", False),
        ("https://a.example/ b", False),
        ("https://a.example/<b>", False),
        ("https://[::1]/", False),
        ("http://a.example:port/", False),
        ("../relative", False),
        ("https://ä.example", False),
    ],
)
def test_only_what_is_plainly_an_address_goes_without_the_grammar(address, plain):
    assert bool(_ADDRESS.fullmatch(address)) == plain
    if plain:
        from rfc3987_syntax import is_valid_syntax

        assert is_valid_syntax("iri_reference", address)


XML = """<?xml version="1.0" encoding="{encoding}"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <components>
    <component type="library">
      <name>a</name>
      <licenses><license><id>{license}</id></license></licenses>
    </component>
  </components>
</bom>
"""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_xml_is_validated_with_the_line(tmp_path, encoding):
    for license_id, lines in (("MIT", []), ("Apache-2", [6])):
        path = tmp_path / "bom.xml"
        path.write_text(XML.format(encoding=encoding, license=license_id), encoding=encoding)
        found = [d for d in strict.read(path).diagnostics if d.code == "document-invalid"]
        assert sorted({d.place.line for d in found}) == lines
        assert all("{http" not in d.message for d in found)


@pytest.mark.parametrize("version", ["1.0", "2.9"])
def test_a_version_without_a_schema_is_not_validated(tmp_path, version):
    (only,) = invalid(tmp_path, {**PLAIN, "specVersion": version})
    assert only.code == "document-unvalidated"
    assert version in only.message


def test_our_own_bills_are_what_their_standard_asks(tmp_path):
    seen = [path for path in sorted((ROOT / "tests" / "bills" / "cyclonedx").iterdir()) if path.is_file()]
    codes = {
        path.name: {d.code for d in strict.read(path).diagnostics if d.code == "document-unvalidated"} for path in seen
    }
    assert len(codes) >= 2
    assert set().union(*codes.values()) == set()
