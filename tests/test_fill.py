"""Filling a document: what is read, in which bytes it comes back, what is told; twice is once."""

from __future__ import annotations

import codecs
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.api import check
from fourfold.errors import InputError, NothingToCheck
from fourfold.fill import Source, fill
from fourfold.read import read
from tests.conftest import SHARED
from tests.filling import component, cyclonedx, filled, is_valid, package, proven, source, spdx2, spdx3, undone, valid
from tests.test_fill_splice import containers, values

BILLS = Path(__file__).parent / "bills"
SAMPLES = [
    path
    for folder in ("cdx", "spdx2", "spdx3", "hostile")
    for path in sorted((SHARED / "samples" / folder).glob("*"))
    if SHARED.is_dir()
]
WORDS = ("MIT", "Apache 2", "NOASSERTION", "NONE", "gpl", "Fnord", "llama3.1", "MIT OR Apache-2.0", "GPL-2.0-or-later")
OURS = {path.name: path.read_text(encoding="utf-8") for path in sorted(BILLS.glob("*/acme.*.json"))}
NEW = ("llama3.1", "MIT OR Apache-2.0", "Apache-2.0")
FORMS = ("acme.spdx", "acme.spdx.xml", "acme.spdx.yml", "acme.cdx.xml")
words = st.sampled_from(WORDS)
maybe = st.none() | words


@st.composite
def documents(draw):
    """A bill of one of the three formats, in which anything may be stated or not."""
    names = [f"p{number}" for number in range(draw(st.integers(1, 3)))]
    kind = draw(st.sampled_from(["1.4", "1.6", "1.7", "spdx2", "spdx3"]))
    if kind == "spdx2":
        keys = ("licenseConcluded", "licenseDeclared", "licenseComments")
        return spdx2(*(package(name, **{k: v for k in keys if (v := draw(maybe))}) for name in names))
    if kind == "spdx3":
        return spdx3(*(part for name in names for part in _elements(draw, name)))
    return cyclonedx(*(_component(draw, name) for name in names), version=kind)


def _elements(draw, name):
    yield {"type": "software_Package", "id": name, "name": name}
    for word in ("hasDeclaredLicense", "hasConcludedLicense"):
        if said := draw(maybe):
            to = f"https://acme.example/{name}{word}"
            yield {"type": "simplelicensing_LicenseExpression", "id": name + word, "simplelicensing_licenseExpression": said}  # fmt: skip
            if said == "NOASSERTION":
                to = "expandedlicensing_NoAssertionLicense"
            yield {"type": "Relationship", "id": f"{name}{word}r", "from": f"https://acme.example/{name}", "relationshipType": word, "to": [to]}  # fmt: skip


def _component(draw, name):
    stated = [{"license": {"name": said}} for said in draw(st.lists(words, max_size=2))]
    more = {"properties": [{"name": "x:license", "value": draw(words)}]} if draw(st.booleans()) else {}
    return component(name, *stated, **more)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), st.lists(words, max_size=2), st.sampled_from([None, 1, 4]))
def test_twice_is_once_and_taking_it_back_gives_the_old_document(tmp_path, data, others, indent):
    path, again = tmp_path / "in.json", tmp_path / "again.json"
    path.write_text(json.dumps(data, indent=indent), encoding="utf-8")
    sources = [source(said, target="p0", given=f"card{number}") for number, said in enumerate(others)]
    first = fill(path, sources)
    proven(path.read_bytes(), first)
    again.write_bytes(first.data)
    second = fill(again, sources)
    assert second.changes == ()
    assert second.data == first.data
    assert {entry.artifact for entry in first.left} == {entry.artifact for entry in second.left}
    # what was filled is read as what it was filled with
    resolved = {artifact.id: artifact.resolved for artifact in check(read(again)).artifacts}
    assert {entry.artifact: entry.license for entry in first.filled}.items() <= resolved.items()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(OURS)), st.data())
