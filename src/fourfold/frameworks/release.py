"""A release as the frameworks see it: its parts with their components, what the publisher states, what the terms give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fourfold.artifact import Artifact, Bill, Fact
from fourfold.catalogue import Catalogue
from fourfold.explain import ClauseCited
from fourfold.expression import And, Atom, Expression, atoms, parse
from fourfold.frameworks.base import load
from fourfold.license import License
from fourfold.read.mof import Component, component_of, components
from fourfold.terms import Extent, Freedom, Kind
from fourfold.verdict import ArtifactState, Report

_BY_KIND = {Kind.MODEL: "model-parameters-final", Kind.DATASET: "datasets"}


@dataclass(frozen=True, slots=True)
class Part:
    """One artifact of a release."""

    artifact: Artifact
    state: ArtifactState
    component: Component | None
    """The MOF component that it is; none if neither it nor its kind says."""
    inferred: bool = False
    """Whether the component follows from the kind alone."""

    @property
    def id(self) -> str:
        """The artifact's id (str)."""
        return self.artifact.id

    @property
    def kind(self) -> Kind | None:
        """The artifact's kind (Kind or None)."""
        return self.artifact.kind

    @property
    def unlicensed(self) -> bool:
        """Whether it is stated that there is no licence (bool)."""
        return self.state.license.strip().upper() == "NONE"

    @property
    def unstated(self) -> bool:
        """Whether no licence is stated, and none reaches it (bool)."""
        return not self.state.license.strip() and not self.state.effective

    @property
    def said_absent(self) -> bool:
        """Whether the words in the licence's place say that it is not in the release (bool)."""
        return self.state.license.strip().rstrip(".").lower() in load("mof").raw["says"]["absent"]

    def extent(self, freedom: Freedom) -> Extent:
        """Return what the terms that bind it grant of a freedom."""
        return self.state.freedoms[freedom].grants


class Release:
    """A bill and its report, side by side.

    Parameters
    ----------
    bill : Bill
        What was read.
    report : Report
        What :func:`fourfold.analyse.check` found.
    known : Catalogue
        Where licences are looked up.

    Attributes
    ----------
    parts : tuple of Part
        Everything in the bill.
    outgoing : tuple of Part
        What goes out, as the bill has it.
    shipped : tuple of Part
        The same, less what its own statement says is not there.
    """

    def __init__(self, bill: Bill, report: Report, known: Catalogue) -> None:
        self.bill = bill
        self.report = report
        self.known = known
        states = {state.id: state for state in report.artifacts}
        self._limits: dict[str, list[ClauseCited]] = {}
        for finding in report.findings:
            if finding.rule == "freedom-limited":
                self._limits.setdefault(finding.subject, []).extend(finding.clauses)
        self.parts = tuple(_part(artifact, states[artifact.id]) for artifact in bill.artifacts if artifact.id in states)
        self.outgoing = tuple(part for part in self.parts if part.state.shipped)
        self.shipped = tuple(part for part in self.outgoing if not part.said_absent)

    @property
    def unplaced(self) -> tuple[Part, ...]:
        """Return the outgoing parts that name a component which the framework does not have."""
        return tuple(p for p in self.outgoing if p.component is None and (p.artifact.component or self.listed_in_full))

    def of(self, *kinds: Kind) -> tuple[Part, ...]:
        """Return the shipped parts of some kinds."""
        return tuple(part for part in self.shipped if part.kind in kinds)

    def having(self, *names: str) -> tuple[Part, ...]:
        """Return the shipped parts that are one of some components."""
        return tuple(part for part in self.shipped if part.component and part.component.id in names)

    @property
    def models(self) -> tuple[Part, ...]:
        """The shipped models (tuple of Part)."""
        return self.of(Kind.MODEL)

    @property
    def listed_in_full(self) -> bool:
        """Whether the format is a list of all that is released, so that what is not in it is not there (bool)."""
        return self.bill.format.startswith("MOF YAML")

    def stated(self, key: str, parts: Iterable[Part] | None = None) -> tuple[tuple[Part, Fact], ...]:
        """Return who states a fact, and what: the given parts, else the models, else anything that does."""
        if parts is not None:
            return tuple((part, part.artifact.facts[key]) for part in parts if key in part.artifact.facts)
        return self.stated(key, self.models) or self.stated(key, self.parts)

    def expression(self, part: Part) -> Expression | None:
        """Return the terms that bind a part; none if none are known of."""
        return parse(part.state.effective, self.known) if part.state.effective else None

    def licenses(self, part: Part) -> tuple[License, ...]:
        """Return the known licences in a part's terms, in order."""
        expression = self.expression(part)
        found = (self.known.get(atom.license) for atom in (atoms(expression) if expression is not None else ()))
        return tuple(dict.fromkeys(licence for licence in found if licence is not None))

    def listed(self, part: Part, name: str) -> bool | None:
        """Say whether a list names a part's terms: AND needs all of them, OR one; none where the list is silent."""
        expression = self.expression(part)
        return _holds(expression, lambda atom: self._on_list(atom, name)) if expression is not None else None

    def named_in(self, part: Part, ids: frozenset[str]) -> bool:
        """Whether some ids name a part's terms: AND needs all of them, OR one."""
        expression = self.expression(part)
        return expression is not None and bool(_holds(expression, lambda atom: atom.license in ids))

    def made_for(self, part: Part, materials: frozenset[str]) -> bool:
        """Whether a part's terms are made for one of some materials; AND needs all of them, OR one."""
        expression = self.expression(part)
        return expression is not None and bool(_holds(expression, lambda atom: self._fits(atom, materials)))

    def limits(self, part: Part, freedom: Freedom) -> tuple[ClauseCited, ...]:
        """Return the clauses that keep a freedom from being whole, as the report cites them."""
        kinds = self.known.kinds
        cited = self._limits.get(part.id, ())
        return tuple(
            dict.fromkeys(
                c for c in cited if freedom in kinds[c.clause.kind].limits or freedom in kinds[c.clause.kind].denies
            )
        )

    def finding_ids(self, part: Part, freedom: Freedom) -> tuple[str, ...]:
        """Return the ids of the findings that decide a freedom of a part."""
        return part.state.freedoms[freedom].because

    def _on_list(self, atom: Atom, name: str) -> bool | None:
        licence = self.known.get(atom.license)
        entry = next((e for e in licence.lists if e.list == name), None) if licence else None
        return entry.value if entry else None

    def _fits(self, atom: Atom, materials: frozenset[str]) -> bool:
        licence = self.known.get(atom.license)
        return licence is not None and bool(materials & set(licence.materials))


def _part(artifact: Artifact, state: ArtifactState) -> Part:
    known = component_of(artifact.component) if artifact.component else None
    if known is None and not artifact.component and artifact.kind in _BY_KIND:
        return Part(artifact, state, components()[_BY_KIND[artifact.kind]], inferred=True)
    return Part(artifact, state, known)


def _holds(expression: Expression, test: Callable[[Atom], bool | None]) -> bool | None:
    """Ask something of every licence in an expression, with three values."""
    if isinstance(expression, Atom):
        return test(expression)
    answers = {_holds(part, test) for part in expression.parts}
    decisive = not isinstance(expression, And)
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive
