"""What the Hub's own library keeps on this machine of repositories that somebody downloaded; no network."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from fourfold.artifact import Diagnostic
from fourfold.errors import InputError
from fourfold.hub.address import FOLDERS, Address
from fourfold.read.tree import Folder

_COMMIT = re.compile(r"[0-9a-f]{40}")


class Snapshot(Folder):
    """A repository as it lies in the cache, at one commit."""

    noun = "cached repository"

    def __init__(self, root: Path, address: Address) -> None:
        super().__init__(root, str(address))
        self.address = address
        self.name = address.name
        self.aliases: tuple[str, ...] = (str(address),)
        self.card: Any = None
        self.refused: list[str] = []
        self.left: list[str] = []
        says = f"{address}: read from the local cache, which holds what was once downloaded, in general not all of it"
        self.diagnostics.append(Diagnostic("from-cache", says, self.place()))


class Cache:
    """The local cache, where the environment says that it is."""

    def get(self, address: Address, *, sources: bool) -> Snapshot:
        """Return a repository.

        Parameters
        ----------
        address : Address
            Which one.
        sources : bool
            Not looked at: what lies here is read as it is.

        Raises
        ------
        InputError
            If there is no snapshot of that revision.
        """
        del sources
        folder = _root() / f"{FOLDERS[address.kind]}--{address.id.replace('/', '--')}"
        commit = address.revision
        with suppress(OSError, UnicodeDecodeError):  # a commit has no reference of its own
            commit = (folder / "refs" / address.revision).read_text(encoding="utf-8").strip()
        root = folder / "snapshots" / commit
        if not _COMMIT.fullmatch(commit) or not root.is_dir():
            raise InputError(
                "is not in the local cache, and the network is used only when asked", str(address), "--online"
            )
        return Snapshot(root, address.at(commit))


def _root() -> Path:
    """Return where the cache is.

    The library says so, but it may not be installed, and importing it costs more than all else here.
    """
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    library = os.environ.get("HF_HOME") or f"{home}/huggingface"
    root = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE") or f"{library}/hub"
    return Path(os.path.expandvars(os.path.expanduser(root)))  # noqa: PTH111  as the library itself does
