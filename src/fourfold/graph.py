"""The LicenseGraph: typed compatibility edges that can say why. The only module that knows networkx.

Two families of edges are kept apart: *relicense* (the material may go out under the other licence) and *combine* (the
whole may, while the part keeps its own). Only relicense edges compose along a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fourfold.artifact import Context
from fourfold.catalogue import Catalogue, catalogue
from fourfold.compare import Comparer
from fourfold.compatibility import Compatibility, passage_of, situation
from fourfold.derive.base import Manner, Passage
from fourfold.derive.edge import Edge
from fourfold.errors import UsageError
from fourfold.expression import Atom, parse
from fourfold.license import License
from fourfold.terms import EdgeType, Reach, Verb, Verdict

if TYPE_CHECKING:
    import networkx as nx


class LicenseGraph(Comparer):
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
        super().__init__(catalogue() if known is None else known)

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
        return self.edge_of(Atom(a.id), Atom(b.id), situation(passage, context or Context()))

    def relicense_path(self, start: str, goal: str) -> tuple[str, ...]:
        """Return a shortest chain of licences by which adapted material may come under another licence; empty if none.

        Only relicense edges are composed: Apache-2.0 into MIT and MIT into GPL-2.0-only both combine, and the two do not chain.
        """
        import networkx as nx

        a, b = self.license(start).id, self.license(goal).id
        if self.edge(a, b).type in {EdgeType.RELICENSABLE, EdgeType.SAME}:
            return (a, b)
        declared: nx.DiGraph[str] = nx.DiGraph()
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
            Licence ids. By default all: those that were read clause by clause with an edge for each ordered pair and reach, and
            the long tail as nodes without edges, because every edge would say *unknown* or rest on a category.
        reaches : iterable of Reach, optional
            All seven by default.

        Returns
        -------
        networkx.MultiDiGraph
            Nodes are licence ids with ``name``, ``family``, ``exception``, ``read`` (``text``, ``category`` or ``name``: what is known
            of it) and ``category``; edges run from inbound to outbound, keyed by reach, with ``type``, ``family`` (``relicense``,
            ``combine`` or ``none``), ``verdict``, ``reading`` and ``obligations``.
        """
        import networkx as nx

        ids = [self.license(name).id for name in licenses] if licenses is not None else list(self.known)
        wanted = tuple(reaches) if reaches is not None else tuple(Reach)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for license_id in (*ids, *(self.known.tail if licenses is None else ())):
            licence = self.known.get(license_id)
            assert licence is not None
            unread = "category" if licence.category else "name"
            graph.add_node(
                license_id,
                name=licence.name,
                family=licence.family,
                exception=licence.exception,
                read="text" if license_id in self.known else unread,
                category=licence.category,
            )
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


def to_graphml(
    nodes: Mapping[str, Mapping[str, object]], edges: Iterable[tuple[str, str, Mapping[str, object]]]
) -> str:
    """Return a directed graph as a GraphML document.

    Parameters
    ----------
    nodes, edges
        Attributes by node; start, end and attributes of each edge, of which two nodes may have several.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, attributes in nodes.items():
        graph.add_node(name, **attributes)
    for start, end, attributes in edges:
        graph.add_edge(start, end, **attributes)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(graph)) + "\n"


def circles(edges: Iterable[tuple[str, str]]) -> Mapping[str, int]:
    """Return the circle that each node lies on, by number; a node on none has a number of its own.

    Parameters
    ----------
    edges : iterable of (str, str)
        Directed edges between names.
    """
    import networkx as nx

    found: nx.DiGraph[str] = nx.DiGraph(edges)
    return {name: number for number, group in enumerate(nx.strongly_connected_components(found)) for name in group}


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
        found = _ANSWERED[(inbound, outbound, relation)] = compare_names(
            graph(), inbound, outbound, verb_of(relation), Context()
        )
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
