"""Names and package URLs tell what a thing is, and no more than that."""

from __future__ import annotations

import pytest

from fourfold.read.kinds import DATA, WEIGHTS, at_hub, hub_id, kind_of_file, kind_of_purl
from fourfold.terms import Kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/model.SAFETENSORS", Kind.MODEL),
        ("pytorch_model.bin", Kind.MODEL),
        ("firmware.bin", Kind.CODE),
        ("train.jsonl", Kind.DATASET),
        ("train.py", Kind.CODE),
        ("Makefile", Kind.CODE),
        ("", Kind.CODE),
    ],
)
def test_files(name, kind):
    assert kind_of_file(name) is kind


@pytest.mark.parametrize(
    ("purl", "kind", "hub"),
    [
        ("pkg:huggingface/org/name@rev?x=y#z", Kind.MODEL, "org/name"),
        ("pkg:huggingface/datasets/org/name", Kind.DATASET, "datasets/org/name"),
        ("pkg:huggingface/org%2Fname@rev", Kind.MODEL, "org/name"),
        ("pkg:huggingface/datasets%2Forg%2Fna%40me@rev", Kind.DATASET, "datasets/org/na@me"),
        ("pkg:mlflow/name@1", Kind.MODEL, ""),
        ("pkg:dataset/org/name@1", Kind.DATASET, ""),
        ("pkg:pypi/name@1", None, ""),
        ("", None, ""),
    ],
)
def test_package_urls(purl, kind, hub):
    assert kind_of_purl(purl) is kind
    assert hub_id(purl) == hub


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        ("https://huggingface.co/org/name", Kind.MODEL, "org/name"),
        ("http://www.huggingface.co/org/name/blob/main/README.md", Kind.MODEL, "org/name"),
        ("https://hf.co/datasets/org/name/", Kind.DATASET, "org/name"),
        ("https://huggingface.co/datasets/squad", Kind.DATASET, "squad"),
        ("https://huggingface.co/datasets/org/name", Kind.MODEL, "https://huggingface.co/datasets/org/name"),
        ("https://huggingface.co/org/name", Kind.DATASET, "https://huggingface.co/org/name"),
        ("https://acme.example/org/name", Kind.MODEL, "https://acme.example/org/name"),
        ("org/name", Kind.MODEL, "org/name"),
    ],
)
def test_addresses_of_the_hub(address, kind, name):
    assert at_hub(address, kind) == name


def test_no_suffix_is_of_two_kinds():
    assert not WEIGHTS & DATA
