"""What an artifact is, as far as a file's name or a package URL tells."""

from __future__ import annotations

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
    return purl.removeprefix("pkg:huggingface/").partition("?")[0].partition("#")[0].partition("@")[0]
