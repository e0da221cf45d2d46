"""Hub model and dataset cards: the YAML head of a README, read as an artifact with its lineage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fourfold.artifact import Artifact, Bill, Diagnostic, Relation
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source, load_yaml, unified
from fourfold.read.card_licenses import claims_of
from fourfold.read.card_names import repository_of, strings, unreadable
from fourfold.terms import Kind, Verb

_FENCE = re.compile(
    r"\A\ufeff?\s*(?:<!--(?:(?!-->).)*-->\s*)*---[ \t]*\n(?P<head>.*?)(?:(?P<end>\n---)[ \t]*(?:\n|\Z)|\Z)", re.DOTALL
)
RELATIONS = {
    "finetune": Verb.FINETUNED_FROM,
    "adapter": Verb.ADAPTER_OF,
    "merge": Verb.MERGED_FROM,
    "quantized": Verb.QUANTIZED_FROM,
    "": Verb.FINETUNED_FROM,
}
"""The Hub's words for how a model came from its base; without one, and without a tag that says more, it was fine-tuned."""
_DATASET_KEYS = frozenset(
    {"task_categories", "task_ids", "dataset_info", "annotations_creators", "size_categories", "source_datasets",
     "language_creators", "language_details", "configs", "config_names", "multilinguality", "paperswithcode_id",
     "pretty_name", "train-eval-index", "viewer"}
)  # fmt: skip
"""Keys that the Hub's specification gives dataset cards alone."""
_MODEL_KEYS = frozenset(
    {"base_model", "base_model_relation", "library_name", "pipeline_tag", "model-index", "datasets", "widget"}
)
"""Keys that the Hub's specification gives model cards alone; they weigh more, for a model may have borrowed a dataset's."""
_CARD_KEYS = frozenset(
    {"license", "licenses", "license_name", "license_link", "base_model", "base_model_relation", "datasets", "tags", "language",
     "library_name", "pipeline_tag", "model-index", "model_name", "pretty_name", "metrics", "widget", "inference"}
)  # fmt: skip
_NAMED = re.compile(rf"^(?:{'|'.join(sorted(_CARD_KEYS | _DATASET_KEYS))})[ \t]*:", re.MULTILINE)


def head_of(text: str) -> tuple[str, int] | None:
    """Return the YAML head of a card and the line at which it begins; none if there is no head.

    A comment may stand in front of it.
    """
    text = unified(text)
    match = _FENCE.match(text)
    if match is None:
        return None
    return match["head"], text[: match.start("head")].count("\n") + 1


def sniff(source: Source) -> bool:
    """Whether the content is a card: text that opens with a YAML head; one without an end has to name something of a card."""
    match = None if source.is_directory else _FENCE.match(source.head(65536))
    return match is not None and (match["end"] is not None or _NAMED.search(match["head"]) is not None)


def read(source: Source) -> Bill:
    """Read a card as a bill with one artifact and what it names.

    Raises
    ------
    InputError
        If the head is not YAML, is not a mapping, or says nothing of a model or dataset.
    """
    found = head_of(source.text)
    if found is None:
        raise InputError("has no YAML head between lines of ---", source.name, "a model or dataset card")
    head, line = found
    located = load_yaml(head, source.name, line)
    return build(located, _name(source))


def _name(source: Source) -> str:
    path = source.path or Path("card")
    stem = re.sub(r"(?i)\.?readme|\.md$|\.markdown$", "", path.name)
    return stem.strip(".") or path.resolve().parent.name or "card"


