"""The workflows of CycloneDX's formulation: what they put out was made from what went in, where what the two are says how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fourfold.place import Place
from fourfold.read.cyclonedx_lineage import Lineage
from fourfold.read.cyclonedx_words import COPYING, LOOKING
from fourfold.read.draft import Draft, list_of, made_from, text_of
from fourfold.terms import Kind, Verb

MOST_PAIRS = 1000
"""Pairs of an input and an output that one task may come to; more say little."""
_WORD = "formulation, inputs and outputs"


class Workflows:
    """Relates what the workflows of one document put out to what went in.

    Parameters
    ----------
    draft : Draft
        With all artifacts, and with its name.
    lineage : Lineage
        What is stated already of where things come from.
    """

    def __init__(self, draft: Draft, lineage: Lineage) -> None:
        self._draft = draft
        self._lineage = lineage
        self._related: set[tuple[str, str]] = set()

    def relate(self, formulation: object) -> None:
        """Take in every workflow and every task of it.

        Parameters
        ----------
        formulation : object
            The value of ``formulation``.
        """
        for pointer, task in self._tasks(formulation):
            place = self._draft.place(pointer)
            sources = list(self._ends(task.get("inputs"), ("resource", "source"), f"{pointer}/inputs"))
            made = list(self._ends(task.get("outputs"), ("resource", "target"), f"{pointer}/outputs"))
            if len(sources) * len(made) > MOST_PAIRS:
                says = "builds have so many inputs and outputs that they were not related to each other"
                self._draft.notes.add("build-too-large", says, pointer, place)
                continue
            types = {text_of(type_) for type_ in list_of(task.get("taskTypes"))}
            for output in made:
                for source in sources:
                    if source != output:
                        self._pair(output, source, types, place)

    def _tasks(self, formulation: object) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield workflows and tasks, each with its pointer."""
        entries = self._draft.entries
        for i, formula in entries(formulation, "/formulation"):
            for j, workflow in entries(formula.get("workflows"), f"/formulation/{i}/workflows"):
                pointer = f"/formulation/{i}/workflows/{j}"
                yield pointer, workflow
                for k, task in entries(workflow.get("tasks"), f"{pointer}/tasks"):
                    yield f"{pointer}/tasks/{k}", task

    def _ends(self, listed: object, keys: tuple[str, ...], pointer: str) -> Iterator[str]:
        """Yield the ids of what went in or came out; what is not in the document has no terms here."""
        for _, entry in self._draft.entries(listed, pointer):
            for key in keys:
                held = entry.get(key)
                id_ = text_of(held.get("ref")) if isinstance(held, dict) else ""
                id_ = self._draft.also.get(id_, id_)
                if id_ and self._draft.kinds.get(id_) is not Kind.SERVICE:
                    yield id_

    def _pair(self, output: str, source: str, types: set[str], place: Place) -> None:
        """Relate an output to an input: code that only helped to make code does not live on in it, and looking at something makes nothing."""
        draft = self._draft
        if (output, source) in self._related or self._lineage.has(output, source):
            return
        self._related.add((output, source))
        of, verb = draft.kinds.get(source), None
        if types and types <= COPYING:
            verb = Verb.COPIED_FROM
        elif not types or not types <= LOOKING:
            verb = made_from(draft.kinds.get(output), of)
            if verb is Verb.MODIFIED_FROM and of in {Kind.CODE, None}:
                verb = None
        if verb is None:
            draft.no_verb(_WORD, f"{output} from {source}", place)
        draft.relate(output, verb, source, _WORD, "implied", place)
