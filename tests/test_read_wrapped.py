"""A document inside another one is read as it would be by itself, and its places are those of the whole."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from fourfold import strict
from fourfold.errors import FourfoldError, NothingToCheck
from fourfold.read import read

BILLS = Path(__file__).parent / "bills"
SPDX = json.loads((BILLS / "spdx2" / "acme.spdx.json").read_text(encoding="utf-8"))
CROISSANT = json.loads((BILLS / "croissant" / "corpus.json").read_text(encoding="utf-8"))


def statement(document: object) -> dict[str, object]:
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "predicateType": "https://spdx.dev/Document",
        "predicate": document,
    }


def envelope(document: object) -> dict[str, object]:
    payload = base64.b64encode(json.dumps(statement(document)).encode()).decode()
    return {"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": []}


def written(tmp_path, document):
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize(
    ("wrap", "pointer"),
    [
        (lambda document: {"sbom": document}, "/sbom"),
        (statement, "/predicate"),
        (envelope, "/payload"),
        (lambda document: {"mediaType": "x", "dsseEnvelope": envelope(document)}, "/dsseEnvelope/payload"),
        (lambda document: [document], "/0"),
    ],
)
@pytest.mark.parametrize("document", [SPDX, CROISSANT], ids=["spdx", "croissant"])
def test_it_is_read_as_it_would_be_by_itself(tmp_path, document, wrap, pointer):
    alone = read(written(tmp_path, document))
    bill = read(written(tmp_path, wrap(document)))
    assert (bill.name, bill.format) == (alone.name, alone.format)
    assert [(a.id, [(c.license, c.role) for c in a.claims]) for a in bill.artifacts] == [
        (a.id, [(c.license, c.role) for c in a.claims]) for a in alone.artifacts
    ]
    further = not pointer.endswith("payload")
    places = [(a.place.pointer, b.place.pointer) for a, b in zip(alone.artifacts, bill.artifacts, strict=True)]
    places += [(a.place.pointer, b.place.pointer) for a, b in zip(alone.relations, bill.relations, strict=True)]
    places += [(a.place.pointer, b.place.pointer) for a, b in zip(alone.diagnostics, bill.diagnostics, strict=True)]
    assert len(places) > 5
    assert all(moved == pointer + own * further for own, moved in places)


@pytest.mark.parametrize(
    "document",
    [
        {"sbom": {"a": 1}},
        {"sbom": [SPDX]},
        statement({"buildDefinition": {}}),
        {"payloadType": "x", "payload": "%%"},
        {"payloadType": "x", "payload": base64.b64encode(b"\xff\xfe").decode()},
        {"payloadType": "x", "payload": base64.b64encode(b"[").decode()},
        {"sbom": {"sbom": {"sbom": {"sbom": {"sbom": {"sbom": SPDX}}}}}},
    ],
)
def test_what_carries_nothing_that_is_known_is_nothing_to_check(tmp_path, document):
    with pytest.raises(NothingToCheck, match="is JSON in which"):
        read(written(tmp_path, document))


@pytest.mark.parametrize("document", [[], [SPDX, SPDX], ["x"], [[SPDX]]])
def test_a_list_of_several_or_none_is_no_bill(tmp_path, document):
    with pytest.raises(FourfoldError, match="no format that is known"):
        read(written(tmp_path, document))


def test_a_manifest_that_somebody_signed_is_read(tmp_path):
    manifest = {"fourfold": 1, "name": "acme", "artifacts": [{"id": "a", "license": "MIT"}]}
    bill = read(written(tmp_path, envelope(manifest)))
    assert [(part.id, part.claims[0].license) for part in bill.artifacts] == [("a", "MIT")]
    (part,) = read(written(tmp_path, statement(manifest))).artifacts
    assert part.place.pointer == "/predicate/artifacts/0"
    with pytest.raises(FourfoldError, match="unknown key"):
        read(written(tmp_path, statement(manifest | {"licence": "MIT"})))


def test_what_was_not_held_against_its_standard_is_not_called_valid(tmp_path):
    bill = strict.read(written(tmp_path, {"sbom": SPDX}))
    (told,) = [entry for entry in bill.diagnostics if entry.code.startswith("document-")]
    assert told.code == "document-unvalidated"
    assert told.place.pointer == "/sbom"
