"""A word for what a model works on tells whether a clause means it, or leaves it open."""

from __future__ import annotations

import pytest

from fourfold import modality
from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.modality import is_meant
from fourfold.terms import Kind, Verb, Verdict


@pytest.mark.parametrize(
    ("word", "sort", "told"),
    [
        ("multimodal", "multimodal", True),
        ("Vision_Language", "multimodal", True),
        ("text", "multimodal", False),
        ("text-to-image", "multimodal", False),
        ("sensors", "multimodal", None),
        ("image-text-to-text", "language-models", True),
        ("text-to-image", "language-models", False),
        ("text-to-image", "text-to-image-models", True),
        ("multimodal", "text-to-image-models", None),
        ("text, image", "multimodal", True),
        ("text, audio, video", "multimodal", True),
        ("image, audio", "multimodal", False),
        ("text, sensors", "multimodal", None),
        ("text, image", "language-models", True),
        ("image, video", "language-models", False),
        ("text, image", "text-to-image-models", None),
        ("text, audio", "text-to-image-models", False),
    ],
)
def test_a_word_tells_or_leaves_it_open(word, sort, told):
    assert is_meant(word, sort) is told


def test_no_word_is_of_two_sorts():
    sorts = [modality.TEXT, modality.IMAGE, modality.MULTIMODAL, modality.OTHER]
    assert sum(map(len, sorts)) == len(frozenset().union(*sorts))


@pytest.mark.parametrize(
    ("stated", "verdicts"),
    [
        (("text", "image"), [Verdict.CONFLICT] * 2),
        ("text, image", [Verdict.CONFLICT] * 2),
        (("text",), []),
        (("odd",), [Verdict.UNKNOWN] * 2),
    ],
)
def test_a_list_is_several_words(stated, verdicts):
    """It was passed over, and the modality called unstated: of the terms that arrive, and of the thing's own."""
    new = Artifact("new", Kind.MODEL, (Claim("llama4"),), facts={"modality": stated})
    old = Artifact("old", Kind.MODEL, (Claim("llama4"),))
    bill = Bill("b", (new, old), (Relation("new", Verb.FINETUNED_FROM, "old"),))
    found = [f for f in check(bill, context=Context(territory=("DE",))).findings if f.rule == "territory-excluded"]
    assert [f.verdict for f in found if f.subject == "new"] == verdicts
    assert not any("is not stated" in f.message for f in found if f.subject == "new")
