"""A document is changed as text: the new stands where it should and looks like its surroundings, the rest is untouched."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.errors import InputError
from fourfold.fill.scan import scan
from fourfold.fill.splice import Edits, patch, splice
from tests.filling import is_within

LAYOUTS: tuple[dict[str, Any], ...] = (
    {"indent": 2},
    {"indent": 4},
    {"indent": "\t"},
    {"indent": 1, "separators": (",", ":")},
    {"separators": (",", ":")},
    {},
)
keys = st.text('abé/~ "\\\n', min_size=1, max_size=4)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text('xyé"\\{}[],:\n😀', max_size=6)
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12)  # fmt: skip
documents = st.dictionaries(keys, values, min_size=1, max_size=4)


def containers(value, pointer=""):
    """Yield every object and list of a document, with its pointer."""
    if isinstance(value, dict | list):
        yield pointer, value
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from containers(inner, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


def change(data, draw):
    """Add to some containers, and put other words in the place of some scalars."""
    edits = Edits(data)
    for pointer, holder in containers(data):
        for number in range(draw(st.integers(0, 2))):
            if isinstance(holder, list):
                edits.append(pointer, draw(values))
            else:
                edits.member(pointer, f"new{number}~/", draw(values))
    for pointer, holder in containers(data):
        for key, value in holder.items() if isinstance(holder, dict) else ():
            if isinstance(value, str) and draw(st.booleans()):
                edits.replace(f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", value + "\nmore")
    return edits.changes


@settings(max_examples=300, deadline=None)
@given(st.data(), documents, st.sampled_from(LAYOUTS), st.booleans())
def test_what_is_added_looks_as_if_it_had_always_been_there(data, document, layout, ascii_only):
    document["é"] = "é"  # so that it can be seen how such letters are written
    text = json.dumps(document, ensure_ascii=ascii_only, **layout)
    changes = change(document, data.draw)
    result = splice(text, changes, "x.json")
    assert result == json.dumps(patch(json.loads(text), changes), ensure_ascii=ascii_only, **layout)
    assert is_within(text, result)


@settings(max_examples=100, deadline=None)
@given(documents, st.sampled_from(LAYOUTS))
def test_every_value_is_found_where_it_stands(document, layout):
    text = json.dumps(document, **layout)
    pointers = dict(containers(document))
    spans = scan(text, pointers)
    assert set(spans) >= set(pointers)
    for pointer, holder in pointers.items():
        assert json.loads(text[spans[pointer].begin : spans[pointer].end]) == holder


def spliced(text, *steps):
    edits = Edits(json.loads(text))
    for name, *arguments in steps:
        getattr(edits, name)(*arguments)
    return splice(text, edits.changes, "x.json")


def test_nothing_to_change_changes_nothing():
    assert splice("{ }\n\n", [], "x.json") == "{ }\n\n"


def test_numbers_escapes_spaces_and_line_ends_stay():
    text = '\n{\r\n   "a" : [1.50E+3, 1e2,\t-0.0],\r\n   "n": "\\u00e9\\/é",\r\n   "list": [\r\n      {"x":1}\r\n   ]\r\n}\r\n\r\n'
    result = spliced(text, ("append", "/list", {"y": [2]}))
    assert result == text.replace(
        '{"x":1}\r\n', '{"x":1},\r\n      {\r\n         "y" : [\r\n            2\r\n         ]\r\n      }\r\n'
    )


def test_words_added_to_a_string_leave_the_others_as_they_are_written():
    text = '{"c": "caf\\u00e9 \\/ \\"x\\""}'
    assert spliced(text, ("replace", "/c", 'café / "x"\nmore "y"')) == '{"c": "caf\\u00e9 \\/ \\"x\\"\\nmore \\"y\\""}'


def test_a_key_that_stands_twice_counts_where_it_stands_last():
    text = '{"a": {"b": 1, "c": [1]}, "a": {"c": []}}'
    assert spliced(text, ("append", "/a/c", 2)) == '{"a": {"b": 1, "c": [1]}, "a": {"c": [2]}}'


def test_empty_containers_grow_by_the_surroundings():
    assert spliced('{\n  "a": []\n}', ("append", "/a", 1)) == '{\n  "a": [\n    1\n  ]\n}'
    assert spliced('{\n  "a": {\n  }\n}', ("member", "/a", "k", 1)) == '{\n  "a": {\n    "k": 1\n  }\n}'
    assert spliced('{"a":[],"b":{ }}', ("append", "/a", 1), ("append", "/a", 2)) == '{"a":[1,2],"b":{ }}'


def test_a_list_is_made_grown_or_put_in_the_place_of_nothing():
    assert spliced('{"o": {"x": 1}}', ("extend", "/o", "l", [1])) == '{"o": {"x": 1, "l": [1]}}'
    assert spliced('{"o": {"l": [0]}}', ("extend", "/o", "l", [1, 2])) == '{"o": {"l": [0, 1, 2]}}'
    assert spliced('{"o": {"l": null}}', ("extend", "/o", "l", [1])) == '{"o": {"l": [1]}}'


def test_a_pointer_that_leads_nowhere_is_nothing():
    edits = Edits({"a": [{"b/c": {"~": 1}}]})
    assert edits.at("/a/0/b~1c/~0") == 1
    assert edits.at("") == edits.data
    assert [edits.at(pointer) for pointer in ("/x", "/a/1", "/a/x", "/a/0/b~1c/~0/d")] == [None] * 4


def test_a_document_is_not_given_back_if_more_would_change():
    edits = Edits({"a": {"b": 1}})
    edits.member("/a", "c", 2)
    with pytest.raises(InputError, match="without changing more"):
        splice('{"x": 1}', edits.changes, "x.json")


def test_a_change_is_told_as_json_patch_has_it():
    edits = Edits({"a": "x", "l": []})
    edits.replace("/a", "y")
    assert edits.append("/l", 1) == "/l/0"
    assert edits.append("/l", 2) == "/l/1"
    assert [change.to_dict() for change in edits.changes] == [
        {"op": "replace", "path": "/a", "value": "y", "before": "x"},
        {"op": "add", "path": "/l/0", "value": 1},
        {"op": "add", "path": "/l/1", "value": 2},
    ]
