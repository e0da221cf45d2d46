"""What a text is read as: typography makes no word, and whatever weighs is one."""

from __future__ import annotations

import textwrap

import pytest

from fourfold.identify.words import read_joined, read_mended, read_words

SAME = [
    '"Licence" means the licensor\'s terms - all of them.',
    "“Licence” means the licensor’s terms — all of them.",
    "&ldquo;Licence&rdquo; means the licensor&#39;s terms &mdash; all of them.",
    '# "Licence" means\n# the licensor\'s\n# terms -- all of them.',
    '/*\n * "Licence" means the licensor\'s terms\n * - all of them.\n */',
    '> **"Licence"** means _the licensor\'s_ terms – `all` of them.',
    "<p>&quot;Licence&quot; means <b>the licensor's</b><br/>terms - all of them.</p>",
    '\ufeff"LICENCE"\u00a0means the licensor\'s\r\nterms - all of\u200b them.',
    '- "Licence" means the licensor\'s terms\n- all of them.',
]


@pytest.mark.parametrize("text", SAME)
def test_typography_makes_no_word(text):
    assert read_words(text).words == ("licence", "means", "the", "licensor", "s", "terms", "all", "of", "them")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("costs $12", "costs €12"),
        ("5% of it", "5 of it"),
        ("30 days", "3 days"),
        ("see https://a.example/x", "see https://a.example/y"),
        ("may not", "may"),
        ("(a) or (b)", "(a) or (c)"),
        ("1.5", "15"),
    ],
)
def test_what_weighs_is_a_word(one, other):
    assert read_words(one).words != read_words(other).words


def test_accents_scripts_and_addresses():
    assert read_words("Règlement Straße").words == ("reglement", "strasse")
    assert read_words("许可证 v2").words == ("许", "可", "证", "v2")
    assert read_words("http://www.a.org/x/ www.a.org/x https://a.org/x").words == ("a", "org", "x") * 3
    assert read_words("Copyright (c) 2024 © 2024 Copyright © X").words == (
        "copyright",
        "2024",
        "c",
        "2024",
        "copyright",
        "x",
    )


def test_words_that_wrapping_broke_are_put_together_again():
    text = "it is told at https://example.org/a/rather/long/address/of/words and\nnowhere else on the whole wide world"
    for width in (20, 28):
        broken = "\n".join(f"# {line}" for line in textwrap.wrap(text, width))
        assert read_words(broken).words != read_words(text).words
        assert read_mended(broken).words == read_words(text).words
        assert read_mended(broken).text.count("\n") == broken.count("\n")
    assert read_mended(text).words == read_words(text).words


def test_words_that_hyphens_divide_are_put_together_again():
    text = "whoever bor-\n  rows it re-\nturns it\nat last"
    assert read_joined(text).words == ("whoever", "borrows", "it", "returns", "it", "at", "last")
    assert read_joined(text).line(4) == 3
    assert read_joined("one - two\nthree-four\n- five") is None


def test_places_are_those_of_the_text():
    found = read_words("one “two\nthree” four")
    assert found.passage(1, 3) == "“two three”"
    assert found.line(2) == 2
    assert found.raw(1, 2).strip() == "“two"
