"""Laws of the Model Openness Framework that hold for any release."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim
from fourfold.frameworks import audit
from fourfold.frameworks.base import load
from fourfold.read.mof import components

OPEN = {"code": "Apache-2.0", "data": "CDLA-Permissive-2.0", "document": "CC-BY-4.0"}
WORDS = ["", "0", "NONE", "unlicensed", "MIT", "mit", "CC-BY-4.0", "CC0-1.0", "PDDL-1.0", "CC-BY-NC-4.0", "OpenMDW-1.1",
         "MIT OR LicenseRef-ours", "Undisclosed", "Component not included", "our own terms"]  # fmt: skip

releases = st.dictionaries(st.sampled_from(list(components())), st.sampled_from(WORDS), min_size=1)


def assess(release: dict[str, str], mode: str) -> dict[str, Any]:
    artifacts = tuple(
        Artifact(name, components()[name].kind, (Claim(words),) if words else (), component=name, shipped=True)
        for name, words in release.items()
    )
    bill = Bill("release", artifacts)
    return audit(bill, check(bill), ["mof"], mode)["mof"]


@settings(max_examples=150, deadline=None)
@given(releases, st.sampled_from(["framework", "mot"]))
def test_what_comes_next_leads_there_and_holds_nothing_needless(release: dict[str, str], mode: str):
    before = assess(release, mode)
    step = before["next"]
    if step is None:
        assert before["class"] == 1
        return
    changed = [name for change in step["changes"] for name in change["components"]]
    assert len(changed) == len(set(changed))
    done = {**release, **{name: OPEN[components()[name].type] for name in changed}}
    assert assess(done, mode)["class"] in range(1, step["class"] + 1)
    for left_out in changed:
        almost = {name: words for name, words in done.items() if name != left_out}
        assert (
            assess({**almost, **({left_out: release[left_out]} if left_out in release else {})}, mode)["class"]
            == before["class"]
        )


@settings(max_examples=150, deadline=None)
@given(releases)
def test_every_difference_has_its_reason(release: dict[str, str]):
    own, tool = assess(release, "framework"), assess(release, "mot")
    assert own["differs"] == tool["differs"]
    known = {entry["id"] for entry in load("mof").raw["differences"]}
    for entry in own["differs"]:
        assert entry["why"], entry
        assert {reason["id"] for reason in entry["why"]} <= known
    told = {entry["about"] for entry in own["differs"]}
    for mine, other in zip(own["components"], tool["components"], strict=True):
        assert mine["status"] == other["status"] or mine["id"] in told


@settings(max_examples=150, deadline=None)
@given(releases, st.sampled_from(list(components())), st.sampled_from(["framework", "mot"]))
def test_opening_a_component_never_lowers_the_class(release: dict[str, str], name: str, mode: str):
    rank = {0: 0, 3: 1, 2: 2, 1: 3}
    opened = {**release, name: OPEN[components()[name].type]}
    assert rank[assess(opened, mode)["class"]] >= rank[assess(release, mode)["class"]]
