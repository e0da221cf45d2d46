"""A repository makes the bill that a checkout of it would make: the reader of directories is the oracle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.api import check, read
from fourfold.errors import NothingToCheck
from fourfold.hub.repository import MOST_SOURCES, MOST_TEXTS, UNREAD
from fourfold.read.tree import LARGEST_TEXT
from fourfold.terms import Grade, Kind, Verdict
from tests.hub_server import Repo

CARD = "---\nlicense: apache-2.0\ntags: [a]\n---\n# Name\n"
HOUSE = (
    "House terms of nobody. "
    + "Whoever gets these files may look at them on Mondays and keep one copy in a drawer. " * 8
)
TREES = {
    "a model with a card": {"README.md": CARD, "model.safetensors": b"\0", "config.json": "{}"},
    "a model with its lineage": {
        "README.md": "---\nlicense: mit\nbase_model: [./local/a, ./local/b]\n---\n", "model.gguf": b"\0", "NOTICE": "Made by nobody.",
    },
    "parts with texts of their own": {
        "README.md": CARD, "weights/model.safetensors": b"\0", "weights/LICENSE": HOUSE, "LICENSE-CODE.md": HOUSE + "And more.",
        "train.py": "# SPDX-License-Identifier: MIT\n", "a/b.py": "# SPDX-License-Identifier: BSD-3-Clause\n", "data/x.parquet": b"\0",
    },
    "no card": {"pytorch_model.bin": b"\0", "COPYING": HOUSE, "inference.py": "print()\n"},
    "a card without a head": {"README.md": "# Name\n", "model.onnx": b"\0"},
    "a card that is broken": {"README.md": "---\nlicense: [mit\n---\n", "model.onnx": b"\0"},
    "a text with another name": {"README.md": CARD, "model.pt": b"\0", "LICENSE.txt": HOUSE, "licenses/LICENSE.md": HOUSE},
    "folders of tools": {"README.md": CARD, "model.pt": b"\0", ".git/LICENSE": HOUSE, "node_modules/LICENSE": HOUSE, "z.sh": ""},
    "a manifest": {"fourfold.yaml": "fourfold: 1\nname: said\nartifacts: [{id: a, license: MIT}]\n", "model.pt": b"\0"},
}  # fmt: skip


def checkout(tmp_path, files):
    root = tmp_path / "name"
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def plain(bill, root, name, noun):
    """A bill in which the two ways to the same files are called the same."""

    def said(value):
        text = str(value).replace(str(root), "ROOT").replace(f"({noun})", "(TREE)")
        return text.replace(name, "NAME") if name != "name" or text.startswith("name") else text

    artifacts = [
        (said(a.id), a.kind, a.shipped, dict(a.facts), [(c.license, c.evidence, c.source, c.role, said(c.place)) for c in a.claims])
        for a in bill.artifacts
    ]  # fmt: skip
    relations = [(said(r.subject), r.verb, said(r.object), r.basis) for r in bill.relations]
    return said(bill.name), artifacts, relations, sorted(bill.texts)


@pytest.mark.parametrize("title", TREES)
def test_a_repository_is_read_as_its_checkout_would_be(hub, tmp_path, title):
    files = TREES[title]
    root = checkout(tmp_path, files)
    hub.repos["org/name"] = Repo({k: len(v) if isinstance(v, bytes) else v for k, v in files.items()})
    there = read("hf:org/name", online=True)
    here = read(root)
    if not any(a.id == "name" for a in here.artifacts) and title != "a manifest":
        # a folder does not say that it is a model; the Hub does
        own = [replace(a, id=a.id.replace("name/weights", "name")) for a in here.artifacts]
        relations = [replace(r, object=r.object.replace("name/weights", "name")) for r in here.relations]
        here = replace(here, name="name (directory)", artifacts=tuple(own), relations=tuple(replace(r, subject="name (directory)") for r in relations))  # fmt: skip
    address = f"hf:org/name@{hub.repos['org/name'].sha}"
    assert plain(there, address, "org/name", "repository") == plain(here, root, "name", "directory")
    assert check(there).verdict is check(here).verdict
    notes = {d.code for d in there.diagnostics} - {"upstream-unread"}
    assert notes == {d.code for d in here.diagnostics}


def test_enough_trees_were_compared():
    assert len(TREES) >= 9


def test_a_licence_text_is_the_best_evidence_here_as_well(hub, shared):
    path = shared / "license-texts" / "LicenseRef-Llama-3.1.txt"
    if not path.is_file():
        pytest.skip("the text is not at hand")
    text = path.read_text(encoding="utf-8", errors="replace")
    hub.repos["org/name"] = Repo({"README.md": CARD, "model.gguf": 10**9, "LICENSE": text})
    report = check(read("hf:org/name", online=True))
    model = next(state for state in report.artifacts if state.kind == "model")
    assert (model.resolved, model.evidence) == ("LicenseRef-scancode-llama-3.1-license-2024", Grade.A)
    assert "license-mismatch" in {f.rule for f in report.findings}


def test_what_the_repository_is_is_not_guessed_from_its_card(hub):
    hub.repos["datasets/org/name"] = Repo({"README.md": "---\nlicense: mit\n---\n", "all.zip": 10**9})
    (artifact,) = read("hf:datasets/org/name", online=True).artifacts
    assert artifact.kind is Kind.DATASET


@pytest.mark.parametrize(
    "files", [{f"part-{i:03}/LICENSE": HOUSE for i in range(MOST_TEXTS + 9)}, {"LICENSE": LARGEST_TEXT + 1}]
)
def test_texts_that_are_left_are_never_clean(hub, files):
    hub.repos["org/name"] = Repo({"README.md": CARD, "model.gguf": 10**9, **files})
    bill = read("hf:org/name", online=True)
    assert len(hub.asked()) <= 1 + MOST_TEXTS
    assert UNREAD in {claim.license for artifact in bill.artifacts for claim in artifact.claims}
    assert "texts-left" in {d.code for d in bill.diagnostics}
    assert check(bill).verdict is Verdict.UNKNOWN


def test_of_many_source_files_some_are_looked_into_and_the_rest_is_told(hub):
    files = {f"src/{i:04}.py": "# SPDX-License-Identifier: MIT\n" for i in range(MOST_SOURCES + 8)}
    hub.repos["org/name"] = Repo({"README.md": CARD, **files})
    bill = read("hf:org/name", online=True)
    assert len(hub.asked()) == 1 + MOST_SOURCES
    (note,) = bill.diagnostics
    assert note.message.startswith("8 source files were not looked into")


def test_a_repository_without_files_holds_nothing(hub):
    hub.repos["org/name"] = Repo({})
    with pytest.raises(NothingToCheck) as caught:
        read("hf:org/name", online=True)
    assert caught.value.exit_code == 3
