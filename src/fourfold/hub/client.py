"""The Hub over the network, through ``huggingface_hub``: the only file that knows it.

Its session is used (end point, proxy, token, offline switch), and not its downloads: these write into a cache, take whole files,
and retry for minutes. Here nothing is written, no answer is read beyond a bound, and nothing is waited for beyond another.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from fourfold.artifact import Diagnostic
from fourfold.errors import InputError, UsageError
from fourfold.hub.address import FOLDERS, Address
from fourfold.hub.repository import MOST_SOURCES, Listed
from fourfold.read.notation import load_json
from fourfold.terms import Kind
from fourfold.version import __version__

TIMEOUT = 10.0
"""Seconds for which one answer may keep silent."""
PATIENCE = 180.0
"""Seconds that all questions of one release may take together."""
LONGEST_LIST = 64 * 2**20
"""Bytes of a repository's description."""
UNRELIABLE = 50_000
"""Files from which on the Hub's list of them may be cut short, as its own library holds."""
_COMMIT = re.compile(r"[0-9a-f]{40}")


class _Answer(NamedTuple):
    status: int
    error: str
    """The Hub's own word for what is wrong, such as ``GatedRepo``."""
    data: bytes
    whole: bool


class Client:
    """The Hub, for the questions of one release.

    Parameters
    ----------
    patience : float, optional
        Seconds that all questions may take together.

    Raises
    ------
    UsageError
        If ``huggingface_hub`` is not installed, or was told to stay offline.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._until = time.monotonic() + patience
        try:
            from huggingface_hub import constants, get_session, get_token
        except ImportError as error:
            raise _missing() from error
        if not callable(getattr(get_session(), "stream", None)):
            raise _missing()  # an older one, whose session is of another kind
        if constants.HF_HUB_OFFLINE:
            raise UsageError(
                "--online was given, and HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE forbids the network",
                "",
                "leave out --online to read the local cache, or unset the variable",
            )
        self._session = get_session
        self._gated: set[str] = set()
        self._base: str = constants.ENDPOINT.rstrip("/")
        token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
        # the library's own user agent would name what else is installed, and ask the network what to call it
        self._headers = {"user-agent": f"fourfold/{__version__}"}
        if token:
            self._headers["authorization"] = f"Bearer {token}"

    def get(self, address: Address, *, sources: bool) -> Listed:
        """Return a repository: its files by name and size, at the commit that the revision means now.

        Parameters
        ----------
        address : Address
            Which one.
        sources : bool
            Whether the heads of its source files will be wanted.

        Raises
        ------
        InputError
            If there is none, there is no access, or there is no network.
        """
        path = f"/api/{FOLDERS[address.kind]}/{address.id}/revision/{quote(address.revision, safe='')}"
        answer = self._ask(f"{path}?blobs=true", LONGEST_LIST, address)
        if answer.status != 200:
            raise _refusal(answer, address)
        if not answer.whole:
            raise InputError(
                f"its list of files is longer than {LONGEST_LIST // 2**20} MiB", str(address), "a checkout"
            )
        return self._listed(_described(answer.data, address), address, sources=sources)

    def _listed(self, described: Mapping[str, Any], asked: Address, *, sources: bool) -> Listed:
        address = asked.at(described["sha"])
        siblings = described.get("siblings") or []
        sizes = {path: size for entry in siblings if (path := _path(entry)) for size in (_size(entry),)}
        aliases = dict.fromkeys([str(address)])
        canonical = described.get("id")
        if isinstance(canonical, str) and canonical != asked.id and Address.named(canonical):
            aliases[canonical] = None
        listed = Listed(address, sizes, self.head, tuple(aliases), described.get("cardData"))
        listed.sources = MOST_SOURCES if sources else 0
        if described.get("gated"):
            self._gated.add(asked.name)
        odd = len(siblings) - len(sizes)
        if odd:
            says = f"{odd} of its files have names that no repository can hold, and were left aside"
            listed.diagnostics.append(Diagnostic("names-odd", f"{asked.name}: {says}", listed.place()))
        if len(siblings) >= UNRELIABLE:
            listed.left.append(f"what a list of {len(siblings)} files may leave out")
        return listed

    def head(self, address: Address, path: str, size: int) -> bytes | None:
        """Return the first bytes of a file; none if a gate stands before it.

        Parameters
        ----------
        address : Address
            With a commit as its revision.
        path : str
            The file.
        size : int
            Bytes after which the answer is not read any further.

        Raises
        ------
        InputError
            If the file cannot be read for another reason.
        """
        folder = "" if address.kind is Kind.MODEL else f"/{FOLDERS[address.kind]}"
        answer = self._ask(f"{folder}/{address.id}/resolve/{address.revision}/{quote(path)}", size, address)
        if answer.status in {200, 206}:
            return answer.data
        if answer.error == "GatedRepo" or (address.name in self._gated and answer.status in {401, 403}):
            return None
        raise _refusal(answer, address, path)

    def _ask(self, path: str, most: int, address: Address) -> _Answer:
        """Send one question; of the answer no more than so many bytes are read."""
        if time.monotonic() > self._until:
            raise _late(address)
        session = self._session()
        try:
            with session.stream("GET", self._base + path, headers=self._headers, timeout=TIMEOUT) as response:
                error = response.headers.get("X-Error-Code", "")
                if response.status_code >= 300:
                    return _Answer(response.status_code, error, b"", whole=True)
                data = bytearray()
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > most:
                        return _Answer(response.status_code, error, bytes(data[:most]), whole=False)
                    if time.monotonic() > self._until:
                        raise _late(address)
                return _Answer(response.status_code, error, bytes(data), whole=True)
        except _network_errors(session) as error:
            says = f"the Hub cannot be reached at {self._base}: {type(error).__name__}"
            raise InputError(
                says, str(address), "a connection, or without --online what the local cache has"
            ) from error


def _network_errors(session: object) -> tuple[type[Exception], ...]:
    """Return what a session raises; which library stands behind it has changed more than once."""
    library = sys.modules[type(session).__module__.partition(".")[0]]
    return (library.HTTPError, library.InvalidURL, OSError, ValueError)


def _missing() -> UsageError:
    return UsageError("--online needs huggingface_hub from version 1.0 on", "", "pip install 'fourfold[online]'")


def _late(address: Address) -> InputError:
    return InputError(
        "the Hub was too slow, and the time for all questions is over", str(address), "later, or a checkout"
    )


def _refusal(answer: _Answer, address: Address, path: str = "") -> InputError:
    """Say in the user's words why the Hub did not answer."""
    where = f"{address}/{path}" if path else str(address)
    if answer.error == "GatedRepo":
        return InputError(
            "its users are asked to accept terms at a gate, which fourfold does not accept for anyone",
            where,
            "read the terms on its page; with access, set HF_TOKEN",
        )
    if answer.error == "RevisionNotFound":
        return InputError(f"has no revision {address.revision!r}", where, f"hf:{address.name}@main")
    if answer.error == "EntryNotFound":
        return InputError("is in the list of files and cannot be read", where, "again")
    if answer.error == "RepoNotFound" or answer.status in {401, 404}:
        return InputError(
            "there is no such repository, or it is private",
            where,
            "the name on its page; if it is private, set HF_TOKEN",
        )
    if answer.status == 403:
        return InputError("the Hub gives no access to it", where, "a token with access to it in HF_TOKEN")
    if answer.status == 429:
        return InputError("the Hub was asked too often from here", where, "later; with HF_TOKEN more is allowed")
    return InputError(f"the Hub answered with status {answer.status}", where, "later")


def _described(data: bytes, address: Address) -> Mapping[str, Any]:
    """Return the description of a repository, as far as its shape is what it should be."""
    try:
        described = load_json(data.decode("utf-8", "replace"), str(address))
    except InputError:
        described = None
    if (
        not isinstance(described, dict)
        or not isinstance(described.get("siblings"), list | None)
        or not _COMMIT.fullmatch(str(described.get("sha")))
    ):
        raise InputError(
            "the answer is none that the Hub gives", str(address), "HF_ENDPOINT, the proxy, or a login page"
        )
    if described.get("disabled") is True:
        raise InputError("the Hub has disabled it", str(address), "its page says why")
    return described


def _path(entry: object) -> PurePosixPath | None:
    """Return a file's name, if it is one that leads to a file below the root."""
    name = entry.get("rfilename") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not name or len(name) > 4096 or not name.isprintable() or "\\" in name:
        return None
    parts = name.split("/")
    return None if any(part in {"", ".", ".."} for part in parts) or ":" in parts[0] else PurePosixPath(name)


def _size(entry: Mapping[str, Any]) -> int | None:
    size = entry.get("size")
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
