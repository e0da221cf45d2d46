"""The tree of reasons: evidence at the leaves, steps above, words only at the end; ``print`` shows a step as that tree.

An explanation names all that a verdict rests on. Drop from the input whatever its tree does not name,
ask again, and the verdict is the same; the tests do just that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

    def __str__(self) -> str:
        return "\n".join(tree_lines(self))

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


def cite(cited: ClauseCited) -> str:
    """Name a clause: licence, section and kind."""
    section = f" {section_sign(cited.clause.section)}" if cited.clause.section else ""
    return f"{cited.label}{section} ({cited.clause.kind})"


def section_sign(section: str) -> str:
    """Put a section sign before a label that is a number or a letter."""
    return f"§{section}" if section[:1].isdigit() or len(section) < 4 else section


def leaf_words(leaf: Evidence) -> str:
    """Say one piece of evidence in a line."""
    match leaf:
        case ClauseCited():
            return f"{cite(leaf)}: {leaf.clause.says}"
        case EdgeCited(label=label, edge=edge):
            return f"{label} {section_sign(edge.section)} names {edge.to}: {edge.says}"
        case RelationRecorded(subject=subject, verb=verb, object=target, place=place):
            return f"recorded: {subject} {verb} {target}" + (f"  ({place})" if place.file else "")
        case LicenseDeclared(artifact=artifact, license=license_id, evidence=grade, place=place):
            graded = f" (grade {grade})" if grade else ""
            return f"stated: {artifact} is under {license_id}{graded}" + (f"  ({place})" if place.file else "")
        case FactStated(subject=subject, fact=fact, value=value):
            return f"stated: {subject}: {fact} = {value}"
        case ReadingTaken(reading=reading, side=side, says=says, held_by=held_by):
            holders = f" (held by: {'; '.join(held_by)})" if held_by else ""
            return f"reading {reading}, {side}: {says}{holders}"
        case Assumption(says=says):
            return f"assumed: {says}"


def tree_lines(step: Step, *, depth: int = 12) -> Iterable[str]:
    """Yield an explanation as an indented tree, a line a node."""
    yield step.claim
    yield from _children(step, "", depth)


def _children(step: Step, indent: str, depth: int) -> Iterable[str]:
    for i, node in enumerate(step.because):
        last = i == len(step.because) - 1
        branch, onward = ("└─ ", "   ") if last else ("├─ ", "│  ")
        if isinstance(node, Step):
            yield f"{indent}{branch}{node.claim}"
            if depth > 0:
                yield from _children(node, indent + onward, depth - 1)
        else:
            yield f"{indent}{branch}{leaf_words(node)}"
