"""Parents whose terms leave no licence for what is made of them together: each is named, with what stands between them."""

from __future__ import annotations

import itertools

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.terms import Kind, Verb


def merge(*licences, label=None, verb=Verb.MERGED_FROM):
    """Check what is made of one parent a licence: a, b, c, in the order given."""
    names = "abcdefgh"[: len(licences)]
    new = Artifact("new", Kind.DATASET, (Claim(label),) if label else (), inherited=label is None)
    old = (Artifact(name, Kind.DATASET, (Claim(words),)) for name, words in zip(names, licences, strict=True))
    return check(Bill("release", (new, *old), tuple(Relation("new", verb, name, verb.value) for name in names)))


def told(report):
    return [finding for finding in report.findings if finding.rule == "merge-terms-cumulate"]


def blamed(report):
    return "".join(sorted(finding.path[-1] for finding in told(report)))


@pytest.mark.parametrize(
    ("licences", "names"),
    [
        (("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"), "ab"),
        (("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "ODbL-1.0"), "abc"),
        (("CC-BY-SA-4.0", "MIT", "ODbL-1.0"), "ac"),
        (("CC-BY-SA-4.0", "CC-BY-SA-4.0", "ODbL-1.0"), "abc"),
        (("GPL-2.0-only", "Apache-2.0", "MIT"), "ab"),
        (("CC-BY-SA-4.0", "GPL-3.0-only"), ""),
        (("CC-BY-SA-4.0", "CC-BY-4.0", "MIT"), ""),
        (("MIT", "Apache-2.0"), ""),
    ],
)
def test_each_parent_that_clashes_is_named_and_no_other_in_whatever_order(licences, names):
    wanted = sorted(licences["abc".index(name)] for name in names)
    for order in itertools.permutations(licences):
        found = [order["abc".index(name)] for name in blamed(merge(*order))]
        assert sorted(found) == wanted


def test_the_message_names_all_of_them_and_says_what_stands_between():
    for finding in told(merge("CC-BY-SA-4.0", "MIT", "ODbL-1.0")):
        assert "a (CC BY-SA 4.0) and c (ODbL 1.0)" in finding.message
        assert "demands its own terms" in finding.message


def test_the_explanation_records_the_other_parent_and_cites_both_licences():
    for finding in told(merge("CC-BY-SA-4.0", "ODbL-1.0")):
        declared = {leaf.artifact for leaf in finding.explanation.leaves() if type(leaf).__name__ == "LicenseDeclared"}
        assert {"a", "b"} <= declared
        assert {cited.license for cited in finding.clauses} == {"CC-BY-SA-4.0", "ODbL-1.0"}


def test_many_parents_are_counted():
    report = merge("CC-BY-SA-4.0", *["ODbL-1.0"] * 7)
    assert blamed(report) == "abcdefgh"
    assert all("b, c, d, e, f, g and 1 more (ODbL 1.0)" in finding.message for finding in told(report))


@pytest.mark.parametrize("other", ["gemma", "creativeml-openrail-m", "CC-BY-NC-4.0"])
def test_terms_that_only_have_to_go_on_binding_bind_beside_each_other(other):
    assert told(merge("llama3.1", other)) == []


@pytest.mark.parametrize(
    ("label", "licences", "names"),
    [
        ("llama3.1 AND GPL-3.0-only", ("llama3.1", "GPL-3.0-only"), "a"),
        ("llama3.1 AND GPL-3.0-only", ("GPL-3.0-only", "llama3.1"), "b"),
        ("gemma AND creativeml-openrail-m", ("gemma", "creativeml-openrail-m"), ""),
        ("GPL-3.0-only", ("GPL-3.0-only", "llama3.1"), ""),
    ],
)
def test_terms_that_only_join_those_of_the_parents_blame_the_parent_that_was_not_told_yet(label, licences, names):
    assert blamed(merge(*licences, label=label)) == names


def test_what_stands_beside_each_other_does_not_clash():
    assert not told(merge("CC-BY-SA-4.0", "ODbL-1.0", verb=Verb.CONTAINS))
    assert not told(merge("CC-BY-SA-4.0", "Fnord-9.0"))


def test_a_finding_gives_reasons_for_a_few_of_many_parents():
    names = [f"GPL-{version}-only" for version in ("1.0", "2.0", "3.0")] + [
        "CC-BY-SA-3.0",
        "CC-BY-SA-4.0",
        "ODbL-1.0",
        "MS-RL",
    ]
    names += ["CC-BY-NC-SA-3.0"]
    report = merge(*names)
    assert len(told(report)) == len(names)
    for finding in told(report):
        declared = {leaf.artifact for leaf in finding.explanation.leaves() if type(leaf).__name__ == "LicenseDeclared"}
        assert 2 <= len(declared - {"new"}) <= 7
