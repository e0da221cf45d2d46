"""What CycloneDX says of licences: lists, texts that stand for a part of one, properties and addresses."""

from __future__ import annotations

import base64

import pytest

from fourfold.artifact import Claim
from fourfold.catalogue import catalogue
from fourfold.resolve import resolve
from fourfold.terms import Grade
from tests.cyclonedx import MIT_TEXT, OTHER_TEXT, bill_of, by_id, codes, library, model, said

MIT_URL = "https://opensource.org/licenses/MIT"
AGPL_URL = "https://www.gnu.org/licenses/agpl-3.0.txt"


def claims(*licenses: object, **more: object) -> list[tuple[str, str, str]]:
    return said(bill_of(library("a", *licenses, **more)).artifacts[0])


def means(*licenses: object, **more: object) -> str:
    return str(resolve(bill_of(library("a", *licenses, **more)).artifacts[0], catalogue()).expression)


def named(name: str, **more: object) -> dict[str, object]:
    return {"license": {"name": name, **more}}


def test_a_text_that_is_known_is_the_best_evidence():
    encoded = base64.b64encode(MIT_TEXT.encode()).decode()
    text = {"contentType": "text/plain", "encoding": "base64", "content": encoded}
    bill = bill_of(library("a", {"license": {"name": "Our licence", "text": text}}))
    assert said(bill.artifacts[0]) == [("MIT", Grade.A.value, "text"), ("Our licence", "C", "declared")]
    assert list(bill.texts.values()) == [MIT_TEXT]


def test_a_text_that_differs_is_not_taken_for_the_licence():
    text = {"content": f"{MIT_TEXT} The Software shall be used for Good, never for Evil, and by nobody in a hurry."}
    bill = bill_of(library("a", {"license": {"id": "MIT", "text": text}}))
    assert said(bill.artifacts[0]) == [("LicenseRef-modified-MIT", "A", "text"), ("MIT", "C", "declared")]
    assert "license-text-modified" in codes(bill)


def test_a_text_that_is_not_base64_is_noted():
    bill = bill_of(library("a", {"license": {"id": "MIT", "text": {"encoding": "base64", "content": "&&&"}}}))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert "license-text-unreadable" in codes(bill)


def test_an_entry_that_says_nothing_is_noted():
    bill = bill_of(library("a", {"license": {}}, {"license": {"url": "https://x.example/terms"}}))
    assert said(bill.artifacts[0]) == [("https://x.example/terms", "C", "declared")]
    assert "license-unreadable" in codes(bill)


def test_the_same_words_twice_are_no_list():
    bill = bill_of(library("a", {"license": {"id": "MIT"}}, {"license": {"name": "MIT"}}))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert not bill.diagnostics


def test_invalid_words_are_not_ours_to_repair():
    bill = bill_of(library("a", {"expression": "(invalid"}), library("b", {"license": {"id": "Apache-2"}}))
    assert [said(a)[0][0] for a in bill.artifacts] == ["(invalid", "Apache-2"]


def test_a_conclusion_that_fourfold_noted_is_read_as_one():
    noted = {"name": "fourfold:license:concluded", "value": "GPL-2.0-or-later"}
    stated = {"license": {"name": "gpl"}}
    service = {"bom-ref": "s", "name": "s", "licenses": [stated], "properties": [{"name": "x", "value": "y"}, noted]}
    found = by_id(
        bill_of(library("a", stated, properties=["x", noted]), library("b", properties={}), services=[service])
    )
    for name in ("a", "s"):
        assert said(found[name]) == [("GPL-2.0-or-later", "C", "concluded"), ("gpl", "C", "declared")]
    assert found["a"].claims[1].place.pointer == "/components/0/properties/1"
    assert said(found["b"]) == []


def test_an_entry_with_a_licence_and_an_expression_says_both():
    (artifact,) = bill_of(library("a", {"license": {"id": "MIT"}, "expression": "GPL-3.0-only"})).artifacts
    assert [claim.license for claim in artifact.claims] == ["MIT AND GPL-3.0-only"]


# ------------------------------------------------------------ texts in a list


def test_a_text_does_not_stand_for_the_rest_of_a_list():
    assert means(named("MIT", text={"content": MIT_TEXT}), named("GPL-3.0-only")) == "MIT AND GPL-3.0-only"
    assert claims(named("MIT", text={"content": MIT_TEXT}), named("Our licence")) == [
        ("MIT AND (Our licence)", "C", "declared")
    ]


def test_a_text_that_says_all_that_the_list_says_counts():
    text = named("declared license file: LICENSE", text={"content": MIT_TEXT})
    assert claims({"license": {"id": "MIT"}}, text) == [("MIT", "A", "text"), ("MIT", "C", "declared")]


def test_the_text_of_one_licence_does_not_make_the_choice():
    text = named("declared license file: LICENSE-MIT", text={"content": MIT_TEXT})
    choice = {"expression": "MIT OR Apache-2.0"}
    assert means(choice, text) == means(choice, evidence={"licenses": [text]}) == "MIT OR Apache-2.0"
    assert means({"license": {"id": "ISC"}}, evidence={"licenses": [text]}) == "MIT"  # a text beats a name


