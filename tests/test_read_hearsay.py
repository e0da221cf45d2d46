"""A sentence that names a licence is told from terms; where there is doubt, it counts as terms."""

from __future__ import annotations

import pytest

from fourfold.read.hearsay import MOST, addresses_in, has_terms, tells

SAYS = "According to its own metadata the license of this package is: {}. See the package for more about it."


@pytest.mark.parametrize(
    "name", ["ASL 2.0", "BSD-3-Clause", "CC BY-NC 4.0", "Creative Commons Attribution Non Commercial", "mit"]
)
def test_a_sentence_that_says_the_name_and_no_more(name):
    assert tells(SAYS.format(name), name)
    assert tells(SAYS.format(f'"{name}"'), name)
    assert tells(SAYS.format(name).replace(" ", "\n"), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SAYS.format("MIT with an attribution rider"), "MIT"),
        (SAYS.format("MIT-0"), "MIT"),
        (SAYS.format("ASL 2.0.1"), "ASL 2.0"),
        (SAYS.format("MIT") + " It may be run for research.", "MIT"),
        (SAYS.format("MIT") + " Whoever sells it pays a fee.", "MIT"),
        (SAYS.format("MIT").replace("is:", "is not:"), "MIT"),
        (SAYS.format("MIT") + " Nur f\u00fcr die Forschung.", "MIT"),
        (SAYS.format("MIT") + " word" * MOST, "MIT"),
        (SAYS.format("GPL"), "MIT"),
        (SAYS.format("MIT") + " Its manual: GFDL.", "MIT"),
        (SAYS.format("MIT") + " The license of the manual is another.", "MIT"),
        (SAYS.format(""), ""),
        ("The words of Acme stand here, and MIT.", "MIT"),
    ],
)
def test_what_says_more_or_something_else_is_no_such_sentence(text, name):
    assert not tells(text, name)


@pytest.mark.parametrize(
    "text", ["see the file LICENSE", "No license text found", "not available", "https://acme.example/terms-of-use"]
)
def test_a_remark_has_no_terms(text):
    assert not has_terms(text, "MIT")


@pytest.mark.parametrize("text", ["MIT, for research alone", "MIT, except for the logo", "no resale", "not for export"])
def test_a_remark_that_takes_something_away_has_terms(text):
    assert has_terms(text, "MIT")


def test_addresses_end_where_the_sentence_goes_on():
    assert addresses_in("(see https://acme.example/a, <http://acme.example/b>.)") == [
        "https://acme.example/a",
        "http://acme.example/b",
    ]
