"""The LicenseGraph: typed compatibility edges that can say why. The only module that knows networkx.

Two families of edges are kept apart: *relicense* (the material may go out under the other licence) and *combine* (the
whole may, while the part keeps its own). Only relicense edges compose along a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fourfold.artifact import Context
from fourfold.catalogue import Catalogue, catalogue
from fourfold.derive.base import Manner, Passage, Situation, Terms, merge_terms
from fourfold.derive.edge import Edge, Side, derive
from fourfold.errors import UsageError
from fourfold.explain import Assumption, Step
from fourfold.expression import And, Atom, Expression, Or, parse
from fourfold.license import License
from fourfold.terms import EdgeType, Kind, Profile, Reach, Verb, Verdict, worst

if TYPE_CHECKING:
    import networkx as nx

_MANNER = {
    Verb.ADAPTER_OF: Manner.ADAPTER,
    Verb.CONTAINS: Manner.CONTAINS,
    Verb.RUNS: Manner.RUNS,
    Verb.EVALUATED_ON: Manner.ASIDE,
    Verb.DOCUMENTS: Manner.ASIDE,
}


def passage_of(verb: Verb) -> Passage:
    """Return how terms come over one relation of a verb."""
    return Passage(verb.reach, _MANNER.get(verb, Manner.PLAIN))


@dataclass(frozen=True, slots=True)
class Compatibility:
    """The answer for a pair of expressions, as a tree over the edges of their atoms."""

    inbound: str
    outbound: str
    relation: str
    verdict: Verdict
    text: Verdict
    cautious: Verdict
    edges: tuple[Edge, ...]
    """The edges that the answer rests on."""
    explanation: Step
    missing: tuple[Atom, ...] = ()
    """Atoms that are no known licence."""

    @property
    def edge(self) -> Edge | None:
        """The one edge, if both sides are single licences; else the edge that decides (Edge or None)."""
        if not self.edges:
            return None
        return max(self.edges, key=lambda edge: edge.verdict.rank)

    def explain(self) -> Step:
        """Return the tree of reasons."""
        return self.explanation

    @property
    def reading(self) -> str:
        """The open question that was met, if one was (str)."""
        return next((edge.reading.name for edge in self.edges if edge.reading is not None), "")


class LicenseGraph:
    """Licences as nodes, a typed edge for every ordered pair and every reach, derived when asked for.

    Parameters
    ----------
    known : Catalogue, optional
        Where the licences come from; fourfold's own catalogue by default.

    Examples
    --------
    >>> graph = LicenseGraph()
    >>> graph.edge("Apache-2.0", "GPL-2.0-only", Reach.LINK).type
    <EdgeType.CONFLICT: 'conflict'>
    """

    def __init__(self, known: Catalogue | None = None) -> None:
        self.known = known or catalogue()
        self._terms: dict[Atom, Terms | None] = {}
        self._edges: dict[tuple[Atom, Atom | None, Situation], Edge] = {}
        self._answers: dict[tuple[Expression, Expression | None, Situation], Compatibility] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def license(self, name: str) -> License:
        """Return a licence by id or name.

        Raises
        ------
        UsageError
            If the name means no licence, or several.
        """
        found = self.known.resolve(name)
        licence = self.known.get(found.license) if found.license else None
        if licence is None:
            near = ", ".join(found.candidates)
            what = "may mean several licences" if found.how == "ambiguous" else "is not a licence that is known"
            raise UsageError(f"{name!r} {what}", hint=f"one of: {near}" if near else "an SPDX id, or --licenses DIR")
        return licence

    def terms(self, atom: Atom) -> Terms | None:
        """Return the terms of an atom; none if its licence is not known."""
        if atom not in self._terms:
            licence = self.known.get(atom.license) if atom.known else None
            exception = self.known.get(atom.exception) if atom.exception else None
            self._terms[atom] = merge_terms(licence, exception) if licence is not None else None
        return self._terms[atom]

    def edge(
        self, inbound: str, outbound: str, relation: Reach | Verb = Reach.ADAPT, *, context: Context | None = None
    ) -> Edge:
        """Return the edge from one licence to another.

        Parameters
        ----------
        inbound, outbound : str
            Licence ids; the inbound one is the old thing's, the outbound one the new thing's.
        relation : Reach or Verb, optional
            How the new thing comes from the old one.
        context : Context, optional
            The situation; by default the new thing goes out raw, for any purpose.
        """
        passage = passage_of(relation) if isinstance(relation, Verb) else _plain_passage(relation)
        a, b = self.license(inbound), self.license(outbound)
        return self._edge(Atom(a.id), Atom(b.id), situation(passage, context or Context()))

    def _edge(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Edge:
        key = (inbound, outbound, where)
        found = self._edges.get(key)
        if found is None:
            a = self.terms(inbound)
            b = self.terms(outbound) if outbound is not None else None
            assert a is not None
            found = self._edges[key] = derive(a, b, where, self.known)
        return found

    def compare(self, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
        """Say whether material under one expression may go into a new thing offered under another.

        An inbound OR works if one branch does, AND if all do; an outbound OR must hold for every branch, because the
        recipient may choose any; so must an outbound AND. Three-valued throughout.

        Parameters
        ----------
        inbound : Atom or And or Or
            What the old thing is under.
        outbound : Atom or And or Or or None
            What the new thing is offered under; none if it has no terms of its own.
        where : Situation
            The relation and everything else that counts.
        """
        key = (inbound, outbound, where)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._compare(inbound, outbound, where)
        return found

    def _compare(self, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
        if inbound == outbound and not isinstance(inbound, Atom):
            return self._each(inbound, outbound, where)
        if isinstance(outbound, And | Or):
            word = "every licence that applies" if isinstance(outbound, And) else "every licence that is offered"
            parts = tuple(self.compare(inbound, part, where) for part in outbound.parts)
            return _all_of(parts, inbound, outbound, where, f"it has to hold for {word}")
        if isinstance(inbound, And):
            parts = tuple(self.compare(part, outbound, where) for part in inbound.parts)
            return _all_of(parts, inbound, outbound, where, "all of its licences apply at once")
        if isinstance(inbound, Or):
            parts = tuple(self.compare(part, outbound, where) for part in inbound.parts)
            return _any_of(parts, inbound, outbound, where)
        return self._atoms(inbound, outbound, where)

    def _each(self, inbound: Expression, outbound: Expression, where: Situation) -> Compatibility:
        """The same expression on both sides: each branch goes on under itself."""
        assert isinstance(inbound, And | Or)
        parts = tuple(self.compare(part, part, where) for part in inbound.parts)
        return _all_of(parts, inbound, outbound, where, "each licence goes on under itself")

    def _atoms(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        if inbound.ambiguous or (outbound is not None and outbound.ambiguous):
            return self._one_of(inbound, outbound, where)
        missing = tuple(atom for atom in (inbound, outbound) if atom is not None and self.terms(atom) is None)
        if missing:
            return self._unknown(inbound, outbound, where, missing)
        outbound_versions = self._versions(outbound)
        if outbound is not None and outbound_versions and not self._same(inbound, outbound):
            parts = tuple(self.compare(inbound, version, where) for version in outbound_versions)
            whole = _all_of(parts, inbound, outbound, where, f"{outbound} offers each of its versions")
            return self._with_effective(whole, inbound, outbound, parts, outbound_versions)
        inbound_versions = self._versions(inbound)
        own = self._single(inbound, outbound, where)
        if inbound_versions and not self._same(inbound, outbound) and own.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank:
            parts = (own, *(self.compare(version, outbound, where) for version in inbound_versions))
            return _any_of(parts, inbound, outbound, where)
        return own

    def _one_of(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        """A name that may mean several licences: an answer only if it is the same for each of them."""
        open_name = inbound if inbound.ambiguous else outbound
        assert open_name is not None
        parts = []
        for candidate in open_name.candidates:
            meant = Atom(candidate, open_name.exception)
            new_in = meant if inbound == open_name else inbound
            new_out = meant if outbound == open_name else outbound
            parts.append(self.compare(new_in, new_out, where))
        between = " or ".join(open_name.candidates)
        fine = {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
        kinds = {"fine" if part.verdict in fine else part.verdict.value for part in parts}
        if len(kinds) == 1:
            claim = f"{open_name.license} may mean {between}; the answer is the same"
            verdicts = (worst([p.verdict for p in parts]), worst([p.text for p in parts]), worst([p.cautious for p in parts]))
            return _joined(tuple(parts), inbound, outbound, where, verdicts, claim)
        claim = f"{open_name.license} may mean {between}, and the answer depends on which"
        verdicts = (Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN)
        return replace(_joined(tuple(parts), inbound, outbound, where, verdicts, claim), missing=(open_name,))

    def _same(self, inbound: Atom, outbound: Atom | None) -> bool:
        return outbound is not None and inbound.license == outbound.license

    def _versions(self, atom: Atom | None) -> tuple[Atom, ...]:
        terms = self.terms(atom) if atom is not None else None
        if terms is None or atom is None:
            return ()
        return tuple(Atom(version, atom.exception) for version in terms.license.versions if version in self.known)

    def _single(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        edge = self._edge(inbound, outbound, where)
        return Compatibility(
            str(inbound),
            str(outbound) if outbound else "",
            str(where.passage),
            edge.verdict,
            edge.text.verdict,
            edge.cautious.verdict,
            (edge,),
            edge.explain(),
        )

    def _unknown(self, inbound: Atom, outbound: Atom | None, where: Situation, missing: tuple[Atom, ...]) -> Compatibility:
        if self._same(inbound, outbound):
            names = str(inbound)
            claim = f"{names} is not known; it stays under itself"
        else:
            names = " and ".join(str(atom) for atom in missing)
            claim = f"{names}: not known"
        near = "; may be " + ", ".join(missing[0].candidates) if missing[0].candidates else ""
        step = Step(claim, "license-unknown", (Assumption(f"no licence of that name is known{near}"),), Verdict.UNKNOWN)
        return Compatibility(
            str(inbound),
            str(outbound) if outbound else "",
            str(where.passage),
            Verdict.UNKNOWN,
            Verdict.UNKNOWN,
            Verdict.UNKNOWN,
            (),
            step,
            missing,
        )

    @staticmethod
    def _with_effective(
        whole: Compatibility, inbound: Atom, outbound: Atom, parts: tuple[Compatibility, ...], versions: tuple[Atom, ...]
    ) -> Compatibility:
        """Note the version under which it would hold, where the one asked for does not."""
        if whole.verdict is not Verdict.CONFLICT:
            return whole
        works = [v for v, part in zip(versions, parts, strict=True) if part.verdict.rank <= Verdict.OK_WITH_OBLIGATIONS.rank]
        if not works:
            return whole
        effective = str(works[-1]).replace("-only", "-or-later")
        edges = tuple(replace(edge, effective=effective) if edge.verdict is Verdict.CONFLICT else edge for edge in whole.edges)
        claim = f"{inbound} into {outbound}: only if the whole goes out as {effective}"
        return replace(whole, edges=edges, explanation=replace(whole.explanation, claim=claim))

    def relicense_path(self, start: str, goal: str) -> tuple[str, ...]:
        """Return a shortest chain of licences by which adapted material may come under another licence; empty if none.

        Only relicense edges are composed: Apache-2.0 into MIT and MIT into GPL-2.0-only both combine, and the two do not chain.
        """
        import networkx as nx

        a, b = self.license(start).id, self.license(goal).id
        if self.edge(a, b).type in {EdgeType.RELICENSABLE, EdgeType.SAME}:
            return (a, b)
        declared = nx.DiGraph()
        for license_id in self.known:
            licence = self.known.get(license_id)
            assert licence is not None
            for edge in licence.edges:
                if edge.type == "relicensable" and Reach.ADAPT in edge.reaches:
                    declared.add_edge(license_id, edge.to)
        try:
            return tuple(nx.shortest_path(declared, a, b))
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return ()

    def to_networkx(
        self, licenses: Iterable[str] | None = None, reaches: Iterable[Reach] | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the typed edges as a networkx MultiDiGraph.

        Parameters
        ----------
        licenses : iterable of str, optional
            Licence ids; all that were read clause by clause by default (an edge for each ordered pair and reach).
        reaches : iterable of Reach, optional
            All seven by default.

        Returns
        -------
        networkx.MultiDiGraph
            Nodes are licence ids with ``name`` and ``family``; edges run from inbound to outbound, keyed by reach, with ``type``,
            ``family`` (``relicense``, ``combine`` or ``none``), ``verdict``, ``reading`` and ``obligations``.
        """
        import networkx as nx

        ids = [self.license(name).id for name in licenses] if licenses is not None else list(self.known)
        wanted = tuple(reaches) if reaches is not None else tuple(Reach)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for license_id in ids:
            licence = self.known.get(license_id)
            assert licence is not None
            graph.add_node(license_id, name=licence.name, family=licence.family, exception=licence.exception)
        ordinary = [license_id for license_id in ids if not graph.nodes[license_id]["exception"]]
        for reach in wanted:
            where = situation(_plain_passage(reach), Context())
            for a in ordinary:
                for b in ordinary:
                    answer = self.compare(Atom(a), Atom(b), where)
                    graph.add_edge(a, b, key=reach.value, **_attributes(answer))
        return graph


