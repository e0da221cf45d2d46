"""What single clauses demand to be put beside a release: licence texts, set sentences, phrases, names, credit, marks of change.

Everything comes from the clauses that the gate lists as obligations; nothing is demanded here that is not demanded there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from fourfold.arrival import Arrival
from fourfold.artifact import Artifact, Context
from fourfold.derive.base import Passage
from fourfold.derive.duty import has_word
from fourfold.explain import ClauseCited, clause_dict
from fourfold.expression import Expression
from fourfold.graph import LicenseGraph
from fourfold.license import Clause, Parameters
from fourfold.terms import Effect, Profile
from fourfold.threshold import passed, size
from fourfold.upstream import Upstream


class Group(StrEnum):
    """What kind of thing is demanded."""

    LICENSE = "license"
    """A copy of the licence, or a pointer to it."""
    SENTENCE = "notice"
    """A notice file, or a set sentence in one."""
    DISPLAY = "display"
    """A phrase that users have to see."""
    NAME = "name"
    """A word in the name, or another name."""
    CHANGES = "changes"
    """A mark that something was changed."""
    CREDIT = "attribution"
    """Credit, or notices to be kept."""
    TERMS = "terms"
    """Terms that recipients have to be bound by."""
    OTHER = "other"


_GROUP = {
    "include-license": Group.LICENSE,
    "notice-file": Group.SENTENCE,
    "acknowledgement": Group.SENTENCE,
    "banner": Group.DISPLAY,
    "name-prefix": Group.NAME,
    "rename": Group.NAME,
    "document-changes": Group.CHANGES,
    "attribution": Group.CREDIT,
    "include-copyright": Group.CREDIT,
    "pass-on-terms": Group.TERMS,
}


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that one clause demands of one artifact."""

    group: Group
    cited: ClauseCited
    artifact: str
    """Id of the artifact that carries the duty."""
    upstream: tuple[str, ...]
    """Ids of the things that the terms come from."""
    path: tuple[str, ...]
    """Artifact, verb, artifact, … back to the nearest of them."""
    reading: str = ""
    """Set if it is demanded under the cautious side of this reading only."""
    condition: str = ""
    """The threshold above which it is demanded, where the question does not say on which side it is."""
    fits: bool | None = None
    """For a name: whether the artifact's name has what is asked for; none where that cannot be told."""

    def counts(self, reading: Profile) -> bool:
        """Whether it is demanded under a profile."""
        return not self.reading or reading is Profile.CAUTIOUS

    @property
    def clause(self) -> Clause:
        """The clause (Clause)."""
        return self.cited.clause

    def to_dict(self) -> dict[str, Any]:
        """Return the demand as a mapping."""
        given = self.clause.parameters
        more = {
            "sentence": given.sentence,
            "phrase": given.phrase,
            "place": list(given.place),
            "prefix": given.prefix,
            "anywhere": given.anywhere,
            "alternative": given.alternative,
            "reading": self.reading,
            "condition": self.condition,
            "fits": self.fits,
        }
        return {
            "artifact": self.artifact,
            "upstream": list(self.upstream),
            "path": list(self.path),
            **clause_dict(self.cited),
            **{key: value for key, value in more.items() if value not in ("", [], None)},
        }


def demands(followed: Upstream, within: LicenseGraph, context: Context) -> tuple[Demand, ...]:
    """Return what everything that is shipped owes to what it came from, each clause once an artifact.

    Parameters
    ----------
    followed : Upstream
        The lineage.
    within : LicenseGraph
        Where licences come from.
    context : Context
        The question's situation.
    """
    origins = followed.origins()
    found: dict[tuple[str, str, tuple[str, str, Parameters], str], Demand] = {}
    for name in followed.shipped:
        subject = followed.judged(name, within, context)
        seen: set[tuple[Expression, Passage]] = set()
        for arrival, answer in subject.answers:
            terms = arrival.expression, arrival.passage
            if terms in seen:
                continue
            seen.add(terms)
            behind = origins[name].get(terms, (arrival.origin,))
            for said, cited, reading in within.asked(arrival.expression, answer):
                for demand in _demand(subject.artifact, cited, behind, arrival, reading, context):
                    # which text goes with it depends on the licence, whatever else they have in common
                    whose = cited.license if demand.group is Group.LICENSE else said
                    key = demand.artifact, whose, _words(cited.clause), reading
                    before = found.get(key)
                    found[key] = _joined(before, demand) if before is not None else demand
    return tuple(found.values())


def _words(clause: Clause) -> tuple[str, str, Parameters]:
    """Return what two clauses have to share to demand the same: licences of one name often do."""
    return clause.kind, clause.says, clause.parameters


def _joined(one: Demand, other: Demand) -> Demand:
    """Return one demand of two that ask the same for different things upstream."""
    return replace(one, upstream=tuple(dict.fromkeys((*one.upstream, *other.upstream))))


def _demand(
    artifact: Artifact, cited: ClauseCited, behind: tuple[str, ...], arrival: Arrival, reading: str, context: Context
) -> Iterator[Demand]:
    """Yield the demand of a clause; one that only forbids demands nothing that could be put beside."""
    clause = cited.clause
    if clause.effect in {Effect.REQUIRE, Effect.BIND}:
        group = _GROUP.get(clause.kind, Group.OTHER)
        fits = fits_name(artifact, clause) if group is Group.NAME else None
        yield Demand(group, cited, artifact.id, behind, arrival.path(), reading, _condition(clause, context), fits)


def _condition(clause: Clause, context: Context) -> str:
    """Say above what a duty arises, where the question leaves that open."""
    if clause.parameters.threshold is None:
        return ""
    told = passed(clause, context.monthly_active_users, context.annual_revenue_usd)
    return "" if told is not None else f"above {size(clause)}"


def fits_name(artifact: Artifact, clause: Clause) -> bool | None:
    """Whether an artifact's name has the word that a clause asks for; none if the clause sets no word."""
    stated = artifact.facts.get("name")
    if not clause.parameters.prefix or isinstance(stated, bool):
        return stated if isinstance(stated, bool) else None
    return has_word(stated if isinstance(stated, str) else artifact.name or artifact.id, clause)
