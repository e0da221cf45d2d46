"""Where things stand: in layers, clear of each other, every line to the right unless it closes a circle."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.report.placement import GAP, place

NAMES = [f"n{i}" for i in range(9)]
SIZES = {name: (40 + 10 * i, 30) for i, name in enumerate(NAMES)}
lines = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=20)


def overlap(placed):
    boxes = [
        (placed.x[n], placed.x[n] + SIZES[n][0], placed.y[n] - SIZES[n][1] / 2, placed.y[n] + SIZES[n][1] / 2)
        for n in NAMES
    ]
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]


@settings(max_examples=200, deadline=None)
@given(lines)
def test_no_two_things_stand_upon_each_other_and_all_within_the_picture(found):
    placed = place(SIZES, found, {})
    assert overlap(placed) == []
    assert min(placed.x.values()) == 0
    assert all(placed.x[n] + SIZES[n][0] <= placed.width for n in NAMES)
    assert all(
        placed.y[n] - SIZES[n][1] / 2 + 1 >= 0 and placed.y[n] + SIZES[n][1] / 2 <= placed.height + 1 for n in NAMES
    )


@settings(max_examples=200, deadline=None)
@given(lines)
def test_without_circles_every_line_leads_to_the_right(found):
    forward = [(a, b) for a, b in found if a < b]
    placed = place(SIZES, forward, {})
    assert all(placed.x[a] + SIZES[a][0] <= placed.x[b] for a, b in forward)


@given(lines, st.randoms())
def test_the_same_lines_give_the_same_picture_each_time(found, random):
    del random
    assert place(SIZES, found, {}) == place(SIZES, found, {})


def test_a_line_past_a_layer_goes_around_what_stands_there():
    placed = place(SIZES, [("n0", "n1"), ("n1", "n2"), ("n0", "n2")], {})
    (start, end) = placed.ways["n0", "n2"]
    assert start[1] == end[1]
    assert abs(start[1] - placed.y["n1"]) >= GAP / 2


def test_words_of_a_line_have_room():
    narrow, wide = (place(SIZES, [("n0", "n1")], {("n0", "n1"): words}).x["n1"] for words in (10, 300))
    assert wide >= SIZES["n0"][0] + 300 > narrow


def test_nothing_is_a_picture_too():
    assert (place({}, [], {}).width, place({}, [], {}).height) == (0, 0)
