"""The Hub over the network: gates, errors, bounds, and answers that mean harm; a server on this machine gives them."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path

import pytest

from fourfold.api import check, read
from fourfold.errors import InputError, UsageError
from fourfold.hub.address import Address
from fourfold.hub.client import Client
from fourfold.hub.repository import GATED
from fourfold.read.tree import LARGEST_TEXT
from fourfold.terms import Grade, Verdict
from tests.hub_server import LFS_FROM, Repo

CARD = "---\nlicense: apache-2.0\n---\n"
ADDRESS = Address("org/name")


def failing(name="hf:org/name", **more):
    with pytest.raises((InputError, UsageError)) as caught:
        read(name, online=True)
    assert caught.value.exit_code == 2
    return caught.value


def test_the_server_of_the_tests_speaks_as_the_library_expects(hub, tmp_path):
    """Otherwise all that follows would show how fourfold talks to itself."""
    library = pytest.importorskip("huggingface_hub")
    hub.repos["org/name"] = Repo({"README.md": CARD, "big.txt": "x" * LFS_FROM, "m.gguf": 10**9}, gated="auto")
    info = library.HfApi(endpoint=hub.url).model_info("org/name", revision="main", files_metadata=True)
    sizes = {file.rfilename: file.size for file in info.siblings}
    assert (info.sha, info.gated, info.card_data.license) == (hub.repos["org/name"].sha, "auto", "apache-2.0")
    assert sizes == {"README.md": len(CARD), "big.txt": LFS_FROM, "m.gguf": 10**9}
    got = library.hf_hub_download("org/name", "README.md", endpoint=hub.url, cache_dir=tmp_path / "library")
    assert Path(got).read_text(encoding="utf-8") == CARD
    mine = Client().get(ADDRESS, sources=False)
    assert {str(path): size for path, size in mine.sizes.items()} == sizes
    for name, error in (("org/none", "RepositoryNotFoundError"), ("org/name", "RevisionNotFoundError")):
        with pytest.raises(getattr(library.errors, error)):
            library.HfApi(endpoint=hub.url).model_info(name, revision="v9")
    hub.repos["org/name"].refused = 403
    with pytest.raises(library.errors.GatedRepoError):
        library.hf_hub_download("org/name", "big.txt", endpoint=hub.url, cache_dir=tmp_path / "library")


@pytest.mark.parametrize("status", [401, 403])
def test_a_gate_is_told_and_never_clean(hub, status, run):
    hub.repos["org/name"] = Repo({"README.md": CARD, "m.gguf": 5, "LICENSE": "x"}, gated="manual", refused=status)
    bill = read("hf:org/name", online=True)
    assert [(c.license, c.evidence) for c in bill.artifacts[0].claims] == [("apache-2.0", Grade.C), (GATED, Grade.C)]
    (note,) = [d for d in bill.diagnostics if d.code == "gated"]
    assert "does not accept for anyone" in note.message
    assert "README.md, LICENSE" in note.message
    assert check(bill).verdict is Verdict.UNKNOWN
    code, _, _ = run("check", "hf:org/name", "--online")
    assert code == 3
    assert {method for method, _ in hub.log} == {"GET"}


def test_what_a_gate_leaves_to_see_still_finds_a_conflict(hub):
    tuned = "---\nlicense: mit\nbase_model: org/base\n---\n"
    hub.repos["org/name"] = Repo({"README.md": tuned, "m.gguf": 5}, gated="auto", refused=401)
    hub.repos["org/base"] = Repo({"README.md": "---\nlicense: llama3.1\n---\n"})
    assert check(read("hf:org/name", online=True)).exit_code == 1


def test_who_has_access_is_let_in(hub):
    hub.repos["org/name"] = Repo({"README.md": CARD, "m.gguf": 5}, gated="manual")
    bill = read("hf:org/name", online=True)
    assert [c.license for c in bill.artifacts[0].claims] == ["apache-2.0"]
    assert bill.diagnostics == ()


def test_no_such_repository_revision_or_access(hub):
    assert "no such repository, or it is private" in failing("hf:org/none").what
    hub.repos["org/name"] = Repo({"README.md": CARD})
    assert "has no revision 'v9'" in failing("hf:org/name@v9").what
    hub.repos["org/name"].described = {"disabled": True}
    assert "disabled" in failing().what


@pytest.mark.parametrize(
    ("status", "says"), [(429, "too often"), (500, "status 500"), (403, "no access"), (404, "no such")]
)
def test_an_error_of_the_server_is_told_and_not_retried(hub, status, says):
    hub.repos["org/name"] = Repo({"README.md": CARD}, failing={"": status})
    began = time.monotonic()
    assert says in failing().what
    assert len(hub.log) == 1
    assert time.monotonic() - began < 5


def test_a_file_that_cannot_be_read_is_no_file_that_is_empty(hub):
    hub.repos["org/name"] = Repo({"README.md": CARD, "LICENSE": "x"}, failing={"LICENSE": 503})
    error = failing()
    assert (error.what, error.where.endswith("/LICENSE")) == ("the Hub answered with status 503", True)


def test_no_network(hub, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{taken.getsockname()[1]}")
        error = failing()
    assert "cannot be reached" in error.what
    assert error.hint


@pytest.mark.parametrize("endpoint", ["nonsense", "http://127.0.0.1:99999", "http://:x", "ftp://127.0.0.1"])
def test_an_end_point_that_is_none(hub, monkeypatch, endpoint):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", endpoint)
    assert "cannot be reached" in failing().what


def test_told_to_stay_offline(hub, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "HF_HUB_OFFLINE" in failing().what
    assert hub.log == []


@pytest.fixture
def drip():
    """A server that answers one byte at a time, without end."""
    stop = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = server.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            while not stop.wait(0.02):
                try:
                    connection.sendall(b" ")
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    stop.set()
    thread.join()
    server.close()


def test_an_answer_without_end_is_not_waited_for(hub, drip, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", drip)
    began = time.monotonic()
    with pytest.raises(InputError, match="too slow"):
        Client(patience=0.5).get(ADDRESS, sources=False)
    assert time.monotonic() - began < 5


def test_a_silent_server_is_not_waited_for(hub, monkeypatch):
    monkeypatch.setattr("fourfold.hub.client.TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        began = time.monotonic()
        assert "ReadTimeout" in failing().what
    assert time.monotonic() - began < 5


def test_when_the_time_is_over_nothing_more_is_asked(hub):
    client = Client(patience=0.0)
    with pytest.raises(InputError, match="too slow"):
        client.get(ADDRESS, sources=False)
    assert hub.log == []


def test_the_beginning_of_a_huge_card_is_enough(hub):
    huge = CARD + "x" * (8 * LARGEST_TEXT)
    hub.repos["org/name"] = Repo({"README.md": huge})
    hub.repos["org/name"].described = {"siblings": [{"rfilename": "README.md", "size": 60}]}  # and its size is a lie
    client = Client()
    assert len(client.head(client.get(ADDRESS, sources=False).address, "README.md", LARGEST_TEXT)) == LARGEST_TEXT
    assert read("hf:org/name", online=True).artifacts[0].claims[0].license == "apache-2.0"


def test_the_token_goes_to_the_hub_and_not_to_its_store(hub, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.repos["org/name"] = Repo({"README.md": CARD + "x" * LFS_FROM})
    bill = read("hf:org/name", online=True)
    assert bill.artifacts[0].claims[0].license == "apache-2.0"
    assert any(path.startswith("/cdn/") for _, path in hub.log)
    assert [path for path, _ in hub.tokens if path.startswith("/cdn/")] == []
    assert [path for path, token in hub.tokens if token == "Bearer hf_secret"]
    assert "hf_secret" not in repr(bill)


def test_a_token_that_is_not_to_be_sent_is_not_sent(hub, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
    hub.repos["org/name"] = Repo({"README.md": CARD})
    read("hf:org/name", online=True)
    assert len(hub.log) == 2
    assert hub.tokens == []


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>please log in</html>", b"[]", b"null", b"{}", b'{"sha": 7, "siblings": []}', b'{"sha": "../../x"}', b"\xff\xfe{",
        b'{"sha": "' + b"0" * 40 + b'", "siblings": 7}', b"[" * 100_000, b"",
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_told(hub, answer):
    hub.raw["/api/models/org/name/revision/main"] = answer
    assert "none that the Hub gives" in failing().what


HOSTILE = [
    "../../etc/passwd", "/etc/passwd", "..\\..\\windows\\win.ini", "a/../../b", "a//b", "./LICENSE", "C:/LICENSE", "LICENSE\x1b[2J",
    "a\nb", "", "x" * 5000, None, 7, "a\x00b",
]  # fmt: skip


def test_names_that_lead_elsewhere_are_left_aside_and_counted(hub, tmp_path):
    files = [{"rfilename": name, "size": 3} for name in HOSTILE] + ["LICENSE", {}, None]
    fine = {"rfilename": "README.md", "size": "many", "lfs": 7}
    hub.repos["org/name"] = Repo({"README.md": CARD}, described={"siblings": [*files, fine], "cardData": [7], "id": 5})
    bill = read("hf:org/name", online=True)
    assert bill.format == "Hub repository of 1 files with a Hub model card, online"
    (note,) = bill.diagnostics
    assert note.message.startswith(f"org/name: {len(HOSTILE) + 3} of its files have names")
    assert hub.asked() == ["README.md"]
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_files_without_end_is_refused(hub, monkeypatch):
    monkeypatch.setattr("fourfold.hub.client.LONGEST_LIST", 100_000)
    siblings = [{"rfilename": f"data/{i:09}.parquet"} for i in range(10_000)]
    hub.raw["/api/models/org/name/revision/main"] = json.dumps({"sha": "0" * 40, "siblings": siblings}).encode()
    assert "list of files is longer" in failing().what


def test_a_list_that_may_be_cut_short_is_not_taken_for_all(hub, monkeypatch):
    monkeypatch.setattr("fourfold.hub.client.UNRELIABLE", 3)
    hub.repos["org/name"] = Repo({"README.md": CARD, "a.parquet": 1, "b.parquet": 1})
    assert check(read("hf:org/name", online=True)).verdict is Verdict.UNKNOWN


def test_a_repository_that_moved_is_found_under_its_old_name(hub):
    hub.repos["org/name"] = Repo(moved_to="new/name")
    hub.repos["new/name"] = Repo({"README.md": CARD})
    bill = read("hf:org/name", online=True)
    assert bill.artifacts[0].id == "org/name"
    assert "new/name" in bill.artifacts[0].aliases
