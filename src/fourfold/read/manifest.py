"""The manifest (DESIGN 10): fourfold's own input, and what other tools can write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from fourfold.artifact import Artifact, Bill, Claim, Context, Relation
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source, first_document, load_yaml
from fourfold.terms import Form, Grade, Kind, Purpose, Role, Verb
from fourfold.territory import settle


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ManifestClaim(_Strict):
    """One of several licence claims about an artifact."""

    license: str = Field(min_length=1)
    evidence: Grade = Grade.C
    source: str = ""


License = Annotated[str, Field(min_length=1)]
Fact = StrictBool | int | float | str | tuple[str, ...]


class ManifestArtifact(_Strict):
    """One thing with its own rights."""

    id: str = Field(min_length=1)
    kind: Kind | None = None
    license: License | tuple[ManifestClaim, ...] | None = None
    component: str = ""
    shipped: bool | None = None
    facts: Mapping[str, Fact] = Field(default_factory=dict)
    name: str = ""
    version: str = ""


class ManifestRelation(_Strict):
    """How one artifact came from another."""

    subject: str = Field(alias="from", min_length=1)
    type: Verb
    object: str = Field(alias="to", min_length=1)


class ManifestContext(_Strict):
    """The situation that the question is asked in."""

    form: Form = Form.RAW
    purpose: Purpose = Purpose.ANY
    role: Role = Role.DISTRIBUTOR
    territory: tuple[str, ...] = ()
    monthly_active_users: int | None = Field(None, alias="monthly-active-users", ge=0)
    annual_revenue_usd: float | None = Field(None, alias="annual-revenue-usd", ge=0)


class Manifest(_Strict):
    """A distribution, as the user writes it down."""

    fourfold: Literal[1]
    name: str = Field(min_length=1)
    license: License | tuple[ManifestClaim, ...] | None = None
    context: ManifestContext = ManifestContext.model_validate({})
    artifacts: tuple[ManifestArtifact, ...] = ()
    relations: tuple[ManifestRelation, ...] = ()


def manifest_schema() -> dict[str, Any]:
    """Return the JSON Schema of a manifest."""
    schema = Manifest.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "fourfold manifest"}


_JSON_HEAD = re.compile(r'"fourfold"\s*:')
_HEAD = re.compile(r"^[\"']?fourfold[\"']?\s*:", re.MULTILINE)


def sniff(source: Source) -> bool:
    """Whether the content is a manifest: a mapping with the key ``fourfold``."""
    if source.is_directory:
        return False
    head = source.head(65536).lstrip()
    if _HEAD.search(first_document(head)):
        return True
    try:
        return isinstance(source.json, dict) and "fourfold" in source.json
    except InputError:  # YAML may begin with a brace as well
        return bool(_JSON_HEAD.search(head[:200]))


def read(source: Source) -> Bill:
    """Read a manifest.

    Raises
    ------
    InputError
        If it is not YAML, has an unknown key or value, repeats an id, or relates to nobody. Each names file and line.
    """
    text = source.text
    # one that stands inside another document has no text of its own
    located = load_yaml(text, source.name) if text else Located(source.json, {}, source.name)
    return build(located)


def build(located: Located) -> Bill:
    """Build the bill of a manifest that was read already."""
    if not isinstance(located.value, dict):
        raise InputError("a manifest is a mapping with the keys fourfold, name, artifacts", located.file)
    try:
        manifest = Manifest.model_validate(located.value)
    except ValidationError as error:
        raise _explain(error, located) from error
    ids: dict[str, int] = {}
    for i, artifact in enumerate(manifest.artifacts):
        if artifact.id in ids or artifact.id == manifest.name:
            place = located.place(f"/artifacts/{i}/id")
            raise InputError(
                f"the id {artifact.id!r} stands twice",
                str(place),
                "give each artifact its own id, not the name of the distribution",
            )
        ids[artifact.id] = i
    known = {*ids, manifest.name}
    for i, relation in enumerate(manifest.relations):
        for key, value in (("from", relation.subject), ("to", relation.object)):
            if value not in known:
                place = located.place(f"/relations/{i}/{key}")
                raise InputError(
                    f"the relation is to {value!r}, which is no artifact here", str(place), _nearest(value, known)
                )
    return Bill(
        manifest.name,
        tuple(_artifact(a, i, located) for i, a in enumerate(manifest.artifacts)),
        tuple(
            Relation(r.subject, r.type, r.object, r.type.value, place=located.place(f"/relations/{i}"))
            for i, r in enumerate(manifest.relations)
        ),
        _claims(manifest.license, located, "/license"),
        Context(
            manifest.context.form,
            manifest.context.purpose,
            manifest.context.role,
            _territory(manifest, located),
            manifest.context.monthly_active_users,
            manifest.context.annual_revenue_usd,
        ),
        "fourfold manifest 1",
        place=located.place(""),
    )


def _artifact(artifact: ManifestArtifact, i: int, located: Located) -> Artifact:
    pointer = f"/artifacts/{i}"
    inherited = artifact.license == "inherited"
    return Artifact(
        artifact.id,
        artifact.kind,
        () if inherited else _claims(artifact.license, located, f"{pointer}/license"),
        inherited,
        artifact.component,
        artifact.shipped,
        dict(artifact.facts),
        artifact.name,
        artifact.version,
        place=located.place(pointer),
    )


def _territory(manifest: Manifest, located: Located) -> tuple[str, ...]:
    try:
        return settle(manifest.context.territory)
    except ValueError as error:
        where = str(located.place("/context/territory"))
        raise InputError(f"territory: {error}", where, "two letters as in ISO 3166-1, or EU") from error


def _claims(value: str | tuple[ManifestClaim, ...] | None, located: Located, pointer: str) -> tuple[Claim, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (Claim(value, Grade.C, "manifest", place=located.place(pointer)),)
    return tuple(
        Claim(claim.license, claim.evidence, claim.source or "manifest", place=located.place(f"{pointer}/{i}"))
        for i, claim in enumerate(value)
    )


def _nearest(value: str, known: set[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(value, sorted(known), n=3) or sorted(known)[:6]
    return "one of: " + ", ".join(near)


def _explain(error: ValidationError, located: Located) -> InputError:
    """Turn pydantic's first complaint into one that names the line and what to try."""
    first = error.errors()[0]
    loc = [str(part) for part in first["loc"] if not str(part).startswith(("constrained", "tuple", "str", "Manifest"))]
    pointer = "/" + "/".join(loc)
    place = located.place(pointer)
    key = loc[-1] if loc else ""
    if first["type"] == "extra_forbidden":
        keys = _keys_at(loc[:-1])
        return InputError(f"unknown key {key!r}", str(place), _nearest(key, keys) if keys else "")
    if first["type"] == "missing":
        return InputError(f"the key {key!r} is missing", str(place), f"add {key}:")
    if first["type"] in {"enum", "literal_error"}:
        expected = first.get("ctx", {}).get("expected", "")
        return InputError(
            f"{pointer}: {first.get('input')!r} is none of the words that may stand here",
            str(place),
            f"one of: {expected}",
        )
    return InputError(f"{pointer}: {first['msg']}", str(place))


def _keys_at(loc: list[str]) -> set[str]:
    model: type[_Strict] = Manifest
    for part in loc:
        models: dict[str, type[_Strict]] = {
            "artifacts": ManifestArtifact,
            "relations": ManifestRelation,
            "context": ManifestContext,
            "license": ManifestClaim,
        }
        model = models.get(part, model)
    return {info.alias or name for name, info in model.model_fields.items()}


READER = Reader("fourfold manifest", sniff, read)
