"""An installed Python environment: its distributions, each with its licence, and what they require."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import Distribution, distributions
from pathlib import Path

from fourfold.artifact import Bill
from fourfold.place import Place
from fourfold.read.base import Located
from fourfold.read.draft import Draft, text_of
from fourfold.read.python_licenses import File, claims_of, read_file
from fourfold.terms import Kind, Verb

_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENSE_FILE = re.compile(r"(?i)^(?:licen[cs]e|copying|unlicen[cs]e)")
_METADATA = ("METADATA", "PKG-INFO")
_INSTALLED = frozenset({"site-packages", "dist-packages"})
"""Folders that nothing but an installer writes into."""
_OWN = re.compile(
    r"(?i)^(?:readme|licen[cs]e|copying|model_?card|dataset_card|pyproject\.toml|setup\.(?:py|cfg)|\.git$)"
)
"""What says that a folder is a release of its own, with distributions beside it."""
_MACHINERY = re.compile(
    r"(?i)^__pycache__$|^readme(?:\.txt)?$|\.(?:pth|dist-info|egg-info|virtualenv)$|^_virtualenv\.py$|^[.~]"
)
"""What lies among distributions and is part of none."""


def is_environment(root: Path) -> bool:
    """Whether a folder is a virtual environment, or one that distributions are installed into."""
    if (root / "pyvenv.cfg").is_file():
        return True
    is_installed_into = root.resolve().name in _INSTALLED
    patterns = ("*.dist-info/METADATA", *(("*.egg-info",) if is_installed_into else ()))
    if not any(next(root.glob(pattern), None) for pattern in patterns):
        return False
    return is_installed_into or not any(_OWN.match(path.name) for path in root.iterdir())


def read_environment(root: Path, shown: str) -> Bill:
    """Read an environment.

    Parameters
    ----------
    root : Path
        Its folder, or the one that its distributions lie in.
    shown : str
        What the user calls it.

    Raises
    ------
    NothingToCheck
        If nothing is installed in it.
    """
    folders = [root]
    config = root / "pyvenv.cfg"
    if config.is_file():
        found = [
            path for pattern in ("lib*/*/site-packages", "[Ll]ib/site-packages") for path in sorted(root.glob(pattern))
        ]
        folders = list({path.resolve(): path for path in reversed(found)}.values())[::-1]
    draft = Draft(Located({}, {"": 1} if config.is_file() else {}, str(Path(shown))), "Python environment")
    if config.is_file() and re.search(r"(?im)^include-system-site-packages\s*=\s*true", read_file(config, root)):
        says = "the environment also uses what is installed outside of it, which was not read"
        draft.notes.add("environment-outside", says, "", Place(str(Path(shown) / config.name)))
    for folder in folders:
        _note_rest(draft, folder)
    return _read(draft, [str(folder) for folder in folders], root.resolve().name or "Python environment")


def installed(path: Sequence[str] | None = None) -> Bill:
    """Read what is installed: every distribution with its licence, and what it requires.

    Parameters
    ----------
    path : sequence of str, optional
        Folders to look in, as on ``sys.path``; those of this Python by default.

    Returns
    -------
    Bill
        Distributions are parts of the environment; a requirement of an optional extra is no relation.
    """
    return _read(Draft(Located({}, {}, ""), "Python environment"), path, "Python environment")


def _read(draft: Draft, path: Sequence[str] | None, name: str) -> Bill:
    required: list[tuple[str, Distribution, Message, Place]] = []
    seen: dict[str, Path] = {}
    for distribution, message in _found(distributions(path=list(path)) if path is not None else distributions()):
        base = base_of(distribution)
        place = Place(str(next((base / file for file in _METADATA if (base / file).is_file()), base)))
        called = text_of(message["Name"])
        id_ = normal(called)
        if not id_:
            says = "what should be a distribution has no metadata with a name; it was passed over"
            draft.notes.add("distribution-unreadable", says, str(base), place)
        elif seen.setdefault(id_, base.parent) != base.parent:
            says = "a distribution is installed in several folders; the first of them is the one that is imported, and was read"
            draft.notes.add("distribution-repeated", says, called, place)
        else:
            claims = claims_of(draft, message, place, files_of(draft, base, message, place))
            version = text_of(message["Version"])
            added = draft.add(id_, Kind.CODE, claims, called, version, (f"pkg:pypi/{id_}@{version}",), place)
            required.append((added, distribution, message, place))
    draft.call(name)
    for added, distribution, message, place in required:
        draft.relate(draft.name, Verb.CONTAINS, added, "installed", "stated", place)
        for requirement in _requirements(distribution, message):
            if requirement in draft.kinds and requirement != added:
                draft.relate(added, Verb.RUNS, requirement, "Requires-Dist", "implied", place)
    return draft.bill()


def _found(found: Iterable[Distribution]) -> list[tuple[Distribution, Message]]:
    """Return distributions with their metadata by name; those of one name in the order of the folders."""
    read = [(distribution, _message(distribution)) for distribution in found]
    order = {
        parent: i for i, parent in enumerate(dict.fromkeys(base_of(distribution).parent for distribution, _ in read))
    }
    return sorted(
        read, key=lambda pair: (normal(text_of(pair[1]["Name"])), order[base_of(pair[0]).parent], base_of(pair[0]))
    )


def normal(name: str) -> str:
    """Return the form of a project's name that all its spellings share.

    Examples
    --------
    >>> normal("Acme.Chat_Lib")
    'acme-chat-lib'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def base_of(distribution: Distribution) -> Path:
    """Return the folder that a distribution's metadata lie in."""
    return Path(str(getattr(distribution, "_path", "")))


