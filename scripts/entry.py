"""Help for those who read licences: scaffold an entry, find a passage's word span, verify an entry.

    python scripts/entry.py words TEXT [FROM TO]           print a text with word numbers
    python scripts/entry.py span TEXT "first words" "last words"
    python scripts/entry.py new ID TEXT                    write data/licenses/ID.toml to fill in
    python scripts/entry.py seal FILE...                   turn `passage = "first … last"` into `span`, fill digests
    python scripts/entry.py verify [FILE...]               check entries; with FOURFOLD_TEXTS also digests and spans

FOURFOLD_TEXTS names the folders with licence texts, separated as in PATH (texts are not part of this
repository); without it, ../shared/license-texts is tried.
"""

from __future__ import annotations

import hashlib
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


def held(name: str) -> Path:
    """Return the path of a text: as given, or in one of the folders."""
    return next((path for path in (Path(name), *(folder / name for folder in FOLDERS)) if path.is_file()), Path(name))


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
        raise SystemExit(f"not found: {first!r}")
    if len(heads) > 1:
        print(f"  note: {first!r} stands {len(heads)} times; the first is taken", file=sys.stderr)
    start = heads[0]
    tails = _occurrences(plain, last, start)
    if not tails:
        raise SystemExit(f"not found after {first!r}: {last!r}")
    return start, tails[0] + len(last.split())


def _occurrences(plain: list[str], phrase: str, start: int) -> list[int]:
    wanted = [_plain(word) for word in phrase.split()]
    n = len(wanted)
    return [i for i in range(start, len(plain) - n + 1) if plain[i : i + n] == wanted]


def show(path: Path, start: int = 0, stop: int | None = None) -> None:
    """Print a text line by line, each line with the number of its first word."""
    number = 0
    for line in path.read_text().splitlines():
        count = len(line.split())
        if count and number + count > start and (stop is None or number < stop):
            print(f"{number:6} | {line.strip()}")
        number += count


def new(identifier: str, text: Path) -> None:
    """Write an entry to fill in."""
    target = ROOT / "data" / "licenses" / f"{identifier}.toml"
    if target.exists():
        raise SystemExit(f"{target} exists")
    raw = text.read_bytes()
    target.write_text(
        f"""schema = 1
id = "{identifier}"
name = ""
short = ""
version = ""
steward = ""
family = ""
url = ""
materials = []
hub = []
scancode = ""
aliases = []
added = "2026.11"

[[texts]]
name = "license"
file = "{text.name}"
sha256 = "{hashlib.sha256(raw).hexdigest()}"
words = {len(words(raw.decode()))}
source = ""
read = ""

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
"""
    )
    print(target)


def seal(path: Path) -> None:
    """Replace every passage by the span where it stands, in place."""
    source = path.read_text()
    data = tomllib.loads(source)
    texts = {t["name"]: held(t["file"]).read_text() for t in data.get("texts", [])}
    blocks = re.split(r"(?m)^(?=\[\[(?:clauses|edges)\]\])", source)
    sealed = []
    for block in blocks:
        match = re.search(r'(?m)^passage\s*=\s*(".*")\s*$', block)
        if match:
            which = re.search(r'(?m)^text\s*=\s*"(\w+)"', block)
            passage = tomllib.loads(match.group(0))["passage"]
            first, _, last = (part.strip() for part in passage.replace("...", "…").partition("…"))
            try:
                span = find(texts[which.group(1) if which else "license"], first, last or first)
            except SystemExit as error:
                print(f"{path.name}: {error}", file=sys.stderr)
                sealed.append(block)
                continue
            block = block[: match.start()] + f"span = [{span[0]}, {span[1]}]" + block[match.end() :]
        sealed.append(block)
    result = "".join(sealed)
    for entry in data.get("texts", []):
        raw = held(entry["file"]).read_bytes()
        if entry.get("sha256") != hashlib.sha256(raw).hexdigest():
            print(f"{path.name}: the digest of {entry['file']} is {hashlib.sha256(raw).hexdigest()}", file=sys.stderr)
    path.write_text(result)


def main(argv: list[str]) -> int:
    """Run one helper command."""
    match argv:
        case ["words", text, *rest]:
            show(held(text), *map(int, rest))
        case ["span", text, first, last]:
            span = find(held(text).read_text(), first, last)
            print(f"span = [{span[0]}, {span[1]}]")
        case ["new", identifier, text]:
            new(identifier, held(text))
        case ["seal", *files] if files:
            for file in files:
                seal(Path(file))
        case ["verify", *files]:
            from fourfold.verify import verify

            paths = [Path(f) for f in files] or sorted((ROOT / "data" / "licenses").glob("*.toml"))
            problems = [p for path in paths for p in verify(path, FOLDERS)]
            for problem in problems:
                print(problem)
            print(f"{len(paths)} entries, {len(problems)} problems")
            return 1 if problems else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
