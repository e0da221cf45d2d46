"""Licences on Hub cards: what stands beside the tag, lists, addresses, and the terms at a gate."""

from __future__ import annotations

import pytest

from fourfold.api import check
from fourfold.terms import Extent, Freedom, Grade, Verdict
from tests.reading import codes, said


@pytest.mark.parametrize(
    ("head", "words", "line"),
    [
        ("license: other\nlicense_details: Fnord 9", "Fnord 9", 3),
        ("license: [other]\nlicense_details: cc-by-4.0", "cc-by-4.0", 3),
        ("license_details: MIT\ndatasets: [a]", "MIT", 2),
        ("license: other\nlicense_name: MIT\nlicense_details: The MIT license", "MIT", 2),
        ("license: apache-2.0\nlicense_details: Apache 2", "apache-2.0", 2),
    ],
)
def test_details_are_the_name_of_a_licence_that_has_no_other(card, head, words, line):
    (claim,) = card(head).artifacts[0].claims
    assert (claim.license, claim.evidence, claim.place.line) == (words, Grade.C, line)
    assert ("license_details" in claim.source) is (head.partition("license_details: ")[2].partition("\n")[0] == words)


def test_details_that_are_more_than_a_name_are_told_and_not_read(card):
    bill = card(
        "license: other\nlicense_details: |\n  Free for all.\n  Not for trade, nor for anybody whom we do not like."
    )
    assert [claim.license for claim in bill.artifacts[0].claims] == ["other"]
    (told,) = bill.diagnostics
    assert (told.code, told.place.line) == ("license-details-unread", 3)
    assert "Not for trade" in told.message


@pytest.mark.parametrize(
    ("tags", "words"),
    [("[mit, gpl-3.0]", "mit AND gpl-3.0"), ("{code: mit, weights: apache-2.0}", "mit AND apache-2.0")],
)
def test_a_list_of_tags_is_all_of_them_and_that_is_told(card, tags, words):
    bill = card(f"license: {tags}\ndatasets: [a]")
    assert said(bill) == [words]
    (told,) = bill.diagnostics
    assert (told.code, told.place.line) == ("license-list-as-and", 2)
    assert words in told.message


@pytest.mark.parametrize("tags", ["mit", "[mit]", "[mit, MIT]"])
def test_one_licence_is_no_list(card, tags):
    assert codes(card(f"license: {tags}")) == []


def test_tags_that_are_no_names_leave_the_licence_open(card):
    bill = card("license: [mit, {x: y}]")
    assert said(bill) == ["mit AND NOASSERTION"]
    assert codes(bill) == ["license-unreadable"]
    report = check(bill)
    assert (report.verdict, report.exit_code) == (Verdict.UNKNOWN, 3)


def test_a_name_beside_a_tag_that_says_something_else_applies_as_well_and_is_told(card):
    bill = card("license: apache-2.0\nlicense_name: cc-by-nc-4.0")
    assert [(c.license, c.evidence, c.place.line) for c in bill.artifacts[0].claims] == [
        ("apache-2.0", Grade.C, 2), ("cc-by-nc-4.0", Grade.C, 3),
    ]  # fmt: skip
    (told,) = bill.diagnostics
    assert (told.code, told.place.line) == ("license-names-differ", 3)
    assert check(bill).freedoms[Freedom.USE].value is Extent.PARTIAL


@pytest.mark.parametrize(
    "head",
    [
        "license: apache-2.0\nlicense_name: Apache License 2.0",
        "license: gpl-3.0\nlicense_name: GPL-3.0-or-later",
        "license: gpl-3.0\nlicense_name: GPL v3",
        "license: [mit, apache-2.0]\nlicense_name: MIT",
        "license: Fnord-9\nlicense_name: fnord-9",
        "license: apache-2.0\nlicense_link: https://www.apache.org/licenses/LICENSE-2.0",
        "license: other\nlicense_name: MIT\nlicense_link: https://opensource.org/licenses/MIT",
    ],
)
def test_a_name_beside_a_tag_that_says_the_same_adds_nothing(card, head):
    bill = card(head)
    assert len(said(bill)) == 1
    assert set(codes(bill)) <= {"license-list-as-and"}


@pytest.mark.parametrize("head", ["license: other\n", "license: unknown\n", "datasets: [a]\n"])
def test_the_address_of_a_licence_that_is_known_names_it(card, head):
    bill = card(f"{head}license_link: https://www.apache.org/licenses/LICENSE-2.0")
    (claim,) = bill.artifacts[0].claims
    assert (claim.license, claim.place.line) == ("https://www.apache.org/licenses/LICENSE-2.0", 3)
    assert check(bill).artifacts[0].resolved == "Apache-2.0"


@pytest.mark.parametrize(
    "link", ["LICENSE", "https://example.org/terms", "https://huggingface.co/org/card/blob/main/LICENSE"]
)
def test_an_address_that_nobody_knows_names_nothing(card, link):
    bill = card(f"license: other\nlicense_link: {link}")
    assert said(bill) == ["other"]
    assert link in bill.artifacts[0].claims[0].source


def test_the_address_of_another_licence_than_the_tag_applies_as_well(card):
    bill = card("license: mit\nlicense_link: https://www.apache.org/licenses/LICENSE-2.0")
    assert check(bill).artifacts[0].resolved == "Apache-2.0 AND MIT"
    assert codes(bill) == ["license-names-differ"]


def test_an_address_beside_a_tag_that_was_not_read_is_told(card):
    bill = card("license: apache-2.0\nlicense_link: https://huggingface.co/org/other/blob/main/LICENSE")
    assert said(bill) == ["apache-2.0"]
    assert [(d.code, d.place.line) for d in bill.diagnostics] == [("license-link-unread", 3)]


@pytest.mark.parametrize("link", ["LICENSE", "https://huggingface.co/org/card/blob/main/LICENSE.md"])
def test_an_address_of_the_release_itself_is_not(card, link):
    assert codes(card(f"license: apache-2.0\nlicense_link: {link}")) == []


@pytest.mark.parametrize("head", ["license: apache-2.0", "license: other\nlicense_name: qwen"])
def test_details_beside_a_name_apply_as_well_if_they_are_one_and_are_told_if_not(card, head):
    name = head.rpartition(" ")[2]
    bill = card(f"{head}\nlicense_details: MIT")
    assert (said(bill), codes(bill)) == ([name, "MIT"], ["license-names-differ"])
    bill = card(f"{head}\nlicense_details: for friends")
    assert (said(bill), codes(bill)) == ([name], ["license-details-unread"])