_FAMILY = {EdgeType.SAME: "relicense", EdgeType.RELICENSABLE: "relicense", EdgeType.COMBINABLE: "combine"}


def _attributes(answer: Compatibility) -> Mapping[str, Any]:
    edge = answer.edge
    if answer.verdict in {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS} and edge is not None:
        kind = edge.type
    else:
        kind = EdgeType(answer.verdict.value)
    duties = sorted({clause.kind for e in answer.edges for clause in (*e.text.duties, *e.cautious.duties)})
    return {
        "type": kind.value,
        "family": _FAMILY.get(kind, "none"),
        "verdict": answer.verdict.value,
        "reading": answer.reading,
        "obligations": duties,
    }


def _plain_passage(reach: Reach) -> Passage:
    return Passage(reach, Manner.CONTAINS if reach is Reach.BESIDE else Manner.PLAIN)


def situation(
    passage: Passage,
    context: Context,
    *,
    facts: frozenset[tuple[str, object]] = frozenset(),
    kind: Kind | None = None,
    family: frozenset[str] = frozenset(),
) -> Situation:
    """Return the situation of one relation in a context."""
    return Situation(
        passage,
        context.form,
        context.purpose,
        context.role,
        frozenset(context.territory),
        context.monthly_active_users,
        context.annual_revenue_usd,
        facts,
        kind.value if kind else "",
        family,
    )


