"""The baseline's file: the findings that were there when the gate was put up, without line numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.policy import Baseline, Known, Policy, fails
from fourfold.terms import Verdict
from fourfold.verdict import Report

SCHEMA = 1
"""Number of the file's schema."""


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises
    ------
    UsageError
        If there is no such file, or it is no baseline.
    """
    try:
        raw = json.loads(Path(path).read_bytes())
    except OSError as error:
        hint = f"fourfold check PATH --write-baseline {path}"
        raise UsageError(f"the baseline cannot be read: {error.strerror}", path, hint) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"is no baseline: {error}", path, "write it anew with --write-baseline") from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA or not isinstance(raw.get("findings"), list):
        raise UsageError("is no baseline", path, "write it anew with --write-baseline")
    return Baseline(tuple(_known(entry, path) for entry in raw["findings"]), Place(path, 1))


def _known(entry: Any, path: str) -> Known:
    values = [str(entry.get(key, "")) for key in ("id", "rule", "subject")] if isinstance(entry, dict) else []
    if len(values) != 3 or not all(values):
        raise UsageError(f"is no baseline: an entry is {entry!r:.80}", path, "write it anew with --write-baseline")
    return Known(values[0], values[1], values[2])


def baseline_of(reports: Iterable[Report], policy: Policy) -> Baseline:
    """Return the baseline that lets everything pass that fails now, or may under a stricter policy.

    Parameters
    ----------
    reports : iterable of Report
        What was found, with the policy applied.
    policy : Policy
        Decides whether duties are findings that fail.
    """
    held = {
        finding.id: Known(finding.id, finding.rule, finding.subject)
        for report in reports
        for finding in report.findings
        if finding.shipped
        and (finding.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank or fails(finding, policy, report.profile))
    }
    return Baseline(tuple(sorted(held.values(), key=lambda known: (known.rule, known.subject, known.id))))


def write_baseline(baseline: Baseline, path: str) -> None:
    """Write a baseline, one finding a line, so that a change of it reads well.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    rows = [
        json.dumps({"id": known.id, "rule": known.rule, "subject": known.subject}, ensure_ascii=False)
        for known in baseline.findings
    ]
    body = ",\n  ".join(rows)
    text = (
        f'{{"schema": {SCHEMA}, "findings": [\n  {body}\n]}}\n' if rows else f'{{"schema": {SCHEMA}, "findings": []}}\n'
    )
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", path) from error
