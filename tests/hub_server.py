"""A Hub on this machine: the answers of the API and of file addresses in their own shapes, and a log of what was asked."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import yaml

from fourfold.read.card import head_of

LFS_FROM = 10_000
"""Bytes from which a file lies in the store for large files, behind a redirect."""


@dataclass
class Repo:
    """One repository; a file is its bytes, or only its size."""

    files: dict[str, bytes | str | int] = field(default_factory=dict)
    gated: bool | str = False
    refused: int = 0
    """Status with which files are refused at the gate; 0 gives them."""
    failing: dict[str, int] = field(default_factory=dict)
    """Files that are answered with an error."""
    moved_to: str = ""
    revisions: tuple[str, ...] = ("main",)
    described: dict[str, object] = field(default_factory=dict)
    """What the description says in place of what it would say."""

    @property
    def sha(self):
        return hashlib.sha1(repr(sorted(self.files.items())).encode()).hexdigest()

    def content(self, name):
        held = self.files[name]
        return held.encode() if isinstance(held, str) else held

    def card(self):
        head = head_of(self.files.get("README.md") or "") if isinstance(self.files.get("README.md"), str) else None
        try:
            return yaml.safe_load(head[0]) if head else None
        except yaml.YAMLError:
            return None

    def describe(self, name):
        siblings = []
        for path in sorted(self.files):
            content = self.content(path)
            size = content if isinstance(content, int) else len(content)
            entry = {"rfilename": path, "size": size, "blobId": "0" * 40}
            if size >= LFS_FROM:
                entry["lfs"] = {"sha256": "1" * 64, "size": size, "pointerSize": 135}
            siblings.append(entry)
        return {
            "_id": "66", "id": name, "modelId": name, "author": name.partition("/")[0], "sha": self.sha, "private": False,
            "gated": self.gated, "disabled": False, "tags": [], "downloads": 1, "likes": 0, "cardData": self.card(),
            "siblings": siblings, "createdAt": "2026-01-01T00:00:00.000Z", "lastModified": "2026-01-02T00:00:00.000Z",
            **self.described,
        }  # fmt: skip


class Hub:
    """The server; repositories by ``org/name``, ``datasets/org/name``, ``spaces/org/name``."""

    def __init__(self):
        self.repos: dict[str, Repo] = {}
        self.log: list[tuple[str, str]] = []
        self.tokens: list[tuple[str, str]] = []
        """Paths that were asked for with a token, and the header."""
        self.raw: dict[str, bytes] = {}
        """Answers to paths that are given as they are."""
        hub = self

        class Handler(_Handler):
            server_hub = hub

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self):
        """The files that were asked for, by whatever method."""
        return [path.rpartition("/resolve/")[2].partition("/")[2] for _, path in self.log if "/resolve/" in path]


class _Handler(BaseHTTPRequestHandler):
    server_hub: Hub

    def do_GET(self):
        self._answer()

    def do_HEAD(self):
        self._answer()

    def log_message(self, *_):
        pass

    def _answer(self):
        hub, path = self.server_hub, unquote(urlsplit(self.path).path)
        hub.log.append((self.command, path))
        if self.headers.get("authorization"):
            hub.tokens.append((path, self.headers["authorization"]))
        if path in hub.raw:
            return self._send(200, hub.raw[path])
        if path.startswith("/api/"):
            return self._describe(path)
        if path.startswith("/cdn/"):
            name, _, file = path.removeprefix("/cdn/").partition("/-/")
            return self._send(200, hub.repos[name].content(file))
        return self._file(path)

    def _describe(self, path):
        folder, _, rest = path.removeprefix("/api/").partition("/")
        name, _, revision = rest.partition("/revision/")
        repo = self.server_hub.repos.get(name if folder == "models" else f"{folder}/{name}")
        if repo is None:
            return self._send(401, b'{"error":"Repository not found"}', {"X-Error-Code": "RepoNotFound"})
        if repo.moved_to:
            return self._send(307, b"", {"Location": f"/api/{folder}/{repo.moved_to}/revision/{revision}?blobs=true"})
        if revision and revision not in (*repo.revisions, repo.sha):
            return self._send(404, b'{"error":"Invalid rev id"}', {"X-Error-Code": "RevisionNotFound"})
        if "" in repo.failing:
            return self._send(repo.failing[""], b"{}")
        return self._send(200, json.dumps(repo.describe(name)).encode(), {"Content-Type": "application/json"})

    def _file(self, path):
        name, _, rest = path.lstrip("/").partition("/resolve/")
        file = rest.partition("/")[2]
        repo = self.server_hub.repos.get(name)
        if repo is None:
            return self._send(401, b"Repository not found", {"X-Error-Code": "RepoNotFound"})
        if repo.moved_to:
            return self._send(307, b"", {"Location": f"/{repo.moved_to}/resolve/{rest}"})
        if repo.refused:
            return self._send(repo.refused, b"Access is restricted", {"X-Error-Code": "GatedRepo"})
        if file in repo.failing:
            return self._send(repo.failing[file], b"")
        if file not in repo.files:
            return self._send(404, b"Entry not found", {"X-Error-Code": "EntryNotFound"})
        content = repo.content(file)
        if isinstance(content, int):
            return self._send(500, b"nobody may ask for this")
        headers = {"X-Repo-Commit": repo.sha, "ETag": f'"{hashlib.sha1(content).hexdigest()}"'}
        if len(content) >= LFS_FROM:
            more = {"X-Linked-Size": str(len(content)), "X-Linked-Etag": '"' + "1" * 64 + '"'}
            # the store is another host, which must not see the token
            target = self.server_hub.url.replace("127.0.0.1", "localhost") + f"/cdn/{name}/-/{file}"
            return self._send(302, b"", {**headers, **more, "Location": target})
        return self._send(200, content, headers)

    def _send(self, status, content, headers=None):
        self.send_response(status)
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
