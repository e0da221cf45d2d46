"""Which artifact of another input is the one that a document speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fourfold.artifact import Artifact, Bill, Claim
from fourfold.errors import UsageError
from fourfold.fill.certain import decisive
from fourfold.lineage import order
from fourfold.merge import may_be, purls
from fourfold.place import Place

_LOCAL = ("SPDXRef-", "/", "#", "_:")
"""How ids begin that mean something in one document only."""


@dataclass(frozen=True, slots=True)
class Source:
    """Another input that a licence may be taken from."""

    bill: Bill
    given: str
    """The path as the user gave it."""
    target: str = ""
    """The id of the one artifact that it speaks of; empty if that is to be told by package URL or id."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing under two names."""

    given: int
    """Which of the other inputs, counted from 0."""
    other: str
    """Its id there."""
    artifact: Artifact
    """What it is in the document."""


class Sources:
    """All other inputs, by the names of what is in them.

    Parameters
    ----------
    sources : sequence of Source
        In the order in which they were named.
    bill : Bill
        The document's own.

    Raises
    ------
    UsageError
        If a source is for an artifact that the document does not have, or does not hold just one thing.
    """

    def __init__(self, sources: Sequence[Source], bill: Bill) -> None:
        self._sources = tuple(sources)
        self._by_name: dict[str, list[tuple[int, Artifact]]] = {}
        self._for: dict[str, list[tuple[int, Artifact]]] = {}
        self._paired: dict[tuple[int, str], Pair] = {}
        self._twins: dict[str, list[Artifact]] = {}
        alike: Counter[object] = Counter()
        for artifact in bill.artifacts:
            for purl in purls(artifact):
                says = purl, artifact.version, tuple((c.license, c.evidence, c.role) for c in artifact.claims)
                alike[says] += 1
                if alike[says] <= 2:  # a third one that says the same tells nothing new
                    self._twins.setdefault(purl, []).append(artifact)
        for number, source in enumerate(sources):
            only = None
            if source.target:
                target = _target(source, bill)
                only = _only(source, target)
                self._for.setdefault(target.id, []).append((number, only))
            for artifact in source.bill.artifacts:
                for name in _names(artifact) if artifact is not only else ():
                    self._by_name.setdefault(name, []).append((number, artifact))

    def claims(self, artifact: Artifact) -> tuple[Claim, ...]:
        """Return all that the sources state of one of the document's artifacts."""
        found = {(number, other.id): other for number, other in self._for.get(artifact.id, ())}
        for name in _names(artifact):
            for number, other in self._by_name.get(name, ()):
                if same(artifact, other):
                    found[number, other.id] = other
        out: list[Claim] = []
        for (number, id_), other in found.items():
            self._paired.setdefault((number, id_), Pair(number, id_, artifact))
            source = self._sources[number]
            out += (replace(claim, place=_shown(claim, source)) for claim in decisive(other.claims))
        return tuple(dict.fromkeys(out))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What was found to be the same so far (tuple of Pair)."""
        return tuple(self._paired.values())

    @property
    def idle(self) -> tuple[str, ...]:
        """The inputs of which nothing was found in the document so far (tuple of str)."""
        used = {pair.given for pair in self.pairs}
        return tuple(source.given for number, source in enumerate(self._sources) if number not in used)

    def twins(self, artifact: Artifact) -> tuple[Claim, ...]:
        """Return what the document states of an artifact elsewhere, under the same package URL."""
        others = [
            twin
            for purl in purls(artifact)
            for twin in self._twins[purl]
            if twin.id != artifact.id and same(artifact, twin)
        ]
        return tuple(dict.fromkeys(claim for twin in others for claim in decisive(twin.claims)))


def same(one: Artifact, other: Artifact) -> bool:
    """Whether two artifacts are the same thing: they share a package URL, or a name that means it beyond one document.

    Parameters
    ----------
    one, other : Artifact
        Of different inputs. Where names, versions or package URLs speak against each other, they are not the same.
    """
    shared = set(purls(one)) & set(purls(other))
    if shared:
        # a package URL without a version is that of all versions, whose licences may differ
        return any(map(_has_version, shared)) or one.version == other.version or not (one.version and other.version)
    common = [name for name in _names(one) if name in set(_names(other))]
    return bool(common) and may_be(replace(one, id=common[0]), other)


def _has_version(purl: str) -> bool:
    return "@" in purl.partition("?")[0].partition("#")[0].rpartition("/")[2]


def _names(artifact: Artifact) -> tuple[str, ...]:
    names = dict.fromkeys((artifact.id, *artifact.aliases))
    return tuple(name for name in names if name and not name.startswith(_LOCAL))


def _target(source: Source, bill: Bill) -> Artifact:
    found = [a for a in bill.artifacts if source.target in {a.id, a.name, *a.aliases}]
    if len(found) == 1:
        return found[0]
    from difflib import get_close_matches

    what = "means several things in" if found else "is nothing in"
    ids = [artifact.id for artifact in found or bill.artifacts]
    near = ids[:4] if found else get_close_matches(source.target, ids, n=3, cutoff=0.3)
    raise UsageError(
        f"{source.target!r} {what} the document", f"--from {source.target}={source.given}", f"one of: {', '.join(near)}"
    )


def _only(source: Source, target: Artifact) -> Artifact:
    """Return the one thing that goes out in a source; of several, the one that is of the same kind."""
    shipped = order(source.bill).shipped
    held = [artifact for artifact in source.bill.artifacts if artifact.id in shipped]
    if len(held) > 1:
        held = [artifact for artifact in held if artifact.kind is target.kind]
    if len(held) != 1:
        raise UsageError(
            f"does not hold just one {target.kind.value if target.kind else 'thing'} that {target.id} could be",
            source.given,
            "a card, a directory or a manifest of that one thing",
        )
    return held[0]


def _shown(claim: Claim, source: Source) -> Place:
    """Return a claim's place without the folders above what the user named, which are nobody's business."""
    place = claim.place
    above = Path(source.given).parent
    if not above.is_absolute() or not Path(place.file).is_relative_to(above):
        return place
    return replace(place, file=str(Path(place.file).relative_to(above)))
