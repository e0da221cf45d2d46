"""What every validator shares: a complaint, bounds on what is validated, and how complaints become diagnostics."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from fourfold.artifact import Bill, Diagnostic
from fourfold.errors import UsageError
from fourfold.place import Place
from fourfold.read.base import Source
from fourfold.read.notes import Notes

MOST = 10_000
"""Complaints that are counted; a document with more has its kinds told by then."""
KINDS = 100
"""Kinds of complaint that are told one by one."""
LONGEST = 240
"""Characters of one complaint; validators print whole objects."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that a validator has against a document."""

    says: str
    """What is wrong, without what it is wrong with, so that equal ones are told once."""
    what: str
    """What it is wrong with: an id, a value."""
    place: Place


@dataclass(frozen=True, slots=True)
class Validator:
    """One standard's validator."""

    standard: str
    """What the formats that it holds begin with."""
    package: str
    """What people install."""
    extra: str
    """The extra of fourfold that installs it."""
    limit: Callable[[Bill], int]
    """Bytes from which a document of this form is not validated, because it would take minutes."""
    complaints: Callable[[Source, Bill], Iterable[Complaint]]
    """Yields what is wrong; raises ImportError if the validator is not installed, and NotImplementedError if it knows no such document."""


def report(validator: Validator, source: Source, bill: Bill) -> tuple[Diagnostic, ...]:
    """Return a validator's complaints as diagnostics, one for each kind.

    Raises
    ------
    UsageError
        If the validator is not installed.
    """
    limit = validator.limit(bill)
    if len(source.data) > limit:
        sizes = f"{_mib(len(source.data))}, and {validator.package} takes minutes from {_mib(limit)} on"
        return (_unvalidated(f"not validated: too large ({sizes})", bill),)
    try:
        with _quiet():
            found = list(islice(validator.complaints(source, bill), MOST))
    except ImportError as error:
        raise UsageError(
            f"--strict needs {validator.package}, which is not installed ({error.name or error})",
            source.name,
            f"pip install 'fourfold[{validator.extra}]'",
        ) from error
    except NotImplementedError as error:
        return (_unvalidated(f"not validated: {error}", bill),)
    except Exception as error:  # noqa: BLE001  a validator that breaks down on a bad document must not hide what was read
        says = f"{type(error).__name__}: {clipped(str(error))}"
        return (_unvalidated(f"not validated: {validator.package} gave up on it ({says})", bill),)
    return tuple(_told(found, f"not valid {bill.format}, says {validator.package}", bill.place))


def _told(found: list[Complaint], verdict: str, whole: Place) -> Iterator[Diagnostic]:
    notes = Notes()
    for complaint in found:
        says = f"{verdict}: {clipped(complaint.says)}"
        notes.add("document-invalid", says, clipped(complaint.what), complaint.place)
    told = notes.diagnostics()
    yield from told[:KINDS]
    if len(told) > KINDS or len(found) == MOST:
        more = f"at least {len(found)} complaints in all; the first {min(len(told), KINDS)} kinds are told"
        yield Diagnostic("document-invalid", f"{verdict}: {more}", whole)


def _unvalidated(says: str, bill: Bill) -> Diagnostic:
    return Diagnostic("document-unvalidated", f"{bill.format}: {says}", bill.place)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the libraries print and warn to themselves: the last line on standard error is the cause of the exit code."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stderr(io.StringIO()),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def clipped(text: str) -> str:
    r"""Return a text on one line, and not longer than people read.

    Examples
    --------
    >>> clipped("a  b\n c")
    'a b c'
    """
    text = _SPACE.sub(" ", text).strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"
