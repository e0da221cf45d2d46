"""The LicenseGraph: typed edges that can say why, two families that do not mix, and paths over one of them alone."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from fourfold.artifact import Context
from fourfold.errors import UsageError
from fourfold.graph import LicenseGraph, compatible, graph, verb_of
from fourfold.terms import EdgeType, Form, Purpose, Reach, Verb, Verdict

SOME = ("MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-only", "MPL-2.0", "CC-BY-SA-4.0")


@pytest.mark.parametrize(
    ("inbound", "outbound", "relation", "kind"),
    [
        ("MIT", "MIT", Reach.ADAPT, EdgeType.SAME),
        ("MIT", "Apache-2.0", Reach.ADAPT, EdgeType.RELICENSABLE),
        ("MIT", "Apache-2.0", Reach.LINK, EdgeType.COMBINABLE),
        ("MIT", "GPL-3.0-only", Verb.CONTAINS, EdgeType.COMBINABLE),
        ("Apache-2.0", "GPL-2.0-only", Reach.LINK, EdgeType.CONFLICT),
        ("CC-BY-SA-4.0", "GPL-3.0-only", Reach.ADAPT, EdgeType.RELICENSABLE),
        ("GPL-3.0-only", "CC-BY-SA-4.0", Reach.ADAPT, EdgeType.CONFLICT),
        ("CC-BY-NC-4.0", "Apache-2.0", Reach.LEARN, EdgeType.CONTESTED),
        ("Abstyles", "MIT", Reach.ADAPT, EdgeType.UNKNOWN),
    ],
)
def test_an_edge_has_a_type(inbound, outbound, relation, kind):
    assert graph().edge(inbound, outbound, relation).type is kind


def test_an_edge_says_why():
    edge = graph().edge("Apache-2.0", "GPL-2.0-only", Reach.LINK)
    cited = {(cited.license, cited.clause.section) for cited in edge.explain().clauses()}
    assert ("GPL-2.0-only", "6") in cited
    assert ("Apache-2.0", "3") in cited
    assert edge.explain().verdict is Verdict.CONFLICT


def test_what_a_text_names_itself_wins_and_is_cited_as_such():
    tree = graph().edge("CC-BY-SA-4.0", "GPL-3.0-only").explain()
    assert any(type(leaf).__name__ == "EdgeCited" and leaf.edge.to == "GPL-3.0-only" for leaf in tree.leaves())


def test_an_edge_depends_on_the_situation():
    plain = graph().edge("CC-BY-NC-4.0", "CC-BY-NC-4.0", Reach.KEEP)
    sold = graph().edge("CC-BY-NC-4.0", "CC-BY-NC-4.0", Reach.KEEP, context=Context(purpose=Purpose.COMMERCIAL))
    assert plain.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert sold.verdict is Verdict.CONFLICT
    hosted = graph().edge("GPL-3.0-only", "MIT", Reach.ADAPT, context=Context(form=Form.SAAS))
    assert hosted.verdict is not Verdict.CONFLICT


def test_combining_does_not_chain_and_paths_are_over_relicensing_alone():
    """Apache-2.0 goes into MIT and MIT into GPL-2.0-only; Apache-2.0 does not go into GPL-2.0-only."""
    assert compatible("Apache-2.0", "MIT", "links").verdict is Verdict.OK_WITH_OBLIGATIONS
    assert compatible("MIT", "GPL-2.0-only", "links").verdict is Verdict.OK_WITH_OBLIGATIONS
    assert compatible("Apache-2.0", "GPL-2.0-only", "links").verdict is Verdict.CONFLICT
    assert graph().relicense_path("Apache-2.0", "GPL-2.0-only") == ()


def test_a_path_of_relicensing_is_named_licence_by_licence():
    assert graph().relicense_path("CC-BY-SA-4.0", "GPL-3.0-only") == ("CC-BY-SA-4.0", "GPL-3.0-only")
    assert graph().relicense_path("MIT", "MIT") == ("MIT", "MIT")
    assert graph().relicense_path("GPL-3.0-only", "MIT") == ()


def test_every_step_of_a_path_is_an_edge_that_may_be_taken():
    seen = 0
    for start in SOME:
        for goal in SOME:
            path = graph().relicense_path(start, goal)
            for one, other in itertools.pairwise(path):
                seen += 1
                assert graph().edge(one, other).type in {EdgeType.SAME, EdgeType.RELICENSABLE}
    assert seen >= 10


def test_the_networkx_form_has_an_edge_for_each_ordered_pair_and_reach():
    network = graph().to_networkx(SOME)
    assert sorted(network) == sorted(SOME)
    assert network.number_of_edges() == len(SOME) ** 2 * len(Reach)
    assert set(network["MIT"]["Apache-2.0"]) == {reach.value for reach in Reach}
    adapt = network["MIT"]["Apache-2.0"]["ADAPT"]
    assert (adapt["type"], adapt["family"], adapt["verdict"]) == ("relicensable", "relicense", "ok-with-obligations")
    assert "include-license" in adapt["obligations"]
    assert network["Apache-2.0"]["GPL-2.0-only"]["LINK"]["family"] == "none"
    assert network["CC-BY-SA-4.0"]["MIT"]["LEARN"]["reading"] == "weights-contain-data"
    assert network.nodes["MIT"]["name"]


def test_families_are_not_mixed():
    network = graph().to_networkx(SOME)
    family = {"same": "relicense", "relicensable": "relicense", "combinable": "combine"}
    for _, _, reach, data in network.edges(keys=True, data=True):
        assert data["family"] == family.get(data["type"], "none")
        if reach in {"LINK", "BESIDE"} and data["type"] != "same":
            assert data["family"] != "relicense"


def test_one_reach_can_be_asked_for_alone():
    network = graph().to_networkx(SOME[:2], [Reach.LINK])
    assert {key for _, _, key in network.edges(keys=True)} == {"LINK"}


def test_an_exception_is_a_node_and_stands_in_no_edge():
    network = graph().to_networkx(["MIT", "Classpath-exception-2.0"], [Reach.LINK])
    assert network.nodes["Classpath-exception-2.0"]["exception"]
    assert network.degree("Classpath-exception-2.0") == 0


def test_a_licence_is_found_by_name_and_a_family_is_refused_with_its_members():
    assert graph().license("llama3.1").steward == "Meta"
    with pytest.raises(UsageError, match="may mean several") as caught:
        graph().license("gpl")
    assert "GPL-3.0-only" in caught.value.hint
    with pytest.raises(UsageError, match="not a licence that is known"):
        graph().license("Fnord-9.0")


def test_it_is_a_collection_of_its_licences():
    assert len(graph()) == len(list(graph())) >= 300
    assert "MIT" in list(graph())
    assert isinstance(graph(), LicenseGraph)
    assert graph() is graph()


@pytest.mark.parametrize(
    ("word", "verb"),
    [("links", Verb.LINKS), ("merge", Verb.MERGED_FROM), ("trains_on", Verb.TRAINED_ON), ("Link", Verb.LINKS)],
)
def test_verbs_may_be_written_short(word, verb):
    assert verb_of(word) is verb


def test_every_verb_is_its_own_word():
    assert {verb_of(verb.value) for verb in Verb} == set(Verb)


def test_a_word_that_is_no_verb_is_refused_with_the_nearest():
    with pytest.raises(UsageError) as caught:
        verb_of("finetuned-form")
    assert "finetuned-from" in caught.value.hint


def test_compatible_takes_names_and_expressions_and_says_what_was_asked():
    answer = compatible("mit", "GPL-3.0-only OR Apache-2.0", relation="link")
    assert (answer.inbound, answer.relation) == ("MIT", "links")
    assert answer.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert answer.explain() is answer.explanation
    with pytest.raises(UsageError):
        compatible("MIT", "MIT", relation="eats")


def test_the_long_tail_are_nodes_that_say_how_little_is_known_of_them():
    network = graph().to_networkx(reaches=())
    read = Counter(kind for _, kind in network.nodes(data="read"))
    assert read["text"] == len(graph().known)
    assert read["category"] >= 2_100
    assert network.nodes["LicenseRef-H-Research"]["read"] == "name"
    assert network.nodes["LicenseRef-scancode-ms-net-library"]["category"]
    assert network.number_of_edges() == 0
