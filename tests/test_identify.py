"""A text is named by its words: what copies of one licence differ in makes no difference, and any word of weight does."""

from __future__ import annotations

import doctest
import importlib
import json
import sys
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fourfold import identify as identify_by_api
from fourfold.catalogue import data_root
from fourfold.errors import DataError
from fourfold.identify import alignment, answer, fingerprint, identify, licenses_with_texts, notice, verbatim, words
from fourfold.identify.fingerprint import fingerprints, pack
from fourfold.identify.notice import is_name, notices
from fourfold.identify.words import read_mended, read_words
from tests.conftest import ROOT

HOUSE = """The House Licence
Version 2.0, March 2024

Copyright (c) 2024 The House Keepers
12 Garden Lane, Newtown

1. Whoever is given a copy of this work may read it, lend it to a neighbour, sing it in the street and keep it under the pillow
for as long as the pillow lasts.

2. A copy that is lent comes back within 30 days, dry and with all of its pages, or the borrower brings a cake that
costs no less than $12 in its stead.

3. Nobody may sell a copy at the market of https://market.example.org/stalls/books/second-hand unless the keepers have been asked
beforehand and have nodded twice in the presence of a cat.

The name of <name of keeper> is not to be used on banners or flags without a nod of the same kind, given in the same way.

The work is given as it is. No keeper answers for what it may do to a reader's sleep, appetite or good
opinion of their neighbours.

END OF TERMS AND CONDITIONS

How to apply these terms to a work of your own

Put the words above on the last page of the work, in letters that a grandmother can read without her spectacles on.
"""

PLAIN = """Anyone may copy this leaflet and hand it to passengers on any train, provided that it is handed over with a smile and
that nobody is woken up for it. It comes without a promise that it is true."""


