"""Repositories of the Hugging Face Hub, read as a checkout of them would be: card, file list, licence texts, never weights.

Nothing here is asked for unless the user says ``--online`` (``online=True``); without it the local cache of the Hub's own library
is looked into, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fourfold.artifact import Bill
from fourfold.hub.address import PREFIX, Address

if TYPE_CHECKING:
    from fourfold.hub.upstream import Shelf


def read(name: str, *, online: bool = False) -> Bill:
    """Read a repository and what its card says that it was made from.

    Parameters
    ----------
    name : str
        ``hf:org/name@revision``; ``hf:datasets/…`` and ``hf:spaces/…`` likewise.
    online : bool, optional
        Ask the Hub; otherwise the local cache alone.

    Raises
    ------
    InputError
        If it cannot be read: no such repository or revision, no access, no network, nothing in the cache.
    """
    from fourfold.hub.repository import release_of
    from fourfold.hub.upstream import follow

    address = Address.parse(name)
    shelf = _shelf(online=online)
    bill = follow(release_of(shelf.get(address, sources=True), address), shelf)
    return _online(bill) if online else bill


def complete(bill: Bill) -> Bill:
    """Look up on the Hub what a card names as its origin, for a bill that was read from files.

    Parameters
    ----------
    bill : Bill
        What was read. Only the ids of a card are names on the Hub; a bill of another format is returned as it is.
    """
    from fourfold.hub.upstream import follow, open_ends

    return _online(follow(bill, _shelf(online=True))) if any(open_ends(bill)) else bill


def _online(bill: Bill) -> Bill:
    """Say where it was read that the network was asked: the same question may have another answer tomorrow."""
    return replace(bill, format=f"{bill.format}, online")


def _shelf(*, online: bool) -> Shelf:
    if online:
        from fourfold.hub.client import Client

        return Client()
    from fourfold.hub.cache import Cache

    return Cache()


__all__ = ["PREFIX", "complete", "read"]
