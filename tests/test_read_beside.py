"""A name and what stands beside it: neither is lost, and neither makes the other say what it does not."""

from __future__ import annotations

import pytest

from fourfold.read.beside import counting, id_of, is_empty, is_open, is_told, within

APACHE = "https://www.apache.org/licenses/LICENSE-2.0"
GPL2 = "https://www.gnu.org/licenses/old-licenses/gpl-2.0.txt"
LGPL21 = "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html"
NC = "https://creativecommons.org/licenses/by-nc/4.0/"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Apache-2.0", APACHE),
        ("Apache License, Version 2.0", APACHE),
        ("GPL-2.0-or-later", GPL2),
        ("GPL v2", GPL2),
        ("GPL-2.0-only WITH Classpath-exception-2.0", GPL2),
        ("Apache-2.0 AND MIT", APACHE),
        ("MIT", "https://acme.example/terms"),
        ("MIT", "see the file LICENSE"),
        ("UPL-1.0", "https://opensource.org/licenses/UPL"),
        ("EPL-1.0", "http://www.eclipse.org/legal/epl-v10.html"),
    ],
)
def test_what_says_the_same_or_nothing_leaves_the_name(name, other):
    assert counting(name, other) == (name,)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("", APACHE),
        ("License", APACHE),
        ("NOASSERTION", APACHE),
        ("declared license of 'thing'", "GPL v3"),
        ("declared license file: LICENSE", "our own"),
        ("GNU Lesser General Public License", LGPL21),
        ("Apache Software Licenses", APACHE),
    ],
)
def test_a_name_that_leaves_it_open_gives_way(name, other):
    assert counting(name, other) == (other,)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("MIT", APACHE),
        ("MIT", "GPL v2"),
        ("CC BY", NC),
        ("MIT for research only", "https://opensource.org/licenses/MIT"),
        ("Our licence", APACHE),
        ("MIT", "MIT OR Apache-2.0"),
    ],
)
def test_what_parts_counts_both(name, other):
    assert counting(name, other) == (name, other)


def test_made_up_names_say_nothing():
    assert all(map(is_empty, ("", "other", "unknown", "License", "The license file", "Declared licence of x")))
    assert not any(map(is_empty, ("MIT", "Our own", "License to look", "declared MIT")))


def test_what_is_told():
    assert all(map(is_told, ("MIT", APACHE, "GPL v3", "MIT OR ISC", "llama3.1")))
    assert not any(map(is_told, ("", "https://acme.example/LICENSE", "our own", "MIT AND our own")))


def test_what_is_left_open():
    assert is_open(GPL2)
    assert is_open("BSD")
    assert not any(map(is_open, (APACHE, "our own", "GPL-2.0-only", "")))


def test_what_lies_within():
    assert within("MIT AND ISC", ["MIT", "ISC"])
    assert within("GPL-3.0-or-later", ["GPL-3.0-only"])
    assert not within("MIT", [])
    assert not within("MIT", ["our own"])
    assert not within("NOASSERTION", ["MIT"])


def test_the_id_that_is_meant():
    assert id_of(APACHE) == "Apache-2.0"
    assert id_of(GPL2) == "GPL-2.0"
    assert id_of("BSD") == id_of("our own") == id_of("MIT OR ISC") == id_of("") == ""
