"""The lineage as a picture: each thing once, every relation a line, the verdict told by line, mark and word."""

from __future__ import annotations

import itertools
import re

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.report import diagram
from fourfold.report.diagram import tree
from fourfold.report.picture import picture
from fourfold.terms import Kind, Verb


def made(name, words=None, kind=Kind.MODEL):
    return Artifact(name, kind, (Claim(words),) if words else ())


def bill(*artifacts, relations=()):
    return Bill("release", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations))


LINEAGE = bill(
    made("tuned", "MIT"), made("base", "llama3.1"), made("data", "CC-BY-SA-4.0", Kind.DATASET), made("old", "ISC"),
    relations=[("tuned", "finetuned-from", "base"), ("tuned", "trained-on", "data"), ("base", "modified-from", "old")],
)  # fmt: skip
DIAMOND = bill(
    made("top", "MIT"), made("left", "MIT"), made("right", "MIT"), made("base", "MIT"), made("root", "MIT"),
    relations=[
        ("top", "merged-from", "left"), ("top", "merged-from", "right"), ("left", "finetuned-from", "base"),
        ("right", "finetuned-from", "base"), ("base", "modified-from", "root"),
    ],
)  # fmt: skip


def mermaid(what, report):
    return diagram.mermaid(picture(what, report))


def dot(what, report):
    return diagram.dot(picture(what, report))


def test_the_tree_begins_with_what_nothing_uses():
    lines = tree(LINEAGE, check(LINEAGE)).splitlines()
    assert lines[0].startswith("tuned  MIT")
    assert [re.sub(r"(?<=\w)\s{2,}.*", "", line) for line in lines[1:]] == [
        "├─ finetuned-from",
        "│  └─ modified-from",
        "└─ trained-on",
    ]


def test_the_verdict_of_a_hop_stands_at_its_line_in_a_mark_and_a_word():
    text = tree(LINEAGE, check(LINEAGE))
    assert re.search(r"finetuned-from  base .*✗ conflict$", text, re.MULTILINE)
    assert re.search(r"trained-on  data .*± contested$", text, re.MULTILINE)
    assert re.search(r"modified-from  old  ISC \[C\]$", text, re.MULTILINE)


def test_a_shared_ancestor_is_opened_once_and_named_again():
    lines = tree(DIAMOND, check(DIAMOND)).splitlines()
    assert sum("  base  " in line for line in lines) == 2
    assert sum("(see above)" in line for line in lines) == 1
    assert sum("  root  " in line for line in lines) == 1


def test_one_branch_can_be_asked_for():
    text = tree(LINEAGE, check(LINEAGE), why="base")
    assert text.splitlines()[0].startswith("base  ")
    assert "data" not in text


def test_terms_that_reach_a_thing_are_shown_beside_its_label():
    assert "under MIT AND LicenseRef-scancode-llama-3.1-license-2024" in tree(LINEAGE, check(LINEAGE))


def test_what_states_no_licence_says_so():
    nothing = bill(made("a"))
    assert "no licence stated" in tree(nothing, check(nothing))


def test_a_circle_is_drawn_and_ends():
    ring = bill(made("a", "MIT"), made("b", "MIT"), relations=[("a", "links", "b"), ("b", "links", "a")])
    text = tree(ring, check(ring))
    assert len(text.splitlines()) <= 4
    assert "links  b" in text


def test_five_thousand_hops_are_drawn_without_recursion():
    names = [f"a{i}" for i in range(5000)]
    long = bill(
        *(made(name, "MIT") for name in names),
        relations=[(new, "links", old) for old, new in itertools.pairwise(names)],
    )
    assert len(tree(long, check(long)).splitlines()) == 5000


@pytest.mark.parametrize("draw", [mermaid, dot])
def test_each_thing_is_a_node_and_each_relation_a_line(draw):
    text = draw(DIAMOND, check(DIAMOND))
    assert len(set(re.findall(r"^  (n\d+)[\[({> ]", text, re.MULTILINE))) == len(DIAMOND.artifacts)
    arrow = r"-->|-\.->|==>" if draw is mermaid else "->"
    assert len(re.findall(arrow, text)) == len(DIAMOND.relations)


def test_shape_tells_the_kind_and_line_the_verdict():
    text = mermaid(LINEAGE, check(LINEAGE))
    assert text.startswith("graph LR\n")
    assert '==>|"finetuned-from ✗ conflict"|' in text
    assert '-.->|"trained-on ± contested"|' in text
    assert '[/"data<br/>' in text
    drawn = dot(LINEAGE, check(LINEAGE))
    assert "style=bold" in drawn
    assert "style=dotted" in drawn
    assert "shape=parallelogram" in drawn
    assert drawn.rstrip().endswith("}")


@pytest.mark.parametrize("name", ['say "hi"', "a<b>&c", "back\\slash", 'x"]; evil["', "two\nlines"])
def test_names_cannot_break_out_of_the_picture(name):
    odd = bill(made(name, "MIT", Kind.CODE), made("b", "MIT", Kind.CODE), relations=[(name, "links", "b")])
    report = check(odd)
    drawn = mermaid(odd, report)
    assert len(drawn.splitlines()) == 4
    assert drawn.count('"') == 6
    assert "<b>" not in drawn
    lines = dot(odd, report).splitlines()
    assert len(lines) == 7
    assert all(len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0 for line in lines)


def test_the_picture_does_not_depend_on_the_order_of_the_relations():
    turned = Bill(LINEAGE.name, LINEAGE.artifacts, LINEAGE.relations[::-1])
    assert tree(turned, check(turned)) == tree(LINEAGE, check(LINEAGE))


def test_a_name_can_neither_forge_a_line_of_the_tree_nor_steer_the_terminal():
    odd = bill(made("a\x1b[2Kb\n└─ links  forged", "MIT"))
    text = tree(odd, check(odd))
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text
