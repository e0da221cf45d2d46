"""ScanCode's own results: packages of a tree with their dependencies, and what stands in the files outside of them.

Read are outputs of versions 3 and 4 (scancode-toolkit 32) as JSON. Every file is of some artifact: of its package; else of the
files of its folder that are under the same licence. A file that says nothing is under the nearest licence text above it; without
one it is of an artifact without a licence.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from fourfold.artifact import Bill, Claim
from fourfold.errors import InputError
from fourfold.read.base import Located, Reader, Source
from fourfold.read.draft import Draft, list_of, text_of
from fourfold.read.kinds import kind_of_purl
from fourfold.read.name import name_from
from fourfold.read.scancode_files import File, Files
from fourfold.scan.apart import APART, Apart, apart, plain
from fourfold.scan.detection import read_file
from fourfold.terms import Grade, Kind, Verb

_VERSIONS = ("3.", "4.")
_ASIDE = ("test", "dev", "build", "lint", "doc", "check")
"""What a scope holds if its dependencies only served to make the package."""


def sniff(source: Source) -> bool:
    """Whether the content is a result of ScanCode."""
    data = None if source.is_directory else source.json
    headers = data.get("headers") if isinstance(data, dict) else None
    first = headers[0] if isinstance(headers, list) and headers else None
    return isinstance(first, dict) and text_of(first.get("tool_name")).startswith("scancode")


def read(source: Source) -> Bill:
    """Read a result.

    Raises
    ------
    InputError
        If it is of a version that is not read, or holds neither packages nor licences.
    """
    data = source.json
    header = data["headers"][0]
    version = text_of(header.get("output_format_version"))
    if not version.startswith(_VERSIONS):
        raise InputError(
            f"is ScanCode output of version {version or 'unknown'}, and versions 3 and 4 are read",
            source.name,
            "scancode-toolkit 32: scancode --license --package --json-pp FILE DIR",
        )
    asked = any("license_detections" in file for file in list_of(data.get("files")) if isinstance(file, dict))
    if not data.get("packages") and not asked:
        raise InputError(
            "holds neither packages nor licences, which ScanCode was not asked for",
            source.name,
            "scancode --license --package --json-pp FILE DIR",
        )
    return _Walk(Located(data, {}, source.name), f"ScanCode {text_of(header.get('tool_version'))}".strip()).bill()


class _Walk:
    """Packages first, with what stands in their files; then files outside of them, then dependencies."""

    def __init__(self, located: Located, format_: str) -> None:
        self.draft = Draft(located, format_)
        self.data: dict[str, Any] = located.value
        self.files = Files(self.draft, self.draft.entries(self.data.get("files"), "/files"))
        self.ids: dict[str, str] = {}
        """Ids of packages by their uid."""
        self.purls: dict[str, str] = {}
        self.stated: set[str] = set()
        """Every licence that something is said to be under."""
        self.contained: list[tuple[str, str, str]] = []
        """What holds (empty for the whole), what is held, and the pointer."""
        self.asked: set[tuple[str, str, str]] = set()
        self.used: set[str] = set()

    def bill(self) -> Bill:
        """Return the bill, everything in the document taken in."""
        draft = self.draft
        for i, package in draft.entries(self.data.get("packages"), "/packages"):
            self._package(package, f"/packages/{i}")
        self._outside()
        draft.call(self.files.root or name_from(draft.file))
        for holder, id_, pointer in self.contained:
            draft.relate(holder or draft.name, Verb.CONTAINS, id_, "files", "implied", draft.place(pointer))
        for i, dependency in draft.entries(self.data.get("dependencies"), "/dependencies"):
            self._dependency(dependency, f"/dependencies/{i}")
        draft.aside -= self.used
        self._mentions()
        return draft.bill()

    # ---------------------------------------------------------------- packages

    def _package(self, package: dict[str, Any], pointer: str) -> None:
        draft = self.draft
        uid, purl, name = (text_of(package.get(key)) for key in ("package_uid", "purl", "name"))
        claims = self._declared(package, pointer)
        files = self.files.of_package.get(uid, [])
        data = [self.files.below(path) for item in list_of(package.get("datafile_paths")) if (path := text_of(item))]
        base = data[0].parent if data else PurePath()
        folders = self._apart(files, [claim.license for claim in claims], base, pointer)
        mine = [file for file in files if folders.of(file.path) is None]
        id_ = draft.add(
            purl or name or pointer,
            kind_of_purl(purl) or Kind.CODE,
            (*claims, *self._observed(mine, {claim.license for claim in claims if claim.role == "observed"})),
            name,
            text_of(package.get("version")),
            tuple(filter(None, (purl, uid))),
            draft.place(pointer),
        )
        self.ids[uid] = self.purls[purl] = id_
        self.contained.append(("", id_, pointer))
        for folder in folders.folders:
            held = [file for file in files if folders.of(file.path) == folder]
            if held:
                self._part(f"{id_}/{folder}", held, id_)

    def _declared(self, package: dict[str, Any], pointer: str) -> tuple[Claim, ...]:
        """Return what a package's own metadata say; words that ScanCode only guessed at are taken as they stand."""
        draft, out = self.draft, []
        place = draft.place(pointer)
        words = text_of(package.get("declared_license_expression_spdx"))
        raw = text_of(package.get("extracted_license_statement"))
        weak = read_file(package).weak
        if weak and raw:
            says = "ScanCode was not sure what the licence of a package's metadata means; it is taken as it stands"
            draft.notes.add("scan-weak", says, f"{raw!r}, taken for {words}", place)
            words = raw
        if words or raw:
            out.append(Claim(words or raw, Grade.B, "ScanCode: package metadata", "declared", place))
        other = text_of(package.get("other_license_expression_spdx"))
        if other:
            out.append(Claim(other, Grade.B, "ScanCode: other licences of the package", "observed", place))
        self.stated |= {claim.license for claim in out}
        return tuple(out)

    def _apart(self, files: list[File], stated: list[str], base: PurePath, pointer: str) -> Apart:
        """Return the folders of a package that are under other terms than it declares; never one that holds all of its code."""
        own = frozenset[str]().union(*map(plain, stated))
        texts = (
            {file.path.parent for file in files if file.governs and not plain(file.license) <= own} if own else set()
        )
        found = [(file.path, found.license) for file in files for found in file.found]
        folders = apart(found, stated, {folder for folder in texts if base in folder.parents}, base).folders
        code = [file.path for file in files if file.kind is Kind.CODE and len(file.path.parts) > len(base.parts) + 1]
        kept: dict[PurePath, bool] = {}
        for folder, texted in folders.items():
            if texted or not all(path.is_relative_to(folder) for path in code):
                kept[folder] = texted
                if not texted:
                    self.draft.notes.add("scan-apart", APART, str(folder), self.draft.place(pointer))
        return Apart(kept)

    def _observed(self, files: list[File], known: set[str]) -> tuple[Claim, ...]:
        """Return a claim for every licence that stands in some files, at the first of them with the best evidence."""
        out: dict[str, Claim] = {}
        for file in sorted(files, key=lambda file: file.grade):
            for found in file.found:
                says = f"{found.says} in {file.path}" + (f":{found.line}" if found.line else "")
                if found.license not in known:
                    claim = Claim(found.license, found.grade, says, "observed", file.place)
                    out.setdefault(found.license, claim)
        self.stated |= {claim.license for claim in out.values()}
        return tuple(out.values())

    # ------------------------------------------------------------------- files

    def _outside(self) -> None:
        """Take in the files of no package: those of one folder, kind and licence are one artifact."""
        groups: dict[tuple[PurePath, Kind, str], list[File]] = {}
        for file in self.files.all:
            if not any(uid in self.ids for uid in file.packages):
                over = file if file.found else self.files.governing(file)
                key = (self.files.folder(file), file.kind, over.license if over else "")
                groups.setdefault(key, []).append(file)
        for (folder, kind, words), files in groups.items():
            name = str(folder) if folder.parts else self.files.root or "files"
            stating = [over for file in files if (over := file if file.found else self.files.governing(file))]
            self._part(f"{name} ({kind}: {words or 'no licence found'})", stating or files, "", kind)

    def _part(self, id_: str, files: list[File], holder: str, kind: Kind | None = None) -> None:
        first = files[0]
        kinds = {file.kind for file in files if not file.governs} or {first.kind}
        of_all = kinds.pop() if len(kinds) == 1 else Kind.CODE
        claims = self._observed(files, set())
        added = self.draft.add(id_, kind or of_all, claims, id_, "", (), first.place)
        self.contained.append((holder, added, first.place.pointer))

    def _mentions(self) -> None:
        stated = frozenset[str]().union(*map(plain, self.stated))
        says = "documents name licences that nothing else states, and not of what; these are not taken as claims"
        for place, words, path in self.files.mentions:
            if not plain(words) <= stated:
                self.draft.notes.add("scan-mention", says, f"{words} ({path})", place)

    # ------------------------------------------------------------ dependencies

    def _dependency(self, dependency: dict[str, Any], pointer: str) -> None:
        """Relate what a package asks for; what only served to make it is kept aside."""
        draft = self.draft
        purl, scope = text_of(dependency.get("purl")), text_of(dependency.get("scope"))
        place, owner = draft.place(pointer), self.ids.get(text_of(dependency.get("for_package_uid")), draft.name)
        if not purl:
            draft.notes.add("entry-unreadable", "a dependency has no package URL; it was passed over", pointer, place)
            return
        if purl not in self.purls:
            resolved = dependency.get("resolved_package")
            claims = self._declared(resolved, f"{pointer}/resolved_package") if isinstance(resolved, dict) else ()
            name = purl.partition("?")[0].rpartition("/")[2]
            kind = kind_of_purl(purl) or Kind.CODE
            self.purls[purl] = draft.add(purl, kind, claims, *_versioned(name), (purl,), place)
        target = self.purls[purl]
        if (owner, target, scope) in self.asked:
            return
        self.asked.add((owner, target, scope))  # ScanCode may give one and the same twice
        word = f"dependency ({scope})" if scope else "dependency"
        if dependency.get("is_runtime") is not False and not any(part in scope.lower() for part in _ASIDE):
            self.used.add(target)
            draft.relate(owner, Verb.RUNS, target, word, "implied", place)
            return
        draft.put_aside(target, f"{word} names what served to make something", place)
        draft.relate(owner, None, target, word, "stated", place)


def _versioned(name: str) -> tuple[str, str]:
    name, _, version = name.partition("@")
    return name, version


READER = Reader("ScanCode result", sniff, read)
