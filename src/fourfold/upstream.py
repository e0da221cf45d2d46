"""What lies behind each artifact, for questions other than the gate's: what arrives, from whom, and how it compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.arrival import Arrivals, Carrier
from fourfold.artifact import Bill, Context
from fourfold.compatibility import passage_of
from fourfold.derive.base import Passage
from fourfold.expression import Expression
from fourfold.graph import LicenseGraph
from fourfold.judge import judge
from fourfold.lineage import Lineage, compose, order
from fourfold.resolve import Resolved, Resolver
from fourfold.subject import Subject


@dataclass(frozen=True, slots=True)
class Upstream:
    """A lineage that was followed to its end, and not judged yet."""

    lineage: Lineage
    own: Mapping[str, Resolved]
    """Each artifact's own terms."""
    arrivals: Mapping[str, Arrivals]
    """What arrives at each artifact, as the analysis sees it."""

    @property
    def shipped(self) -> tuple[str, ...]:
        """Ids of what goes out, in the order of the input (tuple of str)."""
        return tuple(name for name in self.lineage.artifacts if name in self.lineage.shipped)

    def judged(self, name: str, within: LicenseGraph, context: Context) -> Subject:
        """Return one artifact with everything that arrives compared with its terms, by the engine of the gate."""
        subject = Subject(
            self.lineage.artifacts[name], self.own[name], name in self.lineage.shipped, self.arrivals[name]
        )
        judge(subject, within, context)
        return subject

    def origins(self) -> Mapping[str, Mapping[tuple[Expression, Passage], tuple[str, ...]]]:
        """Return, for each artifact, whose terms come to it in which way.

        The analysis takes terms that come twice in the same way once; who has to be credited is everybody they come from.
        """
        behind: dict[str, dict[str, dict[Passage, None]]] = {}
        for name in self.lineage.order:
            mine = behind[name] = {}
            for relation in self.lineage.incoming.get(name, ()):
                assert relation.verb is not None
                passage = passage_of(relation.verb)
                mine.setdefault(relation.object, {})[passage] = None
                for origin, passages in behind[relation.object].items():
                    onward = [way for before in passages if (way := compose(before, passage)) is not None]
                    if onward:
                        mine.setdefault(origin, {}).update(dict.fromkeys(onward))
        return {name: self._by_terms(found) for name, found in behind.items()}

    def _by_terms(
        self, found: Mapping[str, Mapping[Passage, None]]
    ) -> Mapping[tuple[Expression, Passage], tuple[str, ...]]:
        out: dict[tuple[Expression, Passage], list[str]] = {}
        for origin, passages in found.items():
            terms = self.own[origin].expression
            if terms is not None:
                for passage in passages:
                    out.setdefault((terms, passage), []).append(origin)
        return {key: tuple(sorted(origins)) for key, origins in out.items()}


def follow(bill: Bill, within: LicenseGraph) -> Upstream:
    """Follow a bill's relations from old things to new ones.

    Parameters
    ----------
    bill : Bill
        What was read.
    within : LicenseGraph
        Where licences are looked up.
    """
    lineage = order(bill)
    resolver = Resolver(within.known)
    own = {name: resolver.resolve(artifact) for name, artifact in lineage.artifacts.items()}
    carrier = Carrier(lineage)
    return Upstream(lineage, own, {name: carrier.arrive(name, own) for name in lineage.order})
