"""Name every verdict that a change of the data turns, over the whole matrix of licences and relations.

    python scripts/compare_data.py OLD NEW [--licenses ID ...] [--relations VERB ...]

OLD and NEW are data folders (with VERSION, vocabulary.toml, readings.toml, licenses/) or git revisions of this
repository. The lines printed go into data/CHANGELOG.md, each with its reason.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from fourfold.artifact import Context  # noqa: E402
from fourfold.catalogue import Catalogue  # noqa: E402
from fourfold.compare import Comparer  # noqa: E402
from fourfold.compatibility import passage_of, situation  # noqa: E402
from fourfold.curation import compile_catalogue  # noqa: E402
from fourfold.expression import Atom  # noqa: E402
from fourfold.terms import Verb  # noqa: E402

ONE_A_REACH = (
    "copied-from",
    "modified-from",
    "links",
    "contains",
    "trained-on",
    "distilled-from",
    "generated-by",
    "adapter-of",
)


def load(name: str, scratch: Path) -> Comparer:
    """Return the comparer of a data folder, or of the data at a git revision."""
    folder = Path(name)
    if not (folder / "vocabulary.toml").is_file():
        done = subprocess.run(["git", "-C", str(ROOT), "archive", name, "data"], capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name} is neither a data folder nor a revision: {done.stderr.decode().strip()}")
        target = scratch / name.replace("/", "-")
        with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
            archive.extractall(target, filter="data")
        folder = target / "data"
    return Comparer(Catalogue(compile_catalogue(folder)))


def turned(old: Comparer, new: Comparer, licenses: list[str], relations: list[str]) -> list[str]:
    """Return a line for each verdict that differs, and for each licence that came or went."""
    lines = [f"+ {i}" for i in new.known if i not in old.known] + [f"- {i}" for i in old.known if i not in new.known]
    both = [i for i in (licenses or list(new.known)) if i in old.known and i in new.known]
    for relation in relations:
        where = situation(passage_of(Verb(relation)), Context())
        for a in both:
            for b in both:
                before = old.compare(Atom(a), Atom(b), where).verdict
                after = new.compare(Atom(a), Atom(b), where).verdict
                if before is not after:
                    lines.append(f"{a} {relation} -> {b}: {before.value} -> {after.value}")
    return lines


def main(argv: list[str]) -> int:
    """Print what turned; the exit code is 1 if something did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--licenses", nargs="*", default=[])
    parser.add_argument("--relations", nargs="*", default=list(ONE_A_REACH), choices=[verb.value for verb in Verb])
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        old, new = load(arguments.old, Path(scratch)), load(arguments.new, Path(scratch))
    lines = turned(old, new, arguments.licenses, arguments.relations)
    print("\n".join(lines))
    print(f"{len(lines)} changes", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
