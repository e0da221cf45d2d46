"""SPDX 3: conclusions as relationships, elements for what is not listed, made by fourfold and not by the document's authors."""

from __future__ import annotations

import json

import pytest

from fourfold.errors import InputError
from fourfold.fill import fill
from fourfold.read import read
from tests.filling import LLAMA, filled, source, spdx3, valid

BASE = "https://acme.example/"
NOTHING = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
PACKAGE = {"type": "software_Package", "id": "p", "name": "p"}
MIT = {"type": "simplelicensing_LicenseExpression", "id": "mit", "simplelicensing_licenseExpression": "MIT"}
WHEN = "2026-03-04T05:06:07Z"


def relation(kind, to, id_="r", **more):
    return {"type": "Relationship", "id": id_, "from": BASE + "p", "relationshipType": kind, "to": [to], **more}


def graph(answer):
    return json.loads(answer.data)["@graph"]


def concluded(answer):
    return [element for element in graph(answer) if element.get("relationshipType") == "hasConcludedLicense"]


def claims(answer, tmp_path):
    path = tmp_path / "out.json"
    path.write_bytes(answer.data)
    return {(claim.license, claim.role) for artifact in read(path).artifacts for claim in artifact.claims}


def test_a_conclusion_is_a_relationship_to_an_expression(tmp_path):
    answer = filled(tmp_path, spdx3(PACKAGE), source("apache-2.0", target="p"), created=WHEN)
    info, agent, expression, made = graph(answer)[-4:]
    assert info == {
        "type": "CreationInfo",
        "@id": "_:fourfold-1",
        "specVersion": "3.0.1",
        "created": WHEN,
        "createdBy": [agent["spdxId"]],
    }
    assert (agent["type"], agent["name"]) == ("SoftwareAgent", "fourfold")
    assert expression["simplelicensing_licenseExpression"] == "Apache-2.0"
    assert (made["from"], made["to"]) == (BASE + "p", [expression["spdxId"]])
    assert made["comment"].startswith('fourfold: Apache-2.0 from "apache-2.0", a card, card/README.md:3 /license (')
    assert {element["creationInfo"] for element in (agent, expression, made)} == {"_:fourfold-1"}
    assert claims(answer, tmp_path) == {("Apache-2.0", "concluded")}
    valid(answer, tmp_path)


def test_what_is_declared_is_concluded_by_the_element_that_is_there(tmp_path):
    answer = filled(tmp_path, spdx3(PACKAGE, MIT, relation("hasDeclaredLicense", BASE + "mit")))
    assert [made["to"] for made in concluded(answer)] == [[BASE + "mit"]]
    assert claims(answer, tmp_path) == {("MIT", "declared"), ("MIT", "concluded")}
    valid(answer, tmp_path)


@pytest.mark.parametrize("comment", [{}, {"comment": "Nobody has looked."}])
def test_where_nothing_is_asserted_the_conclusion_takes_its_place(tmp_path, comment):
    open_ = relation("hasConcludedLicense", NOTHING, "r2", **comment)
    answer = filled(tmp_path, spdx3(PACKAGE, MIT, relation("hasDeclaredLicense", BASE + "mit"), open_))
    (made,) = concluded(answer)
    assert made["to"] == [BASE + "mit"]
    assert made["comment"].startswith(comment.get("comment", "fourfold: MIT from "))
    assert "fourfold: MIT from " in made["comment"]
    assert [change.pointer.rpartition("/")[2] for change in answer.changes] == ["0", "comment"]
    valid(answer, tmp_path)


def test_a_conclusion_is_never_overwritten(tmp_path):
    data = spdx3(PACKAGE, MIT, relation("hasConcludedLicense", BASE + "mit"))
    assert filled(tmp_path, data).changes == ()
    answer = filled(tmp_path, data, source("Apache-2.0", target="p"))
    assert answer.changes == ()
    assert [entry.reason for entry in answer.left] == ["disagreeing"]


