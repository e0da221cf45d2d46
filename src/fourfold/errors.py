"""What can go wrong with a call, as one tree.

::

    FourfoldError
    ├── InputError          something that was to be read cannot be (exit 2)
    │   └── NothingToCheck  it was read, and holds no artifact (exit 3)
    ├── UsageError          the call itself is wrong (exit 2)
    └── DataError           a licence, reading or vocabulary file is not what its schema says (exit 2)

Trouble in what the user's data *say* (an unknown licence, a conflict) is never an error: it is a
:class:`~fourfold.verdict.Finding`.
"""

from __future__ import annotations


class FourfoldError(Exception):
    """Base of all errors that fourfold raises on purpose.

    Parameters
    ----------
    what : str
        What happened.
    where : str, optional
        File, line and pointer, as a person would look it up.
    hint : str, optional
        What to try.
    """

    exit_code = 2

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what)

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.hint:
            parts.append(f"try: {self.hint}")
        return "\n  ".join(parts)


class InputError(FourfoldError):
    """A file or directory cannot be read as what it claims to be."""


class NothingToCheck(InputError):
    """The input was read and holds no artifact: neither clean nor broken."""

    exit_code = 3


class UsageError(FourfoldError):
    """A command, option or argument is wrong."""


class DataError(FourfoldError):
    """A file of fourfold's own data, or of the user's licence folder, breaks its schema."""
