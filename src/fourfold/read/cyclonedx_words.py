"""The words of CycloneDX: component types, and the properties in which writers put what the format has no field for."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.terms import Kind, Verb

NEWEST = (1, 7)
"""The newest version that this was written for; a newer one is read as far as it is the same."""

TYPES: Mapping[str, Kind | None] = {
    "application": Kind.CODE,
    "framework": Kind.CODE,
    "library": Kind.CODE,
    "platform": Kind.CODE,
    "operating-system": Kind.CODE,
    "container": Kind.CODE,
    "firmware": Kind.CODE,
    "device-driver": Kind.CODE,
    "machine-learning-model": Kind.MODEL,
    "data": Kind.DATASET,
}
"""Component types by what they are; a file is what its name says, and the others are none of these."""

DATA_AS_CODE = frozenset({"source-code", "configuration"})
"""Types of data that are none: what they hold is code."""

PEDIGREE: Mapping[str, tuple[Verb, bool]] = {
    "ancestors": (Verb.MODIFIED_FROM, False),
    "descendants": (Verb.MODIFIED_FROM, True),
    "variants": (Verb.COPIED_FROM, False),
}
"""Pedigree lists: how the component stands to what is in them, and whether the two change places."""

BASE = frozenset({"basemodel", "basemodels"})
"""Last parts of property names whose value is a base model, in lower case without separators."""
BASE_RELATION = frozenset({"basemodelrelation"})
"""Likewise, for how the model came from it."""
MADE_OF_IT = "ai.model.relation"
"""A property of a base model: how the models came from it that depend on it."""
DATASETS = frozenset({"datasets", "trainingdatasets"})
"""Last parts of property names whose value is what a model learned from."""
UNSAID = frozenset({"", "-", "n/a", "na", "none", "null", "unknown", "other", "tbd", "noassertion", "not specified", "not available", "more information needed"})  # fmt: skip
"""Values that generators write where nothing is known, in lower case without brackets."""
RELATION: Mapping[str, Verb] = {
    "finetune": Verb.FINETUNED_FROM,
    "finetuned": Verb.FINETUNED_FROM,
    "adapter": Verb.ADAPTER_OF,
    "lora": Verb.ADAPTER_OF,
    "merge": Verb.MERGED_FROM,
    "merged": Verb.MERGED_FROM,
    "quantized": Verb.QUANTIZED_FROM,
    "converted": Verb.CONVERTED_FROM,
    "pruned": Verb.PRUNED_FROM,
    "distilled": Verb.DISTILLED_FROM,
}
"""How a model came from its base: the Hub's words, and what generators write beside them."""

STAGE = "cdx:ai-ml:dataset:stage"
"""The property that says in which stage a dataset was used."""
EVALUATION = ("eval", "test", "valid", "benchmark")
"""What a stage's name holds if nothing was learned in it."""

CONCLUDED = "fourfold:license:concluded"
"""Property in which fourfold notes a conclusion that the licence list of a version cannot take."""
APPROVED = "License :: OSI Approved"
"""What Python packages say beside the licence itself, and nothing more than that the OSI has approved of it."""
OWN_LICENSE = frozenset({CONCLUDED, "license", "License", "huggingface:license"})
"""Properties that speak of the component's own licence; what others end in may be that of its data, or of what it was made from."""

COPYING = frozenset({"copy", "clone"})
"""Types of tasks whose output is the input."""
LOOKING = frozenset({"lint", "scan", "test", "clean", "deliver", "deploy", "release"})
"""Types of tasks that make nothing new of their input."""