def _joined(
    parts: tuple[Compatibility, ...],
    inbound: Expression,
    outbound: Expression | None,
    where: Situation,
    verdicts: tuple[Verdict, Verdict, Verdict],
    claim: str,
) -> Compatibility:
    whole, text, cautious = verdicts
    return Compatibility(
        str(inbound),
        str(outbound) if outbound else "",
        str(where.passage),
        whole,
        text,
        cautious,
        tuple(dict.fromkeys(edge for part in parts for edge in part.edges)),
        Step(claim, "expression", tuple(part.explanation for part in parts), whole),
        tuple(dict.fromkeys(atom for part in parts for atom in part.missing)),
    )


def _all_of(
    parts: tuple[Compatibility, ...], inbound: Expression, outbound: Expression | None, where: Situation, why: str
) -> Compatibility:
    verdicts = (
        worst([part.verdict for part in parts]),
        worst([part.text for part in parts]),
        worst([part.cautious for part in parts]),
    )
    deciding = tuple(part for part in parts if part.verdict is verdicts[0]) if verdicts[0].rank > 1 else parts
    claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {verdicts[0].value}, because {why}"
    return _joined(deciding, inbound, outbound, where, verdicts, claim)


def _any_of(
    parts: tuple[Compatibility, ...], inbound: Expression, outbound: Expression | None, where: Situation
) -> Compatibility:
    """The recipient of the old thing may choose: the best branch counts."""
    best = min(parts, key=lambda part: part.verdict.rank)
    verdicts = (best.verdict, _best([p.text for p in parts]), _best([p.cautious for p in parts]))
    if best.verdict.rank <= Verdict.OK_WITH_OBLIGATIONS.rank:
        claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {best.inbound} may be chosen"
        return _joined((best,), inbound, outbound, where, verdicts, claim)
    claim = f"{inbound}{f' under {outbound}' if outbound else ''}: {best.verdict.value} whichever is chosen"
    return _joined(parts, inbound, outbound, where, verdicts, claim)


