"""The licence choices of CycloneDX as claims.

Up to 1.6 a list holds either licences or one expression, from 1.7 on any mix. A list of several has no meaning of its own: it is
read as all of them, and that is said. What is acknowledged as declared and what as concluded are two claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from fourfold.artifact import Claim
from fourfold.place import Place
from fourfold.read.beside import counting, id_of, is_open, is_told, within
from fourfold.read.cyclonedx_attached import Attached
from fourfold.read.cyclonedx_words import APPROVED, CONCLUDED, OWN_LICENSE
from fourfold.read.draft import LISTED, Draft, joined, text_of
from fourfold.read.forge import make_claim, make_place
from fourfold.terms import Grade

_ROLES = ("declared", "concluded")


class _Entry(NamedTuple):
    """One entry of a list."""

    words: tuple[str, ...]
    role: str
    place: Place
    grade: Grade = Grade.C
    says: str = ""
    """What stood there, where the words are not it."""
    text: Claim | None = None
    others: tuple[str, ...] = ()
    """What stands beside the name and does not say the same."""


class LicenseChoices:
    """Reads the licence lists of one document.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._attached = Attached(draft)
        self._alike: dict[str, str] = {}
        """Addresses, each with the name that it stood beside last without saying anything else."""

    def of(self, choices: object, pointer: str, source: str, role: str = "declared") -> tuple[Claim, ...]:
        """Return the claims of one list.

        Parameters
        ----------
        choices : object
            The value of ``licenses``.
        pointer : str
            Where it stands.
        source : str
            What the claims name as theirs.
        role : str, optional
            What a claim without an acknowledgement is.
        """
        if type(choices) is list and len(choices) == 1 and type(choices[0]) is dict:
            choice = choices[0]
            inner = choice.get("license")
            words = None
            if "expression" in choice:
                if len(choice) == 1:
                    words = choice["expression"]
            elif type(inner) is dict and "text" not in inner and "acknowledgement" not in inner:
                words = inner.get("id") or inner.get("name")
                if "url" in inner and not (type(words) is str and self._are_alike(words, inner["url"])):
                    words = None
            if type(words) is str and words:
                # what nearly every component has
                draft, where = self._draft, f"{pointer}/0"
                return (
                    make_claim(words, Grade.C, source, role, make_place(draft.file, draft.lines.get(where), where)),
                )
        if type(choices) is list and len(choices) > 1:
            names = [self._alone(choice) for choice in choices]
            if all(names):
                return (self._joined(names, source, role, pointer),)
        return self._several(choices, pointer, source, role)

    def _alone(self, choice: object) -> str:
        """Return the name of an entry that is nothing else; empty if there is more to it."""
        inner = choice.get("license") if type(choice) is dict else None
        if type(choice) is not dict or type(inner) is not dict or "expression" in choice or "text" in inner:
            return ""
        words = inner.get("id") or inner.get("name")
        if type(words) is not str or "acknowledgement" in inner or "acknowledgement" in choice:
            return ""
        return words.strip() if "url" not in inner or self._are_alike(words, inner["url"]) else ""

    def observed(self, choices: object, pointer: str, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Return the claims of what was found; the text of one licence of a declared choice does not make the choice.

        Parameters
        ----------
        choices : object
            The value of ``licenses``.
        pointer : str
            Where it stands.
        claims : tuple of Claim
            What is declared.
        """
        found = self.of(choices, pointer, "CycloneDX evidence", "observed")
        chosen = [claim.license for claim in claims if " or " in claim.license.lower()]
        return tuple(claim for claim in found if claim.role != "text" or not within(claim.license, chosen))

    def _are_alike(self, words: str, url: object) -> bool:
        if type(url) is not str or not url:
            return True
        if self._alike.get(url) == words:
            return True
        alike = counting(words, url) == (words,)
        if alike:
            self._alike[url] = words
        return alike

    def noted(self, properties: object, pointer: str, claims: tuple[Claim, ...] = ()) -> tuple[Claim, ...]:
        """Return what was concluded and stands among the properties, because the list could not take it, and what they declare.

        Parameters
        ----------
        properties : object
            The value of ``properties``.
        pointer : str
            Where it stands.
        claims : tuple of Claim, optional
            What is said already; beside it a property only adds what was seen.
        """
        out: tuple[Claim, ...] = ()
        for i, entry in enumerate(properties if type(properties) is list else ()):
            name = entry.get("name") if type(entry) is dict else None
            if type(name) is not str or name not in OWN_LICENSE or not (words := text_of(entry.get("value"))):
                continue
            role = "concluded" if name == CONCLUDED else "declared"
            if role == "declared" and any(claim.role != "observed" for claim in (*claims, *out)):
                role = "observed"
            place = self._draft.place(f"{pointer}/{i}")
            out += (make_claim(words, Grade.C, f"CycloneDX property {name}", role, place),)
        return out

    def referred(self, references: object, pointer: str) -> tuple[Claim, ...]:
        """Return what an address says of the licence where nothing else does; one that is not known is noted.

        Parameters
        ----------
        references : object
            The value of ``externalReferences``.
        pointer : str
            Where it stands.
        """
        out: tuple[Claim, ...] = ()
        for i, entry in enumerate(references if type(references) is list else ()):
            if type(entry) is dict and entry.get("type") == "license" and (url := text_of(entry.get("url"))):
                place = self._draft.place(f"{pointer}/{i}")
                if is_told(url):
                    out += (make_claim(url, Grade.C, "CycloneDX externalReferences, license", "declared", place),)
                    continue
                says = "for a licence nothing but an address is given, which nobody is known by; it was not followed"
                self._draft.notes.add("license-address-unknown", says, url, place)
        return out

    def _several(self, choices: object, pointer: str, source: str, role: str) -> tuple[Claim, ...]:
        entries: list[_Entry] = []
        for i, choice in self._draft.entries(choices, pointer):
            entry = self._entry(choice, f"{pointer}/{i}", source, role)
            if entry.words or entry.text is not None:
                entries.append(entry)
                continue
            says = "a licence entry has neither expression, id, name nor url; it was passed over"
            self._draft.notes.add("license-unreadable", says, entry.place.pointer, entry.place)
        texts = [entry.text for entry in entries if entry.text is not None]
        told = list(dict.fromkeys(text.license for text in texts))
        if told and any(entry.text is None and not _tells(told, entry) for entry in entries):
            entries, texts = _as_names(entries), []
        said: dict[str, list[_Entry]] = {}
        for entry in entries:
            if entry.words:
                said.setdefault(entry.role, []).append(entry)
        claims = [claim for as_role, listed in said.items() for claim in self._claims(listed, source, as_role, pointer)]
        for entry in entries:
            if entry.others:
                claims += self._others(entry, source)
        return (*claims, *texts)

    def _others(self, entry: _Entry, source: str) -> Iterator[Claim]:
        """Yield claims of what stands beside a name and says something else: both are taken to apply."""
        for words in entry.others:
            says = "a licence's name and what stands with it do not say the same; both are taken to apply"
            self._draft.notes.add("license-disagreeing", says, f"{entry.words[0]} and {words}", entry.place)
            yield make_claim(words, Grade.C, f"{source}, beside {entry.words[0]}", entry.role, entry.place)

    def _entry(self, choice: dict[str, Any], pointer: str, source: str, role: str) -> _Entry:
        place = self._draft.place(pointer)
        inner = choice.get("license")
        entry: dict[str, Any] = inner if isinstance(inner, dict) else choice
        acknowledged = text_of(entry.get("acknowledgement") or choice.get("acknowledgement"))
        as_role = acknowledged if role in _ROLES and acknowledged in _ROLES else role
        expression = text_of(choice.get("expression"))
        if entry is choice and expression and "expressionDetails" in choice:
            words, grade = self._attached.detailed(
                expression, choice["expressionDetails"], f"{pointer}/expressionDetails"
            )
            return _Entry((words,), as_role, place, grade, "" if words == expression else f": {expression}")
        name = text_of(entry.get("expression") or entry.get("id") or entry.get("name"))
        beside = (expression,) if entry is inner and expression else ()
        if name and "text" not in entry and ("url" not in entry or self._are_alike(name, entry["url"])):
            return _Entry((name, *beside), as_role, place)
        found, text = self._attached.read(entry, name, source, place)
        says = ""
        if found and not name and "text" in entry:
            says = ": a text without a name"
        elif name and name not in found:
            says = f', beside "{name}"'
        return _Entry((*found[:1], *beside), as_role, place, Grade.C, says, text, found[1:])

    def _claims(self, listed: list[_Entry], source: str, role: str, pointer: str) -> Iterator[Claim]:
        """Yield the claim of a list; an address that leaves open which version of a licence it means is a claim of its own."""
        told = [entry for entry in listed if entry.words[0] != APPROVED] or listed
        lies_apart = [len(told) > 1 and "://" in entry.words[0] and is_open(entry.words[0]) for entry in told]
        apart = [entry for entry, away in zip(told, lies_apart, strict=True) if away]
        if apart and len({word for entry in told for word in entry.words}) > 1:
            listing = joined(word for entry in told for word in entry.words)
            self._draft.notes.add("license-list-as-and", LISTED, listing, self._draft.place(pointer))
        told = [entry for entry, away in zip(told, lies_apart, strict=True) if not away]
        words = [word for entry in told for word in entry.words]
        if len(set(words)) > 1:
            yield self._joined(words, source, role, pointer)
            told = []
        for entry in [*told[:1], *apart]:
            yield make_claim(entry.words[0], entry.grade, source + entry.says, role, entry.place)

    def _joined(self, names: list[str], source: str, role: str, pointer: str) -> Claim:
        """Return the claim of a list of names; one that is in it more than once is said once."""
        words = list(dict.fromkeys(names))
        if len(words) > 1 and APPROVED in words:
            words.remove(APPROVED)
        if len(words) == 1:
            return make_claim(words[0], Grade.C, source, role, self._draft.place(f"{pointer}/{names.index(words[0])}"))
        place = self._draft.place(pointer)
        # an address is no part of an expression
        expression = joined([(id_of(word) if "://" in word else "") or word for word in words])
        self._draft.notes.add("license-list-as-and", LISTED, expression, place)
        return make_claim(expression, Grade.C, f"{source} (a list without operators, read as all of them)", role, place)


def _tells(texts: list[str], entry: _Entry) -> bool:
    """Whether texts say all that an entry without one says."""
    return all(word == APPROVED or within(word, texts) for word in entry.words)


def _as_names(entries: list[_Entry]) -> list[_Entry]:
    """Return entries of which some have texts as words alone: the licence of a text does not stand for the whole list."""
    open_ = list(dict.fromkeys(word for entry in entries if entry.text is None for word in entry.words))
    texts = dict.fromkeys(entry.text.license for entry in entries if entry.text is not None)
    said = {license_ for license_ in texts if within(license_, open_)}
    out = []
    for entry in entries:
        if entry.text is None:
            out.append(entry)
        elif entry.text.license not in said:
            out.append(_Entry((entry.text.license,), entry.role, entry.place, says=entry.says))
    return out
