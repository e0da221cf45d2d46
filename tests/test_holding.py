"""What a whole holds: kept apart, bound by nothing, and there again for whatever is made from the whole."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.compatibility import passage_of
from fourfold.graph import graph
from fourfold.holding import OWN, Hold, Hop, Inside, brings_out, deeper, enter, hop_of, leave, onward, past
from fourfold.lineage import order
from fourfold.terms import Kind, Verb, Verdict
from fourfold.upstream import follow
from tests.laws.test_laws import bills

MADE = ("finetuned-from", "adapter-of", "merged-from", "quantized-from", "converted-from", "pruned-from")
ASKED = ("distilled-from", "generated-by")
TERMS = (
    "MIT",
    "GPL-3.0-only",
    "CC-BY-NC-ND-4.0",
    "LicenseRef-Llama-3",
    "LicenseRef-scancode-llama-3.1-license-2024",
    "LicenseRef-ChatGLM-6B",
)
KINDS = {"m": Kind.MODEL, "T": Kind.MODEL, "d": Kind.DATASET, "b": Kind.CODE, "s": Kind.SERVICE}


def bill(*sentences, terms="MIT", **kinds):
    """A bill of sentences such as ``m finetuned-from b``; the first letter says what a thing is, and T has the terms."""
    words = [sentence.split() for sentence in sentences]
    names = dict.fromkeys(name for subject, _, target in words for name in (subject, target))
    artifacts = [
        Artifact(n, kinds.get(n, KINDS[n[0]]), (Claim(terms if n == "T" else "CC0-1.0"),), shipped=n == words[0][0])
        for n in names
    ]
    return Bill("bill", tuple(artifacts), tuple(Relation(a, Verb(verb), b, verb) for a, verb, b in words))


def ways(of, name="m"):
    """How T's terms come to a thing, each with its path."""
    found = follow(of, graph()).arrivals[name].all()
    return {str(a.passage): " ".join(a.path()) for a in found if a.origin == "T"}


def told(report, name="m"):
    return {(f.rule, f.verdict) for f in report.findings if f.subject == name}


@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("verb", [*MADE, *ASKED])
@pytest.mark.parametrize("hold", ["contains", "runs", "links"])
def test_what_is_made_from_a_whole_is_told_what_it_would_be_told_if_made_from_the_model_in_it(hold, verb, terms):
    """No less, and nothing twice over as of a part."""
    through = check(bill(f"m {verb} b", f"b {hold} T", terms=terms))
    straight = check(bill(f"m {verb} T", terms=terms))
    assert told(through) == told(straight)


@pytest.mark.parametrize("verb", [*MADE, *ASKED])
@pytest.mark.parametrize(
    "wholes",
    [
        ("b contains b1", "b1 contains T"),
        ("b runs b1", "b1 runs T"),
        ("b contains b1", "b1 runs T"),
        ("b runs b1", "b1 contains T"),
        ("b contains b1", "b1 embeds T"),
        ("b contains b1", "b1 serves T"),
        ("b embeds b1", "b1 contains T"),
        ("b copied-from b1", "b1 contains T"),
        ("b modified-from b1", "b1 contains T"),
        ("b contains T1", "T1 finetuned-from T"),
        ("b contains s", "s serves T"),
    ],
)
def test_over_several_wholes_too_with_the_path_that_the_input_records(verb, wholes):
    said = bill(f"m {verb} b", *wholes)
    reach = passage_of(Verb(verb)).reach.value
    (path,) = [path for way, path in ways(said).items() if way.split(":")[0] == reach]
    assert path == " ".join([f"m {verb} b", *(whole.split(" ", 1)[1] for whole in wholes)])


def test_what_comes_of_a_whole_is_no_part_of_it_any_more():
    assert ways(bill("m finetuned-from b", "b contains T")) == {"ADAPT": "m finetuned-from b contains T"}
    assert ways(bill("m modified-from b", "b contains T")) == {"BESIDE:contains": "m modified-from b contains T"}


@pytest.mark.parametrize(
    "said",
    [
        bill("m distilled-from m1", "m1 runs T"),
        bill("m distilled-from m1", "m1 runs b", "b contains T"),
        bill("m distilled-from b", "b evaluated-on T"),
        bill("m distilled-from b", "b contains m1", "m1 trained-on T"),
        bill("m trained-on b", "b runs T"),
        bill("m distilled-from b", "b contains T", T=Kind.CODE),
        bill("m distilled-from b", "b contains m1", "m1 runs T"),
        bill("d merged-from d1", "d1 contains b", "b generated-by T"),
    ],
)
def test_what_has_no_part_in_it_does_not_come_out(said):
    assert ways(said, said.relations[0].subject) == {}


