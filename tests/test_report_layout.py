"""JSON as it is printed: the same value however it is laid out, indented while it is small, a line an entry once it is not."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fourfold.report import layout

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.integers(0, 5))
def test_however_it_is_laid_out_it_reads_back(value, levels):
    pieces: list[str] = []
    layout._lay_out(value, levels, "\n", {}, pieces)
    assert json.loads("".join(pieces)) == value
    assert json.loads(layout.dump(value, levels)) == value


def test_small_is_indented_throughout():
    assert layout.dump({"a": [{"b": 1}]}) == json.dumps({"a": [{"b": 1}]}, indent=2) + "\n"


def test_large_is_an_entry_a_line():
    value = {"name": "ü" * layout.LARGE, "findings": [{"id": i, "path": [1, 2]} for i in range(3)], "empty": []}
    text = layout.dump(value)
    assert json.loads(text) == value
    assert text.splitlines()[2:7] == [
        '  "findings": [',
        '    {"id": 0, "path": [1, 2]},',
        '    {"id": 1, "path": [1, 2]},',
        '    {"id": 2, "path": [1, 2]}',
        "  ],",
    ]
    assert text.endswith('  "empty": []\n}\n')
