"""What the Hub's library keeps on this machine is read without the network, and is not taken for all that there is."""

from __future__ import annotations

import pytest

from fourfold.api import check, read
from fourfold.errors import InputError
from fourfold.hub.address import Address
from fourfold.hub.cache import Cache
from fourfold.terms import Verdict
from tests.hub_server import Repo

CARD = "---\nlicense: mit\nbase_model: org/base\n---\n"


@pytest.fixture
def kept(hub, tmp_path):
    """Repositories that the library itself has put into its cache."""
    library = pytest.importorskip("huggingface_hub")
    hub.repos |= {
        "org/name": Repo({"README.md": CARD, "model.gguf": "\0", "train.py": ""}, revisions=("main", "v1")),
        "org/base": Repo({"README.md": "---\nlicense: llama3.1\n---\n"}),
        "datasets/org/data": Repo({"README.md": "---\nlicense: odbl\n---\n"}),
    }

    def keep(name="org/name", files=("README.md", "model.gguf"), revision="main", kind="model"):
        for file in files:
            library.hf_hub_download(
                name, file, revision=revision, repo_type=kind, cache_dir=tmp_path / "cache", endpoint=hub.url
            )
        hub.log.clear()
        return hub

    return keep


def test_a_snapshot_is_read_without_the_network(kept):
    hub = kept()
    bill = read("hf:org/name")
    sha = hub.repos["org/name"].sha
    assert hub.log == []
    assert [(a.id, a.version) for a in bill.artifacts if a.shipped] == [("org/name", sha)]
    assert str(bill.artifacts[0].claims[0].place) == f"hf:org/name@{sha}/README.md:2"
    assert any(d.code == "from-cache" and "not all of it" in d.message for d in bill.diagnostics)
    assert bill.format == "Hub cached repository of 2 files with a Hub model card"


def test_origins_are_looked_up_in_the_cache_as_well(kept):
    kept()
    bill = read("hf:org/name")
    (message,) = [d.message for d in bill.diagnostics if d.code == "upstream-unread"]
    assert message.startswith("org/base: is not in the local cache")
    assert check(bill).verdict is Verdict.UNKNOWN
    kept("org/base", ["README.md"])
    assert check(read("hf:org/name")).exit_code == 1


@pytest.mark.parametrize("revision", ["v1", "commit"])
def test_tags_and_commits_are_found(kept, revision):
    hub = kept(revision="v1")
    wanted = hub.repos["org/name"].sha if revision == "commit" else revision
    assert Cache().get(Address("org/name", revision=wanted), sources=True).address.revision == hub.repos["org/name"].sha


def test_datasets_have_a_place_of_their_own(kept):
    kept("org/data", ["README.md"], kind="dataset")
    assert read("hf:datasets/org/data").artifacts[0].claims[0].license == "odbl"
    with pytest.raises(InputError):
        read("hf:org/data")


@pytest.mark.parametrize("name", ["hf:org/other", "hf:org/name@v9", "hf:org/name@" + "0" * 40])
def test_what_is_not_there_needs_the_network_to_be_asked_for(kept, name):
    hub = kept()
    with pytest.raises(InputError) as caught:
        read(name)
    assert (caught.value.hint, caught.value.exit_code, hub.log) == ("--online", 2, [])


def test_a_reference_that_is_no_commit_leads_nowhere(kept, tmp_path):
    kept()
    (tmp_path / "cache" / "models--org--name" / "refs" / "main").write_text("../../..", encoding="utf-8")
    with pytest.raises(InputError):
        read("hf:org/name")


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"HF_HUB_CACHE": "{}/a"}, "a"),
        ({"HUGGINGFACE_HUB_CACHE": "{}/b"}, "b"),
        ({"HF_HOME": "{}/c"}, "c/hub"),
        ({"XDG_CACHE_HOME": "{}/d"}, "d/huggingface/hub"),
        ({"HF_HUB_CACHE": "$HF_HOME/e", "HF_HOME": "{}"}, "e"),
    ],
)
def test_the_cache_is_where_the_library_has_it(tmp_path, monkeypatch, variables, folder):
    import os
    import subprocess
    import sys

    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(tmp_path))
    commit = "0" * 40
    root = tmp_path / folder / "models--org--name" / "snapshots" / commit
    root.mkdir(parents=True)
    assert Cache().get(Address("org/name", revision=commit), sources=False).root == root
    code = "from huggingface_hub.constants import HF_HUB_CACHE; print(HF_HUB_CACHE)"
    said = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(tmp_path / folder)
