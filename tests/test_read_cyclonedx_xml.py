"""The XML form loses nothing that the JSON form says."""

from __future__ import annotations

from fourfold.read.base import Source
from fourfold.read.cyclonedx import READER
from tests.cyclonedx import MIT_TEXT, bill_of, by_id, codes, model, related, said, xml_of


def component(inside: str, type_: str = "library", ref: str = "a") -> str:
    return f'<component type="{type_}" bom-ref="{ref}"><name>{ref}</name>{inside}</component>'


def first(inside: str, type_: str = "library"):
    return xml_of(f"<components>{component(inside, type_)}</components>").artifacts[0]


def test_an_expression_with_details_is_an_element_of_its_own():
    details = f'<details license-identifier="LicenseRef-x"><text>{MIT_TEXT}</text></details>'
    details += (
        '<details license-identifier="LicenseRef-y"><url>https://www.gnu.org/licenses/gpl-3.0.txt</url></details>'
    )
    words = "ISC AND LicenseRef-x AND LicenseRef-y"
    inside = f'<licenses>\n<expression-detailed expression="{words}" acknowledgement="concluded">{details}</expression-detailed></licenses>'
    artifact = first(inside)
    assert said(artifact) == [("ISC AND MIT AND GPL-3.0", "C", "concluded")]
    assert artifact.claims[0].place.line == 2


def test_a_licence_entry_of_an_unknown_form_is_told():
    bill = xml_of(f"<components>{component('<licenses><novelty>MIT</novelty></licenses>')}</components>")
    assert bill.artifacts[0].claims == ()
    assert codes(bill) == {"license-unreadable"}


def test_datasets_are_named_by_reference():
    card = "<modelCard><modelParameters><datasets><ref>d</ref><dataset><name>e</name></dataset></datasets></modelParameters></modelCard>"
    data = component("", "data", "d")
    bill = xml_of(f"<components>{component(card, 'machine-learning-model', 'm')}{data}</components>")
    assert {("m", "trained-on", "d"), ("m", "trained-on", "e")} <= related(bill)
    assert set(by_id(bill)) == {"m", "d", "e"}


def test_properties_of_a_model_that_only_its_purl_tells():
    inside = '<purl>pkg:huggingface/acme/a</purl><properties><property name="huggingface:baseModel">org/base</property></properties>'
    bill = xml_of(f"<components>{component(inside, 'application')}</components>")
    purl, properties = "pkg:huggingface/acme/a", [{"name": "huggingface:baseModel", "value": "org/base"}]
    same = bill_of(model("a", type="application", purl=purl, properties=properties))
    assert ("a", "finetuned-from", "org/base") in related(bill) & related(same)


def test_properties_that_speak_of_a_licence():
    assert said(first('<properties><property name="license">ISC</property></properties>')) == [("ISC", "C", "declared")]
    concluded = "<property name = 'fourfold:license:concluded'>ISC</property>"
    inside = f"<licenses><license><name>own</name></license></licenses><properties>{concluded}</properties>"
    assert said(first(inside)) == [("ISC", "C", "concluded"), ("own", "C", "declared")]


def test_properties_in_an_encoding_of_two_bytes():
    inside = component('<properties><property name="license">ISC</property></properties>')
    text = f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>{inside}</components></bom>'
    bill = READER.read(Source("b.xml", None, text.encode("utf-16")))
    assert said(bill.artifacts[0]) == [("ISC", "C", "declared")]


def test_a_reference_tells_where_nothing_else_does():
    url = "https://opensource.org/licenses/MIT"
    reference = f'<externalReferences><reference type="license"><url>{url}</url></reference></externalReferences>'
    assert said(first(reference)) == [(url, "C", "declared")]
    assert said(first(f"<licenses><expression>ISC</expression></licenses>{reference}")) == [("ISC", "C", "declared")]
