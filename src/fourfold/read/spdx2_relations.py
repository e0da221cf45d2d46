"""The relationships of SPDX 2 as relations of a bill."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from fourfold.place import Place
from fourfold.read.draft import Draft, made_from, needs, text_of
from fourfold.read.forge import make_place, make_relation
from fourfold.read.spdx2_words import DOCUMENT, MADE_WITH, VERBS, WHOLE
from fourfold.terms import Kind, Verb

_three = itemgetter("spdxElementId", "relationshipType", "relatedSpdxElement")
_MODIFIED, _RUNS = Verb.MODIFIED_FROM, Verb.RUNS
_NOBODY = frozenset({"NONE", "NOASSERTION"})


def relate(draft: Draft, document: dict[str, Any]) -> None:
    """Take in all relationships; most are between known elements by a word that always means the same.

    Parameters
    ----------
    draft : Draft
        With all elements, and with its name.
    document : dict
        Its list of relationships is taken out of it.
    """
    kinds, lines, file, relations = draft.kinds, draft.lines, draft.file, draft.relations
    for i, entry in draft.taken(document, "relationships"):
        pointer = f"/relationships/{i}"
        place = make_place(file, lines.get(pointer) if lines else None, pointer)
        try:
            subject, word, object_ = _three(entry)
            verb, turned, basis = VERBS[word]
            kind, other = kinds[subject], kinds[object_]
        except (KeyError, TypeError):
            _relate_one(draft, entry, place)
            continue
        if turned:
            subject, object_, kind, other = object_, subject, other, kind
        if verb is _RUNS or verb is _MODIFIED:
            verb = _by_kind(verb, kind, other)
        relations.append(make_relation(subject, verb, object_, word, basis, place))


def _relate_one(draft: Draft, entry: dict[str, Any], place: Place) -> None:
    """Take in what is not a plain word between two elements of the document."""
    subject, word, object_ = entry.get("spdxElementId"), entry.get("relationshipType"), entry.get("relatedSpdxElement")
    if not (type(subject) is str and type(word) is str and type(object_) is str):
        says = "a relationship names no subject, type or object; it was passed over"
        draft.notes.add("relation-unreadable", says, place.pointer, place)
        return
    if object_ in _NOBODY or subject in _NOBODY:
        return  # a statement about relations, not one of them
    plain = word if word in VERBS else word.upper().replace("-", "_")
    meaning = VERBS.get(plain)
    if meaning is None or (DOCUMENT in {subject, object_} and plain not in WHOLE):
        _without_verb(draft, entry, subject, plain, object_, place)
        return
    verb, turned, basis = meaning
    if turned:
        subject, object_ = object_, subject
    if verb is _RUNS or verb is _MODIFIED:
        verb = _by_kind(verb, draft.kinds.get(subject), draft.kinds.get(object_))
    draft.relate(subject, verb, object_, word, basis, place)


def _by_kind(verb: Verb, subject: Kind | None, object_: Kind | None) -> Verb:
    return needs(subject, object_) if verb is _RUNS else made_from(subject, object_)


_EVIDENCE = ("evident-by", "ownership-by-file-overlap")
"""How comments begin by which syft says of OTHER why it lists a package, and nothing of how things were made."""


def _without_verb(draft: Draft, entry: dict[str, Any], subject: str, plain: str, object_: str, place: Place) -> None:
    word = entry["relationshipType"]
    if plain in MADE_WITH:
        draft.put_aside(subject, f"{word} names what served to make something", place)
    elif plain != "OTHER" or not text_of(entry.get("comment")).startswith(_EVIDENCE):
        draft.no_verb(word, f"{subject} {word} {object_}", place)
    draft.relate(subject, None, object_, word, "stated", place)
