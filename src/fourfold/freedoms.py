"""The four freedoms, as far as the terms grant them (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from fourfold.artifact import Context
from fourfold.derive.base import Terms
from fourfold.derive.situation import inside
from fourfold.explain import ClauseCited
from fourfold.expression import And, Atom, Expression
from fourfold.graph import LicenseGraph
from fourfold.license import Clause
from fourfold.modality import is_meant
from fourfold.terms import Effect, Extent, Form, Freedom, Purpose, Reach
from fourfold.threshold import passed

TOUCHING = frozenset({Reach.KEEP, Reach.BESIDE, Reach.ADAPT})
"""A clause limits who receives the material itself if it speaks of using, changing or passing on."""
MADE_WITH = frozenset({Reach.LEARN, Reach.EXTRACT, Reach.OUTPUT})
"""What came this way is not the material: a clause limits it if it names that way."""

_GIVEN_BY = {
    Freedom.USE: "private-use",
    Freedom.STUDY: "private-use",
    Freedom.MODIFY: "modifications",
    Freedom.SHARE: "distribution",
}
_SAME = frozenset({"same-license", "same-license--file", "same-license--library"})
_PURPOSE = frozenset({"non-commercial", "research-only"})
_SCALE = frozenset({"monthly-users", "annual-revenue"})


@dataclass(frozen=True, slots=True)
class Granted:
    """What some terms give of one freedom, and the clauses that keep it from being whole."""

    extent: Extent
    because: tuple[ClauseCited, ...] = ()
    missing: str = ""
    """The permission that no clause gives, or the licence that is not known."""


Grants = Mapping[Freedom, Granted]
_UNKNOWN = Granted(Extent.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Holding:
    """How a thing holds terms: as its own or through the material itself, unless they came another way."""

    by: Reach = Reach.KEEP
    """The reach by which the terms came."""
    modality: str = ""
    """What is stated of the thing's modality; empty if nothing is."""
    is_rider: bool = False
    """Whether other terms, which stand beside these, give the rights: these then only add to them."""


OWN = Holding()


@lru_cache(maxsize=8192)
def granted(expression: Expression | None, graph: LicenseGraph, context: Context, holding: Holding = OWN) -> Grants:
    """Return what an expression grants: AND is the meet of its parts, OR the best of them.

    Parameters
    ----------
    expression : Atom or And or Or or None
        The terms; none where nothing is stated, and then nothing is known.
    graph : LicenseGraph
        Where licences come from.
    context : Context
        The question's situation: a right that is missing in it is denied.
    holding : Holding, optional
        How the thing came by the terms; as its own by default.
    """
    if expression is None:
        return dict.fromkeys(Freedom, _UNKNOWN)
    if isinstance(expression, Atom):
        return _atom(expression, graph, context, holding)
    if isinstance(expression, And):
        riders = [_is_rider(part, graph) for part in expression.parts]
        held = [replace(holding, is_rider=rider and not all(riders)) for rider in riders]
        return _meet([granted(p, graph, context, how) for p, how in zip(expression.parts, held, strict=True)])
    return _best([granted(part, graph, context, holding) for part in expression.parts])


def _is_rider(part: Expression, graph: LicenseGraph) -> bool:
    """Whether a part only adds to a licence, such as an exception, or the Commons Clause."""
    terms = graph.terms(part) if isinstance(part, Atom) and not part.exception and part.known else None
    return terms is not None and terms.license.exception


def _meet(parts: Sequence[Grants]) -> Grants:
    out = {}
    for freedom in Freedom:
        extent = max((part[freedom].extent for part in parts), key=lambda e: e.rank)
        deciding = [part[freedom] for part in parts if part[freedom].extent is extent]
        because = tuple(dict.fromkeys(cited for part in deciding for cited in part.because))
        out[freedom] = Granted(extent, because, next((part.missing for part in deciding if part.missing), ""))
    return out


def _best(parts: Sequence[Grants]) -> Grants:
    return {freedom: min((part[freedom] for part in parts), key=lambda g: g.extent.rank) for freedom in Freedom}


def meet_all(parts: Sequence[Grants]) -> Grants:
    """Return the meet of several grants; everything granted for none."""
    return _meet(parts) if parts else dict.fromkeys(Freedom, Granted(Extent.GRANTED))


