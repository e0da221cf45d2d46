"""Lists are written in many ways; a name is not cut where it only has a space."""

from __future__ import annotations

import pytest

from fourfold.read.cyclonedx_named import names_in


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("org/a", ["org/a"]),
        ("org/a org/b", ["org/a", "org/b"]),
        ("org/a,org/b", ["org/a", "org/b"]),
        ("org/a, org/a", ["org/a"]),
        ('["org/a", "org/b"]', ["org/a", "org/b"]),
        ("['org/a']", ["org/a"]),
        ('"org/a"', ["org/a"]),
        ("[org/a, Acme Base]", ["org/a", "Acme Base"]),
        ("Acme Base 3.1 8B", ["Acme Base 3.1 8B"]),
        ("web pages, books and code", ["web pages, books and code"]),
        ("squad, glue", ["squad", "glue"]),
        ("a's and b's", ["a's and b's"]),
        ("[More Information Needed]", []),
        ("more information needed", []),
        ("['unknown', 'org/a']", ["org/a"]),
        ("3", []),
        ("", []),
        ("[]", []),
    ],
)
def test_names(value, names):
    assert names_in(value) == names
