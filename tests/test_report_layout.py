"""JSON as it is printed: the same value however it is laid out, indented while it is small, a line an entry once it is not."""

from __future__ import annotations

import json
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from fourfold.report import layout

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.integers(0, 5), st.sampled_from([0, layout.LARGE]))
def test_however_it_is_laid_out_it_reads_back(value, levels, large):
    with mock.patch.object(layout, "LARGE", large):
        assert json.loads(layout.dump(value, levels)) == value


@given(VALUES)
def test_small_is_what_python_writes(value):
    assert layout.dump(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def test_small_is_indented_throughout():
    assert layout.dump({"a": [{"b": 1}]}) == json.dumps({"a": [{"b": 1}]}, indent=2) + "\n"


def test_large_is_an_entry_a_line():
    value = {"name": "ü" * layout.LARGE, "findings": [{"id": i, "path": [1, 2]} for i in range(3)], "empty": []}
    text = layout.dump(value)
    assert json.loads(text) == value
    assert text.splitlines()[2:7] == [
        '  "findings": [',
        '    {"id":0,"path":[1,2]},',
        '    {"id":1,"path":[1,2]},',
        '    {"id":2,"path":[1,2]}',
        "  ],",
    ]
    assert text.endswith('  "empty": []\n}\n')


def test_half_a_character_is_written_all_the_same():
    assert json.loads(layout.dump({"name": "\ud800", "n": 2**70})) == {"name": "\ud800", "n": 2**70}