def _best(verdicts: list[Verdict]) -> Verdict:
    return min(verdicts, key=lambda verdict: verdict.rank)


@lru_cache(maxsize=1)
def graph() -> LicenseGraph:
    """Return the LicenseGraph of fourfold's own catalogue."""
    return LicenseGraph()


_ANSWERED: dict[tuple[str, str, str], Compatibility] = {}


def compatible(inbound: str, outbound: str, relation: str = "modified-from") -> Compatibility:
    """Say whether material under one licence expression may go into a new thing offered under another.

    Parameters
    ----------
    inbound : str
        Licence expression, id or name of the old thing.
    outbound : str
        Licence expression, id or name that the new thing is offered under.
    relation : str, optional
        How the new thing comes from the old one: one of the verbs of :class:`~fourfold.terms.Verb`.

    Returns
    -------
    Compatibility
        With ``verdict``, ``edges`` and ``explain()``.

    Raises
    ------
    UsageError
        If the relation is no verb.

    Examples
    --------
    >>> compatible("MIT", "GPL-3.0-only", relation="links").verdict
    <Verdict.OK_WITH_OBLIGATIONS: 'ok-with-obligations'>
    """
    found = _ANSWERED.get((inbound, outbound, relation))
    if found is None:
        found = _ANSWERED[(inbound, outbound, relation)] = compare_names(graph(), inbound, outbound, verb_of(relation), Context())
    return found


