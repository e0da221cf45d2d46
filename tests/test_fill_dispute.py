"""A label that its own origin does not allow is not written down as a conclusion, wherever label and origin are stated."""

from __future__ import annotations

from fourfold.fill import Source
from fourfold.fill.dispute import LABEL
from fourfold.read import read
from fourfold.rules import BY_NAME
from tests.filling import component, cyclonedx, filled, source

LLAMA = "meta-llama/Llama-3.1-8B"


def model(name, *licenses, **more):
    return {**component(name, *licenses, **more), "type": "machine-learning-model"}


def base():
    return model("base", {"license": {"name": "llama3.1"}}, purl=f"pkg:huggingface/{LLAMA}@1")


def card(tmp_path, license_, target="chat"):
    path = tmp_path / "README.md"
    path.write_text(f"---\nlicense: {license_}\nbase_model: {LLAMA}\nbase_model_relation: finetune\n---\n")
    return Source(read(path), str(path), target)


def outcome(answer):
    return {entry.artifact: entry.license for entry in answer.filled}, {e.artifact: e.reason for e in answer.left}


def test_the_rules_are_those_that_there_are():
    assert set(BY_NAME) >= LABEL
    assert len(LABEL) >= 10


def test_a_relabelled_derivative_is_left_open(tmp_path):
    data = cyclonedx(model("chat"), base())
    answer = filled(tmp_path, data, card(tmp_path, "apache-2.0"))
    written, left = outcome(answer)
    assert left == {"chat": "disputed"}
    assert set(written) == {"base"}
    assert answer.left[0].says.startswith("relabelled-derivative: chat says Apache-2.0, and is finetuned-from base")
    written, left = outcome(filled(tmp_path, data, card(tmp_path, "llama3.1")))
    assert (set(written), left) == ({"chat", "base"}, {})


def test_the_lineage_of_the_document_itself_counts(tmp_path):
    name = {"license": {"name": "Apache 2"}}
    for pedigree, expected in (
        ({"ancestors": [base()]}, {"chat": "disputed"}),
        ({"ancestors": [model("x", name)]}, {}),
    ):
        answer = filled(tmp_path, cyclonedx(model("chat", name, pedigree=pedigree)))
        assert outcome(answer)[1] == expected
        assert answer.changes


def test_the_lineage_of_another_input_counts_by_package_url(tmp_path):
    """Neither says enough alone: the document what the base is under, the other bill what came from it."""
    path = tmp_path / "fourfold.yaml"
    path.write_text(
        "fourfold: 1\nname: r\nartifacts:\n  - {id: acme/chat, kind: model, license: Apache-2.0}\n"
        f"  - {{id: {LLAMA}, kind: model}}\nrelations:\n  - {{from: acme/chat, type: finetuned-from, to: {LLAMA}}}\n"
    )
    data = cyclonedx(model("c", purl="pkg:huggingface/acme/chat@7"), base())
    assert outcome(filled(tmp_path, data, Source(read(path), str(path))))[1] == {"c": "disputed"}
    assert outcome(filled(tmp_path, cyclonedx(data["components"][0]), Source(read(path), str(path))))[1] == {}


def test_duties_and_limits_are_no_reason_to_keep_a_licence_back(tmp_path):
    answer = filled(tmp_path, cyclonedx(model("chat"), model("data")), source("cc-by-nc-4.0", target="chat"), source("llama3.1", target="data"))  # fmt: skip
    assert outcome(answer)[1] == {}
