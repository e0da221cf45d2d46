"""What stands at a gate of the Hub: told if it only points at the licence, else never clean."""

from __future__ import annotations

import pytest

from fourfold.api import check
from fourfold.read.card_gate import GATED
from tests.reading import codes, said


@pytest.mark.parametrize(
    ("gate", "shown"),
    [
        ("extra_gated_prompt: Nobody may whistle while it runs.", "whistle"),
        ("extra_gated_fields:\n  Name: text\n  I only use it on Mondays: checkbox", "Mondays"),
        ("extra_gated_fields:\n  I only use it on Mondays: {type: checkbox}", "Mondays"),
        ("extra_gated_eu_disallowed: true", "EU"),
        ("extra_gated_prompt: 仅限于学术之用，点击即表示同意。", "学术"),
        ("extra_gated_prompt: You don\u2019t try to find out who speaks.", "speaks"),
        ("extra_gated_prompt: You agree to pay us 5% of your revenue.", "revenue"),
        ("extra_gated_prompt: toute utilisation lucrative est interdite", "lucrative"),
        ("extra_gated_heading: Non-commercial use", "commercial"),
    ],
)
def test_terms_at_a_gate_that_nobody_read_are_told_and_never_clean(card, gate, shown):
    bill = card(f"license: mit\n{gate}")
    assert said(bill) == ["mit", GATED]
    (told,) = bill.diagnostics
    assert (told.code, told.place.line) == ("gated-terms-unread", 3)
    assert shown in told.message
    assert check(bill).exit_code == 3


@pytest.mark.parametrize(
    "gate",
    [
        "extra_gated_fields:\n  Name: text\n  Country: country",
        "extra_gated_fields: [a, b]",
        "extra_gated_heading: Welcome\nextra_gated_button_content: Go",
        "extra_gated_prompt: ''\nextra_gated_eu_disallowed: false",
    ],
)
def test_a_gate_that_only_asks_who_comes_has_no_terms(card, gate):
    bill = card(f"license: mit\n{gate}")
    assert (said(bill), codes(bill)) == (["mit"], [])


@pytest.mark.parametrize(
    "gate",
    [
        "extra_gated_prompt: To access the files you\u2019re required to agree to our usage license. Requests are processed immediately.",
        "extra_gated_prompt: You agree to share your name and address.",
        "extra_gated_fields:\n  By clicking below I accept the terms of the license: checkbox",
    ],
)
def test_a_gate_that_asks_to_accept_the_licence_adds_none_and_is_told(card, gate):
    bill = card(f"license: mit\n{gate}")
    assert (said(bill), codes(bill)) == (["mit"], ["gated"])
    assert check(bill).exit_code == 0


@pytest.mark.parametrize(("names", "resolved"), [(["MIT"], "MIT"), (["MIT", "ISC"], "ISC AND MIT")])
def test_licence_texts_at_a_gate_are_those_licences(card, licence_text, names, resolved):
    text = "\n".join(f"  {line}" for name in names for line in [*licence_text(name).splitlines(), ""])
    bill = card(f"license: mit\nextra_gated_prompt: |\n{text}")
    assert (said(bill), codes(bill)) == (["mit", *names], [])
    assert check(bill).artifacts[0].resolved == resolved


@pytest.mark.parametrize(
    ("head", "gate"),
    [
        (
            "license: creativeml-openrail-m",
            "This model is open to all under the CreativeML OpenRAIL-M license; it may not be used to cause harm.",
        ),
        ("license: other\nlicense_name: apple-amlr", "Apple-AMLR: for research purposes only"),
        ("license: llama2", "Requests under the Llama 2 license that lack a name will not be approved"),
    ],
)
def test_what_a_gate_says_of_the_cards_own_limits_is_no_other_term(card, head, gate):
    bill = card(f'{head}\nextra_gated_prompt: "{gate}"')
    assert GATED not in said(bill)
    assert "gated" in codes(bill)


def test_limits_beside_the_name_of_a_licence_without_any_are_other_terms(card):
    bill = card("license: mit\nlicense_name: MIT License\nextra_gated_prompt: MIT License, for research purposes only")
    assert GATED in said(bill)


@pytest.mark.parametrize(("license_", "is_open"), [("llama4", False), ("apache-2.0", True)])
def test_a_bar_on_the_eu_is_the_licences_own_where_that_has_one(card, license_, is_open):
    assert (GATED in said(card(f"license: {license_}\nextra_gated_eu_disallowed: true"))) is is_open


@pytest.mark.parametrize(("license_", "is_open"), [("cc-by-nc-4.0", False), ("mit", True)])
def test_a_box_may_repeat_a_limit_that_the_licence_has(card, license_, is_open):
    bill = card(
        f"license: {license_}\nextra_gated_fields:\n  I agree to use this model for non-commercial use ONLY: checkbox"
    )
    assert (GATED in said(bill)) is is_open


def test_the_boxes_below_a_text_about_the_cards_own_limits_are_about_them_as_well(card):
    bill = card(
        "license: llama2\nextra_gated_prompt: Read the Llama 2 license.\nextra_gated_fields:\n  I will keep to all of its limits: checkbox"
    )
    assert GATED not in said(bill)
