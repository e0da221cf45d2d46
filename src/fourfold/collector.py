"""Python's garbage collector, at rest while a large value is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from walking values that are all in use, which can cost as much as making them.

    Nor does it walk them at the end: what was made meanwhile is put among what is old, as if it had been walked.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
