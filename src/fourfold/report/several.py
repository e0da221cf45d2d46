"""Several reports of one run as one object: what they come to together, with everything that each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fourfold.collector import at_rest
from fourfold.standing import meet_states
from fourfold.terms import Freedom, worst
from fourfold.verdict import SCHEMA, Report


def together(reports: Sequence[Report], code: int, cause: str) -> dict[str, Any]:
    """Return the object that ``fourfold check`` prints as JSON for its inputs.

    Parameters
    ----------
    reports : sequence of Report
        One for each input that holds something, in the order of the call.
    code, cause : int, str
        Exit code of the run, and why it is that.

    Returns
    -------
    dict
        For one input its own report. For several the same keys, with the worst verdict, the meet of the freedoms, all artifacts, findings
        and duties, each with the number of its input, and what each input comes to under ``inputs``.
    """
    if len(reports) == 1:
        return reports[0].to_dict()
    with at_rest():
        dicts = [report.to_dict() for report in reports]
    return {
        "schema": SCHEMA,
        "tool": dicts[0]["tool"],
        "name": ", ".join(report.name for report in reports),
        "source": ", ".join(dict.fromkeys(report.source for report in reports)),
        "question": _common([one["question"] for one in dicts]),
        "verdict": str(worst([report.verdict for report in reports])),
        "exit_code": code,
        "cause": cause,
        "freedoms": {
            str(freedom): meet_states([report.freedoms[freedom] for report in reports]).to_dict() for freedom in Freedom
        },
        "decided_by": [f"{report.name}: {line}" for report in reports for line in report.decided_by],
        "artifacts": _numbered(dicts, "artifacts"),
        "relations": sum(report.relations for report in reports),
        "findings": _numbered(dicts, "findings"),
        "obligations": _numbered(dicts, "obligations"),
        "mix": _added([row for one in dicts for row in one["mix"]]),
        "frameworks": {},
        "ignored": _numbered(dicts, "ignored"),
        "inputs": [_summary(one) for one in dicts],
    }


_SUMMARY = ("name", "source", "question", "verdict", "exit_code", "cause", "freedoms", "decided_by", "relations")


def _summary(one: dict[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in _SUMMARY} | {"artifacts": len(one["artifacts"]), "findings": len(one["findings"])}


def _numbered(dicts: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return what all inputs have under a key, each entry with the number of its input, from 0."""
    return [{"input": i, **entry} for i, one in enumerate(dicts) for entry in one[key]]


def _common(questions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what all were asked; none where they were not asked the same."""
    contexts = [question["context"] for question in questions]
    same = {key: value if all(one[key] == value for one in contexts) else None for key, value in contexts[0].items()}
    return {**questions[0], "context": same}


def _added(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of several mixes, each licence once."""
    out: dict[str, dict[str, Any]] = {}
    for row in rows:
        held = out.setdefault(row["license"], {**row, "artifacts": 0, "shipped": 0, "kinds": [], "evidence": {}})
        for key in ("artifacts", "shipped"):
            held[key] += row[key]
        held["kinds"] = sorted({*held["kinds"], *row["kinds"]})
        for grade, count in row["evidence"].items():
            held["evidence"][grade] = held["evidence"].get(grade, 0) + count
    return sorted(out.values(), key=lambda row: (-row["artifacts"], row["license"]))
