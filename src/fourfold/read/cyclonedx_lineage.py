"""Where the models of a CycloneDX document come from: model cards, properties, and the data that stand beside a single model."""

from __future__ import annotations

from typing import Any

from fourfold.place import Place
from fourfold.read.cyclonedx_words import BASE, BASE_RELATION, EVALUATION, RELATION, STAGE
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.outgoing import LINEAGE
from fourfold.terms import Kind, Verb


class Lineage:
    """Gathers what components say of models and data, and relates them once all components are known.

    Parameters
    ----------
    draft : Draft
        Where artifacts and relations go.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._noted: list[tuple[str, dict[str, Any], str]] = []
        self._names: dict[str, str] = {}
        self._pairs: set[tuple[str, str]] = set()
        self._stages: dict[str, tuple[str, Place]] = {}

    def note(self, id_: str, component: dict[str, Any], pointer: str, aliases: tuple[str, ...]) -> None:
        """Remember a model or dataset, and the ids of its parts that others may refer to."""
        self._noted.append((id_, component, pointer))
        for alias in aliases:
            self._names.setdefault(alias, id_)
        card = component.get("modelCard")
        parts = [card, *list_of(component.get("data"))]
        for part in parts:
            if isinstance(part, dict) and isinstance(part.get("bom-ref"), str):
                self._draft.also.setdefault(part["bom-ref"], id_)

    def has(self, subject: str, object_: str) -> bool:
        """Whether it is stated already how one thing came from another."""
        return (subject, object_) in self._pairs

    def relate(self) -> None:
        """Relate models to what their cards and properties name."""
        self._pairs.update((r.subject, r.object) for r in self._draft.relations if r.verb in LINEAGE)
        for id_, component, pointer in self._noted:
            self._properties(id_, component.get("properties"), f"{pointer}/properties")
            card = component.get("modelCard")
            if isinstance(card, dict):
                self._properties(id_, card.get("properties"), f"{pointer}/modelCard/properties")
                parameters = card.get("modelParameters")
                if isinstance(parameters, dict):
                    below = f"{pointer}/modelCard/modelParameters/datasets"
                    for i, dataset in self._draft.entries(parameters.get("datasets"), below):
                        self._dataset(id_, dataset, f"{below}/{i}")

    def _dataset(self, model: str, dataset: dict[str, Any], pointer: str) -> None:
        draft = self._draft
        place = draft.place(pointer)
        target = text_of(dataset.get("ref"))
        if target:
            target = draft.also.get(target, target)
        else:
            # given in place: the format has no licence field here, so that nothing is said of its terms
            name = text_of(dataset.get("name"))
            contents = dataset.get("contents")
            url = text_of(contents.get("url")) if isinstance(contents, dict) else ""
            wanted = text_of(dataset.get("bom-ref")) or name or url or f"#{pointer}"
            if wanted in draft.kinds:
                wanted = f"#{pointer}"
            target = draft.add(wanted, Kind.DATASET, (), name, "", (url,) if url else (), place)
        self._add(model, Verb.TRAINED_ON, target, "modelCard.datasets", "stated", place)

    def _properties(self, id_: str, properties: object, pointer: str) -> None:
        bases: list[tuple[str, Place]] = []
        how = ""
        for i, entry in self._draft.entries(properties, pointer):
            name, value = text_of(entry.get("name")), text_of(entry.get("value"))
            if not value:
                continue
            if name == STAGE:
                self._stages[id_] = (value, self._draft.place(f"{pointer}/{i}"))
                continue
            last = name[name.rfind(":") + 1 :].lower().replace("_", "").replace("-", "")
            if last in BASE:
                place = self._draft.place(f"{pointer}/{i}")
                bases += [(base, place) for base in value.strip("[]").replace('"', "").replace(",", " ").split()]
            elif last in BASE_RELATION:
                how = value.strip().lower()
        if bases and self._draft.kinds.get(id_) is Kind.MODEL:
            self._bases(id_, bases, how)

    def _bases(self, model: str, bases: list[tuple[str, Place]], how: str) -> None:
        """Relate a model to the bases that a property names, by the Hub's word for it where there is one."""
        verb = RELATION.get(how) or (Verb.MERGED_FROM if len(bases) > 1 else Verb.FINETUNED_FROM)
        for base, place in bases:
            base = base.removeprefix("https://huggingface.co/")
            target = self._names.get(base, base)
            if target not in self._draft.kinds:
                self._draft.add(target, Kind.MODEL, (), base, "", (), place)
            if target != model:
                self._add(model, verb, target, f"baseModel {how}".strip(), "implied", place)

    def _add(self, subject: str, verb: Verb, object_: str, word: str, basis: str, place: Place) -> None:
        if (subject, object_) not in self._pairs:
            self._pairs.add((subject, object_))
            self._draft.relate(subject, verb, object_, word, basis, place)

    def assume(self, root: str) -> None:
        """Relate data that nothing else relates to the one model that the document is about.

        Parameters
        ----------
        root : str
            The component that the document describes; empty if it names none.
        """
        draft = self._draft
        models = [id_ for id_, _, _ in self._noted if draft.kinds[id_] is Kind.MODEL and id_ not in draft.aside]
        if len(models) != 1 or root not in {"", models[0]}:
            return
        related = {end for relation in draft.relations for end in (relation.subject, relation.object)}
        for id_, _, pointer in self._noted:
            if draft.kinds[id_] is not Kind.DATASET or id_ in related:
                continue
            stage, place = self._stages.get(id_, ("", draft.place(pointer)))
            evaluated = any(word in stage.lower() for word in EVALUATION)
            verb = Verb.EVALUATED_ON if evaluated else Verb.TRAINED_ON
            basis = "implied" if stage else "inferred"
            self._add(models[0], verb, id_, f"{STAGE} {stage}" if stage else "", basis, place)
