"""Compressed input, told by its first bytes and never by its name, with bounds on what it may grow to."""

from __future__ import annotations

import bz2
import gzip
import importlib
import lzma
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from fourfold.errors import InputError

LARGEST = 512 * 2**20
"""Bytes that a single input may have, unpacked."""
RATIO = 250
"""How many times its packed size an input may have; real bills of materials reach about 60."""
ALWAYS = 4 * 2**20
"""Bytes that an input may have unpacked whatever the ratio."""
_CHUNK = 2**20


def unpack(data: bytes, name: str) -> bytes:
    """Return the content of gzip, bzip2, xz or Zstandard data; anything else as it is.

    Parameters
    ----------
    data : bytes
        What was read.
    name : str
        What errors name.

    Raises
    ------
    InputError
        If it is damaged, grows beyond :data:`LARGEST` or :data:`RATIO`, or if this Python cannot read Zstandard.
    """
    opener = _opener(data, name)
    if opener is None:
        return data
    most = min(LARGEST, max(ALWAYS, RATIO * len(data)))
    chunks: list[bytes] = []
    size = 0
    try:
        with opener(BytesIO(data)) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise InputError(
                        f"unpacks to more than {most // 2**20} MiB from {len(data)} bytes; reading stopped there",
                        name,
                        "the unpacked file, if you trust it",
                    )
                chunks.append(chunk)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"is damaged: {error}", name, "unpack it by hand to see how far it goes") from error
    return b"".join(chunks)


def _opener(data: bytes, name: str) -> Callable[[BytesIO], IO[bytes]] | None:
    if data[:2] == b"\x1f\x8b":
        return lambda stream: gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    if data[:3] == b"BZh" and data[4:10] == b"1AY&SY":
        return bz2.BZ2File
    if data[:6] == b"\xfd7zXZ\x00":
        return lzma.LZMAFile
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return _zstandard(name)
    return None


def _zstandard(name: str) -> Callable[[BytesIO], IO[bytes]]:
    """Return what opens Zstandard: Python's own module from 3.14 on, else one of the two common packages."""
    for module, attribute in (("compression.zstd", "ZstdFile"), ("pyzstd", "ZstdFile"), ("zstandard", "open")):
        try:
            found: Any = importlib.import_module(module)
        except ImportError:
            continue
        opener: Callable[[BytesIO], IO[bytes]] = getattr(found, attribute)
        return opener
    raise InputError(
        "is compressed with Zstandard, which this Python cannot unpack", name, "zstd -d, or pip install zstandard"
    )
