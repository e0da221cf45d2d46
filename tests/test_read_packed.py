"""What is packed is unpacked, whatever it is called, up to a bound that no bomb passes."""

from __future__ import annotations

import bz2
import gzip
import importlib
import lzma

import pytest

from fourfold.errors import InputError
from fourfold.read import packed, read
from fourfold.read.packed import ALWAYS, RATIO, unpack

MANIFEST = b"fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: MIT}\n"


def zstd(data):
    """Pack with whatever module reads it, of which the development environment has one."""
    for name, attribute in (("compression.zstd", "compress"), ("pyzstd", "compress"), ("zstandard", "compress")):
        try:
            return getattr(importlib.import_module(name), attribute)(data)
        except ImportError:
            continue
    pytest.skip("nothing here packs with Zstandard")


PACKERS = [gzip.compress, bz2.compress, lzma.compress, zstd]
each_packer = pytest.mark.parametrize("pack", PACKERS, ids=["gzip", "bzip2", "xz", "zstd"])


@each_packer
@pytest.mark.parametrize("name", ["bill", "bill.json", "bill.gz", "bill.zip"])
def test_the_packing_is_told_by_content_and_not_by_name(tmp_path, pack, name):
    path = tmp_path / name
    path.write_bytes(pack(MANIFEST))
    assert read(path).artifacts[0].id == "a"


@each_packer
def test_what_grows_beyond_the_bounds_is_stopped(pack):
    bomb = pack(bytes(ALWAYS + RATIO * 40_000))
    assert len(bomb) < 40_000
    with pytest.raises(InputError, match="unpacks to more than") as caught:
        unpack(bomb, "bomb")
    assert caught.value.where == "bomb"
    assert caught.value.hint


@each_packer
def test_a_small_input_may_grow_as_bills_do(pack):
    text = b'{"name": "a", "license": "MIT"},\n' * (ALWAYS // 40)
    assert unpack(pack(text), "bill") == text


@each_packer
def test_no_input_may_be_larger_than_the_largest(pack, monkeypatch):
    monkeypatch.setattr(packed, "LARGEST", 2**20)
    with pytest.raises(InputError, match="more than 1 MiB"):
        unpack(pack(bytes(2**21)), "bill")


@each_packer
def test_what_is_cut_off_is_damaged_and_not_shorter(pack):
    whole = pack(MANIFEST * 1000)
    with pytest.raises(InputError, match="damaged"):
        unpack(whole[: len(whole) // 2], "bill")


@pytest.mark.parametrize("length", [5, 8, 9, 11, 40, -1, -4])
def test_zstandard_that_is_cut_off_anywhere_is_damaged(length):
    whole = zstd(MANIFEST * 100_000)
    with pytest.raises(InputError, match="damaged"):
        unpack(whole[:length], "bill")


def test_all_frames_of_zstandard_are_read_and_skippable_ones_passed_over():
    note = b"\x50\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    assert unpack(zstd(b"one ") + note + zstd(b"two"), "bill") == b"one two"
    with pytest.raises(InputError, match="damaged"):
        unpack(zstd(b"one") + b"rest", "bill")


def test_all_parts_of_what_was_packed_in_parts_are_read():
    for pack in PACKERS:
        assert unpack(pack(b"one ") + pack(b"two"), "bill") == b"one two"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_damage_inside_is_told(pack):
    packed_text = bytearray(pack(MANIFEST * 1000))
    for i in range(len(packed_text) // 2, len(packed_text) // 2 + 8):
        packed_text[i] ^= 0xFF
    with pytest.raises(InputError, match="damaged"):
        unpack(bytes(packed_text), "bill")


def test_nothing_that_unpacks_zstandard_is_a_clear_refusal(monkeypatch):
    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr(packed.importlib, "import_module", nothing)
    with pytest.raises(InputError, match="Zstandard") as caught:
        unpack(b"\x28\xb5\x2f\xfd" + bytes(20), "bill.zst")
    assert "fourfold[zstd]" in caught.value.hint


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gzip", "bzip2", "xz"])
def test_what_follows_a_stream_is_read_or_told_and_never_dropped(pack):
    one, two = pack(b"one\n"), pack(b"two\n")
    assert unpack(one + two, "x") == b"one\ntwo\n"
    assert unpack(one + bytes(16), "x") == b"one\n"
    for rest in (b"X" + two, b"\0\0" + two[1:], two[: len(two) // 2], two[:3], b"left over"):
        with pytest.raises(InputError, match="is damaged"):
            unpack(one + rest, "x")
