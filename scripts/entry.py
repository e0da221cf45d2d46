"""Help for those who read licences: scaffold an entry, find a passage's word span, verify an entry.

    python scripts/entry.py words TEXT [FROM TO]           print a text with word numbers
    python scripts/entry.py span TEXT "first words" "last words"
    python scripts/entry.py new ID TEXT [FOLDER]           write data/licenses/ID.toml (or FOLDER/ID.toml) to fill in
    python scripts/entry.py seal FILE...                   turn `passage = "first … last"` into `span`, check digests
    python scripts/entry.py verify [FILE...]               check entries; where their texts are at hand also digests and spans

A text is looked for under the path given, then in the folders that FOURFOLD_TEXTS names, separated as in PATH (texts
are not part of this repository); without it, in ../shared/license-texts. The exit code is 1 if something has to be mended in an
entry, 2 if the call cannot be carried out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [
    Path(folder)
    for folder in os.environ.get("FOURFOLD_TEXTS", str(ROOT.parent / "shared" / "license-texts")).split(os.pathsep)
]
sys.path.insert(0, str(ROOT / "src"))

_FOLD = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


class Refused(Exception):
    """The call cannot be carried out: what, and what to try."""


def held(name: str) -> Path:
    """Return the path of a text: as given, or in one of the folders."""
    found = next((path for path in (Path(name), *(folder / name for folder in FOLDERS)) if path.is_file()), None)
    if found is None:
        raise Refused(
            f"there is no text {name} here or in {', '.join(map(str, FOLDERS))}; FOURFOLD_TEXTS names other folders"
        )
    return found


def content(path: Path) -> str:
    """Return what is in a text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is no UTF-8 text (byte {error.start}); convert it first") from error


def words(text: str) -> list[str]:
    """Split a text at white space: the unit in which spans are counted."""
    return text.split()


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.translate(_FOLD).lower())


def find(text: str, first: str, last: str) -> tuple[int, int]:
    """Return the word span from the first words of a passage to its last words."""
    plain = [_plain(word) for word in words(text)]
    heads = _occurrences(plain, first, 0)
    if not heads:
        raise Refused(f"not found: {first!r}")
    if len(heads) > 1:
        print(f"  note: {first!r} stands {len(heads)} times; the first is taken", file=sys.stderr)
    start = heads[0]
    tails = _occurrences(plain, last, start)
    if not tails:
        raise Refused(f"not found after {first!r}: {last!r}")
    return start, tails[0] + len(last.split())


def _occurrences(plain: list[str], phrase: str, start: int) -> list[int]:
    wanted = [_plain(word) for word in phrase.split()]
    n = len(wanted)
    return [i for i in range(start, len(plain) - n + 1) if plain[i : i + n] == wanted]


def show(path: Path, start: int = 0, stop: int | None = None) -> None:
    """Print a text line by line, each line with the number of its first word."""
    number = 0
    for line in content(path).splitlines():
        count = len(line.split())
        if count and number + count > start and (stop is None or number < stop):
            print(f"{number:6} | {line.strip()}")
        number += count


def new(identifier: str, text: Path, folder: Path) -> None:
    """Write an entry to fill in."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", identifier):
        raise Refused(f"{identifier!r} is no licence id: letters, digits, dots, dashes, such as LicenseRef-Example-1.0")
    target = folder / f"{identifier}.toml"
    if target.exists():
        raise Refused(f"{target} exists; edit it, or choose another id")
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}")
    said = content(text)
    title = next((line.strip(" #*=-") for line in said.splitlines() if words(line)), "")
    target.write_text(
        f"""schema = 1
id = "{identifier}"
name = {json.dumps(title if len(title) <= 100 else identifier, ensure_ascii=False)}
short = ""
version = ""
steward = ""
family = ""
url = ""
materials = []
hub = []
scancode = ""
aliases = []
added = "{(ROOT / "data" / "VERSION").read_text().rpartition(".")[0]}"

[[texts]]
name = "license"
file = "{text.name}"
sha256 = "{hashlib.sha256(text.read_bytes()).hexdigest()}"
words = {len(words(said))}
source = ""
read = "{dt.datetime.now(tz=dt.UTC).date().isoformat()}"

