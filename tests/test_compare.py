"""Expressions compared: what OR, AND and WITH mean on either side, three-valued throughout."""

from __future__ import annotations

import itertools

import pytest

from fourfold.artifact import Context
from fourfold.compatibility import passage_of, situation
from fourfold.derive.base import Manner
from fourfold.expression import parse
from fourfold.graph import compare_names, graph
from fourfold.terms import Form, Reach, Verb, Verdict

FINE = {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}


def ask(inbound, outbound, relation="modified-from", **context):
    return compare_names(graph(), inbound, outbound, Verb(relation), Context(**context))


@pytest.mark.parametrize(
    ("inbound", "outbound", "relation", "fine"),
    [
        ("GPL-3.0-only OR MIT", "Apache-2.0", "links", True),
        ("GPL-3.0-only OR AGPL-3.0-only", "Apache-2.0", "links", False),
        ("GPL-3.0-only AND MIT", "Apache-2.0", "links", False),
        ("BSD-2-Clause AND MIT", "Apache-2.0", "links", True),
        ("Apache-2.0", "MIT OR GPL-2.0-only", "links", False),
        ("MIT", "Apache-2.0 OR GPL-2.0-only", "links", True),
        ("MIT", "Apache-2.0 AND ISC", "links", True),
        ("Apache-2.0", "MIT AND GPL-2.0-only", "links", False),
        ("(GPL-2.0-only OR Apache-2.0) AND MIT", "GPL-3.0-only", "links", True),
        ("GPL-2.0-only AND (Apache-2.0 OR MIT)", "GPL-2.0-only", "links", True),
        ("GPL-2.0-only AND Apache-2.0", "GPL-2.0-only", "links", False),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0", "modified-from", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", "links", True),
        ("GPL-2.0-only", "Apache-2.0", "links", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", "modified-from", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", "modified-from", False),
    ],
)
def test_or_is_a_choice_of_who_receives_and_and_asks_all(inbound, outbound, relation, fine):
    assert (ask(inbound, outbound, relation).verdict in FINE) is fine


@pytest.mark.parametrize(
    ("inbound", "outbound", "verdict"),
    [
        ("Fnord-9.0", "MIT", Verdict.UNKNOWN),
        ("MIT", "Fnord-9.0", Verdict.UNKNOWN),
        ("Fnord-9.0", "Fnord-9.0", Verdict.UNKNOWN),
        ("Fnord-9.0 AND GPL-3.0-only", "MIT", Verdict.CONFLICT),
        ("Fnord-9.0 AND ISC", "MIT", Verdict.UNKNOWN),
        ("Fnord-9.0 OR ISC", "MIT", Verdict.OK_WITH_OBLIGATIONS),
        ("Fnord-9.0 OR GPL-3.0-only", "MIT", Verdict.UNKNOWN),
        ("GPL-3.0-only", "MIT OR Fnord-9.0", Verdict.CONFLICT),
        ("ISC", "MIT OR Fnord-9.0", Verdict.UNKNOWN),
    ],
)
def test_unknown_is_carried_through_and_never_turns_into_yes_or_no_by_itself(inbound, outbound, verdict):
    answer = ask(inbound, outbound)
    assert answer.verdict is verdict
    if verdict is Verdict.UNKNOWN:
        assert any(atom.license == "Fnord-9.0" for atom in answer.missing)


def test_a_name_that_may_mean_several_licences_is_answered_if_all_agree():
    assert ask("gemma", "MIT").verdict is Verdict.CONFLICT
    assert ask("gemma", "MIT").missing == ()
    assert "may mean" in ask("gemma", "MIT").explanation.claim


def test_a_name_whose_meanings_differ_stays_unknown_and_says_so():
    answer = ask("gpl", "GPL-2.0-only")
    assert answer.verdict is Verdict.UNKNOWN
    assert "depends on which" in answer.explanation.claim


def test_the_version_under_which_it_would_hold_is_named_and_never_put_in_silently():
    answer = ask("Apache-2.0", "GPL-2.0-or-later", "links")
    assert answer.verdict is Verdict.CONFLICT
    assert answer.outbound == "GPL-2.0-or-later"
    assert {edge.effective for edge in answer.edges if edge.effective} == {"GPL-3.0-or-later"}
    assert "only if the whole goes out as GPL-3.0-or-later" in answer.explanation.claim


