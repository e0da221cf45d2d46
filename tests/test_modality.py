"""A word for what a model works on tells whether a clause means it, or leaves it open."""

from __future__ import annotations

import pytest

from fourfold import modality
from fourfold.modality import is_meant


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
    ],
)
def test_a_word_tells_or_leaves_it_open(word, sort, told):
    assert is_meant(word, sort) is told


def test_no_word_is_of_two_sorts():
    sorts = [modality.TEXT, modality.IMAGE, modality.MULTIMODAL, modality.OTHER]
    assert sum(map(len, sorts)) == len(frozenset().union(*sorts))
