"""A repository of the Hub as a tree of files, and the bill that it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath, PurePosixPath
from typing import Any, Protocol

from fourfold.artifact import Artifact, Bill, Claim, Diagnostic
from fourfold.errors import NothingToCheck
from fourfold.hub.address import Address
from fourfold.place import Place
from fourfold.read import card_gate
from fourfold.read.base import Located
from fourfold.read.directory import compose, manifest_in
from fourfold.read.tree import LARGEST_TEXT, SKIPPED, Files, is_card, is_source
from fourfold.terms import Grade

MOST_SOURCES = 32
"""Source files of one repository whose first lines are asked for."""
MOST_TEXTS = 32
"""Licence texts of one repository that are asked for."""
GATED = card_gate.GATED
"""What is said to bind where the files that would say it are behind a gate."""
UNREAD = "LicenseRef-unread-text"
"""What is said to bind where a licence text is there and was not read."""


class Repository(Files, Protocol):
    """A tree that came from the Hub, today or earlier."""

    address: Address
    """With the commit that was read as its revision."""
    aliases: tuple[str, ...]
    card: Any
    """The card's head as the Hub's index has it; none if it does not say."""
    refused: list[str]
    """Files that the Hub did not give because a gate stands before them."""
    left: list[str]
    """Licence texts that were not asked for: too many, or too large."""


@dataclass(slots=True)
class Listed:
    """A repository whose files are known by name and size, and read one by one when they are asked for."""

    address: Address
    sizes: Mapping[PurePosixPath, int | None]
    fetch: Callable[[Address, str, int], bytes | None]
    """Takes address, file and size; returns no more than so many bytes, or none if a gate stands before the file."""
    aliases: tuple[str, ...] = ()
    card: Any = None
    sources: int = MOST_SOURCES
    """Source files whose heads are asked for."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    noun: str = "repository"
    name: str = field(init=False)
    passed: int = field(default=0, init=False)
    """Source files that were not looked into."""
    _texts: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.name = self.address.name

    def names(self) -> Iterator[PurePath]:
        """Return all files, those of a folder before its folders, as a walk over a checkout would."""
        for path in sorted(self.sizes, key=_as_walked):
            if not SKIPPED.intersection(path.parts[:-1]):
                yield path

    def head(self, path: PurePath, size: int) -> bytes:
        """Ask for the first bytes of a file, if it is one of those that are asked for."""
        if not self._may(path):
            return b""
        data = self.fetch(self.address, str(path), min(size, LARGEST_TEXT))
        if data is None:
            self.refused.append(str(path))
        return data or b""

    def _may(self, path: PurePath) -> bool:
        """Whether a file is asked for: so many of each kind, none that is too large; of a card the beginning does."""
        if is_card(path):
            return True
        if is_source(path):
            self.sources -= 1
            self.passed += self.sources < 0
            return self.sources >= 0
        self._texts += 1
        if self._texts <= MOST_TEXTS and (self.sizes[PurePosixPath(path)] or 0) <= LARGEST_TEXT:
            return True
        self.left.append(str(path))
        return False

    def place(self, path: PurePath | None = None) -> Place:
        """Return a file as address, commit and path."""
        return Place(f"{self.address}/{path}" if path else str(self.address))

    def has(self, path: PurePath) -> bool:
        """Whether there is such a file."""
        return PurePosixPath(path) in self.sizes


def _as_walked(path: PurePosixPath) -> tuple[tuple[int, str], ...]:
    return (*((1, folder) for folder in path.parts[:-1]), (0, path.name))


def release_of(repository: Repository, asked: Address) -> Bill:
    """Read a repository as a release.

    Parameters
    ----------
    repository : Repository
        Its files.
    asked : Address
        As the user wrote it: what it is called, and which kind it is.

    Raises
    ------
    NothingToCheck
        If it has no files, and its card says nothing.
    """
    if not repository.card and next(iter(repository.names()), None) is None:
        raise NothingToCheck("holds no files", str(repository.place()), "another revision")
    bill = manifest_in(repository)
    if bill is None:
        bill = _composed(repository, asked)
        bill = _gated(bill, repository) if repository.refused else bill
        passed = repository.passed if isinstance(repository, Listed) else 0
        if passed:
            says = f"{passed} source files were not looked into for licence headers; the first {MOST_SOURCES} were"
            bill = _noting(bill, "sources-left", says, repository.place())
    return replace(bill, format=f"Hub {bill.format}")


def origin_of(repository: Repository, asked: Address) -> Bill:
    """Read a repository as the origin of something else: its card and licence texts, as the origin's publisher has them.

    Parameters
    ----------
    repository, asked
        As for :func:`release_of`. A gate leaves what the card says of its licence in force, as it would be in any other list of
        origins; that there is one is told.
    """
    bill = _composed(repository, asked)
    ungated = tuple(replace(a, claims=tuple(c for c in a.claims if c.license != GATED)) for a in bill.artifacts)
    bill = replace(bill, artifacts=ungated)
    return _noting(bill, "gated", f"{asked.name}: {_gate(repository)}", bill.place) if repository.refused else bill


def _composed(repository: Repository, asked: Address) -> Bill:
    head = Located(repository.card, {}, str(repository.place())) if isinstance(repository.card, dict) else None
    bill = compose(repository, asked.kind, head)
    if repository.left:
        count = len(repository.left)
        says = f"{count} licence text{'s' * (count != 1)} not read, too many or too large: {_some(repository.left)}"
        bill = _noting(_binding(bill, UNREAD, says, repository.place()), "texts-left", says, repository.place())
    named = tuple(_identified(a, repository) if a.id == asked.name else a for a in bill.artifacts)
    return replace(bill, artifacts=named)


def _identified(artifact: Artifact, repository: Repository) -> Artifact:
    aliases = (*artifact.aliases, *repository.aliases)
    return replace(artifact, version=repository.address.revision, aliases=aliases)


def _gated(bill: Bill, repository: Repository) -> Bill:
    """Say of every part that terms apply which nobody here has read: the tag alone must not make it clean."""
    says = _gate(repository)
    return _noting(_binding(bill, GATED, says, repository.place()), "gated", says, repository.place())


def _gate(repository: Repository) -> str:
    return (
        "its users are asked to accept terms at a gate, which fourfold does not accept for anyone; what the Hub's index says "
        f"of the card was read, and not read were: {_some(repository.refused)}"
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _binding(bill: Bill, terms: str, source: str, place: Place) -> Bill:
    """Add terms that are not known to all that goes out, beside those that are."""
    claim = Claim(terms, Grade.C, source, place=place)
    artifacts = tuple(replace(a, claims=(*a.claims, claim)) if a.shipped else a for a in bill.artifacts)
    return replace(bill, artifacts=artifacts)


def _noting(bill: Bill, code: str, says: str, place: Place) -> Bill:
    return replace(bill, diagnostics=(*bill.diagnostics, Diagnostic(code, says, place)))
