"""Results of ScanCode: packages, folders apart, files outside of packages, dependencies; no file is lost."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from fourfold.api import check
from fourfold.artifact import Bill
from fourfold.errors import InputError
from fourfold.read import READERS, read
from fourfold.read.base import Source
from fourfold.read.scancode import READER
from fourfold.terms import Grade, Kind, Verdict

PATH = Path(__file__).parent / "bills" / "scancode" / "bell-tower.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
APP, FACE = "pkg:pypi/bell-tower@1.2.0", "pkg:npm/bell-face@0.3.0"


@pytest.fixture(scope="module")
def bill():
    return read(PATH)


def read_data(data) -> Bill:
    return READER.read(Source("r.json", Path("r.json"), json.dumps(data).encode()))


def changed(change):
    data = copy.deepcopy(DATA)
    change(data)
    return read_data(data)


def entry(data, path):
    return next(file for file in data["files"] if file["path"] == f"bell-tower/{path}")


def claims(bill: Bill, id_):
    return {(c.role, c.license, c.evidence) for a in bill.artifacts if a.id == id_ for c in a.claims}


def codes(bill: Bill):
    return {d.code: d.message for d in bill.diagnostics}


def test_it_is_told_by_its_content_and_by_no_other_reader():
    source = Source("x", Path("x"), PATH.read_bytes())
    assert [reader.name for reader in READERS if reader.sniff(source)] == ["ScanCode result"]


def test_packages_and_what_lies_outside_of_them(bill):
    assert (bill.name, bill.format) == ("bell-tower", "ScanCode 32.5.0")
    assert {a.id: a.kind for a in bill.artifacts} == {
        APP: Kind.CODE,
        FACE: Kind.CODE,
        f"{APP}/app/vendor/gong": Kind.CODE,
        "bell-tower (document: no licence found)": Kind.DOCUMENT,
        "docs (document: CC-BY-4.0)": Kind.DOCUMENT,
        "odd (code: no licence found)": Kind.CODE,
        "tools (code: MPL-2.0)": Kind.CODE,
        "tools (code: MIT)": Kind.CODE,
        "weights (model: no licence found)": Kind.MODEL,
        "pkg:pypi/kettle": Kind.CODE,
        "pkg:pypi/bells@3.1": Kind.CODE,
        "pkg:npm/clock-hand": Kind.CODE,
        "pkg:npm/clock-test": Kind.CODE,
    }


def test_a_package_has_what_it_declares_and_what_stands_in_its_files(bill):
    assert claims(bill, APP) == {
        ("declared", "MIT", Grade.B), ("observed", "MIT", Grade.A), ("observed", "MPL-2.0", Grade.B),
    }  # fmt: skip
    (place,) = {c.place.pointer for a in bill.artifacts if a.id == APP for c in a.claims if c.license == "MPL-2.0"}
    at = int(place.rpartition("/")[2])
    assert DATA["files"][at]["path"].endswith("dong.py")
    assert any(c.source.endswith("app/src/dong.py:1") for a in bill.artifacts if a.id == APP for c in a.claims)


def test_a_folder_with_a_text_of_its_own_is_a_part_of_its_own(bill):
    assert claims(bill, f"{APP}/app/vendor/gong") == {("observed", "GPL-2.0-only", Grade.A)}
    assert (APP, "contains", f"{APP}/app/vendor/gong") in {(r.subject, str(r.verb), r.object) for r in bill.relations}


def test_a_file_that_contradicts_its_package_is_a_finding(bill):
    report = check(bill)
    (finding,) = [f for f in report.findings if f.rule == "license-mismatch"]
    assert "dong.py" in finding.message
    assert report.verdict is Verdict.UNKNOWN


def test_a_file_that_says_nothing_is_under_the_text_above_it_or_under_none(bill):
    assert claims(bill, "tools (code: MPL-2.0)") == {("observed", "MPL-2.0", Grade.A)}
    assert claims(bill, "weights (model: no licence found)") == set()


def test_prose_that_names_licences_states_none_of_them():
    words = {"license_expression": "epl-2.0", "license_expression_spdx": "EPL-2.0"}
    match = {**words, "score": 100.0, "start_line": 3}
    bill = changed(lambda data: entry(data, "README.md")["license_detections"][0].update(**words, matches=[match]))
    assert "EPL-2.0 (bell-tower/README.md)" in codes(bill)["scan-mention"]
    assert not any(c.license == "EPL-2.0" for a in bill.artifacts for c in a.claims)


def test_what_scancode_is_not_sure_of_is_told_and_not_taken(bill):
    assert "LicenseRef-scancode-ic-1.0 at 15.62 (bell-tower/odd/near.js:1)" in codes(bill)["scan-weak"]
    assert not any("ic-1.0" in c.license for a in bill.artifacts for c in a.claims)


def test_a_declaration_that_scancode_only_guessed_at_is_taken_as_it_stands():
    def guess(data):
        data["packages"][1]["license_detections"][0]["matches"][0]["score"] = 40.0
        data["packages"][1]["extracted_license_statement"] = "bell makers' terms"

    bill = changed(guess)
    assert ("declared", "bell makers' terms", Grade.B) in claims(bill, FACE)
    assert "bell makers" in codes(bill)["scan-weak"]


def test_a_licence_file_that_holds_more_than_a_licence_is_told():
    bill = changed(lambda data: entry(data, "app/LICENSE").update(percentage_of_license_text=80.0))
    assert "bell-tower/app/LICENSE (80 %)" in codes(bill)["scan-more"]
    assert ("observed", "MIT", Grade.A) not in claims(bill, APP)


def test_dependencies_run_beside_and_those_of_making_are_kept_aside(bill):
    pairs = [(r.subject, r.verb and str(r.verb), r.object) for r in bill.relations if "dependency" in r.word]
    assert sorted(pairs, key=str) == [
        (FACE, "runs", "pkg:npm/clock-hand"),
        (FACE, None, "pkg:npm/clock-test"),
        (APP, "runs", "pkg:pypi/bells@3.1"),
        (APP, "runs", "pkg:pypi/kettle"),
    ]
    assert "pkg:npm/clock-test" in codes(bill)["relation-aside"]


def test_every_file_of_no_package_is_in_some_artifact():
    bill = changed(lambda data: (data["packages"].clear(), data["dependencies"].clear()))
    assert len(bill.artifacts) >= 8
    for folder in ("app", "app/vendor/gong", "face", "tools", "weights", "docs", "odd", "bell-tower"):
        assert any(a.id.startswith(f"{folder} (") for a in bill.artifacts), folder


def test_a_file_that_could_not_be_read_is_told():
    bill = changed(
        lambda data: entry(data, "odd/near.js").update(scan_errors=["ERROR: timeout after 120 seconds.\nmore"])
    )
    assert "bell-tower/odd/near.js (ERROR: timeout after 120 seconds.)" in codes(bill)["scan-skipped"]


@pytest.mark.parametrize("version", ["2.0.0", "", "nonsense"])
def test_other_versions_are_refused_with_what_to_try(version):
    with pytest.raises(InputError, match="versions 3 and 4") as caught:
        changed(lambda data: data["headers"][0].update(output_format_version=version))
    assert "--json-pp" in caught.value.hint


def test_a_result_without_licences_and_packages_is_refused():
    data = {"headers": DATA["headers"], "files": [{"path": "a.py", "type": "file"}]}
    with pytest.raises(InputError, match="neither packages nor licences"):
        read_data(data)


@pytest.mark.parametrize("junk", [None, 1, "x", [], [1, None], {"a": 1}, [{"path": 7}, {"path": None}], [[]]])
@pytest.mark.parametrize("key", ["files", "packages", "dependencies"])
def test_what_is_no_list_of_objects_is_no_traceback(key, junk):
    data = copy.deepcopy(DATA)
    data[key] = junk
    assert read_data(data).artifacts


@pytest.mark.parametrize("junk", [None, 1, "x", [1], [{"matches": [1, {"score": "high"}]}], {"a": 1}])
def test_detections_that_are_none_are_passed_over(junk):
    bill = changed(lambda data: [file.update(license_detections=junk) for file in data["files"]])
    assert claims(bill, APP) >= {("declared", "MIT", Grade.B)}
