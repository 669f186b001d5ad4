"""Files in lots: several are sent at a time, so that sending costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kexcel.collect.packed import FileToRead
from kexcel.collect.parcels.parcel import DEFAULT_PARCEL_LIMITS
from kexcel.excel.guard import DEFAULT_LIMITS

# One byte beyond the limits is enough to refuse a file by.
READ_AT_MOST = max(DEFAULT_LIMITS.file_bytes, DEFAULT_PARCEL_LIMITS.file_bytes) + 1
"""How much of a file is ever brought into memory, in bytes."""

_LOT_BYTES = 4_000_000

Lot = list[FileToRead]


def lots(files: Iterable[FileToRead], most: int) -> Iterator[Lot]:
    """The files in their order, at most so many at a time, and not too many bytes of them."""
    lot: Lot = []
    for each in files:
        file = replace(each, data=each.data[:READ_AT_MOST])
        if lot and (len(lot) == most or sum(len(f.data) for f in lot) > _LOT_BYTES):
            yield lot
            lot = []
        lot.append(file)
    if lot:
        yield lot
