"""A text is named by its words: what copies of one licence differ in makes no difference, and any word of weight does."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fourfold.identify import alignment, identify, verbatim
from tests.house import HOUSE, PLAIN


def _wrapped(text):
    return " ".join(text.split())


COPIES = {
    "as it is": HOUSE,
    "on one line": _wrapped(HOUSE),
    "in capital letters": HOUSE.upper(),
    "commented out": "".join(f"// {line}\n" for line in HOUSE.splitlines()),
    "with another notice": HOUSE.replace("2024 The House Keepers", "1999-2031 Somebody Else Ltd."),
    "with another notice on one line": _wrapped(HOUSE.replace("2024 The House Keepers", "2031 Somebody Else")),
    "with another address in the notice": HOUSE.replace(
        "12 Garden Lane, Newtown", "59 Cellar Street, Suite 4, Oldtown"
    ),
    "without the notice": HOUSE.replace("Copyright (c) 2024 The House Keepers\n12 Garden Lane, Newtown\n", ""),
    "without the first line of the notice": HOUSE.replace("Copyright (c) 2024 The House Keepers\n", ""),
    "with a notice above": "Copyright (c) 2020 Jane Doe. All rights reserved.\n\n" + HOUSE,
    "with a notice below": HOUSE + "\n© 2020 Jane Doe and others",
    "with a notice in the middle": HOUSE.replace("2. A copy", "Copyright 2020 Jane Doe\n\n2. A copy"),
    "without numbers": HOUSE.replace("1. ", "* ").replace("\n2. ", "\n- ").replace("\n3. ", "\n"),
    "with a number more": HOUSE.replace("The work is given", "4. The work is given"),
    "with a name for the blank": HOUSE.replace("<name of keeper>", "Mrs. Agatha Finch"),
    "without the appendix": HOUSE[: HOUSE.index("How to apply")],
    "without the appendix and its line": HOUSE[: HOUSE.index("END OF TERMS")],
    "with the address broken": HOUSE.replace("stalls/books", "stalls/bo\noks"),
    "with the word licence above": "LICENSE\n=======\n\n" + HOUSE,
    "with its identifier above": "SPDX-License-Identifier: House-2.0\n\n" + HOUSE,
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_named(known, how):
    found = identify(COPIES[how])
    assert (found.license, found.nearest, found.score, found.differences, found.missing) == (
        "House-2.0",
        "House-2.0",
        1.0,
        (),
        0,
    )
    assert found.says == "text of House-2.0"
    assert found.named


CHANGES = {
    "a sentence more": (
        HOUSE.replace("\n2. A", "\nWhoever hums it pays a toll.\n\n2. A"),
        "Whoever hums it pays a toll.",
        None,
    ),
    "a sentence more at the end": (HOUSE + "\nWhoever hums it pays a toll.", "Whoever hums it pays a toll.", None),
    "a sentence more at the start": ("Whoever hums it pays a toll.\n\n" + HOUSE, "Whoever hums it pays a toll.", None),
    "a word more": (HOUSE.replace("Nobody may", "Nobody whosoever may"), "whosoever", None),
    "another number": (HOUSE.replace("30 days", "90 days"), "90", "30"),
    "another amount": (HOUSE.replace("$12", "£12"), "£", "$12"),
    "another address": (
        HOUSE.replace("second-hand", "third-hand"),
        "third",
        "https://market.example.org/stalls/books/second-hand",
    ),
    "another version": (HOUSE.replace("Version 2.0", "Version 3.0"), "3", "2.0"),
    "a word less": (HOUSE.replace("nodded twice", "nodded"), None, "twice"),
    "words less": (HOUSE.replace(" and keep it under the pillow\nfor as long as the pillow lasts", ""), None, "pillow"),
    "the start less": (HOUSE[HOUSE.index("1. ") :], None, "House"),
    "the blank empty": (HOUSE.replace("<name of keeper>", ""), None, "keeper>"),
    "terms for the blank": (
        HOUSE.replace("<name of keeper>", "anyone who has not paid us"),
        "anyone who has not paid us",
        "keeper>",
    ),
    "terms for the address in the notice": (
        HOUSE.replace("12 Garden Lane, Newtown", "12 Garden Lane, for reading indoors"),
        "for reading indoors",
        None,
    ),
    "terms in the notice": (HOUSE.replace("House Keepers", "House Keepers, for reading indoors only"), "indoors", None),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_change_is_told_with_its_words_and_its_place(known, how):
    text, added, gone = CHANGES[how]
    found = identify(text)
    assert found.license is None
    assert found.nearest == "House-2.0"
    assert 0.6 < found.score < 1
    assert found.to_dict()["modified"] is True
    assert not found.named
    if added:
        assert any(added in passage for passage in found.differences), found.differences
    if gone:
        lost = {word for start, stop in found.missing_at for word in HOUSE.split()[start:stop]}
        assert any(gone in word for word in lost), lost
        assert found.missing >= 1
    assert found.says.startswith("modified text of House-2.0 (")


SPLIT = HOUSE.split()


@given(st.data())
def test_no_run_of_three_words_can_be_put_in_and_the_text_still_be_named(house, data):
    place = data.draw(st.integers(0, len(SPLIT)))
    run = data.draw(
        st.lists(st.sampled_from("cake pillow hums toll beneath slowly asks while train paid".split()), min_size=3)
    )
    found = _among(house, " ".join([*SPLIT[:place], *run, *SPLIT[place:]]))
    assert found.license is None


@given(st.data())
def test_no_run_of_three_words_can_be_taken_out_and_the_text_still_be_named(house, data):
    place = data.draw(st.integers(0, len(SPLIT) - 3))
    end = data.draw(st.integers(place + 3, min(len(SPLIT), place + 60)))
    positions = house["House-2.0"].positions()
    assume(end < len(SPLIT) or place not in {positions[tail] for tail, _ in house["House-2.0"].tails})
    weighty = _weighty(house, place, end)
    found = _among(house, " ".join(SPLIT[:place] + SPLIT[end:]))
    if len(weighty) >= 3:
        assert found.license is None
        # What is left at an end has to be long enough to be known again; the marks at either edge may agree by chance.
        if place >= 12 and end <= len(SPLIT) - 12:
            lost = {number for start, stop in found.missing_at for number in range(start, stop)}
            assert len(weighty - lost) <= 6
            assert all(place - 8 <= number < end + 8 for number in lost)


@given(st.data())
def test_no_run_of_three_words_can_be_replaced_and_the_text_still_be_named(house, data):
    place = data.draw(st.integers(0, len(SPLIT) - 3))
    end = data.draw(st.integers(place + 3, min(len(SPLIT), place + 12)))
    run = data.draw(st.lists(st.sampled_from("zebra yonder xylem walrus".split()), min_size=3, max_size=12))
    assert _among(house, " ".join([*SPLIT[:place], *run, *SPLIT[end:]])).license is None


def _weighty(house, start, stop):
    """The words of a passage that stand neither in a notice nor before a paragraph, by their number."""
    positions = house["House-2.0"].positions()
    light = {
        positions[word]
        for cut in house["House-2.0"].cuts
        if cut.kind in {"notice", "item"}
        for word in range(cut.start, cut.stop)
    }
    return {number for number in set(positions) - light if start <= number < stop}


def _among(house, text):
    """What a text is if only those licences are known; for tests that cannot have a fixture of their own run for each example."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (verbatim, alignment):
            patch.setattr(module, "fingerprints", lambda: house)
        return identify(text)


