"""XML as a small tree with the line of every element; a document type declaration is refused, and with it every bomb."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from fourfold.errors import InputError

DEEPEST = 200
"""Levels that one document may nest; bills of materials rarely pass 20."""
_ROOT = re.compile(
    r"\A\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL
)


@dataclass(slots=True)
class Element:
    """One element; names are without their namespace."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """The text directly inside it, without the space around it."""

    def first(self, name: str) -> Element | None:
        """Return the first child of a name; none if there is no such child."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def word(self, name: str) -> str:
        """Return the text of the first child of a name; empty if there is no such child."""
        child = self.first(name)
        return child.text if child is not None else ""


def root_name(head: str) -> str:
    """Return the name of the root element that a text begins with, without its namespace; empty if it is no XML.

    Examples
    --------
    >>> root_name('<?xml version="1.0"?><!-- x --><c:bom a="b"/>')
    'bom'
    """
    if not head.lstrip().startswith("<"):
        return ""
    match = _ROOT.match(head)
    return match[1] if match else ""


def parse_xml(data: bytes, file: str, wanted: Callable[[str, Element], bool]) -> Element:
    """Parse a document.

    Parameters
    ----------
    data : bytes
        The document, in the encoding that it declares.
    file : str
        What errors name.
    wanted : callable
        Whether an element is gone into, by its name and the element that it stands in; the rest is passed over.

    Raises
    ------
    InputError
        If it is not well-formed, declares a document type, or nests too deeply.
    """
    builder = _Builder(file, wanted)
    feed(data, file, builder)
    if builder.root is None:
        raise InputError("holds no element", file, "an XML checker")
    return builder.root


class Handler(Protocol):
    """What an XML parser reports to. Names of elements and attributes are their namespace, a ``}`` and the local name."""

    expat: Any
    """The parser, which knows the line; set by :func:`feed`."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        """Take in the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take in the end of an element."""

    def text(self, piece: str) -> Any:
        """Take in a piece of text."""


def feed(data: bytes, file: str, handler: Handler) -> None:
    """Parse a document in one pass, with a handler in the place of the standard tree, which keeps no lines and everything else.

    Parameters
    ----------
    data : bytes
        The document, in the encoding that it declares.
    file : str
        What errors name.
    handler : Handler
        What is told of each element.

    Raises
    ------
    InputError
        If it is not well-formed, or declares a document type.
    """
    parser = DefusedXMLParser(forbid_dtd=True)
    handler.expat = expat = parser.parser
    expat.ordered_attributes = False
    expat.buffer_text = True
    expat.StartElementHandler, expat.EndElementHandler = handler.start, handler.end
    expat.CharacterDataHandler = handler.text
    expat.DefaultHandlerExpand = None
    try:
        parser.feed(data)
        expat.Parse(b"", True)
    except DefusedXmlException as error:
        where = f"{file}:{expat.CurrentLineNumber}"
        raise InputError("declares a document type or entities, which are not read", where, "remove them") from error
    except (ParseError, ExpatError, LookupError, ValueError) as error:
        where = f"{file}:{expat.CurrentLineNumber}"
        raise InputError(f"is not well-formed XML: {error}", where, "an XML checker") from error


class _Builder:
    """Builds the small tree."""

    def __init__(self, file: str, wanted: Callable[[str, Element], bool]) -> None:
        self.root: Element | None = None
        self.expat: Any = None
        self._file, self._wanted = file, wanted
        self._open: list[Element] = []
        self._pieces: list[str] = []
        self.text = self._pieces.append
        self._depth = 0
        """Levels that are open inside of what is passed over."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the begin of an element, or pass over all that is in one that nobody wants."""
        if self._depth:
            self._depth += 1
            return
        name = tag[tag.rfind("}") + 1 :]
        if not self._open:
            self.root = element = Element(name, attributes, self.expat.CurrentLineNumber)
        elif self._wanted(name, self._open[-1]):
            element = Element(name, attributes, self.expat.CurrentLineNumber)
            self._open[-1].children.append(element)
        else:
            self._depth = 1
            return
        self._open.append(element)
        if len(self._open) > DEEPEST:
            raise InputError("is nested too deeply", f"{self._file}:{element.line}", "a document of fewer levels")
        self._pieces.clear()

    def end(self, _tag: str) -> None:
        """Take in the end of an element."""
        if self._depth:
            self._depth -= 1
            return
        element = self._open.pop()
        if not element.children:
            element.text = "".join(self._pieces).strip()
        self._pieces.clear()
