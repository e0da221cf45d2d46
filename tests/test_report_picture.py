"""What a picture shows: each thing once, a neighbourhood if asked for, and what is alike drawn together once there is much."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.report.picture import MOST, license_of, picture, verdicts
from fourfold.terms import Kind, Verb, Verdict


def made(name, words="MIT", kind=Kind.CODE):
    return Artifact(name, kind, (Claim(words),) if words else ())


def related(*relations):
    return tuple(Relation(s, Verb(v), o, v) for s, v, o in relations)


def drawn(bill, **more):
    return picture(bill, check(bill), **more)


CHAIN = Bill(
    "release",
    tuple(map(made, ("a", "b", "c", "d", "aside"))),
    related(("a", "links", "b"), ("b", "links", "c"), ("c", "links", "d")),
)
MANY = Bill(
    "release",
    (made("app", "Apache-2.0"), *(made(f"m{i}") for i in range(40)), *(made(f"i{i}", "ISC") for i in range(40)), made("g", "GPL-2.0-only")),
    related(
        *(("app", "links", f"{letter}{i}") for letter in "mi" for i in range(40)),
        *((f"m{i}", "links", f"i{i}") for i in range(40)), ("m0", "links", "g"),
    ),
)  # fmt: skip


def test_each_thing_is_drawn_once_and_each_relation():
    what = drawn(CHAIN)
    assert [node.title for node in what.nodes] == ["a", "b", "c", "d", "aside"]
    assert [(line.start, line.word, line.end) for line in what.lines] == [
        ("a", "links", "b"), ("b", "links", "c"), ("c", "links", "d"),
    ]  # fmt: skip
    assert (what.hidden, what.omitted) == (0, 0)


@pytest.mark.parametrize(("focus", "depth", "shown"), [
    ("b", None, {"a", "b", "c", "d"}), ("b", 1, {"a", "b", "c"}), ("b", 0, {"b"}), ("aside", None, {"aside"}),
])  # fmt: skip
def test_a_neighbourhood_is_what_it_came_from_and_what_came_from_it(focus, depth, shown):
    what = drawn(CHAIN, focus=focus, depth=depth)
    assert {node.key for node in what.nodes} == shown
    assert what.hidden == 5 - len(shown)


def test_a_sibling_is_no_neighbour():
    siblings = Bill("b", tuple(map(made, "xyz")), related(("x", "links", "z"), ("y", "links", "z")))
    assert {node.key for node in drawn(siblings, focus="x").nodes} == {"x", "z"}


def test_what_is_alike_is_drawn_together_once_there_is_much():
    assert len(MANY.artifacts) > MOST
    what = drawn(MANY)
    told = {node.title: (node.license, node.count) for node in what.nodes}
    assert sum(node.count for node in what.nodes) == len(MANY.artifacts)
    assert told["40 × code"] in {("MIT [C]", 40), ("ISC [C]", 40)}
    assert len(what.nodes) < 8


def test_a_line_that_something_is_found_against_is_never_left_out():
    what = drawn(MANY)
    assert any(line.verdict is Verdict.CONFLICT for line in what.lines)
    assert sum(line.count for line in what.lines) + what.omitted == len(MANY.relations)
    assert what.omitted == 0 or all(
        line.verdict in {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS, Verdict.CONFLICT} for line in what.lines
    )


def test_many_rare_terms_are_drawn_as_others():
    rare = Bill("b", tuple(made(f"a{i}", f"LicenseRef-terms-{i}") for i in range(200)))
    what = drawn(rare)
    assert len(what.nodes) <= MOST
    assert sum(node.count for node in what.nodes) == 200
    assert any("other terms" in node.license for node in what.nodes)


def test_all_can_be_asked_for():
    assert len(drawn(MANY, most=len(MANY.artifacts)).nodes) == len(MANY.artifacts)


def test_the_verdict_of_a_line_is_the_worst_of_what_is_found_there():
    assert verdicts(check(MANY))["m0", "g"] is Verdict.CONFLICT


def test_terms_are_named_once():
    state = check(Bill("b", (made("a", "MIT OR ISC"),))).artifacts[0]
    assert license_of(state) == "MIT OR ISC [C]"
    assert license_of(None) == ""
