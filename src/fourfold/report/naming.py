"""Artifacts by the names that people gave them, where the input's own ids are made for machines; JSON keeps the ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fourfold.verdict import ArtifactState, Finding, Report

_MACHINES = ("SPDXRef-", "DocumentRef-", "urn:", "http://", "https://")
_DIGEST = re.compile(r"[0-9a-f]{8}", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,;()]+")


def named(report: Report) -> Report:
    """Return a report in which artifacts go by name and version where the input names them and their ids say nothing.

    Two of one name keep their ids behind it.
    """
    labels = _labels(report)
    if not labels:
        return report
    return replace(
        report,
        findings=tuple(_finding(finding, labels) for finding in report.findings),
        artifacts=tuple(replace(state, id=labels.get(state.id, state.id)) for state in report.artifacts),
        duties=tuple(replace(duty, artifact=labels.get(duty.artifact, duty.artifact)) for duty in report.duties),
        decided_by=tuple(_said(line, labels) for line in report.decided_by),
        ignored=tuple(_ignored(entry, labels) for entry in report.ignored),
    )


def label(state: ArtifactState) -> str:
    """Return what people call an artifact; empty if nothing names it. Of a package URL that is what stands before the qualifiers.

    Parameters
    ----------
    state : ArtifactState
        With the name and version that the input gives.
    """
    if state.id.startswith("pkg:"):
        return state.id.partition("?")[0].partition("#")[0]
    version = "" if state.version and state.version in state.name else state.version
    return f"{state.name} {version}".strip() if state.name else ""


def _labels(report: Report) -> Mapping[str, str]:
    """Return the ids that are replaced, each with what stands in its place."""
    called = {state.id: label(state) for state in report.artifacts}
    count = Counter(called.values())
    return {
        state.id: name if count[name] == 1 else f"{name} [{state.id}]"
        for state in report.artifacts
        if (name := called[state.id]) and state.id != report.name and _is_opaque(state)
    }


def _is_opaque(state: ArtifactState) -> bool:
    """Whether an id says less than the name; one that holds the name and no digest is one that people write."""
    id_ = state.id
    if id_.startswith("pkg:") or id_ == label(state):
        return id_ != label(state)
    return id_.startswith(_MACHINES) or bool(_DIGEST.search(id_)) or state.name.lower() not in id_.lower()


def _said(text: str, labels: Mapping[str, str]) -> str:
    """Return a sentence with every id in it replaced."""

    def told(match: re.Match[str]) -> str:
        """Return a token's label, keeping the punctuation after it."""
        token = match[0]
        bare = token.rstrip(":.")
        return labels.get(token) or (labels[bare] + token[len(bare) :] if bare in labels else token)

    return _TOKEN.sub(told, text)


def _ignored(entry: Mapping[str, Any], labels: Mapping[str, str]) -> Mapping[str, Any]:
    subject, message = str(entry.get("subject", "")), str(entry.get("message", ""))
    return {**entry, "subject": labels.get(subject, subject), "message": _said(message, labels)}


def _finding(finding: Finding, labels: Mapping[str, str]) -> Finding:
    return replace(
        finding,
        subject=labels.get(finding.subject, finding.subject),
        message=_said(finding.message, labels),
        path=tuple(labels.get(step, step) for step in finding.path),
        remedies=tuple(_said(remedy, labels) for remedy in finding.remedies),
    )
