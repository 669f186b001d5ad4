"""Received files to identified returns with their answers and findings."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.collect.examine import Books, Known, given_up, read_return
    from kexcel.collect.identify import FormIndex
    from kexcel.collect.litter import is_litter

__all__ = [
    "Books",
    "FormIndex",
    "Known",
    "given_up",
    "is_litter",
    "read_return",
]

_HOMES = {"FormIndex": "identify", "is_litter": "litter"}


def __getattr__(name: str) -> object:
    """Load what is asked for: whoever asks what litter is needs nothing that reads."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'examine')}"), name)
