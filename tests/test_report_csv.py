"""The mix as CSV: it reads back, and no cell is a formula."""

from __future__ import annotations

import csv
import io

from fourfold.report import csv as mix
from fourfold.verdict import MixRow
from tests.conftest import ROOT
from tests.sample import NASTY, report
from tests.snapshot import check_snapshot


def rows(*reports):
    return list(csv.DictReader(io.StringIO(mix.render(reports))))


def test_a_row_a_licence_and_a_column_a_grade():
    table = rows(report())
    assert tuple(table[0]) == mix.COLUMNS
    assert table[0] == {
        "release": "acme-chat 2.1",
        "license": "MIT AND LicenseRef-Acme-1.0",
        "artifacts": "1",
        "shipped": "1",
        "kinds": "model",
        "evidence_A": "0",
        "evidence_B": "0",
        "evidence_C": "1",
        "evidence_D": "0",
        "evidence_E": "0",
    }


def test_several_reports_share_one_head():
    table = rows(report(), report(name="other"))
    assert [row["release"] for row in table] == ["acme-chat 2.1", "acme-chat 2.1", "other", "other"]


def test_what_looks_like_a_formula_is_text_and_the_rest_reads_back():
    odd = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", NASTY, 'a "b", c', "x\ny"]
    table = rows(report(mix=tuple(MixRow(name, 1, 1, (), {}) for name in odd)))
    assert [row["license"] for row in table] == [f"'{name}" for name in odd[:4]] + odd[4:]


def test_the_table_adds_up_to_the_artifacts(run):
    import json

    seen = 0
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        report_ = json.loads(run("check", path, "--no-config", "--format", "json")[1])
        table = list(csv.DictReader(io.StringIO(run("check", path, "--no-config", "--format", "csv")[1])))
        assert sum(int(row["artifacts"]) for row in table) == len(report_["artifacts"])
        assert [row["license"] for row in table] == [row["license"] for row in report_["mix"]]
        seen += 1
    assert seen >= 8


def test_snapshot():
    check_snapshot("report.csv", mix.render((report(),)))