def _atom(atom: Atom, graph: LicenseGraph, context: Context, holding: Holding) -> Grants:
    if atom.ambiguous:
        parts = [granted(Atom(candidate, atom.exception), graph, context, holding) for candidate in atom.candidates]
        return {
            freedom: parts[0][freedom]
            if len({part[freedom].extent for part in parts}) == 1
            else Granted(Extent.UNKNOWN, missing=f"{atom.license} may mean {' or '.join(atom.candidates)}")
            for freedom in Freedom
        }
    terms = graph.terms(atom)
    if terms is None:
        return dict.fromkeys(Freedom, Granted(Extent.UNKNOWN, missing=f"{atom} is not known"))
    if terms.category_only:
        return dict.fromkeys(Freedom, Granted(Extent.UNKNOWN, missing=f"of {atom} {terms.known_as}"))
    reaches = _bearing(terms, holding.by)
    limits = tuple(_limits(terms, reaches, holding.modality))
    return {freedom: _one(freedom, terms, limits, reaches, graph, context, holding) for freedom in Freedom}


def _bearing(terms: Terms, by: Reach) -> frozenset[Reach]:
    """Return the reaches in which a clause limits the thing; what has to go out under the same terms gets all their limits."""
    if by not in MADE_WITH:
        return TOUCHING
    same = any(c.kind in _SAME and c.effect is Effect.BIND and by in c.reaches for c in terms.clauses)
    return TOUCHING | {by} if same else frozenset({by})


def _one(
    freedom: Freedom,
    terms: Terms,
    limits: Sequence[Clause],
    reaches: frozenset[Reach],
    graph: LicenseGraph,
    context: Context,
    holding: Holding,
) -> Granted:
    kinds = graph.known.kinds
    withheld = [c for c in limits if freedom in kinds[c.kind].denies]
    # what is withheld for some purposes, or from others only, is there for the rest
    denied = [c for c in withheld if _in_purpose(c, context) and not _left_in_private(c, context)]
    limited = [c for c in limits if freedom in kinds[c.kind].limits or (c in withheld and c not in denied)]
    in_context = [c for c in limited if _withheld(c, freedom, context, holding.modality)]
    if denied or in_context:
        return Granted(Extent.DENIED, tuple(map(terms.cite, denied or in_context)))
    if limited:
        return Granted(Extent.PARTIAL, tuple(map(terms.cite, limited)))
    given = _GIVEN_BY[freedom]
    if reaches & TOUCHING and not holding.is_rider and not any(True for _ in terms.of(given)):
        info = kinds[given]
        return Granted(Extent.UNKNOWN, missing=f"{terms.label} names no right of {info.label}")
    return Granted(Extent.GRANTED)


def _limits(terms: Terms, reaches: frozenset[Reach], modality: str) -> Iterable[Clause]:
    """Yield the clauses that lessen a freedom for whoever receives the thing."""
    for clause in terms.clauses:
        if clause.effect in {None, Effect.SILENT} or not clause.reaches & reaches:
            continue
        given = clause.parameters
        if given.above == "banner" or given.law_only:
            continue
        if given.modality and is_meant(modality, given.modality) is False:
            continue
        yield clause


def _in_purpose(clause: Clause, context: Context) -> bool:
    """Whether a clause takes from the very purpose that is asked about."""
    return not clause.purposes or context.purpose in clause.purposes


def _left_in_private(clause: Clause, context: Context) -> bool:
    """Whether what a clause withholds is only passed on, and nothing is."""
    return clause.parameters.private_allowed is True and context.form in {Form.PRIVATE, Form.SAAS}


def _withheld(clause: Clause, freedom: Freedom, context: Context, modality: str) -> bool:
    """Whether a limit withholds the right altogether in the question's own situation."""
    given = clause.parameters
    if not _in_purpose(clause, context) or context.role in given.not_for:
        return False
    if clause.kind in _PURPOSE and context.purpose is Purpose.COMMERCIAL:
        # what only keeps from supplying others leaves one's own use in trade
        return not clause.forms or (freedom is Freedom.SHARE and context.form in clause.forms)
    if clause.kind in _SCALE and given.threshold is not None:
        return passed(clause, context.monthly_active_users, context.annual_revenue_usd) is True
    if clause.kind == "territory":
        left_out = not given.modality or is_meant(modality, given.modality) is True
        return left_out and any(inside(place, given.territories) for place in context.territory)
    hosted = clause.kind == "no-hosting" and context.form is Form.SAAS
    return hosted and bool(clause.reaches & {Reach.KEEP, Reach.BESIDE})
