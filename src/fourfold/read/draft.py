"""A bill while it is being read: unique ids, relations with both ends known, what is shipped decided last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from fourfold.artifact import Artifact, Bill, Claim, Fact, Relation
from fourfold.errors import NothingToCheck
from fourfold.outgoing import LINEAGE, referred_to
from fourfold.place import Place
from fourfold.read.base import Located
from fourfold.read.forge import make_artifact, make_place, make_relation, settle
from fourfold.read.notes import Notes
from fourfold.read.texts import Texts
from fourfold.terms import Kind, Verb

_MODEL, _DATASET = Kind.MODEL, Kind.DATASET
_TRAINED_ON, _RUNS = Verb.TRAINED_ON, Verb.RUNS
NO_FACTS: Mapping[str, Fact] = {}
"""Shared by all artifacts that state nothing; an empty one for each would cost as much as the rest of it."""
LISTED = "licences stand in a list without an operator between them; they are read as all of them, which a choice would not be"
"""What is said of a list of licences that leaves open whether all or any apply."""


class Draft:
    """Everything that a reader of a bill of materials gathers.

    Parameters
    ----------
    located : Located
        The parsed document.
    format_ : str
        What it was read from, such as ``SPDX 2.3``.
    """

    def __init__(self, located: Located, format_: str) -> None:
        self.file = located.file
        self.lines = located.lines
        self.format = format_
        self.notes = Notes()
        self.texts = Texts(self.notes)
        self.name = ""
        """The distribution's; set by :meth:`call`."""
        self.kinds: dict[str, Kind | None] = {}
        """Every artifact's id, with what it is."""
        self.also: dict[str, str] = {}
        """Other ids that relations may use, with the artifact's own."""
        self.aside: set[str] = set()
        """Ids of what is no part of the release by itself; it goes out only with something that contains it."""
        self._set_aside: list[tuple[str, str, Place]] = []
        self.relations: list[Relation] = []
        self._artifacts: list[Artifact] = []
        self._repeated: dict[str, int] = {}

    def place(self, pointer: str) -> Place:
        """Return the place of a pointer, with its line where the form of the document has kept lines."""
        return make_place(self.file, self.lines.get(pointer), pointer)

    def add(
        self,
        wanted: str,
        kind: Kind | None,
        claims: tuple[Claim, ...],
        name: str,
        version: str,
        aliases: tuple[str, ...],
        place: Place,
        inherited: bool = False,  # noqa: FBT001, FBT002  a plain attribute of the artifact, passed on
    ) -> str:
        """Take an artifact in and return its id: the one wanted, with a suffix if that is taken."""
        id_ = wanted if wanted not in self.kinds else self._suffixed(wanted, place)
        self.kinds[id_] = kind
        self._artifacts.append(
            make_artifact(id_, kind, claims, inherited, None, NO_FACTS, name, version, aliases, place)
        )
        return id_

    def _suffixed(self, wanted: str, place: Place) -> str:
        says = "an id stands more than once; every artifact is kept, the later ones with a suffix"
        self.notes.add("id-repeated", says, wanted, place)
        count = self._repeated.get(wanted, 1) + 1
        while f"{wanted}#{count}" in self.kinds:
            count += 1
        self._repeated[wanted] = count
        return f"{wanted}#{count}"

    def call(self, name: str, root: str = "") -> None:
        """Name the distribution, once all artifacts are known; no artifact but the root may have that id."""
        self.name = name
        while self.name in self.kinds and self.name != root:
            self.name += " (bill)"

    def relate(self, subject: str, verb: Verb | None, object_: str, word: str, basis: str, place: Place) -> None:
        """Record a relation; an end that the document does not define is noted, and the relation kept."""
        kinds = self.kinds
        if subject not in kinds and subject != self.name:
            subject = self._other(subject, place)
        if object_ not in kinds and object_ != self.name:
            object_ = self._other(object_, place)
        self.relations.append(make_relation(subject, verb, object_, word, basis, place))

    def _other(self, id_: str, place: Place) -> str:
        if id_ in self.also:
            return self.also[id_]
        says = "relations name ids that the document does not define; they are kept and not followed"
        self.notes.add("relation-dangling", says, id_ or '""', place)
        return id_

    def entries(self, value: object, pointer: str) -> Iterable[tuple[int, dict[str, Any]]]:
        """Return the objects of a list, each with its index; what is no object is noted and passed over."""
        if isinstance(value, dict):
            return [(0, value)]
        items = value if isinstance(value, list) else []
        if set(map(type, items)) == {dict}:
            return enumerate(items)
        out = [(i, item) for i, item in enumerate(items) if isinstance(item, dict)]
        if len(out) != len(items) or (value is not None and not isinstance(value, list)):
            says = "something stands where an object, or a list of objects, should; it was passed over"
            self.notes.add("entry-unreadable", says, pointer, self.place(pointer))
        return out

    def taken(self, holder: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the objects of a list of the document, and let go of each when the next is asked for.

        What is read and what is made of it are then not in memory together, which costs as much time as room.
        """
        items = holder.pop(key, None)
        for i, item in self.entries(items, f"/{key}"):
            if items is not item:
                items[i] = None
            yield i, item

    def no_verb(self, word: str, what: str, place: Place) -> None:
        """Note a word that fits no verb, once for all its relations."""
        says = f"the word {word!r} fits no verb; its relations are kept and not followed"
        self.notes.add("relation-unknown", says, what, place)

    def put_aside(self, id_: str, says: str, place: Place) -> None:
        """Keep something out of the release, unless more is said of it; what becomes of it is noted when all is read.

        Parameters
        ----------
        id_ : str
            Of the artifact, or of what the document names and does not define.
        says : str
            Which words of the document put it aside, such as ``BUILD_TOOL_OF names what served to make something``.
        place : Place
            Where they stand.
        """
        self.aside.add(id_)
        self._set_aside.append((id_, says, place))

    def _note_aside(self, parts: Collection[str]) -> None:
        for id_, says, place in self._set_aside:
            if id_ in parts:
                then = "goes out with what contains it"
            else:
                then = "is no part of the release" if id_ in self.aside else "is needed elsewhere as well"
            self.notes.add("relation-aside", f"{says}; it is kept, and {then}", id_, place)

    def _needed(self) -> set[str]:
        """Return what was put aside for one use, and stands beside something that goes out in another."""
        put = {id_ for id_, _, _ in self._set_aside}
        return {
            relation.object
            for relation in self.relations
            if relation.object in put
            and relation.verb is not None
            and relation.verb not in LINEAGE
            and relation.subject in self.kinds
            and relation.subject not in self.aside
        }

    def bill(self, claims: Iterable[Claim] = ()) -> Bill:
        """Return the finished bill.

        Parameters
        ----------
        claims : iterable of Claim, optional
            What is stated as the outbound licence of the whole.

        Raises
        ------
        NothingToCheck
            If no component was recognised.
        """
        if not self.kinds:
            raise NothingToCheck(
                f"no component is recognised in this {self.format} document",
                self.file,
                "a bill that lists packages, files or components",
            )
        if self._set_aside:
            self.aside -= self._needed()
        sources, parts = referred_to(self.relations, self.kinds, self.aside)
        self._note_aside(parts)
        outside = sources | self.aside
        if outside:
            for artifact in self._artifacts:
                if artifact.id in outside:
                    settle(artifact, shipped=False)
        return Bill(
            self.name,
            tuple(self._artifacts),
            tuple(self.relations),
            tuple(claims),
            format=self.format,
            diagnostics=self.notes.diagnostics(),
            place=self.place(""),
            texts=self.texts.held,
            lists=True,
        )


def joined(words: Iterable[str]) -> str:
    """Return several licences that apply together as one expression.

    Examples
    --------
    >>> joined(["MIT", "GPL-2.0 OR Apache-2.0"])
    'MIT AND (GPL-2.0 OR Apache-2.0)'
    """
    distinct = list(dict.fromkeys(words))
    if len(distinct) == 1:
        return distinct[0]
    return " AND ".join(f"({word})" if " " in word and not _wrapped(word) else word for word in distinct)


def _wrapped(word: str) -> bool:
    """Whether one pair of parentheses encloses it all."""
    if not (word.startswith("(") and word.endswith(")")):
        return False
    depth = 0
    for i, letter in enumerate(word):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return i == len(word) - 1
    return False


def text_of(value: object) -> str:
    """Return a value's text if it is one, without the space around it; else nothing.

    Examples
    --------
    >>> text_of({"a": 1})
    ''
    """
    if type(value) is str:
        return value.strip()
    return str(value) if isinstance(value, int | float) else ""


def list_of(value: object) -> list[object]:
    """Return a value that should be a list as one: itself, one item of it, or nothing.

    Examples
    --------
    >>> list_of("a"), list_of(None)
    (['a'], [])
    """
    return value if isinstance(value, list) else [] if value is None or value == "" else [value]


def made_from(made: Kind | None, source: Kind | None) -> Verb:
    """Return how one thing was made from another, where the source says only that it was.

    Code that trained a model, or a model that wrote data, does not live on in what it made as source code does in a binary.

    Examples
    --------
    >>> made_from(Kind.MODEL, Kind.CODE)
    <Verb.GENERATED_BY: 'generated-by'>
    """
    if source is Kind.DATASET and made is Kind.MODEL:
        return Verb.TRAINED_ON
    if source is Kind.CODE and made in {Kind.MODEL, Kind.DATASET, Kind.DOCUMENT}:
        return Verb.GENERATED_BY
    if source is Kind.MODEL and made is not Kind.MODEL:
        return Verb.GENERATED_BY
    return Verb.MODIFIED_FROM


def needs(dependent: Kind | None, other: Kind | None) -> Verb:
    """Return what a plain dependency comes to: a model depends on data because it learned from them.

    Examples
    --------
    >>> needs(Kind.CODE, Kind.CODE)
    <Verb.RUNS: 'runs'>
    """
    return _TRAINED_ON if dependent is _MODEL and other is _DATASET else _RUNS
