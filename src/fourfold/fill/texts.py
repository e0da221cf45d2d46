"""Licence texts that the user has: in the document, beside the other inputs, in a folder of texts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fourfold.artifact import Bill
from fourfold.catalogue import Catalogue
from fourfold.errors import UsageError
from fourfold.identify import identify

LARGEST = 2**20
"""Bytes of one text that is looked into."""
MOST_FILES = 2000
"""Files of one folder that are looked into."""
FEWEST = 20
"""Words from which something is taken for a licence text."""
_SUFFIXES = frozenset({".txt", ".md", ".rst", ".html", ".license", ""})
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Held:
    """What can be said of a licence in the place where its text should stand."""

    license: str
    name: str
    url: str
    text: str
    """Empty if it is not at hand."""
    origin: str = ""
    """Where the text was found."""

    @property
    def body(self) -> str:
        """The text, or the sentence that stands in its place (str)."""
        where = (
            f"It is kept at {self.url} by those who publish it." if self.url else "No address of it is known either."
        )
        return self.text or (
            f"The text of this licence, which is known as {self.name or self.license}, was not at hand when this entry was "
            f"written, and so it is not given here. {where}"
        )


class Texts:
    """Finds the texts of licences, and looks only when one is asked for.

    Parameters
    ----------
    folders : sequence of str
        Folders of texts: each is known by its words, or by its name, as in ``LICENSES/LicenseRef-Example.txt``.
    bills : sequence of Bill
        The document's own and all other inputs, with the texts they hold.
    known : Catalogue
        Where names and addresses come from.

    Raises
    ------
    UsageError
        If a folder is none.
    """

    def __init__(self, folders: Sequence[str], bills: Sequence[Bill], known: Catalogue) -> None:
        self._folders, self._bills, self._known = folders, bills, known
        self._found: dict[str, tuple[str, str]] | None = None
        self.lacking: dict[str, Held] = {}
        """What was asked for and is not at hand."""
        for folder in folders:
            if not Path(folder).is_dir():
                raise UsageError("is no folder", folder, "--texts LICENSES")

    def of(self, license_id: str) -> Held:
        """Return what is known of a licence, with its text where that is at hand."""
        licence = self._known.get(license_id)
        text, origin = self._texts().get(license_id, ("", ""))
        called, url = (licence.name, licence.url) if licence is not None else ("", "")
        held = Held(license_id, called, url, text, origin)
        if not text:
            self.lacking[license_id] = held
        return held

    def can_define(self, license_id: str) -> bool:
        """Whether a licence is known, or its text is at hand."""
        return self._known.get(license_id) is not None or license_id in self._texts()

    def _texts(self) -> dict[str, tuple[str, str]]:
        if self._found is None:
            self._found = {}
            for name, text, origin in (*self._of_folders(), *self._of_bills()):
                self._found.setdefault(name, (text, origin))
        return self._found

    def _of_folders(self) -> Iterator[tuple[str, str, str]]:
        for folder in self._folders:
            for path in _files(folder):
                text = _read(path)
                if len(text.split(maxsplit=FEWEST)) < FEWEST:
                    continue
                shown = str(Path(folder).resolve().name / path.relative_to(folder))
                for name in _meant(text) or _named(path):
                    yield name, text, shown

    def _of_bills(self) -> Iterator[tuple[str, str, str]]:
        for bill in self._bills:
            for text in bill.texts.values():
                for name in _meant(text):
                    yield name, text, Path(bill.place.file).name or bill.name


def _meant(text: str) -> tuple[str, ...]:
    """Return the licences whose text it is; it names nothing that is near it."""
    found = identify(text)
    return tuple(dict.fromkeys((found.license, *found.family))) if found.license else ()


def _named(path: Path) -> tuple[str, ...]:
    """Return the id that a file is named by, where only its name says what it is."""
    stem = path.name.removesuffix(path.suffix) if path.suffix in _SUFFIXES else path.name
    return (stem,) if stem.startswith("LicenseRef-") else ()


def _files(folder: str) -> Iterator[Path]:
    count = 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        for name in sorted(names):
            path = Path(root) / name
            if path.suffix.lower() in _SUFFIXES or name.startswith("LicenseRef-"):
                count += 1
                if count > MOST_FILES:
                    return
                yield path


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        return ""
    return data.decode("utf-8", "replace").removeprefix("\ufeff") if len(data) <= LARGEST else ""
