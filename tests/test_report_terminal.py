"""The report as people read it: verdict first, reason second, remedy third, clause always; nothing that JSON does not hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.explain import (
    Assumption,
    ClauseCited,
    EdgeCited,
    FactStated,
    LicenseDeclared,
    ReadingTaken,
    RelationRecorded,
    Step,
)
from fourfold.frameworks import FRAMEWORKS
from fourfold.license import Clause, Declared
from fourfold.place import Place
from fourfold.report.lines import WIDTH
from fourfold.report.terminal import render
from fourfold.report.words import ADVICE, MARK, leaf_words, section_sign, tree_lines
from fourfold.terms import Effect, Kind, Purpose, Reach, Verb, Verdict
from tests.conftest import ROOT

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def made(name, words=None, kind=Kind.MODEL, **more):
    return Artifact(name, kind, (Claim(words, place=Place("bill.yaml", 3)),) if words else (), **more)


def bill(*artifacts, relations=(), **more):
    return Bill("release", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations), **more)


RELABELLED = bill(
    made("tuned", "Apache-2.0"), made("base", "llama3.1"), relations=[("tuned", "finetuned-from", "base")]
)
CONTESTED = bill(made("m", "MIT"), made("d", "CC-BY-SA-4.0", Kind.DATASET), relations=[("m", "trained-on", "d")])
FREE = bill(made("c", "MIT", Kind.CODE))


def shown(what, **more):
    return render(check(what), **more)


def test_the_verdict_stands_on_the_second_line_with_the_question():
    lines = shown(RELABELLED).splitlines()
    assert lines[0].startswith("release · 2 artifacts · 1 relations · reading: text · data ")
    assert lines[1] == "✗ conflict   purpose not stated, form raw"


def test_a_finding_has_its_place_reason_clauses_path_and_remedy_in_that_order():
    text = shown(RELABELLED)
    wanted = [
        "relabelled-derivative",
        "bill.yaml:3",
        "tuned says Apache-2.0",
        "Llama 3.1 §1",
        "path      tuned → finetuned-from → base",
        "fix       ",
    ]
    places = [text.index(part) for part in wanted]
    assert places == sorted(places)


def test_every_finding_that_is_not_a_note_is_written_out_and_the_rest_is_counted():
    report = check(RELABELLED)
    text = render(report)
    loud = [f for f in report.findings if f.shipped and f.severity.value != "note"]
    notes = sum(f.shipped and f.severity.value == "note" for f in report.findings)
    assert loud
    assert all(f.rule in text for f in loud)
    assert f"not shown: {notes} notes (--verbose)" in text


def test_verbose_shows_notes_and_upstream_too():
    report = check(RELABELLED)
    text = render(report, verbose=True)
    assert all(f.rule in text for f in report.findings)
    assert "not shown" not in text


def test_both_sides_of_a_contested_finding_are_shown():
    text = shown(CONTESTED)
    assert "± contested" in text
    assert re.search(r"^    text      ok$", text, re.MULTILINE)
    assert re.search(r"^    cautious  conflict$", text, re.MULTILINE)


def test_both_halves_of_the_freedoms_are_shown_with_what_decides():
    text = shown(RELABELLED)
    rows = {
        line.split("  ")[0].strip(): line.split()[-4:]
        for line in text.splitlines()
        if re.match(r"(release|by terms|by release) ", line)
    }
    assert rows["by terms"] == ["partial", "granted", "partial", "partial"]
    assert rows["by release"] == ["granted", "partial", "partial", "granted"]
    assert "decided by tuned: use partial" in text


def test_an_unknown_that_could_make_it_worse_is_marked_and_explained():
    text = shown(bill(made("m")))
    assert "unknown?" in text
    assert "? = could get worse" in text
    assert "could get worse" not in shown(FREE)


def test_obligations_are_grouped_and_those_of_the_wide_reading_alone_are_counted():
    text = shown(bill(made("m", "MIT"), made("d", "CC-BY-4.0", Kind.DATASET), relations=[("m", "trained-on", "d")]))
    assert "OBLIGATIONS" in text
    assert re.search(r"\d+ more under the cautious reading only", text)
    assert "attribution" in shown(
        bill(made("m", "MIT"), made("d", "CC-BY-4.0", Kind.DATASET), relations=[("m", "trained-on", "d")]), verbose=True
    )


def test_without_duties_there_is_no_heading_for_them():
    assert "OBLIGATIONS" not in shown(FREE)


@pytest.mark.parametrize("what", [RELABELLED, CONTESTED, FREE], ids=["relabelled", "contested", "free"])
def test_it_ends_with_the_count_and_one_sentence_of_advice(what):
    report = check(what)
    *_, count, advice = render(report).splitlines()
    conflicts = sum(f.verdict is Verdict.CONFLICT and f.shipped for f in report.findings)
    assert count.startswith(f"{conflicts} conflict")
    assert advice == ADVICE
    assert render(report).count(ADVICE) == 1


def test_colour_is_added_and_changes_no_word():
    report = check(RELABELLED)
    plain, coloured = render(report), render(report, color=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert [line.split() for line in ESCAPE.sub("", coloured).splitlines()] == [
        line.split() for line in plain.splitlines()
    ]


def test_nothing_rests_on_colour():
    assert set(MARK) == set(Verdict)
    assert len({f"{MARK[verdict]} {verdict}" for verdict in Verdict}) == len(Verdict)


def test_lines_fit_the_terminal():
    long = [line for line in shown(RELABELLED, verbose=True).splitlines()[1:] if len(line) > WIDTH]
    assert long == []


def test_the_question_is_told():
    context = Context(purpose=Purpose.COMMERCIAL, territory=("DE", "FR"))
    assert (
        shown(bill(made("c", "MIT", Kind.CODE), context=context)).splitlines()[1]
        == "✓ ok   for commercial purposes, form raw, in DE, FR"
    )


def test_a_verdict_under_which_nothing_fails_says_that_use_has_limits():
    limited = shown(bill(made("d", "CC-BY-NC-4.0", Kind.DATASET))).splitlines()[1]
    assert limited.startswith("✓ ok")
    assert limited.endswith("purpose not stated, form raw, within the limits below")
    assert "limits" not in shown(FREE).splitlines()[1]
    assert "limits" not in shown(RELABELLED).splitlines()[1]


def test_nothing_stands_only_in_the_text():
    """Every clause, path and remedy that is shown is in the JSON too."""
    report = check(RELABELLED)
    saved = " ".join(str(report.to_dict()).split())
    (finding,) = [f for f in report.findings if f.rule == "relabelled-derivative"]
    for part in (finding.message, *finding.remedies, *(c.clause.says for c in finding.clauses)):
        assert part in saved or repr(part)[1:-1] in saved


CLAUSE = Clause("banner", Effect.REQUIRE, frozenset({Reach.KEEP}), "1.b", says="A phrase is shown.")


@pytest.mark.parametrize(
    ("leaf", "words"),
    [
        (ClauseCited("LicenseRef-x", "X", CLAUSE), "X §1.b (banner): A phrase is shown."),
        (
            EdgeCited("LicenseRef-x", "X", Declared("MIT", "relicensable", frozenset({Reach.ADAPT}), "2", says="Yes.")),
            "X §2 names MIT: Yes.",
        ),
        (RelationRecorded("new", "links", "old", Place("b.yaml", 4)), "recorded: new links old  (b.yaml:4)"),
        (LicenseDeclared("old", "MIT", "A", Place()), "stated: old is under MIT (grade A)"),
        (FactStated("new", "banner", "false"), "stated: new: banner = false"),
        (
            ReadingTaken("weights-contain-data", "text", "they do not"),
            "reading weights-contain-data, text: they do not",
        ),
        (Assumption("so"), "assumed: so"),
    ],
)
def test_each_kind_of_evidence_in_words(leaf, words):
    assert leaf_words(leaf) == words


@pytest.mark.parametrize(("section", "shown_as"), [("1.b.i", "§1.b.i"), ("a", "§a"), ("Attachment A", "Attachment A")])
def test_a_section_sign_stands_before_numbers_and_letters_only(section, shown_as):
    assert section_sign(section) == shown_as


def test_a_tree_is_drawn_with_a_branch_for_every_node():
    tree = Step("top", "edge", (Step("mid", "edge", (Assumption("a"), Assumption("b"))), Assumption("c")))
    assert list(tree_lines(tree)) == ["top", "├─ mid", "│  ├─ assumed: a", "│  └─ assumed: b", "└─ assumed: c"]


def test_a_name_cannot_steer_the_terminal():
    assert "\x1b" not in shown(bill(Artifact("a\x1b[2Kb", Kind.DATASET)))


@pytest.mark.parametrize("name", ["olmo", "starcoder2", "llama-finetune-apache", "openmdw-bundle"])
def test_an_audit_answers_for_every_framework_and_says_what_was_not_checked(run, name):
    path = ROOT / "examples" / f"{name}.yaml"
    code, text, _ = run("audit", path)
    saved_code, saved, _ = run("audit", path, "--format", "json")
    report = json.loads(saved)
    assert code == saved_code == report["exit_code"]
    rows = {line.split()[0]: line for line in text.splitlines() if line and not line.startswith(" ")}
    assert {framework.name for framework in FRAMEWORKS} == set(report["frameworks"])
    for framework, answer in report["frameworks"].items():
        assert str(answer.get("verdict") or f"class {answer['class']}") in rows[framework]
    assert "NOT CHECKED" in text
    assert text.rstrip().endswith(ADVICE)


def test_an_audit_names_every_criterion_that_is_not_met_with_its_reason(run):
    path = ROOT / "examples" / "starcoder2.yaml"
    text = run("audit", path)[1]
    report = json.loads(run("audit", path, "--format", "json")[1])
    open_ones = [
        c["id"]
        for a in report["frameworks"].values()
        for c in a.get("criteria", ())
        if c["verdict"] in {"not-met", "review", "unknown"}
    ]
    assert len(open_ones) >= 5
    assert [name for name in open_ones if not re.search(rf"[✗±?] {re.escape(name)}: \S", text)] == []


def test_an_audit_shows_the_mix_the_freedoms_and_what_stands_against_it(run):
    code, text, _ = run("audit", ROOT / "examples" / "llama-finetune-apache.yaml")
    assert code == 1
    for head in ("LICENSE MIX", "FOUR FREEDOMS", "FINDINGS", "DUTIES", "DEFINITIONS"):
        assert head in text
    assert "relabelled-derivative" in text
    assert max(map(len, text.splitlines()[1:])) <= WIDTH + 20


def test_an_audit_can_be_asked_for_one_framework_and_refuses_one_that_there_is_not(run):
    path = ROOT / "examples" / "olmo.yaml"
    assert list(json.loads(run("audit", path, "--framework", "osaid", "--format", "json")[1])["frameworks"]) == [
        "osaid"
    ]
    code, _, err = run("audit", path, "--framework", "osaidd")
    assert code == 2
    assert "osaid" in err


def test_it_says_whether_the_network_was_asked():
    whole = check(bill(made("a", "MIT")))
    assert render(whole).splitlines()[0].endswith("· offline")
    assert render(replace(whole, source="Hub card, online")).splitlines()[0].endswith("· online")
