"""A licence tried on a release: the gate's own analysis of the bill as if its target were under that licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Context, Fact
from fourfold.candidate import Target
from fourfold.expression import Expression
from fourfold.graph import LicenseGraph
from fourfold.subject import FINE
from fourfold.terms import Extent, Freedom, Grade, Profile, Verb, Verdict, worst
from fourfold.verdict import Duty, Finding, Report

_OF_THE_TERMS = frozenset({"terms-have-restrictions", "same-license"})
"""Facts about the terms that are stated now; they say nothing of other terms."""


class Assume(StrEnum):
    """What to take of the facts that say whether duties are met."""

    DUTIES_MET = "duties-met"
    """All of them are: a licence is not to blame for what its user leaves undone."""
    AS_STATED = "as-stated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of giving the target one licence."""

    verdict: Verdict
    against: tuple[Finding, ...]
    """What stands against it."""
    duties: tuple[Duty, ...]
    freedoms: Mapping[Freedom, Extent]
    """What recipients of the target and of what it holds get, by the terms."""
    readings: Mapping[str, Verdict]
    """The verdict on each side of the open questions."""

    @property
    def fine(self) -> bool:
        """Whether nothing stands against it (bool)."""
        return self.verdict in FINE


@dataclass(frozen=True, slots=True)
class Trial:
    """A target, the question, and what it takes to ask it with another licence.

    Made by :func:`trial`.
    """

    goal: Target
    bill: Bill
    within: LicenseGraph
    context: Context

    def given(self, expression: Expression, *, without: Iterable[str] = (), assume: Assume = Assume.DUTIES_MET) -> Bill:
        """Return the bill with the target under a licence.

        Parameters
        ----------
        expression : Atom or And or Or
            The licence.
        without : iterable of str, optional
            Things that the target no longer comes from.
        assume : Assume, optional
            What to take of the facts that say whether duties are met.
        """
        bill, names, gone = self.bill, set(self.goal.names), set(without)
        claim = (Claim(str(expression), Grade.C, "tried"),)
        artifacts = [
            replace(a, claims=claim, inherited=False, shipped=True, facts=self._facts(a, expression, assume))
            if a.id in names
            else a
            for a in bill.artifacts
        ]
        return replace(
            bill,
            artifacts=tuple(artifacts),
            claims=claim if bill.name in names else bill.claims,
            relations=tuple(r for r in bill.relations if not (r.object in gone and r.subject in names)),
        )

    def _facts(self, artifact: Artifact, expression: Expression, assume: Assume) -> Mapping[str, Fact]:
        kinds = self.within.known.kinds
        duties = {kinds[kind].fact for kind in kinds} - {""}
        kept = dict(artifact.facts)
        for key, value in artifact.facts.items():
            if key in _OF_THE_TERMS:
                drop = expression not in self.goal.stated or value is not True
            else:
                drop = key in duties and assume is Assume.DUTIES_MET
            if drop:
                del kept[key]
        return kept

    def of(self, expression: Expression, *, without: Iterable[str] = ()) -> Outcome:
        """Return what comes of a licence, all duties met."""
        return self._outcome(self.given(expression, without=without))

    def undone(self, expression: Expression) -> tuple[Finding, ...]:
        """Return the duties that a licence would leave unmet, by what is stated of the target."""
        if not any(self._broken(artifact) for artifact in self.bill.artifacts if artifact.id in self.goal.names):
            return ()
        known = {finding.id for finding in self.of(expression).against}
        found = self._outcome(self.given(expression, assume=Assume.AS_STATED)).against
        return tuple(finding for finding in found if finding.id not in known)

    @staticmethod
    def _broken(artifact: Artifact) -> bool:
        return any(value is False or key == "name" for key, value in artifact.facts.items())

    def _outcome(self, bill: Bill) -> Outcome:
        report = check(bill, within=self.within, context=self.context)
        against = tuple(self._against(report))
        mine = (duty for duty in report.duties if duty.artifact in self.goal.names)
        duties = tuple(sorted(mine, key=lambda duty: (duty.license, duty.kind, duty.artifact, duty.text)))
        verdict = worst([finding.verdict for finding in against])
        if verdict is Verdict.OK and duties:
            verdict = Verdict.OK_WITH_OBLIGATIONS
        given = self._handed_out(bill)
        states = [state for state in report.artifacts if state.id in given]
        freedoms = {f: max((s.freedoms[f].grants for s in states), key=lambda e: e.rank) for f in Freedom}
        readings = {
            profile.value: worst([f.readings.get(profile.value, f.verdict) for f in against]) for profile in Profile
        }
        return Outcome(verdict, against, duties, freedoms, readings)

    def _handed_out(self, bill: Bill) -> frozenset[str]:
        """Return what recipients of the target get: the target, and what it holds."""
        held = dict.fromkeys(self.goal.names)
        todo = list(held)
        parts: dict[str, list[str]] = {}
        for relation in bill.relations:
            if relation.verb is Verb.CONTAINS:
                parts.setdefault(relation.subject, []).append(relation.object)
        while todo:
            new = [name for name in parts.get(todo.pop(), ()) if name not in held]
            held.update(dict.fromkeys(new))
            todo.extend(new)
        return frozenset(held)

    def _against(self, report: Report) -> Iterator[Finding]:
        """Yield what stands against the target; a circle in what it came from leaves everything open."""
        for finding in report.findings:
            mine = finding.subject in self.goal.names or finding.rule == "lineage-cycle"
            if mine and finding.verdict not in FINE:
                yield finding

    def sources(self) -> tuple[str, ...]:
        """Return the things that the target comes from directly, or holds."""
        names = self.goal.names
        found = {r.object for r in self.bill.relations if r.subject in names and r.verb is not None}
        return tuple(sorted(found - set(names)))

    def change(
        self, expression: Expression, against: Iterable[Finding], fewer_than: int | None = None
    ) -> tuple[str, ...] | None:
        """Return the fewest direct sources without which a licence is admissible; none if taking sources away does not help.

        What stands against a licence came through some direct source, and stands as long as that source is there: terms are
        compared one by one, and fewer sources never excuse more. So each round takes away only what has to go, and the first
        set that helps is the smallest one.

        Parameters
        ----------
        expression : Atom or And or Or
            The licence.
        against : iterable of Finding
            What stands against it now.
        fewer_than : int, optional
            Give up at so many.
        """
        gone: dict[str, None] = {}
        standing = tuple(against)
        while standing:
            first = {self._first(finding) for finding in standing}
            if "" in first or first <= set(gone):
                return None
            gone.update(dict.fromkeys(sorted(first)))
            if fewer_than is not None and len(gone) >= fewer_than:
                return None
            standing = self.of(expression, without=gone).against
        return tuple(gone)

    def _first(self, finding: Finding) -> str:
        """Return the first thing on a finding's path that is not the target's own; empty if there is none."""
        return next((name for name in finding.path[::2] if name not in self.goal.names), "")


def trial(goal: Target, within: LicenseGraph, context: Context) -> Trial:
    """Return the trial of a target, its bill cut down to what the target came from: nothing else can matter to it."""
    return Trial(goal, _behind(goal), within, context)


def _behind(goal: Target) -> Bill:
    """Return the bill cut down to the target and all that lies behind it."""
    lineage = goal.followed.lineage
    kept = dict.fromkeys(goal.names)
    todo = list(kept)
    relations: dict[str, list[str]] = {}
    for relation in goal.bill.relations:
        relations.setdefault(relation.subject, []).append(relation.object)
    while todo:
        for name in relations.get(todo.pop(), ()):
            if name in lineage.artifacts and name not in kept:
                kept[name] = None
                todo.append(name)
    whole = goal.bill.name in goal.names
    return replace(
        goal.bill,
        artifacts=tuple(a for a in goal.bill.artifacts if a.id in kept),
        relations=tuple(r for r in goal.bill.relations if r.subject in kept and r.object in kept),
        claims=goal.bill.claims if whole else (),
        diagnostics=(),
        texts={},
    )
