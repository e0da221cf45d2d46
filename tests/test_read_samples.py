"""Real files of other people, where they are at hand: each is read, or refused for a reason, and fast enough."""

from __future__ import annotations

import gc
import json
import re
import time
from pathlib import Path

import pytest

from fourfold.errors import FourfoldError, InputError, NothingToCheck
from fourfold.read import read

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FOLDERS = {"spdx2": 15, "spdx3": 10, "cdx": 23, "croissant": 6, "reuse": 4, "pyproject": 2, "hostile": 15}
FILES = [path for folder in FOLDERS for path in sorted((SAMPLES / folder).glob("*"))] if SAMPLES.is_dir() else []
REFUSED = {
    "cdx-dtrack-bom-empty.json": NothingToCheck,
    "spdx2-named-but-is-license-list-maubot.spdx.json": NothingToCheck,
    "defusedxml-cyclic.xml": InputError,
    "defusedxml-external.xml": InputError,
    "defusedxml-quadratic.xml": InputError,
    "defusedxml-xmlbomb.xml": InputError,
    "defusedxml-xmlbomb2.xml": InputError,
    "hf-sample_invalid_card_data.md": InputError,
    "trustify-bomb.bz2": InputError,
}
BESIDE = {
    # what has rights of its own and is no component in the index's count: data inside a model card, services
    "lib4sbom-mlbom_example.cdx.json": 1,
    "lirantal-aibom-webapp-data.cdx.json": 1,
    "spec-valid-machine-learning-1.5.cdx.json": 1,
    "spec-valid-machine-learning-1.6.cdx.json": 1,
    "spec-valid-machine-learning-1.7.cdx.json": 1,
}
LARGE = 1_000_000
"""Bytes from which a file is large enough for its speed to be measured."""

pytestmark = pytest.mark.skipif(not FILES, reason="the folder with samples is not at hand")


def counted(path: Path) -> int:
    """What the index counts: packages, components of all levels, distributions, entries."""
    pointers = [artifact.place.pointer for artifact in read(path).artifacts]
    if path.parent.name == "spdx2" or path.name.startswith("spdx2-"):
        return sum(pointer.startswith("/packages/") for pointer in pointers)
    if path.parent.name == "croissant":
        return sum(pointer.startswith("/distribution/") for pointer in pointers)
    return len(pointers) - BESIDE.get(path.name, 0)


@pytest.fixture(scope="module")
def index():
    """Component counts by folder and file, from the index beside the samples."""
    out: dict[tuple[str, str], int] = {}
    folder = ""
    for line in (SAMPLES / "INDEX.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\w+)/", line):
            folder = heading[1]
        elif row := re.match(r"\| `([^`]+)` \|[^|]*\|[^|]*\| (\d+) \|", line):
            out[folder, row[1]] = int(row[2])
    assert len(out) >= 90
    return out


def test_every_folder_is_there():
    counts = {folder: sum(path.parent.name == folder for path in FILES) for folder in FOLDERS}
    assert all(counts[folder] >= least for folder, least in FOLDERS.items()), counts
    assert len(FILES) >= 75


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_is_read_with_every_component_or_refused_for_a_reason(path, index):
    begin = time.process_time()
    if path.name in REFUSED:
        with pytest.raises(FourfoldError) as caught:
            read(path)
        assert type(caught.value) is REFUSED[path.name]
        assert caught.value.hint
    else:
        expected = index.get((path.parent.name, path.name))
        assert expected is not None
        assert counted(path) == expected
    assert time.process_time() - begin < 10


@pytest.mark.parametrize("path", [p for p in FILES if p.name not in REFUSED], ids=lambda p: p.name)
def test_ids_are_unique_and_every_place_names_the_file(path):
    bill = read(path)
    ids = [artifact.id for artifact in bill.artifacts]
    assert len(ids) == len(set(ids))
    assert {artifact.place.file for artifact in bill.artifacts} == {str(path)}
    assert {claim.place.file for artifact in bill.artifacts for claim in artifact.claims} <= {str(path)}
    assert all(claim.license and claim.source for artifact in bill.artifacts for claim in artifact.claims)
    assert all(diagnostic.message and diagnostic.code for diagnostic in bill.diagnostics)
    assert bill.name


def test_pointers_lead_to_what_they_name():
    seen = 0
    for path in FILES:
        if path.suffix != ".json" or path.name in REFUSED:
            continue
        data = json.loads(path.read_bytes())
        for artifact in read(path).artifacts[:40]:
            for pointer in (artifact.place.pointer, *(claim.place.pointer for claim in artifact.claims)):
                value = data
                for part in pointer.split("/")[1:]:
                    value = value[int(part) if isinstance(value, list) else part.replace("~1", "/").replace("~0", "~")]
                seen += 1
    assert seen > 500


def _best(call, times=7):
    """Least CPU time of several runs: what else the machine does must not count."""
    out = []
    for _ in range(times):
        gc.collect()
        begin = time.process_time()
        call()
        out.append(time.process_time() - begin)
    return min(out)


@pytest.mark.slow
def test_reading_costs_little_more_than_parsing():
    ratios = {}
    for path in FILES:
        if path.suffix == ".json" and path.stat().st_size > LARGE and path.name not in REFUSED:
            parsing = _best(lambda path=path: json.loads(path.read_bytes()))
            ratios[path.name] = _best(lambda path=path: read(path)) / parsing
    assert len(ratios) >= 6
    # the bound is 2.5 on what is typical; a list of tiny entries has more records than text
    assert sorted(ratios.values())[len(ratios) // 2] < 3, ratios
    assert max(ratios.values()) < 5, ratios
