"""Documents held against their standard, by the standard's own validators. Reading stays tolerant: this only adds what they say.

Each module beside this one wraps one validator, imported late. A document that is not valid has the diagnostic ``document-invalid``
for each kind of complaint; one that could not be validated has ``document-unvalidated``, and one whose form has no validator
``document-without-validator``: not validated is never valid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from os import PathLike, fspath

from fourfold.artifact import Bill, Diagnostic
from fourfold.read import read_source
from fourfold.read.base import Source, open_source
from fourfold.strict import cyclonedx, spdx2, spdx3
from fourfold.strict.base import Validator, report

VALIDATORS: tuple[Validator, ...] = (spdx2.VALIDATOR, spdx3.VALIDATOR, cyclonedx.VALIDATOR)
"""All validators; a document's format tells which is asked."""


def read(path: str | PathLike[str], plain: Callable[[str], Bill] | None = None) -> Bill:
    """Read a release as :func:`fourfold.read` does, and hold it against its standard.

    Parameters
    ----------
    path : str or path-like
        File or directory; ``-`` for standard input.
    plain : callable, optional
        Reads what is no document of a standard: repositories of the Hub, and what is looked up there.

    Returns
    -------
    Bill
        With what the validator says among its diagnostics.

    Raises
    ------
    InputError
        If it cannot be read at all.
    UsageError
        If the validator is not installed.
    """
    name = fspath(path)
    if plain is not None and name.startswith("hf:"):
        bill = plain(name)
        return replace(bill, diagnostics=(*bill.diagnostics, _without(bill)))
    source = open_source(name)
    source.is_kept = True
    bill = read_source(source)
    said = validate(source, bill)
    if plain is not None and name != "-" and _validator(bill) is None:
        bill = plain(name)
    return replace(bill, diagnostics=(*bill.diagnostics, *said))


def _validator(bill: Bill) -> Validator | None:
    return next((validator for validator in VALIDATORS if bill.format.startswith(validator.standard)), None)


def _without(bill: Bill) -> Diagnostic:
    says = f"{bill.format or 'this form of input'} has no standard validator; --strict holds only SPDX and CycloneDX documents against theirs"
    return Diagnostic("document-without-validator", says, bill.place)


def validate(source: Source, bill: Bill) -> tuple[Diagnostic, ...]:
    """Return what a standard's validator says of a document, as diagnostics; nothing if it is valid.

    Parameters
    ----------
    source : Source
        The document.
    bill : Bill
        What was read from it; it tells the format, and where things stand.
    """
    if bill.place.pointer:
        says = (
            f"{bill.format} stands inside another document and was not held against its standard; take it out for that"
        )
        return (Diagnostic("document-unvalidated", says, bill.place),)
    validator = _validator(bill)
    return (_without(bill),) if validator is None else report(validator, source, bill)


__all__ = ["VALIDATORS", "read", "validate"]
