"""The line of a pointer is found when it is asked for, in one pass, whatever stands around it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fourfold.place import Place
from fourfold.read import base
from fourfold.read.lines import concrete, lines_of
from fourfold.read.located import escape

TEXT = """{
  "a": {"x/y": [1,
    {"b": "c\\n}", "~": null}
  ]},

  "z": []
}
"""


def test_each_pointer_has_its_line():
    assert lines_of(TEXT, ["", "/a", "/a/x~1y/1/b", "/a/x~1y/1/~0", "/z"]) == {
        "": 1,
        "/a": 2,
        "/a/x~1y/1/b": 3,
        "/a/x~1y/1/~0": 3,
        "/z": 6,
    }


def test_a_pointer_that_leads_nowhere_has_its_parents_line():
    assert lines_of(TEXT, ["/a/x~1y/9/q", "/no/such"]) == {"/a/x~1y/9/q": 2, "/no/such": 1}


def test_what_is_broken_behind_a_pointer_does_not_matter():
    assert lines_of('{"a": 1,\n"b": {"c": 2,\n "d": oops', ["/a", "/b/c", "/b/d"]) == {"/a": 1, "/b/c": 2, "/b/d": 3}


def _pointers(value: object, at: str = "") -> list[str]:
    if isinstance(value, dict):
        return [at, *(p for k, v in value.items() for p in _pointers(v, f"{at}/{escape(k)}"))]
    if isinstance(value, list):
        return [at, *(p for i, v in enumerate(value) for p in _pointers(v, f"{at}/{i}"))]
    return [at]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
        max_leaves=20,
    )
)
def test_with_one_value_a_line_every_pointer_has_a_line_of_its_own(value):
    document = {"root": value}
    pointers = [p for p in _pointers(document) if p]
    found = lines_of(json.dumps(document, indent=1), pointers)
    assert [found[p] for p in pointers] == sorted(set(found.values()))


def test_places_are_made_concrete_file_by_file(tmp_path, monkeypatch):
    monkeypatch.setattr(base, "_piped", [])  # as long as nothing came through standard input
    path = tmp_path / "b.json"
    path.write_text(TEXT, encoding="utf-8")
    found = concrete(
        [Place(str(path), None, "/z"), Place("-", None, "/z"), Place("gone", None, "/z"), Place(str(path), 9, "")]
    )
    assert [place.line for place in found.values()] == [6, None, None, 9]


def test_a_file_that_is_no_json_is_left_as_it_is(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    place = Place(str(path), None, "/a")
    assert concrete([place]) == {place: place}
