"""What a Hub card says of its licence: the tag, the name and the address beside it, and the terms that stand at a gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fourfold.artifact import Claim, Diagnostic
from fourfold.expression import Atom, atoms, parse
from fourfold.place import Place
from fourfold.read.base import Located
from fourfold.read.card_gate import at_gate, begun
from fourfold.read.card_names import repository_of, strings, unreadable
from fourfold.read.draft import LISTED, joined
from fourfold.terms import Grade

LONGEST_NAME = 100
"""Characters that the name of a licence may have; what is longer tells of one."""
_OPEN = frozenset({"other", "unknown"})
"""Tags that leave the licence to what stands beside them."""
_SOURCE = "card metadata"


def claims_of(located: Located, name: str, diagnostics: list[Diagnostic]) -> Iterable[Claim]:
    """Yield the licence claims of a card: what it calls its licence, and what users are asked to accept.

    Parameters
    ----------
    located : Located
        The card's head, a mapping.
    name : str
        What the artifact is called.
    diagnostics : list of Diagnostic
        Where it is told what was not read, and what disagrees.
    """
    card: dict[str, Any] = located.value
    key = "license" if card.get("license") else "licenses"
    words = _tags(card, key, located, diagnostics)
    called, link = _text(card, "license_name"), _text(card, "license_link")
    details = _details(card, located, diagnostics)
    source = _SOURCE + (f", license_link {link}" if link else "")
    if {word.lower() for word in words} <= _OPEN:
        # beside no name of its own an address is just where the text is
        link = link if _is_known(link) else ""
        if not called and details:
            key, source, called = "license_details", f"{source}, license_details", details
        elif not called and link:
            key, called = "license_link", link
        words = [called] if called else words
    beside = {"license_name": called, "license_link": link, "license_details": details}
    if words:
        yield Claim(_all_of(words), Grade.C, source, place=located.place(f"/{key}"))
        yield from _besides(words, beside, name, located, diagnostics)
    if any(str(entry).startswith("extra_gated_") for entry in card):
        yield from at_gate(located, [*words, called, link], diagnostics)


def _text(card: dict[str, Any], key: str) -> str:
    return str(card.get(key) or "").strip()


def _all_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else " AND ".join(f"({word})" if " " in word else word for word in words)


def _tags(card: dict[str, Any], key: str, located: Located, diagnostics: list[Diagnostic]) -> list[str]:
    """Return the tags; several say that parts of the artifact are under each, or that it is under all: they apply together."""
    value = card.get(key)
    parts = list(value.values()) if isinstance(value, dict) else [value]
    words = [word for part in parts for _, word in strings(part)]
    place = located.place(f"/{key}")
    odd = [item for part in parts for item in unreadable(part)]
    if odd:
        says = f"{key} holds what is no name of a licence, and could not be read: {odd[0]}"
        diagnostics.append(Diagnostic("license-unreadable", says, place))
        words.append("NOASSERTION")
    elif len({word.lower() for word in words}) > 1:
        diagnostics.append(Diagnostic("license-list-as-and", f"{LISTED}: {joined(words)}", place))
    return words


def _details(card: dict[str, Any], located: Located, diagnostics: list[Diagnostic]) -> str:
    """Return the details of a licence if they are a name and no more; what is longer is noted, for nobody read it."""
    details = _text(card, "license_details")
    if "\n" not in details and len(details) <= LONGEST_NAME:
        return details
    diagnostics.append(_unread(details, located.place("/license_details")))
    return ""


def _unread(details: str, place: Place) -> Diagnostic:
    says = f"license_details holds more than a name and was not read: {begun(details)}"
    return Diagnostic("license-details-unread", says, place)


def _besides(
    words: list[str], beside: dict[str, str], name: str, located: Located, diagnostics: list[Diagnostic]
) -> Iterable[Claim]:
    """Yield what a name or an address says beside other words: one author said both, and neither is the better evidence."""
    stated = _all_of(words)
    for key, other in beside.items():
        place = located.place(f"/{key}")
        if not other or other in words:
            continue
        if key == "license_details" and not _is_known(other):
            diagnostics.append(_unread(other, place))
        elif key == "license_link" and not _is_known(other):
            repository = repository_of(other)
            if "://" in other and not f"/{repository}".endswith(f"/{name.rpartition('/')[2]}"):
                says = f"license_link leads to a text that was not read, and may not be that of {stated}: {other}"
                diagnostics.append(Diagnostic("license-link-unread", says, place))
        elif not _is_said(other, stated):
            says = f"the card names its licence {stated}, and {key} says {other}; both are taken to apply"
            diagnostics.append(Diagnostic("license-names-differ", says, place))
            yield Claim(other, Grade.C, f"{_SOURCE}, {key}", place=place)


def _is_known(words: str) -> bool:
    """Whether words name a licence that is known, or several that they may mean."""
    return bool(words) and all(atom.known or atom.ambiguous for atom in atoms(parse(words)))


def _is_said(words: str, stated: str) -> bool:
    """Whether all that words may mean is among what is stated."""
    known = list(atoms(parse(stated)))
    return all(any(_meant(one) & _meant(other) for other in known) for one in atoms(parse(words)))


def _meant(atom: Atom) -> set[str]:
    names = atom.candidates if atom.ambiguous else (atom.license,)
    return {name.removesuffix("-only").removesuffix("-or-later").lower() for name in names}
