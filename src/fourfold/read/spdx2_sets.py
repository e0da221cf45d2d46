"""Licence sets of SPDX 2 in RDF as the expressions that the other forms write."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fourfold.read.rdf import Node, Value

TERMS = "http://spdx.org/rdf/terms#"
"""The namespace of SPDX 2."""
LICENSES = ("http://spdx.org/licenses/", "https://spdx.org/licenses/")
"""What the addresses of listed licences begin with."""
UNREADABLE = "LicenseRef-unreadable-set"
"""What stands for a set that is empty, holds itself, or is too deep or too long: unknown, and never a guess."""
DEEPEST = 100
"""Levels that one set may nest."""
LONGEST = 20_000
"""Characters that one set may come to; sets that share members can otherwise grow without end."""
_OPERATORS = {TERMS + "ConjunctiveLicenseSet": " AND ", TERMS + "DisjunctiveLicenseSet": " OR "}


class Sets:
    """The licence sets of one document.

    Parameters
    ----------
    nodes : mapping of str to Node
        By id.
    word : callable
        How the other forms call what has an address.
    """

    def __init__(self, nodes: Mapping[str, Node], word: Callable[[str], str]) -> None:
        self._nodes, self._word = nodes, word
        self._held: dict[str, str] = {}
        self._open: set[str] = set()

    def words(self, value: Value) -> str:
        """Return a value as an expression; a text is one already."""
        return self._node(value.text) if value.is_node else value.text

    def _node(self, id_: str) -> str:
        held = self._held.get(id_)
        if held is not None:
            return held
        if id_ in self._open or len(self._open) >= DEEPEST:
            return UNREADABLE
        self._open.add(id_)
        said = self._read(id_)
        self._open.discard(id_)
        self._held[id_] = said = said if said and len(said) <= LONGEST else UNREADABLE
        return said

    def _read(self, id_: str) -> str:
        node = self._nodes.get(id_)
        types = node.types if node is not None else []
        if node is None or not types:
            return "" if id_.startswith("_:") else self._word(id_)
        members = [self.words(value) for value in node.values.get(TERMS + "member", [])]
        operators = [_OPERATORS[type_] for type_ in types if type_ in _OPERATORS]
        if operators:
            return _joined(members, operators[0]) if len(set(operators)) == 1 else ""
        if TERMS + "OrLaterOperator" in types:
            return f"{members[0]}+" if len(members) == 1 and " " not in members[0] else ""
        if TERMS + "WithExceptionOperator" in types:
            exception = self._exception(node)
            return f"{members[0]} WITH {exception}" if exception and len(members) == 1 and " " not in members[0] else ""
        named = list(dict.fromkeys(value.text for value in node.values.get(TERMS + "licenseId", ()) if value.text))
        if not named:
            return "" if id_.startswith("_:") else self._word(id_)
        # a node with two ids, or with the address of another licence, means neither
        clash = len(named) > 1 or (id_.startswith(LICENSES) and self._word(id_) != named[0])
        return "" if clash else named[0]

    def _exception(self, node: Node) -> str:
        values = node.values.get(TERMS + "licenseException", [])
        if len(values) != 1:
            return ""
        value = values[0]
        if not value.is_node:
            return value.text
        held = self._nodes.get(value.text)
        named = held.first(TERMS + "licenseExceptionId") if held is not None else None
        if named is not None and named.text:
            return named.text
        return "" if value.text.startswith("_:") else self._word(value.text)


def _joined(members: list[str], operator: str) -> str:
    """Return members with an operator between them, each once, those that have an operator of their own in brackets."""
    distinct = list(dict.fromkeys(members))
    if len(distinct) == 1:
        return distinct[0]
    return operator.join(f"({m})" if " AND " in m or " OR " in m else m for m in distinct)
