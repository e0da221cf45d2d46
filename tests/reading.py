"""What a test asks of a bill that was read."""

from __future__ import annotations


def said(bill):
    """Return the licences that the first artifact states, as written."""
    return [claim.license for claim in bill.artifacts[0].claims]


def codes(bill):
    """Return the codes of what was noticed while reading."""
    return [entry.code for entry in bill.diagnostics]
