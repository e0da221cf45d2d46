"""What users ask of the Hub: a repository as a release, its origins, and clear words where there is no answer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import fourfold
from fourfold.errors import InputError, UsageError
from fourfold.terms import Grade, Kind, Verb
from tests.conftest import ROOT
from tests.hub_server import Repo

CARD = "---\nlicense: apache-2.0\nbase_model: org/base\ndatasets: [org/data]\n---\n# Chat\n"
CHAT = {
    "README.md": CARD,
    "config.json": "{}",
    "model-00001-of-00002.safetensors": 4_900_000_000,
    "model-00002-of-00002.safetensors": 1_200_000_000,
    "pytorch_model.bin": 6_100_000_000,
    "tokenizer.model": 500_000,
    "LICENSE.safetensors": 900_000,
    "training_args.bin": 5_000,
}
BASE = {"README.md": "---\nlicense: llama3.1\n---\n", "model.gguf": 4_000_000_000}
DATA = {"README.md": "---\nlicense: cc-by-4.0\n---\n", "data/a.parquet": 10_000_000}
ASKABLE = {"README.md", "LICENSE", "NOTICE"}


@pytest.fixture
def chat(hub):
    """A release on the Hub with a base model and a dataset."""
    hub.repos |= {"org/chat": Repo(dict(CHAT)), "org/base": Repo(dict(BASE)), "datasets/org/data": Repo(dict(DATA))}
    return hub


def by_id(bill):
    return {artifact.id: artifact for artifact in bill.artifacts}


def test_a_repository_is_read_with_its_origins(chat):
    bill = fourfold.read("hf:org/chat", online=True)
    found = by_id(bill)
    sha = chat.repos["org/chat"].sha
    assert (found["org/chat"].kind, found["org/chat"].version, found["org/chat"].shipped) == (Kind.MODEL, sha, True)
    assert f"hf:org/chat@{sha}" in found["org/chat"].aliases
    assert str(found["org/chat"].claims[0].place) == f"hf:org/chat@{sha}/README.md:2"
    assert [(c.license, c.evidence) for c in found["org/base"].claims] == [("llama3.1", Grade.C)]
    assert [c.license for c in found["datasets/org/data"].claims] == ["cc-by-4.0"]
    assert found["org/base"].version == chat.repos["org/base"].sha
    assert not found["org/base"].shipped
    assert {(r.verb, r.object) for r in bill.relations if r.verb is not Verb.CONTAINS} == {
        (Verb.FINETUNED_FROM, "org/base"), (Verb.TRAINED_ON, "datasets/org/data"),
    }  # fmt: skip


def test_weights_are_never_asked_for_by_any_method(chat):
    chat.repos["org/chat"].files |= {"LICENSE": "House terms.", "NOTICE": "Made by nobody.", "run.py": "# none\n"}
    fourfold.read("hf:org/chat", online=True)
    assert len(chat.asked()) >= 4
    assert set(chat.asked()) <= ASKABLE | {"run.py"}
    assert {method for method, _ in chat.log} == {"GET"}


def test_the_command_finds_what_the_origin_forbids_and_names_the_place(chat, run):
    code, out, err = run("check", "hf:org/chat@main", "--online", "--format", "json")
    assert (code, err.splitlines()[-1][:7]) == (1, "exit 1:")
    report = json.loads(out)
    (finding,) = [f for f in report["findings"] if f["rule"] == "relabelled-derivative"]
    assert finding["location"]["file"] == f"hf:org/chat@{chat.repos['org/chat'].sha}/README.md"
    assert finding["path"] == ["org/chat", "finetuned-from", "org/base"]


@pytest.mark.parametrize(
    "words",
    [
        ["audit"], ["graph"], ["recommend"], ["notice"], ["graph", "--format", "mermaid"], ["check", "--format", "sarif"],
        ["check", "--format", "html"], ["check"],
    ],
)  # fmt: skip
def test_every_command_that_takes_a_path_takes_an_address(chat, run, words):
    code, out, err = run(words[0], "hf:org/chat", "--online", *words[1:])
    assert code in {0, 1}, err
    assert "org/chat" in out


def test_two_revisions_are_compared(chat, run):
    chat.repos["org/old"] = Repo({**CHAT, "README.md": CARD.replace("apache-2.0", "llama3.1")})
    code, out, _ = run("diff", "hf:org/old", "hf:org/chat", "--online")
    assert code in {0, 1}
    assert "org/chat" in out


def test_a_finding_is_explained(chat, run):
    _, out, _ = run("check", "hf:org/chat", "--online", "--format", "json")
    name = json.loads(out)["findings"][0]["id"]
    code, out, _ = run("explain", name, "hf:org/chat", "--online")
    assert code == 0
    assert out.strip()


def test_datasets_and_spaces_have_addresses_as_well(chat):
    chat.repos["spaces/org/app"] = Repo(
        {"README.md": "---\ntitle: App\nlicense: mit\nsdk: gradio\n---\n", "app.py": ""}
    )
    data = fourfold.read("hf:datasets/org/data", online=True)
    assert [(a.id, a.kind) for a in data.artifacts] == [("datasets/org/data", Kind.DATASET)]
    app = fourfold.read("hf:spaces/org/app", online=True)
    assert [(a.id, a.kind, a.claims[0].license) for a in app.artifacts] == [("spaces/org/app", Kind.CODE, "mit")]


def test_without_online_nothing_is_asked_and_the_hint_says_how(chat, run):
    code, out, err = run("check", "hf:org/chat")
    assert (code, out, chat.log) == (2, "", [])
    assert "--online" in err


def test_a_card_on_disk_has_its_origins_looked_up_when_asked(chat, tmp_path, run):
    card = tmp_path / "README.md"
    card.write_text(CARD, encoding="utf-8")
    before = by_id(fourfold.read(card))
    assert (before["org/base"].claims, chat.log) == ((), [])
    assert by_id(fourfold.read(card, online=True))["org/base"].claims[0].license == "llama3.1"
    assert run("check", card, "--online")[0] == 1


def test_a_bill_without_a_card_asks_nothing(chat, manifest):
    path = manifest(
        "fourfold: 1\nname: x\nartifacts: [{id: a, license: MIT}, {id: org/base}]\n"
        "relations: [{from: a, type: finetuned-from, to: org/base}]\n"
    )
    assert by_id(fourfold.read(path, online=True))["org/base"].claims == ()
    assert chat.log == []


def test_an_address_in_the_configuration_is_no_path(chat, tmp_path, monkeypatch, run):
    folder = tmp_path / "project"
    (folder / "deep").mkdir(parents=True)
    (folder / "fourfold.toml").write_text('inputs = ["hf:org/chat"]\n', encoding="utf-8")
    monkeypatch.chdir(folder / "deep")
    assert run("check", "--online")[0] == 1
    code, _, err = run("check")
    assert (code, "--online" in err) == (2, True)


def test_online_cannot_be_configured(chat, tmp_path, monkeypatch, run):
    (tmp_path / "fourfold.toml").write_text("online = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOURFOLD_ONLINE", "1")
    code, _, err = run("check", "hf:org/chat")
    assert (code, chat.log) == (2, [])
    assert "online" in err


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(UsageError) as caught:
        fourfold.read("hf:org/chat", online=True)
    assert "fourfold[online]" in caught.value.hint
    assert caught.value.exit_code == 2


def test_a_process_of_its_own_asks_the_end_point_of_its_environment(chat, tmp_path):
    code = (
        "import sys\nfrom fourfold.cli import main\n"
        "assert not [m for m in sys.modules if m.startswith(('huggingface_hub', 'httpx', 'fourfold.hub'))]\n"
        "sys.exit(main(['check', 'hf:org/chat', '--online', '--format', 'concise']))\n"
    )
    env = {"HF_ENDPOINT": chat.url, "HF_HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "HF_TOKEN": "hf_secret"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "relabelled-derivative" in done.stdout
    assert "hf_secret" not in done.stdout + done.stderr
    assert chat.tokens[0][1] == "Bearer hf_secret"
    assert list(tmp_path.rglob("*safetensors*")) == []


def test_nothing_is_written(chat, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    fourfold.read("hf:org/chat", online=True)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["hf:", "hf:a/b/c/d", "hf:org/../x", "hf:org/name@", "hf:org/name@../../x", "hf:-x/y"])
def test_what_is_no_address_is_refused_before_anything_is_asked(hub, name):
    with pytest.raises(InputError) as caught:
        fourfold.read(name, online=True)
    assert hub.log == []
    assert "hf:org/name@revision" in caught.value.hint


def test_the_page_names_the_bounds_that_hold():
    from fourfold.hub import client, repository, upstream
    from fourfold.read.tree import LARGEST_TEXT

    page = (ROOT / "docs" / "online.md").read_text(encoding="utf-8")
    for says in (
        f"up to {upstream.DEEPEST} steps from the release and {upstream.MOST}\nrepositories",
        f"({client.TIMEOUT:.0f} s without an answer, {client.PATIENCE:.0f} s for all)",
        f"beyond {LARGEST_TEXT // 2**20} MiB (a description: {client.LONGEST_LIST // 2**20} MiB)",
        f"too large ({LARGEST_TEXT // 2**20} MiB) or too many ({repository.MOST_TEXTS})",
        f"up to {repository.MOST_SOURCES} source files",
        f"`{repository.GATED}`",
    ):
        assert says in page, says
