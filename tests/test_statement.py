"""What is said of an artifact itself: missing, unknown, in disagreement, or unfit for the question."""

from __future__ import annotations

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.place import Place
from fourfold.terms import Form, Grade, Kind, Purpose, Severity, Verb, Verdict


def ask(*claims, context=None, inherited=False, facts=None):
    artifact = Artifact(
        "a", Kind.MODEL, claims, inherited, facts={"training-data": True, "training-code": True, **(facts or {})}
    )
    return check(Bill("b", (artifact,)), context=context or Context())


def found(report):
    return [(f.rule, f.verdict) for f in report.findings if f.rule != "freedom-limited"]


def test_nothing_stated_is_unknown_and_says_why():
    report = ask()
    assert found(report) == [("license-missing", Verdict.UNKNOWN)]
    assert "nothing is granted without one" in report.findings[0].message
    assert (report.verdict, report.exit_code) == (Verdict.UNKNOWN, 3)


def test_none_is_told_apart_from_nothing():
    assert "looked for" in ask(Claim("NONE")).findings[0].message
    assert "looked for" not in ask(Claim("NOASSERTION")).findings[0].message


def test_inherited_terms_need_something_to_inherit_from():
    assert found(ask(inherited=True)) == [("license-missing", Verdict.UNKNOWN)]
    bill = Bill(
        "b",
        (Artifact("a", Kind.CODE, inherited=True), Artifact("c", Kind.CODE, (Claim("MIT"),))),
        (Relation("a", Verb.MODIFIED_FROM, "c", "modified-from"),),
    )
    assert check(bill).verdict is Verdict.OK_WITH_OBLIGATIONS


def test_an_unknown_name_comes_with_the_nearest():
    report = ask(Claim("Apache-2.O"))
    assert found(report) == [("license-unknown", Verdict.UNKNOWN)]
    assert "Apache-2.0" in report.findings[0].message


def test_each_unknown_part_of_an_expression_is_told():
    assert [rule for rule, _ in found(ask(Claim("Fnord-1.0 AND MIT AND Fnord-2.0")))] == ["license-unknown"] * 2


def test_a_modified_text_is_told_as_such():
    assert found(ask(Claim("LicenseRef-modified-MIT", Grade.A))) == [("license-modified", Verdict.UNKNOWN)]


def test_a_disagreement_names_both_sources_and_stands_at_the_statement_that_lost():
    report = ask(
        Claim("llama3.1", Grade.A, "LICENSE", place=Place("LICENSE")),
        Claim("apache-2.0", Grade.C, "card", place=Place("README.md", 2)),
    )
    (finding,) = [f for f in report.findings if f.rule == "license-mismatch"]
    assert (finding.verdict, finding.severity) == (Verdict.OK_WITH_OBLIGATIONS, Severity.WARNING)
    assert str(finding.place) == "README.md:2"
    assert "LICENSE" in finding.message
    assert "card" in finding.message
    assert report.artifacts[0].resolved == "LicenseRef-scancode-llama-3.1-license-2024"
    assert report.artifacts[0].evidence == "A"


def test_an_ambiguous_name_is_told_and_stops_nothing():
    report = ask(Claim("gemma"))
    assert found(report) == [("license-ambiguous", Verdict.OK)]
    assert report.exit_code == 0
    told = next(f for f in report.findings if f.rule == "license-ambiguous")
    assert "gemma-tou-2024-04-01 or LicenseRef-scancode-gemma-tou-2025-03-24" in told.message
    assert told.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("words", "context", "rule"),
    [
        ("CC-BY-NC-4.0", {"purpose": Purpose.COMMERCIAL}, "noncommercial-use"),
        ("CC-BY-NC-4.0", {"purpose": Purpose.RESEARCH}, ""),
        ("llama2", {"monthly_active_users": 900_000_000}, "scale-threshold"),
        ("llama2", {"monthly_active_users": 9}, ""),
        ("LicenseRef-Hunyuan-Video", {"territory": ("DE",)}, "territory-excluded"),
        ("LicenseRef-Hunyuan-Video", {"territory": ("BR",)}, ""),
        ("MIT", {"purpose": Purpose.COMMERCIAL, "territory": ("DE",), "monthly_active_users": 10**10}, ""),
    ],
)
def test_terms_of_ones_own_have_to_fit_the_question_too(words, context, rule):
    report = ask(Claim(words), context=Context(**context))
    assert [name for name, verdict in found(report) if verdict is Verdict.CONFLICT] == ([rule] if rule else [])


def test_what_is_not_shipped_need_not_fit():
    bill = Bill(
        "b",
        (Artifact("a", Kind.MODEL, (Claim("MIT"),)), Artifact("d", Kind.DATASET, (Claim("CC-BY-NC-4.0"),))),
        (Relation("a", Verb.EVALUATED_ON, "d", "evaluated-on"),),
        context=Context(purpose=Purpose.COMMERCIAL),
    )
    assert check(bill).verdict is Verdict.OK


def test_a_modality_that_is_stated_decides_and_one_that_is_not_stays_open():
    context = Context(territory=("FR",), form=Form.RAW)
    assert ask(Claim("llama4"), context=context, facts={"modality": "multimodal"}).verdict is Verdict.CONFLICT
    assert ask(Claim("llama4"), context=context, facts={"modality": "text"}).verdict is Verdict.OK
    assert ask(Claim("llama4"), context=context).verdict is Verdict.UNKNOWN


def test_a_claim_that_there_is_no_licence_is_told_beside_one_that_names_it():
    claims = (
        Claim("NONE", Grade.C, "SPDX licenseConcluded", "concluded"),
        Claim("MIT", Grade.C, "SPDX licenseDeclared", "declared"),
    )
    report = check(Bill("b", (Artifact("a", Kind.CODE, claims),)))
    (finding,) = [f for f in report.findings if f.rule == "license-mismatch"]
    assert "licenseConcluded says NONE (none at all), but SPDX licenseDeclared says MIT" in finding.message
    assert (report.verdict, report.exit_code) == (Verdict.OK_WITH_OBLIGATIONS, 0)
    assert not check(Bill("b", (Artifact("a", Kind.CODE, claims[1:]),))).findings
