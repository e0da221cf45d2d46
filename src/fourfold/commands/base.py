"""What commands share: the question, what it is asked of, and the answer."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fourfold.errors import NothingToCheck, UsageError

if TYPE_CHECKING:
    from fourfold.artifact import Bill
    from fourfold.graph import LicenseGraph
    from fourfold.policy import Policy
    from fourfold.settings import Settings
    from fourfold.verdict import Report


def add_question(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is asked."""
    parser.add_argument("--for", dest="for_", choices=("use", "serve", "redistribute"), help="what it is wanted for")
    parser.add_argument("--form", choices=("raw", "binary", "saas", "outputs", "private"))
    parser.add_argument("--purpose", choices=("any", "commercial", "non-commercial", "research"))
    parser.add_argument("--role", choices=("distributor", "end-user"))
    parser.add_argument("--territory", action="append", metavar="CODE", help="ISO 3166-1 code or EU; may be repeated")
    parser.add_argument("--mau", type=int, metavar="N", help="monthly active users")
    parser.add_argument("--revenue", type=float, metavar="USD", help="annual revenue in US dollars")
    parser.add_argument(
        "--reading", choices=("text", "cautious"), help="which side of open questions decides the exit code"
    )
    parser.add_argument("--licenses", metavar="DIR", help="a folder with licence files of your own")
    parser.add_argument(
        "--online",
        action="store_true",
        help="ask the Hugging Face Hub: for hf:org/name@revision, and for what a card was made from; never weights",
    )
    parser.add_argument("--config", metavar="FILE", help="the configuration (default: the nearest one upward)")
    parser.add_argument("--no-config", action="store_true", help="read no configuration")
    parser.add_argument("--scan", action="store_true", help="let ScanCode look at every file of a directory")


def settings(arguments: argparse.Namespace, **more: Any) -> Settings:
    """Settle what counts: the options, then the environment, then the nearest configuration, then the defaults.

    Parameters
    ----------
    arguments : argparse.Namespace
        With the options of :func:`add_question`.
    **more : Any
        What a command's own options say, by the names of the keys with underscores.
    """
    from pathlib import Path

    from fourfold.config import Config, find, load
    from fourfold.settings import settle

    named = getattr(arguments, "config", None)
    if named and arguments.no_config:
        raise UsageError("--config and --no-config exclude each other", hint="keep one of them")
    path = Path(named) if named else None if arguments.no_config else find(Path())
    given = {
        "for": arguments.for_,
        "form": arguments.form,
        "purpose": arguments.purpose,
        "role": arguments.role,
        "territory": arguments.territory,
        "monthly-active-users": arguments.mau,
        "annual-revenue-usd": arguments.revenue,
        "reading": arguments.reading,
        "licenses": arguments.licenses,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    config = load(path, named or os.path.relpath(path)) if path is not None else Config()
    return settle(given, os.environ, config)


def analyse(arguments: argparse.Namespace, path: str, policy: Policy | None = None) -> tuple[Bill, Report]:
    """Read and check one input as the options and the configuration ask.

    Raises
    ------
    NothingToCheck
        If the input holds no artifact.
    """
    from functools import partial

    from fourfold.api import read
    from fourfold.gate import apply
    from fourfold.whereabouts import located

    settled = settings(arguments)
    within = graph_of(settled)
    bills, _, nothing = read_all((path,), settled, within, partial(read, online=arguments.online, scan=arguments.scan))
    if nothing:
        raise nothing[0]
    bill = bills[0]
    report = judge(bill, settled, within)
    return bill, located(apply(report, policy or settled.policy(), within, texts=bill.texts))


def read_all(
    paths: Sequence[str], settled: Settings, within: LicenseGraph, read: Callable[[str], Bill]
) -> tuple[tuple[Bill, ...], tuple[str, ...], tuple[NothingToCheck, ...]]:
    """Read several inputs, with what the configuration adds.

    Returns
    -------
    tuple
        The bills, the path of each, and what is to be said of inputs that hold nothing to check.
    """
    from fourfold.amend import amend

    bills, held, nothing = [], [], []
    for path in paths:
        try:
            bills.append(read(path))
            held.append(path)
        except NothingToCheck as error:
            nothing.append(error)
    return amend(bills, settled.config.overrides, within.known), tuple(held), tuple(nothing)


def judge(bill: Bill, settled: Settings, within: LicenseGraph) -> Report:
    """Analyse a bill in the situation that was settled, without any policy."""
    from fourfold.api import check

    return check(
        bill,
        form=settled.form,
        purpose=settled.purpose,
        role=settled.role,
        territory=settled.territory,
        monthly_active_users=settled.monthly_active_users,
        annual_revenue_usd=settled.annual_revenue_usd,
        reading=settled.reading,
        within=within,
    )


def again(arguments: argparse.Namespace, path: str) -> str:
    """Return what has to follow ``fourfold explain ID`` so that it asks the same question, quoted for a shell.

    Parameters
    ----------
    arguments : argparse.Namespace
        With the options of :func:`add_question`; those that were given are given again.
    path : str
        The input; empty if none can be read again by itself, and then nothing is returned.
    """
    if path in {"", "-"}:
        return ""
    import shlex

    from fourfold.entry import KEYS

    # a path that looks like an option is only taken as one behind a folder
    words = [f"./{path}" if path.startswith("-") else path]
    values = {"monthly_active_users": arguments.mau, "annual_revenue_usd": arguments.revenue, "for": arguments.for_}
    for key in KEYS:
        name = key.name.replace("-", "_")
        value = values.get(name, getattr(arguments, name, None)) if name in _ASKED else None
        for each in value if isinstance(value, list) else [value]:
            words += [key.option, str(each)] if each is not None else []
    words += ["--config", arguments.config] if arguments.config else []
    words += [f"--{flag.replace('_', '-')}" for flag in ("online", "scan", "no_config") if getattr(arguments, flag)]
    return shlex.join(words)


_ASKED = frozenset(
    "for form purpose role territory monthly_active_users annual_revenue_usd reading licenses".split()  # noqa: SIM905
)
"""The options of the question that take a value."""


def licenses(arguments: argparse.Namespace) -> LicenseGraph | None:
    """Return a graph with the user's own licences, if a folder with some is named."""
    if not arguments.licenses and not _configured(arguments):
        return None  # the usual case, and a short command must stay short
    settled = settings(arguments)
    return graph_of(settled) if settled.licenses else None


def _configured(arguments: argparse.Namespace) -> bool:
    """Whether a configuration may say anything, told without reading one as TOML: that module is dear to import."""
    if getattr(arguments, "config", None) or any(name.startswith("FOURFOLD_") for name in os.environ):
        return True
    folder = os.getcwd()
    while True:
        if os.path.exists(f"{folder}/fourfold.toml"):
            return True
        try:
            with open(f"{folder}/pyproject.toml", "rb") as stream:
                text = stream.read()
                if b"tool.fourfold" in text or b"[tool]" in text:
                    return True
        except OSError:
            pass
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(f"{folder}/.git"):
            return False
        folder = above


def graph_of(settled: Settings) -> LicenseGraph:
    """Return the licences to judge by: fourfold's own, and those of the folder that is named."""
    from fourfold.graph import LicenseGraph, graph

    if not settled.licenses:
        return graph()
    from fourfold.curation import with_licenses

    return LicenseGraph(with_licenses(settled.licenses))
