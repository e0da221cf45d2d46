"""What arrives, compared with what goes out: one finding a rule, duties once, and the terms that go on binding."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.terms import Form, Kind, Purpose, Severity, Verb, Verdict


def made(name, license_id=None, kind=Kind.MODEL, **more):
    return Artifact(name, kind, (Claim(license_id),) if license_id else (), license_id is None, **more)


def ask(new, relations, *old, context=None, facts=None, kind=Kind.MODEL):
    """Check one new thing against the old ones that it comes from."""
    bill = Bill(
        "release",
        (made("new", new, kind, facts=facts or {}), *(made(f"old{i}", words, kind) for i, words in enumerate(old))),
        tuple(Relation("new", Verb(verb), f"old{i}", verb) for i, verb in enumerate(relations.split())),
    )
    return check(bill, context=context or Context())


def rules(report, verdict=None):
    return {f.rule for f in report.findings if f.shipped and (verdict is None or f.verdict is verdict)}


def effective(report):
    return next(state.effective for state in report.artifacts if state.id == "new")


def test_a_relabelled_derivative_is_one_finding_with_all_that_its_label_drops():
    report = ask("Apache-2.0", "finetuned-from", "llama3.1")
    found = [f for f in report.findings if f.verdict is Verdict.CONFLICT]
    assert [f.rule for f in found] == ["relabelled-derivative"]
    kinds = {cited.clause.kind for cited in found[0].clauses}
    assert {"no-sublicensing", "acceptable-use-policy"} <= kinds


def test_two_rules_that_are_broken_are_two_findings():
    report = ask("GPL-3.0-only", "merged-from", "creativeml-openrail-m")
    assert rules(report, Verdict.CONFLICT) == {"further-restriction", "use-restrictions-dropped"}


def test_each_source_that_clashes_is_told():
    report = ask("MIT", "merged-from merged-from", "CC-BY-SA-4.0", "ODbL-1.0")
    assert {f.path[-1] for f in report.findings if f.rule == "share-alike-clash"} == {"old0", "old1"}


def test_a_finding_says_who_says_what_over_which_path():
    (finding,) = [
        f for f in ask("MIT", "links", "GPL-3.0-only", kind=Kind.CODE).findings if f.rule == "copyleft-linked"
    ]
    assert finding.message.startswith("new says MIT, and links old0: ")
    assert finding.path == ("new", "links", "old0")
    assert finding.severity is Severity.ERROR
    assert all("{" not in remedy for remedy in finding.remedies)


def test_the_explanation_records_relation_and_both_statements():
    (finding,) = [
        f for f in ask("MIT", "links", "GPL-3.0-only", kind=Kind.CODE).findings if f.rule == "copyleft-linked"
    ]
    leaves = [(type(leaf).__name__, getattr(leaf, "artifact", "")) for leaf in finding.explanation.leaves()]
    assert ("RelationRecorded", "") in leaves
    assert ("LicenseDeclared", "new") in leaves
    assert ("LicenseDeclared", "old0") in leaves


@pytest.mark.parametrize(
    ("relation", "old", "rule"),
    [
        ("trained-on", "CC-BY-SA-4.0", "trained-on-share-alike"),
        ("trained-on", "CC-BY-NC-4.0", "trained-on-noncommercial"),
        ("trained-on", "CC-BY-ND-4.0", "training-terms-contested"),
        ("distilled-from", "GPL-3.0-only", "distillation-contested"),
        ("generated-by", "CC-BY-SA-4.0", "output-terms-contested"),
        ("adapter-of", "llama3.1", "adapter-carries-base"),
    ],
)
def test_each_open_question_has_a_rule_of_its_own_and_shows_both_sides(relation, old, rule):
    report = ask("MIT", relation, old)
    assert report.verdict is Verdict.CONTESTED
    (finding,) = [f for f in report.findings if f.verdict is Verdict.CONTESTED]
    assert finding.rule == rule
    assert finding.severity is Severity.WARNING
    assert finding.readings["text"] in {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
    assert finding.readings["cautious"] is Verdict.CONFLICT
    assert any(type(leaf).__name__ == "ReadingTaken" for leaf in finding.explanation.leaves())


def test_a_duty_is_listed_once_however_many_sources_ask_for_it_over_the_same_passage():
    one = ask("GPL-3.0-only", "modified-from", "MIT", kind=Kind.CODE)
    many = ask("GPL-3.0-only", "modified-from modified-from modified-from", "MIT", "MIT", "MIT", kind=Kind.CODE)
    assert [duty.to_dict() for duty in many.duties] == [duty.to_dict() for duty in one.duties]
    assert len(one.duties) >= 1


def test_a_duty_that_hangs_on_the_wide_reading_says_so():
    report = ask("MIT", "trained-on", "CC-BY-4.0")
    assert report.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert {duty.reading for duty in report.duties} == {"weights-contain-data"}


@pytest.mark.parametrize(
    ("new", "relation", "old", "binds"),
    [
        (None, "modified-from", "GPL-3.0-only", "GPL-3.0-only"),
        ("Apache-2.0", "finetuned-from", "llama3.1", "Apache-2.0 AND LicenseRef-scancode-llama-3.1-license-2024"),
        ("MIT", "contains", "GPL-3.0-only", "MIT"),
        ("MIT", "runs", "GPL-3.0-only", "MIT"),
        ("MIT", "trained-on", "CC-BY-SA-4.0", "MIT"),
        ("MIT", "evaluated-on", "CC-BY-NC-4.0", "MIT"),
        ("Fnord-9.0", "trained-on", "Apache-2.0", "Fnord-9.0"),
        ("MIT OR ISC", "modified-from", "0BSD", "MIT OR ISC"),
    ],
)
def test_the_terms_that_go_on_binding(new, relation, old, binds):
    assert effective(ask(new, relation, old)).replace("(", "").replace(")", "") == binds


@pytest.mark.parametrize(
    ("relation", "binds"),
    [
        ("copied-from", "MIT AND NOASSERTION"),
        ("finetuned-from", "MIT AND NOASSERTION"),
        ("links", "MIT AND NOASSERTION"),
        ("trained-on", "MIT"),
        ("contains", "MIT"),
        ("evaluated-on", "MIT"),
    ],
)
def test_terms_that_nobody_states_bind_where_something_of_the_thing_lives_on(relation, binds):
    old = Artifact("old", Kind.MODEL)
    report = check(Bill("b", (made("new", "MIT"), old), (Relation("new", Verb(relation), "old", relation),)))
    assert effective(report) == binds


def test_limits_that_are_said_to_be_carried_on_go_on_binding():
    carried = ask("MIT", "finetuned-from", "creativeml-openrail-m", facts={"terms-have-restrictions": True})
    assert carried.verdict is Verdict.OK_WITH_OBLIGATIONS
    assert effective(carried) == "MIT AND LicenseRef-scancode-stable-diffusion-2022-08-22"
    assert effective(ask("MIT", "finetuned-from", "Apache-2.0", facts={"terms-have-restrictions": True})) == "MIT"


def test_two_parents_that_each_demand_their_own_licence_leave_none():
    report = ask(None, "merged-from merged-from", "CC-BY-SA-4.0", "ODbL-1.0", kind=Kind.DATASET)
    assert rules(report, Verdict.CONFLICT) == {"merge-terms-cumulate"}
    assert ask(None, "merged-from merged-from", "CC-BY-SA-4.0", "CC-BY-SA-4.0").verdict is Verdict.OK_WITH_OBLIGATIONS


def test_a_part_that_states_no_licence_is_told_once_and_at_the_part():
    bill = Bill("box", (Artifact("part", Kind.CODE),), (Relation("box", Verb.CONTAINS, "part", "contains"),))
    found = [f for f in check(bill).findings if f.verdict is Verdict.UNKNOWN]
    assert [(f.rule, f.subject) for f in found] == [("license-missing", "part")]


def test_an_unknown_source_is_told_where_it_matters():
    report = ask("MIT", "finetuned-from", "Fnord-9.0")
    found = [(f.rule, f.subject, f.shipped) for f in report.findings if f.verdict is Verdict.UNKNOWN]
    assert ("license-unknown", "new", True) in found
    assert ("license-unknown", "old0", False) in found


def test_an_upstream_finding_is_a_note_and_does_not_count():
    bill = Bill(
        "b",
        (made("new", "MIT"), made("mid", "CC-BY-4.0", Kind.DATASET), made("old", "CC-BY-SA-4.0", Kind.DATASET)),
        (
            Relation("new", Verb.EVALUATED_ON, "mid", "evaluated-on"),
            Relation("mid", Verb.MODIFIED_FROM, "old", "modified-from"),
        ),
    )
    report = check(bill)
    (finding,) = [f for f in report.findings if f.rule == "share-alike-clash"]
    assert (finding.subject, finding.shipped, finding.severity) == ("mid", False, Severity.NOTE)
    assert report.verdict is Verdict.OK
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("facts", "old", "context", "broken"),
    [
        ({"banner": False}, "llama3.1", {}, "notice-missing"),
        ({"banner": True}, "llama3.1", {}, ""),
        ({}, "llama3.1", {}, ""),
        ({"attribution": False}, "CC-BY-4.0", {}, "notice-missing"),
        ({"state-changes": False}, "Apache-2.0", {}, "notice-missing"),
        ({"source-provided": False}, "GPL-3.0-only", {"form": Form.BINARY}, "source-missing"),
        ({"source-provided": False}, "GPL-3.0-only", {"form": Form.SAAS}, ""),
        ({"source-provided": False}, "AGPL-3.0-only", {"form": Form.SAAS}, "network-copyleft"),
        ({"license-text": False}, "MIT", {"form": Form.PRIVATE}, ""),
        ({"terms-have-restrictions": False}, "creativeml-openrail-m", {}, "use-restrictions-dropped"),
    ],
)
def test_a_duty_that_is_not_mentioned_is_assumed_to_be_met_and_one_that_is_denied_is_a_breach(
    facts, old, context, broken
):
    report = ask(None, "modified-from", old, facts=facts, context=Context(**context))
    assert rules(report, Verdict.CONFLICT) == ({broken} if broken else set())


def test_the_purpose_that_is_asked_about_decides():
    assert rules(ask(None, "contains", "CC-BY-NC-4.0", context=Context(purpose=Purpose.COMMERCIAL)), Verdict.CONFLICT)
    assert not rules(ask(None, "contains", "CC-BY-NC-4.0", context=Context(purpose=Purpose.RESEARCH)), Verdict.CONFLICT)


def test_an_outbound_conjunction_that_names_the_upstream_terms_keeps_them_unless_they_are_a_copyleft():
    assert ask("Apache-2.0 AND llama3.1", "finetuned-from", "llama3.1").verdict is Verdict.OK_WITH_OBLIGATIONS
    assert ask("Apache-2.0 AND GPL-2.0-only", "modified-from", "GPL-2.0-only").verdict is Verdict.CONFLICT


@pytest.mark.parametrize(("merged", "asked"), [("base", {}), ("near", {"far": "base", "near": "base"})])
def test_an_adapter_that_is_only_merged_with_its_base_raises_no_question(merged, asked):
    hops = [("near", "adapter-of", "base"), ("new", "merged-from", "near"), ("new", "merged-from", merged)]
    hops += [("far", "modified-from", "near"), ("new", "merged-from", "far")] if asked else []
    names = dict.fromkeys(name for new, _, old in hops for name in (new, old))
    things = tuple(made(name, "llama3.1" if name in {"base", "new"} else "MIT") for name in names)
    report = check(Bill("b", things, tuple(Relation(new, Verb(verb), old, verb) for new, verb, old in hops)))
    assert {f.subject: f.path[-1] for f in report.findings if f.rule == "adapter-carries-base"} == asked


@pytest.mark.parametrize("terms", ["gemma", "GPLv3", "GPL-3.0-or-later", "llama"])
def test_what_all_licences_of_an_open_name_ask_in_the_same_words_is_listed_once(terms):
    for relabelled in (terms, "MIT"):
        duties = [(duty.kind, duty.text) for duty in ask(relabelled, "finetuned-from", terms).duties]
        assert len(duties) >= 4
        assert len(duties) == len(set(duties))


def test_two_licences_that_stand_side_by_side_each_ask_for_themselves():
    duties = ask("MIT", "modified-from", "GPL-2.0-only AND GPL-3.0-only").duties
    assert {duty.license for duty in duties if duty.kind == "include-license"} == {"GPL-2.0-only", "GPL-3.0-only"}


def test_an_open_name_says_between_what_it_is_open_and_what_holds_for_all_is_said_once():
    (finding,) = [f for f in ask("Apache-2.0", "finetuned-from", "llama").findings if f.verdict is Verdict.CONFLICT]
    assert "llama may mean Llama 1 or Llama 2 or Llama 3 or Llama 3.1 or" in finding.message
    assert finding.message.count("right to license it onward") == 1


def test_credit_that_is_not_given_breaks_what_asks_for_credit_and_nothing_else():
    report = ask("CC-BY-4.0", "modified-from", "CC-BY-4.0", facts={"attribution": False})
    (finding,) = [f for f in report.findings if f.rule == "notice-missing"]
    assert finding.clauses[0].clause.section == "3.a.1.A.i"
    assert {cited.clause.kind for cited in finding.clauses} == {"attribution"}


@pytest.mark.parametrize("terms", ["CC-BY-NC-2.0", "CC-BY-NC-3.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"])
def test_what_a_word_means_and_who_collects_royalties_is_no_duty(terms):
    duties = ask(terms, "modified-from", terms).duties
    limits = [duty.text for duty in duties if duty.kind == "non-commercial"]
    assert len(limits) == 1
    assert not any("royalties" in duty.text or "non-commercial means" in duty.text.lower() for duty in duties)


def test_an_open_question_that_one_side_takes_for_a_duty_says_that_it_is_open():
    duties = ask("MIT", "finetuned-from", "LicenseRef-NVIDIA-Open-Model-2025-04-28").duties
    (open_,) = [duty for duty in duties if duty.kind == "pass-on-terms"]
    assert open_.reading
    assert open_.text.startswith("Left open by the text: ")
    assert not any("not asked" in duty.text for duty in duties)


GEMINI = "LicenseRef-scancode-gemini-api-additional-tos-2025"


@pytest.mark.parametrize(
    ("upstream", "facts", "leaf"),
    [
        (GEMINI, {"competing": True}, "competing"),
        (GEMINI, {}, "may compete; state"),
        ("LicenseRef-Llama-3", {"modality": "text-generation"}, "text-generation"),
        ("LicenseRef-Llama-3", {"modality": "quantum"}, "state its `modality`"),
        ("LicenseRef-scancode-stability-ai-community-2024", {"foundation-model": True}, "foundation-model"),
    ],
)
def test_a_ban_on_training_rests_on_the_fact_that_is_stated_and_else_asks_for_it(upstream, facts, leaf):
    report = ask("MIT", "distilled-from", upstream, facts=facts)
    (finding,) = [f for f in report.findings if f.rule == "trained-on-restricted-outputs"]
    (said,) = [
        str(node) for node in finding.explanation.leaves() if type(node).__name__ in {"FactStated", "Assumption"}
    ]
    assert leaf in said
    assert ("state" in said.split(";")[-1]) == (leaf.count(" ") > 0)


def test_large_numbers_of_the_question_are_written_out():
    context = Context(annual_revenue_usd=50_000_000.0, monthly_active_users=800_000_000)
    report = ask("llama3.1", "finetuned-from runs", "llama3.1", "LicenseRef-LFM-1.0", context=context)
    leaves = [str(leaf) for f in report.findings if f.rule == "scale-threshold" for leaf in f.explanation.leaves()]
    assert any("'50,000,000'" in leaf for leaf in leaves)
    assert any("'800,000,000'" in leaf for leaf in leaves)
