"""What a whole holds, and what of it comes to things made from the whole.

A part keeps its terms, and the whole beside it is free of them. But who fine-tunes a bundle tunes the model in it, what an application
produces comes from the model that it runs, and who learns from a collection learns from each part. So the terms of what is held are
carried apart: they bind nothing until something is made from the whole, and come to that as if the relation led to the part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fourfold.compatibility import passage_of
from fourfold.derive.base import Passage
from fourfold.lineage import Lineage, compose
from fourfold.terms import Kind, Reach, Verb, Word


class Hold(Word):
    """How a whole has something in it."""

    PART = "part"
    """It can be taken out."""
    USE = "use"
    """The whole runs or loads it."""
    FIRM = "firm"
    """Inseparably, or offered as it is: its terms come to the whole anyway, and to what is made from that."""


@dataclass(frozen=True, slots=True)
class Inside:
    """How terms stand to something that a whole holds, over however many wholes."""

    passage: Passage
    """How they stand to what is held."""
    hold: Hold
    of: Kind | None
    """Whether that is a model or a service, from which others can be made; none for anything else."""


Way = Passage | Inside
"""How terms come to a thing, or to something in it."""

_HOLDS = {
    Verb.CONTAINS: Hold.PART,
    Verb.RUNS: Hold.USE,
    Verb.LINKS: Hold.USE,
    Verb.EMBEDS: Hold.FIRM,
    Verb.SERVES: Hold.FIRM,
    Verb.COPIED_FROM: Hold.FIRM,
}
_MODELS = frozenset({Kind.MODEL, Kind.SERVICE})
_WEIGHTS = frozenset({Kind.MODEL})
_MADE_OF = {
    Verb.FINETUNED_FROM: _WEIGHTS,
    Verb.ADAPTER_OF: _WEIGHTS,
    Verb.MERGED_FROM: _WEIGHTS,
    Verb.QUANTIZED_FROM: _WEIGHTS,
    Verb.CONVERTED_FROM: _WEIGHTS,
    Verb.PRUNED_FROM: _WEIGHTS,
    Verb.DISTILLED_FROM: _MODELS,
    Verb.GENERATED_BY: _MODELS,
}
"""What these verbs are about in a whole that they are said of: its weights, or whatever in it gives answers."""
_MAKES_MODELS = frozenset({Verb.FINETUNED_FROM, Verb.ADAPTER_OF, Verb.QUANTIZED_FROM, Verb.DISTILLED_FROM})
"""Verbs whose subject is a model unless something else is said."""
_LEARNS = _MAKES_MODELS | {Verb.MERGED_FROM, Verb.PRUNED_FROM}
"""Verbs that can only mean training where a model is said to come from a dataset."""
_LEARNED = passage_of(Verb.TRAINED_ON)
OWN = Passage(Reach.KEEP)
"""How a thing's own terms stand to it."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation, as far as it decides what comes over it."""

    verb: Verb
    """What the word means between things of these kinds."""
    source: Kind | None
    """What the old thing is."""

    @property
    def passage(self) -> Passage:
        """How terms come over it (Passage)."""
        return passage_of(self.verb)

    @property
    def keeps(self) -> bool:
        """Whether the new thing holds the old one so that terms may come out again (bool)."""
        hold = _HOLDS.get(self.verb)
        return hold is not None and (hold is Hold.PART or self.source in _MODELS)


def hop_of(verb: Verb, new: Kind | None, old: Kind | None) -> Hop:
    """Return what a relation means: weights cannot be tuned from a dataset, so that a model said to be was trained on it.

    Parameters
    ----------
    verb : Verb
        As it is recorded.
    new, old : Kind, optional
        What the subject and the object are.

    Examples
    --------
    >>> hop_of(Verb.FINETUNED_FROM, Kind.MODEL, Kind.DATASET).verb
    <Verb.TRAINED_ON: 'trained-on'>
    """
    if old is Kind.DATASET and ((new in _MODELS and verb in _LEARNS) or (new is None and verb in _MAKES_MODELS)):
        return Hop(Verb.TRAINED_ON, old)
    return Hop(verb, old)


def brings_out(lineage: Lineage) -> bool:
    """Whether any relation of a lineage can bring out what a whole holds; most bills of software have none."""
    verbs = {relation.verb for relations in lineage.incoming.values() for relation in relations}
    return not verbs.isdisjoint({*_MADE_OF, Verb.TRAINED_ON})


def enter(passage: Passage, hop: Hop) -> Inside | None:
    """Return how terms that come to the old thing stand inside the new one; none if they need not be kept in mind.

    Parameters
    ----------
    passage : Passage
        How they come to the old thing; :data:`OWN` for its own.
    hop : Hop
        From the old thing to the new one.
    """
    if not hop.keeps:
        return None
    if hop.source in _MODELS:
        return Inside(passage, _HOLDS[hop.verb], hop.source)
    if passage.reach is Reach.KEEP or compose(passage, _LEARNED) is None:
        return None  # the own terms of a plain part come to the whole, and from there to what learns from it
    return Inside(passage, Hold.PART, None)


def deeper(inside: Inside, hop: Hop) -> Inside | None:
    """Return how something inside the old thing stands inside the new one; none if it stays behind, or comes out.

    Parameters
    ----------
    inside : Inside
        How terms stand inside the old thing.
    hop : Hop
        From the old thing to the new one.
    """
    if not _seen(inside, hop):
        return None
    match _HOLDS.get(hop.verb):
        case Hold.PART:
            return replace(inside, hold=Hold.PART) if inside.hold is Hold.FIRM else inside
        case Hold.USE:
            return None if inside.of is None else replace(inside, hold=Hold.USE)
        case Hold.FIRM:
            return inside
    return inside if hop.passage.reach is Reach.ADAPT and leave(inside, hop) is None else None


def leave(inside: Inside, hop: Hop) -> Passage | None:
    """Return how terms that stand inside the old thing come to what is made from it; none if they do not.

    Parameters
    ----------
    inside : Inside
        How they stand inside the old thing.
    hop : Hop
        From the old thing to the new one.
    """
    if inside.hold is Hold.FIRM or not _seen(inside, hop):
        return None
    if hop.passage == _LEARNED:  # who trains on a service trains on what its model says
        return compose(inside.passage, _LEARNED) if inside.hold is Hold.PART or hop.source is Kind.SERVICE else None
    if hop.source is Kind.DATASET or inside.of not in _MADE_OF.get(hop.verb, ()):
        return None
    return compose(inside.passage, hop.passage)


def _seen(inside: Inside, hop: Hop) -> bool:
    """Whether what is held counts further on: a model is made and asked without what it uses, and what it embeds came to it."""
    return inside.hold is Hold.PART or hop.source is not Kind.MODEL


def past(way: Way, hop: Hop) -> Iterator[Way]:
    """Yield how terms come to the new thing itself, where nothing that is held needs to be kept in mind.

    Parameters
    ----------
    way : Passage or Inside
        How they come to the old thing; :data:`OWN` for its own.
    hop : Hop
        From the old thing to the new one.
    """
    found = leave(way, hop) if isinstance(way, Inside) else compose(way, hop.passage)
    if found is not None:
        yield found


def onward(way: Way, hop: Hop) -> Iterator[Way]:
    """Yield how terms come to the new thing, and how they stand inside it.

    Parameters
    ----------
    way : Passage or Inside
        How they come to the old thing; :data:`OWN` for its own.
    hop : Hop
        From the old thing to the new one.
    """
    yield from past(way, hop)
    found = deeper(way, hop) if isinstance(way, Inside) else enter(way, hop)
    if found is not None:
        yield found
