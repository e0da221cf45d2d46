"""The Model Openness Framework: class, progress, one status a component, what comes next, and where the tool differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fourfold.analyse import check
from fourfold.frameworks import audit
from fourfold.frameworks.base import load
from fourfold.frameworks.standing import Status
from fourfold.read.base import load_yaml, open_source
from fourfold.read.manifest import build
from fourfold.read.mof import READER

BILLS = Path(__file__).parent / "bills" / "mof"


def of_file(name: str, mode: str = "framework") -> dict[str, Any]:
    bill = READER.read(open_source(str(BILLS / name)))
    return audit(bill, check(bill), ["mof"], mode)["mof"]


def of_text(text: str, mode: str = "framework") -> dict[str, Any]:
    bill = build(load_yaml(text, "fourfold.yaml"))
    return audit(bill, check(bill), ["mof"], mode)["mof"]


def statuses(result: dict[str, Any]) -> dict[str, str]:
    return {row["id"]: row["status"] for row in result["components"]}


CLASSES = {
    "class-1.yml": 1,
    "class-1-paper-for-report.yml": 1,
    "class-2-no-paper.yml": 2,
    "datasets-under-any-terms.yml": 1,
    "documents-missing.yml": 0,
    "license-levels.yml": 0,
    "odd.yml": 0,
}


@pytest.mark.parametrize(("name", "level"), CLASSES.items())
def test_class(name: str, level: int):
    result = of_file(name)
    assert result["class"] == level
    assert result["label"] == load("mof").raw["classes"][str(level)]
    assert set(result["progress"]) == {"1", "2", "3"}


def test_every_fixture_has_a_class_here():
    assert set(CLASSES) == {path.name for path in BILLS.glob("*.yml")}


def test_every_component_has_exactly_one_status():
    words = {str(status) for status in Status}
    assert len(words) == 5
    seen = set()
    for name in CLASSES:
        for mode in ("framework", "mot"):
            rows = of_file(name, mode)["components"]
            assert len(rows) == 17
            assert {"name", "type", "license", "status"} <= set(rows[0])
            seen |= {row["status"] for row in rows}
    assert seen == words


def test_progress_counts_each_class_by_its_own_list():
    assert of_file("class-2-no-paper.yml")["progress"] == {"1": 13 / 14 * 100, "2": 100.0, "3": 100.0}
    assert of_file("class-1-paper-for-report.yml")["progress"] == {"1": 100.0, "2": 100.0, "3": 100.0}


def test_an_unmet_component_names_artifact_and_clause():
    row = next(r for r in of_file("odd.yml")["components"] if r["id"] == "data-card")
    assert row["status"] == "present-not-open"  # of two entries the least open one counts
    assert row["artifacts"] == ["data-card", "data-card-2"]
    reason = row["because"][0]
    assert reason["artifact"] == "data-card"
    assert {clause["kind"] for clause in reason["clauses"]} == {"non-commercial"}
    assert reason["location"]["line"] == 26
    assert reason["findings"]


def test_words_in_a_licences_place_are_read_as_what_they_say():
    result = of_file("odd.yml")
    found = statuses(result)
    assert found["evaluation-code"] == "absent"
    assert found["inference-code"] == "open"
    assert found["training-code"] == "open"
    assert found["research-paper"] == "open-but-unusual-type"
    assert found["model-parameters-final"] == "present-not-open"
    assert [reason["artifact"] for reason in result["unplaced"]] == ["training-dataset"]


# ------------------------------------------------------------------ what next


def test_documents_alone_are_one_line():
    result = of_file("documents-missing.yml")
    assert result["next"]["class"] == 3
    assert result["next"]["says"] == (
        "Class III - Open Model: add Evaluation results, Model card and Data card under an open content licence, "
        "such as CC-BY-4.0; state a licence for Technical report: an open content licence, such as CC-BY-4.0"
    )
    assert [c["change"] for c in result["next"]["changes"]] == ["add", "license"]
    assert [c["components"] for c in result["next"]["changes"]] == [
        ["evaluation-results", "model-card", "data-card"],
        ["technical-report"],
    ]


def test_from_the_best_class_nothing_comes_next():
    assert of_file("class-1.yml")["next"] is None


def test_only_what_the_next_class_lacks_is_named():
    step = of_file("class-2-no-paper.yml")["next"]
    assert step["class"] == 1
    assert [c["components"] for c in step["changes"]] == [["research-paper"]]


def components_text(**licenses: str | None) -> str:
    lines = ["fourfold: 1", "name: m", "artifacts:"]
    for name, terms in licenses.items():
        key = name.replace("_", "-")
        kind = "code" if "code" in key or "architecture" in key else "model" if "parameters" in key else "document"
        lines.append(f"  - {{id: {key}-x, kind: {kind}, component: {key}{f', license: {terms}' if terms else ''}}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("report", "paper", "nearer"),
    [
        ({}, {"research_paper": None}, "research-paper"),
        ({"technical_report": None}, {}, "technical-report"),
        ({"technical_report": "CC-BY-NC-4.0"}, {"research_paper": None}, "research-paper"),
        ({}, {}, "technical-report"),
    ],
)
def test_of_report_and_paper_the_nearer_one_is_named(
    report: dict[str, str | None], paper: dict[str, str | None], nearer: str
):
    rest: dict[str, str | None] = {
        "model_architecture": "MIT",
        "model_parameters_final": "Apache-2.0",
        "evaluation_results": "CC-BY-4.0",
        "model_card": "CC-BY-4.0",
        "data_card": "CC-BY-4.0",
    }
    result = of_text(components_text(**rest, **report, **paper))
    assert result["class"] == 0
    assert [c["components"] for c in result["next"]["changes"]] == [[nearer]]


# ------------------------------------------------------------------ manifests


def test_a_manifests_parts_are_placed_by_component_or_kind():
    text = """