def _message(distribution: Distribution) -> Message:
    """Return a distribution's metadata, whatever the bytes are; none of the fields if there are no metadata."""
    try:
        found: Message | None = distribution.metadata  # type: ignore[assignment]
    except (UnicodeDecodeError, OSError):
        base = base_of(distribution)
        text = next((text for name in _METADATA if (text := read_file(base / name, base))), "")
        found = HeaderParser().parsestr(text)
    return Message() if found is None else found


def _requirements(distribution: Distribution, message: Message) -> list[str]:
    try:
        lines = distribution.requires or ()
    except (UnicodeDecodeError, OSError):
        lines = message.get_all("Requires-Dist") or ()
    names = [match[0] for line in lines if "extra ==" not in line and (match := _REQUIREMENT.match(line))]
    return list(dict.fromkeys(normal(name) for name in names))


def files_of(draft: Draft, base: Path, message: Message, place: Place) -> list[File]:
    """Return the licence files of a distribution: those that its metadata name, else those that lie beside them.

    Parameters
    ----------
    draft : Draft
        Where it is noted that a file is not there.
    base : Path
        The folder that the metadata lie in.
    message : Message
        The metadata.
    place : Place
        Where they stand.
    """
    is_installed = base.suffix == ".dist-info"
    names = [text_of(name) for name in message.get_all("License-File") or []]
    if not names and is_installed:
        beside = (path for folder in (base, base / "licenses") if folder.is_dir() for path in sorted(folder.iterdir()))
        names = [str(path.relative_to(base)) for path in beside if _LICENSE_FILE.match(path.name) and path.is_file()]
    out = []
    for name in names:
        # tools of before PEP 639 put all of them beside the metadata, without their folders
        places = (base / "licenses" / name, base / name, base / Path(name).name)
        text = next((text for path in places[: 3 if is_installed else 2] if (text := read_file(path, base))), "")
        if text:
            out.append(File(name, text))
        elif is_installed:
            says = "licence files are named that are not there, or lie outside; they were not read"
            draft.notes.add("license-file-missing", says, f"{text_of(message['Name'])} ({name})", place)
    return out


def _note_rest(draft: Draft, folder: Path) -> None:
    """Note what lies among distributions and belongs to none of them."""
    owned = set()
    for base in folder.glob("*.*-info"):
        for name in ("RECORD", "top_level.txt", "installed-files.txt"):
            lines = _text(base / name).split("\n")
            owned |= {line.partition("/")[0].partition(",")[0].strip().strip('"') for line in lines}
    for path in sorted(folder.iterdir()):
        if path.name not in owned and path.stem not in owned and not _MACHINERY.search(path.name):
            says = "what no distribution names as its own lies among them, and was not read"
            draft.notes.add("environment-rest", says, path.name, Place(str(path)))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
