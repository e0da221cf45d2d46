"""Only what has one meaning, and against which nothing speaks, is certain."""

from __future__ import annotations

import pytest

from fourfold.artifact import Claim
from fourfold.catalogue import catalogue
from fourfold.fill.certain import LISTED, Certain, Doubt, decisive, settle, shorten
from fourfold.license import License
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.read.cyclonedx import READER
from fourfold.terms import Grade
from tests.filling import LLAMA

KNOWN = catalogue()


def declared(words, grade=Grade.C, **more):
    return Claim(words, grade, **more)


def text(words):
    return Claim(words, Grade.A, "LICENSE", "text")


def seen(words):
    return Claim(words, Grade.C, "", "observed")


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([declared("MIT")], "MIT"),
        ([declared("Apache 2")], "Apache-2.0"),
        ([declared("apache-2.0"), declared("Apache-2.0"), declared("NOASSERTION")], "Apache-2.0"),
        ([declared("https://www.apache.org/licenses/LICENSE-2.0.txt")], "Apache-2.0"),
        ([declared("llama3.1")], LLAMA),
        ([declared("MIT OR Apache-2.0"), declared("apache-2.0 or mit")], "MIT OR Apache-2.0"),
        ([declared("MIT OR Apache-2.0"), seen("MIT")], "MIT OR Apache-2.0"),
        ([declared("GPL-2.0-only WITH Classpath-exception-2.0")], "GPL-2.0-only WITH Classpath-exception-2.0"),
        # a name that leaves the version open is settled by the text, and the text's "or later" by an id
        ([declared("Apache"), text("Apache-2.0")], "Apache-2.0"),
        ([text("GPL-3.0-only"), declared("GPL-3.0-or-later")], "GPL-3.0-or-later"),
    ],
)
def test_one_meaning_is_certain(claims, words):
    for order in (claims, claims[::-1]):
        found = settle(order, KNOWN)
        assert isinstance(found, Certain), found
        assert set(found.words.split(" OR ")) == set(words.split(" OR "))


@pytest.mark.parametrize(
    ("claims", "kind", "says"),
    [
        ([], "unstated", "no licence is stated"),
        ([declared("NOASSERTION"), declared("other")], "unstated", "no licence"),
        ([declared("NONE")], "none", "NONE"),
        ([declared("NONE"), declared("MIT")], "disagreeing", "NONE"),
        ([declared("Fnord-1.0")], "unknown", "Fnord-1.0"),
        ([declared("gpl")], "ambiguous", "GPL-2.0-only"),
        ([declared("llama")], "ambiguous", "may mean"),
        ([declared("MIT AND Fnord-1.0")], "unknown", "Fnord-1.0"),
        # of one licence only a short id, in an expression as well as alone
        ([declared("GPL-2.0")], "ambiguous", "GPL-2.0-or-later"),
        ([declared("GPL-2.0 OR MIT")], "ambiguous", "GPL-2.0-or-later"),
        ([declared("CPL")], "mapped", "CPL-1.0"),
        ([declared("MIT"), declared("Apache-2.0")], "disagreeing", "do not mean the same"),
        ([declared("GPL-2.0-only"), declared("GPL-2.0-or-later")], "disagreeing", "do not mean the same"),
        ([declared("Our own terms"), text("MIT")], "disagreeing", "do not mean the same"),
        ([declared("Apache"), text("MIT")], "disagreeing", "do not mean the same"),
        ([text("MIT"), declared("Apache-2.0", Grade.B)], "disagreeing", "do not mean the same"),
        ([seen("MIT")], "observed", "only seen"),
        ([declared("MIT"), seen("GPL-3.0-only")], "disagreeing", "only seen"),
        ([declared("MIT", Grade.E)], "observed", "only guessed"),
        ([declared("MIT AND Apache-2.0", source=f"x ({LISTED})")], "observed", "may be a choice"),
        ([declared("MIT", place=Place("b", None, "/components/0/evidence/licenses/0"))], "observed", "only seen"),
        ([declared("Classpath-exception-2.0")], "unwritable", "no licence of its own"),
    ],
)
def test_everything_else_is_not(claims, kind, says):
    for order in (claims, claims[::-1]):
        found = settle(order, KNOWN)
        assert isinstance(found, Doubt), found
        assert found.kind == kind
    assert says in settle(claims, KNOWN).says


def test_a_private_licence_needs_an_id_that_standards_take():
    from fourfold.catalogue import Catalogue

    for name, kind in (("LicenseRef-Acme-1.0", Certain), ("Acme-1.0", Doubt)):
        known = Catalogue(KNOWN._raw, {name: License(name, "Acme licence")})
        assert isinstance(settle([declared("Acme licence")], known), kind)


def test_a_list_without_operators_is_told_by_its_reader():
    """The words by which a reader says so are those that are looked for."""
    entries = [{"license": {"id": "MIT"}}, {"license": {"id": "Apache-2.0"}}]
    data = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a", "licenses": entries}]}  # fmt: skip
    import json

    bill = READER.read(Source("b", None, json.dumps(data).encode()))
    found = settle(bill.artifacts[0].claims, KNOWN)
    assert isinstance(found, Doubt)
    assert found.kind == "observed"


def test_who_concluded_is_heard_before_who_declared():
    concluded, stated = Claim("MIT", role="concluded"), Claim("Our own terms")
    assert decisive((stated, concluded)) == (concluded,)
    assert decisive((stated, text("MIT"), concluded)) == (text("MIT"), concluded)
    assert decisive((stated, Claim("NOASSERTION", role="concluded"))) == (
        stated,
        Claim("NOASSERTION", role="concluded"),
    )


def test_references_are_told_once():
    found = settle([declared(f"{LLAMA} AND (MIT OR {LLAMA})")], KNOWN)
    assert found.references == (LLAMA,)


def test_long_words_are_cut():
    assert shorten("a\n b") == "a b"
    assert len(shorten("x" * 500)) == 120
