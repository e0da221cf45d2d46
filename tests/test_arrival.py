"""How terms travel: one pass in order, shared ancestors once with the shortest path, and further sources of the same terms."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from fourfold.analyse import check
from fourfold.arrival import NOTHING, UNSTATED, Carrier
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.catalogue import catalogue
from fourfold.expression import Atom
from fourfold.lineage import order
from fourfold.resolve import Resolved, Resolver
from fourfold.terms import Kind, Verb, Verdict
from tests.laws.test_laws import bills


def made(name, license_id="MIT", *, inherited=False):
    claims = () if inherited or license_id is None else (Claim(license_id),)
    return Artifact(name, Kind.MODEL, claims, inherited)


def rel(subject, verb, target):
    return Relation(subject, Verb(verb), target, verb)


def carried(bill):
    """What arrives at each artifact, as the carrier tells it."""
    lineage = order(bill)
    resolver = Resolver(catalogue())
    own = {name: resolver.resolve(artifact) for name, artifact in lineage.artifacts.items()}
    carrier = Carrier(lineage)
    return {name: carrier.arrive(name, own) for name in lineage.order}


def arrivals(bill):
    return {name: found.all() for name, found in carried(bill).items()}


def test_terms_are_told_apart_even_if_nobody_else_holds_them():
    """They were known by their place in memory alone, which the next ones may get."""
    hops = tuple(rel(f"new{i}", "modified-from", f"old{i}") for i in range(200))
    lineage = order(Bill("b", tuple(made(end) for hop in hops for end in (hop.subject, hop.object)), hops))
    carrier = Carrier(lineage)
    for name in lineage.order:
        source = name.replace("new", "old")
        words = f"X-{source}" if source[-1] in "13579" else "X"
        found = carrier.arrive(name, {source: Resolved(made(source), Atom(words))}).all()
        assert [str(arrival.expression) for arrival in found] == ([] if name == source else [words])


def test_a_chain_carries_terms_to_its_end_with_the_whole_path():
    chain = Bill(
        "b",
        (made("c", inherited=True), made("b", inherited=True), made("a", "GPL-3.0-only")),
        (rel("c", "quantized-from", "b"), rel("b", "finetuned-from", "a")),
    )
    (arrival,) = arrivals(chain)["c"]
    assert arrival.origin == "a"
    assert arrival.path() == ("c", "quantized-from", "b", "finetuned-from", "a")
    assert [relation.object for relation in arrival.relations()] == ["b", "a"]
    assert arrival.hops == 2


def test_the_same_terms_over_the_same_passage_come_once_by_the_shortest_path():
    artifacts = (
        made("top", inherited=True),
        made("far", inherited=True),
        made("mid", inherited=True),
        made("base", "GPL-3.0-only"),
    )
    relations = (
        rel("top", "finetuned-from", "far"), rel("far", "finetuned-from", "mid"), rel("mid", "finetuned-from", "base"), rel("top", "merged-from", "mid"),
    )  # fmt: skip
    found = arrivals(Bill("b", artifacts, relations))["top"]
    assert [(str(a.expression), a.origin, a.hops) for a in found] == [("GPL-3.0-only", "base", 2)]


def test_two_direct_sources_under_one_licence_are_both_there():
    found = arrivals(
        Bill("b", (made("top"), made("x"), made("y")), (rel("top", "merged-from", "x"), rel("top", "merged-from", "y")))
    )["top"]
    assert sorted(arrival.origin for arrival in found) == ["x", "y"]


def test_terms_that_nobody_states_travel_as_unknown():
    bill = Bill(
        "b",
        (made("top"), made("mid", inherited=True), made("base", None)),
        (rel("top", "finetuned-from", "mid"), rel("mid", "finetuned-from", "base")),
    )
    (arrival,) = arrivals(bill)["top"]
    assert arrival.expression is UNSTATED
    assert check(bill).verdict is Verdict.UNKNOWN


def test_who_has_no_terms_of_their_own_passes_on_only_those_that_reach_them():
    found = arrivals(
        Bill(
            "b",
            (made("top"), made("mid", inherited=True), made("base", "ISC")),
            (rel("top", "modified-from", "mid"), rel("mid", "modified-from", "base")),
        )
    )
    assert [str(arrival.expression) for arrival in found["top"]] == ["ISC"]


def test_the_nearest_of_each_kind_comes_first_and_leads_to_the_others():
    bill = Bill(
        "b",
        (made("top"), made("x"), made("y"), made("z", "ISC")),
        (rel("top", "merged-from", "y"), rel("top", "merged-from", "x"), rel("top", "merged-from", "z")),
    )
    top = carried(bill)["top"]
    assert [arrival.origin for arrival in top.kinds()] == ["x", "z"]
    first, last = top.kinds()
    assert [arrival.origin for arrival in top.like(first)] == ["x", "y"]
    assert [arrival.origin for arrival in top.like(last)] == ["z"]


def test_what_came_from_nothing_has_nothing_arrive():
    assert carried(Bill("b", (made("a"),)))["a"] is NOTHING
    assert not NOTHING
    assert NOTHING.all() == NOTHING.kinds() == ()


def test_a_shape_is_the_same_from_wherever_the_terms_come():
    bill = Bill(
        "b",
        (made("one"), made("two"), made("three"), made("x"), made("y")),
        (rel("one", "links", "x"), rel("two", "links", "y"), rel("three", "finetuned-from", "y")),
    )
    found = carried(bill)
    assert found["one"].shape == found["two"].shape != found["three"].shape


@settings(max_examples=100, deadline=None)
@given(bills(most=8))
def test_each_way_leads_along_recorded_relations_and_none_is_longer_than_it_needs_to_be(bill):
    recorded = set(bill.relations)
    for name, found in carried(bill).items():
        every = found.all()
        assert sorted(map(id, (a.trail for kind in found.kinds() for a in found.like(kind)))) == sorted(
            id(a.trail) for a in every
        )
        for arrival in every:
            way = arrival.relations()
            assert len(way) == arrival.hops
            assert set(way) <= recorded
            assert way[0].subject == name
            assert way[-1].object == arrival.origin
            assert all(newer.object == older.subject for newer, older in pairwise(way))
        for kind in found.kinds():
            assert kind.hops == min(a.hops for a in found.like(kind))
