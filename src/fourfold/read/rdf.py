"""RDF/XML as nodes with the line of every value, in one pass and without recursion; a document type declaration is refused.

Of RDF/XML this takes what data are written in: node and property elements, attributes in their place, ``rdf:about``, ``ID``,
``nodeID``, ``resource``, ``type`` and the three ``parseType``. A collection comes as so many values of its property; what stands under
``parseType="Literal"`` comes as its text; languages and data types are not kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from fourfold.errors import InputError
from fourfold.read.markup import feed

SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
"""The namespace of RDF itself."""
DEEPEST = 20_000
"""Levels that one document may nest; writers put each element into the first relationship that names it."""
_XML = "http://www.w3.org/XML/1998/namespace}"
_RDF = SYNTAX + "}"


@dataclass(frozen=True, slots=True)
class Value:
    """What a node has: a text, or another node."""

    text: str
    """The text, or the other node's id."""
    is_node: bool
    line: int


@dataclass(slots=True)
class Node:
    """One thing that a document speaks of."""

    id: str
    """Its address; begins with ``_:`` if it has none."""
    line: int
    types: list[str] = field(default_factory=list)
    values: dict[str, list[Value]] = field(default_factory=dict)
    """By the address of the property, in the order of the document."""

    def first(self, name: str) -> Value | None:
        """Return the first value of a property; none if it has none."""
        held = self.values.get(name)
        return held[0] if held else None


def parse_rdf(data: bytes, file: str, texts: Collection[str]) -> dict[str, Node]:
    """Parse a document.

    Parameters
    ----------
    data : bytes
        The document, in the encoding that it declares.
    file : str
        What errors name.
    texts : collection of str
        Addresses of the properties whose text is kept; nodes are kept under any property.

    Returns
    -------
    dict of str to Node
        By id, in the order in which they are first named.

    Raises
    ------
    InputError
        If it is not well-formed, declares a document type, or nests too deeply.
    """
    builder = _Builder(file, frozenset(texts))
    feed(data, file, builder)
    return builder.nodes


@dataclass(slots=True)
class _Level:
    """An element that is open: a node whose properties come next, or a property whose value does."""

    base: str
    node: Node | None = None
    """The node that is spoken of; none at the root."""
    property: str = ""
    """The property's address; empty where properties come next."""
    line: int = 0
    full: bool = False
    """Whether the property has its value, so that text in it is only space."""
    literal: bool = False
    """Whether all that stands in it is text."""


class _Builder:
    def __init__(self, file: str, texts: frozenset[str]) -> None:
        self.nodes: dict[str, Node] = {}
        self.expat: Any = None
        self._file, self._texts = file, texts
        self._levels: list[_Level] = []
        self._pieces: list[str] = []
        self.text = self._pieces.append
        self._blanks = 0
        self._depth = 0
        """Levels that are open inside of a literal."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        level = self._levels[-1] if self._levels else None
        if level is not None and level.literal:
            self._depth += 1
            return
        line = self.expat.CurrentLineNumber
        if len(self._levels) >= DEEPEST:
            raise InputError("is nested too deeply", f"{self._file}:{line}", "a document of fewer levels")
        base = level.base if level is not None else ""
        if _XML + "base" in attributes:
            base = _joined(base, attributes[_XML + "base"])
        if level is None and tag == _RDF + "RDF":
            self._levels.append(_Level(base))
        elif level is None or level.node is None or level.property:
            self._subject(tag, attributes, level, base, line)
        else:
            self._property(tag, attributes, level.node, base, line)
        self._pieces.clear()

    def end(self, _tag: str) -> None:
        """Take in the end of an element."""
        if self._depth:
            self._depth -= 1
            return
        level = self._levels.pop()
        if level.node is not None and level.property and not level.full and level.property in self._texts:
            self._add(level.node, level.property, Value("".join(self._pieces).strip(), False, level.line))
        self._pieces.clear()

    def _subject(self, tag: str, attributes: dict[str, str], level: _Level | None, base: str, line: int) -> None:
        """Take in an element that is a node."""
        about, id_ = attributes.get(_RDF + "about"), attributes.get(_RDF + "ID")
        name = _joined(base, f"#{id_}" if about is None and id_ else about) if about is not None or id_ else None
        node = self._node(name, attributes.get(_RDF + "nodeID"), line)
        if not node.types:
            node.line = line
        if tag != _RDF + "Description" and _address(tag) not in node.types:
            node.types.append(_address(tag))
        self._attributes(node, attributes, base, line)
        if level is not None and level.node is not None:
            level.full = True
            self._add(level.node, level.property, Value(node.id, True, line))
        self._levels.append(_Level(base, node))

    def _property(self, tag: str, attributes: dict[str, str], node: Node, base: str, line: int) -> None:
        """Take in an element that is a property."""
        name = _address(tag)
        form = attributes.get(_RDF + "parseType")
        resource, label = attributes.get(_RDF + "resource"), attributes.get(_RDF + "nodeID")
        if form == "Literal":
            self._levels.append(_Level(base, node, name, line, literal=True))
            return
        if resource is None and label is None and form != "Resource" and not _said(attributes):
            # a collection's items each count as a value
            self._levels.append(_Level(base, node, name, line, full=form == "Collection"))
            return
        other = self._node(None if resource is None else _joined(base, resource), label, line)
        self._attributes(other, attributes, base, line)
        self._add(node, name, Value(other.id, True, line))
        self._levels.append(_Level(base, other) if form == "Resource" else _Level(base, node, name, line, full=True))

    def _attributes(self, node: Node, attributes: dict[str, str], base: str, line: int) -> None:
        """Take in the properties that stand as attributes."""
        for name in _said(attributes):
            if name == _RDF + "type":
                node.types.append(_joined(base, attributes[name]))
            elif _address(name) in self._texts:
                self._add(node, _address(name), Value(attributes[name].strip(), False, line))

    def _add(self, node: Node, name: str, value: Value) -> None:
        if name == SYNTAX + "type":
            node.types.append(value.text)
        else:
            node.values.setdefault(name, []).append(value)

    def _node(self, address: str | None, label: str | None, line: int) -> Node:
        if address is None:
            self._blanks += not label
            # no label may hold a slash, so that none is taken for a number of ours
            address = f"_:{label}" if label else f"_:/{self._blanks}"
        node = self.nodes.get(address)
        if node is None:
            node = self.nodes[address] = Node(address, line)
        return node


def _said(attributes: dict[str, str]) -> list[str]:
    """Return the names of the attributes that are properties."""
    return [name for name in attributes if name == _RDF + "type" or ("}" in name and not name.startswith((_RDF, _XML)))]


def _address(name: str) -> str:
    return name.replace("}", "", 1)


def _joined(base: str, reference: str | None) -> str:
    """Return an address that may be relative; what cannot be joined stays as it stands."""
    reference = (reference or "").strip()
    if not base:
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference
