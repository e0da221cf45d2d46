"""What `explain` shows: a licence's card, a pair's edge, a rule's manual page; each as one value with text and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.artifact import Context
from fourfold.compatibility import Compatibility
from fourfold.explain import ClauseCited, clause_dict
from fourfold.expression import parse
from fourfold.graph import LicenseGraph
from fourfold.license import License
from fourfold.terms import Effect, Freedom, Verdict

if TYPE_CHECKING:
    from fourfold.freedoms import Granted


def license_card(licence: License, within: LicenseGraph) -> dict[str, Any]:
    """Return a licence's card: freedoms, clauses, duties, identity, list status.

    Parameters
    ----------
    licence : License
        The licence.
    within : LicenseGraph
        The graph it belongs to.
    """
    from fourfold.expression import Atom
    from fourfold.freedoms import granted

    grants = granted(Atom(licence.id), within, Context())
    return {
        "license": licence.id,
        "name": licence.name,
        "short": licence.label,
        "version": licence.version,
        "steward": licence.steward,
        "family": licence.family,
        "category": licence.category or None,
        "exception": licence.exception,
        "url": licence.url,
        "hub": list(licence.hub),
        "scancode": licence.scancode or None,
        "aliases": list(licence.aliases),
        "versions": list(licence.versions),
        "lists": [_picked(entry, "list", "value", "source", "date") for entry in licence.lists],
        "texts": [_picked(text, "name", "sha256", "words", "source", "read") for text in licence.texts],
        "freedoms": {str(freedom): _granted(grants[freedom]) for freedom in Freedom},
        "clauses": [_clause(licence, clause, within) for clause in licence.clauses],
        "edges": [
            _picked(edge, "to", "type", "reaches", "section", "says", "read", "source")
            | {"reaches": sorted(edge.reaches)}
            for edge in licence.edges
        ],
        "look_alikes": [other for other in within.known if other != licence.id and _alike(within, other, licence)],
        "data": {"version": within.known.version, "digest": within.known.digest},
    }


def _picked(value: object, *fields: str) -> dict[str, Any]:
    return {field: getattr(value, field) for field in fields}


def _granted(grant: Granted) -> dict[str, Any]:
    because = [clause_dict(cited) for cited in grant.because]
    return {"grants": str(grant.extent), "because": because, "missing": grant.missing or None}


def _alike(within: LicenseGraph, other: str, licence: License) -> bool:
    if not licence.family:
        return False
    found = within.known.get(other)
    return found is not None and found.family == licence.family


def _clause(licence: License, clause: Any, within: LicenseGraph) -> dict[str, Any]:
    parameters = {
        name: list(value) if isinstance(value, tuple) else value
        for name in within.known.kinds[clause.kind].parameters
        if (value := getattr(clause.parameters, name)) not in ("", (), None)
    }
    return {
        **clause_dict(ClauseCited(licence.id, licence.label, clause)),
        "class": within.known.kinds[clause.kind].group,
        "reaches": sorted(clause.reaches),
        "forms": sorted(clause.forms),
        "parameters": parameters,
    }


def pair(answer: Compatibility, within: LicenseGraph) -> dict[str, Any]:
    """Return a pair's answer as the JSON contract has it (``explain INBOUND OUTBOUND``)."""
    edge = answer.edge
    duties: dict[tuple[str, str, str], dict[str, Any]] = {}
    for terms, cited, reading in within.asked(parse(answer.inbound, within.known), answer):
        clause = cited.clause
        before = duties.get((terms, clause.kind, clause.says))
        if before is None or ("reading" in before and not reading):
            duties[terms, clause.kind, clause.says] = {
                "kind": clause.kind,
                "license": cited.license,
                "artifact": None,
                "text": clause.asks,
                "section": clause.section,
                **({"reading": reading} if reading else {}),
            }
    return {
        "schema": 1,
        "tool": {"name": "fourfold", "data": within.known.version, "digest": within.known.digest},
        "inbound": answer.inbound,
        "outbound": answer.outbound,
        "relation": answer.relation,
        "verdict": str(answer.verdict),
        "edge": {
            "type": str(edge.type) if edge is not None and answer.verdict in _FINE else str(answer.verdict),
            "effective": (edge.effective or None) if edge is not None else None,
            "reading": answer.reading or None,
        },
        "readings": {"text": str(answer.text), "cautious": str(answer.cautious)},
        "clauses": [clause_dict(cited) for cited in answer.explanation.clauses()],
        "obligations": list(duties.values()),
        "unknown": [{"license": atom.license, "candidates": list(atom.candidates)} for atom in answer.missing],
        "explanation": answer.explanation.to_dict(),
    }


_FINE = frozenset({Verdict.OK, Verdict.OK_WITH_OBLIGATIONS})


def limits_first(licence: License) -> tuple[Any, ...]:
    """Return a licence's clauses in the order in which a reader wants them: limits, then demands, then permissions."""
    rank = {
        Effect.FORBID: 0,
        Effect.CAP: 0,
        Effect.BIND: 1,
        Effect.VOID: 2,
        Effect.REQUIRE: 3,
        Effect.SILENT: 4,
        None: 5,
    }
    return tuple(sorted(licence.clauses, key=lambda clause: rank[clause.effect]))
