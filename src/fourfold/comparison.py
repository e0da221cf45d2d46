"""What changed between two states of a release: things, sources, licences and their conditions, texts, verdicts, findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fourfold.artifact import Bill
from fourfold.contrast import LicenseChange, contrast
from fourfold.correspondence import match
from fourfold.graph import LicenseGraph
from fourfold.identify import identify
from fourfold.policy import Policy, exit_code
from fourfold.terms import Freedom, Reach, Verb
from fourfold.verdict import ArtifactState, Finding, Report


@dataclass(frozen=True, slots=True)
class ArtifactChange:
    """An artifact that is in both states, and is not the same in them."""

    before: str
    """Its id then."""
    after: str
    """Its id now."""
    versions: tuple[str, str]
    license: LicenseChange | None
    """Set if its own terms, or the freedoms that it comes with, are others."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        return {
            "artifact": {"before": self.before, "after": self.after},
            "version": {"before": self.versions[0] or None, "after": self.versions[1] or None},
            "license": self.license.to_dict() if self.license else None,
        }


@dataclass(frozen=True, slots=True)
class SourceChange:
    """An artifact that comes from other things than before, in one way."""

    artifact: str
    verb: Verb
    before: tuple[str, ...]
    """What is no longer among its sources."""
    after: tuple[str, ...]
    """What is new among them."""
    license: LicenseChange | None
    """Where one thing stands in the place of another: what that does to the terms."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        return {
            "artifact": self.artifact,
            "relation": str(self.verb),
            "before": list(self.before),
            "after": list(self.after),
            "license": self.license.to_dict() if self.license else None,
        }


@dataclass(frozen=True, slots=True)
class TextChange:
    """A licence text with another digest than before; one side is empty where a text came or went."""

    licenses: tuple[str, str]
    """What the texts were found to be; empty where no licence was recognised."""
    digests: tuple[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return it as a mapping."""
        (then, now), (old, new) = self.licenses, self.digests
        return {
            "before": {"license": then or None, "sha256": old} if old else None,
            "after": {"license": now or None, "sha256": new} if new else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed between two states."""

    before: Report
    after: Report
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ArtifactChange, ...]
    unchanged: int
    sources: tuple[SourceChange, ...]
    texts: tuple[TextChange, ...]
    new: tuple[Finding, ...]
    """Findings that were not there, or were less grave."""
    fixed: tuple[Finding, ...]

    @property
    def bases(self) -> tuple[SourceChange, ...]:
        """The changes of what something is made by changing: its base (tuple of SourceChange)."""
        return tuple(change for change in self.sources if change.verb.reach is Reach.ADAPT)

    def _exit(self) -> tuple[int, str]:
        counted = [finding for finding in self.new if finding.shipped]
        code, cause = exit_code(counted, self.new, Policy(), self.after.profile)
        return code, re.sub(r"(\d+) ", r"\1 new ", cause) if code else "nothing new fails"

    @property
    def exit_code(self) -> int:
        """1 for a new conflict, 3 for a new unknown at what goes out, else 0 (int)."""
        return self._exit()[0]

    @property
    def cause(self) -> str:
        """The last line of the command (str)."""
        return self._exit()[1]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``fourfold diff --format json`` prints."""
        pair = (self.before, self.after)
        return {
            "schema": 1,
            "tool": dict(self.after.tool),
            "name": {"before": self.before.name, "after": self.after.name},
            "reading": str(self.after.profile),
            "verdict": {"before": str(self.before.verdict), "after": str(self.after.verdict)},
            "freedoms": {
                str(f): {"before": str(pair[0].freedoms[f].value), "after": str(pair[1].freedoms[f].value)}
                for f in Freedom
            },
            "added": list(self.added),
            "removed": list(self.removed),
            "changed": [change.to_dict() for change in self.changed],
            "unchanged": self.unchanged,
            "sources": [change.to_dict() for change in self.sources],
            "bases": [change.to_dict() for change in self.bases],
            "texts": [change.to_dict() for change in self.texts],
            "new": [finding.to_dict() for finding in self.new],
            "fixed": [finding.to_dict() for finding in self.fixed],
            "exit_code": self.exit_code,
            "cause": self.cause,
        }


def compare(before: tuple[Bill, Report], after: tuple[Bill, Report], within: LicenseGraph) -> Comparison:
    """Say what changed between two states of a release.

    Parameters
    ----------
    before, after : tuple of Bill and Report
        What was read, and what the gate found of it, by the same question.
    within : LicenseGraph
        Where licences come from.

    Returns
    -------
    Comparison
    """
    old = {state.id: state for state in before[1].artifacts}
    new = {state.id: state for state in after[1].artifacts}
    called = match(before[0], after[0])
    same = {then: now for then, now in called.items() if then in old and now in new}
    versions = [{a.id: a.version for a in bill.artifacts} for bill in (before[0], after[0])]
    changed = []
    for then, now in same.items():
        terms = contrast(old[then], new[now], within)
        version = versions[0].get(then, ""), versions[1].get(now, "")
        if terms is not None or version[0] != version[1] or then != now:
            changed.append(ArtifactChange(then, now, version, terms))
    kept = set(same.values())
    came, went = _findings(before[1].findings, after[1].findings, called)
    return Comparison(
        before[1],
        after[1],
        tuple(name for name in new if name not in kept),
        tuple(name for name in old if name not in same),
        tuple(changed),
        len(same) - len(changed),
        tuple(_sources(before[0], after[0], same, old, new, within)),
        tuple(_texts(before[0].texts, after[0].texts)),
        came,
        went,
    )


def _sources(
    before: Bill,
    after: Bill,
    same: Mapping[str, str],
    old: Mapping[str, ArtifactState],
    new: Mapping[str, ArtifactState],
    within: LicenseGraph,
) -> Iterator[SourceChange]:
    """Yield, for each thing and each way of coming from others, what it comes from no longer and what it comes from now."""
    then = _objects(before)
    now = _objects(after)
    earlier = {other: name for name, other in same.items()}
    for thing, verb in dict.fromkeys((*((same.get(s, ""), v) for s, v in then), *now)):
        if thing not in earlier:
            continue
        had = then.get((earlier[thing], verb), ())
        has = now.get((thing, verb), ())
        gone = tuple(name for name in had if same.get(name) not in has)
        come = tuple(name for name in has if name not in {same.get(other) for other in had})
        if gone or come:
            swapped = len(gone) == len(come) == 1 and gone[0] in old and come[0] in new
            terms = contrast(old[gone[0]], new[come[0]], within) if swapped else None
            yield SourceChange(thing, verb, gone, come, terms)


def _objects(bill: Bill) -> Mapping[tuple[str, Verb], tuple[str, ...]]:
    """Return what each thing comes from, by verb; what it merely holds is told as added or removed."""
    out: dict[tuple[str, Verb], list[str]] = {}
    for relation in bill.relations:
        if relation.verb is not None and relation.verb is not Verb.CONTAINS:
            out.setdefault((relation.subject, relation.verb), []).append(relation.object)
    return {key: tuple(sorted(set(names))) for key, names in sorted(out.items())}


def _texts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[TextChange]:
    """Yield licence texts that came, went, or stand where another one stood: one of the same licence, or the only other one."""
    gone = {digest: _named(before[digest]) for digest in before if digest not in after}
    come = {digest: _named(after[digest]) for digest in after if digest not in before}
    for old in list(gone):
        new = next((digest for digest in come if come[digest] and come[digest] == gone[old]), "")
        if new or (len(gone) == len(come) == 1):
            new = new or next(iter(come))
            yield TextChange((gone.pop(old), come.pop(new)), (old, new))
    for digest, name in gone.items():
        yield TextChange((name, ""), (digest, ""))
    for digest, name in come.items():
        yield TextChange(("", name), ("", digest))


def _named(text: str) -> str:
    found = identify(text)
    return found.license or (f"modified {found.nearest}" if found.nearest else "")


def _findings(
    before: Sequence[Finding], after: Sequence[Finding], same: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is new and what is fixed; a finding of a thing that is only called otherwise is neither."""
    old = {finding.id: finding for finding in before}
    new = {finding.id for finding in after}
    renamed = {finding.id for finding in before if any(same.get(step, step) != step for step in finding.path)}
    moved = {_key(finding, same): finding for finding in before if finding.id in renamed}
    came = []
    for finding in after:
        earlier = old.get(finding.id) or moved.get(_key(finding, {}))
        if earlier is None or earlier.verdict.rank < finding.verdict.rank or (finding.shipped and not earlier.shipped):
            came.append(finding)
    stayed = {_key(finding, {}) for finding in after}
    went = [f for f in before if f.id not in new and not (f.id in renamed and _key(f, same) in stayed)]
    return tuple(came), tuple(went)


def _key(finding: Finding, called: Mapping[str, str]) -> tuple[object, ...]:
    """Return what makes a finding the same one under other names of the things."""
    path = tuple(called.get(step, step) for step in finding.path)
    clauses = tuple(sorted({(cited.license, cited.clause.kind, cited.clause.section) for cited in finding.clauses}))
    return finding.rule, called.get(finding.subject, finding.subject), path, clauses
