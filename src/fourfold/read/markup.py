"""XML as a small tree with the line of every element; a document type declaration is refused, and with it every bomb."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

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


def parse_xml(data: bytes, file: str) -> Element:
    """Parse a document.

    Parameters
    ----------
    data : bytes
        The document, in the encoding that it declares.
    file : str
        What errors name.

    Raises
    ------
    InputError
        If it is not well-formed, declares a document type, or nests too deeply.
    """
    builder = _Builder(file)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(data)
        root: Any = parser.close()
    except DefusedXmlException as error:
        where = f"{file}:{builder.expat.CurrentLineNumber}"
        raise InputError("declares a document type or entities, which are not read", where, "remove them") from error
    except (ParseError, LookupError, ValueError) as error:
        line = builder.expat.CurrentLineNumber
        raise InputError(f"is not well-formed XML: {error}", f"{file}:{line}", "an XML checker") from error
    if not isinstance(root, Element):
        raise InputError("holds no element", file, "an XML checker")
    return root


class _Builder:
    """What the parser reports to; keeps lines, which the standard tree does not."""

    def __init__(self, file: str) -> None:
        self.expat: Any = None
        self._file = file
        self._root: Element | None = None
        self._open: list[Element] = []
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(_local(tag), {_local(k): v for k, v in attributes.items()}, self.expat.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
            if len(self._open) > DEEPEST:
                raise InputError("is nested too deeply", f"{self._file}:{element.line}", "a document of fewer levels")
        else:
            self._root = element
        self._open.append(element)
        self._pieces.clear()

    def data(self, text: str) -> None:
        self._pieces.append(text)

    def end(self, _tag: str) -> None:
        element = self._open.pop()
        if not element.children:
            element.text = "".join(self._pieces).strip()
        self._pieces.clear()

    def close(self) -> Element | None:
        return self._root


def _local(name: str) -> str:
    return name[name.rfind("}") + 1 :]
