"""How long a lineage of 5,000 artifacts takes where all share their ancestors, against one where each has a single parent.

    python benchmarks/lineage.py [ROUNDS]

The diamonds stand one upon the other: two things made from one, and one merged from the two; 2^1666 paths lead to the oldest. The lattice has two
artifacts in each layer, each made from both of the layer before, and so twice the chain's relations; 2^2499 paths. If shared ancestors cost
once, neither takes much longer than the chain.
"""

from __future__ import annotations

import sys
from itertools import pairwise

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.terms import Kind, Verb
from timing import calls, rounds, show

SIZE = 5000


def made(name: str, license_id: str = "") -> Artifact:
    return Artifact(name, Kind.CODE, (Claim(license_id),) if license_id else (), inherited=not license_id)


def chain(size: int) -> Bill:
    names = [f"a{i}" for i in range(size)]
    relations = tuple(Relation(new, Verb.MODIFIED_FROM, old, "modified-from") for old, new in pairwise(names))
    return Bill("chain", (made(names[0], "GPL-3.0-only"), *map(made, names[1:])), relations)


def diamonds(size: int) -> Bill:
    artifacts, relations, foot = [made("base", "GPL-3.0-only")], [], "base"
    for i in range((size - 1) // 3):
        left, right, top = f"left{i}", f"right{i}", f"top{i}"
        artifacts += map(made, (left, right, top))
        relations += [Relation(side, Verb.MODIFIED_FROM, foot, "modified-from") for side in (left, right)]
        relations += [Relation(top, Verb.MERGED_FROM, side, "merged-from") for side in (left, right)]
        foot = top
    return Bill("diamonds", tuple(artifacts), tuple(relations))


def lattice(size: int) -> Bill:
    layers = [("base",), *((f"left{i}", f"right{i}") for i in range((size - 1) // 2))]
    relations = tuple(
        Relation(new, Verb.MERGED_FROM, old, "merged-from")
        for above, layer in pairwise(layers)
        for new in layer
        for old in above
    )
    return Bill(
        "lattice", (made("base", "GPL-3.0-only"), *(made(name) for layer in layers[1:] for name in layer)), relations
    )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    bills = {"chain": chain(SIZE), "diamonds": diamonds(SIZE), "lattice": lattice(SIZE)}
    for bill in bills.values():
        print(f"{bill.name}: {len(bill.artifacts)} artifacts, {len(bill.relations)} relations")
    took = rounds({name: calls(lambda bill=bill: check(bill), 1) for name, bill in bills.items()}, number)
    show(f"Analysis of a lineage of {SIZE} artifacts", took, "chain", {"diamonds": 1, "lattice": 1})


if __name__ == "__main__":
    main()