# [[lists]]
# list = "OSI"
# value = true
# source = ""
# date = ""

[[clauses]]
kind = "private-use"
reaches = ["KEEP"]
section = ""
passage = "first words … last words"
says = ""
""",
        encoding="utf-8",
    )
    print(target)


def seal(path: Path) -> int:
    """Replace every passage by the span where it stands, in place; return how many could not be, or what else is wrong."""
    source, data = _entry(path)
    texts = {t["name"]: held(t["file"]) for t in data.get("texts", [])}
    problems: list[str] = []
    sealed = "".join(
        _sealed(block, texts, problems) for block in re.split(r"(?m)^(?=\[\[(?:clauses|edges)\]\])", source)
    )
    for entry in data.get("texts", []):
        known = hashlib.sha256(held(entry["file"]).read_bytes()).hexdigest()
        if entry.get("sha256") != known:
            problems.append(f"the digest of {entry['file']} is {known}")
    path.write_text(sealed, encoding="utf-8")
    for problem in problems:
        print(f"{path.name}: {problem}", file=sys.stderr)
    return len(problems)


def _entry(path: Path) -> tuple[str, dict[str, list[dict[str, str]]]]:
    if not path.is_file():
        raise Refused(f"there is no entry {path}; `new ID TEXT` writes one")
    source = content(path)
    try:
        return source, tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path} is no TOML: {error}") from error


def _sealed(block: str, texts: dict[str, Path], problems: list[str]) -> str:
    """Return the block of one clause with its span; as it is if it has no passage, or one that is not found."""
    match = re.search(r'(?m)^passage\s*=\s*(".*")\s*$', block)
    if not match:
        return block
    which = re.search(r'(?m)^text\s*=\s*"(\w+)"', block)
    name = which[1] if which else "license"
    first, _, last = (part.strip() for part in tomllib.loads(match[0])["passage"].replace("...", "…").partition("…"))
    if name not in texts:
        problems.append(f"no text is named {name!r} in [[texts]]")
        return block
    try:
        start, stop = find(content(texts[name]), first, last or first)
    except Refused as refused:
        problems.append(str(refused))
        return block
    return block[: match.start()] + f"span = [{start}, {stop}]\n" + block[match.end() :].lstrip("\n")


def check(files: list[str]) -> int:
    """Verify entries and print what is wrong with them."""
    from fourfold.curation import read_license
    from fourfold.verify import texts_at_hand, verify

    paths = [Path(file) for file in files] or sorted((ROOT / "data" / "licenses").glob("*.toml"))
    if missing := [path for path in paths if not path.is_file()]:
        raise Refused(f"there is no entry {missing[0]}; `new ID TEXT` writes one")
    folders = [Path(), *FOLDERS]
    problems = [problem for path in paths for problem in verify(path, folders)]
    for problem in problems:
        print(problem, "(seal puts its span in its place)" * ("['passage']" in problem))
    read = 0 if problems else sum(texts_at_hand(read_license(path), folders) for path in paths)
    print(f"{len(paths)} entries, {len(problems)} problems" + (f", {read} texts at hand" if not problems else ""))
    return 1 if problems else 0


def main(argv: list[str]) -> int:
    """Run one helper command."""
    try:
        match argv:
            case ["words", text, *bounds] if len(bounds) <= 2 and all(map(str.isdecimal, bounds)):
                show(held(text), *map(int, bounds))
            case ["span", text, first, last]:
                start, stop = find(content(held(text)), first, last)
                print(f"span = [{start}, {stop}]")
            case ["new", identifier, text]:
                new(identifier, held(text), ROOT / "data" / "licenses")
            case ["new", identifier, text, folder]:
                new(identifier, held(text), Path(folder))
            case ["seal", *files] if files:
                return 1 if sum(seal(Path(file)) for file in files) else 0
            case ["verify", *files]:
                return check(files)
            case _:
                print(__doc__)
                return 2
    except Refused as refused:
        print(f"entry: {refused}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
