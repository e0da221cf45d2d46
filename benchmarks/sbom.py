"""Reading and checking large bills of materials: against ``json.loads`` of the same bytes, and against the standards' own libraries.

    python benchmarks/sbom.py [ROUNDS] [--million] [--slow] [--only read|memory|check|tag-value|peers]

Documents are made by documents.py, the same bytes each time. Of memory, each figure is the growth of a fresh process's peak while it reads, over
the size of the file. A check runs as a command that writes JSON; what the same command takes for one component is taken away, and the
rest is held against ``json.loads`` in the same round. Peers come with ``pip install 'fourfold[bench]'``; one that is not there is named.

The slim document has what a bill needs and nothing else; --million makes it one of 1,000,000 components, a check of which wants 10 GB of
memory. --slow lets spdx-tools read the 3.4 MB of tag-value, which takes minutes a round.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import io
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import documents
from fourfold.read import read
from timing import rounds, show

READ, MEMORY, CHECK, PER_SECOND, TAG_VALUE = 2.5, 5.0, 6.0, 50_000, 1.0
"""The targets."""
FORMATS = {"CycloneDX 1.6": documents.cyclonedx, "SPDX 2.3 JSON": documents.spdx2, "SPDX 3": documents.spdx3}
PEER_SIZE = 1_000
BESIDE = "json.loads, the collector off"
PEAK = """
import json, resource, sys
from pathlib import Path
from fourfold.read import read
path = sys.argv[2]
work = {"fourfold": lambda: read(path), "json.loads": lambda: json.loads(open(path, "rb").read()), "nothing": lambda: None}[sys.argv[1]]
held = work()
status = Path("/proc/self/status")
if status.exists():  # what a process has from its parent is in the other figure on Linux
    print(1024 * int(status.read_text().partition("VmHWM:")[2].split()[0]))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="?", type=int, default=7)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--only", choices=("read", "memory", "check", "tag-value", "peers"))
    asked = parser.parse_args()
    parts = {"read": reading, "memory": memory, "check": check, "tag-value": tag_value, "peers": peers}
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as folder:
        for name, part in parts.items():
            if asked.only in {None, name}:
                part(Path(folder), asked)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name.replace(" ", "-")
    if not path.exists():
        path.write_bytes(data)
    return path


def settled(function: Callable[[], object]) -> Callable[[], float]:
    """Return a timer of one call, in seconds of processor time, with nothing left over from the call before."""

    def run() -> float:
        gc.collect()
        began = time.process_time()
        function()
        return time.process_time() - began

    return run


def reading(folder: Path, asked: argparse.Namespace) -> None:
    for name, make in FORMATS.items():
        for size in (10_000, 100_000):
            data = make(size)
            path = written(folder, f"{name} {size}", data)
            number = asked.rounds if size <= 10_000 else min(asked.rounds, 5)
            timers = {
                "json.loads": settled(lambda data=data: json.loads(data)),
                BESIDE: settled(lambda data=data: _uncollected(data)),
                "fourfold.read": settled(lambda path=path: read(path)),
            }
            took = rounds(timers, number)
            title = f"{name}, {size:,} components, {len(data) / 1e6:.1f} MB"
            show(title, took, "json.loads", {"fourfold.read": READ})
            speed = [size / seconds for seconds in took["fourfold.read"]]
            middle, least = statistics.median(speed), min(speed)
            print(
                f"  {middle:,.0f} components a second of processor time (at least {least:,.0f})   target {PER_SECOND:,}"
            )


def _uncollected(data: bytes) -> object:
    """Parse without Python's garbage collector, which in a large document takes more time than the parser."""
    gc.disable()
    try:
        return json.loads(data)
    finally:
        gc.enable()


def memory(folder: Path, asked: argparse.Namespace) -> None:
    print(f"Peak memory while reading, over the size of the file   target {MEMORY:g}")
    for name, make in FORMATS.items():
        for size in (10_000, 100_000):
            path = written(folder, f"{name} {size}", make(size))
            row = []
            for what in ("fourfold", "json.loads"):
                found = [
                    (_peak(what, path) - _peak("nothing", path)) / path.stat().st_size
                    for _ in range(min(asked.rounds, 3))
                ]
                row.append(f"{what} {statistics.median(found):.2f} x")
            print(f"  {name}, {size:,} components: {', '.join(row)}")


def _peak(what: str, path: Path) -> int:
    """Return the most memory that a fresh process held, in bytes."""
    done = subprocess.run([sys.executable, "-c", PEAK, what, path], capture_output=True, text=True, check=True)
    return int(done.stdout)


def check(folder: Path, asked: argparse.Namespace) -> None:
    one = written(folder, "CycloneDX 1.6 1", documents.cyclonedx(1))
    makers = [
        ("CycloneDX 1.6", documents.cyclonedx, 10_000),
        *((name, make, 100_000) for name, make in FORMATS.items()),
    ]
    makers += [("slim CycloneDX 1.6", documents.slim, 1_000_000 if asked.million else 100_000)]
    for name, make, size in makers:
        data = make(size)
        path = written(folder, f"{name} {size}", data)
        parse, start, whole = settled(lambda data=data: json.loads(data)), _command(one), _command(path)
        number = {10_000: min(asked.rounds, 5), 100_000: min(asked.rounds, 3)}.get(size, 1)
        beside = settled(lambda data=data: _uncollected(data))
        took: dict[str, list[float]] = {"json.loads": [], BESIDE: [], "start-up": [], "check less start-up": []}
        for _ in range(number):
            took["json.loads"].append(parse())
            took[BESIDE].append(beside())
            took["start-up"].append(start())
            took["check less start-up"].append(whole() - took["start-up"][-1])
        title = f"fourfold check --format json, {name}, {size:,} components, {len(data) / 1e6:.1f} MB"
        show(title, took, "json.loads", {"check less start-up": CHECK})


