"""Folders under other terms than what they lie in."""

from __future__ import annotations

from pathlib import PurePosixPath as P

import pytest

from fourfold.scan.apart import apart, plain


def folders(found, stated=("MIT",), texts=(), base="."):
    held = apart([(P(path), words) for path, words in found.items()], stated, [P(text) for text in texts], P(base))
    return {str(folder): texted for folder, texted in held.folders.items()}


def test_the_topmost_folder_with_one_other_licence_is_apart():
    assert folders({"a.c": "MIT", "lib/x/a.c": "Zlib", "lib/x/y/b.c": "Zlib"}) == {"lib": False}


def test_two_other_licences_are_two_parts():
    assert folders({"lib/x/a.c": "Zlib", "lib/y/b.c": "ISC"}) == {"lib/x": False, "lib/y": False}


def test_a_file_among_others_is_none():
    assert folders({"lib/a.c": "MIT", "lib/b.c": "Zlib", "c.c": "ISC"}) == {}


def test_what_agrees_is_none():
    assert folders({"lib/a.c": "GPL-2.0-or-later", "b/a.c": "MIT"}, ("GPL-2.0-only", "MIT OR Zlib")) == {}


def test_where_nothing_is_stated_there_is_nothing_to_differ_from():
    assert folders({"lib/a.c": "MIT", "b/a.c": "Zlib"}, ()) == {}


def test_a_folder_with_a_text_of_its_own_is_apart_whatever_lies_in_it():
    found = {"lib/a.c": "Zlib", "lib/b.c": "MIT", "lib/deep/c.c": "ISC"}
    assert folders(found, texts=["lib"]) == {"lib": True}


def test_a_thing_is_no_part_of_itself():
    assert folders({"app/a.c": "Zlib", "app/lib/b.c": "Zlib"}, base="app") == {"app/lib": False}


def test_the_innermost_folder_holds_a_file():
    held = apart([], ["MIT"], [P("a"), P("a/b")])
    assert [held.of(P(path)) for path in ("a/b/c/x", "a/x", "x")] == [P("a/b"), P("a"), None]


@pytest.mark.parametrize(
    ("words", "names"),
    [("GPL-2.0-or-later AND MIT", {"GPL-2.0", "MIT"}), ("GPL-2.0-only WITH Classpath-exception-2.0", None)],
)
def test_which_licences_an_expression_names(words, names):
    found = plain(words)
    assert found == names if names else found != plain("GPL-2.0-only")
