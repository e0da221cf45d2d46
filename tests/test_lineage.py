"""How terms travel: the table of two hops, one pass in order, shared ancestors once, circles told, nothing recursive."""

from __future__ import annotations

import itertools
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analyse import check
from fourfold.arrival import Carrier
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.catalogue import catalogue
from fourfold.compatibility import passage_of
from fourfold.derive.base import Manner, Passage
from fourfold.lineage import compose, only_merged, order
from fourfold.resolve import resolve
from fourfold.terms import Kind, Reach, Verb, Verdict

PASSAGES = tuple(dict.fromkeys(passage_of(verb) for verb in Verb))
passages = st.sampled_from(PASSAGES)
KEEP = Passage(Reach.KEEP)
BINDING = (Reach.ADAPT, Reach.LINK, Reach.EXTRACT)


def made(name, license_id="MIT", *, inherited=False, shipped=None, kind=Kind.MODEL):
    claims = () if inherited or license_id is None else (Claim(license_id),)
    return Artifact(name, kind, claims, inherited, shipped=shipped)


def rel(subject, verb, target):
    return Relation(subject, Verb(verb), target, verb)


def arrivals(bill):
    """What arrives where, as (subject, origin, passage, hops)."""
    lineage = order(bill)
    own = {name: resolve(artifact, catalogue()) for name, artifact in lineage.artifacts.items()}
    carrier = Carrier(lineage)
    return {name: carrier.arrive(name, own).all() for name in lineage.order}


def test_the_verbs_give_thirteen_ways_in_which_terms_pass_one_hop():
    """Seven reaches, of which KEEP has two manners, ADAPT four and BESIDE three."""
    assert len(PASSAGES) == 13


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("modified-from", "finetuned-from", "ADAPT"),
        ("finetuned-from", "links", "LINK"),
        ("links", "modified-from", "LINK"),
        ("links", "links", "LINK"),
        ("trained-on", "finetuned-from", "LEARN"),
        ("modified-from", "trained-on", "LEARN"),
        ("generated-by", "trained-on", "EXTRACT"),
        ("generated-by", "modified-from", "OUTPUT"),
        ("finetuned-from", "generated-by", "OUTPUT"),
        ("finetuned-from", "distilled-from", "EXTRACT:distilled"),
        ("distilled-from", "finetuned-from", "EXTRACT:distilled"),
        ("distilled-from", "generated-by", "OUTPUT"),
        ("distilled-from", "distilled-from", "EXTRACT:distilled"),
        ("adapter-of", "finetuned-from", "ADAPT:adapter"),
        ("finetuned-from", "adapter-of", "ADAPT:adapter"),
        ("converted-from", "converted-from", "ADAPT:converted"),
        ("converted-from", "finetuned-from", "ADAPT"),
        ("modified-from", "converted-from", "ADAPT"),
        ("copied-from", "converted-from", "ADAPT:converted"),
        ("embeds", "embeds", "ADAPT:embedded"),
        ("embeds", "modified-from", "ADAPT:embedded"),
        ("modified-from", "embeds", "ADAPT:embedded"),
        ("adapter-of", "embeds", "ADAPT:adapter"),
        ("distilled-from", "embeds", "EXTRACT:distilled"),
        ("embeds", "links", "LINK"),
        ("finetuned-from", "serves", "ADAPT:serves"),
        ("copied-from", "serves", "KEEP:serves"),
        ("links", "serves", "LINK:serves"),
        ("trained-on", "serves", "LEARN"),
        ("serves", "generated-by", "OUTPUT"),
        ("contains", "trained-on", "LEARN"),
        ("contains", "modified-from", "BESIDE:contains"),
        ("finetuned-from", "runs", "BESIDE:runs"),
        ("evaluated-on", "modified-from", None),
        ("documents", "finetuned-from", None),
        ("runs", "contains", None),
        ("links", "contains", None),
        ("modified-from", "contains", None),
        ("trained-on", "links", None),
        ("trained-on", "generated-by", None),
    ],
)
def test_two_hops(first, second, whole):
    """The old thing's terms, over the hop of the thing between and that of the new one."""
    found = compose(passage_of(Verb(first)), passage_of(Verb(second)))
    assert (str(found) if found is not None else None) == whole


