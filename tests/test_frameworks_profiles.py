"""OSI, FSF, Debian, Fedora, Open Definition: what each asks, and how they disagree on the same release."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.analyse import check
from fourfold.frameworks import audit
from fourfold.frameworks.profiles import NAMES
from fourfold.read.base import load_yaml
from fourfold.read.manifest import build


def of(*artifacts: str) -> dict[str, dict[str, Any]]:
    text = "fourfold: 1\nname: m\nartifacts:\n" + "".join(f"  - {{{artifact}}}\n" for artifact in artifacts)
    bill = build(load_yaml(text, "fourfold.yaml"))
    return dict(audit(bill, check(bill), NAMES))


def verdicts(*artifacts: str) -> dict[str, str]:
    return {name: result["verdict"] for name, result in of(*artifacts).items()}


def answers(result: dict[str, Any]) -> dict[str, str]:
    return {c["id"]: c["verdict"] for c in result["criteria"]}


def test_plain_software_is_free_to_all():
    assert verdicts("id: c, kind: code, license: GPL-3.0-or-later") == {
        "osi": "met",
        "fsf": "met",
        "dfsg": "met",
        "fedora": "review",
        "open-definition": "not-applicable",
    }


def test_lists_disagree_on_cc0_code():
    found = of("id: c, kind: code, license: CC0-1.0")
    assert answers(found["osi"])["code-approved"] == "not-met"
    assert answers(found["fsf"])["software-free"] == "met"


def test_one_model_five_answers():
    found = verdicts(
        "id: w, kind: model, license: Apache-2.0, facts: {training-data: obtainable, training-code: true, data-information: true}",
        "id: c, kind: code, component: training-code, license: MIT",
    )
    assert found == {
        "osi": "met",
        "fsf": "not-met",
        "dfsg": "review",
        "fedora": "review",
        "open-definition": "not-applicable",
    }


def test_use_limits_stand_against_all_of_them():
    found = of("id: w, kind: model, license: bigcode-openrail-m")
    assert {result["verdict"] for name, result in found.items() if name != "open-definition"} == {"not-met"}
    reason = next(c for c in found["osi"]["criteria"] if c["id"] == "no-discrimination")["because"][0]
    assert "field-of-use" in {clause["kind"] for clause in reason["clauses"]}


# ------------------------------------------------------------------ Debian

OPEN = ("id: w, kind: model, license: MIT", "id: c, kind: code, component: training-code, license: MIT")
DATA = "id: d, kind: dataset, license: CC-BY-4.0"


def test_debian_has_not_decided_and_a_proposal_never_decides():
    result = of(*OPEN, DATA)["dfsg"]
    assert result["verdict"] == "review"
    assert result["undecided"] == "no project decision on AI models"
    proposals = {c["id"]: c for c in result["criteria"] if "proposal" in c}
    assert set(proposals) == {"proposal-a", "counter-proposal", "data-information-proposal"}
    assert "withdrawn" in proposals["proposal-a"]["proposal"]
    assert all("withdrawn" in c["proposal"] or "never voted on" in c["proposal"] for c in proposals.values())


@pytest.mark.parametrize(
    ("artifacts", "a", "counter"),
    [
        ((*OPEN, DATA), "met", "review"),
        ((*OPEN, "id: d, kind: dataset, license: CC-BY-NC-4.0"), "met", "not-met"),
        (OPEN, "unknown", "unknown"),
        (
            ("id: w, kind: model, license: MIT, facts: {training-data: public, training-code: true}",),
            "not-met",
            "not-met",
        ),
        (
            ("id: w, kind: model, license: MIT, facts: {training-data: open, training-code: false}",),
            "not-met",
            "not-met",
        ),
    ],
)
def test_both_debian_proposals_are_shown(artifacts: tuple[str, ...], a: str, counter: str):
    found = answers(of(*artifacts)["dfsg"])
    assert (found["proposal-a"], found["counter-proposal"]) == (a, counter)


def test_terms_against_the_guidelines_decide_whatever_the_proposals_say():
    assert verdicts("id: w, kind: model, license: CC-BY-NC-4.0")["dfsg"] == "not-met"


# ------------------------------------------------------------------ Fedora, FSF, Open Definition


def test_fedora_takes_weights_for_content_and_asks_no_training_data():
    found = answers(of("id: w, kind: model, license: CC-BY-ND-4.0")["fedora"])
    assert found["training-data-not-asked"] == "met"
    assert answers(of("id: w, kind: model, license: MIT")["fedora"])["weights-are-content"] == "review"
    assert answers(of("id: w, kind: model, license: llama3.1")["fedora"])["weights-are-content"] == "not-met"


def test_the_fsf_asks_for_all_training_data_and_says_that_its_criteria_are_not_out():
    found = of(*OPEN, DATA)["fsf"]
    assert answers(found)["training-data-free"] == "met"
    assert "announced, not published" in found["note"]
    assert answers(of(*OPEN)["fsf"])["training-data-free"] == "unknown"


@pytest.mark.parametrize(
    ("terms", "answer"),
    [
        ("CC-BY-4.0", "met"),
        ("ODbL-1.0", "met"),
        ("CDLA-Permissive-2.0", "review"),
        ("CC-BY-NC-4.0", "not-met"),
        ("NONE", "not-met"),
    ],
)
def test_open_definition_by_terms(terms: str, answer: str):
    assert answers(of(f"id: d, kind: dataset, license: {terms}")["open-definition"])["license"] == answer


def test_open_definition_in_full():
    facts = "facts: {access: open, machine-readable: true, open-format: true}"
    assert verdicts(f"id: d, kind: dataset, license: CC-BY-4.0, {facts}")["open-definition"] == "met"
    assert verdicts("id: d, kind: dataset, license: CC-BY-4.0")["open-definition"] == "unknown"
    shut = facts.replace("access: open", "access: payment")
    assert verdicts(f"id: d, kind: dataset, license: CC-BY-4.0, {shut}")["open-definition"] == "not-met"
