"""The tables of docs/manifest.md that are made from code: verbs, the facts of duties, and what other formats' words come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from fourfold.catalogue import catalogue
from fourfold.read import card, cyclonedx_words, spdx2_words, spdx3_words
from fourfold.read.manifest import ManifestContext
from fourfold.terms import Reach, Verb

SAYS = {
    Verb.COPIED_FROM: "is the same thing, held elsewhere",
    Verb.SERVES: "offers the old one over a network",
    Verb.MODIFIED_FROM: "was made by changing it: a patched program, a cleaned dataset",
    Verb.FINETUNED_FROM: "is a model whose weights were trained on from its weights",
    Verb.ADAPTER_OF: "is an adapter that only works on top of it",
    Verb.MERGED_FROM: "has weights that were computed from its weights and those of others",
    Verb.QUANTIZED_FROM: "has its weights in fewer bits",
    Verb.CONVERTED_FROM: "is the same in another file format",
    Verb.PRUNED_FROM: "has parts of its weights left out",
    Verb.EMBEDS: "holds it inseparably",
    Verb.LINKS: "is a program that loads it as a library",
    Verb.CONTAINS: "is a whole, with it as a part that can be taken out",
    Verb.RUNS: "only uses it, as a program of its own",
    Verb.EVALUATED_ON: "was measured on it, and learned nothing from it",
    Verb.DOCUMENTS: "describes it: a card, a paper",
    Verb.TRAINED_ON: "is a model that learned from it",
    Verb.DISTILLED_FROM: "is a model that learned to imitate it",
    Verb.GENERATED_BY: "was produced by it: an output, synthetic data",
}
"""What each verb says of the new thing; a verb that is not here fails the page."""

MEANS = {
    Reach.KEEP: "the terms stay what they are; what binds copies, or an offer over a network, binds here",
    Reach.ADAPT: "the terms bind the new thing: copyleft, no-derivatives, use limits and what must be passed on",
    Reach.LINK: "terms that reach a linking program bind it, a library's weaker ones bind the library alone",
    Reach.BESIDE: "each keeps its own terms; those of a part that goes out count for the release, but not for what stands beside it",
    Reach.LEARN: "terms that name training count; where the text is silent, both readings are given (contested if they differ)",
    Reach.EXTRACT: "terms on models that imitate, or on training with outputs, count; where the text is silent, both readings are given",
    Reach.OUTPUT: "terms that reach outputs count",
}
"""What each reach means for the verdict; likewise."""


def filled(page: Path) -> str:
    """Return the page with its tables made anew: each stands between a comment with its name and one with a slash before it."""
    text = page.read_text(encoding="utf-8")
    made = {"verbs": verbs(), "context": context(), "duties": duties(), "words": words()}
    for name, table in made.items():
        text, count = re.subn(
            rf"(<!-- {name}: [^>]*-->\n).*?(<!-- /{name} -->)",
            lambda found, table=table: f"{found[1]}\n{table}\n{found[2]}",
            text,
            flags=re.DOTALL,
        )
        if count != 1:
            raise SystemExit(f"{page.name} has {count} places for the table {name}")
    return text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def verbs() -> str:
    """Return the table of verbs, and below it what their reaches mean."""
    by_verb = _table(
        ("type", "the new thing (`from`) …", "reach"), ((f"`{verb}`", SAYS[verb], verb.reach) for verb in Verb)
    )
    return by_verb + "\n" + _table(("reach", "what it means for the verdict"), ((r, MEANS[r]) for r in Reach))


def context() -> str:
    """Return the table of the context's keys with their words and defaults."""
    rows = []
    for name, entry in ManifestContext.model_json_schema(by_alias=True)["properties"].items():
        defined = ManifestContext.model_json_schema()["$defs"]
        kind = defined.get(entry.get("$ref", "").rpartition("/")[2], {})
        allowed = ", ".join(f"`{word}`" for word in kind.get("enum", ()))
        default = entry.get("default")
        rows.append((f"`{name}`", allowed or _FREE[name], f"`{default}`" if isinstance(default, str) else "not stated"))
    return _table(("key", "words", "default"), rows)


_FREE = {
    "territory": "a list of ISO 3166-1 codes, or `EU`",
    "monthly-active-users": "a number, affiliates included",
    "annual-revenue-usd": "US dollars, affiliates included",
}


def duties() -> str:
    """Return the table of facts by which a duty is said to be met or not."""
    known = catalogue()
    held: dict[str, list[str]] = {}
    for name in sorted(known.kinds):
        if known.kinds[name].fact:
            held.setdefault(known.kinds[name].fact, []).append(name)
    return _table(
        ("fact", "duty of the kind"),
        ((f"`{fact}`", ", ".join(f"`{kind}`" for kind in kinds)) for fact, kinds in sorted(held.items())),
    )


def words() -> str:
    """Return what the words of SPDX, CycloneDX and the Hub come to, verb by verb."""
    columns = (
        _by_verb({word: meaning[:2] for word, meaning in spdx2_words.VERBS.items()}),
        _by_verb({word: meaning[:2] for word, meaning in spdx3_words.VERBS.items()}),
        _by_verb({f"pedigree.{word}": meaning for word, meaning in cyclonedx_words.PEDIGREE.items()})
        | {verb: f"base model, {word}" for verb, word in _by_verb(_plain(cyclonedx_words.RELATION)).items()},
        _by_verb(_plain({word or "(none said)": verb for word, verb in card.RELATIONS.items()})),
    )
    rows = (
        (f"`{verb}`", *(column.get(verb, "") for column in columns))
        for verb in Verb
        if any(verb in column for column in columns)
    )
    return _table(("verb", "SPDX 2", "SPDX 3", "CycloneDX", "Hub card, `base_model_relation`"), rows)


def _plain(table: Mapping[str, Verb]) -> dict[str, tuple[Verb, bool]]:
    return {word: (verb, False) for word, verb in table.items()}


def _by_verb(table: Mapping[str, tuple[Verb, bool]]) -> dict[Verb, str]:
    out: dict[Verb, list[str]] = {}
    for word, (verb, turned) in table.items():
        out.setdefault(verb, []).append(f"`{word}`{' ⇄' if turned else ''}")
    return {verb: ", ".join(found) for verb, found in out.items()}
