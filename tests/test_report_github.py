"""Annotations: ten at most, the worst first, and no name can smuggle in a command."""

from __future__ import annotations

import re

from fourfold.place import Place
from fourfold.report import github
from fourfold.terms import Severity, Verdict
from tests.sample import finding, report
from tests.snapshot import check_snapshot

COMMAND = re.compile(r"^::(error|warning|notice) (?:file=([^,:]+),line=(\d+),)?title=([^,:]+)::(.*)$")


def lines(*reports):
    return github.render(reports).splitlines()


def commands(*reports):
    found = [COMMAND.match(line) for line in lines(*reports) if line.startswith("::")]
    assert all(found)
    return [match.groups() for match in found]


def test_a_finding_is_an_annotation_at_its_line():
    level, file, line, title, text = commands(report((finding(),)))[0]
    assert (level, file, line, title) == ("error", "bom.json", "41", "conflict policy-condition")
    assert text.startswith("acme/chat is under Acme 1.0")
    assert "%0AAcme 1.0 §1.b.iv (acceptable-use-policy): Use must comply" in text
    assert "%0Afix: replace it" in text


def test_ten_at_most_the_worst_first_over_all_reports():
    mild = [finding(f"{i:012}", verdict=Verdict.CONTESTED, severity=Severity.WARNING) for i in range(8)]
    grave = [finding(f"9{i:011}") for i in range(4)]
    found = commands(report(mild), report(grave, name="other"))
    assert [level for level, *_ in found] == ["error"] * 4 + ["warning"] * 6 + ["notice"]
    assert found[-1][4].startswith("2 more findings")


def test_notes_and_what_lies_upstream_are_no_annotations():
    quiet = (finding(severity=Severity.NOTE), finding("1" * 12, shipped=False))
    assert commands(report(quiet)) == []


def test_nothing_in_a_name_or_path_becomes_a_command():
    nasty = finding(subject="x\n::error::pwned", place=Place("a,b:c%\nd.json", 3))
    found = commands(report((nasty,), name="::set-output name=x::y"))
    assert len(found) == 1
    assert found[0][1] == "a%2Cb%3Ac%25%0Ad.json"
    assert not any(line.startswith("::set-output") for line in lines(report((), name="::set-output name=x::y")))


def test_the_last_line_says_the_verdict_of_each_report():
    said = lines(report(()), report((), name="other", verdict=Verdict.OK))
    assert said[-2].startswith("acme-chat 2.1: ✗ conflict use=partial study=granted")
    assert said[-1].startswith("other: ✓ ok")


def test_snapshot():
    check_snapshot("report.github.txt", github.render((report(),)))
