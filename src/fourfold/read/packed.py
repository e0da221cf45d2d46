"""Compressed input, told by its first bytes and never by its name, with bounds on what it may grow to."""

from __future__ import annotations

import bz2
import gzip
import importlib
import lzma
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, Any

from fourfold.errors import InputError

LARGEST = 512 * 2**20
"""Bytes that a single input may have, unpacked."""
RATIO = 250
"""How many times its packed size an input may have; real bills of materials reach about 60."""
ALWAYS = 4 * 2**20
"""Bytes that an input may have unpacked whatever the ratio."""
_CHUNK, _PIECE = 2**20, 2**13
_FRAME, _SKIPPABLE = 0xFD2FB528, 0x184D2A50


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
    for chunk in _unpacked(opener, data, name):
        size += len(chunk)
        if size > most:
            raise InputError(
                f"unpacks to more than {most // 2**20} MiB from {len(data)} bytes; reading stopped there",
                name,
                "the unpacked file, if you trust it",
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _unpacked(opener: Callable[[bytes], Iterator[bytes]], data: bytes, name: str) -> Iterator[bytes]:
    try:
        yield from opener(data)
    except Exception as error:  # every packing has errors of its own, and the packages for Zstandard one each
        raise InputError(f"is damaged: {error}", name, "unpack it by hand to see how far it goes") from error


def _opener(data: bytes, name: str) -> Callable[[bytes], Iterator[bytes]] | None:
    if data[:2] == b"\x1f\x8b":
        return lambda data: _chunks(gzip.GzipFile(fileobj=BytesIO(data)))
    if data[:3] == b"BZh" and data[4:10] == b"1AY&SY":
        return lambda data: _streams(bz2.BZ2Decompressor, data)
    if data[:6] == b"\xfd7zXZ\x00":
        return lambda data: _streams(lzma.LZMADecompressor, data)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        opener = _zstandard(data, name)
        return lambda data: _chunks(opener(BytesIO(data)))
    return None


def _chunks(stream: Any) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _streams(unpacker: Callable[[], Any], data: bytes) -> Iterator[bytes]:
    """Unpack streams that follow each other; Python's own files leave aside without a word what they cannot read behind the first."""
    position = 0
    while position < len(data):
        held = unpacker()
        while not held.eof:
            piece = data[position : position + _PIECE] if held.needs_input else b""
            if held.needs_input and not piece:
                raise ValueError("it ends inside of a stream")
            position += len(piece)
            yield held.decompress(piece, _CHUNK)
        position -= len(held.unused_data)
        while data[position : position + 1] == b"\0":  # padding
            position += 1


def _zstandard(data: bytes, name: str) -> Callable[[BytesIO], IO[bytes]]:
    """Return what opens Zstandard: Python's own module from 3.14 on, else one of the two common packages."""
    for module in ("compression.zstd", "pyzstd", "zstandard"):
        try:
            found: Any = importlib.import_module(module)
        except ImportError:
            continue
        if not _is_whole(data):
            raise InputError("is damaged: it ends inside of a frame", name, "pack or fetch it again")
        if module == "zstandard":
            return lambda stream: found.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        opener: Callable[[BytesIO], IO[bytes]] = found.ZstdFile
        return opener
    raise InputError(
        "is compressed with Zstandard, which this Python cannot unpack",
        name,
        "zstd -d, or pip install 'fourfold[zstd]'",
    )


def _is_whole(data: bytes) -> bool:
    """Whether Zstandard data end where a frame does (RFC 8878): not every package says that the rest is missing."""
    position = 0
    while position < len(data):
        magic = int.from_bytes(data[position : position + 4], "little")
        if magic & 0xFFFFFFF0 == _SKIPPABLE:
            position += 8 + int.from_bytes(data[position + 4 : position + 8], "little")
        elif magic == _FRAME:
            position = _after_frame(data, position + 4)
        else:
            return False
    return position == len(data)


def _after_frame(data: bytes, position: int) -> int:
    """Return where a frame ends, by the sizes of its blocks."""
    said = data[position] if position < len(data) else 0
    single, size = said >> 5 & 1, said >> 6
    position += 1 + (not single) + (0, 1, 2, 4)[said & 3] + (single if not size else 2**size)
    while position + 3 <= len(data):
        block = int.from_bytes(data[position : position + 3], "little")
        # a block of one byte repeated holds that byte alone
        position += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
        if block & 1:
            return position + 4 * (said >> 2 & 1)
    return len(data) + 1