def test_a_changed_text_leaves_open_what_applies_whatever_its_name():
    for entry in ({"id": "MIT"}, {"name": "The MIT License"}, {"name": "MIT", "acknowledgement": "concluded"}):
        assert means({"license": {**entry, "text": {"content": OTHER_TEXT}}}) == "LicenseRef-modified-MIT"


# ------------------------------------------------------------ what stands for nothing


def test_what_the_osi_approved_is_said_beside_the_licence():
    approved = named("License :: OSI Approved")
    assert claims(named("declared license of 'a'", text={"content": "GPL v3"}), approved) == [
        ("GPL v3", "C", "declared")
    ]
    assert claims(approved, {"license": {"id": "MIT"}}) == [("MIT", "C", "declared")]
    assert claims(approved) == [("License :: OSI Approved", "C", "declared")]


def test_an_assertion_of_nothing_stays_in_a_list():
    assert claims(named("MIT"), named("NOASSERTION")) == [("MIT AND NOASSERTION", "C", "declared")]


# ------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("License", MIT_URL, "MIT"),
        ("MIT", MIT_URL, "MIT"),
        ("MIT", "https://acme.example/license", "MIT"),
        ("MIT", "", "MIT"),
        ("MIT", AGPL_URL, "MIT AND AGPL-3.0"),
        ("Our own terms", MIT_URL, "MIT AND Our own terms"),
    ],
)
def test_an_address_tells_where_the_name_does_not_and_never_goes_unheard(name, url, expected):
    meant = means(named(name, url=url)).replace(AGPL_URL, "AGPL-3.0")
    assert meant == expected
    assert ("license-disagreeing" in codes(bill_of(library("a", named(name, url=url))))) is (" AND " in expected)


def test_an_address_of_the_same_kind_as_junk_is_passed_over():
    for url in (None, 1, [], {"a": 1}):
        assert claims(named("MIT", url=url)) == [("MIT", "C", "declared")]


def test_names_with_addresses_in_a_list_are_read_as_others_are():
    listed = [{"license": {"id": "MIT", "url": MIT_URL}}, named("Apache 2", url="https://acme.example")]
    assert claims(*listed) == [("MIT AND (Apache 2)", "C", "declared")]
    assert means(named("License", url=MIT_URL), {"license": {"id": "ISC"}}) == "MIT AND ISC"


def test_an_address_that_leaves_the_version_open_is_not_settled_by_a_list():
    lgpl = "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html"
    listed = [
        {"license": {"id": "EPL-1.0"}},
        named("GNU Lesser General Public License", url=lgpl),
        named("LGPL", url=lgpl),
    ]
    assert claims(*listed) == [("EPL-1.0", "C", "declared"), (lgpl, "C", "declared"), (lgpl, "C", "declared")]
    bill = bill_of(library("a", *listed))
    assert codes(bill) == {"license-list-as-and"}
    found = resolve(bill.artifacts[0], catalogue())
    assert [atom.candidates for atom in found.unknown] == [("LGPL-2.1-only", "LGPL-2.1-or-later")]


# ------------------------------------------------------------ properties and references


@pytest.mark.parametrize("name", ["license", "huggingface:license"])
def test_a_property_declares_where_nothing_else_does(name):
    properties = [{"name": name, "value": "llama3.1"}]
    (claim,) = bill_of(model("m", properties=properties)).artifacts[0].claims
    assert (claim.license, claim.role, claim.source) == ("llama3.1", "declared", f"CycloneDX property {name}")
    assert claim.place.pointer == "/components/0/properties/0"


def test_a_property_beside_a_licence_is_what_was_seen():
    properties = [{"name": "license", "value": "GPL-3.0-only"}, {"name": "vendor:dataset:license", "value": "ISC"}]
    assert claims(named("MIT"), properties=properties) == [("GPL-3.0-only", "C", "observed"), ("MIT", "C", "declared")]
    assert means(named("MIT"), properties=properties) == "MIT"
    assert means(named("NOASSERTION"), properties=properties) == "GPL-3.0-only"


def test_properties_of_any_shape_are_looked_at():
    assert claims(properties=[{"name": ["license"], "value": "MIT"}, {"name": "license", "value": {}}, 1, None]) == []


def test_a_reference_tells_where_nothing_else_does():
    references = [{"type": "vcs", "url": "https://acme.example"}, {"type": "license", "url": AGPL_URL}]
    (claim,) = bill_of(library("a", externalReferences=references)).artifacts[0].claims
    assert claim == Claim(AGPL_URL, Grade.C, "CycloneDX externalReferences, license", "declared", claim.place)
    assert claim.place.pointer == "/components/0/externalReferences/1"
    assert claims(named("MIT"), externalReferences=references) == [("MIT", "C", "declared")]


def test_an_address_that_nobody_knows_is_told_and_no_licence():
    bill = bill_of(library("a", externalReferences=[{"type": "license", "url": "https://acme.example/terms"}]))
    assert bill.artifacts[0].claims == ()
    (diagnostic,) = bill.diagnostics
    assert diagnostic.code == "license-address-unknown"
    assert "https://acme.example/terms" in diagnostic.message
