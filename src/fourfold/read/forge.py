"""The four records that a bill is made of, made at a quarter of the cost.

A frozen dataclass sets each field through ``object.__setattr__``. A bill of 100,000 components has half a million records: here
each is filled as an open class of the same slots, which the interpreter does fastest, and becomes the frozen one at the end.
The records are the same ones; a test holds that no field is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fourfold.artifact import Artifact, Claim, Fact, Relation
from fourfold.place import Place
from fourfold.terms import Grade, Kind, Verb

_new = object.__new__


def _opened(record: type) -> Any:
    """Return a class with the slots of a record, whose fields can be set."""
    return type(record.__name__, (), {"__slots__": record.__dict__["__slots__"]})


_Place, _Claim, _Relation, _Artifact = _opened(Place), _opened(Claim), _opened(Relation), _opened(Artifact)


def make_place(file: str, line: int | None, pointer: str) -> Place:
    """Return ``Place(file, line, pointer)``."""
    place: Any = _new(_Place)
    place.file = file
    place.line = line
    place.pointer = pointer
    place.__class__ = Place
    return place  # type: ignore[no-any-return]


def make_claim(license_: str, evidence: Grade, source: str, role: str, place: Place) -> Claim:
    """Return ``Claim(license, evidence, source, role, place)``."""
    claim: Any = _new(_Claim)
    claim.license = license_
    claim.evidence = evidence
    claim.source = source
    claim.role = role
    claim.place = place
    claim.__class__ = Claim
    return claim  # type: ignore[no-any-return]


def make_relation(subject: str, verb: Verb | None, object_: str, word: str, basis: str, place: Place) -> Relation:
    """Return ``Relation(subject, verb, object, word, basis, place)``."""
    relation: Any = _new(_Relation)
    relation.subject = subject
    relation.verb = verb
    relation.object = object_
    relation.word = word
    relation.basis = basis
    relation.place = place
    relation.__class__ = Relation
    return relation  # type: ignore[no-any-return]


def make_artifact(
    id_: str,
    kind: Kind | None,
    claims: tuple[Claim, ...],
    inherited: bool,  # noqa: FBT001  a field of the record, in its order
    shipped: bool | None,  # noqa: FBT001  likewise
    facts: Mapping[str, Fact],
    name: str,
    version: str,
    aliases: tuple[str, ...],
    place: Place,
) -> Artifact:
    """Return the artifact with these fields, and no MOF component."""
    artifact: Any = _new(_Artifact)
    artifact.id = id_
    artifact.kind = kind
    artifact.claims = claims
    artifact.inherited = inherited
    artifact.component = ""
    artifact.shipped = shipped
    artifact.facts = facts
    artifact.name = name
    artifact.version = version
    artifact.aliases = aliases
    artifact.place = place
    artifact.__class__ = Artifact
    return artifact  # type: ignore[no-any-return]


_shipped = Artifact.__dict__["shipped"].__set__


def settle(artifact: Artifact, *, shipped: bool) -> None:
    """Say whether an artifact goes out, which is known last; nobody else holds it yet."""
    _shipped(artifact, shipped)