def compare_names(within: LicenseGraph, inbound: str, outbound: str, verb: Verb, context: Context) -> Compatibility:
    """Compare two written expressions in a graph, for one verb and context."""
    where = situation(passage_of(verb), context)
    answer = within.compare(parse(inbound, within.known), parse(outbound, within.known), where)
    return replace(answer, relation=verb.value)


def verb_of(word: str) -> Verb:
    """Return the verb that a word names; short forms that people type are taken (``link``, ``merge``).

    Raises
    ------
    UsageError
        If it names none; the hint lists the nearest.
    """
    try:
        return Verb(word)
    except ValueError:
        pass
    short = _SHORT.get(word.lower().replace("_", "-"))
    if short is not None:
        return short
    from difflib import get_close_matches

    near = get_close_matches(word, [verb.value for verb in Verb], n=3, cutoff=0.4) or [verb.value for verb in Verb]
    raise UsageError(f"{word!r} is no relation", hint="one of: " + ", ".join(near))


_SHORT = {
    "link": Verb.LINKS,
    "merge": Verb.MERGED_FROM,
    "finetune": Verb.FINETUNED_FROM,
    "fine-tuned-from": Verb.FINETUNED_FROM,
    "adapter": Verb.ADAPTER_OF,
    "quantized": Verb.QUANTIZED_FROM,
    "copy": Verb.COPIED_FROM,
    "copies": Verb.COPIED_FROM,
    "modifies": Verb.MODIFIED_FROM,
    "adapts": Verb.MODIFIED_FROM,
    "trains-on": Verb.TRAINED_ON,
    "distills": Verb.DISTILLED_FROM,
    "generates": Verb.GENERATED_BY,
    "bundles": Verb.CONTAINS,
}
__all__ = ["Compatibility", "Edge", "LicenseGraph", "Profile", "Side", "compatible", "graph", "passage_of", "situation"]
