"""Licence expressions: names and operators as people write them, exceptions never split, choices never dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.expression import And, Atom, Or, atoms, is_known, parse

IDS = ("MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-or-later", "CC-BY-SA-4.0", "OpenMDW-1.0", "LicenseRef-Llama-3")


def _nest(parts):
    return st.builds(
        lambda cls, some: cls(tuple(some)),
        st.sampled_from([And, Or]),
        st.lists(parts, min_size=2, max_size=3, unique_by=str),
    )


expressions = st.recursive(st.sampled_from(IDS).map(Atom), _nest, max_leaves=6)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("MIT", "MIT"),
        ("  mit ", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("mit and apache-2.0", "MIT AND Apache-2.0"),
        ("MIT Or apache-2.0", "MIT OR Apache-2.0"),
        ("MIT AND (GPL-2.0-only OR Apache-2.0)", "MIT AND (GPL-2.0-only OR Apache-2.0)"),
        ("MIT OR Apache-2.0 AND ISC", "MIT OR Apache-2.0 AND ISC"),
        ("(MIT)", "MIT"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("llama3.1 AND apache-2.0", "LicenseRef-scancode-llama-3.1-license-2024 AND Apache-2.0"),
        ("(MIT License) AND (ISC License (ISCL))", "MIT AND ISC"),
        ("(Mozilla Public License 2.0 (MPL 2.0)) OR (MIT OR ISC)", "MPL-2.0 OR MIT OR ISC"),
        ("License :: OSI Approved :: ISC License (ISCL)", "ISC"),
        ("https://aws.amazon.com/apache2.0/ and MIT", "Apache-2.0 AND MIT"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("CDDL-1.0 or gpl-2.0-with-classpath-exception", "CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"),
        ("(eCos-2.0 AND ISC)", "GPL-2.0-or-later WITH eCos-exception-2.0 AND ISC"),
        ("GPL-3.0-with-GCC-exception+", "GPL-3.0-or-later WITH GCC-exception-3.1"),
        ("https://creativecommons.org/licenses/by/4.0/ AND SSPL-1.0", "CC-BY-4.0 AND SSPL-1.0"),
        ("MIT AND https://spdx.org/licenses/CC-BY-NC-4.0", "MIT AND CC-BY-NC-4.0"),
        (
            "(https://creativecommons.org/licenses/by/4.0/) OR (https://www.apache.org/licenses/LICENSE-2.0.html)",
            "CC-BY-4.0 OR Apache-2.0",
        ),
    ],
)
def test_what_people_write(words, meant):
    expression = parse(words)
    assert str(expression) == meant
    assert is_known(expression)


@pytest.mark.parametrize(
    "words",
    [
        "https://creativecommons.org/licenses/by/4.0/ and more",
        "https://a.example/x AND MIT",
        "see https://opensource.org/licenses/MIT",
    ],
)
def test_an_address_is_one_word_and_nothing_beside_it_is_lost(words):
    assert not is_known(parse(words))


def test_and_binds_closer_than_or():
    expression = parse("MIT OR Apache-2.0 AND ISC")
    assert expression == Or((Atom("MIT"), And((Atom("Apache-2.0"), Atom("ISC")))))


def test_a_licence_with_its_exception_is_one_atom():
    expression = parse("GPL-2.0-only WITH Classpath-exception-2.0 OR MIT")
    assert [str(atom) for atom in atoms(expression)] == ["GPL-2.0-only WITH Classpath-exception-2.0", "MIT"]
    assert next(atoms(expression)).exception == "Classpath-exception-2.0"


@pytest.mark.parametrize(
    "words", ["MIT OR (MIT AND Apache-2.0)", "(MIT OR ISC) AND (MIT OR Zlib)", "GPL-2.0-only OR GPL-2.0-or-later"]
)
def test_no_choice_is_dropped_though_logic_would_absorb_it(words):
    found = [atom.license for atom in atoms(parse(words))]
    wanted = words.replace("(", "").replace(")", "").replace("AND", "OR").split(" OR ")
    assert found == [word.strip() for word in wanted]


@settings(max_examples=150, deadline=None)
@given(expressions)
def test_what_is_written_out_reads_back_as_the_same_licences(expression):
    again = parse(str(expression))
    assert {atom.license for atom in atoms(again)} == {atom.license for atom in atoms(expression)}
    assert parse(str(again)) == again


def test_an_id_whose_text_names_no_main_licence_stands_for_none():
    assert not is_known(parse("wxWindows"))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="MITApache-2.0 ()+ANDORWITHé\n\t\"'", max_size=40))
def test_no_text_is_an_error_and_none_becomes_a_licence_by_chance(words):
    expression = parse(words)
    for atom in atoms(expression):
        assert atom.known or atom.license is not None


@pytest.mark.parametrize(
    "words", ["MIT AND", "AND", "(MIT AND ISC", "MIT OR ISC)", "MIT WITH", "MIT MIT AND", "((((", "MIT AND OR ISC"]
)
def test_what_is_no_expression_is_unknown_and_keeps_its_words(words):
    expression = parse(words)
    assert not is_known(expression)
    assert str(expression) == words.strip()


def test_one_unknown_part_makes_the_whole_not_known():
    expression = parse("MIT AND Fnord-9.0")
    assert [atom.known for atom in atoms(expression)] == [True, False]
    assert not is_known(expression)


@pytest.mark.parametrize("words", ["gemma", "llama", "gpl"])
def test_a_family_name_is_ambiguous_and_lists_what_it_may_mean(words):
    atom = parse(words)
    assert isinstance(atom, Atom)
    assert atom.ambiguous
    assert not atom.known
    assert len(atom.candidates) >= 2


def test_an_unknown_name_is_not_ambiguous_though_others_look_like_it():
    atom = parse("Apache-2.O")
    assert isinstance(atom, Atom)
    assert (atom.known, atom.ambiguous) == (False, False)
    assert "Apache-2.0" in atom.candidates


def test_the_same_part_twice_stands_once():
    assert parse("MIT AND MIT AND ISC") == And((Atom("MIT"), Atom("ISC")))


def test_an_exception_that_nobody_knows_is_kept_by_its_name():
    assert "Fnord-exception" in str(parse("GPL-2.0-only WITH Fnord-exception"))
