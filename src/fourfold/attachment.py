"""What goes along with a release: licence copies, the NOTICE file, and all else that the lineage demands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fourfold.arrival import Arrival
from fourfold.artifact import Bill, Context
from fourfold.demand import Demand, Group, demands
from fourfold.derive.base import Manner
from fourfold.expression import Expression, atoms
from fourfold.graph import LicenseGraph
from fourfold.identify import identify
from fourfold.terms import Profile, Reach
from fourfold.upstream import Upstream, follow
from fourfold.version import __version__


@dataclass(frozen=True, slots=True)
class Copy:
    """A licence whose text, or address, goes along."""

    license: str
    name: str
    url: str
    artifacts: tuple[str, ...]
    """What is under it, or carries the duty."""
    upstream: tuple[str, ...]
    """Where it comes from; empty if it is the release's own alone."""
    required: bool
    """Whether a clause asks for it; else it is only good custom."""
    link_suffices: bool
    """Whether the address is enough."""
    held: str = ""
    """SHA-256 of the user's own copy; empty if there is none."""

    def to_dict(self) -> dict[str, Any]:
        """Return the copy as a mapping."""
        return {
            "license": self.license,
            "name": self.name,
            "url": self.url or None,
            "artifacts": list(self.artifacts),
            "upstream": list(self.upstream),
            "required": self.required,
            "link_suffices": self.link_suffices,
            "held": self.held or None,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """All that has to go along with a release."""

    name: str
    reading: Profile
    demands: tuple[Demand, ...]
    copies: tuple[Copy, ...]
    unknown: tuple[tuple[str, str], ...]
    """Artifacts whose licence is not known, with what is said of it: what they demand cannot be told."""
    shipped: frozenset[str]
    """Ids of what goes out; it may be the publisher's own."""
    tool: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Licence texts of the user's own tree, by licence id."""

    def of(self, *groups: Group) -> tuple[Demand, ...]:
        """Return the demands of some kinds that count under the reading that was asked for."""
        return tuple(d for d in self.demands if d.group in groups and d.counts(self.reading))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the release needs (tuple of str)."""
        noted = self.of(Group.SENTENCE, Group.CREDIT, Group.CHANGES)
        return (*(("LICENSE",) if self.copies else ()), *(("NOTICE",) if noted else ()))

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold notice --format json`` prints."""
        return {
            "schema": 1,
            "tool": dict(self.tool),
            "name": self.name,
            "reading": str(self.reading),
            "files": list(self.files),
            "licenses": [copy.to_dict() for copy in self.copies],
            "demands": {str(group): [demand.to_dict() for demand in self.of(group)] for group in Group},
            "maybe": [demand.to_dict() for demand in self.demands if not demand.counts(self.reading)],
            "unknown": [{"artifact": artifact, "license": said} for artifact, said in self.unknown],
            "text": self.text(),
        }

    def blocks(self) -> tuple[Block, ...]:
        """Return what the NOTICE file says of each thing that the release came from."""
        groups = (Group.SENTENCE, Group.CREDIT, Group.CHANGES)
        noted: dict[str, list[Demand]] = {}
        for demand in self.of(*groups):
            for origin in demand.upstream:
                noted.setdefault(origin, []).append(demand)
        copies = {copy.license: copy for copy in self.copies}
        return tuple(_block(origin, noted[origin], copies) for origin in sorted(noted))

    def text(self) -> str:
        """Return the NOTICE file; empty if nothing has to stand in it."""
        blocks = self.blocks()
        if not blocks:
            return ""
        head = "NOTICE\n\nThis release holds, or was made from, the works below. Each stays under its own terms.\n"
        return "\n".join((head, *(block.text for block in blocks)))


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a NOTICE file that speaks of one work."""

    origin: str
    text: str
    needed: tuple[str, ...]
    """What has to be found in a file that already says it."""


def _block(origin: str, demands: Iterable[Demand], copies: Mapping[str, Copy]) -> Block:
    licenses: dict[str, None] = {}
    sentences: dict[str, None] = {}
    changes: dict[str, None] = {}
    for demand in demands:
        licenses.update(dict.fromkeys(demand.cited.license.split(" WITH ")))
        if demand.clause.parameters.sentence:
            sentences[demand.clause.parameters.sentence] = None
        if demand.group is Group.CHANGES and len(demand.path) > 1:
            changes[f"{demand.artifact} {demand.path[1]} {demand.path[2]}"] = None
    lines = [origin]
    for name in licenses:
        copy = copies.get(name)
        called = f"{copy.name} ({name})" if copy is not None and copy.name != name else name
        lines.append(f"  License: {called}" + (f", {copy.url}" if copy is not None and copy.url else ""))
    lines += [f"  {sentence}" for sentence in sentences]
    lines += [f"  Changed: {change}" for change in changes]
    return Block(origin, "\n".join(lines) + "\n", (origin, *sentences))


def attachments(
    bill: Bill, within: LicenseGraph, context: Context | None = None, reading: Profile = Profile.TEXT
) -> Notice:
    """Say what has to go along with a release.

    Parameters
    ----------
    bill : Bill
        What was read.
    within : LicenseGraph
        Where licences come from.
    context : Context, optional
        The question's situation; the bill's own by default.
    reading : Profile, optional
        Under ``cautious``, what only the licensor's widest position asks for counts as well.

    Returns
    -------
    Notice
    """
    followed = follow(bill, within)
    made = demands(followed, within, context or bill.context)
    texts = _held(bill.texts)
    counted = [demand for demand in made if demand.counts(reading)]
    copies = tuple(_copies(followed, counted, within, texts))
    tool = {"name": "fourfold", "version": __version__, "data": within.known.version, "digest": within.known.digest}
    held = {name: text for name, (_, text) in texts.items()}
    return Notice(bill.name, reading, made, copies, tuple(_unknown(followed)), followed.lineage.shipped, tool, held)


def _unknown(followed: Upstream) -> Iterator[tuple[str, str]]:
    """Yield whatever has no known licence and goes out, or lives on in what goes out; once each."""
    seen: dict[tuple[str, str], None] = {}
    for name in followed.shipped:
        seen.update({(name, atom.license): None for atom in followed.own[name].unknown if not atom.ambiguous})
        for arrival in followed.arrivals[name].all():
            lost = [atom for atom in atoms(arrival.expression) if not atom.known and not atom.ambiguous]
            seen.update({(arrival.origin, atom.license): None for atom in lost if _lives_on(arrival)})
    yield from seen


def _lives_on(arrival: Arrival) -> bool:
    """Whether something of the old thing goes out with the new one."""
    if arrival.passage.reach is Reach.BESIDE:
        return arrival.passage.manner is Manner.CONTAINS
    return arrival.passage.reach in {Reach.KEEP, Reach.ADAPT, Reach.LINK}


def _held(texts: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the user's own licence texts by licence, each with its digest."""
    out: dict[str, tuple[str, str]] = {}
    for digest, text in texts.items():
        found = identify(text)
        for name in dict.fromkeys((found.license, *found.family)) if found.license else ():
            if name:
                out.setdefault(name, (digest, text))
    return out


def _copies(
    followed: Upstream,
    made: Iterable[Demand],
    within: LicenseGraph,
    texts: Mapping[str, tuple[str, str]],
) -> Iterator[Copy]:
    """Yield each licence that goes along: those that the release is under, and those that its lineage asks for."""
    own: dict[str, dict[str, None]] = {}
    for name in followed.shipped:
        for license_id in _licenses(followed.own[name].expression):
            own.setdefault(license_id, {})[name] = None
    asked: dict[str, list[Demand]] = {}
    for demand in made:
        copy = demand.group is Group.LICENSE or demand.clause.parameters.how == "agreement-copy"
        if copy:
            for license_id in demand.cited.license.split(" WITH "):
                asked.setdefault(license_id, []).append(demand)
    for license_id in dict.fromkeys((*own, *asked)):
        licence = within.known.get(license_id)
        if licence is None:
            continue
        clauses = [demand.clause for demand in asked.get(license_id, ())]
        mine = [c for c in licence.clauses if c.kind == "include-license" or c.parameters.how == "agreement-copy"]
        deciding = clauses or (mine if license_id in own else [])
        yield Copy(
            license_id,
            licence.name,
            licence.url,
            tuple(dict.fromkeys((*own.get(license_id, ()), *(d.artifact for d in asked.get(license_id, ()))))),
            tuple(dict.fromkeys(origin for d in asked.get(license_id, ()) for origin in d.upstream)),
            bool(deciding),
            bool(deciding) and all(c.parameters.link_suffices for c in deciding),
            texts.get(license_id, ("", ""))[0],
        )


def _licenses(expression: Expression | None) -> Iterator[str]:
    for atom in atoms(expression) if expression is not None else ():
        if atom.known:
            yield atom.license
            if atom.exception:
                yield atom.exception
