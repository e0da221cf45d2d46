"""The relationships of SPDX 3 as relations of a bill; what runs through a build is brought to its two ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from fourfold.place import Place
from fourfold.read.draft import Draft, list_of, made_from, needs, text_of
from fourfold.read.forge import make_place, make_relation
from fourfold.read.spdx3_words import MADE_WITH, SNIPPET_FROM, VERBS, Meaning, id_of
from fourfold.terms import Kind, Verb

MOST_PAIRS = 1000
"""Pairs of an input and an output that one build may come to; a distribution's build has millions, which say little."""
_NOBODY = (
    *("NoneElement", "NoAssertionElement", "NoneLicense", "NoAssertionLicense"),
    *("/Licensing/None", "/Licensing/NoAssertion"),
)
_THROUGH = {"hasInput": 0, "hasInputs": 0, "hasOutput": 1, "hasOutputs": 1}
_MODIFIED, _RUNS = Verb.MODIFIED_FROM, Verb.RUNS
_PLAIN = {word: meaning for word, meaning in VERBS.items() if word not in _THROUGH and word != "usesTool"}


Relationship = tuple[str, object, str, list[Any], object]
"""Pointer, ``from``, word, ``to``, scope: all that is needed of the element."""


class Relations:
    """Takes the relationships of one document in.

    Parameters
    ----------
    draft : Draft
        With all artifacts, and with its name.
    elements : mapping of str to (str, dict)
        All elements that are no artifacts, by id.
    """

    def __init__(self, draft: Draft, elements: Mapping[str, tuple[str, dict[str, Any]]]) -> None:
        self._draft = draft
        self._elements = elements
        self._builds: dict[str, tuple[tuple[list[str], list[str]], Place]] = {}

    def take(self, relationships: deque[Relationship]) -> None:
        """Take in relationships, and let go of each."""
        while relationships:
            pointer, owner, word, ends, scope = relationships.popleft()
            if type(owner) is str and scope is None:
                meaning = _PLAIN.get(word)
                if meaning is not None and self._plain(owner, meaning, ends, word, pointer):
                    continue
            subject, place = id_of(owner), self._draft.place(pointer)
            targets = [id_of(target) for target in ends]
            if word in _THROUGH:
                builds, _ = self._builds.setdefault(subject, (([], []), place))
                builds[_THROUGH[word]].extend(targets)
            elif not self.is_other(subject):
                self._relate(subject, word, text_of(scope), targets, place)
        for build_id, ((inputs, outputs), place) in self._builds.items():
            self._through(build_id, inputs, outputs, place)

    def take_others(self, relationships: deque[Relationship]) -> None:
        """Keep words for other matters where both ends are artifacts; nearly always one is a vulnerability, or somebody."""
        kinds = self._draft.kinds
        while relationships:
            pointer, owner, word, ends, _ = relationships.popleft()
            subject = owner if type(owner) is str else id_of(owner)
            if subject in kinds and (targets := [id_ for id_ in map(id_of, ends) if id_ in kinds]):
                self._without_verb(subject, word, targets, self._draft.place(pointer), aside=False)

    def embed(self, snippets: list[tuple[str, object, str]]) -> None:
        """Relate each snippet to its file.

        Parameters
        ----------
        snippets : list of (str, object, str)
            Id, the file or its id, and pointer. A snippet is what came into a file from elsewhere, and cannot be taken out of
            it again.
        """
        for snippet, files, pointer in snippets:
            for file in list_of(files):
                place = self._draft.place(pointer)
                self._draft.relate(id_of(file), Verb.EMBEDS, snippet, SNIPPET_FROM, "implied", place)

    def _plain(self, subject: str, meaning: Meaning, targets: list[Any], word: str, pointer: str) -> bool:
        """Take in what nearly every relationship is, a plain word between elements that are known; say whether it was that."""
        kinds = self._draft.kinds
        if subject not in kinds:
            return False
        verb, turned, basis = meaning
        place = make_place(self._draft.file, None, pointer)
        made = []
        for target in targets:
            if type(target) is not str or target not in kinds:
                return False
            one, other = (target, subject) if turned else (subject, target)
            how = self._by_kind(verb, (one, other)) if verb is _RUNS or verb is _MODIFIED else verb
            made.append(make_relation(one, how, other, word, basis, place))
        self._draft.relations += made
        return True

    def is_other(self, id_: str) -> bool:
        """Whether an id is that of an element which is no artifact: an agent, a tool, a licence."""
        draft = self._draft
        return id_.endswith(_NOBODY) or (id_ not in draft.kinds and id_ not in draft.also and id_ in self._elements)

    def _relate(self, subject: str, word: str, scope: str, targets: list[str], place: Place) -> None:
        meaning = VERBS.get(word)
        if word == "usesTool" or (meaning is not None and scope in MADE_WITH.get(meaning[0], ())):
            self._without_verb(subject, f"{word} ({scope})" if scope else word, targets, place, aside=True)
            return
        if meaning is None:
            self._without_verb(subject, word, targets, place, aside=False)
            return
        verb, turned, basis = meaning
        kinds, relate = self._draft.kinds, self._draft.relate
        for target in targets:
            if target not in kinds and self.is_other(target):
                continue
            ends = (target, subject) if turned else (subject, target)
            relate(ends[0], self._by_kind(verb, ends), ends[1], word, basis, place)

    def _without_verb(self, subject: str, word: str, targets: list[str], place: Place, *, aside: bool) -> None:
        draft = self._draft
        for target in targets:
            if self.is_other(target):
                continue
            if aside:
                draft.put_aside(target, f"{word} names what served to make something", place)
            else:
                draft.no_verb(word, f"{subject} {word} {target}", place)
            draft.relate(subject, None, target, word, "stated", place)

    def _by_kind(self, verb: Verb, ends: tuple[str, str]) -> Verb:
        kinds = self._draft.kinds
        if verb is _RUNS:
            return needs(kinds.get(ends[0]), kinds.get(ends[1]))
        return made_from(kinds.get(ends[0]), kinds.get(ends[1])) if verb is _MODIFIED else verb

    def _through(self, build: str, inputs: list[str], outputs: list[str], place: Place) -> None:
        """Relate what a build put out to what went in, where what they are says how: code that only helped build code does not."""
        draft = self._draft
        if len(inputs) * len(outputs) > MOST_PAIRS:
            says = "builds have so many inputs and outputs that they were not related to each other"
            draft.notes.add("build-too-large", says, build, place)
            return
        for output in outputs:
            for source in inputs:
                if self.is_other(output) or self.is_other(source):
                    continue
                verb = made_from(draft.kinds.get(output), draft.kinds.get(source))
                word = "hasInput, hasOutput"
                if verb is Verb.MODIFIED_FROM and draft.kinds.get(source) in {Kind.CODE, None}:
                    draft.no_verb(word, f"{output} from {source}", place)
                    draft.relate(output, None, source, word, "implied", place)
                else:
                    draft.relate(output, verb, source, word, "implied", place)
