"""Whose name may stand in a licence, and what is no name."""

from __future__ import annotations

import pytest

from fourfold.identify.notice import is_name, notices


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
        "Copyright 2024 The Institute for Example Studies",
        "Copyright example, Inc.",
        "Copyright 2019-2022 (c) example, Inc.",
        "Copyright (c) Example Chat et al., All rights reserved.",
        "Copyright (c) 2020, A All rights reserved.",
        "Original code Copyright Jane Doe <jane@example.org>",
        "TypeScript port Copyright John Smith",
        "Port to Windows Copyright (c) 2019 John Smith",
        "Modifications: Copyright (c) 2011 Jane Doe.",
        "Copyright (c) 2014, Jane Doe (py-example), 2013, John Smith (old-py-example), 2012, Ann Lee (py-ex)",
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
        ("Copyright example, who pays", "Copyright example, who pays"),
        ("Copyright example, Inc., for students only", "for students only"),
        ("Copyright 2024 Example Ltd., for internal research", "for internal research"),
        ("Copyright 2021 (c) example, non-commercial use", "non-commercial use"),
        ("Copyright (c) 2014 Jane Doe (non-commercial use only)", "(non-commercial use only)"),
        ("Copyright (c) 2020 Jane Doe et al., some rights reserved but for you", "you"),
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
    assert not is_name("COMPANIES WITH MORE THAN TEN CATS")
    assert not is_name("NOBODY")
