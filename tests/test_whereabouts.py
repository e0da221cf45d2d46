"""What the library tells has its lines, as what the command line prints."""

from __future__ import annotations

import io
import json

import pytest

from fourfold.api import check, read
from fourfold.policy import Policy

DOCUMENT = """{
 "bomFormat": "CycloneDX",
 "specVersion": "9.9",
 "components": [
  {"type": "library", "name": "a", "licenses": [{"license": {"id": "MIT"}}]},
  {"type": "library", "name": "b",
   "licenses": [{"license": {"name": "House Terms"}}]}
 ]
}
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bom.json"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def test_diagnostics_have_lines(path):
    assert {entry.code: entry.place.line for entry in read(path).diagnostics} == {"version-unknown": 3}


@pytest.mark.parametrize("policy", [None, Policy(deny_licenses=("MIT",))])
def test_findings_have_the_lines_that_the_command_prints(path, run, policy):
    found = {f.rule: f.place.line for f in check(path, policy=policy).findings}
    assert found["license-unknown"] == 7
    assert found.get("license-denied", 5) == 5
    code, out, _ = run("check", path, "--format", "json", "--no-config")
    printed = {f["rule"]: f["location"]["line"] for f in json.loads(out)["findings"]}
    assert (code, printed["license-unknown"]) == (3, 7)


def test_what_came_through_standard_input_has_its_lines_too(path, run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    code, out, _ = run("check", "-", "--format", "json", "--no-config")
    printed = {f["rule"]: f["location"] for f in json.loads(out)["findings"]}
    assert (code, printed["license-unknown"]["file"], printed["license-unknown"]["line"]) == (3, "-", 7)


def test_a_file_that_is_gone_costs_the_lines_alone(path):
    bill = read(path)
    path.unlink()
    report = check(bill)
    assert report.exit_code == 3
    assert {f.place.pointer for f in report.findings if f.rule == "license-unknown"} == {"/components/1/licenses/0"}