@given(passages)
def test_a_copy_or_a_service_changes_nothing(passage):
    assert compose(KEEP, passage) == passage
    assert compose(passage, KEEP) == passage


@given(passages, passages)
def test_what_stands_beside_stays_with_its_part(first, second):
    """Anything and then BESIDE binds the part, not the newest thing, save that who runs a changed tool still runs the tool."""
    if second.reach is Reach.BESIDE and first.reach is not Reach.KEEP:
        whole = compose(first, second)
        assert whole is None or whole.manner is Manner.RUNS


@given(passages, passages)
def test_a_binding_reach_never_comes_from_nowhere(first, second):
    """Two hops bind the whole only if one of them does, or if what was produced was learned from."""
    whole = compose(first, second)
    if whole is not None and whole.reach in BINDING:
        learned_output = (first.reach, second.reach) == (Reach.OUTPUT, Reach.LEARN)
        assert learned_output or {first.reach, second.reach} & set(BINDING)


@settings(max_examples=1000)
@given(passages, passages, passages)
def test_where_three_hops_lead_does_not_depend_on_which_two_are_taken_first(a, b, c):
    """Grouping may lose terms that stay behind with a part, and never makes other terms of them."""
    left = compose(a, b)
    right = compose(b, c)
    one = compose(left, c) if left is not None else None
    other = compose(a, right) if right is not None else None
    if one is not None and other is not None:
        assert one.reach is other.reach


@pytest.mark.parametrize("names", list(itertools.permutations("abc")))
def test_old_things_come_before_new_ones_in_whatever_order_they_are_written(names):
    bill = Bill("bill", tuple(made(name) for name in names), (rel("c", "links", "b"), rel("b", "links", "a")))
    assert order(bill).order == ("a", "b", "c")


@pytest.mark.parametrize("relations", list(itertools.permutations([("b", "a"), ("c", "a"), ("d", "c")])))
def test_the_order_does_not_depend_on_the_order_of_the_relations(relations):
    bill = Bill("bill", tuple(map(made, "abcd")), tuple(rel(new, "links", old) for new, old in relations))
    assert order(bill).order == ("a", "b", "c", "d")


def test_a_circle_is_told_and_not_followed():
    bill = Bill(
        "bill",
        (made("a"), made("b"), made("c")),
        (rel("a", "links", "b"), rel("b", "links", "a"), rel("a", "links", "c")),
    )
    lineage = order(bill)
    assert {(relation.subject, relation.object) for relation in lineage.cycle} == {("a", "b"), ("b", "a")}
    assert set(lineage.order) == {"a", "b", "c"}
    assert [arrival.origin for arrival in arrivals(bill)["a"]] == ["c"]


def test_what_goes_out_is_what_nothing_uses_and_what_that_contains():
    artifacts = (made("weights"), made("code"), made("base"), made("data", shipped=True), made("hidden", shipped=False))
    relations = (
        rel("box", "contains", "weights"),
        rel("weights", "finetuned-from", "base"),
        rel("weights", "runs", "code"),
        rel("box", "contains", "hidden"),
    )
    assert order(Bill("box", artifacts, relations)).shipped == {"box", "weights", "data", "hidden"}


def test_the_distribution_is_a_thing_of_its_own_only_if_something_is_said_of_it():
    assert "box" not in order(Bill("box", (made("a"),))).artifacts
    assert "box" in order(Bill("box", (made("a"),), claims=(Claim("MIT"),))).artifacts
    assert order(Bill("box", (made("a"),), (rel("box", "contains", "a"),))).artifacts["box"].inherited


def test_a_relation_whose_word_fits_no_verb_is_not_followed():
    bill = Bill("b", (made("a"), made("x", "GPL-3.0-only")), (Relation("a", None, "x", "inspired-by"),))
    assert arrivals(bill)["a"] == ()


def chain(length):
    names = [f"a{i:05}" for i in range(length)]
    artifacts = tuple(made(name, "GPL-3.0-only" if i == 0 else "x", inherited=i > 0) for i, name in enumerate(names))
    return Bill("chain", artifacts, tuple(rel(new, "modified-from", old) for old, new in itertools.pairwise(names)))


