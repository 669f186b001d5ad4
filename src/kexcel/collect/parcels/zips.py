"""What lies in a zip archive, believing nothing that its headers say of sizes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from kexcel.collect.litter import SYSTEM_FILE, is_system_folder, why_passed_over
from kexcel.collect.parcels.budget import TOO_MANY, TOO_PACKED, Budget, SpentError
from kexcel.collect.parcels.faults import FAULTS
from kexcel.collect.parcels.kinds import CENTRAL_HEADER, MOST_CENTRAL_HEADERS
from kexcel.collect.parcels.names import components, last_component, zip_name
from kexcel.collect.parcels.parcel import Contents, Item
from kexcel.excel.guard import Notice
from kexcel.locale import mark

DAMAGED = mark("it is damaged inside the archive")
PACKED_ODDLY = mark("it is packed in a way that cannot be unpacked here")
OVERLAPPING = mark("its parts lie on top of each other")

_CHUNK = 65_536
_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER_BYTES = 30
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def zip_contents(data: bytes, budget: Budget) -> Contents:
    """The entries of an archive, unpacked one at a time."""
    return Contents(_items(data, budget))


def _items(data: bytes, budget: Budget) -> Iterator[Item]:
    if data.count(CENTRAL_HEADER) > MOST_CENTRAL_HEADERS:
        raise SpentError(TOO_MANY)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        budget.count(len(entries))
        if _overlap(entries):
            raise SpentError(OVERLAPPING)
        for entry in entries:
            yield _item(archive, entry, budget)


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether an entry begins before the one before it ends: the same bytes count many times."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        before.header_offset + _LOCAL_HEADER_BYTES + before.compress_size > after.header_offset
        for before, after in pairwise(placed)
    )


def _item(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Item:
    path = components(zip_name(entry))
    name = last_component(path[-1]) if path else ""
    why = why_passed_over(name)
    if any(is_system_folder(folder) for folder in path[:-1]):
        why = SYSTEM_FILE
    if why:
        return Item(name, why=why)
    refusal = _refusal(entry, budget)
    if refusal:
        return Item(name, refusal=refusal)
    return _unpacked(archive, entry, name, budget)


def _refusal(entry: zipfile.ZipInfo, budget: Budget) -> Notice | None:
    """Why an entry is not unpacked at all, by what its header says."""
    if entry.flag_bits & _ENCRYPTED_FLAG:
        return Notice("file-encrypted")
    if entry.compress_type not in _METHODS:
        return Notice("file-unreadable", (("reason", PACKED_ODDLY),))
    return budget.too_large(entry.file_size)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: Budget) -> Item:
    """One entry, given up as soon as it is larger than it may be."""
    limits = budget.limits
    most = max(limits.ratio_from_bytes, limits.ratio * max(entry.compress_size, 1))
    chunks = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                budget.spend(len(chunk))
                chunks += chunk
                if len(chunks) > most:
                    return Item(name, refusal=Notice("file-suspicious", (("reason", TOO_PACKED),)))
                if refusal := budget.too_large(len(chunks)):
                    return Item(name, refusal=refusal)
    except FAULTS:
        return Item(name, refusal=Notice("file-unreadable", (("reason", DAMAGED),)))
    return Item(name, data=bytes(chunks))
