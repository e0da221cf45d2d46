"""``LicenseRef-`` ids that a document defines itself: what stands behind each, as far as its text, name or address tells.

A text says more than a name: where one is given that is no known licence's, neither a name nor an address takes its place, for it
may be a licence with words changed or added. A name in the place of the text, NOASSERTION, and a sentence that only says the name
are no such texts. An address counts where nothing names the licence, or where the name leaves open which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.catalogue import catalogue
from fourfold.expression import Atom, atoms, is_known, parse
from fourfold.place import Place
from fourfold.read.hearsay import addresses_in, has_terms, tells
from fourfold.read.notes import Notes
from fourfold.read.texts import FEWEST, Texts
from fourfold.terms import Grade

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:+-]*")
_OPERATOR = re.compile(r"(?i)\s(?:and|or|with)\s|[()+]")
_BETWEEN = re.compile(r"[^A-Za-z0-9.+]+")
_NOTHING = frozenset({"NOASSERTION", "NONE"})
_VERSION = re.compile(r"-(?:only|or-later)$")
_BESIDE_TEXT = (
    "licences that the document defines have a text that is none known; what names them beside it was not taken for it"
)
_DIFFERENT = "licences that the document defines are said to be several different ones; none of these was taken"
SHOWN = 3
"""Names and addresses of one licence that are told where none was taken."""
LONGEST = 80
"""Letters from which a text in one line is not taken for a name."""


@dataclass(frozen=True, slots=True)
class Said:
    """A licence statement's words, as a claim takes them."""

    license: str
    evidence: Grade = Grade.C
    explains: str = ""
    """What stood there, where the words are not it; begins with a colon."""