def test_a_service_in_a_whole_answers_and_has_no_weights_to_give():
    assert ways(bill("m distilled-from b", "b runs T", T=Kind.SERVICE)) == {
        "EXTRACT:distilled": "m distilled-from b runs T"
    }
    assert "ADAPT" not in ways(bill("m finetuned-from b", "b contains T", T=Kind.SERVICE))
    assert "LEARN" in ways(bill("m trained-on s", "s runs T"))


def test_what_learns_from_a_whole_learns_from_the_parts_of_its_parts():
    assert ways(bill("m trained-on d", "d contains d1", "d1 contains T", T=Kind.DATASET)) == {
        "LEARN": "m trained-on d contains d1 contains T"
    }
    assert ways(bill("m trained-on d", "d contains d1", "d1 modified-from d2", "d2 generated-by b", "b runs T")) == {
        "EXTRACT": "m trained-on d contains d1 modified-from d2 generated-by b runs T"
    }


@pytest.mark.parametrize("verb", [*MADE, "distilled-from"])
def test_a_model_from_a_dataset_was_trained_on_it_and_a_dataset_from_one_is_what_it_says(verb):
    word, meant = Verb(verb), Verb.TRAINED_ON if verb != "converted-from" else Verb.CONVERTED_FROM
    assert hop_of(word, Kind.MODEL, Kind.DATASET) == Hop(meant, Kind.DATASET)
    assert hop_of(word, Kind.DATASET, Kind.DATASET).verb is word
    assert hop_of(word, Kind.MODEL, Kind.MODEL).verb is word
    unsaid = {Verb.MERGED_FROM, Verb.PRUNED_FROM, Verb.CONVERTED_FROM}  # what a dataset may be from another
    assert hop_of(word, None, Kind.DATASET).verb is (word if word in unsaid else Verb.TRAINED_ON)


def test_terms_stand_inside_only_where_they_can_come_out():
    whole = hop_of(Verb.CONTAINS, Kind.CODE, Kind.MODEL)
    held = enter(OWN, whole)
    assert held == Inside(OWN, Hold.PART, Kind.MODEL)
    assert enter(OWN, hop_of(Verb.CONTAINS, Kind.CODE, Kind.CODE)) is None
    assert enter(OWN, hop_of(Verb.TRAINED_ON, Kind.MODEL, Kind.DATASET)) is None
    tuned = hop_of(Verb.FINETUNED_FROM, Kind.MODEL, Kind.CODE)
    assert leave(held, tuned) == passage_of(Verb.FINETUNED_FROM)
    assert deeper(held, tuned) is None
    assert list(past(OWN, whole)) == [passage_of(Verb.CONTAINS)]
    assert list(onward(OWN, whole)) == [passage_of(Verb.CONTAINS), held]
    assert list(onward(held, whole)) == [held]


def test_a_bill_of_software_is_not_looked_into():
    assert not brings_out(order(bill("b runs b1", "b1 contains b2", "b2 links b3", "b3 embeds b4")))
    assert brings_out(order(bill("b runs b1", "d generated-by b")))


def test_models_in_nested_wholes_cost_as_many_kinds_as_there_are_terms():
    """Each of 1500 tunes is made from a whole that holds all the models before it."""
    sentences = []
    for i in range(1500):
        sentences += [f"b{i} contains T{i}", f"m{i} finetuned-from b{i}"]
        sentences += [f"b{i} contains b{i - 1}"] if i else []
        sentences += [f"b{i} runs b{i - 2}"] if i > 1 else []
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(400)
        arrivals = follow(bill(*sentences), graph()).arrivals
    finally:
        sys.setrecursionlimit(limit)
    assert len(arrivals) == 4500
    assert max(len(found.kinds()) for found in arrivals.values()) <= 4
    assert "ADAPT" in {str(a.passage) for a in arrivals["m1499"].kinds()}


@settings(max_examples=150, deadline=None)
@given(bills(most=8))
def test_whoever_terms_arrive_from_is_among_those_whom_a_notice_credits(bill):
    followed = follow(bill, graph())
    origins = followed.origins()
    for name, found in followed.arrivals.items():
        for arrival in found.all():
            assert arrival.origin in origins[name][arrival.expression, arrival.passage]


def test_terms_that_stand_inside_bind_nothing_by_themselves():
    said = bill("b contains b1", "b1 runs T", "m trained-on d", terms="LicenseRef-Llama-3")
    assert brings_out(order(said))
    assert ways(said, "b") == {}
    assert check(said).verdict in {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
