"""``fourfold sbom fill`` on the command line: where the result goes, what is said, with which code it ends."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.filling import LLAMA, component, cyclonedx, package, spdx2, spdx3

OPEN = cyclonedx(component("a", {"license": {"name": "Apache 2"}}), component("b"))


@pytest.fixture
def bom(tmp_path):
    """Write a document and return its path."""

    def write(data, name="in.json"):
        path = tmp_path / name
        path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def card(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("---\nlicense: llama3.1\npipeline_tag: text-generation\n---\n")
    return path


def test_the_result_goes_to_a_file_and_the_summary_to_the_user(run, bom, tmp_path):
    path, output = bom(OPEN), tmp_path / "out.json"
    before = path.read_bytes()
    code, out, err = run("sbom", "fill", path, "-o", output)
    assert (code, out) == (3, "")
    assert path.read_bytes() == before
    filled = json.loads(output.read_text())
    assert filled["components"][0]["licenses"][1] == {"license": {"id": "Apache-2.0", "acknowledgement": "concluded"}}
    lines = err.splitlines()
    assert lines[0].startswith('filled: a: Apache-2.0 from "Apache 2", CycloneDX licenses, /components/0/licenses/0')
    assert lines[1] == "open: b: no licence is stated"
    assert lines[-1] == "exit 3: 1 filled, 0 kept, 1 left open (1 unstated)"


def test_standard_output_is_the_default_and_holds_nothing_else(run, bom):
    code, out, err = run("sbom", "fill", bom(OPEN), "--quiet", "--exit-zero")
    assert code == 0
    assert json.loads(out)["components"][0]["licenses"][1]
    assert out.endswith("}\n")
    assert err == "exit 0: 1 filled, 0 kept, 1 left open (1 unstated)\n"


def test_standard_input_is_read(run, bom, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bom(OPEN).read_bytes())))
    code, out, _ = run("sbom", "fill", "-")
    assert code == 3
    assert json.loads(out)["components"][0]["properties"]


def test_other_inputs_fill_what_is_open(run, bom, card, tmp_path):
    output, report = tmp_path / "out.json", tmp_path / "report.json"
    arguments = ("sbom", "fill", bom(OPEN), "-o", output, "--from", f"b={card}", "--report", report)
    code, _, err = run(*arguments)
    assert code == 0
    assert f"no text of {LLAMA} at hand, https://" in err
    assert "--texts DIR gives it" in err
    answer = json.loads(report.read_text())
    assert answer["exit_code"] == 0
    assert [entry["license"] for entry in answer["filled"]] == ["Apache-2.0", LLAMA]
    assert [entry["license"] for entry in answer["texts_not_at_hand"]] == [LLAMA]
    # the card is a model's, and what the user says it is counts
    checked = json.loads(run("check", output, "--format", "json")[1])
    assert {entry["id"]: entry["resolved"] for entry in checked["artifacts"] if entry["id"] in {"a", "b"}} == {"a": "Apache-2.0", "b": LLAMA}  # fmt: skip


def test_an_input_of_which_nothing_is_there_is_told(run, bom, card):
    code, _, err = run("sbom", "fill", bom(OPEN), "--from", card)
    assert code == 3
    assert f"nothing of {card} was found in the document; --from ID={card} says what it is" in err


def test_a_file_whose_name_has_an_equals_sign_is_a_file(run, bom, card):
    odd = card.rename(card.with_name("b=README.md"))
    assert "nothing of" in run("sbom", "fill", bom(OPEN), "--from", odd)[2]


def test_texts_are_taken_from_a_folder(run, bom, card, shared, tmp_path):
    output = tmp_path / "out.json"
    code, _, err = run("sbom", "fill", bom(OPEN), "-o", output, "--from", f"b={card}", "--texts", shared / "license-texts")  # fmt: skip
    assert code == 0
    assert "at hand" not in err
    assert json.loads(output.read_text())["components"][1]["licenses"][0]["license"]["text"]["content"]


def test_in_place_writes_over_the_input_and_twice_is_once(run, bom):
    path = bom(OPEN)
    before = path.read_bytes()
    assert run("sbom", "fill", path, "--in-place")[0] == 3
    once = path.read_bytes()
    assert once != before
    _, _, err = run("sbom", "fill", path, "--in-place", "--quiet")
    assert path.read_bytes() == once
    assert err == "exit 3: 0 filled, 1 kept, 1 left open (1 unstated)\n"


def test_what_is_packed_is_read_and_not_written_over(run, tmp_path):
    path = tmp_path / "in.json.gz"
    path.write_bytes(gzip.compress(json.dumps(OPEN).encode()))
    code, out, _ = run("sbom", "fill", path)
    assert code == 3
    assert json.loads(out)
    before = path.read_bytes()
    code, _, err = run("sbom", "fill", path, "--in-place")
    assert (code, path.read_bytes()) == (2, before)
    assert "is compressed" in err


def test_the_time_of_new_elements_can_be_set(run, bom, monkeypatch):
    element = {"type": "software_Package", "id": "p", "name": "p"}
    mit = {"type": "simplelicensing_LicenseExpression", "id": "m", "simplelicensing_licenseExpression": "MIT"}
    base = "https://acme.example/"
    stated = {"type": "Relationship", "id": "r", "from": base + "p", "relationshipType": "hasDeclaredLicense", "to": [base + "m"]}  # fmt: skip
    path = bom(spdx3(element, mit, stated))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    outputs = {run("sbom", "fill", path)[1] for _ in range(2)}
    assert len(outputs) == 1
    assert "1970-01-02T00:00:00Z" in outputs.pop()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("sbom", "fill", path)[0] == 2
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert '"created": "20' in run("sbom", "fill", path)[1].rpartition("CreationInfo")[2]


def test_private_licences_count(run, bom, tmp_path):
    text = (ROOT / "data" / "licenses" / "MIT.toml").read_text()
    own = text.replace('id = "MIT"', 'id = "LicenseRef-House"').replace(
        'aliases = ["Expat"', 'aliases = ["house rules"'
    )
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "LicenseRef-House.toml").write_text(own)
    path = bom(spdx2(package("a", licenseDeclared="house rules")))
    assert run("sbom", "fill", path)[0] == 3
    code, out, err = run("sbom", "fill", path, "--licenses", tmp_path / "terms")
    assert code == 0, err
    assert json.loads(out)["packages"][0]["licenseConcluded"] == "LicenseRef-House"


def test_names_cannot_steer_the_terminal(run, bom):
    _, _, err = run("sbom", "fill", bom(cyclonedx(component("a\x1b[2J\nexit 0: fine", {"license": {"name": "\x1b[31m"}}))))  # fmt: skip
    assert "\x1b" not in err
    assert len([line for line in err.splitlines() if line.startswith("exit ")]) == 1


def test_many_of_one_reason_are_one_line(run, bom):
    _, _, err = run("sbom", "fill", bom(cyclonedx(*(component(f"c{i}") for i in range(50)))))
    assert err.splitlines()[0] == "open: c0, c1, c2 and 47 more: no licence is stated"
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fill",), "required"),
        ((), "required"),
        (("fill", "nowhere.json"), "no such file"),
        (("fill", "{path}", "-o", "{path}"), "would be written over"),
        (("fill", "{path}", "-o", "{folder}/./in.json"), "would be written over"),
        (("fill", "{path}", "--in-place", "-o", "{folder}/x"), "exclude each other"),
        (("fill", "-", "--in-place"), "cannot be written over"),
        (("fill", "{path}", "--report", "{path}"), "a place of its own"),
        (("fill", "{path}", "--report", "-"), "a place of its own"),
        (("fill", "{path}", "-o", "{folder}/x", "--report", "{folder}/x"), "a place of its own"),
        (("fill", "{path}", "-o", "{folder}"), "cannot write"),
        (("fill", "{path}", "--from", "-"), "for the document"),
        (("fill", "{path}", "--from", "nowhere.md"), "no such file"),
        (("fill", "{path}", "--from", "zz={card}"), "is nothing in the document"),
        (("fill", "{path}", "--texts", "nowhere"), "no folder"),
        (("fill", "{path}", "--licenses", "nowhere"), "nowhere"),
        (("fill", "{card}"), "no bill of materials"),
    ],
)
def test_a_bad_call_is_told_clearly_and_changes_nothing(run, bom, card, tmp_path, arguments, says):
    path = bom(OPEN)
    before = path.read_bytes()
    code, out, err = run("sbom", *(word.format(path=path, folder=tmp_path, card=card) for word in arguments))
    assert (code, out) == (2, "")
    assert says in err
    assert err.splitlines()[-1].startswith("exit 2: ")
    assert "Traceback" not in err
    assert path.read_bytes() == before


def test_in_place_follows_a_link_keeps_the_mode_and_leaves_nothing_beside(run, bom, tmp_path):
    path = bom(OPEN)
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert run("sbom", "fill", link, "--in-place")[0] == 3
    assert link.is_symlink()
    assert len(json.loads(path.read_text())["components"][0]["licenses"]) == 2
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["in.json", "link.json"]


def test_in_place_a_document_survives_a_disk_that_is_full(run, bom, tmp_path, monkeypatch):
    path = bom(OPEN)
    before = path.read_bytes()

    def full(number, mode):
        os.close(number)
        return Path("/dev/full").open(mode)

    monkeypatch.setattr(os, "fdopen", full)
    code, _, err = run("sbom", "fill", path, "--in-place")
    assert (code, err.splitlines()[-1]) == (2, "exit 2: cannot write: No space left on device")
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["in.json"]


def test_what_is_no_plain_file_is_not_written_over(run, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, _, err = run("sbom", "fill", pipe, "--in-place")
    assert code == 2
    assert "no plain file" in err


def test_other_inputs_are_not_written_over(run, bom, card):
    before = card.read_bytes()
    for option in ("--output", "--report"):
        code, _, err = run("sbom", "fill", bom(OPEN), "--from", f"b={card}", option, card)
        assert (code, "is read with --from" in err, card.read_bytes()) == (2, True, before)
