"""Artifacts, relations and bills: frozen values whose defaults are what the contract says of a manifest that leaves a key out."""

from __future__ import annotations

import dataclasses

import pytest

from fourfold.artifact import Artifact, Bill, Claim, Context, Diagnostic, Relation
from fourfold.terms import Form, Grade, Kind, Purpose, Role, Verb

VALUES = (Artifact, Bill, Claim, Context, Diagnostic, Relation)


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_values_are_frozen_slotted_and_hold_tuples(cls):
    assert cls.__dataclass_params__.frozen
    assert "__slots__" in vars(cls)
    assert not any(str(field.type).startswith("list") for field in dataclasses.fields(cls))


def test_a_change_is_a_new_value():
    before = Bill("b", (Artifact("a", Kind.CODE),))
    after = dataclasses.replace(before, name="c")
    assert (before.name, after.name) == ("b", "c")
    assert before.artifacts is after.artifacts
    with pytest.raises(dataclasses.FrozenInstanceError):
        before.name = "d"


def test_the_question_is_asked_for_any_purpose_by_who_passes_on_what_is_edited():
    context = Context()
    assert (context.form, context.purpose, context.role) == (Form.RAW, Purpose.ANY, Role.DISTRIBUTOR)
    assert context.territory == ()
    assert context.monthly_active_users is None
    assert context.annual_revenue_usd is None


def test_nothing_is_taken_for_stated_that_is_not():
    artifact = Artifact("a")
    assert artifact.claims == ()
    assert artifact.shipped is None
    assert not artifact.inherited
    assert artifact.facts == {}
    assert artifact.kind is None


def test_a_claim_is_no_better_than_metadata_unless_it_says_so():
    assert Claim("MIT").evidence is Grade.C


def test_a_relation_keeps_the_word_of_its_source_even_where_no_verb_fits():
    relation = Relation("a", None, "b", "inspired-by")
    assert relation.verb is None
    assert relation.word == "inspired-by"
    assert Relation("a", Verb.LINKS, "b").basis == "stated"


def test_two_bills_do_not_share_their_mappings():
    one, other = Bill("one"), Bill("other")
    assert one.texts is not other.texts
    assert Artifact("a").facts is not Artifact("b").facts
