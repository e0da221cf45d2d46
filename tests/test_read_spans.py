"""The quick way and the patient one find the same places, and the quick one knows what it cannot do."""

from __future__ import annotations

import json
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.read import lines
from fourfold.read.located import escape
from fourfold.read.spans import Wanted, spans

_VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
    max_leaves=20,
)
_POINTERS = st.lists(st.lists(st.text(max_size=2) | st.integers(0, 4).map(str), min_size=1, max_size=4), max_size=5)


def _pointers(value, at=""):
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(p for key, entry in entries for p in _pointers(entry, f"{at}/{escape(str(key))}"))]


def _patiently(text, pointers):
    with mock.patch.object(lines, "spans", side_effect=ValueError):
        return lines.lines_of(text, pointers)


@given(_VALUES, _POINTERS, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_both_ways_find_the_same_lines(value, more, indent, ascii_):
    text = "\n" + json.dumps(value, indent=indent, ensure_ascii=ascii_)
    pointers = _pointers(value) + ["".join(f"/{escape(part)}" for part in parts) for parts in more]
    with mock.patch.object(lines, "_walk", side_effect=AssertionError):  # it is not asked
        quickly = lines.lines_of(text, pointers)
    assert quickly == _patiently(text, pointers)


@pytest.mark.parametrize("text", [
    '{"a":\n1, "b":\n2, "a":\n3}', '{"a":\n{"b": 1,\n"c": 2,\n"b": 1}, "b": 3}', '{"b":\n1,\n"a": "b\tc",\n"c": 1}', '{"a": 1,\n"b": \x01',
])  # fmt: skip
def test_what_it_cannot_do_is_done_patiently(text):
    wanted = Wanted(below={key: Wanted(below={"b": Wanted(), "c": Wanted()}) for key in "abc"})
    with pytest.raises(ValueError, match=r"."):
        spans(text.encode(), wanted)
    pointers = ["/a", "/b", "/a/b", "/a/c"]
    assert lines.lines_of(text, pointers) == _patiently(text, pointers)


def test_an_index_is_written_one_way():
    assert lines.lines_of("[\n1,\n2]", ["/1", "/01", "/٣", "/-1"]) == {"/1": 3, "/01": 1, "/٣": 1, "/-1": 1}


def test_the_samples_give_the_same_lines(shared):
    looked = 0
    for path in (shared / "samples").rglob("*.json"):
        if path.stat().st_size > 500_000 or "hostile" in path.parts:
            continue
        text = path.read_text(encoding="utf-8-sig")
        try:
            pointers = _pointers(json.loads(text))[:3000:7]
        except ValueError:
            continue
        with mock.patch.object(lines, "_walk", side_effect=AssertionError(path.name)):
            quickly = lines.lines_of(text, pointers)
        assert quickly == _patiently(text, pointers)
        looked += 1
    assert looked >= 25
