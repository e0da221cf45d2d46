"""SARIF 2.1.0, as code scanning takes it: each finding at a file and a line, with a fingerprint that outlives edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fourfold.explain import LicenseDeclared, RelationRecorded, clause_dict
from fourfold.place import Place
from fourfold.report.base import HOME, place_of, rule_page
from fourfold.report.layout import dump
from fourfold.report.words import leaf_words
from fourfold.rules import BY_NAME
from fourfold.rules.base import Rule
from fourfold.verdict import Finding, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""Address of the standard's schema."""
ROOT = "%SRCROOT%"
"""What relative paths are relative to: the top of the checkout, as consumers know it."""
LEVELS = 4
"""Of the log, its runs, a run and its results a large log shows the levels; each result stands on a line."""
MOST_RELATED = 10
"""Places of the reasons that one result names."""


def render(reports: Sequence[Report]) -> str:
    """Return one log with one run, which holds the results of all reports.

    Parameters
    ----------
    reports : sequence of Report
        At least one. What an ignore lets pass is a suppressed result.
    """
    every = [(entry, finding, report) for report in reports for entry, finding in _entries(report)]
    names = sorted({entry["rule"] for entry, _, _ in every})
    index = {name: i for i, name in enumerate(names)}
    results = [_result(entry, finding, report, index) for entry, finding, report in every]
    worst = max(reports, key=lambda report: (report.exit_code == 1, report.exit_code))
    tool = worst.tool
    run = {
        "tool": {
            "driver": {
                "name": tool["name"],
                "version": tool["version"],
                "informationUri": HOME,
                "rules": [_rule(name) for name in names],
                "properties": {"data": tool["data"], "digest": tool["digest"]},
            }
        },
        "invocations": [{"executionSuccessful": True, "exitCode": worst.exit_code, "exitCodeDescription": worst.cause}],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"releases": [_release(report) for report in reports]},
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, LEVELS)


def _entries(report: Report) -> Iterable[tuple[Mapping[str, Any], Finding | None]]:
    """Yield every finding as the JSON contract has it, those that are ignored too; of these only the mapping is left."""
    for finding in report.findings:
        # the tree of reasons, the bulk of the mapping, has no place in a result
        yield (
            replace(finding, explanation=None).to_dict() | {"clauses": list(map(clause_dict, finding.clauses))},
            finding,
        )
    for entry in report.ignored:
        yield entry, None


def _release(report: Report) -> dict[str, Any]:
    whole = replace(report, artifacts=(), findings=(), duties=(), mix=(), ignored=()).to_dict()
    return {key: whole[key] for key in ("name", "source", "question", "verdict", "exit_code", "cause", "freedoms")}


def _rule(name: str) -> dict[str, Any]:
    rule = BY_NAME.get(name)
    if rule is None:
        return {"id": name}
    manual = rule.manual.strip()
    for word, plain in (("{subject}", "the artifact"), ("{origin}", "its source"), ("{license}", "the source's terms")):
        manual = manual.replace(word, plain)  # a rule's page is read before anything is found
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _why(rule)},
        "help": {"text": manual, "markdown": manual},
        "helpUri": rule_page(name),
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {
            "tags": ["license"],
            "precision": str(rule.confidence),
            "problem.severity": "recommendation" if rule.severity == "note" else str(rule.severity),
        },
    }


def _why(rule: Rule) -> str:
    """Return the summary with the manual's first section."""
    _, _, rest = rule.manual.partition("Why it matters\n--------------\n")
    paragraph = rest.partition("\n\n")[0].replace("\n", " ").strip()
    return f"{rule.summary} {paragraph}".strip()


def _result(
    entry: Mapping[str, Any], finding: Finding | None, report: Report, index: Mapping[str, int]
) -> dict[str, Any]:
    where = entry["location"]
    place = place_of(Place(where["file"], where["line"], where["pointer"]), report)
    clauses = [{key: clause[key] for key in ("license", "section", "kind")} for clause in entry["clauses"]]
    fixes = "".join(f"\nFix: {remedy}" for remedy in entry["remedies"][:1])
    result: dict[str, Any] = {
        "ruleId": entry["rule"],
        "ruleIndex": index[entry["rule"]],
        "level": entry["severity"],
        "message": {"text": entry["message"] + fixes},
        "locations": [{**_physical(place), "logicalLocations": [_logical(entry["subject"], place.pointer)]}],
        "partialFingerprints": {"fourfold/v1": entry["id"], "primaryLocationLineHash": entry["id"]},
        "properties": {
            "release": report.name,
            "verdict": entry["verdict"],
            "confidence": entry["confidence"],
            "subject": entry["subject"],
            "path": entry["path"],
            "pointer": place.pointer,
            "readings": entry["readings"],
            "clauses": clauses,
            "remedies": entry["remedies"],
        },
    }
    if finding is not None and any(other.known for other in report.findings):
        result["baselineState"] = "unchanged" if finding.known else "new"
    related = _related(finding, report) if finding is not None else []
    if related:
        result["relatedLocations"] = related
    if "reason" in entry:
        until = f" (until {entry['until']})" if entry.get("until") else ""
        by = f"{entry['by']}: " if entry.get("by") else ""
        justification = f"{by}{entry['reason']}{until}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": justification}]
    return result


def _physical(place: Place) -> dict[str, Any]:
    absolute = place.file.startswith("/") or place.file[1:3] == ":/"
    location = {"uri": quote(place.file, safe="/:@!$&'()*+,;=~-._")} if not absolute else {"uri": _file_uri(place.file)}
    if not absolute:
        location["uriBaseId"] = ROOT
        if ":" in location["uri"].partition("/")[0]:
            location["uri"] = "./" + location["uri"]  # else the first part would be taken for a scheme
    return {"physicalLocation": {"artifactLocation": location, "region": {"startLine": place.line}}}


def _file_uri(file: str) -> str:
    return "file://" + ("" if file.startswith("/") else "/") + quote(file, safe="/:@!$&'()*+,;=~-._")


def _logical(subject: str, pointer: str) -> dict[str, Any]:
    return {"name": subject, **({"fullyQualifiedName": pointer} if pointer else {})}


def _related(finding: Finding, report: Report) -> list[dict[str, Any]]:
    """Return the places of the statements that a finding rests on."""
    if finding.explanation is None:
        return []
    seen: dict[tuple[str, int | None], dict[str, Any]] = {}
    for leaf in finding.explanation.leaves():
        if (
            not isinstance(leaf, RelationRecorded | LicenseDeclared)
            or not leaf.place.file
            or leaf.place == finding.place
        ):
            continue
        place = place_of(leaf.place, report)
        says = {"message": {"text": leaf_words(leaf)}}
        seen.setdefault((place.file, place.line), {**_physical(place), **says})
    return list(seen.values())[:MOST_RELATED]
