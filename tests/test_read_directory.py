"""A checkout read as several artifacts: what lies in it, what its licence files are for, and that weights are never opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.api import check, read
from fourfold.errors import NothingToCheck
from fourfold.terms import Extent, Freedom, Grade, Kind, Verb, Verdict

OWN_TERMS = (
    "House terms of nobody in particular. Whoever gets these files may look at them on Mondays and keep one copy of each "
    "in a drawer that is painted green, provided that the drawer is opened by hand and that nobody whistles meanwhile."
)
"""A text of our own, which is no licence that anybody knows."""


@pytest.fixture
def tree(tmp_path):
    """Write files below a folder and read the folder."""

    def write(**files):
        root = tmp_path / "release"
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name.replace("__", "/").replace("_DOT_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(root)

    return write


@pytest.fixture
def text(licence_text):
    return licence_text


def kinds(bill):
    return {artifact.kind: artifact for artifact in bill.artifacts if artifact.shipped}


def said(artifact):
    return [(claim.license, claim.evidence) for claim in artifact.claims]


def test_weights_code_and_data_are_three_artifacts_of_one_whole(tree):
    bill = tree(model_DOT_safetensors=b"\x00", train_DOT_py="import os\n", data__a_DOT_parquet=b"PAR1")
    assert set(kinds(bill)) == {Kind.MODEL, Kind.CODE, Kind.DATASET}
    assert {(r.verb, r.object) for r in bill.relations} == {
        (Verb.CONTAINS, "release/weights"), (Verb.CONTAINS, "release/code"), (Verb.CONTAINS, "release/data"),
    }  # fmt: skip
    assert {r.basis for r in bill.relations} == {"implied"}
    assert check(bill).verdict is Verdict.UNKNOWN


def test_a_licence_text_is_the_best_evidence_and_its_words_are_kept(tree, text):
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE=text("Apache-2.0"))
    weights = kinds(bill)[Kind.MODEL]
    assert said(weights) == [("Apache-2.0", Grade.A)]
    assert weights.facts["license-text"] is True
    assert str(weights.claims[0].place).endswith("LICENSE")
    assert text("Apache-2.0") in bill.texts.values()


def test_one_licence_file_speaks_for_all_that_lies_there(tree, text):
    bill = tree(model_DOT_safetensors=b"\x00", train_DOT_py="", LICENSE=text("MIT"))
    assert {tuple(said(artifact)) for artifact in kinds(bill).values()} == {(("MIT", Grade.A),)}
    assert check(bill).exit_code == 0


@pytest.mark.parametrize(
    ("name", "kind"), [("LICENSE-MODEL", Kind.MODEL), ("LICENSE_DOT_weights", Kind.MODEL), ("LICENSE-CODE", Kind.CODE)]
)
def test_a_licence_file_that_names_a_part_is_for_that_part(tree, text, name, kind):
    bill = tree(
        **{"model_DOT_safetensors": b"\x00", "train_DOT_py": "", "LICENSE": text("MIT"), name: text("Apache-2.0")}
    )
    found = {k: said(artifact) for k, artifact in kinds(bill).items()}
    other = Kind.CODE if kind is Kind.MODEL else Kind.MODEL
    assert found == {kind: [("Apache-2.0", Grade.A)], other: [("MIT", Grade.A)]}


def test_a_licence_file_in_a_folder_is_for_what_lies_in_it(tree, text):
    bill = tree(data__a_DOT_parquet=b"PAR1", data__LICENSE=text("CC-BY-4.0"), train_DOT_py="", LICENSE=text("MIT"))
    found = {kind: said(artifact) for kind, artifact in kinds(bill).items()}
    assert found == {Kind.DATASET: [("CC-BY-4.0", Grade.A)], Kind.CODE: [("MIT", Grade.A)]}


def test_a_text_that_nobody_knows_is_a_licence_of_its_own_and_grants_nothing_that_is_known(tree):
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE=OWN_TERMS)
    ((license_id, grade),) = said(kinds(bill)[Kind.MODEL])
    assert license_id.startswith("LicenseRef-text-")
    assert grade is Grade.A
    assert check(bill).verdict is Verdict.UNKNOWN


def test_a_changed_text_is_not_taken_for_the_one_it_is_near_to(tree, text):
    changed = (
        text("MIT").rstrip()
        + "\n\nThe Software shall display the name of its maker on every screen that it draws upon.\n"
    )
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE=changed)
    ((license_id, _),) = said(kinds(bill)[Kind.MODEL])
    assert license_id != "MIT"
    report = check(bill)
    assert report.verdict is Verdict.UNKNOWN
    assert {f.rule for f in report.findings if f.verdict is Verdict.UNKNOWN} <= {"license-modified", "license-unknown"}


def test_a_pointer_is_no_licence_text(tree):
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE="See COPYING.")
    assert kinds(bill)[Kind.MODEL].claims == ()


def test_a_card_and_a_text_that_disagree_are_told_and_the_text_counts(tree, text):
    bill = tree(
        README_DOT_md="---\nlicense: apache-2.0\n---\n",
        model_DOT_safetensors=b"\x00",
        LICENSE=text("LicenseRef-Llama-3.1"),
    )
    report = check(bill)
    (finding,) = [f for f in report.findings if f.rule == "license-mismatch"]
    assert str(finding.place).endswith("README.md:2")
    model = next(state for state in report.artifacts if state.kind == "model")
    assert (model.resolved, model.evidence) == ("LicenseRef-scancode-llama-3.1-license-2024", "A")


def test_the_card_of_a_directory_brings_its_lineage(tree):
    bill = tree(
        README_DOT_md="---\nlicense: mit\nbase_model: org/base\n---\n", config_DOT_json="{}", model_DOT_gguf=b"GGUF"
    )
    assert [(r.verb, r.object) for r in bill.relations if r.verb is not Verb.CONTAINS] == [
        (Verb.FINETUNED_FROM, "org/base")
    ]
    assert kinds(bill)[Kind.MODEL].id == "release"
    assert bill.name == "release (directory)"
    assert "Hub model card" in bill.format


def test_a_notice_file_is_a_duty_met(tree, text):
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE=text("Apache-2.0"), NOTICE="Made by nobody.")
    assert kinds(bill)[Kind.MODEL].facts["notice-file"] is True


def test_without_a_notice_file_nothing_is_said_of_one(tree):
    assert "notice-file" not in kinds(tree(train_DOT_py=""))[Kind.CODE].facts


def test_headers_of_source_files_are_claims_of_the_code(tree):
    bill = tree(
        a_DOT_py="# SPDX-License-Identifier: MIT\n", b_DOT_py="# SPDX-License-Identifier: MIT\n",
        c_DOT_h="/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */\n", d_DOT_py="print()\n",
    )  # fmt: skip
    assert said(kinds(bill)[Kind.CODE]) == [("MIT", Grade.B), ("GPL-2.0-only WITH Linux-syscall-note", Grade.B)]


def test_a_manifest_in_the_directory_says_it_all(tree):
    bill = tree(
        fourfold_DOT_yaml="fourfold: 1\nname: said\nartifacts: [{id: a, license: MIT}]\n", model_DOT_safetensors=b"\x00"
    )
    assert (bill.name, [a.id for a in bill.artifacts]) == ("said", ["a"])
    assert bill.artifacts[0].place.file.endswith("fourfold.yaml")


def test_a_licence_file_alone_is_taken_for_the_licence_of_code(tree, text):
    bill = tree(LICENSE=text("MIT"))
    assert said(kinds(bill)[Kind.CODE]) == [("MIT", Grade.A)]


@pytest.mark.parametrize(
    "files", [{}, {"notes_DOT_txt": "hello"}, {"_DOT_git__LICENSE": "x" * 50, "node_modules__a_DOT_js": ""}]
)
def test_where_nothing_is_recognised_there_is_nothing_to_check(tree, files):
    with pytest.raises(NothingToCheck) as caught:
        tree(**files)
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_weights_are_not_opened(tree, tmp_path, monkeypatch):
    tree(model_DOT_safetensors=b"\x00" * 64, pytorch_model_DOT_bin=b"\x00", train_DOT_py="# x\n", LICENSE=OWN_TERMS)
    opened = []
    real = Path.open

    def spy(self, *arguments, **keywords):
        opened.append(self.name)
        return real(self, *arguments, **keywords)

    monkeypatch.setattr(Path, "open", spy)
    bill = read(tmp_path / "release")
    assert Kind.MODEL in kinds(bill)
    assert {"train.py", "LICENSE"} <= set(opened)
    assert not {"model.safetensors", "pytorch_model.bin"} & set(opened)


def test_a_broken_card_is_told_and_the_rest_is_used(tree):
    bill = tree(README_DOT_md="---\nlicense: [mit\n---\n", model_DOT_safetensors=b"\x00")
    assert Kind.MODEL in kinds(bill)
    assert any("README.md" in str(diagnostic.place) for diagnostic in bill.diagnostics)


def test_what_the_texts_of_the_user_say_is_kept_by_digest(tree, text):
    bill = tree(model_DOT_safetensors=b"\x00", LICENSE=text("MIT"))
    assert all(len(digest) == 64 for digest in bill.texts)


def test_names_of_files_are_shown_as_the_user_would_type_them(tree, tmp_path, monkeypatch):
    tree(model_DOT_safetensors=b"\x00", LICENSE=OWN_TERMS)
    monkeypatch.chdir(tmp_path)
    bill = read("release")
    assert str(kinds(bill)[Kind.MODEL].claims[0].place) == str(Path("release") / "LICENSE")


def test_a_library_that_was_copied_in_keeps_its_own_licence_and_the_rest_keeps_that_of_the_tree(tree, text):
    bill = tree(
        LICENSE=text("MIT"), a_DOT_py="", lib__LICENSE=text("Zlib"), lib__b_DOT_c="// SPDX-License-Identifier: ISC\n",
        same__LICENSE=text("MIT"), same__c_DOT_c="",
    )  # fmt: skip
    assert {artifact.id: said(artifact) for artifact in bill.artifacts} == {
        "release/code": [("MIT", Grade.A), ("MIT", Grade.A)],
        "release/lib": [("Zlib", Grade.A)],
        "release/lib under ISC": [("ISC", Grade.B)],
    }
    assert str(bill.artifacts[1].place).endswith("LICENSE")


def test_a_header_states_the_terms_of_its_own_file_whatever_lies_at_the_root(tree, text):
    bill = tree(
        LICENSE=text("Apache-2.0"), a_DOT_py="# SPDX-License-Identifier: Apache-2.0\n", plain_DOT_py="",
        b_DOT_py="# SPDX-License-Identifier: GPL-3.0-or-later\n", c_DOT_py="# SPDX-License-Identifier: CC-BY-NC-4.0\n",
    )  # fmt: skip
    assert {artifact.id: [words for words, _ in said(artifact)] for artifact in bill.artifacts} == {
        "release/code": ["Apache-2.0", "Apache-2.0"],
        "release/code under GPL-3.0-or-later": ["GPL-3.0-or-later"],
        "release/code under CC-BY-NC-4.0": ["CC-BY-NC-4.0"],
    }
    assert str(bill.artifacts[2].place).endswith("c.py")
    report = check(bill, purpose="commercial")
    assert report.verdict is Verdict.CONFLICT
    assert report.freedoms[Freedom.SHARE].value is not Extent.GRANTED


def test_a_folder_that_is_called_as_a_part_is_does_not_take_its_place(tree, text):
    bill = tree(LICENSE=text("MIT"), a_DOT_py="", code__LICENSE=text("Zlib"), code__b_DOT_c="")
    assert {artifact.id for artifact in bill.artifacts} == {"release/code", "release/code (folder)"}
    assert {r.object for r in bill.relations} == {artifact.id for artifact in bill.artifacts}


PROJECT = '[project]\nname = "thing"\nversion = "1"\nlicense = "AGPL-3.0-only"\n'


def test_what_the_project_file_states_is_a_claim_of_the_code(tree, licence_text):
    bill = tree(pyproject_DOT_toml=PROJECT, thing_DOT_py="x = 1\n")
    assert said(kinds(bill)[Kind.CODE]) == [("AGPL-3.0-only", Grade.B)]
    both = check(tree(LICENSE=licence_text("MIT")))
    assert {f.rule for f in both.findings} == {"license-mismatch"}
    assert both.artifacts[0].resolved == "MIT"


def test_a_project_file_alone_is_a_release(tree):
    assert said(kinds(tree(pyproject_DOT_toml=PROJECT))[Kind.CODE]) == [("AGPL-3.0-only", Grade.B)]


def test_a_project_file_that_cannot_be_read_is_told(tree):
    bill = tree(pyproject_DOT_toml=PROJECT + "x = [\n", thing_DOT_py="x = 1\n")
    assert {entry.code for entry in bill.diagnostics} == {"project-unreadable"}
