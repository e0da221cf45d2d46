"""Giving back: a bill of materials with its licences filled in, each with its source, and everything else as it was.

Only what is certain is written. What the author stated is kept, whatever it means; what is open stays open, and is told.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import PathLike, fspath
from typing import Any

from fourfold.artifact import Bill
from fourfold.catalogue import Catalogue, catalogue
from fourfold.errors import InputError
from fourfold.fill import cyclonedx, spdx2, spdx3
from fourfold.fill.base import Entry, Work
from fourfold.fill.dispute import disputes
from fourfold.fill.match import Source, Sources
from fourfold.fill.splice import Change, Edits, splice
from fourfold.fill.texts import Held, Texts
from fourfold.read import cyclonedx as cyclonedx_reader
from fourfold.read import spdx2 as spdx2_reader
from fourfold.read import spdx3 as spdx3_reader
from fourfold.read.base import Reader, open_source
from fourfold.read.base import Source as Document


@dataclass(frozen=True, slots=True)
class Filled:
    """A document with its licences filled in, and what became of each artifact."""

    file: str
    format: str
    data: bytes
    """The filled document, in the encoding of the one that was read."""
    changes: tuple[Change, ...]
    filled: tuple[Entry, ...]
    kept: tuple[Entry, ...]
    """What was stated and is known."""
    left: tuple[Entry, ...]
    """What has no licence that is certain."""
    lacking: tuple[Held, ...] = ()
    """Licences that are not on SPDX's list and whose text was not at hand."""
    idle: tuple[str, ...] = ()
    """Other inputs of which nothing was found in the document."""
    notes: tuple[str, ...] = ()
    """What else there is to know."""

    @property
    def exit_code(self) -> int:
        """3 if something stays open, else 0 (int)."""
        return 3 if self.left else 0

    @property
    def cause(self) -> str:
        """The last line of the command (str)."""
        reasons = Counter(entry.reason for entry in self.left)
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        return f"{len(self.filled)} filled, {len(self.kept)} kept, {len(self.left)} left open" + (
            f" ({why})" if why else ""
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what was done, as ``fourfold sbom fill --report`` writes it."""
        lacking = [{"license": held.license, "name": held.name, "url": held.url or None} for held in self.lacking]
        return {
            "schema": 1,
            "file": self.file,
            "format": self.format,
            "exit_code": self.exit_code,
            "cause": self.cause,
            "filled": [entry.to_dict() for entry in self.filled],
            "kept": [entry.to_dict() for entry in self.kept],
            "open": [entry.to_dict() for entry in self.left],
            "texts_not_at_hand": lacking,
            "unused": list(self.idle),
            "notes": list(self.notes),
            "changes": [change.to_dict() for change in self.changes],
        }


def fill(
    path: str | PathLike[str],
    sources: Sequence[Source] = (),
    texts: Sequence[str] = (),
    *,
    known: Catalogue | None = None,
    created: str = "",
) -> Filled:
    """Fill the licences of a bill of materials that is JSON: SPDX 2, SPDX 3 or CycloneDX.

    Parameters
    ----------
    path : str or path-like
        The document; ``-`` for standard input.
    sources : sequence of Source, optional
        Other inputs whose licences may be taken for what is in the document.
    texts : sequence of str, optional
        Folders with licence texts, for licences that are not on SPDX's list.
    known : Catalogue, optional
        Where names are looked up; fourfold's own by default.
    created : str, optional
        When the elements that SPDX 3 needs are made: UTC, such as ``2026-11-21T12:00:00Z``; now by default.

    Returns
    -------
    Filled

    Raises
    ------
    InputError
        If it cannot be read, is of another format or form, or cannot be changed without changing more.
    UsageError
        If a source or a folder is not what it is given as.
    """
    known = known or catalogue()
    document = open_source(fspath(path))
    document.is_kept = True
    reader = _reader(document)
    bill = reader.read(document)
    created = created or f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    work = _work_through(document, bill, reader.name, sources, texts, known, created)
    changes = tuple(work.edits.changes)
    data = _encode(splice(document.exact, changes, document.name), document.data) if changes else document.data
    return Filled(
        document.name,
        bill.format,
        data,
        changes,
        tuple(work.filled),
        tuple(work.kept),
        tuple(work.left),
        tuple(work.texts.lacking.values()),
        work.sources.idle,
        tuple(work.notes),
    )


def _work_through(
    document: Document,
    bill: Bill,
    family: str,
    sources: Sequence[Source],
    texts: Sequence[str],
    known: Catalogue,
    created: str,
) -> Work:
    """Gather the changes; what would be written is judged as a whole before any of it is."""
    bills = tuple(source.bill for source in sources)
    held = Texts(texts, (bill, *bills), known)

    def attempt(against: Mapping[str, str]) -> Work:
        """Fill the bill once, from the start."""
        held.lacking.clear()
        work = Work(Edits(document.json), Sources(sources, bill), held, known, document.name, against=against)
        _FILL[family](bill, work, created)
        return work

    work = attempt({})
    against = disputes(bill, work.filled, bills, work.sources.pairs, known) if work.filled else {}
    return attempt(against) if against else work


_READERS = (spdx2_reader.READER, spdx3_reader.READER, cyclonedx_reader.READER)
_FILL: Mapping[str, Callable[[Bill, Work, str], None]] = {
    spdx2_reader.READER.name: lambda bill, work, _: spdx2.fill(bill, work),
    spdx3_reader.READER.name: spdx3.fill,
    cyclonedx_reader.READER.name: lambda bill, work, _: cyclonedx.fill(bill, work),
}


def _reader(document: Document) -> Reader:
    for reader in _READERS:
        if not document.is_directory and reader.sniff(document):
            if document.json is None:
                raise InputError(
                    f"is {reader.name}, but not as JSON, the one form that is filled",
                    document.name,
                    "the same document as JSON: most generators and converters write it",
                )
            return reader
    raise InputError(
        "is no bill of materials that can be filled", document.name, "SPDX 2.2, 2.3, 3.0 or CycloneDX, as JSON"
    )


def _encode(text: str, before: bytes) -> bytes:
    """Write a text as it was written before."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
    ):
        if before.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode()


__all__ = ["Filled", "Source", "fill"]
