"""What is shown as near: never the opposite, and nothing that shares a common word alone."""

from __future__ import annotations

import pytest

from fourfold.nearby import MOST, Nearby

NAMES = {
    "house": ["House-1"], "house-2": ["House-2"], "house-non-commercial": ["House-NC"], "licenseref-barn": ["Barn"], "open-field": ["Field"],
    **{f"stable-{i}": [f"Stable-{i}"] for i in range(9)},
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("house-commercial", ("House-1", "House-2")),
        ("house-nc", ("House-NC",)),
        ("barn-1", ("Barn",)),
        ("open-barrel", ()),
        ("open", ()),
        ("x", ()),
    ],
)
def test_what_is_near(key, found):
    assert set(Nearby(NAMES).to(key)) == set(found)


def test_a_report_shows_a_few():
    assert len(Nearby(NAMES).to("stable")) == MOST
