"""Documents to be filled, what differs between two of them, and whether the standards' own libraries take the result."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fourfold.artifact import Artifact, Bill, Claim
from fourfold.fill import Filled, Source, fill
from fourfold.place import Place
from fourfold.terms import Grade, Kind

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


def cyclonedx(*components, version="1.6", **more):
    data = {"bomFormat": "CycloneDX", "specVersion": version, "version": 1, "components": list(components)}
    return {**data, **more}


def component(name, *licenses, **more):
    stated = {"licenses": list(licenses)} if licenses else {}
    return {"type": "library", "bom-ref": name, "name": name, "version": "1", **stated, **more}


def spdx2(*packages, **more):
    info = {"created": "2026-01-02T03:04:05Z", "creators": ["Organization: Acme"]}
    head = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "acme"}
    describes = [
        {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": package["SPDXID"]}
        for package in packages
    ]
    address = "https://acme.example/bom"
    return {**head, "documentNamespace": address, "creationInfo": info, "packages": list(packages), "relationships": describes, **more}  # fmt: skip


def package(name, **more):
    return {"SPDXID": f"SPDXRef-{name}", "name": name, "versionInfo": "1", "downloadLocation": "NOASSERTION", "filesAnalyzed": False, **more}  # fmt: skip


def spdx3(*elements, **document):
    base = "https://acme.example/"
    info = {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1", "created": "2026-01-02T03:04:05Z", "createdBy": [base + "me"]}  # fmt: skip
    made = {"creationInfo": "_:c"}
    head = {"type": "SpdxDocument", "spdxId": base + "doc", **made, "rootElement": [base + "p"], **document}
    agent = {"type": "Organization", "spdxId": base + "me", **made, "name": "Acme"}
    graph = [info, agent, head, *({"type": e["type"], "spdxId": base + e["id"], **made, **{k: v for k, v in e.items() if k not in {"type", "id"}}} for e in elements)]  # fmt: skip
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}


def filled(tmp_path, data, *sources, texts=(), **more) -> Filled:
    """Fill a document that is given as data, and check that nothing but the recorded changes was made."""
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    answer = fill(path, sources, texts, **more)
    proven(path.read_bytes(), answer)
    return answer


def proven(before: bytes, answer: Filled) -> None:
    """Check that two documents differ by just the changes that are recorded, and that taking them back gives the old one."""
    old, new = json.loads(before), json.loads(answer.data)
    recorded = [(change.op, change.pointer, change.value, change.before) for change in answer.changes]
    replaced = {change.pointer for change in answer.changes if change.op == "replace"}
    assert sorted(map(repr, differences(old, new, "", replaced))) == sorted(map(repr, recorded))
    assert undone(new, answer.changes) == old
    if not recorded:
        assert answer.data == before
    scalars = [change for change in answer.changes if change.op == "replace"]
    if not scalars:
        assert is_within(before.decode(), answer.data.decode())


def differences(old, new, pointer, replaced):
    """Yield what was added or replaced, told without any of the code that did it; what is gone is none of both."""
    if pointer in replaced:
        yield ("replace", pointer, new, old)
    elif isinstance(old, dict) and isinstance(new, dict):
        assert list(new)[: len(old)] == list(old), f"order of {pointer}"
        for key in new:
            here = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from (
                differences(old[key], new[key], here, replaced) if key in old else [("add", here, new[key], None)]
            )
    elif isinstance(old, list) and isinstance(new, list):
        assert len(new) >= len(old)
        for i, value in enumerate(new):
            here = f"{pointer}/{i}"
            yield from differences(old[i], value, here, replaced) if i < len(old) else [("add", here, value, None)]
    elif type(old) is not type(new) or old != new:
        yield ("replace", pointer, new, old)


def undone(new, changes):
    """Take the changes back, last first."""
    for change in reversed(changes):
        *above, last = change.pointer.split("/")[1:]
        holder = new
        for part in above:
            part = part.replace("~1", "/").replace("~0", "~")
            holder = holder[int(part) if isinstance(holder, list) else part]
        key = int(last) if isinstance(holder, list) else last.replace("~1", "/").replace("~0", "~")
        if change.op == "add":
            del holder[key]
        else:
            holder[key] = change.before
    return new


def is_within(old: str, new: str) -> bool:
    """Whether all characters of one text stand in another in their order."""
    rest = iter(new)
    return all(letter in rest for letter in old)


def source(license_, *, target="", given="card", **artifact) -> Source:
    """Another input that states one licence for one thing."""
    claims = (Claim(license_, Grade.C, "a card", place=Place(f"{given}/README.md", 3, "/license")),)
    held = Artifact(**{"id": "other", "kind": Kind.CODE, "claims": claims, "shipped": True, **artifact})
    return Source(Bill("release", (held,)), given, target)


def valid(answer: Filled, tmp_path: Path) -> None:
    """Ask the standard's own library."""
    if answer.format.startswith("CycloneDX"):
        _valid_cyclonedx(answer)
    elif answer.format.startswith("SPDX 2"):
        _valid_spdx2(answer, tmp_path)
    else:
        _valid_spdx3(answer)


def is_valid(answer: Filled, tmp_path: Path) -> bool:
    """Say what the standard's own library says, which tells it by exceptions of every kind."""
    try:
        valid(answer, tmp_path)
    except Exception:  # noqa: BLE001  each library has its own
        return False
    return True


def _valid_cyclonedx(answer: Filled) -> None:
    pytest.importorskip("jsonschema")
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    version = schema.SchemaVersion.from_version(answer.format.removeprefix("CycloneDX "))
    assert validation.JsonStrictValidator(version).validate_str(answer.data.decode()) is None


def _valid_spdx2(answer: Filled, tmp_path: Path) -> None:
    parse = pytest.importorskip("spdx_tools.spdx.parser.parse_anything")
    validator = pytest.importorskip("spdx_tools.spdx.validation.document_validator")
    path = tmp_path / "result.spdx.json"
    path.write_bytes(answer.data)
    messages = validator.validate_full_spdx_document(parse.parse_file(str(path)))
    assert [message.validation_message for message in messages] == []


def _valid_spdx3(answer: Filled) -> None:
    model = pytest.importorskip("spdx_python_model").v3_0_1
    objects = model.SHACLObjectSet()
    model.JSONLDDeserializer().read(io.BytesIO(answer.data), objects)
    assert objects.missing_ids == set()
    # writing asks for everything that has to be there
    model.JSONLDSerializer().write(objects, io.BytesIO())
