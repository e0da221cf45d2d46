"""Where copies of one licence may read otherwise, they may, and nowhere else and nothing else."""

from __future__ import annotations

import pytest

from fourfold.identify import alignment, identify, verbatim
from tests.conftest import script

POND = """The Pond Licence

Copyright (c) 2024 Jane Doe

Whoever finds this boat may row it, mend it, and/or lend it to a child who can swim, as long as it is back by dusk.

Neither the name of the keeper nor the names of the ducks may be painted on the hull without written prior consent of the
keeper of the pond and of all who bathe in it.

THE KEEPER ANSWERS FOR NO WET FEET, and whoever reads this line aloud in the boat shall be splashed by the others.

END OF TERMS AND CONDITIONS

How to apply these terms to a boat

Paint the lines below on the stern, in a colour that does not run, and fill in a year and a name.

Copyright [yyyy] [name of keeper]

Let out under the Pond Licence, which hangs on the door of the boathouse; nobody is to row this boat who has not read it,
and whoever has read it rows at their own risk.
"""

PLACES = {
    "titles": ["Pond"],
    "places": [
        {"at": "mend it, [and/or] lend it", "or": ["and"]},
        {
            "at": "[Neither the name of the keeper nor the names of the ducks may] be painted",
            "or": ["the name of ~ may not", "neither the name of ~ nor the names of its ducks may"],
        },
        {"at": "hull without [written] prior consent", "or": [""]},
        {"at": "reads this line [] aloud", "or": ["including the next"]},
        {"at": "[THE KEEPER] ANSWERS FOR", "or": ["~"]},
    ],
}


@pytest.fixture(scope="module")
def variants():
    """The script that reads the places."""
    return script("variants")


@pytest.fixture
def pond(monkeypatch, maker, variants):
    """Only the Pond Licence is known, with its places."""
    monkeypatch.setattr(variants, "variants", lambda: {"Pond": PLACES})
    prints = {"Pond": maker.fingerprint("Pond", POND)}
    for module in (verbatim, alignment):
        monkeypatch.setattr(module, "fingerprints", lambda: prints)
    return prints["Pond"]


OWN = "Neither the name of the keeper nor the names of the ducks may"
BODY, APPENDIX = POND.split("END OF TERMS")
NOTICE = APPENDIX[APPENDIX.index("Let out") :]

SAME = [
    ("and/or lend", "and lend"),
    (OWN, "The name of Jane Doe may not"),
    (OWN, "3. The name of the\nPond Society, Inc. may not"),
    (OWN, "Neither the name of Will Example-Smith nor the names of its ducks may"),
    ("without written prior", "without prior"),
    ("this line aloud", "this line (including the next) aloud"),
    ("THE KEEPER ANSWERS", "JANE DOE AND CONTRIBUTORS ANSWERS"),
    ("THE KEEPER ANSWERS", "POND, INC. ANSWERS"),
]

CHANGED = [
    ("and/or lend", "or lend"),
    ("and/or lend", "lend"),
    ("and/or lend", "and not lend"),
    ("and/or lend", "and never lend"),
    ("and/or lend", "1 lend"),
    (OWN, "The name of Jane Doe may"),
    (OWN, "The name of whoever has not paid may not"),
    (OWN, "The name of NOBODY may not"),
    (OWN, "The name of Jane Doe may not be changed and may not"),
    (OWN, "Both the name of Jane Doe and the names of its ducks may"),
    (OWN, "Neither the name of Jane Doe nor the names of its geese may"),
    (OWN, "Neither the hat of Jane Doe nor the names of its ducks may"),
    (OWN, "Neither the name of Jane Doe, except on Sundays, nor the names of its ducks may"),
    (OWN, ""),
    ("without written prior", "without any prior"),
    ("without written prior", "without unwritten prior"),
    ("without written prior", "without written and paid prior"),
    ("this line aloud", "this line (excluding the next) aloud"),
    ("this line aloud", "this line (including the next three) aloud"),
    ("THE KEEPER ANSWERS", "ANSWERS"),
    ("THE KEEPER ANSWERS", "THE KEEPER, UNLESS PAID, ANSWERS"),
    ("THE KEEPER ANSWERS", "ANYONE WITH MORE THAN TEN BOATS ANSWERS"),
]


def test_the_places_are_in_the_fingerprint(pond):
    assert pond.titles == ("pond",)
    assert sum(cut.kind == "choice" and cut.start < cut.stop for cut in pond.cuts) == 3
    assert identify(POND).license == "Pond"


@pytest.mark.parametrize(("own", "other"), SAME)
def test_a_copy_that_reads_otherwise_where_it_may_is_named(pond, own, other):
    assert own in POND
    assert identify(POND.replace(own, other)).license == "Pond"
    assert identify(" ".join(POND.replace(own, other).split())).license == "Pond"


@pytest.mark.parametrize(("own", "other"), CHANGED)
def test_a_change_at_that_very_place_is_seen(pond, own, other):
    assert own in POND
    found = identify(POND.replace(own, other))
    assert (found.license, found.nearest) == (None, "Pond")


def test_of_a_changed_text_only_the_change_is_told(pond):
    held = POND.replace(OWN, "The name of Jane Doe may not").replace("THE KEEPER ANSWERS", "JANE AND JOHN DOE ANSWERS")
    found = identify(held.replace("who can swim", "who loves swimming"))
    assert (found.license, found.nearest, found.differences) == (None, "Pond", ("loves swimming,",))


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}END OF TERMS AND CONDITIONS\n\nCopyright 2024 Jane Doe\n\n{NOTICE}",
        f"{BODY}\nCopyright 2024 Jane Doe\n\n{NOTICE}",
        f"Copyright 2024 Jane Doe\n\n{NOTICE}\n\n{POND}",
        f"Heron\n\nCopyright 2024 Jane Doe\n\n{NOTICE}\n\n{BODY}",
    ],
)
def test_the_notice_by_which_a_licence_is_applied_may_stand_above_or_for_the_appendix(pond, text):
    assert identify(text).license == "Pond"


@pytest.mark.parametrize(
    ("word", "other"),
    [("nobody", "everybody"), ("own risk", "risk"), ("has not read", "has read"), ("boat", "boat twice")],
)
def test_a_changed_notice_is_seen(pond, word, other):
    changed = NOTICE.replace(word, other, 1)
    assert changed != NOTICE
    assert not identify(f"Copyright 2024 Jane Doe\n\n{changed}\n\n{POND}").named
    assert not identify(f"{BODY}END OF TERMS AND CONDITIONS\n\nCopyright 2024 Jane Doe\n\n{changed}").named


def test_a_place_has_to_be_found_once(maker, variants, monkeypatch):
    for at in ("[the]", "nothing [like] it"):
        monkeypatch.setattr(variants, "variants", lambda at=at: {"Pond": {"places": [{"at": at, "or": [""]}]}})
        with pytest.raises(SystemExit, match=r"variants\.toml"):
            maker.fingerprint("Pond", POND)


def test_a_text_with_words_that_hyphens_divide_is_named(pond):
    assert identify(POND.replace("splashed", "splash-\n   ed")).license == "Pond"
    assert not identify(POND.replace("splashed", "un-\nsplashed")).named
