"""What ScanCode's answers come to in a tree; the answers are given here, and test_scan_running has the real ones."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from fourfold.api import check
from fourfold.read.directory import _compose
from fourfold.read.directory_scan import Observed, _chosen
from fourfold.read.tree import Folder, Tree
from fourfold.scan.detection import read_file
from fourfold.scan.running import LARGEST
from fourfold.terms import Grade, Kind

NOTICE = {"matcher": "2-aho", "rule_identifier": "some.RULE"}
HEADER = {"matcher": "1-spdx-id", "rule_identifier": "spdx-license-identifier"}
TEXT = {"matcher": "1-hash", "rule_identifier": "some.LICENSE", "match_coverage": 100.0}
OWN = "House terms of nobody in particular, which say that bells may be rung on Mondays by whoever has washed both hands before noon."


@pytest.fixture
def tree(tmp_path):
    """Write files, say what ScanCode found in some of them, and return the bill."""

    def write(files, found):
        root = tmp_path / "kit"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        seen, observed = Tree(Folder(root, "kit")), Observed()
        for name, (words, how, *more) in found.items():
            match = {"score": 100.0, "start_line": 3, "license_expression_spdx": words, **how}
            entry = {"license_detections": [{"license_expression_spdx": words, "matches": [match]}], **dict(*more)}
            observed.take(seen, PurePath(name), read_file(entry))
        return _compose(seen, None, None, observed)

    return write


def said(bill):
    return {a.id: [(c.license, c.evidence, c.role) for c in a.claims] for a in bill.artifacts}


def codes(bill):
    return {d.code: d.message for d in bill.diagnostics}


WHOLE = {"percentage_of_license_text": 100}


def test_a_notice_in_code_is_a_claim_of_the_code_with_its_line(tree):
    bill = tree({"a.py": "", "b.py": "", "m.safetensors": ""}, {"a.py": ("MIT", NOTICE), "b.py": ("MIT", NOTICE)})
    assert said(bill) == {"kit/code": [("MIT", Grade.B, "observed")], "kit/weights": []}
    assert str(bill.artifacts[1].claims[0].place) == str(Path("kit/a.py:3"))


def test_a_header_is_not_told_twice(tree):
    bill = tree({"a.py": "# SPDX-License-Identifier: MIT\n"}, {"a.py": ("MIT", HEADER)})
    assert said(bill) == {"kit/code": [("MIT", Grade.B, "observed")]}


def test_a_folder_under_another_licence_is_a_part_with_its_place(tree, shared):
    files = {"LICENSE": text(shared, "MIT"), "a.py": "", "lib/x/a.c": "", "lib/x/b.c": ""}
    bill = tree(files, {"a.py": ("MIT", NOTICE), "lib/x/a.c": ("GPL-2.0-only", NOTICE)})
    assert said(bill) == {
        "kit/code": [("MIT", Grade.A, "text"), ("MIT", Grade.B, "observed")],
        "kit/lib": [("GPL-2.0-only", Grade.B, "observed")],
    }
    assert "kit/lib" in {r.object for r in bill.relations}
    assert "lib" in codes(bill)["scan-apart"]


def test_code_that_all_contradicts_the_licence_of_the_tree_is_no_part_but_a_finding(tree, shared):
    files = {"LICENSE": text(shared, "MIT"), "src/a.py": "", "src/b.py": ""}
    bill = tree(files, {"src/a.py": ("GPL-2.0-only", NOTICE)})
    assert said(bill) == {"kit/code": [("MIT", Grade.A, "text"), ("GPL-2.0-only", Grade.B, "observed")]}
    (finding,) = [f for f in check(bill).findings if f.rule == "license-mismatch"]
    assert str(finding.place).endswith("a.py:3")


def test_a_text_of_the_tree_is_not_contradicted_silently(tree, shared):
    bill = tree({"LICENSE": text(shared, "MIT"), "a.py": ""}, {"LICENSE": ("Zlib", NOTICE)})
    assert said(bill)["kit/code"] == [("MIT", Grade.A, "text"), ("Zlib", Grade.B, "observed")]
    assert "license-mismatch" in {f.rule for f in check(bill).findings}


def test_a_text_that_both_name_alike_is_said_once(tree, shared):
    bill = tree({"LICENSE": text(shared, "MIT"), "a.py": ""}, {"LICENSE": ("MIT", TEXT, WHOLE)})
    assert said(bill) == {"kit/code": [("MIT", Grade.A, "text")]}


def test_a_changed_text_stays_unknown_whatever_scancode_says(tree, shared):
    changed = (
        text(shared, "MIT") + "\nThe Software shall show the name of its maker on every screen that it draws upon.\n"
    )
    bill = tree({"LICENSE": changed, "a.py": ""}, {"LICENSE": ("MIT", TEXT, WHOLE)})
    report = check(bill)
    assert said(bill)["kit/code"][0][0] == "LicenseRef-modified-MIT"
    assert report.exit_code == 3
    assert "license-mismatch" in {f.rule for f in report.findings}


def test_a_text_that_nobody_else_knows_gets_the_name_that_scancode_has_for_it(tree):
    words = "LicenseRef-scancode-barr-tex"
    bill = tree({"LICENSE": OWN, "a.py": ""}, {"LICENSE": (words, TEXT, WHOLE)})
    assert said(bill) == {"kit/code": [(words, Grade.A, "text")]}
    assert check(bill).exit_code == 3  # of such a licence the category alone is known


def test_a_text_nobody_else_knows_and_scancode_only_in_part_stays_one_of_its_own(tree):
    bill = tree({"LICENSE": OWN, "a.py": ""}, {"LICENSE": ("MIT", NOTICE)})
    ((first, *_), second) = said(bill)["kit/code"]
    assert first.startswith("LicenseRef-text-")
    assert second == ("MIT", Grade.B, "observed")


def test_a_licence_text_under_another_name_is_one(tree, shared):
    bill = tree({"terms.txt": text(shared, "MIT"), "a.py": ""}, {"terms.txt": ("MIT", TEXT, WHOLE)})
    assert said(bill) == {"kit/code": [("MIT", Grade.A, "text")]}


def test_texts_kept_in_a_licences_folder_state_nothing_by_themselves(tree):
    bill = tree({"LICENSES/MIT.txt": OWN, "a.py": ""}, {"LICENSES/MIT.txt": ("MIT", TEXT, WHOLE)})
    assert said(bill) == {"kit/code": []}
    assert "MIT (kit" in codes(bill)["scan-mention"]


def test_prose_states_no_licence_unless_it_has_a_header(tree):
    found = {"README.md": ("GPL-3.0-only", NOTICE), "how.md": ("CC-BY-4.0", HEADER)}
    bill = tree({"README.md": "x", "how.md": "x", "a.py": ""}, found)
    assert said(bill) == {"kit/code": [], "kit/documents": [("CC-BY-4.0", Grade.B, "observed")]}
    assert "GPL-3.0-only" in codes(bill)["scan-mention"]


def test_metadata_of_packages_speak_of_the_code(tree):
    assert said(tree({"setup.cfg": "x"}, {"setup.cfg": ("MIT", NOTICE)})) == {
        "kit/code": [("MIT", Grade.B, "observed")]
    }


def test_what_is_chosen_holds_no_weights_and_no_data_and_what_is_left_out_is_told(tmp_path):
    names = ["a.py", "m.safetensors", "pytorch_model.bin", "optimizer.pt", "vocab.pkl", "rows.csv", "x.keras", "note"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "large.txt").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "empty.py").write_bytes(b"")
    observed = Observed()
    folder = Folder(tmp_path, "kit")
    chosen = _chosen(Tree(folder), folder, observed.notes)
    assert sorted(path.name for path in chosen) == ["a.py", "note"]
    told = " ".join(d.message for d in observed.diagnostics(()))
    assert "data files" in told
    assert "large.txt" in told


def test_what_is_weak_or_vague_is_told(tree):
    bill = tree({"a.py": "", "b.py": ""}, {
        "a.py": ("MIT", {**NOTICE, "score": 40.0}),
        "b.py": ("LicenseRef-scancode-unknown-license-reference", NOTICE),
    })  # fmt: skip
    assert said(bill) == {"kit/code": []}
    assert "MIT at 40" in codes(bill)["scan-weak"]
    assert "b.py:3" in codes(bill)["scan-vague"]


def test_documents_of_a_folder_apart_make_no_part_of_the_whole(tree, shared):
    files = {
        "LICENSE": text(shared, "MIT"),
        "a.py": "",
        "lib/COPYING": text(shared, "GPL-2.0-only"),
        "lib/b.c": "",
        "lib/n.md": "",
    }
    bill = tree(files, {"lib/n.md": ("CC-BY-4.0", HEADER)})
    assert set(said(bill)) == {"kit/code", "kit/lib"}
    assert said(bill)["kit/lib"] == [("GPL-2.0-only", Grade.A, "text"), ("CC-BY-4.0", Grade.B, "observed")]
    assert {a.kind for a in bill.artifacts} == {Kind.CODE}


def text(shared, license_id):
    path = shared / "license-texts" / f"{license_id}.txt"
    if not path.is_file():
        pytest.skip(f"the text of {license_id} is not at hand")
    return path.read_text(encoding="utf-8", errors="replace")
