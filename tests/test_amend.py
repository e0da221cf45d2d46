"""What a configuration adds to a bill: licences with their source, relations, and a word where it could not."""

from __future__ import annotations

import pytest

from fourfold.amend import amend
from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.catalogue import catalogue
from fourfold.config import Origin, Override
from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.terms import Grade, Kind, Verb, Verdict

HERE = Place("fourfold.toml", 7, "/artifact/0")
BILL = Bill(
    "release",
    (
        Artifact("chat", Kind.MODEL, (Claim("Apache-2.0"),), aliases=("pkg:huggingface/acme/chat",)),
        Artifact("data", Kind.DATASET, inherited=True),
    ),
    (Relation("chat", Verb.TRAINED_ON, "data"),),
)


def override(name="chat", license_="", *relations, digest=""):
    return Override(name, license_, "https://acme.example" if license_ else "", digest, relations, HERE)


def only(*overrides, bill=BILL):
    return amend((bill,), overrides)[0]


def artifact(bill, name):
    return next(artifact for artifact in bill.artifacts if artifact.id == name)


def test_nothing_said_changes_nothing():
    assert amend((BILL,), ()) == (BILL,)


def test_a_licence_takes_the_place_of_what_was_stated_and_that_is_told():
    bill = only(override("chat", "llama3.1"))
    assert artifact(bill, "chat").claims == (Claim("llama3.1", Grade.D, "https://acme.example", place=HERE),)
    (told,) = bill.diagnostics
    assert told.message == "chat: llama3.1 stands in the place of Apache-2.0, as the configuration says"
    assert told.place == HERE


def test_the_same_licence_under_another_name_is_no_difference():
    assert only(override("chat", "Apache License 2.0")).diagnostics == ()


def test_an_alias_names_the_artifact_too():
    bill = only(override("pkg:huggingface/acme/chat", "MIT"))
    assert artifact(bill, "chat").claims[0].license == "MIT"


def test_what_had_no_terms_of_its_own_has_them_now():
    bill = only(override("data", "CC-BY-4.0"))
    assert (artifact(bill, "data").inherited, bill.diagnostics) == (False, ())


def test_the_whole_can_be_spoken_of():
    assert only(override("release", "MIT")).claims[0].license == "MIT"
    root = Bill("app", (Artifact("app", Kind.CODE),))
    assert artifact(only(override("app", "MIT"), bill=root), "app").claims[0].license == "MIT"


def test_a_relation_brings_in_what_the_input_left_out():
    bill = only(
        override("chat", "", Origin("finetune", "base"), Origin("trains-on", "data")),
        override("base", "llama3.1"),
    )
    added = bill.relations[1:]
    assert [(r.subject, r.verb, r.object) for r in added] == [
        ("chat", Verb.FINETUNED_FROM, "base"),
        ("chat", Verb.TRAINED_ON, "data"),
    ]
    assert artifact(bill, "base").claims[0].license == "llama3.1"
    assert check(bill).verdict is Verdict.CONFLICT
    assert check(BILL).verdict is not Verdict.CONFLICT


def test_a_source_of_which_nothing_is_said_is_unknown():
    bill = only(override("chat", "", Origin("finetune", "base")))
    assert check(bill).exit_code == 3


def test_an_override_that_fits_nothing_is_told_once():
    bills = amend((BILL, BILL), (override("chta", "MIT"),))
    assert [len(bill.diagnostics) for bill in bills] == [1, 0]
    assert "'chta', which is no artifact here (nearest: chat)" in bills[0].diagnostics[0].message
    elsewhere = amend((Bill("other", (Artifact("x"),)), BILL), (override("chat", "Apache-2.0"),))
    assert [len(bill.diagnostics) for bill in elsewhere] == [0, 0]


def test_an_override_that_fits_nothing_is_seen_without_being_asked_for():
    from fourfold.report.terminal import render

    (bill,) = amend((BILL,), (override("zzz", "MIT"),))
    assert "the configuration speaks of 'zzz', which is no artifact here" in render(check(bill))


def test_an_override_for_another_text_is_dead():
    read = catalogue().get("MIT").texts[0].sha256
    assert artifact(only(override("chat", "MIT", digest=read)), "chat").claims[0].license == "MIT"
    dead = only(override("chat", "MIT", digest="0" * 64))
    assert artifact(dead, "chat").claims[0].license == "Apache-2.0"
    assert "was for another licence text" in dead.diagnostics[0].message
    own = Bill("release", BILL.artifacts, texts={"0" * 64: "text"})
    assert artifact(only(override("chat", "MIT", digest="0" * 64), bill=own), "chat").claims[0].license == "MIT"


def test_a_word_that_is_no_relation_is_refused_at_its_place():
    with pytest.raises(UsageError) as caught:
        only(override("chat", "", Origin("eats", "data")))
    assert caught.value.where == "fourfold.toml:7"
    assert "links" in caught.value.hint or "one of" in caught.value.hint
