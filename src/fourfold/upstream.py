"""What lies behind each artifact, for questions other than the gate's: what arrives, from whom, and how it compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.arrival import Arrivals, Carrier
from fourfold.artifact import Bill, Context
from fourfold.derive.base import Passage
from fourfold.expression import Expression
from fourfold.graph import LicenseGraph
from fourfold.holding import OWN, Way, brings_out, hop_of, onward, past
from fourfold.judge import judge
from fourfold.lineage import Lineage, order
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
        judge(subject, within, context, self.lineage.artifacts)
        return subject

    def origins(self) -> Mapping[str, Mapping[tuple[Expression, Passage], tuple[str, ...]]]:
        """Return, for each artifact, whose terms come to it in which way.

        The analysis takes terms that come twice in the same way once; who has to be credited is everybody they come from.
        """
        artifacts, behind = self.lineage.artifacts, dict[str, dict[str, dict[Way, None]]]()
        over = onward if brings_out(self.lineage) else past
        for name in self.lineage.order:
            mine = behind[name] = {}
            for relation in self.lineage.incoming.get(name, ()):
                assert relation.verb is not None
                hop = hop_of(relation.verb, artifacts[name].kind, artifacts[relation.object].kind)
                mine.setdefault(relation.object, {}).update(dict.fromkeys(over(OWN, hop)))
                for origin, ways in behind[relation.object].items():
                    found = [way for before in ways for way in over(before, hop)]
                    if found:
                        mine.setdefault(origin, {}).update(dict.fromkeys(found))
        return {name: self._by_terms(found) for name, found in behind.items()}

    def _by_terms(
        self, found: Mapping[str, Mapping[Way, None]]
    ) -> Mapping[tuple[Expression, Passage], tuple[str, ...]]:
        out: dict[tuple[Expression, Passage], list[str]] = {}
        for origin, ways in found.items():
            terms = self.own[origin].expression
            if terms is not None:
                for way in ways:
                    if isinstance(way, Passage):
                        out.setdefault((terms, way), []).append(origin)
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
