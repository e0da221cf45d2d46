"""What another input says counts for the same thing only: by package URL, by id, or because the user says so."""

from __future__ import annotations

import pytest

from fourfold.artifact import Artifact, Bill, Claim
from fourfold.errors import UsageError
from fourfold.fill import match
from fourfold.fill.match import Source, Sources, same
from fourfold.place import Place
from fourfold.terms import Kind


def thing(id_, *aliases, **more):
    return Artifact(id_, more.pop("kind", Kind.CODE), (Claim("MIT", place=Place("/home/me/x/LICENSE")),), aliases=aliases, **more)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (thing("a", "pkg:pypi/x@1"), thing("b", "pkg:pypi/x@1"), True),
        (thing("a", "pkg:pypi/x@1"), thing("a", "pkg:pypi/x@2"), False),
        (thing("a", "pkg:pypi/x@1"), thing("a"), True),
        (thing("SPDXRef-1", "pkg:huggingface/acme/chat@1", "acme/chat", name="chat"), thing("acme/chat"), True),
        (thing("a", version="1"), thing("a", version="2"), False),
        (thing("a", version="1"), thing("a"), True),
        (thing("a", name="x"), thing("a", name="y"), False),
        (thing("a", name="x"), thing("b", name="x"), False),
        (thing("SPDXRef-1", name="x"), thing("SPDXRef-1", name="x"), False),
        (thing("#/components/0"), thing("#/components/0"), False),
        (thing("/packages/0"), thing("/packages/0"), False),
    ],
)
def test_what_is_the_same(one, other, expected):
    assert same(one, other) is same(other, one) is expected


def sources(bill, *others):
    return Sources(others, Bill("document", tuple(bill)))


def test_claims_come_from_what_is_the_same_and_idle_inputs_are_told():
    used = Source(Bill("s", (thing("pkg:pypi/x@1"), thing("z"))), "used.json")
    idle = Source(Bill("s", (thing("nobody"),)), "idle.json")
    document = thing("a", "pkg:pypi/x@1")
    found = sources([document], used, idle)
    assert [claim.license for claim in found.claims(document)] == ["MIT"]
    assert found.claims(thing("b")) == ()
    assert found.idle == ("idle.json",)
    assert [(pair.given, pair.other, pair.artifact.id) for pair in found.pairs] == [(0, "pkg:pypi/x@1", "a")]


def test_the_user_says_what_an_input_is():
    card = Bill("card", (thing("README", kind=Kind.MODEL, shipped=True), thing("base", shipped=False)))
    for wanted in ("chat", "acme/chat", "Chat!"):
        document = thing("chat", "acme/chat", kind=Kind.MODEL, name="Chat!")
        found = sources([document, thing("other")], Source(card, "README.md", wanted))
        assert len(found.claims(document)) == 1
        assert found.claims(thing("README")) == ()


def test_of_several_things_the_one_of_the_same_kind_is_meant():
    folder = Bill("folder", (thing("w", kind=Kind.MODEL), thing("c", kind=Kind.CODE)))
    document = thing("chat", kind=Kind.MODEL)
    assert len(sources([document], Source(folder, "folder", "chat")).claims(document)) == 1
    twice = Bill("folder", (thing("w", kind=Kind.MODEL), thing("v", kind=Kind.MODEL)))
    with pytest.raises(UsageError, match="does not hold just one model"):
        sources([document], Source(twice, "folder", "chat"))


def test_an_id_that_is_not_there_is_told_with_what_is_near():
    with pytest.raises(UsageError, match="is nothing in the document") as caught:
        sources([thing("acme/chat")], Source(Bill("b", (thing("x"),)), "b.json", "acme/chap"))
    assert "acme/chat" in caught.value.hint
    with pytest.raises(UsageError, match="means several things"):
        sources([thing("a", name="x"), thing("b", name="x")], Source(Bill("b", (thing("y"),)), "b.json", "x"))


def test_folders_above_what_was_named_are_not_told():
    bill = Bill("b", (thing("a"),))
    (claim,) = sources([thing("a")], Source(bill, "/home/me/x")).claims(thing("a"))
    assert claim.place.file == "x/LICENSE"
    (claim,) = sources([thing("a")], Source(bill, "relative")).claims(thing("a"))
    assert claim.place.file == "/home/me/x/LICENSE"


def test_twins_have_the_same_package_url():
    one, two, three = thing("a", "pkg:pypi/x@1"), thing("b", "pkg:pypi/x@1"), thing("c", "pkg:pypi/y@1")
    found = sources([one, two, three])
    assert found.twins(one) == two.claims
    assert found.twins(three) == ()


@pytest.mark.parametrize(
    ("purl", "versions", "is_same"),
    [
        ("pkg:npm/%40acme/x@1", ("1", "v1"), True),
        ("pkg:pypi/x", ("1", "1"), True),
        ("pkg:pypi/x", ("1", ""), True),
        ("pkg:pypi/x", ("1", "9"), False),
        ("pkg:npm/@acme/x?a=b@c", ("1", "9"), False),
    ],
)
def test_a_package_url_without_a_version_is_that_of_no_other_version(purl, versions, is_same):
    one, other = (thing(name, purl, version=version) for name, version in zip("ab", versions, strict=True))
    assert same(one, other) is is_same
    assert sources([one, other]).twins(one) == (other.claims if is_same else ())


def test_of_many_twins_that_say_the_same_few_are_looked_at(monkeypatch):
    looked = []
    monkeypatch.setattr(match, "decisive", lambda claims: looked.append(claims) or claims)
    many = [thing(f"t{i}", "pkg:pypi/x@1") for i in range(50)]
    found = sources(many)
    assert all(len(found.twins(one)) == 1 for one in many)
    assert len(looked) <= 2 * len(many)
