"""Several bills as one: the same package URL or id is one thing, and different things stay apart."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Diagnostic, Relation
from fourfold.errors import UsageError
from fourfold.merge import merge
from fourfold.terms import Grade, Kind, Purpose, Verb, Verdict

PURL = "pkg:pypi/torch@2.1"


def thing(id_, license_="MIT", **more):
    return Artifact(id_, Kind.CODE, (Claim(license_),) if license_ else (), **more)


def merged(*artifacts):
    """Merge bills of one artifact each."""
    return merge([Bill(f"bill {i}", (artifact,)) for i, artifact in enumerate(artifacts)])


def test_one_bill_is_itself():
    bill = Bill("a", (thing("x"),))
    assert merge([bill]) is bill


def test_a_package_url_in_common_makes_one():
    bill = merged(
        thing("SPDXRef-1", aliases=(PURL,), name="torch"), thing("component-7", "BSD-3-Clause", aliases=(PURL,))
    )
    (one,) = bill.artifacts
    assert one.id == "SPDXRef-1"
    assert [claim.license for claim in one.claims] == ["MIT", "BSD-3-Clause"]
    assert one.aliases == (PURL, "component-7")
    third = merged(thing("a", aliases=(PURL,)), thing(PURL), thing("b", aliases=(PURL,)))
    assert [artifact.id for artifact in third.artifacts] == ["a"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({"name": "x"}, {}, True),
        ({"name": "x"}, {"name": "y"}, False),
        ({"version": "1"}, {"version": "2"}, False),
        ({"aliases": (PURL,)}, {}, True),
        ({"aliases": (PURL,)}, {"aliases": ("pkg:pypi/numpy@1",)}, False),
    ],
)
def test_an_id_in_common_makes_one_unless_they_differ(one, other, same):
    bill = merged(thing("x", **one), thing("x", **other))
    assert [artifact.id for artifact in bill.artifacts] == (["x"] if same else ["x", "x#2"])


def test_ids_that_mean_something_in_one_document_only_need_the_same_name():
    bare = merged(thing("SPDXRef-Package-1"), thing("SPDXRef-Package-1"))
    assert len(bare.artifacts) == 2
    named = merged(*(thing("SPDXRef-Package-1", name="torch", version="2") for _ in range(2)))
    assert len(named.artifacts) == 1


def test_relations_follow_their_ends():
    one = Bill("one", (thing("app"), thing("c1", aliases=(PURL,))), (Relation("app", Verb.LINKS, "c1"),))
    other = Bill(
        "other",
        (thing("p1", aliases=(PURL,)), thing("base", "GPL-3.0-only")),
        (Relation("p1", Verb.MODIFIED_FROM, "base"), Relation("p1", None, "base", "odd")),
    )
    bill = merge([one, other, one])
    assert [(r.subject, r.verb, r.object) for r in bill.relations] == [
        ("app", Verb.LINKS, "c1"),
        ("c1", Verb.MODIFIED_FROM, "base"),
        ("c1", None, "base"),
    ]
    assert check(one).verdict is not Verdict.CONFLICT
    assert check(bill).verdict is Verdict.CONFLICT  # only together do they show it


def test_what_goes_out_of_any_goes_out():
    one = Bill("one", (thing("app"), thing("base")), (Relation("app", Verb.FINETUNED_FROM, "base"),))
    other = Bill("other", (thing("base"),))
    assert {a.id: a.shipped for a in merge([one, one]).artifacts} == {"app": True, "base": False}
    assert {a.id: a.shipped for a in merge([one, other]).artifacts} == {"app": True, "base": True}


def test_the_whole_of_each_becomes_a_part_with_its_terms():
    one = Bill("one", (thing("a"),), claims=(Claim("Apache-2.0", Grade.C),))
    bill = merge([one, Bill("two", (thing("b"),))])
    assert bill.name == "one + two"
    assert bill.claims == ()
    whole = next(artifact for artifact in bill.artifacts if artifact.id == "one")
    assert (whole.claims[0].license, whole.shipped) == ("Apache-2.0", True)


def test_a_duty_that_anyone_says_is_not_met_is_not_met():
    bill = merged(
        thing("x", facts={"banner": True, "name": "Llama-x"}), thing("x", facts={"banner": False, "name": "y"})
    )
    assert bill.artifacts[0].facts == {"banner": False, "name": "Llama-x"}


def test_contexts_have_to_agree():
    trade, study = Context(purpose=Purpose.COMMERCIAL), Context(purpose=Purpose.RESEARCH)
    assert merge([Bill("a", (thing("x"),), context=trade), Bill("b", (thing("y"),))]).context == trade
    with pytest.raises(UsageError, match="different contexts"):
        merge([Bill("a", (thing("x"),), context=trade), Bill("b", (thing("y"),), context=study)])


def test_diagnostics_and_texts_are_kept():
    one = Bill("a", (thing("x"),), diagnostics=(Diagnostic("d", "says"),), texts={"1": "one"}, format="F")
    bill = merge([one, Bill("b", (thing("y"),), texts={"2": "two"}, format="F")])
    assert len(bill.diagnostics) == 1
    assert bill.texts == {"1": "one", "2": "two"}
    assert bill.format == "2 inputs merged: F"


def test_many_names_are_shortened():
    assert merged(*(thing(str(i)) for i in range(5))).name == "bill 0 + bill 1 + bill 2 and 2 more"
    assert merge([Bill("a", (thing("x"),))] * 2).name == "a (merged)"
