"""Is a clause's threshold passed by the sizes that the question states? Told only where the two count the same thing."""

from __future__ import annotations

from fourfold.license import Clause

MONTHS = 12
GROWN = 2
"""How many times an indexed sum may have grown: prices have not doubled since any of the years that texts name."""
_DOLLARS = ("", "USD")


def counted(clause: Clause, users: float | None, revenue: float | None) -> float | None:
    """Return the number of the question that bears on a clause's threshold.

    Parameters
    ----------
    clause : Clause
        With or without a threshold.
    users : float or None
        Monthly active users, as stated.
    revenue : float or None
        Annual revenue in US dollars, as stated.

    Returns
    -------
    float or None
        None where nothing is stated, or the clause counts what no question states, such as heads.
    """
    metric = clause.parameters.metric
    if clause.kind == "monthly-users" or "user" in metric:
        return users
    return revenue if "revenue" in (metric or "revenue") else None


def passed(clause: Clause, users: float | None, revenue: float | None) -> bool | None:
    """Return whether a clause's threshold is passed.

    Parameters
    ----------
    clause, users, revenue
        As for :func:`counted`.

    Returns
    -------
    bool or None
        True for a clause without a threshold; none where the numbers do not tell.
    """
    given = clause.parameters
    if given.threshold is None:
        return True
    stated = counted(clause, users, revenue)
    if stated is None or given.currency not in _DOLLARS:
        return None
    over = stated >= given.threshold if given.at_least else stated > given.threshold
    if over and given.metric == "monthly-revenue":
        # of a year's sum only the mean month is known, which the best month is never below
        return True if stated > MONTHS * given.threshold else None
    if over and given.indexed and stated <= GROWN * given.threshold:
        return None  # the sum in today's money is higher, and nobody says by how much
    return over


_COUNTS = {
    "monthly-revenue": "revenue a month",
    "annual-revenue": "revenue a year",
    "annual-recurring-revenue": "recurring revenue a year",
    "monthly-active-users": "users a month",
    "monthly-unique-users": "unique users a month",
    "monthly-visits": "visits a month",
    "headcount": "people",
}


def size(clause: Clause) -> str:
    """Say a clause's threshold with what it counts, over what time; empty without one.

    Examples
    --------
    >>> from fourfold.catalogue import catalogue
    >>> mistral = catalogue().get("LicenseRef-Mistral-Modified-MIT-2025.excerpt")
    >>> next(size(clause) for clause in mistral.clauses if clause.kind == "annual-revenue")
    '20,000,000 USD revenue a month'
    """
    given = clause.parameters
    if given.threshold is None:
        return ""
    metric = _metric(clause)
    what = _COUNTS.get(metric, metric.replace("-", " "))
    return " ".join(filter(None, (f"{given.threshold:,}", given.currency, what)))


def _metric(clause: Clause) -> str:
    return clause.parameters.metric or ("monthly-active-users" if clause.kind == "monthly-users" else "annual-revenue")


def within(clause: Clause, other: Clause) -> bool | None:
    """Return whether a threshold lets nobody through whom another one stops.

    Parameters
    ----------
    clause, other : Clause
        Both with a threshold.

    Returns
    -------
    bool or None
        None where the two do not count the same thing, such as yuan and dollars, or heads and users.

    Examples
    --------
    >>> from fourfold.catalogue import catalogue
    >>> llama, qwen = (catalogue().get(f"LicenseRef-scancode-{i}") for i in ("llama-3.1-license-2024", "qwen-2024"))
    >>> caps = [next(clause for clause in licence.clauses if clause.kind == "monthly-users") for licence in (llama, qwen)]
    >>> within(*caps), within(*reversed(caps))
    (False, True)
    """
    mine, given = clause.parameters, other.parameters
    if mine.threshold is None or given.threshold is None or _measure(clause) != _measure(other):
        return None
    by_month = _metric(clause) == "monthly-revenue" != _metric(other)
    # a year's sum is at least that of its best month, which is at least a twelfth of it
    return mine.threshold * (MONTHS if by_month else 1) <= given.threshold


def _measure(clause: Clause) -> tuple[str, str]:
    """Return what a threshold counts, over whatever time, and in which currency."""
    metric = _metric(clause).removeprefix("monthly-").removeprefix("annual-")
    currency = clause.parameters.currency
    return ("users" if "user" in metric else metric), ("" if currency in _DOLLARS else currency)


def differs(clause: Clause) -> str:
    """Say in what a threshold is counted that the question's numbers are not; empty if they are."""
    given = clause.parameters
    if given.currency not in _DOLLARS:
        return f"a threshold in {given.currency}; the question gives US dollars"
    if given.metric == "monthly-revenue":
        return f"a threshold of {size(clause)}; the question gives a year's"
    return "a threshold that is adjusted for inflation" if given.indexed else ""
