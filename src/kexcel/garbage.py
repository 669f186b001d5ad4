"""Leave the collection of garbage for later, where there is much and none of it is garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


def none_collected_at_exit() -> None:
    """Have a program end without looking for garbage a last time: the system takes all of it.

    That is for who owns the process. It is a tenth of a second where a large period was merged.
    """
    atexit.unregister(gc.freeze)  # asked for several times, it is done once
    atexit.register(gc.freeze)
