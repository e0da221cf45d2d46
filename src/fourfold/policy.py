"""What the user accepts: what fails the gate, and how unknowns count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fourfold.terms import Profile, Severity, Verdict
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


@dataclass(frozen=True, slots=True)
class Policy:
    """What fails, and what is let pass."""

    fail_on: FailOn = FailOn.CONFLICT
    unknown_shipped: Unknown = Unknown.FAIL
    """An unknown at something that goes out."""
    unknown_upstream: Unknown = Unknown.WARN
    """An unknown at something that only lies behind it."""
    exit_zero: bool = False


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
        What fails.
    profile : Profile
        Under ``cautious`` a contested finding fails like a conflict.
    """
    by_verdict = {verdict: [f for f in counted if f.verdict is verdict] for verdict in Verdict}
    conflicts = by_verdict[Verdict.CONFLICT]
    contested = by_verdict[Verdict.CONTESTED]
    asked = [f for f in by_verdict[Verdict.OK_WITH_OBLIGATIONS] if f.severity is not Severity.NOTE]
    unknown = [f for f in counted if f.verdict is Verdict.UNKNOWN and _counts(f, policy)]
    failed = list(conflicts)
    if profile is Profile.CAUTIOUS or policy.fail_on is not FailOn.CONFLICT:
        failed += contested
    if policy.fail_on in {FailOn.UNKNOWN, FailOn.OBLIGATION}:
        failed += by_verdict[Verdict.UNKNOWN]
    if policy.fail_on is FailOn.OBLIGATION:
        failed += asked
    if failed:
        code, cause = 1, _count(failed)
    elif unknown:
        code, cause = 3, _count(unknown)
    else:
        rest = [f for f in everything if f.verdict in {Verdict.CONTESTED, Verdict.UNKNOWN}]
        code, cause = 0, f"nothing fails ({_count(rest)})" if rest else "nothing fails"
    return (0, f"{cause}, let pass by --exit-zero") if policy.exit_zero and code in {1, 3} else (code, cause)


def _counts(finding: Finding, policy: Policy) -> bool:
    """Whether an unknown finding fails: it is about what goes out, or what it holds; or upstream unknowns fail too."""
    upstream = any(verb in _LOOSE for verb in finding.path[1::2])
    return (policy.unknown_upstream if upstream else policy.unknown_shipped) is Unknown.FAIL


def _count(findings: Sequence[Finding]) -> str:
    words = []
    for verdict in (Verdict.CONFLICT, Verdict.UNKNOWN, Verdict.CONTESTED, Verdict.OK_WITH_OBLIGATIONS):
        number = sum(f.verdict is verdict for f in findings)
        if number:
            name = verdict.value if verdict is not Verdict.OK_WITH_OBLIGATIONS else "obligation"
            words.append(
                f"{number} {name}{'s' if number > 1 and verdict is not Verdict.UNKNOWN and verdict is not Verdict.CONTESTED else ''}"
            )
    return ", ".join(words)
