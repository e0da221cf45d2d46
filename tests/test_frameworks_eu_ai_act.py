"""The EU AI Act's open-source relief: each paragraph by itself, and never more than the facts support."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.analyse import check
from fourfold.frameworks import audit
from fourfold.frameworks.base import load
from fourfold.read.base import load_yaml
from fourfold.read.manifest import build

FITS = {
    "access": "open",
    "monetised": "false",
    "systemic-risk": "false",
    "architecture-information": "true",
    "usage-information": "true",
}


def of(terms: str = "Apache-2.0", facts: dict[str, str] | None = None, more: str = "") -> dict[str, Any]:
    stated = ", ".join(f"{key}: {value}" for key, value in (FITS if facts is None else facts).items())
    text = (
        f"fourfold: 1\nname: m\nartifacts:\n  - {{id: w, kind: model, license: '{terms}', facts: {{{stated}}}}}\n{more}"
    )
    bill = build(load_yaml(text, "fourfold.yaml"))
    return audit(bill, check(bill), ["eu-ai-act"])["eu-ai-act"]


def answers(result: dict[str, Any]) -> dict[str, str]:
    return {c["id"]: c["verdict"] for c in result["criteria"]}


def test_facts_and_terms_that_fit_are_met():
    result = of()
    assert result["verdict"] == "met"
    assert set(answers(result).values()) == {"met"}
    assert len(result["criteria"]) == 9


def test_what_is_never_waived_and_that_it_is_no_advice_stand_in_every_answer():
    for terms in ("Apache-2.0", "CC-BY-NC-4.0"):
        result = of(terms)
        assert "not legal advice" in result["note"]
        assert any("copyright" in duty for duty in result["never_waived"])
        assert any("Art. 55" in duty for duty in result["never_waived"])


@pytest.mark.parametrize(
    ("terms", "verdict"),
    [
        ("MIT", "met"),
        ("CC-BY-4.0", "met"),
        ("GPL-3.0-only", "met"),
        ("OpenMDW-1.0", "met"),
        ("CC-BY-NC-4.0", "not-met"),
        ("CC-BY-ND-4.0", "not-met"),
        ("llama3.1", "not-met"),
        ("bigcode-openrail-m", "review"),
        ("bigscience-bloom-rail-1.0", "review"),
        ("gemma", "review"),
        ("LicenseRef-ours", "unknown"),
        ("NONE", "not-met"),
    ],
)
def test_by_terms(terms: str, verdict: str):
    assert of(terms)["verdict"] == verdict


@pytest.mark.parametrize(
    ("terms", "criterion", "kind", "paragraph"),
    [
        ("CC-BY-NC-4.0", "use", "non-commercial", "para 83"),
        ("CC-BY-ND-4.0", "modify", "no-derivatives", "para 81"),
        ("llama3.1", "use", "monthly-users", "para 83"),
        ("bigcode-openrail-m", "use", "field-of-use", "para 84"),
    ],
)
def test_a_limit_names_its_clause_and_its_paragraph(terms: str, criterion: str, kind: str, paragraph: str):
    found = next(c for c in of(terms)["criteria"] if c["id"] == criterion)
    reasons = [r for r in found["because"] if {clause["kind"] for clause in r["clauses"]} == {kind}]
    assert reasons, found
    assert paragraph in reasons[0]["says"]
    assert reasons[0]["artifact"] == "w"


@pytest.mark.parametrize("fact", FITS)
def test_a_missing_fact_is_unknown(fact: str):
    result = of(facts={key: value for key, value in FITS.items() if key != fact})
    assert result["verdict"] == "unknown"
    unknown = [c for c in result["criteria"] if c["verdict"] == "unknown"]
    assert [reason["fact"] for c in unknown for reason in c["because"]] == [fact]


@pytest.mark.parametrize(
    ("fact", "word", "answer"),
    [
        ("access", "identity-check", "met"),
        ("access", "approval", "review"),
        ("access", "payment", "not-met"),
        ("access", "country-block", "not-met"),
        ("access", "by-post", "review"),
        ("monetised", "optional-services", "met"),
        ("monetised", "dual-license", "not-met"),
        ("monetised", "true", "not-met"),
        ("systemic-risk", "true", "not-met"),
        ("usage-information", "false", "not-met"),
    ],
)
def test_words_of_the_facts(fact: str, word: str, answer: str):
    assert of(facts={**FITS, fact: word})["verdict"] == answer


@pytest.mark.parametrize(("flop", "answer"), [("3.0e+25", "not-met"), ("1.0e+24", "review")])
def test_compute_presumes_systemic_risk_and_never_rules_it_out(flop: str, answer: str):
    facts = {key: value for key, value in FITS.items() if key != "systemic-risk"}
    assert answers(of(facts={**facts, "training-flop": flop}))["no-systemic-risk"] == answer


def test_systemic_risk_closes_the_relief_whatever_else_fits():
    result = of("Apache-2.0", {**FITS, "systemic-risk": "true"})
    assert [c["id"] for c in result["criteria"] if c["verdict"] == "not-met"] == ["no-systemic-risk"]
    assert result["verdict"] == "not-met"


def test_parts_of_the_release_answer_for_themselves():
    facts = {"access": "open", "monetised": "false", "systemic-risk": "false"}
    more = (
        "  - {id: a, kind: code, component: model-architecture, license: MIT}\n"
        "  - {id: card, kind: document, component: model-card, license: CC-BY-4.0}\n"
    )
    found = answers(of(facts=facts, more=more))
    assert found["architecture-public"] == "met"
    assert found["usage-public"] == "review"


def test_a_release_without_a_model_says_nothing():
    bill = build(load_yaml("fourfold: 1\nname: m\nartifacts:\n  - {id: c, kind: code, license: MIT}\n", "m"))
    assert audit(bill, check(bill), ["eu-ai-act"])["eu-ai-act"]["verdict"] == "unknown"


def test_every_kind_that_counts_is_a_kind_of_the_vocabulary():
    from fourfold.catalogue import catalogue

    limits = load("eu-ai-act").raw["limits"]
    named = [kind for table in limits.values() for kind in table]
    assert len(named) == len(set(named)) == 20
    assert all(kind in catalogue().kinds for kind in named)
