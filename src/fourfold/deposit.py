"""Putting a notice into a folder: files are added and added to, nothing is taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fourfold.attachment import Copy, Notice
from fourfold.errors import UsageError
from fourfold.folder import NOTICE_FILE, State, look_for_copy, plain, read_texts


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into a folder, and what is left to do."""

    folder: str
    files: tuple[str, ...]
    add: tuple[Copy, ...]
    """Licence texts that are not at hand."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        left = [{"license": copy.license, "name": copy.name, "url": copy.url or None} for copy in self.add]
        return {"folder": self.folder, "files": list(self.files), "add": left}


def deposit(notice: Notice, folder: str | Path) -> Written:
    """Write the NOTICE file, and the licence texts that the user's own tree holds.

    A NOTICE file that is there keeps every word; what it does not say yet is put below. A second run changes nothing.

    Parameters
    ----------
    notice : Notice
        What is demanded.
    folder : str or Path
        Made if it is not there.

    Raises
    ------
    UsageError
        If it cannot be written to.
    """
    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        files = [*_write_notice(notice, root)]
        texts = read_texts(root)
        lacking = [c for c in notice.copies if c.required and look_for_copy(c, texts).state is not State.PRESENT]
        files += _write_licenses((c for c in lacking if c.held), notice, root)
    except OSError as error:
        raise UsageError(f"cannot be written to: {error.strerror}", str(folder), "a folder of your own") from error
    return Written(str(folder), tuple(files), tuple(copy for copy in lacking if not copy.held))


def _write_notice(notice: Notice, root: Path) -> Iterator[str]:
    path = next((p for p in sorted(root.iterdir()) if NOTICE_FILE.match(p.name) and p.is_file()), root / "NOTICE")
    before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    said = plain(before)
    blocks = [block for block in notice.blocks() if not all(plain(words) in said for words in block.needed)]
    if not blocks:
        return
    text = "\n".join([before.rstrip("\n") + "\n", *(b.text for b in blocks)]) if before else notice.text()
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    yield path.name


def _write_licenses(copies: Iterable[Copy], notice: Notice, root: Path) -> Iterator[str]:
    for copy in copies:
        path = root / "LICENSES" / f"{re.sub(r'[^A-Za-z0-9.+-]', '-', copy.license)}.txt"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(notice.texts[copy.license], encoding="utf-8")
            yield f"LICENSES/{path.name}"