def test_texts_one_after_the_other_are_each_reported(known):
    found = identify(f"{PLAIN}\n\n-----\n\n{HOUSE}")
    assert found.license is None
    assert found.nearest is None
    assert found.named
    assert [(part.license, part.modified) for part in found.parts] == [("Leaflet", False), ("House-2.0", False)]
    assert sum(part.share for part in found.parts) == pytest.approx(1)
    assert found.parts[0].lines == (1, 2)
    assert found.parts[1].lines[0] == 6
    assert found.says == "text that holds Leaflet; House-2.0"


def test_several_texts_with_more_between_them_are_not_called_one_that_was_modified(known):
    found = identify(f"{PLAIN}\n\nWhoever hums on the train pays a toll to the keepers.\n\n{HOUSE}")
    assert (found.license, found.nearest, found.named) == (None, "House-2.0", False)
    assert [part.license for part in found.parts] == ["Leaflet", None, "House-2.0"]
    assert found.says == "text that holds Leaflet; House-2.0; 4% of it is unknown"
    assert any("pays a toll" in passage for passage in found.differences)


def test_a_text_with_more_around_it_reports_its_share_and_the_rest_as_unknown(known):
    before = "A train set\n\nThe trains go round and round in the cellar, and the children of the whole street come to see them.\n\n"
    found = identify(
        before * 3 + PLAIN + "\n\nThanks to everyone who ever gave us a locomotive, a bridge or a small tree.\n"
    )
    assert [part.license for part in found.parts] == [None, "Leaflet", None]
    assert found.license is None
    assert found.nearest is None
    assert not found.named
    assert "Leaflet" in found.says
    assert "unknown" in found.says


def test_a_changed_text_among_others_is_a_part_that_is_modified(known):
    found = identify(f"{PLAIN}\n\n{HOUSE.replace('30 days', '90 days')}")
    assert [(part.license, part.modified) for part in found.parts] == [("Leaflet", False), ("House-2.0", True)]
    assert found.parts[1].score > 0.95
    assert not found.named


def test_an_excerpt_is_called_one(known):
    found = identify(HOUSE[HOUSE.index("2. A copy") : HOUSE.index("The name of")])
    assert (found.license, found.nearest) == (None, None)
    (part,) = [part for part in found.parts if part.license]
    assert part.license == "House-2.0"
    assert part.covered < 0.5
    assert "an excerpt" in part.called


def test_licences_of_one_text_are_all_named(maker, monkeypatch):
    two = {name: maker.fingerprint(name, PLAIN) for name in ("Leaflet-only", "Leaflet-or-later")}
    monkeypatch.setattr(verbatim, "fingerprints", lambda: two)
    found = identify(PLAIN)
    assert found.license == "Leaflet-only"
    assert found.family == ("Leaflet-only", "Leaflet-or-later")


def test_a_later_version_is_told_by_the_notice_above(maker, monkeypatch):
    licences = {
        "House-2.0-only": HOUSE,
        "House-2.0-or-later": "This is let to you under version 2 or any later version that the keepers come up with.\n\n"
        + HOUSE,
    }
    prints = {name: maker.fingerprint(name, text) for name, text in licences.items()}
    for module in (verbatim, alignment):
        monkeypatch.setattr(module, "fingerprints", lambda: prints)
    for name, text in licences.items():
        assert identify(text).license == name


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "***", "You may do what you like.", "\x00\x01", "☃" * 50, "x" * 100_000, "a-\n" * 20_000]
)
def test_what_is_no_licence_is_unknown(text):
    found = identify(text)
    assert (found.license, found.nearest) == (None, None)
    assert found.says == "text of no licence that is known"
