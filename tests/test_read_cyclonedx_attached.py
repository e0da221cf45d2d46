"""Texts and addresses that stand with a licence, whole or in details of an expression."""

from __future__ import annotations

from base64 import b64encode

import pytest

from fourfold.read.base import Located
from fourfold.read.cyclonedx_attached import Attached
from fourfold.read.draft import Draft
from fourfold.terms import Grade
from tests.cyclonedx import MIT_TEXT, OTHER_TEXT, bill_of, codes, library, said

GPL_URL = "https://www.gnu.org/licenses/gpl-3.0.txt"
OWN_TEXT = "Whoever holds this may look at it on weekdays, and only there where the sea is in sight of the reader."


def detail(id_: str, **more: object) -> dict[str, object]:
    return {"licenseIdentifier": id_, **more}


def detailed(expression: str, *details: object) -> list[tuple[str, str, str]]:
    entry = {"expression": expression, "expressionDetails": list(details)}
    return said(bill_of(library("a", entry), specVersion="1.7").artifacts[0])


def with_text(content: str, **entry: object) -> list[tuple[str, str, str]]:
    return said(bill_of(library("a", {"license": {**entry, "text": {"content": content}}})).artifacts[0])


# ------------------------------------------------------------------- details


def test_an_id_of_the_documents_own_is_what_its_text_is():
    own = detail("LicenseRef-own", text={"content": MIT_TEXT})
    assert detailed("LicenseRef-own", own) == [("MIT", "A", "declared")]
    assert detailed("ISC AND LicenseRef-own", own) == [("ISC AND MIT", "C", "declared")]
    (claim,) = bill_of(library("a", {"expression": "LicenseRef-own", "expressionDetails": [own]})).artifacts[0].claims
    assert claim.source == "CycloneDX licenses: LicenseRef-own"


def test_or_where_its_address_leads_or_what_it_is_called():
    assert detailed("MIT AND LicenseRef-own", detail("LicenseRef-own", url=GPL_URL)) == [
        ("MIT AND GPL-3.0", "C", "declared")
    ]
    encoded = {"encoding": "base64", "content": b64encode(b"ISC").decode()}
    assert detailed("LicenseRef-own", detail("LicenseRef-own", text=encoded)) == [("ISC", "C", "declared")]


def test_what_nobody_knows_stays_as_it_is():
    for given in (
        {"text": {"content": OTHER_TEXT}},
        {"text": {"content": OWN_TEXT}},
        {"url": "https://acme.example"},
        {},
    ):
        assert detailed("MIT OR LicenseRef-own", detail("LicenseRef-own", **given)) == [
            ("MIT OR LicenseRef-own", "C", "declared")
        ]


def test_two_texts_of_one_id_leave_open_which_counts():
    details = [detail("LicenseRef-own", url=GPL_URL), detail("LicenseRef-own", text={"content": MIT_TEXT})]
    assert detailed("LicenseRef-own", *details) == [("LicenseRef-own", "C", "declared")]


def test_a_listed_id_is_not_made_another_but_told_from_a_changed_text():
    assert detailed("MIT OR ISC", detail("MIT", text={"content": MIT_TEXT})) == [("MIT OR ISC", "C", "declared")]
    assert detailed("MIT OR ISC", detail("MIT", text={"content": OTHER_TEXT})) == [
        ("LicenseRef-modified-MIT OR ISC", "C", "declared")
    ]
    assert detailed("MIT OR ISC", detail("MIT", url=GPL_URL)) == [("(MIT AND GPL-3.0) OR ISC", "C", "declared")]


def test_ids_are_replaced_whole():
    own = detail("LicenseRef-a", url=GPL_URL)
    assert detailed("LicenseRef-a.b AND LicenseRef-a", own) == [("LicenseRef-a.b AND GPL-3.0", "C", "declared")]
    both = detail("GPL-2.0-only WITH Classpath-exception-2.0", text={"content": OTHER_TEXT})
    assert detailed("MIT OR GPL-2.0-only WITH Classpath-exception-2.0", both) == [
        ("MIT OR LicenseRef-modified-MIT", "C", "declared")
    ]