def diamond(length):
    """One ancestor, layers of two that each come from both of the layer before."""
    layers = [["base"], *([f"l{i:05}", f"r{i:05}"] for i in range((length - 1) // 2))]
    artifacts = tuple(
        made(name, "GPL-3.0-only" if name == "base" else "x", inherited=name != "base")
        for layer in layers
        for name in layer
    )
    relations = tuple(
        rel(new, "merged-from", old)
        for old_layer, layer in itertools.pairwise(layers)
        for new in layer
        for old in old_layer
    )
    return Bill("diamond", artifacts, relations)


@pytest.mark.parametrize("build", [chain, diamond])
def test_five_thousand_artifacts_finish_without_recursion(build):
    bill = build(5000)
    assert len(bill.artifacts) >= 4999
    limit = sys.getrecursionlimit()
    began = time.monotonic()
    try:
        sys.setrecursionlimit(400)
        report = check(bill)
    finally:
        sys.setrecursionlimit(limit)
    assert report.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert report.artifacts[-1].effective == "GPL-3.0-only"
    assert time.monotonic() - began < 60


def test_a_conflict_at_the_end_of_five_thousand_hops_is_found_with_its_path():
    bill = chain(5000)
    last = Artifact(bill.artifacts[-1].id, Kind.MODEL, (Claim("MIT"),))
    report = check(Bill("chain", (*bill.artifacts[:-1], last), bill.relations))
    (finding,) = [f for f in report.findings if f.rule == "share-alike-clash"]
    assert finding.verdict is Verdict.CONFLICT
    assert finding.path[0] == last.id
    assert finding.path[-1] == "a00000"
    assert len(finding.path) == 2 * 4999 + 1


@pytest.mark.parametrize(
    ("relations", "merged"),
    [
        ("m merged-from lora, m merged-from base", True),
        ("m merged-from lora, m finetuned-from base", True),
        ("m merged-from lora", False),
        ("m merged-from lora, m adapter-of base", False),
        ("m merged-from lora, m merged-from base, n merged-from lora", False),
        ("m merged-from lora, m trained-on base", False),
        ("m merged-from base", False),
    ],
)
def test_an_adapter_is_only_merged_if_all_that_holds_it_holds_its_base(relations, merged):
    things = tuple(made(name) for name in ("m", "n", "base", "lora"))
    hops = ["lora adapter-of base", *relations.split(", ")]
    lineage = order(Bill("b", things, tuple(rel(*hop.split()) for hop in hops)))
    assert only_merged(lineage) == ({("lora", "base")} if merged else set())


def test_an_adapter_that_goes_out_is_not_only_merged():
    things = (made("m"), made("base"), made("lora", shipped=True))
    hops = (rel("lora", "adapter-of", "base"), rel("m", "merged-from", "lora"), rel("m", "merged-from", "base"))
    assert only_merged(order(Bill("b", things, hops))) == set()


def test_many_adapters_are_looked_at_once():
    """Each of them once took a look at all relations of the bill."""
    looked = 0

    class Counted(dict[str, list[Relation]]):
        def values(self):
            nonlocal looked
            looked += 1
            return super().values()

    names = [f"lora{i}" for i in range(50)]
    hops = [rel(name, "adapter-of", "base") for name in names] + [
        rel("m", "merged-from", name) for name in (*names, "base")
    ]
    lineage = order(Bill("b", tuple(made(name) for name in ("m", "base", *names)), tuple(hops)))
    counted = replace(lineage, incoming=Counted(lineage.incoming))
    assert only_merged(counted) == {(name, "base") for name in names}
    assert looked == 1


@pytest.mark.parametrize(("verb", "manner"), [(Verb.SERVES, Manner.RUNS), (Verb.COPIED_FROM, Manner.CONTAINS)])
def test_what_holds_a_service_holds_no_copy_of_what_is_served(verb, manner):
    assert compose(passage_of(verb), passage_of(Verb.CONTAINS)) == Passage(Reach.BESIDE, manner)
