"""The places of data/variants.toml in the licence texts: where copies may read otherwise than the text at hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fourfold.identify.fingerprint import Cut, Fingerprint
from fourfold.identify.words import Words, brief, read_words
from fourfold.spelling import fold

FILE = Path(__file__).resolve().parent.parent / "data" / "variants.toml"
HEADER = range(20, 101)
"""How many words the notice has that an appendix ends with; fewer are no notice of a licence, and with more there is something behind it."""


@cache
def variants() -> dict[str, Any]:
    """Return the file, by licence id."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def titles(license_id: str) -> tuple[str, ...]:
    """Return the names that head the text of this licence and of others as well."""
    return tuple(sorted(map(fold, variants().get(license_id, {}).get("titles", ()))))


def choices(license_id: str, words: Words) -> Iterator[Cut]:
    """Yield the places of a licence's text."""
    for place in variants().get(license_id, {}).get("places", ()):
        yield choice(words, place["at"], place["or"])


def choice(words: Words, at: str, others: list[str]) -> Cut:
    """Return the cut of one place, which has to be found once."""
    before, held, behind = (read_words(part).words for part in _parted(at))
    wanted = (*before, *held, *behind)
    found = [n for n in range(len(words.words)) if words.words[n : n + len(wanted)] == wanted]
    if len(found) != 1:
        raise SystemExit(f"{FILE.name}: {at!r} stands {len(found)} times in the text, and should once")
    start = found[0] + len(before)
    if others == ["~"]:
        return Cut(start, start + len(held), "blank")
    return Cut(start, start + len(held), "choice", others=tuple(map(_packed, others)))


def _parted(at: str) -> tuple[str, str, str]:
    before, _, rest = at.partition("[")
    held, _, behind = rest.partition("]")
    return before, held, behind


def _packed(other: str) -> str:
    sides = [read_words(side).words for side in other.split("~")]
    return "~".join(f"{len(side)}.{brief(side)}" if side else "" for side in sides)


def header(words: Words, made: Fingerprint) -> Cut | None:
    """Return the notice by which a licence is applied, if the appendix ends with it: it may head a copy, or stand in the appendix's place."""
    first = made.tails[0][0] if made.tails else made.words
    begins = [cut.stop for cut in made.cuts if cut.kind == "notice" and first < cut.start]
    if not begins or made.words - begins[-1] not in HEADER:
        return None
    said = words.words[begins[-1] :]
    return Cut(0, 0, "choice", others=(f"{len(said)}.{brief(said)}",))