class Refs:
    """The ids that one document defines.

    Parameters
    ----------
    texts : Texts
        Where the texts are kept and identified.
    notes : Notes
        Where it is noted that a name or an address was not followed.
    """

    def __init__(self, texts: Texts, notes: Notes) -> None:
        self._texts, self._notes = texts, notes
        self._defined: dict[str, Said] = {}
        self._all: dict[str, Said | None] = {}
        """What the definitions agree on, by id; none where they do not, or say nothing."""
        self._open: dict[str, tuple[str, list[str], Place]] = {}
        """Ids that stay open though something names them: why, what names them, and the place."""
        self._told: set[str] = set()
        self._said: dict[str, Said] = {}

    def define(self, ref: str, name: str, text: str, place: Place, addresses: Sequence[str] = ()) -> None:
        """Take in one definition.

        Parameters
        ----------
        ref : str
            The id.
        name : str
            What the document calls it; ``NOASSERTION`` counts as no name.
        text : str
            The text it gives, which in practice is often only the name again.
        place : Place
            Where the definition stands.
        addresses : sequence of str, optional
            Where the document says that the licence is to be found.
        """
        meant = self._meant(ref, name, text, place, addresses)
        if self._all.setdefault(ref, meant) != meant:
            meant = self._all[ref] = None  # two definitions that mean different things: it is open which of them counts
        if meant is not None:
            self._defined[ref] = meant
        else:
            self._defined.pop(ref, None)

    def _meant(self, ref: str, name: str, text: str, place: Place, addresses: Sequence[str]) -> Said | None:
        """Return what one definition makes of an id; none if neither text, name nor address tells."""
        text = "" if text in _NOTHING else text
        found = self._texts.identify(text, ref, place)
        if found is not None and found.license is not None:
            return Said(found.license, Grade.A, f": {ref}, whose text given is the {found.says}")
        if ref.startswith("LicenseRef-scancode-"):
            return None
        name = "" if name in {*_NOTHING, ref} else name
        short = text if text and len(text.split(maxsplit=FEWEST)) < FEWEST and "\n" not in text else ""
        called = [word for word in dict.fromkeys((name, short if len(short) < LONGEST else "")) if word and word != ref]
        where = [address for address in dict.fromkeys(addresses) if address and address not in _NOTHING]
        if short == text:
            # a word in the place of the text is weighed like a name, unless it adds terms to one
            more = (
                bool(name or where) and short not in {name, *where} and has_terms(short, name) and not _meaning(short)
            )
        else:
            more = found is None or found.nearest is not None or not tells(text, name)
            where += [] if more else addresses_in(text)
        if more:
            self._open[ref] = _BESIDE_TEXT, [*called, *where], place
            return None
        return self._chosen(ref, called, where, place)

    def _chosen(self, ref: str, called: list[str], where: list[str], place: Place) -> Said | None:
        """Return the first of several words that says which licence it is, unless they speak of different ones."""
        words = [*called, *where]
        first, also = words[0] if words else "", ""
        meanings = [meaning for word in words if (meaning := _meaning(word))] if len(words) > 1 else []
        if any(meanings[0].isdisjoint(meaning) for meaning in meanings[1:]):
            self._open[ref] = _DIFFERENT, words, place
            return None
        if meanings and (not called or _is_ambiguous(first)):
            # a name that leaves open which licence it is may be told by what stands beside it
            if frozenset.intersection(*meanings):
                first = next((word for word in words if is_known(parse(word))), first)
        elif meanings and not _meaning(first):
            also = f"; it gives {', '.join(words[1 : SHOWN + 1])} as well"  # but a name that nobody knows is still the name
        if not first:
            return None
        how = "which the document names so" if first in called else "which the document says to be found there"
        return Said(first, Grade.C, f": {ref}, {how}{also}")

    def said(self, words: str) -> Said:
        """Return a statement's words with the document's own ids replaced by what they stand for."""
        held = self._said.get(words)
        if held is None:
            held = self._said[words] = self._read(words)
        return held

    def _read(self, words: str) -> Said:
        whole = self._defined.get(words)
        if whole is not None:
            return whole
        if "LicenseRef-" not in words or not (self._defined or self._open):
            return Said(words)
        refs = [ref for ref in dict.fromkeys(_TOKEN.findall(words)) if ref in self._open or ref in self._defined]
        replaced = _TOKEN.sub(lambda match: self._one_word(match[0]), words)
        left = [called for ref in refs if (called := self._called(ref))]
        explains = "; ".join(left if replaced == words else [words, *left])
        return Said(replaced, Grade.C, explains and f": {explains}")

    def _one_word(self, ref: str) -> str:
        """Return what stands for an id inside an expression: the id itself, unless its name reads as one part of it."""
        part = self._defined.get(ref)
        if part is None or _TOKEN.fullmatch(part.license):
            return ref if part is None else part.license
        meant = parse(part.license)
        if is_known(meant):
            return str(meant) if isinstance(meant, Atom) and not meant.exception else f"({meant})"
        short = _BETWEEN.sub("-", part.license)
        return short if _is_ambiguous(part.license) and _meaning(short) == _meaning(part.license) else ref

    def _called(self, ref: str) -> str:
        """Return what stands beside an id that stays, and note it where anything of that is known."""
        part = self._defined.get(ref)
        if part is not None:
            return f"{ref}, for which the document gives {part.license}" if self._one_word(ref) == ref else ""
        why, names, place = self._open[ref]
        if not names or _meaning(ref):
            return ""  # the id says more than what stands beside it
        given = ", ".join(names[:SHOWN])
        if ref not in self._told and any(map(_meaning, names)):
            self._told.add(ref)
            self._notes.add("license-name-unused", why, f"{ref} ({given})", place)
        return f"{ref}, for which the document gives {given}"


def _meaning(words: str) -> frozenset[str]:
    """Return the licences that words mean or may mean, whatever is said of later versions; none if nobody knows the words."""
    if not _OPERATOR.search(
        words
    ):  # to parse a name that nobody knows finds the nearest as well, which takes most of the time
        found = catalogue().meaning(words.strip())
        return frozenset(_VERSION.sub("", id_) for id_ in found.candidates) if found is not None else frozenset()
    said = atoms(parse(words))
    ids = (
        id_ for atom in said for id_ in ((atom.license,) if atom.known else atom.candidates if atom.ambiguous else ())
    )
    return frozenset(_VERSION.sub("", id_) for id_ in ids)


def _is_ambiguous(words: str) -> bool:
    meant = parse(words)
    return isinstance(meant, Atom) and meant.ambiguous
