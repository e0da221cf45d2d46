"""What the benchmarks share: rounds in which every candidate is timed next to the thing it is compared with.

A round times each candidate once, one after the other, so that whatever else the machine does meets all of them alike. A ratio is taken
within a round; what is printed is the median of the rounds with the smallest and the largest.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

BARE = (sys.executable, "-c", "pass")
"""A Python that starts and ends."""


def command(arguments: Sequence[str | Path]) -> Callable[[], float]:
    """Return a timer of one run of a command, in seconds; a command that cannot be run stops the benchmark."""
    words = [str(word) for word in arguments]

    def run() -> float:
        began = time.perf_counter()
        done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        took = time.perf_counter() - began
        if done.returncode not in {0, 1}:
            raise SystemExit(f"{' '.join(words)}: {done.stderr.decode().strip()}")
        return took

    return run


def calls(function: Callable[[], object], number: int) -> Callable[[], float]:
    """Return a timer of one call of a function, in seconds, taken over a number of calls."""

    def run() -> float:
        began = time.perf_counter()
        for _ in range(number):
            function()
        return (time.perf_counter() - began) / number

    return run


def rounds(timers: Mapping[str, Callable[[], float]], number: int) -> dict[str, list[float]]:
    """Time every candidate in each of some rounds, after one round that does not count."""
    for timer in timers.values():
        timer()
    return {
        name: list(took)
        for name, took in zip(
            timers, zip(*([t() for t in timers.values()] for _ in range(number)), strict=True), strict=True
        )
    }


def show(
    title: str, took: Mapping[str, Sequence[float]], base: str, targets: Mapping[str, float] | None = None
) -> None:
    """Print each candidate's time and its ratio to the base: median (smallest to largest)."""
    print(f"{title}; {len(took[base])} rounds")
    for name, seconds in took.items():
        ratios = [one / other for one, other in zip(seconds, took[base], strict=True)]
        target = (targets or {}).get(name)
        wanted = f"   target {target:g}" if target is not None else ""
        middle, least, most = (_ratio(value) for value in (statistics.median(ratios), min(ratios), max(ratios)))
        spread = f"{middle:>8} x  ({least} to {most})"
        print(f"  {name:<44} {_time(statistics.median(seconds)):>10}  {spread}{wanted}")


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def _time(seconds: float) -> str:
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.1f} ms"
    return f"{seconds * 1e6:.2f} us" if seconds >= 1e-6 else f"{seconds * 1e9:.0f} ns"