fourfold: 1
name: m
artifacts:
  - {id: weights, kind: model, license: Apache-2.0}
  - {id: stuff, kind: code, component: the-lot, license: MIT}
  - {id: upstream, kind: dataset, license: CC-BY-4.0, shipped: false}
"""
    result = of_text(text)
    found = {row["id"]: row for row in result["components"]}
    assert found["model-parameters-final"]["status"] == "open-but-unusual-type"
    assert "because of its kind" in found["model-parameters-final"]["because"][0]["says"]
    assert found["datasets"]["status"] == "absent"
    assert [reason["artifact"] for reason in result["unplaced"]] == ["stuff"]


def test_a_relabelled_model_is_not_open():
    text = """
fourfold: 1
name: m
artifacts:
  - {id: mine, kind: model, component: model-parameters, license: Apache-2.0}
  - {id: base, kind: model, license: llama3.1}
relations:
  - {from: mine, type: finetuned-from, to: base}
"""
    row = next(r for r in of_text(text)["components"] if r["id"] == "model-parameters-final")
    assert row["status"] == "present-not-open"
    assert "monthly-users" in {c["kind"] for c in row["because"][0]["clauses"]}


@pytest.mark.parametrize(
    ("terms", "status"),
    [
        ("CDLA-Permissive-2.0", "open"),
        ("OpenMDW-1.1", "open"),
        ("MIT", "open-but-unusual-type"),
        ("CC-BY-4.0 OR LicenseRef-ours", "open"),
        ("CC-BY-4.0 AND CC-BY-NC-4.0", "present-not-open"),
        ("CC-BY-ND-4.0", "present-not-open"),
        ("Undisclosed", "present-no-license"),
        ("NONE", "present-no-license"),
        ("LicenseRef-ours", "present-not-open"),
    ],
)
def test_status_by_terms_of_the_weights(terms: str, status: str):
    text = f"fourfold: 1\nname: m\nartifacts:\n  - {{id: w, kind: model, license: '{terms}'}}\n"
    assert statuses(of_text(text))["model-parameters-final"] == status


# ------------------------------------------------------------------ where tool and framework part


def why(result: dict[str, Any]) -> dict[str, list[str]]:
    return {entry["about"]: [reason["id"] for reason in entry["why"]] for entry in result["differs"]}


def test_datasets_count_under_any_terms_by_the_framework_only():
    own, tool = of_file("datasets-under-any-terms.yml"), of_file("datasets-under-any-terms.yml", "mot")
    assert (own["class"], tool["class"]) == (1, 2)
    assert own["differs"] == tool["differs"]
    assert why(own)["datasets"] == ["datasets-any-terms"]
    assert why(own)["class"] == ["datasets-any-terms"]


def test_each_difference_says_why_and_from_where():
    seen = set()
    for name in CLASSES:
        for entry in of_file(name)["differs"]:
            assert entry["framework"] != entry["tool"]
            assert entry["why"], entry
            assert all(reason["says"] and reason["source"] for reason in entry["why"])
            seen |= {reason["id"] for reason in entry["why"]}
    assert seen >= {
        "datasets-any-terms",
        "name-not-resolved",
        "license-list",
        "no-license-words",
        "component-unknown",
        "component-repeated",
        "progress-gated",
        "file-skipped",
    }


def test_the_mode_is_named_in_the_answer():
    assert of_file("class-1.yml")["mode"] == "framework"
    assert of_file("class-1.yml", "mot")["mode"] == "mot"
