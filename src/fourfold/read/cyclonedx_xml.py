"""The XML form of CycloneDX, brought to the shape of the JSON form with the line of every part."""

from __future__ import annotations

import re
from typing import Any

from fourfold.read.base import Located, Source
from fourfold.read.cyclonedx_words import OWN_LICENSE
from fourfold.read.kinds import kind_of_purl
from fourfold.read.markup import Element, parse_xml

_LISTS = frozenset(
    {"components", "services", "ancestors", "descendants", "variants", "properties", "datasets", "compositions", "externalReferences",
     "formulation", "workflows", "tasks", "inputs", "outputs"}
)  # fmt: skip
"""Elements that hold the items of a list of the same name."""
_TAKEN = frozenset(
    {"metadata", "component", "service", "pedigree", "evidence", "modelCard", "modelParameters", "contents", "license", "expression", "dataset", "data", "property", "composition",
     "reference", "formula", "workflow", "task", "input", "output", "resource", "source", "target"}
)  # fmt: skip
"""Elements that are gone into; the rest says nothing of licences, identity or relations."""
_WORDS = frozenset(
    {"name", "version", "group", "purl", "scope", "id", "url", "type", "aggregate", "ref", "text", "value", "content", "taskType"}
)  # fmt: skip
"""Elements whose text is taken."""
_KNOWN = _LISTS | _TAKEN | _WORDS | {"licenses", "dependencies", "dependency", "provides", "details", "taskTypes"}
_WITH_PROPERTIES = frozenset({"machine-learning-model", "data"})
_TELLING = re.compile(rb"""\bname\s*=\s*["'](?:%s)["']""" % b"|".join(name.encode() for name in sorted(OWN_LICENSE)))
"""A property that speaks of a licence."""


def from_xml(source: Source) -> Located:
    """Read the XML form."""
    data = source.data
    # in other encodings nobody knows how it is written
    telling = b"\0" in data[:4] or _TELLING.search(data) is not None
    root = parse_xml(data, source.name, _wanted_everywhere if telling else _wanted)
    lines: dict[str, int] = {"": root.line}
    document = _object(root, "", lines)
    namespace = source.head(65536).partition("cyclonedx.org/schema/bom/")[2]
    document["specVersion"] = namespace[: len(namespace) - len(namespace.lstrip("0123456789."))]
    return Located(document, lines, source.name)


def _wanted(name: str, inside: Element) -> bool:
    if name == "properties":
        # only those of models and data are ever asked for, and they are half of many documents
        return (
            inside.attributes.get("type") in _WITH_PROPERTIES
            or inside.name == "modelCard"
            or kind_of_purl(inside.word("purl")) is not None
        )
    if name == "externalReferences":
        # asked for where no licence is stated
        return inside.first("licenses") is None
    return name in _KNOWN or inside.name == "licenses"


def _wanted_everywhere(name: str, inside: Element) -> bool:
    return name == "properties" or _wanted(name, inside)


def _object(element: Element, pointer: str, lines: dict[str, int]) -> dict[str, Any]:
    """Return an element as JSON has it; the depth is bounded by the parser."""
    out: dict[str, Any] = dict(element.attributes)
    for child in element.children:
        name = child.name
        below = f"{pointer}/{name}"
        if name in _LISTS:
            out[name] = _items(child, below, lines)
        elif name == "licenses":
            out[name] = [_choice(c, f"{below}/{i}", lines) for i, c in enumerate(child.children)]
        elif name == "dependencies":
            out[name] = [_dependency(c, f"{below}/{i}", lines) for i, c in enumerate(child.children)]
        elif name == "taskTypes":
            out[name] = [c.text for c in child.children]
        elif name == "data":
            # a component's own data, of which several may stand beside each other
            items = out.setdefault(name, [])
            items.append(_object(child, f"{below}/{len(items)}", lines))
        elif name == "text":
            out[name] = {**child.attributes, "content": child.text}
        elif name in _WORDS:
            out[name] = child.text
        elif name in _TAKEN:
            out[name] = _object(child, below, lines)
        else:
            continue
        lines[below] = child.line
    return out


def _items(element: Element, pointer: str, lines: dict[str, int]) -> list[dict[str, Any]]:
    out = []
    for i, child in enumerate(element.children):
        below = f"{pointer}/{i}"
        lines[below] = child.line
        item = _object(child, below, lines)
        if child.name == "property" and "value" not in item:
            item["value"] = child.text
        if child.name in {"ref", "dataset"} and not child.children and child.text:
            item.setdefault("ref", child.text)
        out.append(item)
    return out


def _choice(element: Element, pointer: str, lines: dict[str, int]) -> dict[str, Any]:
    lines[pointer] = element.line
    if element.name == "license":
        return {"license": _object(element, pointer, lines)}
    if element.name == "expression-detailed":
        return _detailed(element, pointer, lines)
    if element.name != "expression":
        return {}
    return {**element.attributes, "expression": element.word("expression") if element.children else element.text}


def _detailed(element: Element, pointer: str, lines: dict[str, int]) -> dict[str, Any]:
    """Return an expression with details of its parts, which is an element of its own from 1.7 on."""
    details: list[dict[str, Any]] = []
    for child in element.children:
        if child.name == "details":
            lines[f"{pointer}/expressionDetails/{len(details)}"] = child.line
            detail = _object(child, f"{pointer}/expressionDetails/{len(details)}", lines)
            details.append({**detail, "licenseIdentifier": child.attributes.get("license-identifier", "")})
    return {**element.attributes, "expressionDetails": details}


def _dependency(element: Element, pointer: str, lines: dict[str, int]) -> dict[str, Any]:
    lines[pointer] = element.line
    out: dict[str, Any] = {"ref": element.attributes.get("ref", ""), "dependsOn": [], "provides": []}
    for child in element.children:
        key = "provides" if child.name == "provides" else "dependsOn"
        lines[f"{pointer}/{key}/{len(out[key])}"] = child.line
        out[key].append(child.attributes.get("ref", ""))
    return out
