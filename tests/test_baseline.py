"""The baseline's file: what is written reads back, holds no lines, and a broken one is refused."""

from __future__ import annotations

import json

import pytest

from fourfold.baseline import baseline_of, read_baseline, write_baseline
from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.policy import FailOn, Known, Policy
from fourfold.terms import Severity, Verdict
from tests.sample import finding, report


def test_what_is_written_reads_back_without_lines(tmp_path):
    path = tmp_path / "base.json"
    held = baseline_of((report(), report(name="other")), Policy())
    write_baseline(held, str(path))
    again = read_baseline(str(path))
    assert again.findings == held.findings
    assert [known.rule for known in again.findings] == ["policy-condition", "policy-freedom", "policy-license"]
    assert {"id", "rule", "subject"} == set(json.loads(path.read_text())["findings"][0])
    assert again.place == Place(str(path), 1)


def test_lines_do_not_matter():
    moved = finding(place=Place("bom.json", 999))
    assert baseline_of((report((finding(),)),), Policy()) == baseline_of((report((moved,)),), Policy())


def test_an_empty_one_is_one(tmp_path):
    path = tmp_path / "base.json"
    write_baseline(baseline_of((report(()),), Policy()), str(path))
    assert read_baseline(str(path)).findings == ()


def test_duties_are_held_only_where_they_fail():
    duty = finding(verdict=Verdict.OK_WITH_OBLIGATIONS, severity=Severity.WARNING)
    upstream = finding("1" * 12, shipped=False)
    assert baseline_of((report((duty, upstream)),), Policy()).findings == ()
    wanted = (Known(duty.id, duty.rule, duty.subject),)
    assert baseline_of((report((duty, upstream)),), Policy(FailOn.OBLIGATION)).findings == wanted


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"schema": 2, "findings": []}', '{"schema": 1, "findings": {}}',
     '{"schema": 1, "findings": [1]}', '{"schema": 1, "findings": [{"id": "a"}]}', "\xff", "[" * 100_000],
)  # fmt: skip
def test_what_is_none_is_refused(tmp_path, text):
    path = tmp_path / "base.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(UsageError, match="is no baseline") as caught:
        read_baseline(str(path))
    assert caught.value.where == str(path)
    assert "--write-baseline" in caught.value.hint


def test_files_that_cannot_be_read_or_written(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_baseline(str(tmp_path / "none.json"))
    with pytest.raises(UsageError, match="cannot write"):
        write_baseline(baseline_of((), Policy()), str(tmp_path / "none" / "base.json"))