@pytest.mark.parametrize("junk", [None, 1, "x", [1], [{}], [{"licenseIdentifier": []}], {"licenseIdentifier": "MIT"}])
def test_junk_in_details_is_passed_over(junk):
    entry = {"expression": "MIT", "expressionDetails": junk}
    assert said(bill_of(library("a", entry)).artifacts[0]) == [("MIT", "C", "declared")]


# ------------------------------------------------------------------- texts


def test_a_text_that_is_none_of_the_named_licence_leaves_open_what_applies():
    (own, name) = with_text(OWN_TEXT, id="MIT")
    assert own[0].startswith("LicenseRef-text-")
    assert own[1:] == ("A", "text")
    assert name == ("MIT", "C", "declared")
    assert with_text(OWN_TEXT, name="Our licence") == [("Our licence", "C", "declared")]


def test_an_excerpt_of_the_named_licence_is_no_other_text():
    notice = (
        'Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the '
        "License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0 Unless required by applicable "
        'law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES '
        "OR CONDITIONS OF ANY KIND, either express or implied."
    )
    assert with_text(notice, id="Apache-2.0") == [("Apache-2.0", "C", "declared")]


def words_of(claims):
    return {words for words, *_ in claims}


@pytest.mark.parametrize("head", ["Acme parser, for research only.\n\n", "Acme parser. Uso comercial prohibido.\n\n"])
def test_whatever_is_added_to_the_named_licence_leaves_it_open(licence_text, head):
    assert words_of(with_text(head + licence_text("MIT"), id="MIT")) == {"MIT", "LicenseRef-modified-MIT"}
    assert words_of(with_text(licence_text("MIT"), id="MIT")) == {"MIT"}


@pytest.mark.parametrize("text", ["For non-commercial use only", "Nur zur Lehre"])
def test_a_few_words_count_unless_they_only_point_at_the_licence(text):
    assert words_of(with_text(text, id="MIT")) == {"MIT", text}
    assert words_of(with_text("see the file LICENSE", id="MIT")) == {"MIT"}


def test_a_text_too_long_to_be_compared_leaves_its_licence_open(licence_text):
    text = f"For research alone.\n{licence_text('MIT')}\n{'filler ' * 50_000}"
    assert words_of(with_text(text, id="MIT")) == {"MIT", "LicenseRef-unnamed-text"}


def test_a_few_words_in_the_place_of_a_text_are_a_name():
    assert with_text("GPL v3", name="declared license of 'a'") == [("GPL v3", "C", "declared")]
    assert with_text("Our terms", name="declared license of 'a'") == [("Our terms", "C", "declared")]
    assert with_text("MIT", name="MIT License") == [("MIT License", "C", "declared")]
    assert with_text("GPL v3", name="MIT") == [("GPL v3", "C", "declared"), ("MIT", "C", "declared")]


def test_a_few_words_that_are_no_name_are_told():
    entry = {"license": {"id": "MIT", "text": {"content": "see the readme of this package"}}}
    bill = bill_of(library("a", entry))
    assert said(bill.artifacts[0]) == [("MIT", "C", "declared")]
    assert codes(bill) == {"license-text-short"}
    assert "see the readme of this package" in bill.diagnostics[0].message


def test_an_entry_without_a_name_is_its_text_or_its_address():
    attached = Attached(Draft(Located({}, {}, "x"), "CycloneDX"))
    place = Draft(Located({}, {}, "x"), "").place("/licenses/0")
    assert attached.read({"url": GPL_URL}, "", "s", place) == ((GPL_URL,), None)
    assert attached.read({"text": {"content": OWN_TEXT}}, "", "s", place) == (("LicenseRef-unnamed-text",), None)
    words, text = attached.read({"text": {"content": MIT_TEXT}}, "", "s", place)
    assert words == ()
    assert text is not None
    assert (text.license, text.evidence) == ("MIT", Grade.A)
