"""What an export says is booked on each responsibility code. Bytes in, records out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kexcel.ledger.booked import Booked, LedgerReading, Terms
    from kexcel.ledger.read import LEDGER_BYTES, cannot_read, is_sie, read_ledger

__all__ = [
    "LEDGER_BYTES",
    "Booked",
    "LedgerReading",
    "Terms",
    "cannot_read",
    "is_sie",
    "read_ledger",
]

_HOMES = {"Booked": "booked", "LedgerReading": "booked", "Terms": "booked"}


def __getattr__(name: str) -> object:
    """Load what is asked for: telling whose a booked code is needs nothing that reads a ledger."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'read')}"), name)
