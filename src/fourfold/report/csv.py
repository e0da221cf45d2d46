"""The mix as a table for spreadsheets: one row for each licence of each release."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from fourfold.terms import Grade
from fourfold.verdict import Report

COLUMNS = ("release", "license", "artifacts", "shipped", "kinds", *(f"evidence_{grade}" for grade in Grade))
"""The columns, in order; ``evidence_A`` and so on count artifacts whose claim has that grade."""


def render(reports: Sequence[Report]) -> str:
    """Return the mix as CSV (RFC 4180), the most frequent licences of each release first.

    Parameters
    ----------
    reports : sequence of Report
        Each with its own rows.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for report in reports:
        for row in report.mix:
            counts = [row.evidence.get(str(grade), 0) for grade in Grade]
            kinds = " ".join(row.kinds)
            table.writerow([_cell(report.name), _cell(row.license), row.artifacts, row.shipped, _cell(kinds), *counts])
    return out.getvalue()


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whatever a file in the release is called."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
