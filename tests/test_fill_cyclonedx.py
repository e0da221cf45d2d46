"""CycloneDX: licences where there were none, ids beside names, never a change to what is stated; valid in every version."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from fourfold.errors import InputError
from fourfold.fill.cyclonedx import EVIDENCE, SOURCE
from fourfold.read import read
from fourfold.read.cyclonedx_words import CONCLUDED
from tests.filling import LLAMA, component, cyclonedx, filled, source, valid

VERSIONS = ("1.3", "1.4", "1.5", "1.6", "1.7")
CHOICE = "MIT OR Apache-2.0"
OTHER = " ".join(["words of an agreement of our own"] * 5)


def components(answer):
    return {entry["name"]: entry for entry in json.loads(answer.data)["components"]}


def properties(entry):
    return {one["name"]: one["value"] for one in entry.get("properties", ())}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_component_without_a_licence_gets_one(tmp_path, version):
    data = cyclonedx(component("a"), component("b"), component("c", properties=[{"name": "x", "value": "y"}]), version=version)  # fmt: skip
    sources = [source("apache-2.0", target="a"), source(CHOICE, target="b"), source("llama3.1", target="c")]
    answer = filled(tmp_path, data, *sources)
    found = components(answer)
    marked = {"acknowledgement": "concluded"} if version >= "1.6" else {}
    assert found["a"]["licenses"] == [{"license": {"id": "Apache-2.0", **marked}}]
    assert found["b"]["licenses"] == [{"expression": CHOICE, **marked}]
    (entry,) = found["c"]["licenses"]
    assert entry["license"].pop("url").startswith("https://")
    assert entry == {"license": {"name": LLAMA, **marked}}
    assert properties(found["a"])[SOURCE].startswith(
        'fourfold: Apache-2.0 from "apache-2.0", a card, card/README.md:3 /license (evidence C, '
    )
    assert properties(found["a"])[EVIDENCE] == "C"
    assert found["c"]["properties"][0] == {"name": "x", "value": "y"}
    assert answer.exit_code == 0
    valid(answer, tmp_path)
    path = tmp_path / "out.json"
    path.write_bytes(answer.data)
    assert [claim.license for artifact in read(path).artifacts for claim in artifact.claims] == ["Apache-2.0", CHOICE, LLAMA]  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_a_name_gets_its_id_beside_it(tmp_path, version):
    stated = {"license": {"name": "Apache 2", "url": "https://acme.example"}}
    answer = filled(tmp_path, cyclonedx(component("a", stated), version=version))
    found = components(answer)["a"]
    assert found["licenses"][0] == stated
    if version >= "1.6":
        assert found["licenses"][1:] == [{"license": {"id": "Apache-2.0", "acknowledgement": "concluded"}}]
        assert CONCLUDED not in properties(found)
    else:
        # here a second entry would be a second licence
        assert len(found["licenses"]) == 1
        assert properties(found)[CONCLUDED] == "Apache-2.0"
    path = tmp_path / "out.json"
    path.write_bytes(answer.data)
    assert {(claim.license, claim.role) for claim in read(path).artifacts[0].claims} == {
        ("Apache 2", "declared"),
        ("Apache-2.0", "concluded"),
    }
    assert '"Apache 2", CycloneDX licenses, /components/0/licenses/0 of this document' in properties(found)[SOURCE]
    valid(answer, tmp_path)


def test_only_from_1_7_on_a_list_takes_an_expression_beside_a_name(tmp_path):
    for version in ("1.6", "1.7"):
        data = cyclonedx(component("a", {"license": {"name": "(MIT OR Apache 2)"}}), version=version)
        answer = filled(tmp_path, data)
        found = components(answer)["a"]
        taken = {"expression": CHOICE, "acknowledgement": "concluded"} in found["licenses"]
        assert taken is (version == "1.7")
        assert properties(found).get(CONCLUDED) == (None if taken else CHOICE)
        valid(answer, tmp_path)


def test_from_1_7_on_an_expression_has_the_text_of_its_parts(tmp_path):
    (tmp_path / "LICENSES").mkdir()
    words = f"MIT AND {LLAMA}"
    answer = filled(tmp_path, cyclonedx(component("a"), version="1.7"), source(words, target="a"))
    (entry,) = components(answer)["a"]["licenses"]
    assert [detail["licenseIdentifier"] for detail in entry["expressionDetails"]] == [LLAMA]
    valid(answer, tmp_path)


def test_a_text_that_is_at_hand_goes_along(tmp_path, shared):
    answer = filled(
        tmp_path, cyclonedx(component("a")), source("llama3.1", target="a"), texts=[str(shared / "license-texts")]
    )
    text = components(answer)["a"]["licenses"][0]["license"]["text"]
    assert text["contentType"] == "text/plain"
    assert text["content"] == (shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text(encoding="utf-8")
    valid(answer, tmp_path)


@pytest.mark.parametrize(
    "licenses",
    [
        [{"license": {"id": "MIT"}}],
        [{"license": {"name": "MIT"}}],
        [{"expression": "(MIT)"}],
        [{"expression": CHOICE}],
        [{"expression": "(Apache-2.0 OR MIT)"}],
        [{"license": {"name": "Apache 2"}}, {"license": {"id": "Apache-2.0", "acknowledgement": "concluded"}}],
    ],
)
def test_what_is_stated_in_ids_is_kept(tmp_path, licenses):
    answer = filled(tmp_path, cyclonedx(component("a", *licenses)))
    assert answer.changes == ()
    assert len(answer.kept) == 1


@pytest.mark.parametrize(
    ("licenses", "reason"),
    [
        ([{"license": {"name": "gpl"}}], "ambiguous"),
        ([{"license": {"name": "Fnord"}}], "unknown"),
        ([{"license": {"id": "MIT"}}, {"license": {"id": "Apache-2.0"}}], "observed"),
        ({}, "unwritable"),
        (None, "unwritable"),
    ],
)
def test_what_is_open_stays_open(tmp_path, licenses, reason):
    answer = filled(tmp_path, cyclonedx({**component("a"), "licenses": licenses}), source("NOASSERTION", target="a"))
    assert answer.changes == ()
    expected = "unstated" if reason == "unwritable" else reason
    assert [entry.reason for entry in answer.left] == [expected]
    if reason == "unwritable":
        answer = filled(tmp_path, cyclonedx({**component("a"), "licenses": licenses}), source("MIT", target="a"))
        assert (answer.changes, answer.left[0].reason) == ((), reason)


def test_an_empty_list_is_as_good_as_none(tmp_path):
    answer = filled(tmp_path, cyclonedx({**component("a"), "licenses": []}), source("MIT", target="a"))
    assert components(answer)["a"]["licenses"] == [{"license": {"id": "MIT", "acknowledgement": "concluded"}}]


@pytest.mark.parametrize("word", ["NOASSERTION", "unknown", "other", ""])
def test_a_name_that_asserts_nothing_gives_its_place(tmp_path, word):
    for version in ("1.4", "1.6"):
        nothing = {"license": {"name": word}}
        answer = filled(tmp_path, cyclonedx(component("a", nothing), version=version), source(CHOICE, target="a"))
        (entry,) = components(answer)["a"]["licenses"]
        assert entry["expression"] == CHOICE
        assert answer.changes[0].before == nothing
        valid(answer, tmp_path)
    told = {"license": {"name": word, "url": "https://acme.example"}}
    assert components(filled(tmp_path, cyclonedx(component("a", told)), source("MIT", target="a")))["a"]["licenses"][0] == told  # fmt: skip


def test_a_list_that_says_nothing_at_length_is_left_open_where_it_can_take_no_more(tmp_path):
    nothing = {"license": {"name": "NOASSERTION"}}
    for version, reasons in (("1.5", ["unwritable"]), ("1.6", [])):
        data = cyclonedx({**component("a"), "licenses": [nothing, nothing]}, version=version)
        assert [entry.reason for entry in filled(tmp_path, data, source("MIT", target="a")).left] == reasons


def test_what_the_document_says_elsewhere_counts(tmp_path):
    purl = "pkg:pypi/x@1"
    hub = {"name": "huggingface:license", "value": "llama3.1"}
    address = [{"type": "license", "url": "https://www.apache.org/licenses/LICENSE-2.0"}]
    elsewhere = [
        {"type": "license", "url": "https://acme.example/terms"},
        {"type": "website", "url": address[0]["url"]},
    ]
    data = cyclonedx(
        component("hub", properties=[hub, {"name": "fourfold:license", "value": "MIT"}]),
        component("address", externalReferences=address),
        component("nowhere", externalReferences=elsewhere),
        component("twin", purl=purl),
        component("stated", {"license": {"id": "MIT"}}, purl=purl),
        component("both", properties=[hub], externalReferences=address),
    )
    answer = filled(tmp_path, data)
    assert {entry.artifact: entry.license for entry in answer.filled} == {"hub": LLAMA, "address": "Apache-2.0", "twin": "MIT"}  # fmt: skip
    assert {entry.artifact: entry.reason for entry in answer.left} == {"nowhere": "unstated", "both": "disagreeing"}
    assert "/components/0/properties/0 of this document" in answer.filled[0].source
    valid(answer, tmp_path)


def test_every_place_where_a_component_may_stand_is_filled(tmp_path):
    inner = component("inner")
    data = cyclonedx(
        component("outer", components=[inner], pedigree={"ancestors": [component("old")]}),
        metadata={"component": {**component("root"), "type": "application"}},
        services=[{"bom-ref": "service", "name": "service"}],
    )
    names = ("outer", "inner", "old", "root", "service")
    answer = filled(tmp_path, data, *(source("MIT", target=name) for name in names))
    assert {entry.artifact for entry in answer.filled} == set(names)
    valid(answer, tmp_path)


def test_what_is_only_named_has_no_place_for_a_licence(tmp_path):
    base = {"name": "huggingface:baseModel", "value": "acme/base"}
    data = cyclonedx({**component("m", {"license": {"id": "MIT"}}), "type": "machine-learning-model", "properties": [base]})  # fmt: skip
    answer = filled(tmp_path, data)
    assert (len(answer.kept), answer.left, answer.changes) == (1, (), ())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (cyclonedx(component("a"), version="1.2"), "1.3"),
        (cyclonedx(component("a", properties={})), "properties is no list"),
    ],
)
def test_where_the_source_has_no_place_nothing_is_filled(tmp_path, data, says):
    answer = filled(tmp_path, data, source("MIT", target="a"))
    assert answer.changes == ()
    assert answer.left[0].reason == "unwritable"
    assert says in answer.left[0].says


def test_a_document_has_to_say_its_version(tmp_path):
    with pytest.raises(InputError, match="which version"):
        filled(tmp_path, cyclonedx(component("a"), version="new"))


def test_a_signature_that_is_broken_is_told(tmp_path):
    signed = {"algorithm": "ES256", "value": "x"}
    for data in (cyclonedx(component("a"), signature=signed), cyclonedx(component("a", signature=signed))):
        assert "signed" in filled(tmp_path, data, source("MIT", target="a")).notes[0]
        assert filled(tmp_path, data).notes == ()


def test_a_component_outside_of_a_list_is_not_lost(tmp_path):
    answer = filled(tmp_path, cyclonedx(version="1.6") | {"components": component("a", {"license": {"id": "MIT"}})})
    assert answer.changes == ()
    assert [entry.reason for entry in answer.left] == ["unwritable"]


@pytest.mark.parametrize("name", ["training-data:license", "parent:license", "cdx:npm:package:license", "no-license"])
def test_a_property_that_may_speak_of_something_else_fills_nothing(tmp_path, name):
    answer = filled(tmp_path, cyclonedx(component("a", properties=[{"name": name, "value": "MIT"}])))
    assert [entry.reason for entry in answer.left] == ["unstated"]


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ({"url": "https://spdx.org/licenses/GPL-3.0-only.html"}, "disagreeing"),
        ({"text": {"content": OTHER}}, "disagreeing"),
        ({"text": {"encoding": "base64", "content": b64encode(OTHER.encode()).decode()}}, "disagreeing"),
        ({"url": "https://spdx.org/licenses/MIT.html"}, None),
        ({"url": "https://acme.example/terms"}, None),
        ({"text": {"content": "see LICENSE"}}, None),
        ({"text": {"encoding": "base64", "content": "="}}, None),
    ],
)
def test_a_name_beside_another_licence_is_not_made_an_id(tmp_path, beside, reason):
    answer = filled(tmp_path, cyclonedx(component("a", {"license": {"name": "MIT License", **beside}})))
    assert [entry.reason for entry in answer.left] == ([reason] if reason else [])
    assert [entry.license for entry in answer.filled] == ([] if reason else ["MIT"])


@pytest.mark.parametrize("version", ["1." + "9" * 5000, "1.²", "²"])
def test_a_version_that_is_no_number_is_told(tmp_path, version):
    with pytest.raises(InputError, match="which version"):
        filled(tmp_path, cyclonedx(component("a"), version=version))