def _command(path: Path) -> Callable[[], float]:
    words = [sys.executable, "-m", "fourfold", "check", str(path)]
    words += ["--no-config", "--format", "json", "--output", f"{path}.report"]

    def run() -> float:
        began = time.perf_counter()
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        took = time.perf_counter() - began
        if done.returncode not in {0, 1, 3}:
            raise SystemExit(f"{' '.join(words)}: {done.stderr.strip()}")
        return took

    return run


def tag_value(folder: Path, asked: argparse.Namespace) -> None:
    data = documents.tag_value(6_100)
    path = written(folder, "SPDX 2.3 tag-value", data)
    print(f"SPDX 2.3 tag-value, {len(data) / 1e6:.1f} MB, 6,100 packages   target for fourfold: {TAG_VALUE:g} s")
    timers = {"fourfold.read": settled(lambda: read(path))}
    took = rounds(timers, asked.rounds)["fourfold.read"]
    print(f"  fourfold.read: {statistics.median(took):.3f} s ({min(took):.3f} to {max(took):.3f})")
    if not _here("spdx_tools"):
        return
    small = written(folder, "SPDX 2.3 tag-value small", documents.tag_value(300))
    timers = {"fourfold.read": settled(lambda: read(small)), "spdx-tools": settled(_quietly(_tools_tag_value(small)))}
    title = f"The same with 300 packages, {small.stat().st_size / 1e6:.2f} MB"
    show(title, rounds(timers, min(asked.rounds, 3)), "fourfold.read")
    if asked.slow:
        with _still():
            seconds = settled(_tools_tag_value(path))()
        print(f"  spdx-tools, all 6,100 packages once: {seconds:.0f} s, {seconds / statistics.median(took):,.0f} x")
    else:
        print("  spdx-tools, all 6,100 packages: not measured (--slow)")


def _here(package: str) -> bool:
    if importlib.util.find_spec(package) is None:
        print(f"  {package}: not installed, not measured")
        return False
    return True


@contextlib.contextmanager
def _still() -> object:
    """Keep what the peers print, log and warn of out of the figures."""
    logging.disable(logging.CRITICAL)
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
    logging.disable(logging.NOTSET)


def peers(folder: Path, asked: argparse.Namespace) -> None:
    """Time what each library calls reading: its own model out of the file, without validation."""
    for name, make in FORMATS.items():
        data = make(PEER_SIZE)
        suffix = {"CycloneDX 1.6": ".cdx.json", "SPDX 2.3 JSON": ".spdx.json"}.get(name, ".spdx3.json")
        path = written(folder, f"peers{suffix}", data)
        timers = {
            "json.loads": settled(lambda data=data: json.loads(data)),
            "fourfold.read": settled(lambda path=path: read(path)),
        }
        for package, makes in PEERS[name].items():
            if not _here(package):
                continue
            with _still():
                found = makes(path)()
            if isinstance(found, int) and found < PEER_SIZE:
                print(f"  {package}: reads {found} of {PEER_SIZE:,} components of {name}, not measured")
                continue
            timers[package] = settled(_quietly(makes(path)))
        took = rounds(timers, min(asked.rounds, 5))
        show(f"{name}, {PEER_SIZE:,} components, {len(data) / 1e6:.1f} MB, against fourfold", took, "fourfold.read")


def _quietly(function: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with _still():
            return function()

    return run


def _tools_json(path: Path) -> Callable[[], object]:
    from spdx_tools.spdx.parser.json.json_parser import parse_from_file

    return lambda: parse_from_file(str(path))


def _tools_tag_value(path: Path) -> Callable[[], object]:
    from spdx_tools.spdx.parser.tagvalue.tagvalue_parser import parse_from_file

    return lambda: parse_from_file(str(path))


def _lib4sbom(path: Path) -> Callable[[], object]:
    from lib4sbom.parser import SBOMParser

    def parse() -> object:
        parser = SBOMParser()
        parser.parse_file(str(path))
        return len(parser.get_packages())

    return parse


def _cyclonedx(path: Path) -> Callable[[], object]:
    from cyclonedx.model.bom import Bom

    return lambda: Bom.from_json(json.loads(path.read_bytes()))


def _model(path: Path) -> Callable[[], object]:
    from spdx_python_model import load

    return lambda: load(path)


PEERS: dict[str, dict[str, Callable[[Path], Callable[[], object]]]] = {
    "CycloneDX 1.6": {"cyclonedx": _cyclonedx, "lib4sbom": _lib4sbom},
    "SPDX 2.3 JSON": {"spdx_tools": _tools_json, "lib4sbom": _lib4sbom},
    "SPDX 3": {"spdx_python_model": _model, "lib4sbom": _lib4sbom},
}
"""By format, the package to import and what reads with it."""


if __name__ == "__main__":
    main()