def build(located: Located, name: str, kind: Kind | None = None) -> Bill:
    """Build the bill of a card's head.

    Parameters
    ----------
    located : Located
        The parsed head.
    name : str
        What the artifact is called where the head does not say.
    kind : Kind, optional
        What it is, where that is known from elsewhere; told by the head's keys by default.
    """
    card = located.value
    if not isinstance(card, dict):
        raise InputError(
            f"the head is a {type(card).__name__}, not a mapping",
            str(located.place("")),
            "keys such as license: and base_model:",
        )
    if kind is None and not set(card) & (_CARD_KEYS | _DATASET_KEYS):
        raise InputError(
            "the head names nothing of a model or dataset",
            str(located.place("")),
            "keys such as license: and base_model:",
        )
    kind = kind or (Kind.DATASET if _is_dataset(card) else Kind.MODEL)
    diagnostics: list[Diagnostic] = []
    upstream: dict[str, Artifact] = {}
    relations: list[Relation] = []
    for target, verb, word, pointer, of in _lineage(card, kind, diagnostics, located):
        if target == name:
            continue
        upstream.setdefault(target, Artifact(target, of, shipped=False, place=located.place(pointer)))
        relations.append(Relation(name, verb, target, word, "stated" if word else "inferred", located.place(pointer)))
    main = Artifact(name, kind, tuple(claims_of(located, name, diagnostics)), shipped=True, place=located.place(""))
    return Bill(
        name,
        (main, *upstream.values()),
        tuple(relations),
        format=f"Hub {kind.value} card",
        diagnostics=tuple(diagnostics),
        place=located.place(""),
    )


def _is_dataset(card: dict[str, Any]) -> bool:
    return bool(_DATASET_KEYS & set(card)) and not _MODEL_KEYS & set(card)


def _lineage(
    card: dict[str, Any], kind: Kind, diagnostics: list[Diagnostic], located: Located
) -> Iterable[tuple[str, Verb | None, str, str, Kind]]:
    _note_unreadable(card, kind, diagnostics, located)
    bases = [(i, _model_id(base)) for i, base in strings(card.get("base_model"))]
    verb, word = _base_verb(card, len({base for _, base in bases}))
    if verb is None:
        message = f"base_model_relation {word!r} is none of: finetune, adapter, merge, quantized; the relation is kept and not followed"
        diagnostics.append(Diagnostic("relation-unknown", message, located.place("/base_model_relation")))
    for i, base in bases:
        yield (
            base,
            verb,
            word,
            f"/base_model/{i}" if isinstance(card["base_model"], list) else "/base_model",
            Kind.MODEL,
        )
    for i, dataset in strings(card.get("datasets")):
        if kind is Kind.MODEL:
            yield _dataset_id(dataset), Verb.TRAINED_ON, "datasets", f"/datasets/{i}", Kind.DATASET
    for i, dataset in strings(card.get("source_datasets")):
        if dataset not in {"original", "extended"} and not dataset.startswith("extended|other"):
            target = dataset.removeprefix("extended|")
            yield _dataset_id(target), Verb.MODIFIED_FROM, "source_datasets", f"/source_datasets/{i}", Kind.DATASET


def _note_unreadable(card: dict[str, Any], kind: Kind, diagnostics: list[Diagnostic], located: Located) -> None:
    """Note what stands among the origins and is no name: what it came from is then open."""
    for key in ("base_model", "datasets", "source_datasets"):
        odd = unreadable(card.get(key)) if key != "datasets" or kind is Kind.MODEL else []
        if odd:
            more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
            says = f"{key} holds what is no name of a repository, and was not followed: {odd[0]}{more}"
            diagnostics.append(Diagnostic("relation-unknown", says, located.place(f"/{key}")))


def _model_id(name: str) -> str:
    """Return what a card names as its base; of the address of a model, the id."""
    found = repository_of(name)
    return name if found.startswith(("datasets/", "spaces/")) else found or name


def _dataset_id(name: str) -> str:
    """Return how a dataset is called beside models; of its address, the id."""
    found = repository_of(name)
    if found.startswith("datasets/"):
        return found
    return name if "://" in name else f"datasets/{name.removeprefix('datasets/')}"


def _base_verb(card: dict[str, Any], bases: int) -> tuple[Verb | None, str]:
    word = str(card.get("base_model_relation") or "").strip().lower()
    if word:
        return RELATIONS.get(word), word
    tags = {str(tag).lower() for _, tag in strings(card.get("tags"))}
    if tags & {"merge", "mergekit"} or bases > 1:
        return Verb.MERGED_FROM, ""
    if str(card.get("library_name") or "").lower() == "peft" or tags & {"lora", "peft", "adapter"}:
        return Verb.ADAPTER_OF, ""
    if tags & {"gguf", "gptq", "awq", "quantized", "exl2"}:
        return Verb.QUANTIZED_FROM, ""
    return Verb.FINETUNED_FROM, ""


READER = Reader("Hub card", sniff, read)
