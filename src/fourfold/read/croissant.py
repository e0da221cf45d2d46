"""Croissant 1.0 and 1.1: a dataset with its distribution, its licence and what it is based on.

The licence of the metadata (``sdLicense``) is never counted. The parts of the distribution have the dataset's terms unless they
state their own.
"""

from __future__ import annotations

import json
import re
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import LISTED, Draft, joined, list_of, text_of
from fourfold.read.name import name_from
from fourfold.terms import Grade, Kind, Verb

_PREFIXES = ("", "sc:", "schema:", "https://schema.org/", "http://schema.org/")
_DATASET = frozenset(f"{prefix}Dataset" for prefix in _PREFIXES)
_SOURCES = ("isBasedOn", "sc:isBasedOn", "https://schema.org/isBasedOn", "prov:wasDerivedFrom", "wasDerivedFrom")
_LOCATIONS = ("prov:atLocation", "prov:locatedAt", "atLocation", "locatedAt")
_VERSION = re.compile(r"mlcommons\.org/croissant/(\d[\w.]*)")


def sniff(source: Source) -> bool:
    """Whether the content is Croissant: a schema.org dataset that conforms to it, or uses its words."""
    data = source.json
    if not isinstance(data, dict) or not _DATASET & set(map(str, list_of(data.get("@type")))):
        return False
    said = f"{_any(data, 'conformsTo')} {data.get('dct:conformsTo')} {json.dumps(data.get('@context'))}"
    return "mlcommons.org/croissant" in said


def read(source: Source) -> Bill:
    """Read Croissant metadata as a bill with one dataset, its parts and what it was made from."""
    data = source.json
    version = _VERSION.search(json.dumps([_any(data, "conformsTo"), data.get("dct:conformsTo")]))
    draft = Draft(Located(data, {}, source.name), f"Croissant {version[1] if version else '1'}")
    name = _name(data) or name_from(source.name)
    address = text_of(_any(data, "url"))
    aliases = tuple(dict.fromkeys(part for part in (_hub(address), address) if part and part != name))
    claims = _claims(draft, data, "")
    id_ = draft.add(name, Kind.DATASET, claims, name, _version(data), aliases, draft.place(""))
    draft.call(name, id_)
    inherited = tuple(
        Claim(c.license, Grade.E, f"{c.source} of the dataset that it is a part of", place=c.place) for c in claims
    )
    _distribution(draft, data, id_, inherited)
    _sources(draft, data, id_)
    usage = _any(data, "usageInfo")
    if usage:
        says = "usageInfo states limits of use, which are not read: look at them"
        draft.notes.add("usage-terms-unread", says, json.dumps(usage)[:80], draft.place("/usageInfo"))
    return draft.bill()


def _distribution(draft: Draft, data: dict[str, Any], id_: str, inherited: tuple[Claim, ...]) -> None:
    for i, part in draft.entries(_any(data, "distribution"), "/distribution"):
        place = draft.place(f"/distribution/{i}")
        name = _name(part)
        wanted = text_of(part.get("@id")) or name or place.pointer
        claims = _claims(draft, part, place.pointer) or inherited
        if wanted == draft.name:
            wanted = f"{wanted}#{place.pointer}"
        added = draft.add(wanted, Kind.DATASET, claims, name, "", (), place)
        draft.relate(id_, Verb.CONTAINS, added, "distribution", "stated", place)


def _sources(draft: Draft, data: dict[str, Any], id_: str) -> None:
    for key in _SOURCES:
        for j, item in enumerate(list_of(data.get(key))):
            place = draft.place(f"/{key.replace('/', '~1')}/{j}")
            entry = item if isinstance(item, dict) else {}
            words = _names(item)
            if not words:
                continue
            target = next((found for word in words if (found := _hub(word))), words[0])
            target = next((word for word in words if word in draft.kinds), target)
            if target not in draft.kinds:
                claims = _claims(draft, entry, place.pointer)
                draft.add(target, Kind.DATASET, claims, _name(entry), "", tuple(dict.fromkeys(words)), place)
            draft.relate(id_, Verb.MODIFIED_FROM, target, key, "stated", place)


def _names(item: object) -> list[str]:
    """Return the words that tell which dataset is meant, the best first: where it is tells more than an id of the document's own."""
    if not isinstance(item, dict):
        return [words] if (words := text_of(item)) else []
    places = [place for key in _LOCATIONS for place in list_of(item.get(key))]
    places = [place.get("@id") if isinstance(place, dict) else place for place in places]
    return [words for said in (*places, item.get("@id"), _any(item, "url"), _name(item)) if (words := text_of(said))]


def _name(data: dict[str, Any]) -> str:
    """Return the name of something, of several languages the English one, else the first."""
    for said in list_of(_any(data, "name")):
        texts = [said.get("@value"), said.get("en"), *said.values()] if isinstance(said, dict) else [said]
        for text in texts:
            if words := text_of(text):
                return words
    return ""


def _claims(draft: Draft, data: dict[str, Any], pointer: str) -> tuple[Claim, ...]:
    """Return the licence of a dataset or a part of it; several apply together, as nothing says that one may choose."""
    words = []
    for item in list_of(_any(data, "license")):
        entry = item if isinstance(item, dict) else {}
        said = text_of(item) or _name(entry) or text_of(entry.get("@id")) or text_of(_any(entry, "url"))
        words += [said] if said else []
    if not words:
        return ()
    place = draft.place(f"{pointer}/license")
    if len(set(words)) > 1:
        draft.notes.add("license-list-as-and", LISTED, joined(words), place)
        return (Claim(joined(words), Grade.C, "Croissant license (a list, read as all of them)", place=place),)
    return (Claim(words[0], Grade.C, "Croissant license", place=place),)


def _any(data: dict[str, Any], word: str) -> Any:
    """Return a schema.org property by any of the prefixes that writers give it."""
    for prefix in _PREFIXES:
        if f"{prefix}{word}" in data:
            return data[f"{prefix}{word}"]
    return None


def _version(data: dict[str, Any]) -> str:
    return text_of(_any(data, "version"))


def _hub(address: str) -> str:
    """Return the Hub id that an address leads to, as cards name datasets."""
    _, found, rest = address.partition("huggingface.co/datasets/")
    parts = rest.strip("/").split("/")[:2]
    return f"datasets/{'/'.join(parts)}" if found and parts[0] else ""


READER = Reader("Croissant", sniff, read)
