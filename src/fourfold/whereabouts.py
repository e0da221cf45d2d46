"""The lines of what is told: JSON is read by pointers, and few of them are ever looked up."""

from __future__ import annotations

from dataclasses import replace

from fourfold.artifact import Bill
from fourfold.place import Place
from fourfold.verdict import Report


def located(report: Report) -> Report:
    """Give the places of what was found their lines, as far as the file can be read again.

    Parameters
    ----------
    report : Report
        Its findings, and what was ignored.

    Returns
    -------
    Report
    """
    from fourfold.read.lines import concrete

    passed = [Place(**entry["location"]) for entry in report.ignored]
    every = [*(finding.place for finding in report.findings), *passed]
    if all(place.line is not None for place in every):
        return report
    places = concrete(every)
    findings = tuple(
        replace(finding, place=places[finding.place]) if finding.place.line is None else finding
        for finding in report.findings
    )
    ignored = tuple(
        {**entry, "location": places[place].to_dict()} for entry, place in zip(report.ignored, passed, strict=True)
    )
    return replace(report, findings=findings, ignored=ignored)


def noted(bill: Bill) -> Bill:
    """Give the places of a bill's diagnostics their lines, as far as the file can be read again.

    Parameters
    ----------
    bill : Bill
        As it was read.

    Returns
    -------
    Bill
    """
    from fourfold.read.lines import concrete

    if all(entry.place.line is not None for entry in bill.diagnostics):
        return bill
    places = concrete(entry.place for entry in bill.diagnostics)
    told = tuple(replace(entry, place=places[entry.place]) for entry in bill.diagnostics)
    return replace(bill, diagnostics=told)
