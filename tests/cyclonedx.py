"""Small CycloneDX documents, and what is read from them."""

from __future__ import annotations

import json
from pathlib import Path

from fourfold.artifact import Artifact, Bill
from fourfold.read.base import Source
from fourfold.read.cyclonedx import READER

_MIT = json.loads((Path(__file__).parent / "bills" / "spdx2" / "acme.spdx.json").read_text(encoding="utf-8"))
MIT_TEXT: str = _MIT["hasExtractedLicensingInfos"][1]["extractedText"]
OTHER_TEXT = MIT_TEXT.replace(
    "to use, copy, modify, merge, publish, distribute, sublicense, and/or sell", "to look at, for research,"
)
"""That of a licence which is no longer the MIT licence."""


def bill_of(*components: object, **document: object) -> Bill:
    data = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": list(components)} | document
    return READER.read(Source("b.cdx.json", Path("b.cdx.json"), json.dumps(data).encode()))


def library(name: str, *licenses: object, **more: object) -> dict[str, object]:
    return {"type": "library", "bom-ref": name, "name": name, "licenses": list(licenses), **more}


def model(name: str, **more: object) -> dict[str, object]:
    return {"type": "machine-learning-model", "bom-ref": name, "name": name, **more}


def by_id(bill: Bill) -> dict[str, Artifact]:
    return {artifact.id: artifact for artifact in bill.artifacts}


def said(artifact: Artifact) -> list[tuple[str, str, str]]:
    return sorted((claim.license, claim.evidence.value, claim.role) for claim in artifact.claims)


def related(bill: Bill) -> set[tuple[str, str | None, str]]:
    return {(r.subject, r.verb.value if r.verb else None, r.object) for r in bill.relations}


def codes(bill: Bill) -> set[str]:
    return {diagnostic.code for diagnostic in bill.diagnostics}


def xml_of(inside: str, version: str = "1.7") -> Bill:
    text = f'<bom xmlns="http://cyclonedx.org/schema/bom/{version}">{inside}</bom>'
    return READER.read(Source("b.cdx.xml", Path("b.cdx.xml"), text.encode()))
