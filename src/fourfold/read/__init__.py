"""Readers: each maps one format to a :class:`~fourfold.artifact.Bill`. They read; they never judge.

To add a reader, write one module beside these with a ``READER`` and list it in :data:`READERS`.
"""

from __future__ import annotations

from os import PathLike, fspath

from fourfold.artifact import Bill
from fourfold.collector import at_rest
from fourfold.errors import InputError, NothingToCheck
from fourfold.read import (
    card,
    croissant,
    cyclonedx,
    directory,
    manifest,
    mof,
    ort,
    python,
    reuse,
    scancode,
    spdx2,
    spdx3,
)
from fourfold.read.base import Reader, Source, open_source
from fourfold.read.wrapped import moved, unwrap

READERS: tuple[Reader, ...] = (
    directory.READER,
    manifest.READER,
    spdx2.READER,
    spdx3.READER,
    cyclonedx.READER,
    croissant.READER,
    mof.READER,
    ort.READER,
    scancode.READER,
    card.READER,
    reuse.READER,
    python.READER,
)
"""All readers, in the order in which they are asked; the first whose content fits reads.

JSON is parsed once, by whoever first asks for it. The card comes behind the YAML formats, which may begin with ``---`` as it
does, and before those that are told by lines which its prose may hold.
"""


def read(path: str | PathLike[str], *, scan: bool = False) -> Bill:
    """Read a release: a directory, a manifest, a bill of materials, a model or dataset card.

    Parameters
    ----------
    path : str or path-like
        File or directory; ``-`` for standard input. The format is told by content, never by the name, and may be
        compressed with gzip, bzip2, xz or Zstandard, or stand in an attestation or another document that only carries it.
    scan : bool, optional
        Whether ScanCode looks at the files of a directory as well.

    Returns
    -------
    Bill

    Raises
    ------
    InputError
        If it cannot be read; the message names file and line and what to try.
    NothingToCheck
        If it was read and holds no artifact.
    """
    return read_source(open_source(fspath(path)), scan=scan)


def read_source(source: Source, *, scan: bool = False) -> Bill:
    """Read what was opened, as :func:`read` does."""
    with at_rest():
        return directory.scan(source) if scan else _read(source)


def _read(source: Source) -> Bill:
    bill = _known(source)
    if bill is not None:
        return bill
    for inner, lead in unwrap(source):
        bill = _known(inner)
        if bill is not None:
            return moved(bill, lead)
    names = ", ".join(reader.name for reader in READERS)
    if source.json is not None:
        raise NothingToCheck("is JSON in which no component is recognised", source.name, f"one of: {names}")
    if not source.data.strip():
        raise NothingToCheck("is empty", source.name, "a directory, a manifest, a bill of materials or a card")
    raise InputError("is of no format that is known", source.name, f"one of: {names}")


def _known(source: Source) -> Bill | None:
    """Return what the first reader whose content it is makes of it; none if it is nobody's."""
    for reader in READERS:
        if reader.sniff(source):
            bill = reader.read(source)
            if not bill.artifacts:
                says = "list what the release holds under artifacts:"
                raise NothingToCheck("no artifact is recognised in it", source.name, says)
            return bill
    return None
