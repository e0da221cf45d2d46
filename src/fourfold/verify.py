"""Licence entries checked against the texts that they were read from, where those are at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fourfold.curation import read_license
from fourfold.errors import DataError
from fourfold.license import Clause, License
from fourfold.terms import Effect, Reach

UNNUMBERED = frozenset({"preamble", "title", "definitions", "end", "attachment", "whole"})
"""Section labels that are ours, for passages above or below the numbered ones."""


def verify(path: Path, folders: Sequence[Path] = ()) -> list[str]:
    """Return what is wrong with a licence file, as lines; empty if nothing is.

    Parameters
    ----------
    path : Path
        The licence file.
    folders : sequence of Path, optional
        Where licence texts may lie; for a text that is in none of them, digest and spans are not checked.
    """
    try:
        licence = read_license(path)
    except DataError as error:
        return [str(error)]
    held = dict(_texts(licence, folders))
    problems = [*_identity(path, licence), *_digests(licence, folders)]
    for number, clause in enumerate(licence.clauses):
        problems += [f"clause {number + 1} ({clause.kind}): {p}" for p in _clause(clause, held)]
    problems += [p for edge in licence.edges for p in _edge(edge.to, edge.type, edge.read, edge.span, edge.reaches)]
    return [f"{path.name}: {problem}" for problem in problems]


def texts_at_hand(licence: License, folders: Sequence[Path]) -> int:
    """Return how many of a licence's texts lie in the folders."""
    return sum(_find(text.file, folders) is not None for text in licence.texts)


def _find(name: str, folders: Sequence[Path]) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def _texts(licence: License, folders: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for text in licence.texts:
        file = _find(text.file, folders)
        if file is not None:
            yield text.name, file.read_text(encoding="utf-8").split()


def _identity(path: Path, licence: License) -> Iterator[str]:
    if licence.id != path.stem:
        yield f"id is {licence.id}, the file name says {path.stem}"
    permissions = any(clause.effect is None for clause in licence.clauses)
    if not licence.exception and not licence.policy and not permissions:
        yield "no permission is entered"


def _digests(licence: License, folders: Sequence[Path]) -> Iterator[str]:
    for text in licence.texts:
        file = _find(text.file, folders)
        if file is None:
            continue
        raw = file.read_bytes()
        if hashlib.sha256(raw).hexdigest() != text.sha256:
            yield f"the digest of {text.file} differs"
        if len(raw.decode("utf-8").split()) != text.words:
            yield f"{text.file} has {len(raw.decode('utf-8').split())} words, the entry says {text.words}"


def _clause(clause: Clause, held: Mapping[str, list[str]]) -> Iterator[str]:
    if not clause.says:
        yield "no sentence"
    if not clause.reaches:
        yield "no reach"
    if clause.effect is Effect.SILENT and not clause.reading:
        yield "a SILENT clause names its reading"
    if clause.read != "text":
        return
    start, stop = clause.span
    if not 0 <= start < stop:
        yield "no span"
    elif clause.text in held:
        words = held[clause.text]
        if stop > len(words):
            yield "the span ends behind the text"
        elif not stands_under(words, clause.section, start, stop):
            yield f"no label of section {clause.section!r} before word {start}"


def _edge(to: str, edge_type: str, read: str, span: tuple[int, int], reaches: frozenset[Reach]) -> Iterator[str]:
    if read == "text" and not 0 <= span[0] < span[1]:
        yield f"edge to {to}: no span"
    if Reach.KEEP in reaches and edge_type == "combinable":
        yield f"edge to {to}: a copy is not a combination"


def stands_under(words: Sequence[str], section: str, start: int, stop: int) -> bool:
    """Whether the first label of a section stands in the text at or before the passage.

    Parameters
    ----------
    words : sequence of str
        The text, split at white space.
    section : str
        The label, such as ``1.b.i``; its first part has to be there.
    start, stop : int
        The passage, in words.
    """
    parts = [part for part in re.split(r"[^0-9A-Za-z]+", section) if part]
    if not parts or section.lower() in UNNUMBERED:
        return True
    head = parts[0].lower()
    before = words[: min(stop, start + 12)]
    return any(head in re.sub(r"[^0-9a-z]+", " ", word.lower()).split() for word in before)
