"""Licence expressions: choices and conjunctions of licences, with three-valued meaning (DESIGN 5).

The only module that knows license-expression. A single known id never gets that far: most strings
in real files are one id, and a short command should not build ScanCode's index for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fourfold.catalogue import Catalogue, Resolution, catalogue


@dataclass(frozen=True, slots=True)
class Atom:
    """One licence, with its exception if it has one; never split."""

    license: str
    """Licence id; for a name that nothing resolves, the raw name."""
    exception: str = ""
    known: bool = True
    candidates: tuple[str, ...] = ()
    """Where the name is not known: the licences it may mean."""
    ambiguous: bool = False
    """Whether the name means just one of the candidates, and only which one is open."""

    def __str__(self) -> str:
        return f"{self.license} WITH {self.exception}" if self.exception else self.license


@dataclass(frozen=True, slots=True)
class And:
    """All of these at once."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " AND ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these, as the recipient chooses."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " OR ".join(str(part) for part in self.parts)


Expression = Atom | And | Or


def atoms(expression: Expression) -> Iterator[Atom]:
    """Yield every atom of an expression, left to right."""
    if isinstance(expression, Atom):
        yield expression
    else:
        for part in expression.parts:
            yield from atoms(part)


def is_known(expression: Expression) -> bool:
    """Whether every atom resolved to a licence."""
    return all(atom.known for atom in atoms(expression))


def parse(text: str, known: Catalogue | None = None) -> Expression:
    """Read a licence string: an id, a tag, a name that people write, or an expression of these.

    Parameters
    ----------
    text : str
        The words as they stand in the source.
    known : Catalogue, optional
        Where names are looked up; fourfold's own by default.

    Returns
    -------
    Atom or And or Or
        A name that resolves to nothing, or to several licences, is an atom with ``known=False`` and the candidates.

    Examples
    --------
    >>> str(parse("mit and (gpl-2.0-only or apache-2.0)"))
    'MIT AND (GPL-2.0-only OR Apache-2.0)'
    """
    known = catalogue() if known is None else known
    text = text.strip()
    if text in known:
        return Atom(text)
    return _parse(text, known)


@lru_cache(maxsize=4096)
def _parse(text: str, known: Catalogue) -> Expression:
    whole = known.resolve(text)
    if whole.license is None and whole.how != "ambiguous":
        text = known.spelled_out(text)
    if whole.license is not None or whole.how == "ambiguous" or not _has_operator(text):
        return _atom(whole, known)
    try:
        tree = _licensing().parse(_quote_names(_named(text, known)), validate=False)
    except Exception:  # noqa: BLE001  license-expression raises several kinds for what is no expression
        return Atom(text, known=False, candidates=whole.candidates)
    return Atom(text, known=False) if tree is None else _convert(tree, known)


_OPERATOR = re.compile(r"(?i)\s(?:and|or|with)\s")


def _has_operator(text: str) -> bool:
    return bool(_OPERATOR.search(text) or re.search(r"[()]|\S\+$", text))


def _named(text: str, known: Catalogue) -> str:
    """Put an id in the place of each bracketed name, such as ``(The Apache License, Version 2.0) AND MIT``."""

    def one(match: re.Match[str]) -> str:
        """Return the licence that the words in brackets name, or the words as they are."""
        inner = match[1].strip()
        found = None if _OPERATOR.search(f" {inner} ") else known.meaning(inner)
        return found.license if found is not None and found.license else match[0]

    text = re.sub(r"\(((?:[^()]|\([^()]*\))+)\)", one, text)  # a name may have its short form in brackets
    return re.sub(r"\(([^()]+)\)", one, text)


def _quote_names(text: str) -> str:
    """Upper-case the operators, so that ``mit and apache`` is not taken for one long name."""
    return re.sub(r"(?i)(?<=[\s)])(and|or|with)(?=[\s(])", lambda match: match.group(0).upper(), text)


@lru_cache(maxsize=1)
def _licensing() -> Any:
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


def _convert(node: Any, known: Catalogue) -> Expression:
    from license_expression import AND, OR, LicenseWithExceptionSymbol

    if isinstance(node, AND | OR):
        cls = And if isinstance(node, AND) else Or
        parts: list[Expression] = []
        for arg in node.args:
            part = _convert(arg, known)
            parts.extend(part.parts if isinstance(part, cls) else (part,))
        return cls(tuple(dict.fromkeys(parts)))
    if isinstance(node, LicenseWithExceptionSymbol):
        base = _atom(known.resolve(node.license_symbol.key), known)
        exception = known.resolve(node.exception_symbol.key)
        if exception.license is None:
            # what a name adds, or takes, cannot be told from the name
            return Atom(f"{base.license} WITH {node.exception_symbol.key}", known=False)
        return Atom(base.license, exception.license or node.exception_symbol.key, base.known, base.candidates)
    return _atom(known.resolve(node.key), known)


def _atom(found: Resolution, known: Catalogue) -> Atom:
    if found.license is not None:
        return Atom(found.license)
    if found.name.endswith("+"):
        later = known.resolve(found.name.rstrip("+").removesuffix("-only") + "-or-later")
        if later.license is not None:
            return Atom(later.license)
    return Atom(found.name, known=False, candidates=found.candidates, ambiguous=found.how == "ambiguous")
