"""What the user accepts: what fails the gate, how unknowns count, what is denied, what is let pass and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from fourfold.place import Place
from fourfold.terms import Extent, Freedom, Profile, Severity, Verdict
from fourfold.verdict import Finding


class FailOn(StrEnum):
    """The least verdict that fails the gate."""

    CONFLICT = "conflict"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    OBLIGATION = "obligation"


class Unknown(StrEnum):
    """How an unknown counts."""

    FAIL = "fail"
    WARN = "warn"


class Stale(StrEnum):
    """How entries of a baseline count that no finding needs any more."""

    WARN = "warn"
    """They are told."""
    FAIL = "fail"
    """They fail, so that a baseline can only shrink."""


class Setting(StrEnum):
    """The parts of a policy that artifacts and freedoms are held against."""

    DENY_CONDITIONS = "deny-conditions"
    ASK_CONDITIONS = "ask-conditions"
    DENY_LICENSES = "deny-licenses"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class Ignore:
    """A finding that somebody has looked at and lets pass."""

    rule: str
    artifact: str
    """Glob over the ids of the finding's subject."""
    reason: str
    by: str = ""
    """Who decided it."""
    until: date | None = None
    """Last day on which it holds; none: for good."""
    license_hash: str = ""
    """SHA-256, in hex, of the licence text that was looked at; empty: of any."""
    place: Place = field(default_factory=Place)

    def speaks_of(self, finding: Finding) -> bool:
        """Whether rule and artifact fit, be it in force or not."""
        subject = finding.subject
        return self.rule == finding.rule and (self.artifact == subject or fnmatchcase(subject, self.artifact))


@dataclass(frozen=True, slots=True)
class Known:
    """One finding that a baseline holds."""

    id: str
    rule: str
    subject: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that were there when the gate was put up; only others fail."""

    findings: tuple[Known, ...] = ()
    place: Place = field(default_factory=Place)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its findings (frozenset of str)."""
        return frozenset(known.id for known in self.findings)


@dataclass(frozen=True, slots=True)
class Policy:
    """What fails, and what is let pass."""

    fail_on: FailOn = FailOn.CONFLICT
    unknown_shipped: Unknown = Unknown.FAIL
    """An unknown at something that goes out."""
    unknown_upstream: Unknown = Unknown.WARN
    """An unknown at something that only lies behind it."""
    exit_zero: bool = False
    deny_conditions: tuple[str, ...] = ()
    """Tags, or kinds, of the clause vocabulary: terms with such a clause are a conflict."""
    ask_conditions: tuple[str, ...] = ()
    """Likewise, unless an ignore that says who approved it stands against it."""
    deny_licenses: tuple[str, ...] = ()
    """Licences by id or name, or globs over ids: effective terms under them are a conflict."""
    require: Mapping[Freedom, Extent] = field(default_factory=dict)
    """The least extent to which each freedom has to be held."""
    ignores: tuple[Ignore, ...] = ()
    as_of: date | None = None
    """The day on which ignores are held against their ``until``; none: today."""
    baseline: Baseline | None = None
    stale: Stale = Stale.WARN
    places: Mapping[Setting, Place] = field(default_factory=dict)
    """Where the settings stand in the user's files."""


_LOOSE = frozenset({"trained-on", "evaluated-on", "runs", "documents", "generated-by"})
"""Relations over which nothing of the old thing need be in the new one: an unknown behind them is upstream."""


def exit_code(
    counted: Sequence[Finding], everything: Sequence[Finding], policy: Policy, profile: Profile
) -> tuple[int, str]:
    """Return the exit code of DESIGN 8 and, in a few words, its cause.

    Parameters
    ----------
    counted : sequence of Finding
        Those at what goes out.
    everything : sequence of Finding
        Those at what lies behind it as well.
    policy : Policy
        What fails; what its baseline holds does not.
    profile : Profile
        Under ``cautious`` a contested finding fails like a conflict.
    """
    held = policy.baseline.ids if policy.baseline else frozenset()
    new = [f for f in counted if f.id not in held]
    failed = [f for f in new if fails(f, policy, profile)]
    undecided = [f for f in new if f.verdict is Verdict.UNKNOWN and _counts(f, policy)]
    if failed:
        code, cause = 1, _count(failed)
    elif undecided:
        mild = sum(f.verdict is Verdict.UNKNOWN for f in new) - len(undecided)
        code, cause = 3, _count(undecided) + (f" (and {mild} that only warn{'s' * (mild == 1)})" if mild else "")
    else:
        code, cause = 0, _nothing_fails(counted, everything, held)
    return (0, f"{cause}, let pass by --exit-zero") if policy.exit_zero and code in {1, 3} else (code, cause)


def _nothing_fails(counted: Sequence[Finding], everything: Sequence[Finding], held: frozenset[str]) -> str:
    """Say that nothing fails, and what is open: at what goes out, as a report counts it, and apart from that upstream."""
    old = [f for f in counted if f.id in held and f.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank]
    rest = [f for f in everything if f.verdict in {Verdict.CONTESTED, Verdict.UNKNOWN} and f.id not in held]
    here = {f.id for f in counted}
    near = _count([f for f in rest if f.id in here])
    far = [f for f in rest if f.id not in here]
    behind = f"{len(far)} more upstream" if near else f"{_count(far)} upstream"
    open_ = ", ".join([*([near] if near else []), *([behind] if far else [])])
    beside = [*([f"{_count(old)} in the baseline"] if old else []), *([open_] if open_ else [])]
    return f"nothing fails ({'; '.join(beside)})" if beside else "nothing fails"


def fails(finding: Finding, policy: Policy, profile: Profile) -> bool:
    """Whether a finding at what goes out makes the exit code 1."""
    match finding.verdict:
        case Verdict.CONFLICT:
            return True
        case Verdict.CONTESTED:
            return profile is Profile.CAUTIOUS or policy.fail_on is not FailOn.CONFLICT
        case Verdict.UNKNOWN:
            return policy.fail_on in {FailOn.UNKNOWN, FailOn.OBLIGATION}
        case Verdict.OK_WITH_OBLIGATIONS:
            return policy.fail_on is FailOn.OBLIGATION and finding.severity is not Severity.NOTE
        case Verdict.OK:
            return False


def _counts(finding: Finding, policy: Policy) -> bool:
    """Whether an unknown finding fails: it is about what goes out, or what it holds; or upstream unknowns fail too."""
    upstream = any(verb in _LOOSE for verb in finding.path[1::2])
    return (policy.unknown_upstream if upstream else policy.unknown_shipped) is Unknown.FAIL


_COUNTED = {
    Verdict.CONFLICT: ("conflict", "conflicts"),
    Verdict.UNKNOWN: ("unknown", "unknown"),
    Verdict.CONTESTED: ("contested", "contested"),
    Verdict.OK_WITH_OBLIGATIONS: ("obligation", "obligations"),
}


def _count(findings: Sequence[Finding]) -> str:
    words = []
    for verdict, (one, many) in _COUNTED.items():
        number = sum(f.verdict is verdict for f in findings)
        if number:
            words.append(f"{number} {one if number == 1 else many}")
    return ", ".join(words)
