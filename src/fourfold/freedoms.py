"""The four freedoms: what the terms grant, and what the release makes possible (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fourfold.artifact import Artifact, Context
from fourfold.derive.base import Terms
from fourfold.explain import ClauseCited
from fourfold.expression import And, Atom, Expression
from fourfold.graph import LicenseGraph
from fourfold.license import Clause
from fourfold.terms import Effect, Extent, Form, Freedom, Kind, Purpose, Reach
from fourfold.threshold import passed

TOUCHING = frozenset({Reach.KEEP, Reach.BESIDE, Reach.ADAPT})
"""A clause limits who receives the material itself if it speaks of using, changing or passing on."""

_GIVEN_BY = {
    Freedom.USE: "private-use",
    Freedom.STUDY: "private-use",
    Freedom.MODIFY: "modifications",
    Freedom.SHARE: "distribution",
}
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


@lru_cache(maxsize=8192)
def granted(expression: Expression | None, graph: LicenseGraph, context: Context) -> Grants:
    """Return what an expression grants: AND is the meet of its parts, OR the best of them.

    Parameters
    ----------
    expression : Atom or And or Or or None
        The terms; none where nothing is stated, and then nothing is known.
    graph : LicenseGraph
        Where licences come from.
    context : Context
        The question's situation: a right that is missing in it is denied.
    """
    if expression is None:
        return dict.fromkeys(Freedom, _UNKNOWN)
    if isinstance(expression, Atom):
        return _atom(expression, graph, context)
    parts = [granted(part, graph, context) for part in expression.parts]
    return _meet(parts) if isinstance(expression, And) else _best(parts)


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


def _atom(atom: Atom, graph: LicenseGraph, context: Context) -> Grants:
    if atom.ambiguous:
        parts = [granted(Atom(candidate, atom.exception), graph, context) for candidate in atom.candidates]
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
    return {freedom: _one(freedom, terms, graph, context) for freedom in Freedom}


def _one(freedom: Freedom, terms: Terms, graph: LicenseGraph, context: Context) -> Granted:
    given = _GIVEN_BY[freedom]
    kinds = graph.known.kinds
    withheld = [c for c in _limits(terms) if freedom in kinds[c.kind].denies]
    # what is withheld for some purposes only is there for the others
    denied = [c for c in withheld if not c.purposes or context.purpose in c.purposes]
    limited = [c for c in _limits(terms) if freedom in kinds[c.kind].limits or (c in withheld and c not in denied)]
    in_context = [c for c in limited if _withheld(c, context)]
    if denied or in_context:
        return Granted(Extent.DENIED, tuple(map(terms.cite, denied or in_context)))
    if limited:
        return Granted(Extent.PARTIAL, tuple(map(terms.cite, limited)))
    if not any(True for _ in terms.of(given)):
        info = kinds[given]
        return Granted(Extent.UNKNOWN, missing=f"{terms.label} names no right of {info.label}")
    return Granted(Extent.GRANTED)


def _limits(terms: Terms) -> Iterable[Clause]:
    """Yield the clauses that lessen a freedom for whoever receives the material."""
    for clause in terms.clauses:
        if clause.effect in {None, Effect.SILENT} or not clause.reaches & TOUCHING:
            continue
        if clause.parameters.above == "banner" or clause.parameters.law_only:
            continue
        yield clause


def _withheld(clause: Clause, context: Context) -> bool:
    """Whether a limit withholds the right altogether in the question's own situation."""
    if clause.kind in _PURPOSE and context.purpose is Purpose.COMMERCIAL:
        return True
    if clause.kind in _SCALE and clause.parameters.threshold is not None:
        return passed(clause, context.monthly_active_users, context.annual_revenue_usd) is True
    hosted = clause.kind == "no-hosting" and context.form is Form.SAAS
    return hosted and bool(clause.reaches & {Reach.KEEP, Reach.BESIDE})


@dataclass(frozen=True, slots=True)
class Possible:
    """What the release makes possible of study and modification."""

    extent: Extent
    rules: tuple[str, ...] = ()
    """Names of the rules that say what is missing."""


_CODE_PARTS = frozenset({"training-code", "training code"})
_DATA_PARTS = frozenset({"training-data", "training-dataset", "data-preprocessing-code", "datasets", "training data"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes out together, as far as study and modification care: seen once for a whole bill."""

    code: bool
    data: bool


def parts_of(shipped: Iterable[Artifact]) -> Parts:
    """Say whether training code and training data are among what goes out."""
    code = data = False
    for part in shipped:
        component = part.component.lower().replace("_", "-")
        code = code or component in _CODE_PARTS or (part.kind is Kind.CODE and not component)
        data = data or component in _DATA_PARTS or (part.kind is Kind.DATASET and not component)
    return Parts(code, data)


def possible(artifact: Artifact, parts: Parts) -> Possible:
    """Say whether a model comes with what its preferred form for modification needs.

    Parameters
    ----------
    artifact : Artifact
        The thing itself.
    parts : Parts
        What goes out with it.

    Returns
    -------
    Possible
        ``granted`` for anything that is no model. For a model, training code and training data (or enough information about them)
        have to be there or stated; an adapter or quantised copy needs the same, for it is changed by the same means.
    """
    if artifact.kind is not Kind.MODEL:
        return Possible(Extent.GRANTED)
    code, data = artifact.facts.get("training-code"), artifact.facts.get("training-data")
    has_code = _stated(code) if code is not None else parts.code
    has_data = _stated(data) if data is not None else parts.data
    missing = (*(() if has_data else ("data-information-missing",)), *(() if has_code else ("training-code-missing",)))
    return Possible(Extent.PARTIAL if missing else Extent.GRANTED, missing)


def _stated(value: object) -> bool:
    """Whether a fact says that something is there: true, or a word other than a plain no."""
    return value is True or (
        isinstance(value, str) and value.lower() not in {"", "no", "none", "false", "absent", "unknown"}
    )
