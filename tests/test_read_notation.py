"""JSON as it occurs: the strict parser and Python's own mean the same, and what only one of them takes is taken."""

from __future__ import annotations

import json
import math
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.errors import InputError
from fourfold.read.notation import load_json

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
_PIECES = st.sampled_from([
    '{"a":', "}", "[", "]", ",", ":", '"', '"a"', "a", "\\u0041", "\\uD83D\\uDE00", "\\/", "\\n", "\t", " ", "\n", "é", "\u2028", "\x7f", "//",
    "1", "-0.0", "1e5", "1e400", "0.1", "01", "18446744073709551616", "5e-324", "NaN", "-Infinity", "true", "null",
])  # fmt: skip


@given(_VALUES, st.booleans())
def test_what_python_writes_is_read_as_it_was(value, ascii_):
    text = json.dumps(value, ensure_ascii=ascii_)
    if "\\ud" not in text.lower():
        assert repr(load_json(text, "f")) == repr(json.loads(text))


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_both_parsers_take_the_same_and_mean_the_same(text):
    try:
        wanted = json.loads(text, strict=False)
    except ValueError:
        with pytest.raises(InputError, match="is not valid JSON"):
            load_json(text, "f")
        return
    assert repr(load_json(text, "f")) == repr(wanted)


def test_a_key_that_stands_twice_has_its_last_value():
    assert load_json('{"a": 1, "b": 2, "a": 3}', "f") == {"a": 3, "b": 2}


@pytest.mark.parametrize(("text", "value"), [
    ('"a\tb"', "a\tb"), ('"\\ud800"', "\ufffd"), ('"\\ude00x\\ud83d\\ude00"', "\ufffdx\U0001f600"), ('"\\\\ud800"', "\\ud800"),
    ("1e999", math.inf), ("123456789012345678901234567890", 123456789012345678901234567890),
])  # fmt: skip
def test_what_a_strict_parser_refuses_or_rounds_is_kept(text, value):
    assert load_json(text, "f") == value


def test_a_number_of_thousands_of_digits_is_kept_as_its_digits():
    digits = "9" * (sys.get_int_max_str_digits() + 1)
    assert load_json(f'{{"a": {digits}}}', "f") == {"a": digits}


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "[" * 200_000 + "]" * 200_000])
def test_what_nests_too_deeply_is_refused(text):
    with pytest.raises(InputError, match="nested too deeply"):
        load_json(text, "f")


def test_an_error_says_where():
    with pytest.raises(InputError) as caught:
        load_json('{"a": 1,\n "b" 2}', "f.json")
    assert caught.value.where == "f.json:2:6"


def test_the_samples_mean_the_same_to_both(shared):
    looked = strict = 0
    for path in (shared / "samples").rglob("*.json"):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        try:
            wanted = json.loads(text)
        except ValueError:
            continue
        looked += 1
        try:
            assert msgspec.json.decode(text) == wanted
            strict += 1
        except msgspec.DecodeError:
            assert load_json(text, "f") == json.loads(text, strict=False)
    assert strict >= 45, f"{strict} of {looked}"
