"""What an artifact is, as far as a file's name or a package URL tells."""

from __future__ import annotations

import re
from urllib.parse import unquote

from fourfold.terms import Kind

WEIGHTS = frozenset(
    [
        ".safetensors",
        ".gguf",
        ".ggml",
        ".pt",
        ".pth",
        ".ckpt",
        ".onnx",
        ".tflite",
        ".h5",
        ".keras",
        ".msgpack",
        ".npz",
        ".mlmodel",
        ".pdparams",
    ]
)
"""Suffixes of files that hold weights."""
DATA = frozenset([".parquet", ".arrow", ".jsonl", ".csv", ".tsv", ".tfrecord", ".wds", ".feather", ".avro"])
"""Suffixes of files that hold data."""
_BY_SUFFIX = dict.fromkeys(WEIGHTS, Kind.MODEL) | dict.fromkeys(DATA, Kind.DATASET)
_DATASETS = ("pkg:huggingface/datasets/", "pkg:dataset/")
_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<datasets>datasets/)?(?P<name>[\w.-]+(?:/[\w.-]+)?)(?:/(?:tree|blob|resolve)/.*)?/?"
)
_AI = ("pkg:huggingface/", "pkg:mlflow/", "pkg:dataset/")


def kind_of_file(name: str) -> Kind:
    """Return what a file is by its name: weights, data, else code.

    Examples
    --------
    >>> kind_of_file("out/model.safetensors")
    <Kind.MODEL: 'model'>
    """
    suffix = name[name.rfind(".") :].lower()
    if suffix == ".bin" and "model" in name.lower():
        return Kind.MODEL
    return _BY_SUFFIX.get(suffix, Kind.CODE)


def kind_of_purl(purl: str) -> Kind | None:
    """Return what a package URL names: a model, a dataset, else none.

    Examples
    --------
    >>> kind_of_purl("pkg:huggingface/datasets/org/name")
    <Kind.DATASET: 'dataset'>
    """
    if not purl.startswith(_AI):
        return None
    if "%" in purl:
        purl = unquote(purl)
    return Kind.DATASET if purl.startswith(_DATASETS) else Kind.MODEL


def hub_id(purl: str) -> str:
    """Return the Hub id that a package URL names, without its revision; empty if it names none.

    Examples
    --------
    >>> hub_id("pkg:huggingface/org/name@main?x=y")
    'org/name'
    """
    if not purl.startswith("pkg:huggingface/"):
        return ""
    name = purl.removeprefix("pkg:huggingface/").partition("?")[0].partition("#")[0].partition("@")[0]
    return unquote(name) if "%" in name else name


def at_hub(address: str, kind: Kind = Kind.MODEL) -> str:
    """Return the id of the model or dataset that an address of the Hub leads to; the words themselves if they are no such address.

    Examples
    --------
    >>> at_hub("https://huggingface.co/org/name/tree/main"), at_hub("https://hf.co/datasets/org/name", Kind.DATASET)
    ('org/name', 'org/name')
    """
    found = _ADDRESS.fullmatch(address)
    return found["name"] if found and bool(found["datasets"]) == (kind is Kind.DATASET) else address
