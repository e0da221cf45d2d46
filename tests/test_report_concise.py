"""One finding a line, made for grep and for editors that open a place."""

from __future__ import annotations

import re

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.place import Place
from fourfold.report.concise import render
from fourfold.terms import Kind, Verb, Verdict


def made(name, words=None, kind=Kind.MODEL, line=3):
    return Artifact(
        name, kind, (Claim(words, place=Place("bill.yaml", line)),) if words else (), place=Place("bill.yaml", line)
    )


def ask(*artifacts, relations=()):
    return check(Bill("release", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations)))


CONFLICT = ask(made("tuned", "MIT"), made("base", "llama3.1"), relations=[("tuned", "finetuned-from", "base")])


def test_a_finding_is_a_line_with_place_verdict_rule_reason_and_clause():
    first, *_ = render(CONFLICT).splitlines()
    assert re.match(
        r"bill\.yaml:3: conflict relabelled-derivative tuned says MIT.* \(LicenseRef-scancode-llama-3\.1-license-2024 \S+.*\)$",
        first,
    )


def test_the_last_line_is_the_verdict_with_all_four_freedoms():
    assert (
        render(CONFLICT).splitlines()[-1] == "release: conflict use=partial study=partial modify=partial share=partial"
    )
    assert (
        render(ask(made("c", "MIT", Kind.CODE)))
        == "release: ok use=granted study=granted modify=granted share=granted\n"
    )


def test_there_is_a_line_for_each_finding_that_counts_and_none_for_notes_and_duties():
    report = ask(
        made("tuned", "MIT"), made("base", "llama3.1"), made("d", "CC-BY-SA-4.0", Kind.DATASET), made("x"),
        relations=[("tuned", "finetuned-from", "base"), ("tuned", "trained-on", "d")],
    )  # fmt: skip
    counted = [
        f for f in report.findings if f.shipped and f.verdict in {Verdict.CONFLICT, Verdict.CONTESTED, Verdict.UNKNOWN}
    ]
    lines = render(report).splitlines()
    assert len(counted) >= 3
    assert len(lines) == len(counted) + 1
    assert [line.split(": ")[1].split()[:2] for line in lines[:-1]] == [[f.verdict.value, f.rule] for f in counted]


def test_what_has_no_place_is_named_by_its_subject():
    report = check(Bill("release", (Artifact("nobody", Kind.DATASET),)))
    assert render(report).startswith("nobody: unknown license-missing ")


def test_a_name_can_neither_forge_a_line_nor_steer_the_terminal():
    report = check(Bill("release", (Artifact("a\x1b[2Kb\nrelease: ok use=granted", Kind.DATASET),)))
    text = render(report)
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text
