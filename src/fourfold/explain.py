"""The tree of reasons: evidence at the leaves, steps above, words only at the end.

An explanation names all that a verdict rests on. Drop from the input whatever its tree does not name,
ask again, and the verdict is the same; the tests do just that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fourfold.license import Clause, Declared
from fourfold.place import Place
from fourfold.terms import Profile, Verdict


@dataclass(frozen=True, slots=True)
class ClauseCited:
    """A licence says so."""

    license: str
    label: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class EdgeCited:
    """A licence, or its steward, names the other licence itself."""

    license: str
    label: str
    edge: Declared


@dataclass(frozen=True, slots=True)
class RelationRecorded:
    """The input records that one thing came from another."""

    subject: str
    verb: str
    object: str
    place: Place


@dataclass(frozen=True, slots=True)
class LicenseDeclared:
    """The input states a licence for an artifact."""

    artifact: str
    license: str
    evidence: str
    place: Place


@dataclass(frozen=True, slots=True)
class FactStated:
    """The input, or the question, states a fact."""

    subject: str
    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class ReadingTaken:
    """An open question, and the side that is taken."""

    reading: str
    side: str
    says: str
    held_by: tuple[str, ...] = ()
    """Who takes this side, each with a reference."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted because nothing says otherwise."""

    says: str


Evidence = ClauseCited | EdgeCited | RelationRecorded | LicenseDeclared | FactStated | ReadingTaken | Assumption
"""All that an explanation may ever appeal to."""


@dataclass(frozen=True, slots=True)
class Step:
    """A conclusion drawn by a named rule from evidence and from other steps."""

    claim: str
    rule: str
    because: tuple[Step | Evidence, ...] = ()
    verdict: Verdict = Verdict.OK
    profile: Profile | None = None
    """Set if the step holds on one side of a reading only."""

    def leaves(self) -> Iterator[Evidence]:
        """Yield every piece of evidence below, first to last."""
        stack: list[Step | Evidence] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Step):
                stack.extend(reversed(node.because))
            else:
                yield node

    def clauses(self) -> tuple[ClauseCited, ...]:
        """Return the clauses cited below, each once, in order."""
        return tuple(dict.fromkeys(leaf for leaf in self.leaves() if isinstance(leaf, ClauseCited)))

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as nested mappings (the ``explanation`` of the JSON contract)."""
        return {
            "claim": self.claim,
            "rule": self.rule,
            "verdict": str(self.verdict),
            **({"reading": str(self.profile)} if self.profile else {}),
            "because": [evidence_dict(node) if not isinstance(node, Step) else node.to_dict() for node in self.because],
        }


def clause_dict(cited: ClauseCited) -> dict[str, Any]:
    """Return a cited clause as the JSON contract has it."""
    clause = cited.clause
    return {
        "license": cited.license,
        "kind": clause.kind,
        "section": clause.section,
        "effect": str(clause.effect) if clause.effect else None,
        "says": clause.says,
        "span": list(clause.span),
        "text": clause.text,
        "read": clause.read,
    }


def evidence_dict(evidence: Evidence) -> dict[str, Any]:
    """Return one leaf as a mapping with its ``evidence`` type."""
    match evidence:
        case ClauseCited():
            return {"evidence": "clause", **clause_dict(evidence)}
        case EdgeCited(license=license_id, edge=edge):
            return {
                "evidence": "edge",
                "license": license_id,
                "to": edge.to,
                "type": edge.type,
                "section": edge.section,
                "says": edge.says,
                "source": edge.source,
            }
        case RelationRecorded(subject=subject, verb=verb, object=target, place=place):
            return {"evidence": "relation", "from": subject, "type": verb, "to": target, "location": place.to_dict()}
        case LicenseDeclared(artifact=artifact, license=license_id, evidence=grade, place=place):
            return {
                "evidence": "license",
                "artifact": artifact,
                "license": license_id,
                "grade": grade,
                "location": place.to_dict(),
            }
        case FactStated(subject=subject, fact=fact, value=value):
            return {"evidence": "fact", "subject": subject, "fact": fact, "value": value}
        case ReadingTaken(reading=reading, side=side, says=says, held_by=held_by):
            return {"evidence": "reading", "reading": reading, "side": side, "says": says, "held_by": list(held_by)}
        case Assumption(says=says):
            return {"evidence": "assumption", "says": says}