@pytest.mark.parametrize("outbound", ["GPL-3.0-or-later", "GPL-2.0-or-later"])
def test_where_only_a_named_version_would_hold_no_later_one_is_advised(outbound):
    answer = ask("CC-BY-SA-4.0", outbound, "modified-from")
    assert answer.verdict is Verdict.CONFLICT
    assert {edge.effective for edge in answer.edges if edge.effective} == {"GPL-3.0-only"}


def test_later_versions_are_promised_of_a_part_only_if_it_goes_under_the_new_terms():
    assert ask("LGPL-3.0-only", "GPL-3.0-or-later", "links").verdict in FINE
    assert ask("LGPL-3.0-only", "GPL-3.0-or-later", "merged-from").verdict is Verdict.CONFLICT
    for inbound in ("CC-BY-SA-4.0", "EUPL-1.2", "GPL-3.0-only"):
        assert ask(inbound, "GPL-3.0-or-later", "links").verdict is Verdict.CONFLICT


def test_what_is_open_of_changes_is_open_of_a_program_that_must_cover_what_it_loads():
    answer = ask("SSH-OpenSSH", "GPL-2.0-only", "links")
    assert (answer.verdict, answer.reading) == (Verdict.CONTESTED, "name-as-restriction")
    assert ask("SSH-OpenSSH", "MIT", "links").verdict in FINE


def test_an_edge_for_works_that_are_no_programs_says_nothing_of_programs():
    assert ask("EUPL-1.2", "CC-BY-SA-3.0", "merged-from").verdict in FINE
    assert ask("EUPL-1.2", "CC-BY-SA-3.0", "links").reading == "linking-is-derivation"


def test_a_choice_of_versions_is_used_where_it_helps():
    assert ask("GPL-2.0-or-later", "GPL-3.0-only").verdict in FINE
    assert ask("GPL-2.0-only", "GPL-3.0-only").verdict is Verdict.CONFLICT
    assert ask("GPL-3.0-only", "GPL-2.0-or-later").verdict is Verdict.CONFLICT


def test_the_answer_says_which_branch_was_chosen():
    answer = ask("GPL-3.0-only OR MIT", "Apache-2.0", "links")
    assert "MIT may be chosen" in answer.explanation.claim
    assert {edge.inbound for edge in answer.edges} == {"MIT"}


def test_the_edges_of_a_refusal_are_those_that_decide():
    answer = ask("MIT AND GPL-3.0-only AND ISC", "Apache-2.0", "links")
    assert {edge.inbound for edge in answer.edges} == {"GPL-3.0-only"}
    assert answer.edge is answer.edges[0]


def test_both_sides_of_a_reading_are_kept_apart():
    answer = ask("CC-BY-SA-4.0", "MIT", "trained-on")
    assert (answer.verdict, answer.text, answer.cautious) == (Verdict.CONTESTED, Verdict.OK, Verdict.CONFLICT)
    assert answer.reading == "weights-contain-data"


def test_a_pair_is_derived_once():
    where = situation(passage_of(Verb.LINKS), Context())
    a, b = parse("GPL-3.0-only OR MIT"), parse("Apache-2.0")
    assert graph().compare(a, b, where) is graph().compare(a, b, where)


@pytest.mark.parametrize(
    ("verb", "manner"),
    [
        (Verb.ADAPTER_OF, Manner.ADAPTER),
        (Verb.EMBEDS, Manner.EMBEDDED),
        (Verb.CONTAINS, Manner.CONTAINS),
        (Verb.RUNS, Manner.RUNS),
        (Verb.EVALUATED_ON, Manner.ASIDE),
        (Verb.DOCUMENTS, Manner.ASIDE),
        (Verb.FINETUNED_FROM, Manner.PLAIN),
    ],
)
def test_verbs_of_one_reach_differ_in_manner(verb, manner):
    assert passage_of(verb).manner is manner
    assert passage_of(verb).reach is verb.reach


def test_the_order_of_parts_does_not_matter():
    for words in (("MIT", "GPL-3.0-only", "Fnord-9.0"), ("ISC", "CC-BY-SA-4.0", "Apache-2.0")):
        for operator in (" AND ", " OR "):
            verdicts = {ask(operator.join(order), "Apache-2.0").verdict for order in itertools.permutations(words)}
            assert len(verdicts) == 1


