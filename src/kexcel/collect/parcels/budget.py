"""How much may still come out of a parcel, counted over all that is nested in it."""

from __future__ import annotations

from kexcel.collect.parcels.parcel import ParcelLimits
from kexcel.excel.guard import MEGABYTE, Notice
from kexcel.locale import mark

TOO_MANY = mark("far more files lie in it than a round of forms")
TOO_MUCH = mark("it unpacks to far more than a round of forms")
TOO_PACKED = mark("it unpacks to far more than a form can hold")


class SpentError(Exception):
    """Nothing more may be taken out; ``reason`` is a phrase that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Budget:
    """What is left of a parcel's limits."""

    def __init__(self, limits: ParcelLimits) -> None:
        self.limits = limits
        self._entries = limits.entries
        self.bytes_left = limits.inflated_bytes

    def count(self, entries: int = 1) -> None:
        """Note that entries were found. SpentError if they are too many."""
        self._entries -= entries
        if self._entries < 0:
            raise SpentError(TOO_MANY)

    def spend(self, number: int) -> None:
        """Note that so many bytes were unpacked. SpentError if they are too many in all."""
        self.bytes_left -= number
        if self.bytes_left < 0:
            raise SpentError(TOO_MUCH)

    def too_large(self, number: int) -> Notice | None:
        """Why a file of so many bytes is not taken out, if it is not."""
        most = self.limits.entry_bytes
        if number <= most:
            return None
        return Notice("file-too-large", (("limit", f"{most // MEGABYTE} MB"),))
