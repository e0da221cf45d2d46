"""How artifacts came out: what is printed of each, and of how many under which licence."""

from __future__ import annotations

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.terms import Grade, Kind, Verb


def made(name, words=None, kind=Kind.CODE, **more):
    return Artifact(name, kind, (Claim(words),) if words else (), **more)


def bill(*artifacts, relations=()):
    return Bill("b", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations))


def test_the_mix_counts_artifacts_by_the_terms_that_bind():
    report = check(
        bill(made("a", "MIT"), made("b", "mit"), made("c"), made("d", "GPL-3.0-only"), relations=[("a", "runs", "d")])
    )
    rows = {row.license: (row.artifacts, row.shipped) for row in report.mix}
    assert rows == {"MIT": (2, 2), "(none stated)": (1, 1), "GPL-3.0-only": (1, 0)}
    assert next(iter(rows)) == "MIT"


def test_a_choice_that_binds_stands_in_brackets_beside_other_terms():
    report = check(
        bill(
            made("a", "MIT OR ISC", Kind.MODEL),
            made("b", "llama3.1", Kind.MODEL),
            relations=[("a", "finetuned-from", "b")],
        )
    )
    assert report.artifacts[0].effective == "(MIT OR ISC) AND LicenseRef-scancode-llama-3.1-license-2024"


def test_what_is_stated_stands_beside_what_it_was_resolved_to():
    states = check(
        bill(made("a", "The MIT License"), made("b", "Acme Terms"), made("c"), made("d", inherited=True))
    ).artifacts
    assert [(s.license, s.resolved, s.evidence, s.kind) for s in states] == [
        ("The MIT License", "MIT", "C", "code"), ("Acme Terms", "", "C", "code"), ("", "", "", "code"), ("inherited", "", "", "code"),
    ]  # fmt: skip


def test_a_row_of_the_mix_says_what_it_counts_and_how_well_it_is_known():
    text, tag = (Claim("MIT", Grade.A),), (Claim("MIT", Grade.C),)
    parts = (
        Artifact("a", Kind.CODE, tag),
        Artifact("b", Kind.MODEL, text),
        Artifact("c", None, tag),
        made("w", inherited=True),
    )
    rows = {row.license: row for row in check(bill(*parts)).mix}
    assert (rows["MIT"].kinds, list(rows["MIT"].evidence.items())) == (("code", "model"), [("A", 1), ("C", 2)])
    assert rows["(that of its parts)"].evidence == {}


def test_equal_artifacts_share_what_is_made_of_them():
    first, *others = check(bill(*(made(f"a{i}", "ISC") for i in range(3)))).artifacts
    assert all(other.freedoms is first.freedoms and other.effective is first.effective for other in others)
