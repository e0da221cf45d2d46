"""Licence elements of SPDX 3, written out as expressions: simple and expanded licensing, and the two individuals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.refs import Refs, Said

DEEPEST = 40
"""Levels that one expression may nest."""
LONGEST = 20_000
"""Letters that one expression may have: sets of sets double with every level."""
_LISTED = ("https://spdx.org/licenses/", "http://spdx.org/licenses/")
_INDIVIDUAL = re.compile(r"(?:^|[/#:_])(?:Licensing[/#](None|NoAssertion)|(None|NoAssertion)License)$")
"""The two licences that are none, by the address that the specification gives them and by that of its context."""
_SETS = {"expandedlicensing_ConjunctiveLicenseSet": " AND ", "expandedlicensing_DisjunctiveLicenseSet": " OR "}


class Licenses:
    """The licence elements of one document.

    Parameters
    ----------
    draft : Draft
        Where texts and trouble go.
    elements : mapping of str to (str, dict)
        All elements by id, each with its pointer.
    """

    def __init__(self, draft: Draft, elements: Mapping[str, tuple[str, dict[str, Any]]]) -> None:
        self._draft = draft
        self._elements = elements
        self._refs = Refs(draft.texts, draft.notes)
        self._said: dict[str, Said] = {}
        self._written: dict[str, str] = {}
        self._open: set[str] = set()

    def said(self, target: object) -> Said:
        """Return what the target of a licence relation says; cached, for most point at the same few."""
        if type(target) is not str:
            return self._refs.said(self._words(target, 0))
        held = self._said.get(target)
        if held is None:
            words = self._words(target, 0)
            held = self._said[target] = self._refs.said(words)
        return held

    def _words(self, target: object, depth: int) -> str:
        if isinstance(target, dict):
            return self._element(target, "", "", depth)
        id_ = text_of(target)
        individual = _INDIVIDUAL.search(id_)
        if individual is not None:
            return (individual[1] or individual[2]).upper()
        if id_ in self._written:
            return self._written[id_]
        held = self._elements.get(id_)
        if held is not None:
            if id_ in self._open:
                return self._nothing("license-unreadable", "has a licence expression that holds itself", id_)
            self._open.add(id_)
            self._written[id_] = words = self._element(held[1], id_, held[0], depth)
            self._open.discard(id_)
            return words
        if id_.startswith(_LISTED):
            return _listed(id_)
        return self._nothing("license-dangling", "does not define what licence relations lead to", id_)

    def _element(self, element: dict[str, Any], id_: str, pointer: str, depth: int) -> str:
        type_ = text_of(element.get("type") or element.get("@type"))
        if depth > DEEPEST:
            return self._nothing("license-unreadable", "has a licence expression that is too deep", id_)
        if type_ in _SETS:
            members = [self._words(m, depth + 1) for m in list_of(element.get("expandedlicensing_member"))]
            words = _SETS[type_].join(f"({m})" if " " in m else m for m in members)
            if len(words) > LONGEST:
                return self._nothing("license-unreadable", "has a licence expression that is too long", id_)
            return words or "NOASSERTION"
        if type_ == "expandedlicensing_OrLaterOperator":
            return self._words(element.get("expandedlicensing_subjectLicense"), depth + 1) + "+"
        if type_ == "expandedlicensing_WithAdditionOperator":
            base = self._words(element.get("expandedlicensing_subjectExtendableLicense"), depth + 1)
            return f"{base} WITH {self._words(element.get('expandedlicensing_subjectAddition'), depth + 1)}"
        return self._leaf(element, type_, id_, pointer)

    def _nothing(self, code: str, says: str, id_: str) -> str:
        self._draft.notes.add(code, f"the document {says}; it counts as no assertion", id_, self._draft.place(""))
        return "NOASSERTION"

    def _leaf(self, element: dict[str, Any], type_: str, id_: str, pointer: str) -> str:
        # some writers leave the profile's prefix out
        words = text_of(element.get("simplelicensing_licenseExpression") or element.get("licenseExpression"))
        if words:
            for _, entry in self._draft.entries(element.get("simplelicensing_customIdToUri"), pointer):
                where, custom = self._elements.get(text_of(entry.get("value")), ("", {}))
                self._define(custom, text_of(entry.get("key")), where)
            return words
        listed = _listed(id_) if id_.startswith(_LISTED) else ""
        if listed and "Listed" in type_:
            return listed
        ref = id_ if id_.startswith("LicenseRef-") else f"LicenseRef-{_tail(id_)}"
        return ref if self._define(element, ref, pointer) else listed or "NOASSERTION"

    def _define(self, element: dict[str, Any], ref: str, pointer: str) -> bool:
        """Take in a licence that the document itself defines; say whether anything tells what it is."""
        text = text_of(
            element.get("simplelicensing_licenseText")
            or element.get("expandedlicensing_additionText")
            or element.get("licenseText")
        )
        name = text_of(element.get("name"))
        where = [text_of(address) for address in list_of(element.get("expandedlicensing_seeAlso"))]
        self._refs.define(ref, name, text, self._draft.place(pointer), where)
        return bool(text or name or any(where))


def _listed(address: str) -> str:
    """Return the id of a listed licence; some writers give the address of its page."""
    return address.rpartition("/")[2].removesuffix(".html").removesuffix(".json")


def _tail(id_: str) -> str:
    """Return the last part of an id, in the letters that a licence reference may have."""
    part = id_.replace("#", "/").replace(":", "/").rstrip("/").rpartition("/")[2]
    return "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "-" for c in part) or "unnamed"