def test_whatever_stands_where_something_else_should_breaks_nothing(tmp_path, name, data):
    document = json.loads(OURS[name])
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from([inner for _, inner in containers(document) if inner]))
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        holder[key] = data.draw(values | words | st.just("NOASSERTION"))
    path = tmp_path / "in.json"
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    try:
        answer = fill(path)
    except InputError as error:
        assert error.hint
        return
    proven(path.read_bytes(), answer)
    path.write_bytes(answer.data)
    assert fill(path).changes == ()


def test_the_samples_are_at_hand_or_none_is():
    assert not SAMPLES or len(SAMPLES) >= 60


@pytest.mark.skipif(not SAMPLES, reason="the folder with samples is not at hand")
def test_every_sample_comes_back_with_the_recorded_changes_alone(tmp_path):
    seen, grown = 0, 0
    again = tmp_path / "again.json"
    for path in SAMPLES:
        try:
            answer = fill(path)
        except InputError as error:
            assert error.hint, path
            continue
        before = path.read_bytes()
        proven(before, answer) if len(before) < 200_000 else _proven_briefly(before, answer)
        again.write_bytes(answer.data)
        assert fill(again).changes == (), path
        held = [artifact for artifact in read(path).artifacts if not artifact.inherited]
        assert 0 < len(answer.filled) + len(answer.kept) + len(answer.left) <= len(held)
        seen += 1
        grown += bool(answer.changes)
    assert seen >= 40
    assert grown >= 4


def _proven_briefly(before, answer):
    """For large documents: the old letters are all there, and the recorded changes taken back give the old document."""
    assert undone(json.loads(answer.data), answer.changes) == json.loads(before)


@pytest.mark.skipif(not SAMPLES, reason="the folder with samples is not at hand")
@pytest.mark.slow
def test_samples_that_are_valid_stay_so(tmp_path):
    seen = {"CycloneDX": 0, "SPDX 2": 0, "SPDX 3": 0}
    for path in SAMPLES:
        if path.suffix not in {".json", ".jsonld"} or path.stat().st_size > 130_000:
            continue
        try:
            before = fill(path)
        except InputError:
            continue
        unstated = [entry.artifact for entry in before.left if entry.reason == "unstated"][:3]
        if not unstated or not is_valid(replace(before, data=path.read_bytes()), tmp_path):
            continue
        answer = fill(path, [source(said, target=id_) for id_, said in zip(unstated, NEW, strict=False)])
        proven(path.read_bytes(), answer)
        assert {entry.artifact for entry in answer.filled} >= set(unstated), path
        assert is_valid(answer, tmp_path), path
        seen[next(name for name in seen if answer.format.startswith(name))] += 1
    assert seen["CycloneDX"] >= 5
    assert seen["SPDX 2"] >= 2
    assert seen["SPDX 3"] >= 6


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_own_bills_mean_the_same_as_before(tmp_path, name):
    assert len(OURS) == 3
    (path,) = BILLS.glob(f"*/{name}")
    answer = fill(path)
    proven(path.read_bytes(), answer)
    assert answer.filled
    (tmp_path / name).write_bytes(answer.data)
    before, after = (
        {artifact.id: (artifact.resolved, artifact.effective) for artifact in check(bill).artifacts}
        for bill in (read(path), read(tmp_path / name))
    )
    changed = {id_: (before[id_], after[id_]) for id_ in before if before[id_] != after[id_]}
    assert {id_ for id_, (old, _) in changed.items() if old[0]} == set()
    assert list(before) == list(after)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_the_encoding_stays(tmp_path, mark):
    encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
    data = spdx2(package("a", licenseDeclared="MIT", summary="naïve\u2028"))
    path = tmp_path / "in.json"
    path.write_bytes(mark + json.dumps(data, indent=3, ensure_ascii=False).replace("\n", "\r\n").encode(encoding))
    answer = fill(path)
    text = answer.data.removeprefix(mark).decode(encoding)
    assert answer.data.startswith(mark)
    assert text.count("\n") == text.count("\r\n") > 20
    assert "naïve\u2028" in text
    data["packages"][0]["licenseConcluded"] = "MIT"
    data["packages"][0]["licenseComments"] = answer.changes[-1].value
    assert text == json.dumps(data, indent=3, ensure_ascii=False).replace("\n", "\r\n")


