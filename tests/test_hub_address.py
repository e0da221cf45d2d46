"""Names of repositories: what users write, what cards write, and what is none."""

from __future__ import annotations

import pytest

from fourfold.errors import InputError
from fourfold.hub.address import Address
from fourfold.terms import Kind


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("hf:org/name", Address("org/name"), "org/name"),
        ("hf:org/name@v1.0", Address("org/name", revision="v1.0"), "org/name"),
        ("hf:org/name@refs/pr/12", Address("org/name", revision="refs/pr/12"), "org/name"),
        ("hf://org/name@main", Address("org/name"), "org/name"),
        ("hf:gpt2", Address("gpt2"), "gpt2"),
        ("hf:models/org/name", Address("org/name"), "org/name"),
        ("hf:datasets/org/name", Address("org/name", Kind.DATASET), "datasets/org/name"),
        ("hf:datasets/squad", Address("squad", Kind.DATASET), "datasets/squad"),
        ("hf:spaces/org/app@main", Address("org/app", Kind.CODE), "spaces/org/app"),
        ("hf:org/Name_1.5-v2", Address("org/Name_1.5-v2"), "org/Name_1.5-v2"),
    ],
)
def test_an_address_is_read(text, address, name):
    assert Address.parse(text) == address
    assert address.name == name
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        "hf:", "hf:/", "hf:org/", "hf:/name", "hf:a/b/c", "hf:org/na me", "hf:org/..", "hf:../x", "hf:org/a..b", "hf:org/name@",
        "hf:org/name@a..b", "hf:org/name@/etc", "hf:org/name@../x", "hf:org/name@a b", "hf:org/name@a@b", "hf:org/a--b",
        "hf:org/name.git", "hf:datasets/", "hf:org/name?x=1", "hf:org/näme", "hf:" + "x" * 200, "hf:org/name\n",
    ],
)  # fmt: skip
def test_what_is_no_address_is_told(text):
    with pytest.raises(InputError) as caught:
        Address.parse(text)
    assert "hf:org/name@revision" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("org/base", Address("org/base")),
        ("https://huggingface.co/org/base", Address("org/base")),
        ("https://huggingface.co/datasets/org/data/", Address("org/data", Kind.DATASET)),
        ("https://hf.co/org/base", Address("org/base")),
        ("https://huggingface.co/org/base/tree/main", None),
        ("https://example.com/org/base", None),
        ("./out/checkpoint-500", None),
        ("/home/me/base", None),
        ("C:\\models\\base", None),
        ("our own base model", None),
        ("", None),
    ],
)
def test_what_a_card_names_is_an_address_or_none(text, found):
    assert Address.named(text) == found
