"""Bills of materials of any size, the same bytes each time: what scanners write, with a few models and datasets among it.

One component in fifty is a model or a dataset, one in ten has an expression, one in forty a licence name that nobody knows, one in twenty-five
none at all. Each depends on up to three that came before it, so that the graph is deep and without circles.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NAMES = (
    "http",
    "json",
    "core",
    "client",
    "utils",
    "parser",
    "async",
    "crypto",
    "stream",
    "log",
    "test",
    "image",
    "text",
    "graph",
)
SINGLE = (
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "ISC",
    "MPL-2.0",
    "LGPL-2.1-or-later",
    "BSD-2-Clause",
    "Python-2.0",
    "Zlib",
    "0BSD",
)
EXPRESSIONS = (
    "MIT OR Apache-2.0",
    "MIT AND BSD-3-Clause",
    "Apache-2.0 WITH LLVM-exception",
    "(MIT OR Apache-2.0) AND Unicode-3.0",
)
UNKNOWN = ("Acme Shared Terms 2", "see LICENSE", "Custom", "Proprietary-ish")
MODELS = ("apache-2.0", "llama3.1", "gemma", "openrail", "mit")


@dataclass(frozen=True, slots=True)
class Part:
    """One component, before it is written in a format."""

    number: int
    name: str
    version: str
    kind: str
    license: str
    """An id, an expression, or a name; empty if nothing is said."""
    purl: str
    needs: tuple[int, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.name}{self.number}".encode()).hexdigest()


def parts(size: int) -> Iterator[Part]:
    chance = random.Random(size)
    for i in range(size):
        kind = ("model", "data")[i % 2] if i % 50 in {7, 32} and i % 4 else "library"
        name = f"{chance.choice(NAMES)}-{chance.choice(NAMES)}-{i}"
        license_ = chance.choice(SINGLE)
        draw = chance.random()
        if kind != "library":
            license_ = chance.choice(MODELS)
        elif draw < 0.1:
            license_ = chance.choice(EXPRESSIONS)
        elif draw < 0.125:
            license_ = chance.choice(UNKNOWN)
        elif draw < 0.165:
            license_ = ""
        version = f"{i % 7}.{i % 13}.{i % 29}"
        ecosystem = (
            "huggingface/acme" if kind != "library" else ("pypi", "npm", "maven/org.acme", "golang/acme.example")[i % 4]
        )
        needs = tuple(sorted({chance.randrange(i) for _ in range(chance.randrange(4))})) if i else ()
        yield Part(i, name, version, kind, license_, f"pkg:{ecosystem}/{name}@{version}", needs)


def cyclonedx(size: int) -> bytes:
    components: list[dict[str, Any]] = []
    dependencies = []
    for part in parts(size):
        component: dict[str, Any] = {
            "bom-ref": f"{part.purl}?id={part.digest[:16]}",
            "type": {"model": "machine-learning-model", "data": "data"}.get(part.kind, "library"),
            "name": part.name,
            "version": part.version,
            "description": f"What {part.name} does for those who call it, in a sentence as authors write it.",
            "hashes": [{"alg": "SHA-256", "content": part.digest}],
            "purl": part.purl,
            "externalReferences": [{"type": "vcs", "url": f"https://code.example/acme/{part.name}"}],
            "properties": [
                {"name": "scanner:package:language", "value": "python"},
                {"name": "scanner:location:0:path", "value": f"/usr/lib/python3/site-packages/{part.name}/METADATA"},
            ],
        }
        if part.license in EXPRESSIONS:
            component["licenses"] = [{"expression": part.license}]
        elif part.license:
            component["licenses"] = [{"license": {"id" if part.license in SINGLE else "name": part.license}}]
        components.append(component)
        needed = [components[i]["bom-ref"] for i in part.needs]
        dependencies.append({"ref": component["bom-ref"], "dependsOn": needed})
    root = {
        "bom-ref": "root",
        "type": "application",
        "name": "acme",
        "version": "1",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    metadata = {"timestamp": "2026-11-20T10:00:00Z", "component": root}
    return _dump(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": metadata, "components": components,
         "dependencies": dependencies}
    )  # fmt: skip


def spdx2(size: int) -> bytes:
    packages, relationships = [], [_relation("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-0")]
    for part in parts(size):
        known = part.license and part.license not in UNKNOWN
        packages.append(
            {
                "SPDXID": f"SPDXRef-{part.number}",
                "name": part.name,
                "versionInfo": part.version,
                "supplier": "Organization: Acme",
                "downloadLocation": f"https://code.example/acme/{part.name}",
                "filesAnalyzed": False,
                "checksums": [{"algorithm": "SHA256", "checksumValue": part.digest}],
                "sourceInfo": f"acquired package info from installed package: {part.name}",
                "licenseConcluded": "NOASSERTION",
                "licenseDeclared": part.license if known else "NOASSERTION",
                "copyrightText": "NOASSERTION",
                "primaryPackagePurpose": "LIBRARY",
                "externalRefs": [
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": part.purl},
                    {"referenceCategory": "SECURITY", "referenceType": "cpe23Type",
                     "referenceLocator": f"cpe:2.3:a:acme:{part.name}:{part.version}:*:*:*:*:*:*:*"},
                ],
            }
        )  # fmt: skip
        relationships += [_relation(f"SPDXRef-{part.number}", "DEPENDS_ON", f"SPDXRef-{i}") for i in part.needs]
    return _dump({**_HEAD, "packages": packages, "relationships": relationships})


_HEAD = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "acme",
    "documentNamespace": "https://acme.example/bill",
    "creationInfo": {"created": "2026-11-20T10:00:00Z", "creators": ["Tool: benchmark"]},
}


def _relation(subject: str, word: str, target: str) -> dict[str, str]:
    return {"spdxElementId": subject, "relationshipType": word, "relatedSpdxElement": target}


def tag_value(size: int) -> bytes:
    """Return packages with the fields that scanners give, in the form that has one line a field."""
    lines = [
        *("SPDXVersion: SPDX-2.3", "DataLicense: CC0-1.0", "SPDXID: SPDXRef-DOCUMENT", "DocumentName: acme"),
        *("DocumentNamespace: https://acme.example/bill", "Creator: Tool: benchmark", "Created: 2026-11-20T10:00:00Z"),
        *("", "Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-0"),
    ]
    for part in parts(size):
        known = part.license and part.license not in UNKNOWN
        lines += [
            "",
            f"PackageName: {part.name}",
            f"SPDXID: SPDXRef-{part.number}",
            f"PackageVersion: {part.version}",
            f"PackageDownloadLocation: https://code.example/acme/{part.name}",
            "FilesAnalyzed: false",
            f"PackageChecksum: SHA256: {part.digest}",
            "PackageLicenseConcluded: NOASSERTION",
            f"PackageLicenseDeclared: {part.license.upper() if part.license in MODELS else part.license if known else 'NOASSERTION'}",
            f"PackageComment: <text>{part.name} as it was found,\nand nothing besides.</text>",
            f"ExternalRef: PACKAGE-MANAGER purl {part.purl}",
            *(f"Relationship: SPDXRef-{part.number} DEPENDS_ON SPDXRef-{i}" for i in part.needs),
        ]
    return "\n".join(lines).encode()


def spdx3(size: int) -> bytes:
    base = "https://acme.example/bill#"
    graph: list[dict[str, Any]] = [
        {"type": "CreationInfo", "@id": "_:info", "specVersion": "3.0.1", "created": "2026-11-20T10:00:00Z", "createdBy": [f"{base}me"]},
        {"type": "Person", "spdxId": f"{base}me", "creationInfo": "_:info", "name": "me"},
        {"type": "SpdxDocument", "spdxId": f"{base}doc", "creationInfo": "_:info", "name": "acme", "rootElement": [f"{base}0"]},
    ]  # fmt: skip
    words = [*SINGLE, *EXPRESSIONS, *(f"LicenseRef-{i}" for i in range(len(UNKNOWN) + len(MODELS)))]
    at = dict(zip((*SINGLE, *EXPRESSIONS, *UNKNOWN, *MODELS), range(len(words)), strict=False))
    graph += [
        {"type": "simplelicensing_LicenseExpression", "spdxId": f"{base}license{i}", "creationInfo": "_:info", "simplelicensing_licenseExpression": word}
        for i, word in enumerate(words)
    ]  # fmt: skip
    types = {"model": "ai_AIPackage", "data": "dataset_DatasetPackage", "library": "software_Package"}
    for part in parts(size):
        id_ = f"{base}{part.number}"
        graph.append(
            {
                "type": types[part.kind],
                "spdxId": id_,
                "creationInfo": "_:info",
                "name": part.name,
                "software_packageVersion": part.version,
                "software_downloadLocation": f"https://code.example/acme/{part.name}",
                "software_copyrightText": "NOASSERTION",
                "software_packageUrl": part.purl,
                "verifiedUsing": [{"type": "Hash", "algorithm": "sha256", "hashValue": part.digest}],
                **({"dataset_datasetType": ["text"]} if part.kind == "data" else {}),
            }
        )
        ends = [("hasDeclaredLicense", [f"{base}license{at[part.license]}"])] if part.license else []
        ends += [("dependsOn", [f"{base}{i}" for i in part.needs])] if part.needs else []
        graph += [
            {"type": "Relationship", "spdxId": f"{id_}-{word}", "creationInfo": "_:info", "relationshipType": word, "from": id_, "to": to}
            for word, to in ends
        ]  # fmt: skip
    return _dump({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph})


def _dump(data: Any) -> bytes:
    return json.dumps(data, indent=1).encode()


def slim(size: int) -> bytes:
    """Return a CycloneDX document with what a bill needs and nothing else, so that a million components stay within the bound."""
    components, dependencies = [], []
    for part in parts(size):
        component: dict[str, Any] = {
            "bom-ref": str(part.number),
            "type": "library",
            "name": part.name,
            "version": part.version,
            "purl": part.purl,
        }
        if part.kind == "model":
            component["type"] = "machine-learning-model"
        if part.license in EXPRESSIONS:
            component["licenses"] = [{"expression": part.license}]
        elif part.license:
            component["licenses"] = [{"license": {"id" if part.license in SINGLE else "name": part.license}}]
        components.append(component)
        dependencies.append({"ref": str(part.number), "dependsOn": [str(i) for i in part.needs]})
    data = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, "dependencies": dependencies}
    return json.dumps(data).encode()