def test_an_expression_goes_on_under_itself():
    for words in ("MIT OR GPL-3.0-only", "LGPL-2.1-only AND MPL-2.0"):
        assert ask(words, words).verdict in FINE


def test_a_side_that_states_no_terms_takes_those_that_reach_it():
    where = situation(passage_of(Verb.MODIFIED_FROM), Context())
    answer = graph().compare(parse("GPL-3.0-only"), None, where)
    assert answer.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert answer.outbound == ""


def test_the_situation_holds_what_the_context_says():
    where = situation(
        passage_of(Verb.LINKS),
        Context(territory=("DE", "FR"), monthly_active_users=5),
        facts=frozenset({("banner", False)}),
    )
    assert where.territory == frozenset({"DE", "FR"})
    assert where.monthly_active_users == 5
    assert where.fact("banner") is False
    assert where.fact("name") is None
    assert where.passage.reach is Reach.LINK


def test_what_a_choice_asks_does_not_depend_on_the_order_in_which_it_is_written():
    one, other = ask("GPL-3.0-only OR MIT", "GPL-3.0-only"), ask("MIT OR GPL-3.0-only", "GPL-3.0-only")
    assert {edge.inbound for edge in one.edges} == {edge.inbound for edge in other.edges}


@pytest.mark.parametrize("relation", ["contains", "links", "trained-on", "runs", "converted-from", "finetuned-from"])
@pytest.mark.parametrize("name", ["LicenseRef-AI2-ImpACT-HR", "CC-BY-ND-1.0"])
def test_what_unread_terms_allow_under_themselves_is_not_known(name, relation):
    answer = ask(name, name, relation)
    assert answer.verdict is Verdict.UNKNOWN
    (edge,) = answer.edges
    says = " ".join(str(step) for step in edge.steps())
    assert "was not read clause by clause" in says
    assert "were entered" not in says


def test_a_choice_of_which_no_branch_is_known_to_hold_says_how_each_stands():
    mixed = ask("AGPL-3.0-only OR Fnord-9.0", "MIT").explanation.claim
    assert mixed.endswith("none may be chosen for certain (AGPL-3.0-only conflict, Fnord-9.0 unknown)")
    assert ask("AGPL-3.0-only OR GPL-3.0-only", "MIT").explanation.claim.endswith("conflict whichever is chosen")


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("relation", ["generated-by", "serves", "finetuned-from", "links", "trained-on"])
def test_whatever_is_contested_names_the_open_question(form, relation):
    found = [ask(name, "MIT", relation, form=form) for name in sorted(graph().known)]
    contested = [answer for answer in found if answer.verdict is Verdict.CONTESTED]
    assert len(found) > 200
    assert contested or form is Form.PRIVATE
    assert [answer.inbound for answer in contested if not answer.reading] == []


def test_who_is_served_gets_no_copy_in_whatever_form():
    answers = {
        form: ask("LicenseRef-scancode-polyform-internal-use-1.0.0", "MIT", "serves", form=form) for form in Form
    }
    assert len({answer.verdict for answer in answers.values()}) == 1


@pytest.mark.parametrize(
    ("inbound", "outbound", "says", "verdict"),
    [
        ("LicenseRef-LFM-1.0", "LicenseRef-scancode-bilibili-model-ula-2025-09-09", "has to be read", Verdict.UNKNOWN),
        ("LicenseRef-LFM-1.0", "LicenseRef-Mistral-Modified-MIT-2025.excerpt", "a higher threshold", Verdict.CONFLICT),
        ("LicenseRef-LFM-1.0", "PolyForm-Small-Business-1.0.0", "carries it on", Verdict.OK_WITH_OBLIGATIONS),
    ],
)
def test_thresholds_are_compared_where_they_count_the_same(inbound, outbound, says, verdict):
    answer = ask(inbound, outbound, "finetuned-from")
    assert answer.verdict is verdict
    assert any("threshold" in step.claim and says in step.claim for edge in answer.edges for step in edge.text.steps)


@pytest.mark.parametrize(("outbound", "asked_by"), [("GPL-3.0-only", "GPL-3.0-only"), ("GPL-2.0-only", "GPL-2.0-only")])
def test_what_is_owed_is_what_the_version_asks_that_was_chosen(outbound, asked_by):
    answer = ask("GPL-2.0-or-later", outbound, "modified-from")
    assert {edge.inbound for edge in answer.edges} == {asked_by}
    assert all(edge.text.duties for edge in answer.edges)