@pytest.fixture(scope="session")
def maker():
    """The script that makes fingerprints."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        return importlib.import_module("fingerprint")
    finally:
        sys.path.remove(str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def house(maker):
    """Two licences that nobody has written, and what is known of them."""
    return {name: maker.fingerprint(name, text) for name, text in (("House-2.0", HOUSE), ("Leaflet", PLAIN))}


@pytest.fixture
def known(monkeypatch, house):
    """Only those two licences are known."""
    for module in (verbatim, alignment):
        monkeypatch.setattr(module, "fingerprints", lambda: house)
    return house


# --- what a text is read as -------------------------------------------------------------------------------------------

SAME = [
    '"Licence" means the licensor\'s terms - all of them.',
    "“Licence” means the licensor’s terms — all of them.",
    "&ldquo;Licence&rdquo; means the licensor&#39;s terms &mdash; all of them.",
    '# "Licence" means\n# the licensor\'s\n# terms -- all of them.',
    '/*\n * "Licence" means the licensor\'s terms\n * - all of them.\n */',
    '> **"Licence"** means _the licensor\'s_ terms – `all` of them.',
    "<p>&quot;Licence&quot; means <b>the licensor's</b><br/>terms - all of them.</p>",
    '\ufeff"LICENCE"\u00a0means the licensor\'s\r\nterms - all of\u200b them.',
    '- "Licence" means the licensor\'s terms\n- all of them.',
]


@pytest.mark.parametrize("text", SAME)
def test_typography_makes_no_word(text):
    assert read_words(text).words == ("licence", "means", "the", "licensor", "s", "terms", "all", "of", "them")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("costs $12", "costs €12"),
        ("5% of it", "5 of it"),
        ("30 days", "3 days"),
        ("see https://a.example/x", "see https://a.example/y"),
        ("may not", "may"),
        ("(a) or (b)", "(a) or (c)"),
        ("1.5", "15"),
    ],
)
def test_what_weighs_is_a_word(one, other):
    assert read_words(one).words != read_words(other).words


def test_accents_scripts_and_addresses():
    assert read_words("Règlement Straße").words == ("reglement", "strasse")
    assert read_words("许可证 v2").words == ("许", "可", "证", "v2")
    assert read_words("http://www.a.org/x/ www.a.org/x https://a.org/x").words == ("a", "org", "x") * 3
    assert read_words("Copyright (c) 2024 © 2024 Copyright © X").words == (
        "copyright",
        "2024",
        "c",
        "2024",
        "copyright",
        "x",
    )


def test_words_that_wrapping_broke_are_put_together_again():
    text = "it is told at https://example.org/a/rather/long/address/of/words and\nnowhere else on the whole wide world"
    for width in (20, 28):
        broken = "\n".join(f"# {line}" for line in textwrap.wrap(text, width))
        assert read_words(broken).words != read_words(text).words
        assert read_mended(broken).words == read_words(text).words
        assert read_mended(broken).text.count("\n") == broken.count("\n")
    assert read_mended(text).words == read_words(text).words


def test_places_are_those_of_the_text():
    found = read_words("one “two\nthree” four")
    assert found.passage(1, 3) == "“two three”"
    assert found.line(2) == 2
    assert found.raw(1, 2).strip() == "“two"


# --- whose name may stand in it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Copyright (c) 2024 Jane Doe <jane@example.org>",
        "© 2019-2026 The Example Project Authors and contributors. All rights reserved.",
        "Copyright 1995, 1996, 1999 by ACME GmbH & Co. KG",
        "(C) Copyright 2024 bilibili",
        "Copyright [yyyy] [name of copyright owner]",
        "Portions Copyright (c) 1994, The Regents of the University of California",
        "Copyright (C) 1989 Free Software Foundation, Inc., 51 Franklin Street, Boston, MA 02110-1301 USA",
        "COPYRIGHT (C) 2024 JANE DOE",
        "Copyright (c) 2020 Will Example",
        "Copyright 2019 Grant Example, May Sample and others",
        "Copyright (c) 2008-present The example developers (see AUTHORS.txt file)",
        "Copyright (c) 2006-2022 by the respective authors (see AUTHORS file).",
    ],
)
def test_a_notice_is_known_by_its_form(text):
    assert [text[a:b] for a, b in notices(text)] == [text]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Copyright 2024 Example Ltd., for evaluation only", "evaluation only"),
        ("Copyright (c) 2024 Jane Doe. You may not use it for money.", "You may not use it for money."),
        ("Copyright (c) 2024 Jane Doe\n\nUse It Wisely", "Use It Wisely"),
        ("Copyright (c) 2024 Jane purple monkey dishwasher soap", "dishwasher soap"),
        ("the above copyright notice and this one", "the above copyright notice and this one"),
        ("copyright law, patent law", "copyright law, patent law"),
        ("Copyright 2024 Example. May Not be sold", "May Not be sold"),
        ("Copyright 2024 Example. Grant of rights", "Grant of rights"),
        ("(c) the third of these", "(c) the third of these"),
    ],
)
def test_what_is_no_name_is_left(text, left):
    end = 0
    for _, end in notices(text):  # noqa: B007  only the last end matters
        pass
    assert left in text[end:]


def test_a_name_is_filled_in_for_a_blank():
    assert is_name("Google Inc.")
    assert is_name("the copyright holders and contributors")
    assert is_name("THE COPYRIGHT\nOWNER OR CONTRIBUTORS")
    assert not is_name("anyone who has not paid")
    assert not is_name("")


# --- one licence ------------------------------------------------------------------------------------------------------


def _wrapped(text):
    return " ".join(text.split())


COPIES = {
    "as it is": HOUSE,
    "on one line": _wrapped(HOUSE),
    "in capital letters": HOUSE.upper(),
    "commented out": "".join(f"// {line}\n" for line in HOUSE.splitlines()),
    "with another notice": HOUSE.replace("2024 The House Keepers", "1999-2031 Somebody Else Ltd."),
    "with another notice on one line": _wrapped(HOUSE.replace("2024 The House Keepers", "2031 Somebody Else")),
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


# --- several, and other things ----------------------------------------------------------------------------------------


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


# --- what ships -------------------------------------------------------------------------------------------------------


def test_what_ships_is_small_and_loads():
    file = data_root() / "fingerprints.json"
    assert file.stat().st_size < 1.5e6
    assert licenses_with_texts() == len(fingerprints()) >= 330
    for name, made in fingerprints().items():
        assert made.id == name
        assert len(made.marks) == max(0, made.words - words.RUN + 1)
        assert set(made.marks) <= set("0123456789abcdef")
        assert len(made.positions()) == made.words
        assert all(a.stop <= b.start for a, b in zip(made.cuts, made.cuts[1:], strict=False))


def test_every_licence_with_a_text_has_a_fingerprint_of_that_very_text():
    from fourfold.curation import read_license

    seen = 0
    for path in sorted((ROOT / "data" / "licenses").glob("*.toml")):
        licence = read_license(path)
        for text in licence.texts:
            if text.name == "license":
                seen += 1
                assert licence.id in fingerprints(), f"run scripts/fingerprint.py: {licence.id} has no fingerprint"
                assert fingerprints()[licence.id].text == text.sha256[:16], f"run scripts/fingerprint.py: {licence.id}"
    assert seen >= 330


def test_a_fingerprint_is_read_as_it_was_written(house):
    for name, made in house.items():
        assert fingerprint._unpack(name, json.loads(json.dumps(pack(made)))) == made


def test_positions_are_those_that_clauses_count(house):
    positions = house["House-2.0"].positions()
    for number, word in enumerate(read_words(HOUSE).words):
        assert word in "".join(read_words(SPLIT[positions[number]]).words)


def test_a_missing_file_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(fingerprint, "data_root", lambda: tmp_path)
    fingerprints.cache_clear()
    try:
        with pytest.raises(DataError) as caught:
            fingerprints()
    finally:
        fingerprints.cache_clear()
    assert "fingerprints.json" in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("module", [words, notice, fingerprint, verbatim, alignment, answer])
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_names_texts(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    file.write_text(HOUSE)
    code, out, err = run("identify", file)
    assert (code, out) == (0, f"{file}: text of House-2.0\n")
    assert err.splitlines()[-1] == "exit 0: 1 of 1 text named"


def test_the_command_tells_what_differs(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    file.write_text(HOUSE.replace("30 days", "90 days") + "\nWhoever hums it pays a \x1b[31mtoll.\n")
    code, out, err = run("identify", file)
    assert code == 3
    assert "modified text of House-2.0" in out
    assert "not in House-2.0: 90" in out
    assert "Whoever hums it pays a" in out
    assert "\x1b" not in out
    assert "missing: word" in out
    assert err.splitlines()[-1] == "exit 3: 0 of 1 text named"


def test_the_command_prints_the_parts_of_a_file(run, known, tmp_path):
    file = tmp_path / "NOTICE"
    file.write_text(f"{PLAIN}\n\n{HOUSE}")
    code, out, _ = run("identify", file)
    assert code == 0
    assert "Leaflet" in out.splitlines()[1]
    assert "House-2.0" in out.splitlines()[2]
    file.write_text(f"{PLAIN}\n\n{'And now for something that nobody has ever said before. ' * 9}\n\n{HOUSE}")
    code, out, _ = run("identify", file)
    assert code == 3
    assert "unknown" in out


def test_many_passages_are_cut_short_unless_more_is_asked_for(run, known, tmp_path):
    file = tmp_path / "LICENSE"
    words = HOUSE.split(" ")
    for number in range(len(words) - 12, 12, -12):
        words.insert(number, f"hums{number} purrs{number} naps{number}")
    file.write_text(" ".join(words) + "\nA word from the cook, who " + "stirs and " * 20 + "sleeps\n")
    code, short, _ = run("identify", file)
    _, full, _ = run("identify", file, "--verbose")
    assert code == 3
    assert short.count("not in House-2.0:") == 12
    assert "--verbose" in short
    assert "sleeps" not in short
    assert full.count("not in House-2.0:") > 12
    assert "stirs and sleeps" in full


def test_the_command_prints_json(run, known, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text(HOUSE)
    two.write_text(HOUSE + "\nWhoever hums it pays a toll.\n")
    code, out, _ = run("identify", one, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["license"], found["score"], found["differences"]) == ("House-2.0", 1.0, [])
    code, out, _ = run("identify", one, two, "--format", "json")
    _, found = json.loads(out)
    assert code == 3
    assert found["license"] is None
    assert found["nearest"] == "House-2.0"
    assert found["modified"] is True
    assert found["differences"] == ["Whoever hums it pays a toll."]
    assert found["file"] == str(two)


@pytest.mark.parametrize(
    ("make", "says"), [("mkdir", "is a directory"), ("write", "is not text"), (None, "no such file")]
)
def test_the_command_refuses_what_is_no_text(run, tmp_path, make, says):
    path = tmp_path / "thing"
    if make == "mkdir":
        path.mkdir()
    elif make == "write":
        path.write_bytes(b"\x7fELF\x02\xff\xfe\x00")
    code, _, err = run("identify", path)
    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_the_public_function_gives_the_same(known):
    assert identify_by_api(HOUSE) == identify(HOUSE)
