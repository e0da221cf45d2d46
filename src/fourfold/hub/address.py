"""Names of repositories on the Hub, as users and cards write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fourfold.errors import InputError
from fourfold.terms import Kind

PREFIX = "hf:"
"""How an input begins that lies on the Hub."""
FOLDERS = {Kind.MODEL: "models", Kind.DATASET: "datasets", Kind.CODE: "spaces"}
"""What the Hub calls its kinds of repositories; a space is a program."""
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,95}"
_ID = re.compile(rf"(?:{_PART}/)?{_PART}")
_REVISION = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_+-]|[./](?![./])){0,200}")
_SITE = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/([^?#]+)")


@dataclass(frozen=True, slots=True)
class Address:
    """One repository, at one revision."""

    id: str
    """``org/name``; a few old ones have no organisation."""
    kind: Kind = Kind.MODEL
    revision: str = "main"
    """A branch, a tag or a commit."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what a user writes.

        Raises
        ------
        InputError
            If it is no such name.

        Examples
        --------
        >>> Address.parse("hf:datasets/org/name@v1").name
        'datasets/org/name'
        """
        rest, _, revision = text.removeprefix(PREFIX).removeprefix("//").partition("@")
        found = cls.named(rest)
        if found is None or ("@" in text and not _REVISION.fullmatch(revision)):
            raise InputError("is no repository of the Hub", text, "hf:org/name@revision, hf:datasets/org/name@revision")
        return replace(found, revision=revision) if revision else found

    @classmethod
    def named(cls, text: str) -> Address | None:
        """Return what a card names, at the head of its main branch; none if that is no name on the Hub.

        Examples
        --------
        >>> Address.named("./checkpoints/last") is None
        True
        """
        site = _SITE.fullmatch(text.strip())
        rest = site[1].strip("/") if site else text
        folder, slash, name = rest.partition("/")
        kind = _KINDS.get(folder) if slash else None
        wanted = name if kind else rest
        if not _ID.fullmatch(wanted) or "--" in wanted or wanted.endswith((".", "-", ".git")):
            return None
        return cls(wanted, kind or Kind.MODEL)

    @property
    def name(self) -> str:
        """What cards call it (str)."""
        return self.id if self.kind is Kind.MODEL else f"{FOLDERS[self.kind]}/{self.id}"

    def at(self, revision: str) -> Address:
        """Return the same repository at another revision."""
        return replace(self, revision=revision)

    def __str__(self) -> str:
        return f"{PREFIX}{self.name}@{self.revision}"
