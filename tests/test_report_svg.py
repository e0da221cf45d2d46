"""The lineage as SVG: well-formed, whole, escaped, and nothing told by colour alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.report.svg import svg
from fourfold.terms import Kind, Verb
from tests.sample import NASTY

NAMESPACE = "{http://www.w3.org/2000/svg}"


def made(name, words="MIT", kind=Kind.MODEL):
    return Artifact(name, kind, (Claim(words),) if words else ())


def bill(*artifacts, relations=()):
    return Bill("release", artifacts, tuple(Relation(s, Verb(v), o, v) for s, v, o in relations))


LINEAGE = bill(
    made("tuned"), made("base", "llama3.1"), made("data", "CC-BY-SA-4.0", Kind.DATASET), made("tool", "ISC", Kind.CODE), made("open", None),
    relations=[
        ("tuned", "finetuned-from", "base"), ("tuned", "trained-on", "data"), ("tuned", "runs", "tool"),
        ("tuned", "adapter-of", "open"), ("base", "converted-from", "data"),
    ],
)  # fmt: skip


def parsed(what, **more):
    return ET.fromstring(svg(what, check(what), **more))


def texts(root):
    return [element.text for element in root.iter(f"{NAMESPACE}text")]


def test_every_artifact_and_relation_is_there_with_mark_and_word():
    said = texts(parsed(LINEAGE))
    assert {"tuned", "base", "data", "tool", "open"} <= set(said)
    assert "finetuned-from ✗ conflict" in said
    assert "trained-on ± contested" in said
    assert "adapter-of ? unknown" in said
    assert "runs" in said
    assert "no licence stated  ? unknown" in said


def test_the_line_tells_the_verdict_without_colour():
    style = parsed(LINEAGE).find(f"{NAMESPACE}style").text
    assert re.search(r"\.conflict \.line \{[^}]*stroke-width: 3", style)
    for name in ("contested", "unknown"):
        assert re.search(rf"\.{name} \.line {{[^}}]*stroke-dasharray", style)


@pytest.mark.parametrize(("kind", "corners"), [(Kind.MODEL, 4), (Kind.DATASET, 4), (Kind.CODE, 6), (Kind.DOCUMENT, 5)])
def test_the_shape_tells_the_kind(kind, corners):
    root = parsed(bill(made("a", kind=kind)))
    (shape,) = root.iter(f"{NAMESPACE}polygon")
    assert len(shape.get("points").split()) == corners


def test_names_cannot_leave_their_place():
    text = svg(nasty := bill(made(NASTY), made("</text><script>alert(1)</script>")), check(nasty))
    ET.fromstring(text)
    assert "<script" not in text


def test_nothing_is_loaded_from_elsewhere():
    text = svg(LINEAGE, check(LINEAGE))
    assert re.findall(r"(?:href|src|url)\s*[=(]", text) == []


def test_a_long_name_is_shown_in_part_and_whole_in_the_tip():
    name = "organisation/" + "very-" * 20 + "long"
    root = parsed(bill(made(name)))
    assert any("…" in text for text in texts(root))
    assert any(name in (title.text or "") for title in root.iter(f"{NAMESPACE}title"))


def test_two_relations_between_the_same_things_are_one_line_with_two_words():
    twice = bill(made("a"), made("b"), relations=[("a", "links", "b"), ("a", "contains", "b")])
    root = parsed(twice)
    assert len(list(root.iter(f"{NAMESPACE}path"))) == 1
    assert {"links", "contains"} <= set(texts(root))


def test_a_circle_and_a_thing_of_itself_are_drawn():
    ring = bill(made("a"), made("b"), relations=[("a", "runs", "b"), ("b", "runs", "a"), ("a", "runs", "a")])
    assert len(list(parsed(ring).iter(f"{NAMESPACE}path"))) == 3


def test_the_picture_holds_all_that_is_drawn():
    root = parsed(LINEAGE)
    left, top, wide, high = map(int, root.get("viewBox").split())
    for shape in root.iter(f"{NAMESPACE}polygon"):
        for point in shape.get("points").split():
            x, y = map(int, point.split(","))
            assert left <= x <= left + wide
            assert top <= y <= top + high