def test_a_licence_that_is_not_listed_gets_an_element(tmp_path, shared):
    for texts in ((), (str(shared / "license-texts"),)):
        answer = filled(tmp_path, spdx3(PACKAGE), source(f"MIT AND {LLAMA}", target="p"), texts=texts)
        (custom,) = [element for element in graph(answer) if element["type"] == "expandedlicensing_CustomLicense"]
        (expression,) = [element for element in graph(answer) if "simplelicensing_licenseExpression" in element]
        entry = {"type": "DictionaryEntry", "key": LLAMA, "value": custom["spdxId"]}
        assert expression["simplelicensing_customIdToUri"] == [entry]
        assert ("was not at hand" in custom["simplelicensing_licenseText"]) is (not texts)
        assert bool(answer.lacking) is (not texts)
        assert {words for words, _ in claims(answer, tmp_path)} == {f"MIT AND {LLAMA}"}
        valid(answer, tmp_path)


def test_elements_are_made_once_and_listed_where_all_are(tmp_path):
    other = {"type": "software_Package", "id": "q", "name": "q"}
    data = spdx3(PACKAGE, other, element=[BASE + "p", BASE + "q", BASE + "me"], rootElement=[BASE + "p", BASE + "q"])
    answer = filled(tmp_path, data, source("MIT", target="p"), source("MIT", target="q"))
    added = graph(answer)[len(data["@graph"]) :]
    assert [element["type"] for element in added] == [
        "CreationInfo",
        "SoftwareAgent",
        "simplelicensing_LicenseExpression",
        "Relationship",
        "Relationship",
    ]
    document = next(element for element in graph(answer) if element["type"] == "SpdxDocument")
    assert document["element"][3:] == [element["spdxId"] for element in added[1:]]
    valid(answer, tmp_path)


def test_a_second_round_adds_what_is_new_beside_what_was_made(tmp_path):
    other = {"type": "software_Package", "id": "q", "name": "q"}
    first = filled(tmp_path, spdx3(PACKAGE, other, rootElement=[BASE + "p", BASE + "q"]), source("MIT", target="p"))
    second = filled(tmp_path, json.loads(first.data), source("MIT", target="q"), created=WHEN)
    added = graph(second)[len(graph(first)) :]
    # the agent and the expression are there; who made the relationship, and when, is new
    assert [element["type"] for element in added] == ["CreationInfo", "Relationship"]
    assert added[0]["@id"] == "_:fourfold-2"
    valid(second, tmp_path)


def test_a_single_element_cannot_take_others(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "type": "software_Package", "spdxId": BASE + "p", "name": "p"}))  # fmt: skip
    with pytest.raises(InputError, match="without @graph"):
        fill(path)


def test_without_an_id_no_relationship_can_name_it(tmp_path):
    data = spdx3(PACKAGE)
    del data["@graph"][-1]["spdxId"]
    answer = filled(tmp_path, data, source("MIT", target="p"))
    assert answer.changes == ()
    assert [entry.reason for entry in answer.left] == ["unwritable"]


@pytest.mark.parametrize("words", ["NOASSERTION", "unknown"])
def test_a_conclusion_that_asserts_nothing_in_an_expression_is_not_kept_for_a_licence(tmp_path, words):
    nothing = {"type": "simplelicensing_LicenseExpression", "id": "n", "simplelicensing_licenseExpression": words}
    more = relation("hasDeclaredLicense", BASE + "mit"), nothing, relation("hasConcludedLicense", BASE + "n", "s")
    answer = filled(tmp_path, spdx3(PACKAGE, MIT, *more))
    assert (answer.changes, answer.kept, [entry.reason for entry in answer.left]) == ((), (), ["unwritable"])


def test_no_licence_and_no_assertion_together_are_no_licence(tmp_path):
    none = NOTHING.replace("NoAssertion", "None")
    more = [relation("hasConcludedLicense", to, id_) for to, id_ in ((NOTHING, "s"), (none, "t"))]
    more.append(relation("hasDeclaredLicense", BASE + "mit"))
    answer = filled(tmp_path, spdx3(PACKAGE, MIT, *more))
    assert [entry.license for entry in answer.kept] == ["NONE"]