@pytest.mark.parametrize("name", FORMS)
def test_other_forms_are_refused_in_words(name):
    folder = "cyclonedx" if "cdx" in name else "spdx2"
    with pytest.raises(InputError, match="not as JSON") as caught:
        fill(BILLS / folder / name)
    assert caught.value.hint


def test_what_is_no_bill_is_refused_in_words(tmp_path):
    for name, text in (("card.md", "---\nlicense: mit\n---\n"), ("x.json", '{"a": 1}')):
        (tmp_path / name).write_text(text)
        with pytest.raises(InputError, match="no bill of materials that can be filled"):
            fill(tmp_path / name)
    with pytest.raises(InputError, match="no bill of materials that can be filled"):
        fill(tmp_path)
    (tmp_path / "empty.json").write_text(json.dumps(cyclonedx()))
    with pytest.raises(NothingToCheck):
        fill(tmp_path / "empty.json")


def test_a_card_a_folder_and_a_manifest_can_be_the_source(tmp_path, shared):
    folder = tmp_path / "chat"
    folder.mkdir()
    (folder / "README.md").write_text("---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n")
    (folder / "model.safetensors").write_bytes(b"")
    (folder / "LICENSE").write_text((shared / "license-texts" / "Apache-2.0.txt").read_text())
    manifest = tmp_path / "fourfold.yaml"
    manifest.write_text("fourfold: 1\nname: x\nartifacts:\n  - {id: acme/data, kind: dataset, license: cc-by-4.0}\n")
    purl = "pkg:huggingface/datasets/acme/data@1"
    data = cyclonedx(
        {**component("chat", purl="pkg:huggingface/acme/chat@abc"), "type": "machine-learning-model"},
        {**component("card"), "type": "machine-learning-model"},
        {**component("acme/data", purl=purl), "type": "data", "version": ""},
    )
    answer = filled(
        tmp_path,
        data,
        Source(read(folder), str(folder), "acme/chat"),
        Source(read(folder / "README.md"), str(folder / "README.md"), "card"),
        Source(read(manifest), str(manifest)),
    )
    told = {entry.artifact: (entry.license, entry.evidence) for entry in answer.filled}
    assert told == {
        "chat": ("Apache-2.0", "A"),
        "card": ("Apache-2.0", "C"),
        "acme/data": ("CC-BY-4.0", next(entry.evidence for entry in answer.filled if entry.artifact == "acme/data")),
    }
    assert "chat/LICENSE" in answer.filled[0].source
    assert str(tmp_path) not in answer.data.decode()
    valid(answer, tmp_path)


def test_what_was_done_is_told(tmp_path):
    data = cyclonedx(component("a"), component("b"), component("c", {"license": {"id": "MIT"}}))
    answer = filled(tmp_path, data, source("llama3.1", target="a"), source("MIT", given="idle", id="nobody"))
    told = answer.to_dict()
    assert json.loads(json.dumps(told)) == told
    assert [entry["artifact"] for entry in told["filled"]] == ["a"]
    assert told["filled"][0]["evidence"] == "C"
    assert [entry["artifact"] for entry in told["kept"]] == ["c"]
    assert told["open"] == [{"artifact": "b", "pointer": "/components/1", "reason": "unstated", "says": "no licence is stated"}]  # fmt: skip
    assert told["unused"] == ["idle"]
    assert len(told["texts_not_at_hand"]) == 1
    assert [change["op"] for change in told["changes"]] == ["add", "add"]
    assert told["cause"] == "1 filled, 1 kept, 1 left open (1 unstated)"
    assert told["exit_code"] == answer.exit_code == 3
