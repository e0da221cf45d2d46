"""The forms in which results of the OSS Review Toolkit say what depends on what: trees, and graphs that projects share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fourfold.read.draft import list_of, text_of


def short(id_: str) -> str:
    """Return a project's id as scopes name it: namespace, name and version.

    Examples
    --------
    >>> short("PyPI:acme:chat:1.0")
    'acme:chat:1.0'
    """
    return id_.partition(":")[2]


def at(items: list[Any], index: object, otherwise: Any) -> Any:
    """Return an item by its index, or what stands for one that is not there."""
    return items[index] if isinstance(index, int) and 0 <= index < len(items) else otherwise


def package_of(packages: list[str], node: object) -> str:
    """Return the package that a node stands for, the first one where it names none; empty if there is no such node."""
    return str(at(packages, node.get("pkg", 0), "")) if isinstance(node, dict) else ""


def tree(scope: dict[str, Any], pointer: str) -> Iterator[tuple[str, str, str]]:
    """Yield dependent (empty for the project), dependency and place of a tree, without recursion."""
    waiting: list[tuple[str, object, str]] = [("", scope.get("dependencies"), f"{pointer}/dependencies")]
    while waiting:
        dependent, items, below = waiting.pop()
        for i, item in enumerate(list_of(items)):
            if isinstance(item, dict) and text_of(item.get("id")):
                target = text_of(item["id"])
                yield dependent, target, f"{below}/{i}"
                waiting.append((target, item.get("dependencies"), f"{below}/{i}/dependencies"))


def references(packages: list[str], roots: object, pointer: str) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of the older form of a shared graph, which is a list of trees."""
    waiting: list[tuple[str, object, str]] = [("", roots, pointer)]
    while waiting:
        dependent, items, below = waiting.pop()
        for i, item in enumerate(list_of(items)):
            if isinstance(item, dict):
                target = at(packages, item.get("pkg", 0), "")
                if dependent and target:
                    yield dependent, target, f"{below}/{i}"
                waiting.append((target, item.get("dependencies"), f"{below}/{i}/dependencies"))
