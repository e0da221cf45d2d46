"""SPDX 2 in RDF/XML: one bad licence refuses no document, and what spdx-tools writes is what the other forms say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.errors import InputError, NothingToCheck
from fourfold.read.base import Source
from fourfold.read.rdf import SYNTAX
from fourfold.read.spdx2 import READER
from fourfold.read.spdx2_sets import LONGEST, UNREADABLE

HEAD = (
    f'<rdf:RDF xmlns:rdf="{SYNTAX}" xmlns="http://spdx.org/rdf/terms#" xml:base="https://a.example/doc">'
    '<SpdxDocument rdf:about="#SPDXRef-DOCUMENT"><specVersion>SPDX-2.2</specVersion><name>doc</name></SpdxDocument>'
)
MIT, GPL = ('<member rdf:resource="http://spdx.org/licenses/{}"/>'.format(name) for name in ("MIT", "GPL-2.0-only"))  # fmt: skip  # noqa: UP032


def bill_of(body, head=HEAD):
    source = Source("x.rdf", Path("x.rdf"), f"{head}{body}</rdf:RDF>".encode())
    assert READER.sniff(source)
    return READER.read(source)


def declared(inside, more=""):
    body = f'<Package rdf:about="#SPDXRef-a"><licenseDeclared>{inside}</licenseDeclared></Package>{more}'
    (claim,) = bill_of(body).artifacts[0].claims
    return claim.license


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (f"<ConjunctiveLicenseSet>{MIT}{GPL}</ConjunctiveLicenseSet>", "MIT AND GPL-2.0-only"),
        (f"<DisjunctiveLicenseSet>{MIT}{GPL}</DisjunctiveLicenseSet>", "MIT OR GPL-2.0-only"),
        (
            f"<ConjunctiveLicenseSet>{MIT}<member><DisjunctiveLicenseSet>{MIT}{GPL}</DisjunctiveLicenseSet></member></ConjunctiveLicenseSet>",
            "MIT AND (MIT OR GPL-2.0-only)",
        ),
        (
            f"<DisjunctiveLicenseSet>{MIT}<member><ConjunctiveLicenseSet>{MIT}{GPL}</ConjunctiveLicenseSet></member></DisjunctiveLicenseSet>",
            "MIT OR (MIT AND GPL-2.0-only)",
        ),
        (f"<DisjunctiveLicenseSet>{MIT}{MIT}</DisjunctiveLicenseSet>", "MIT"),
        (f"<OrLaterOperator>{GPL}</OrLaterOperator>", "GPL-2.0-only+"),
        (
            f"<WithExceptionOperator>{GPL}<licenseException><LicenseException><licenseExceptionId>Classpath-exception-2.0"
            "</licenseExceptionId></LicenseException></licenseException></WithExceptionOperator>",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),
        (
            f'<WithExceptionOperator>{GPL}<licenseException rdf:resource="http://spdx.org/licenses/GCC-exception-3.1"/></WithExceptionOperator>',
            "GPL-2.0-only WITH GCC-exception-3.1",
        ),
        ('<ListedLicense rdf:about="https://spdx.org/licenses/MIT.html#text"/>', "MIT"),
        ("<License><licenseId>MIT</licenseId></License>", "MIT"),
        ("MIT OR Zlib", "MIT OR Zlib"),
        ('<ExtractedLicensingInfo rdf:about="#LicenseRef-x"/>', "LicenseRef-x"),
    ],
)
def test_a_set_is_the_expression_that_the_other_forms_write(inside, words):
    assert declared(inside) == words


@pytest.mark.parametrize(
    "inside",
    [
        "<ConjunctiveLicenseSet/>",
        "<OrLaterOperator/>",
        f"<OrLaterOperator>{MIT}{GPL}</OrLaterOperator>",
        f"<WithExceptionOperator>{GPL}</WithExceptionOperator>",
        '<ConjunctiveLicenseSet rdf:nodeID="s"><member rdf:nodeID="s"/></ConjunctiveLicenseSet>',
        "<Whatever/>",
    ],
)
def test_a_set_that_says_nothing_is_unknown_and_refuses_nothing(inside):
    assert declared(inside) == UNREADABLE


def test_sets_that_share_members_do_not_grow_without_end():
    sets = "".join(
        f'<DisjunctiveLicenseSet rdf:nodeID="s{i}"><member><ConjunctiveLicenseSet><member rdf:nodeID="s{i + 1}"/><member rdf:resource="#LicenseRef-{i}"/>'
        f'</ConjunctiveLicenseSet></member><member rdf:nodeID="s{i + 1}"/></DisjunctiveLicenseSet>'
        for i in range(60)
    )
    words = declared('<DisjunctiveLicenseSet rdf:nodeID="s0"/>', sets)
    assert len(words) <= LONGEST
    assert UNREADABLE in words


def test_an_element_of_another_document_keeps_the_name_that_this_one_gives_it():
    body = """<ExternalDocumentRef rdf:about="#DocumentRef-b"><spdxDocument rdf:resource="https://b.example/doc"/></ExternalDocumentRef>
    <Package rdf:about="#SPDXRef-a"><relationship><Relationship>
      <relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_descendantOf"/>
      <relatedSpdxElement rdf:resource="https://b.example/doc#SPDXRef-x"/></Relationship></relationship></Package>"""
    (relation,) = bill_of(body).relations
    assert (relation.subject, relation.word, relation.object) == (
        "SPDXRef-a",
        "DESCENDANT_OF",
        "DocumentRef-b:SPDXRef-x",
    )


def test_short_forms_and_what_has_no_address_are_kept():
    body = """<SpdxDocument rdf:about="#SPDXRef-DOCUMENT"><describesPackage>
      <Package><name>p</name><hasFile><File rdf:about="#SPDXRef-f"><fileName>f.md</fileName>
        <fileType rdf:resource="http://spdx.org/rdf/terms#fileType_documentation"/></File></hasFile></Package>
    </describesPackage></SpdxDocument>"""
    bill = bill_of(body)
    package = next(a for a in bill.artifacts if a.name == "p")
    assert {(r.subject, r.object) for r in bill.relations} == {("doc", package.id), (package.id, "SPDXRef-f")}
    assert all(relation.place.line for relation in bill.relations)


def test_a_relationship_without_its_parts_is_noted():
    bill = bill_of('<Package rdf:about="#SPDXRef-a"><relationship rdf:resource="#nowhere"/></Package>')
    assert [d.code for d in bill.diagnostics] == ["relation-unreadable"]


def test_rdf_that_is_not_of_spdx_2_is_refused_with_what_to_try():
    body = '<a:T xmlns:a="https://spdx.org/rdf/3.0.1/terms/Core/" rdf:about="#x"/>'
    with pytest.raises(InputError, match="nothing of SPDX 2") as caught:
        bill_of(body, f'<rdf:RDF xmlns:rdf="{SYNTAX}">')
    assert "JSON-LD" in caught.value.hint


def test_a_document_without_elements_is_not_clean():
    with pytest.raises(NothingToCheck):
        bill_of("")


def test_a_bomb_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(InputError, match="document type"):
        bill_of("<Package/>", bomb + HEAD)


DOCUMENT = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "made",
    "documentNamespace": "https://a.example/made",
    "creationInfo": {"created": "2026-11-20T10:00:00Z", "creators": ["Tool: hand"]},
    "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-x", "name": "Ours", "extractedText": "As we like."}],
    "packages": [
        {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1", "downloadLocation": "NONE", "filesAnalyzed": False,
         "licenseDeclared": "GPL-2.0-only WITH Classpath-exception-2.0", "licenseConcluded": "NOASSERTION", "primaryPackagePurpose": "OPERATING-SYSTEM"},
        {"SPDXID": "SPDXRef-b", "name": "b", "downloadLocation": "NOASSERTION", "licenseDeclared": "LicenseRef-x",
         "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:pypi/b@1"}]},
    ],
    "files": [
        {"SPDXID": "SPDXRef-f", "fileName": "./f.py", "licenseConcluded": "NONE", "licenseInfoInFiles": ["MIT"],
         "checksums": [{"algorithm": "SHA1", "checksumValue": "85ed0817af83a24ad8da68c2b5094de69833983c"}]},
    ],
    "relationships": [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"},
        {"spdxElementId": "SPDXRef-a", "relationshipType": "BUILD_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-b"},
        {"spdxElementId": "SPDXRef-b", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-f"},
        {"spdxElementId": "SPDXRef-b", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "NOASSERTION"},
    ],
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_what_spdx_tools_writes_says_what_the_json_form_says(tmp_path):
    pytest.importorskip("spdx_tools")
    from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
    from spdx_tools.spdx.writer.rdf.rdf_writer import write_document_to_file

    path = tmp_path / "made.rdf"
    write_document_to_file(JsonLikeDictParser().parse(DOCUMENT), str(path), validate=False)
    plain = READER.read(Source("x", Path("x"), json.dumps(DOCUMENT).encode()))
    rdf = READER.read(Source(str(path), path, path.read_bytes()))
    assert said(rdf) == said(plain)
    assert len(said(plain)) == 3 + 3


def said(bill):
    """What a bill says, in no order."""
    artifacts = {
        (a.id, a.kind, a.name, a.version, a.aliases, a.shipped, tuple(sorted((c.license, c.role) for c in a.claims)))
        for a in bill.artifacts
    }
    return artifacts | {(r.subject, r.verb, r.object, r.word) for r in bill.relations}


LISTED = '<{} rdf:resource="http://spdx.org/licenses/{}"/>'
TYPE = '<relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_{}"/>'


@pytest.mark.parametrize("between", ["", '</Package><Package rdf:about="#SPDXRef-a">'], ids=["one node", "two"])
def test_a_licence_that_is_stated_twice_is_both(between):
    one, other = (LISTED.format("licenseDeclared", name) for name in ("MIT", "GPL-2.0-only"))
    (artifact,) = bill_of(f'<Package rdf:about="#SPDXRef-a">{one}{between}{other}</Package>').artifacts
    assert [claim.license for claim in artifact.claims] == ["MIT AND GPL-2.0-only"]


def test_one_relationship_may_hold_several():
    related = "".join(f'<relatedSpdxElement rdf:resource="#SPDXRef-{name}"/>' for name in "bc")
    words = TYPE.format("contains") + TYPE.format("staticLink")
    body = f'<Package rdf:about="#SPDXRef-a"><relationship><Relationship>{words}{related}</Relationship></relationship></Package>'
    body += "".join(f'<Package rdf:about="#SPDXRef-{name}"/>' for name in "bc")
    assert {(r.word, r.object) for r in bill_of(body).relations} == {
        (word, f"SPDXRef-{name}") for word in ("CONTAINS", "STATIC_LINK") for name in "bc"
    }


@pytest.mark.parametrize(
    "inside",
    [
        f'<DisjunctiveLicenseSet><rdf:type rdf:resource="http://spdx.org/rdf/terms#ConjunctiveLicenseSet"/>{MIT}{GPL}</DisjunctiveLicenseSet>',
        '<License rdf:about="http://spdx.org/licenses/GPL-2.0-only"><licenseId>MIT</licenseId></License>',
        '<License rdf:about="#x"><licenseId>MIT</licenseId><licenseId>GPL-2.0-only</licenseId></License>',
        f"<WithExceptionOperator>{GPL}{LISTED.format('licenseException', 'GCC-exception-3.1')}"
        f"{LISTED.format('licenseException', 'Classpath-exception-2.0')}</WithExceptionOperator>",
    ],
    ids=["both operators", "another's address", "two ids", "two exceptions"],
)
def test_a_licence_that_says_two_things_is_not_taken_for_one(inside):
    assert declared(inside) == UNREADABLE


def test_relationships_do_not_multiply_without_a_bound():
    words = "".join(TYPE.format(f"x{i}") for i in range(400))
    related = "".join(f'<relatedSpdxElement rdf:resource="#SPDXRef-{i}"/>' for i in range(400))
    body = f'<Package rdf:about="#SPDXRef-a"><relationship><Relationship>{words}{related}</Relationship></relationship></Package>'
    with pytest.raises(InputError, match="by repetition"):
        bill_of(body)
