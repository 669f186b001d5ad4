"""Leave the collection of garbage for later, where there is much and none of it is garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

RECORDS_BETWEEN = 50_000
"""How many records are made before it is looked which can go: nearly all go by themselves."""


@contextmanager
def none_collected() -> Iterator[None]:
    """Have Python not look for garbage inside the block.

    It would go through millions of records and cells again and again, a sixth of the time, to find
    none: what refers to itself is garbage that has to be looked for, and they do not.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def seldom_collected() -> None:
    """Have a program look for garbage seldom, and not when it ends: the system takes all of it.

    That is for who owns the process. To look through a large plan again and again takes a tenth of
    the time, and a last time a tenth of a second where a large period was merged.
    """
    gc.set_threshold(RECORDS_BETWEEN)
    atexit.unregister(gc.freeze)  # asked for several times, it is done once
    atexit.register(gc.freeze)
