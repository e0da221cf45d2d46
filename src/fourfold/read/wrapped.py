"""Documents that stand inside another one: the answer of a forge, an attestation, a list of one."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.read.notation import load_json

_KEYS = ("sbom", "dsseEnvelope", "predicate")
"""Keys of what only carries a document: the dependency graph of a forge, a signed bundle, an in-toto statement."""
DEEPEST = 5
"""Wrappings that one document may have; a signed attestation has three."""
Inner = tuple[Source, Callable[[str], str]]
"""A document that stands inside another one, and what makes its own pointers lead there in the other."""


def unwrap(source: Source) -> Iterator[Inner]:
    """Yield what a JSON document carries, from the outside in; nothing if it is a document by itself.

    Parameters
    ----------
    source : Source
        What no reader knows.
    """
    value, pointer, sealed = _json(source), "", False
    for _ in range(DEEPEST):
        step = _step(value, source.name)
        if step is None:
            return
        key, value = step
        if not sealed:
            pointer += f"/{key}"
        sealed = sealed or key == "payload"  # nothing in the other document leads further
        yield (
            Source(source.name, source.path, b"", source.is_kept, _json=(value,)),
            _leading(pointer, "" if sealed else "{}"),
        )


def _leading(pointer: str, further: str) -> Callable[[str], str]:
    return lambda own: pointer + further.format(own)


def _json(source: Source) -> Any:
    """Return the content as JSON, which may here be a list as well; none if it is none."""
    if source.is_directory or source.head().lstrip()[:1] != "[":
        return source.json
    try:
        return load_json(source.exact, source.name)
    except InputError:
        return None  # many a format begins with a bracket


def _step(value: object, file: str) -> tuple[str, Any] | None:
    """Return the key and the value of the one thing that a value carries; none if it carries nothing."""
    if isinstance(value, list):
        return ("0", value[0]) if len(value) == 1 and isinstance(value[0], dict) else None
    if not isinstance(value, dict):
        return None
    if "payloadType" in value and isinstance(value.get("payload"), str):
        try:
            inner = load_json(base64.b64decode(value["payload"], validate=True).decode(), file)
        except (ValueError, InputError):
            return None
        return "payload", inner
    return next(((key, value[key]) for key in _KEYS if isinstance(value.get(key), dict)), None)


def moved(bill: Bill, lead: Callable[[str], str]) -> Bill:
    """Return a bill whose places are those of the document around its own.

    Parameters
    ----------
    bill : Bill
        As the inner document was read.
    lead : callable
        What makes its pointers lead there.
    """

    def place(own: Place) -> Place:
        """Return the place in the whole file."""
        return replace(own, pointer=lead(own.pointer))

    def claims(stated: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Return the claims, each at its place in the whole file."""
        return tuple(replace(claim, place=place(claim.place)) for claim in stated)

    artifacts = (replace(part, claims=claims(part.claims), place=place(part.place)) for part in bill.artifacts)
    return replace(
        bill,
        artifacts=tuple(artifacts),
        relations=tuple(replace(relation, place=place(relation.place)) for relation in bill.relations),
        claims=claims(bill.claims),
        diagnostics=tuple(replace(entry, place=place(entry.place)) for entry in bill.diagnostics),
        place=place(bill.place),
    )
