"""Where the models of a CycloneDX document come from: model cards, properties, and the data that stand beside a single model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fourfold.outgoing import LINEAGE
from fourfold.place import Place
from fourfold.read.cyclonedx_named import names_in
from fourfold.read.cyclonedx_words import (
    BASE,
    BASE_RELATION,
    DATASETS,
    EVALUATION,
    MADE_OF_IT,
    RELATION,
    STAGE,
    UNSAID,
)
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.kinds import at_hub
from fourfold.terms import Kind, Verb


@dataclass(slots=True)
class _Said:
    """What the properties of one component say of where it comes from."""

    bases: list[tuple[str, Place]] = field(default_factory=list)
    data: list[tuple[str, Place]] = field(default_factory=list)
    how: str = ""


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
        self._called: dict[str, list[str]] = {}
        """Datasets by their plain names."""
        self._how: dict[str, str] = {}
        """How a model came from what it depends on, by its own words."""
        self._made_of: dict[str, str] = {}
        """How the models came from a base that depend on it, by the words of the base."""
        self._pairs: set[tuple[str, str]] = set()
        self._stages: dict[str, tuple[str, Place]] = {}

    def note(self, id_: str, component: dict[str, Any], pointer: str, aliases: tuple[str, ...]) -> None:
        """Remember a model or dataset, and the ids of its parts that others may refer to."""
        self._noted.append((id_, component, pointer))
        for alias in aliases:
            self._names.setdefault(alias, id_)
        if self._draft.kinds[id_] is Kind.DATASET:
            self._called.setdefault(text_of(component.get("name")), []).append(id_)
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
            said = _Said()
            if "properties" in component:
                self._properties(id_, component["properties"], f"{pointer}/properties", said)
            card = component.get("modelCard")
            if isinstance(card, dict):
                self._properties(id_, card.get("properties"), f"{pointer}/modelCard/properties", said)
            if self._draft.kinds[id_] is Kind.MODEL:
                self._made(id_, said)
            parameters = card.get("modelParameters") if isinstance(card, dict) else None
            if isinstance(parameters, dict):
                below = f"{pointer}/modelCard/modelParameters/datasets"
                for i, dataset in self._draft.entries(parameters.get("datasets"), below):
                    self._dataset(id_, dataset, f"{below}/{i}")

    def _dataset(self, model: str, dataset: dict[str, Any], pointer: str) -> None:
        draft = self._draft
        place = draft.place(pointer)
        basis = "stated"
        target = text_of(dataset.get("ref"))
        if target:
            target = draft.also.get(target, target)
        else:
            # given in place: the format has no licence field here, so that only a component of that name says its terms
            name = text_of(dataset.get("name"))
            contents = dataset.get("contents")
            url = text_of(contents.get("url")) if isinstance(contents, dict) else ""
            target = self._dataset_of(at_hub(url, Kind.DATASET)) or self._dataset_of(name)
            if not target and (same := self._called.get(name)) and len(same) == 1:
                target, basis = same[0], "implied"
            if not target:
                wanted = text_of(dataset.get("bom-ref")) or name or url or f"#{pointer}"
                if wanted in draft.kinds:
                    wanted = f"#{pointer}"
                target = draft.add(wanted, Kind.DATASET, (), name, "", (url,) if url else (), place)
            elif part := text_of(dataset.get("bom-ref")):
                draft.also.setdefault(part, target)
        self._add(model, Verb.TRAINED_ON, target, "modelCard.datasets", basis, place)

    def _dataset_of(self, name: str) -> str:
        """Return the dataset that is known under a name of the Hub; empty if there is none."""
        for known in [f"datasets/{name}", name] if name else []:
            id_ = self._names.get(known, "")
            if self._draft.kinds.get(id_) is Kind.DATASET:
                return id_
        return ""

    def _properties(self, id_: str, properties: object, pointer: str, said: _Said) -> None:
        for i, entry in self._draft.entries(properties, pointer):
            name, value = text_of(entry.get("name")), text_of(entry.get("value"))
            if not value:
                continue
            if name == STAGE:
                self._stages[id_] = (value, self._draft.place(f"{pointer}/{i}"))
                continue
            if name == MADE_OF_IT:
                self._made_of[id_] = value.strip().lower()
                continue
            last = name[max(name.rfind(":"), name.rfind(".")) + 1 :].lower()
            last = last.replace("_", "").replace("-", "").replace(" ", "")
            if last in BASE or last in DATASETS:
                place = self._draft.place(f"{pointer}/{i}")
                (said.bases if last in BASE else said.data).extend((named, place) for named in names_in(value))
            elif last in BASE_RELATION and value.strip("[]").lower() not in UNSAID:
                said.how = value.lower()

    def _made(self, model: str, said: _Said) -> None:
        """Relate a model to what its properties say that it was made from."""
        if said.bases:
            self._bases(model, said.bases, said.how)
        elif said.how:
            self._how[model] = said.how
        for named, place in said.data:
            self._learned(model, named, place)

    def _bases(self, model: str, bases: list[tuple[str, Place]], how: str) -> None:
        """Relate a model to the bases that a property names, by the Hub's word for it where there is one."""
        draft = self._draft
        verb: Verb | None = Verb.MERGED_FROM if len(bases) > 1 else Verb.FINETUNED_FROM
        if how:
            verb = RELATION.get(how)
        for base, place in bases:
            base = at_hub(base)
            target = self._names.get(base, base)
            if draft.kinds.get(target, Kind.MODEL) is not Kind.MODEL:
                target = base if base not in draft.kinds else f"{base}#model"
            if target not in draft.kinds:
                draft.add(target, Kind.MODEL, (), base, "", (), place)
            if target != model:
                if verb is None:
                    draft.no_verb(how, f"{model} from {target}", place)
                self._add(model, verb, target, f"baseModel {how}".strip(), "implied", place)

    def _learned(self, model: str, named: str, place: Place) -> None:
        """Relate a model to a dataset that a property names, as a card of the Hub does."""
        name = at_hub(named, Kind.DATASET)
        target = self._dataset_of(name)
        if not target:
            target = name if " " in name or "://" in name else f"datasets/{name.removeprefix('datasets/')}"
            if self._draft.kinds.get(target) is not Kind.DATASET:
                target = self._draft.add(target, Kind.DATASET, (), name, "", (), place)
            self._names.setdefault(target, target)
        self._add(model, Verb.TRAINED_ON, target, "datasets", "implied", place)

    def depends(self, model: str, other: str, place: Place) -> None:
        """Relate a model to another that it depends on, as far as either says how; the dependency itself leaves that open.

        Parameters
        ----------
        model, other : str
            Ids of the two models.
        place : Place
            Where the dependency stands.
        """
        how = self._made_of.get(other, "") or self._how.get(model, "")
        verb = RELATION.get(how)
        if verb is None:
            says = "a model depends on another, which leaves open whether it was made from it; the relation is kept and not followed"
            self._draft.notes.add("relation-unknown", says, f"{model} dependsOn {other}", place)
        self._add(model, verb, other, f"dependsOn {how}".strip(), "implied", place)

    def _add(self, subject: str, verb: Verb | None, object_: str, word: str, basis: str, place: Place) -> None:
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
