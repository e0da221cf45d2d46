"""`mode: mot` gives what the Model Openness Tool gives, number by number, oddities included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from fourfold.analyse import check
from fourfold.frameworks import audit
from fourfold.frameworks.base import load
from fourfold.read.base import load_yaml, open_source
from fourfold.read.mof import READER, build

BILLS = Path(__file__).parent / "bills" / "mof"


def mot(path: Path) -> dict[str, Any]:
    bill = READER.read(open_source(str(path)))
    return audit(bill, check(bill), ["mof"], "mot")["mof"]


def of_components(*components: tuple[str, str | None], terms: str = "{}") -> dict[str, Any]:
    lines = ["framework: {version: '1.0'}", "release:", "  name: m", f"  license: {terms}", "  components:"]
    for name, words in components:
        lines.append(f"  - {{name: {name}}}" if words is None else f"  - {{name: {name}, license: '{words}'}}")
    bill = build(load_yaml("\n".join(lines) + "\n", "m.yml"))
    return audit(bill, check(bill), ["mof"], "mot")["mof"]


def status(result: dict[str, Any], name: str) -> str:
    return str(next(row["status"] for row in result["components"] if row["id"] == name))


def test_the_tools_own_test_data_pass(shared: Path):
    folder = shared / "samples" / "mot-tests"
    if not folder.is_dir():
        pytest.skip("the tool's test data are not at hand")
    text = (folder / "expected_results.json").read_text(encoding="utf-8")
    expected = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["models"]
    wanted = {model["release"]["name"]: model["classification"] for model in expected}
    seen = set()
    for path in sorted(folder.glob("*.yml")):
        bill = READER.read(open_source(str(path)))
        result = audit(bill, check(bill), ["mof"], "mot")["mof"]
        assert result["class"] == wanted[bill.name]["class"], path.name
        assert result["label"] == wanted[bill.name]["label"], path.name
        assert result["progress"] == wanted[bill.name]["progress"], path.name
        seen.add(bill.name)
    assert len(seen) == len(wanted) == 27


def test_its_list_of_open_licences_is_whole():
    table = load("mof").raw["mot"]
    ids = {i for key in ("osi", "fsf", "open_data", "extra") for i in table[key]}
    assert len(table["osi"]) == 144
    assert len(table["open_data"]) == 31
    # 225 of the tool's 660 ids, and the one misspelt id that no licence has.
    assert len(ids) == 226
    assert {key: len(table["appropriate"][key]) for key in ("code", "data", "document")} == {
        "code": 18,
        "data": 3,
        "document": 6,
    }
    assert all(i in ids for names in table["appropriate"].values() for i in names)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CDLA-Permissive-2.0", "open"),
        ("CC0-1.0", "open-but-unusual-type"),
        ("MIT", "open-but-unusual-type"),
        ("PDDL-1.0", "present-not-open"),
        ("ODC-PDDL-1.0", "open-but-unusual-type"),
        ("OpenMDW-1.0", "open"),
        ("OpenMDW-1.1", "present-not-open"),
        ("cc0-1.0", "present-not-open"),
        ("MIT OR Apache-2.0", "present-not-open"),
        ("Component not included", "present-not-open"),
        ("unlicensed", "present-no-license"),
        ("", "present-no-license"),
        ("0", "present-no-license"),
    ],
)
def test_a_licence_is_compared_letter_by_letter(words: str, expected: str):
    assert status(of_components(("Datasets", words)), "datasets") == expected


def test_an_unlicensed_component_does_not_fall_back_on_the_release():
    terms = "{distribution: {name: MIT}, document: {name: CC-BY-4.0}}"
    result = of_components(("Model card", "unlicensed"), ("Data card", None), ("Training code", None), terms=terms)
    assert status(result, "model-card") == "present-no-license"
    assert status(result, "data-card") == "open"
    assert status(result, "training-code") == "open"


def test_an_unknown_name_is_stored_as_datasets():
    terms = "{data: {name: CC-BY-4.0}, distribution: {name: MIT}}"
    result = of_components(("Training dataset", None), terms=terms)
    row = next(row for row in result["components"] if row["id"] == "datasets")
    assert (row["status"], row["license"]) == ("open-but-unusual-type", "CC-BY-4.0")
    assert status(of_components(("model card", "CC-BY-4.0")), "model-card") == "absent"


def test_the_last_of_several_entries_wins():
    assert (
        status(of_components(("Data card", "CC-BY-4.0"), ("Data card", "CC-BY-NC-4.0")), "data-card")
        == "present-not-open"
    )
    assert status(of_components(("Data card", "CC-BY-NC-4.0"), ("Data card", "CC-BY-4.0")), "data-card") == "open"


def test_a_class_shows_nothing_while_a_lower_one_is_short():
    names = ["Model architecture", "Model parameters (Final)", "Evaluation results", "Model card", "Training code"]
    result = of_components(*((name, "Apache-2.0") for name in names))
    assert result["progress"] == {"1": 0.0, "2": 0.0, "3": 4 / 6 * 100}


def test_the_paper_waives_the_report_and_shortens_class_one():
    assert mot(BILLS / "class-1-paper-for-report.yml")["progress"] == {"1": 100.0, "2": 100.0, "3": 100.0}
    assert mot(BILLS / "class-2-no-paper.yml")["progress"] == {"1": 13 / 14 * 100, "2": 100.0, "3": 100.0}
    code = [(name, "MIT") for name in ("Model architecture", "Training code", "Inference code", "Evaluation code")]
    data = [(name, "MIT") for name in ("Model parameters (Final)", "Evaluation data")]
    documents = [(name, "MIT") for name in ("Evaluation results", "Model card", "Data card", "Research paper")]
    result = of_components(*code, *data, *documents)
    assert result["progress"] == {"1": 10 / 13 * 100, "2": 100.0, "3": 100.0}
    assert result["class"] == 2


def test_a_closed_paper_waives_nothing_that_counts():
    documents = [(name, "MIT") for name in ("Model architecture", "Model parameters (Final)", "Evaluation results")]
    cards = [(name, "MIT") for name in ("Model card", "Data card")]
    result = of_components(*documents, *cards, ("Research paper", "CC-BY-NC-4.0"))
    assert result["progress"]["3"] == 5 / 6 * 100


def test_optional_components_count_neither_way():
    plain = of_components(("Model card", "MIT"))
    closed = of_components(("Model card", "MIT"), ("Supporting libraries and tools", "CC-BY-NC-4.0"))
    opened = of_components(("Model card", "MIT"), ("Supporting libraries and tools", "MIT"))
    assert plain["progress"] == closed["progress"] == opened["progress"]
