"""Where the nodes of a layered picture stand: layers by longest path, order by the neighbours' middle, no two upon each other.

A small form of Sugiyama's method; what lies in a circle is placed as if one of its lines were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 6
"""How often the order within the layers is settled anew."""
MOST_BENDS = 150
"""Bends from which on lines go straight to their ends: around that many nobody follows one."""
GAP = 22
"""Pixels between two nodes of a layer."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where things stand, in pixels from the top left."""

    x: Mapping[str, int]
    """Left edge of each node."""
    y: Mapping[str, int]
    """Middle of each node."""
    ways: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]
    """Points that a line between two nodes goes through, between its ends."""
    width: int
    height: int


def place(
    sizes: Mapping[str, tuple[int, int]], lines: Sequence[tuple[str, str]], room: Mapping[tuple[str, str], int]
) -> Placed:
    """Place nodes in layers from left to right, each line leading to the right where no circle forbids it.

    Parameters
    ----------
    sizes : mapping of str to (int, int)
        Width and height of each node, in pixels.
    lines : sequence of (str, str)
        From node to node.
    room : mapping of (str, str) to int
        Pixels that the words of a line need.

    Returns
    -------
    Placed
    """
    pairs = [pair for pair in dict.fromkeys(lines) if pair[0] != pair[1]]
    layer = _layers(list(sizes), pairs)
    columns, chains = _columns(sizes, pairs, layer)
    neighbours = _neighbours(chains.values())
    _order(columns, neighbours)
    heights = {name: sizes[name][1] if name in sizes else 8 for column in columns for name in column}
    y = _heights(columns, neighbours, heights)
    x, across = _across(columns, sizes, pairs, layer, room)
    ways = {
        pair: tuple((edge, y[bend]) for bend in chain[1:-1] for edge in (x[bend], x[bend] + across[bend]))
        for pair, chain in chains.items()
    }
    width = max((x[name] + sizes[name][0] for name in sizes), default=0)
    height = max((y[name] + heights[name] // 2 for name in heights), default=0)
    return Placed({n: x[n] for n in sizes}, {n: y[n] for n in sizes}, ways, width, height)


def _layers(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return each node's layer: one more than the last of those before it; in a circle the first node in name order goes first."""
    after: dict[str, list[str]] = {name: [] for name in names}
    waiting = dict.fromkeys(names, 0)
    for start, end in pairs:
        after[start].append(end)
        waiting[end] += 1
    layer: dict[str, int] = {}
    depth = dict.fromkeys(names, 0)
    ready = sorted((name for name in names if not waiting[name]), reverse=True)
    left = set(names)
    while left:
        name = ready.pop() if ready else min(left)
        if name not in left:
            continue
        left.discard(name)
        layer[name] = depth[name]
        for end in after[name]:
            if end in left:
                depth[end] = max(depth[end], layer[name] + 1)
                waiting[end] -= 1
                if not waiting[end]:
                    ready.append(end)
    return layer


Chains = dict[tuple[str, str], list[str]]


def _columns(
    sizes: Mapping[str, tuple[int, int]], pairs: Sequence[tuple[str, str]], layer: Mapping[str, int]
) -> tuple[list[list[str]], Chains]:
    """Return the names of each layer, with a bend for each layer that a line passes, and each line's way over them."""
    columns: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for name in sizes:
        columns[layer[name]].append(name)
    passed = sum(max(0, abs(layer[end] - layer[start]) - 1) for start, end in pairs)
    if passed > MOST_BENDS:
        return columns, {(start, end): [start, end] for start, end in pairs}
    chains: Chains = {}
    for start, end in pairs:
        step = 1 if layer[end] >= layer[start] else -1
        bends = [(at, f"\0{start}\0{end}\0{at}") for at in range(layer[start] + step, layer[end], step)]
        for at, bend in bends:
            columns[at].append(bend)
        chains[start, end] = [start, *(bend for _, bend in bends), end]
    return columns, chains


def _neighbours(chains: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for chain in chains:
        for one, two in pairwise(chain):
            found.setdefault(one, []).append(two)
            found.setdefault(two, []).append(one)
    return found


def _order(columns: list[list[str]], neighbours: Mapping[str, list[str]]) -> None:
    """Put each layer in the order of its neighbours' middles, forth and back."""
    rank = {name: float(i) for column in columns for i, name in enumerate(column)}
    at = {name: i for i, column in enumerate(columns) for name in column}
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for i in range(len(columns)) if forth else reversed(range(len(columns))):
            beside = {
                name: [rank[other] for other in neighbours.get(name, ()) if (at[other] < i) is forth and at[other] != i]
                for name in columns[i]
            }
            columns[i].sort(key=lambda n: sum(beside[n]) / len(beside[n]) if beside[n] else rank[n])
            rank.update({name: float(place) for place, name in enumerate(columns[i])})


def _heights(
    columns: Sequence[Sequence[str]], neighbours: Mapping[str, list[str]], heights: Mapping[str, int]
) -> dict[str, int]:
    """Return the middle of each node: near those of its neighbours, and clear of the nodes above it."""
    y: dict[str, float] = {}
    for column in columns:
        top = 0.0
        for name in column:
            y[name] = top + heights[name] / 2
            top += heights[name] + GAP
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [
                sum(y[other] for other in neighbours[name]) / len(neighbours[name]) if neighbours.get(name) else y[name]
                for name in column
            ]
            _clear(column, wanted, heights, y)
    least = min((y[name] - heights[name] / 2 for name in y), default=0)
    return {name: round(middle - least) for name, middle in y.items()}


def _clear(column: Sequence[str], wanted: Sequence[float], heights: Mapping[str, int], y: dict[str, float]) -> None:
    """Put a layer's nodes as near to where they are wanted as their order and the gap allow."""
    below = float("-inf")
    put = []
    for name, middle in zip(column, wanted, strict=True):
        half = heights[name] / 2
        middle = max(middle, below + half)
        put.append(middle)
        below = middle + half + GAP
    drift = sum(w - p for w, p in zip(wanted, put, strict=True)) / len(put) if put else 0
    for name, middle in zip(column, put, strict=True):
        y[name] = middle + drift


def _across(
    columns: Sequence[Sequence[str]],
    sizes: Mapping[str, tuple[int, int]],
    pairs: Sequence[tuple[str, str]],
    layer: Mapping[str, int],
    room: Mapping[tuple[str, str], int],
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the left edge of each node, and the width of its layer: that of its widest node.

    Behind a layer there is room for the words of the lines that leave it. A line that passes a layer does so in one go.
    """
    x: dict[str, int] = {}
    across: dict[str, int] = {}
    left = 0
    for i, column in enumerate(columns):
        width = max((sizes[name][0] for name in column if name in sizes), default=0)
        for name in column:
            x[name], across[name] = left, width
        words = max((room.get(pair, 0) for pair in pairs if layer[pair[0]] == i), default=0)
        left += width + max(60, words + 30)
    return x, across
