"""RDF/XML as nodes: the same statements that rdflib takes from it, with their lines, and nothing that a hostile file asks for."""

from __future__ import annotations

import pytest

from fourfold.errors import InputError
from fourfold.read.rdf import SYNTAX, parse_rdf
from tests.conftest import ROOT

A = "http://a.example/terms#"
TEXTS = {A + name for name in ("name", "note", "other")}
HEAD = f'<rdf:RDF xmlns:rdf="{SYNTAX}" xmlns:a="{A}" xml:base="http://a.example/doc">'
CASES = {
    "about": '<a:Thing rdf:about="#x"><a:name>one</a:name></a:Thing>',
    "id": '<a:Thing rdf:ID="x" a:name="as attribute"/>',
    "description": '<rdf:Description rdf:about="#x"><rdf:type rdf:resource="#T"/><a:name> one </a:name></rdf:Description>',
    "type-attribute": '<rdf:Description rdf:about="#x" rdf:type="http://b.example/T"/>',
    "nested": '<a:Thing rdf:about="#x"><a:has>\n<a:Thing rdf:about="#y"><a:has rdf:resource="#x"/></a:Thing>\n</a:has></a:Thing>',
    "blank": "<a:Thing><a:has><a:Thing><a:name>inner</a:name></a:Thing></a:has></a:Thing>",
    "label": '<a:Thing rdf:about="#x"><a:has rdf:nodeID="n"/></a:Thing><a:Thing rdf:nodeID="n"><a:name>n</a:name></a:Thing>',
    "resource-form": '<a:Thing rdf:about="#x"><a:has rdf:parseType="Resource"><a:name>n</a:name></a:has></a:Thing>',
    "empty-with-attributes": '<a:Thing rdf:about="#x"><a:has a:name="n"/></a:Thing>',
    "empty-text": '<a:Thing rdf:about="#x"><a:name/></a:Thing>',
    "twice": '<a:Thing rdf:about="#x"><a:name>1</a:name></a:Thing><a:Thing rdf:about="#x"><a:name>2</a:name></a:Thing>',
    "base-inside": '<a:Thing xml:base="http://b.example/" rdf:about="y"><a:has rdf:resource="z"/></a:Thing>',
    "entities": '<a:Thing rdf:about="#x"><a:name>&lt;b&gt; &amp; &#233;</a:name></a:Thing>',
    "unknown-property": '<a:Thing rdf:about="#x"><a:long>text</a:long><a:has><a:Thing rdf:about="#y"/></a:has></a:Thing>',
    "no-root": None,
}


def statements(data):
    """What is said, with one name for whatever has no address."""
    nodes = parse_rdf(data, "x.rdf", TEXTS)
    said = [(_named(node.id), SYNTAX + "type", type_) for node in nodes.values() for type_ in node.types]
    said += [
        (_named(node.id), name, _named(value.text) if value.is_node else value.text)
        for node in nodes.values()
        for name, values in node.values.items()
        for value in values
    ]
    return sorted(said)


def _named(address):
    return "_:" if address.startswith("_:") else address


def theirs(data):
    rdflib = pytest.importorskip("rdflib")

    def named(term):
        return "_:" if isinstance(term, rdflib.BNode) else str(term)

    graph = rdflib.Graph().parse(data=data, format="xml", publicID="http://a.example/other")
    return sorted(
        (named(s), str(p), str(o).strip() if isinstance(o, rdflib.Literal) else named(o))
        for s, p, o in graph
        if not isinstance(o, rdflib.Literal) or str(p) in TEXTS
    )


def document(name):
    if CASES[name] is None:
        return f'<a:Thing xmlns:a="{A}" xmlns:rdf="{SYNTAX}" rdf:about="http://a.example/x" a:name="alone"/>'.encode()
    return f"{HEAD}\n{CASES[name]}\n</rdf:RDF>".encode()


@pytest.mark.parametrize("name", CASES)
def test_it_says_what_rdflib_says(name):
    ours = statements(document(name))
    assert ours
    assert ours == theirs(document(name))


def test_our_own_bill_says_what_rdflib_says():
    data = (ROOT / "tests/bills/spdx2/acme.spdx.rdf").read_bytes()
    ours, other = ({entry[:2] for entry in said} for said in (statements(data), theirs(data)))
    assert len(ours) >= 40
    assert ours == other


def test_every_value_has_the_line_on_which_it_stands():
    nodes = parse_rdf(document("nested"), "x.rdf", TEXTS)
    assert nodes["http://a.example/doc#x"].line == 2
    assert nodes["http://a.example/doc#x"].values[A + "has"][0].line == 3


def test_what_is_literal_is_text_and_nothing_in_it_is_a_statement():
    data = f'{HEAD}<a:T rdf:about="#x"><a:note rdf:parseType="Literal">a <b>c</b></a:note></a:T></rdf:RDF>'
    assert [entry[1:] for entry in statements(data.encode())] == [(A + "note", "a c"), (SYNTAX + "type", A + "T")]


def test_each_item_of_a_collection_is_a_value():
    inner = '<a:has rdf:parseType="Collection"><a:T rdf:about="#y"/><a:T rdf:about="#z"/></a:has>'
    nodes = parse_rdf(f'{HEAD}<a:T rdf:about="#x">{inner}</a:T></rdf:RDF>'.encode(), "x", TEXTS)
    assert [v.text[-2:] for v in nodes["http://a.example/doc#x"].values[A + "has"]] == ["#y", "#z"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rdf:RDF SYSTEM "http://a.example/x.dtd">',
    ],
)
def test_a_document_type_is_refused_before_anything_is_read(declared):
    with pytest.raises(InputError, match="document type") as caught:
        parse_rdf(declared.encode() + document("about"), "x.rdf", TEXTS)
    assert caught.value.where == "x.rdf:1"


def test_depth_is_bounded_and_much_deeper_than_relationships_nest():
    def nested(levels):
        return f"{HEAD}{'<a:T><a:has>' * levels}{'</a:has></a:T>' * levels}</rdf:RDF>".encode()

    assert len(parse_rdf(nested(5_000), "x", TEXTS)) == 5_000
    with pytest.raises(InputError, match="too deeply"):
        parse_rdf(nested(20_000), "x", TEXTS)


@pytest.mark.parametrize("data", [b"<rdf:RDF", b"<a><b></a>", b"<a:T/>", b"\xff\xfe<\x00"])
def test_what_is_not_well_formed_is_refused_with_its_line(data):
    with pytest.raises(InputError, match="not well-formed") as caught:
        parse_rdf(data, "x.rdf", TEXTS)
    assert caught.value.where.startswith("x.rdf:")
