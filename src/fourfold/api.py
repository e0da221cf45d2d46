"""The library's own face: what ``import fourfold`` offers, each in one line.

The command line is a thin face on these; they print nothing, exit nothing, and ask no network unless they are told to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from os import PathLike, fspath
from typing import TYPE_CHECKING

from fourfold.artifact import Bill, Context, word_of
from fourfold.errors import UsageError
from fourfold.graph import compatible, graph
from fourfold.terms import Form, Profile, Purpose, Role

if TYPE_CHECKING:
    from fourfold.attachment import Notice
    from fourfold.comparison import Comparison
    from fourfold.graph import LicenseGraph
    from fourfold.identify import Identified
    from fourfold.license import License
    from fourfold.policy import Policy
    from fourfold.recommendation import Recommendation
    from fourfold.verdict import Report


def read(path: str | PathLike[str], *, online: bool = False, scan: bool = False) -> Bill:
    """Read a release: a directory, a manifest, a card.

    Parameters
    ----------
    path : str or path-like
        File or directory; ``-`` for standard input; ``hf:org/name@revision`` for a repository of the Hugging Face Hub. The format
        of a file is told by content.
    online : bool, optional
        Ask the Hub: for such a repository, and for what a card names as its origins. Without it a repository is read from the local
        cache of the Hub's library, if it is there.
    scan : bool, optional
        Let ScanCode, which has to be installed, look at the files of a directory as well.

    Returns
    -------
    Bill

    Raises
    ------
    InputError
        If it cannot be read; the message names file and line and what to try.
    NothingToCheck
        If it was read and holds no artifact.
    """
    name = fspath(path)
    if name.startswith("hf:"):
        from fourfold import hub

        if scan:
            raise UsageError("--scan looks at the files of a directory on disk", name, "without --scan")
        return hub.read(name, online=online)
    from fourfold.read import read as read_any
    from fourfold.whereabouts import noted

    bill = read_any(name, scan=scan)
    if online:
        from fourfold import hub

        bill = hub.complete(bill)
    return noted(bill)


def check(
    bill: Bill | str | PathLike[str],
    *,
    form: Form | str | None = None,
    purpose: Purpose | str | None = None,
    role: Role | str | None = None,
    territory: str | Iterable[str] | None = None,
    monthly_active_users: int | None = None,
    annual_revenue_usd: float | None = None,
    reading: Profile | str = Profile.TEXT,
    policy: Policy | None = None,
    within: LicenseGraph | None = None,
) -> Report:
    """Say whether a release keeps its licences and the four freedoms, and why.

    Parameters
    ----------
    bill : Bill or path
        What :func:`read` returned, or a path to read.
    form, purpose, role : str, optional
        Override the bill's own context; words of :class:`~fourfold.terms.Form`, ``Purpose`` and ``Role``.
    territory : str or iterable of str, optional
        ISO 3166-1 alpha-2 codes, or ``EU``.
    monthly_active_users : int, optional
        Users a month, affiliates included.
    annual_revenue_usd : float, optional
        US dollars a year, affiliates included.
    reading : str, optional
        ``text`` or ``cautious``: which side of every open question decides the exit code.
    policy : Policy, optional
        What fails, and what is let pass.
    within : LicenseGraph, optional
        The licences to judge by, for instance with private ones.

    Returns
    -------
    Report
        Its ``to_dict()`` is the JSON of the command line.

    Raises
    ------
    UsageError
        If a word is none of those that may stand there; the hint lists them.

    Examples
    --------
    >>> bill = Bill("demo", (Artifact("m", Kind.MODEL, (Claim("MIT"),)),))
    >>> check(bill).freedoms[Freedom.USE].value
    <Extent.GRANTED: 'granted'>
    """
    from fourfold.analyse import check as analyse
    from fourfold.gate import apply
    from fourfold.whereabouts import located

    bill = bill if isinstance(bill, Bill) else read(bill)
    context = bill.context.but(
        form=form,
        purpose=purpose,
        role=role,
        territory=territory,
        monthly_active_users=monthly_active_users,
        annual_revenue_usd=annual_revenue_usd,
    )
    report = analyse(bill, within=within, context=context, policy=policy, profile=word_of(Profile, reading, "reading"))
    return located(apply(report, policy, within, texts=bill.texts) if policy is not None else report)


def audit(
    bill: Bill | str | PathLike[str],
    frameworks: Iterable[str] | None = None,
    mode: str = "framework",
    *,
    within: LicenseGraph | None = None,
) -> Report:
    """Say how a release stands to each framework, beside all that :func:`check` says.

    Parameters
    ----------
    bill : Bill or path
        What :func:`read` returned, or a path to read.
    frameworks : iterable of str, optional
        ``mof``, ``osaid``, ``eu-ai-act``, ``software-heritage``, …; all by default.
    mode : str, optional
        ``framework``, or ``mot`` for the Model Openness Tool to the letter; it concerns ``mof`` alone.
    within : LicenseGraph, optional
        The licences to judge by.

    Returns
    -------
    Report
        With ``frameworks`` filled in.

    Raises
    ------
    UsageError
        If a framework or the mode has no such name.
    """
    from fourfold.frameworks import audit as assess

    bill = bill if isinstance(bill, Bill) else read(bill)
    report = check(bill, within=within)
    known = within.known if within is not None else None
    return replace(report, frameworks=assess(bill, report, frameworks, mode, known=known))


def recommend(
    bill: Bill | str | PathLike[str],
    want: str | None = None,
    *,
    artifacts: Iterable[str] = (),
    context: Context | None = None,
    reading: Profile | str = Profile.TEXT,
    within: LicenseGraph | None = None,
) -> Recommendation:
    """Say which licences a release may have: ``admissible``, ``excluded``, ``cheapest_change``.

    Parameters
    ----------
    want : str, optional
        A licence expression, or freedoms such as ``use=granted,share=granted``; what is stated by default, else the freest.
    artifacts : iterable of str, optional
        Ids of what the licence is for; what the release itself made, by default.
    bill, context, reading, within
        As for :func:`check`; the context is the bill's own by default.
    """
    from fourfold.recommendation import recommend as weigh

    bill = bill if isinstance(bill, Bill) else read(bill)
    return weigh(
        bill, graph() if within is None else within, want, artifacts, context, word_of(Profile, reading, "reading")
    )


def diff(
    before: Bill | str | PathLike[str],
    after: Bill | str | PathLike[str],
    *,
    reading: Profile | str = Profile.TEXT,
    within: LicenseGraph | None = None,
) -> Comparison:
    """Say what changed between two states of a release.

    Parameters
    ----------
    before, after, reading, within
        The two states, and as for :func:`check`; under ``cautious`` a new contested finding fails like a conflict.
    """
    from fourfold.comparison import compare

    bills = [bill if isinstance(bill, Bill) else read(bill) for bill in (before, after)]
    old, new = ((bill, check(bill, reading=reading, within=within)) for bill in bills)
    return compare(old, new, graph() if within is None else within)


def notice(
    bill: Bill | str | PathLike[str],
    *,
    context: Context | None = None,
    reading: Profile | str = Profile.TEXT,
    within: LicenseGraph | None = None,
) -> Notice:
    """Say what has to go along with a release; its ``text()`` is the NOTICE file.

    Parameters
    ----------
    bill, context, reading, within
        As for :func:`check`; under ``cautious``, what only the licensor's widest position asks for counts as well.
    """
    from fourfold.attachment import attachments

    bill = bill if isinstance(bill, Bill) else read(bill)
    return attachments(bill, graph() if within is None else within, context, word_of(Profile, reading, "reading"))


def license(name: str) -> License:  # noqa: A001  the field's own word
    """Return a licence by id, tag or name.

    Parameters
    ----------
    name : str
        An SPDX id, a Hub tag, a ScanCode key, or what people write.

    Returns
    -------
    License

    Raises
    ------
    UsageError
        If the name means no licence, or several; the hint lists them.

    Examples
    --------
    >>> license("llama3.1").steward
    'Meta'
    """
    return graph().license(name)


def identify(text: str) -> Identified:
    """Name the licence of a text by its words.

    Parameters
    ----------
    text : str
        The text, however it is wrapped.

    Returns
    -------
    Identified
        With ``license``, ``score`` and ``differences``.
    """
    from fourfold.identify import identify as by_words

    return by_words(text)


__all__ = [
    "audit",
    "check",
    "compatible",
    "diff",
    "graph",
    "identify",
    "license",
    "notice",
    "read",
    "recommend",
]
