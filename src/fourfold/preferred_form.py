"""What a release makes possible of study and modification: whether it comes with what one needs to change a model (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fourfold.artifact import Artifact, Relation
from fourfold.freedoms import MADE_WITH
from fourfold.terms import Extent, Kind, Verb


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


def parts_of(
    shipped: Iterable[Artifact], relations: Collection[Relation] = (), models: Collection[str] = frozenset()
) -> Parts:
    """Say whether training code and training data are among what goes out.

    Parameters
    ----------
    shipped : iterable of Artifact
        What goes out. A part that says what component it is counts as that; any other code or data may be what a model was made
        with, unless a relation says what else it is there for.
    relations : collection of Relation, optional
        How the parts go together.
    models : collection of str, optional
        Ids of the models, shipped or not.
    """
    code = data = False
    other = _other_ends(relations, models) if models else frozenset()
    for part in shipped:
        component = part.component.lower().replace("_", "-") if part.component else ""
        open_ = not component and part.id not in other
        code = code or component in _CODE_PARTS or (part.kind is Kind.CODE and open_)
        data = data or component in _DATA_PARTS or (part.kind is Kind.DATASET and open_)
        if code and data:
            break
    return Parts(code, data)


_RUNS, _CONTAINS = Verb.RUNS, Verb.CONTAINS
_APPLIES = frozenset({Verb.RUNS, Verb.CONTAINS, Verb.EMBEDS, Verb.SERVES, Verb.LINKS})
_BY_THE_WAY = frozenset({Verb.CONTAINS, Verb.DOCUMENTS})
"""Verbs that say nothing of what their object is there for."""
_MADE_WITH = frozenset(verb for verb in Verb if verb.reach in MADE_WITH)


def _other_ends(relations: Collection[Relation], models: Collection[str]) -> frozenset[str]:
    """Return what no model was made with: applications of a model, libraries, and what is only measured on."""
    made_with: set[str] = set()
    applying: set[str] = set()
    measured: set[str] = set()
    for relation in relations:
        verb, target = relation.verb, relation.object
        if verb is _RUNS or verb is _CONTAINS:  # nearly all of a large bill
            if target in models:
                applying.add(relation.subject)
        elif verb in _MADE_WITH:
            made_with.add(target)
        elif verb in _APPLIES and target in models:
            applying.add(relation.subject)
        elif verb is Verb.LINKS:
            applying.add(target)
        elif verb is Verb.EVALUATED_ON:
            measured.add(target)
    if measured:
        measured -= {r.object for r in relations if _is_more(r, models)}
    return frozenset((applying | measured) - made_with)


def _is_more(relation: Relation, models: Collection[str]) -> bool:
    """Whether a relation says what its object is there for, beside measuring on it."""
    verb = relation.verb
    if verb is None or verb is Verb.EVALUATED_ON:
        return False
    return verb not in _BY_THE_WAY or relation.object in models


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
