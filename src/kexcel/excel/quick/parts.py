"""The parts of a workbook: deflated while they are written, packed as zipfile packs them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from struct import Struct
from zipfile import LargeZipFile

_MOST_HELD = 1 << 18
"""So many signs of a part are held before they are deflated."""

_OFTEN_THE_SAME = 1 << 16
"""A part up to so many bytes may well be the same in the next workbook."""

_MOST_BYTES = (1 << 31) - 1
"""More than this in a part or in all would take a form of zip that not every program reads."""

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION, _UNIX, _DEFLATED = 20, 3, 8
_FIRST_DAY = 33
"""1 January 1980 as zip files tell days; the time is midnight."""

_READ_AND_WRITE = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part's bytes deflated, with what a zip file tells of them."""

    checksum: int
    size: int
    data: bytes


class PartStream(StringIO):
    """A part being written. Only a little of it is held as text."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []
        self._held = 0
        self._checksum = self._size = 0
        self._packed: list[bytes] = []
        self._deflating = _deflating()

    def write(self, text: str) -> int:
        """Take a piece of text."""
        self._texts.append(text)
        self._held += len(text)
        if self._held > _MOST_HELD:
            self._deflate()
        return len(text)

    def finished(self) -> Deflated:
        """The whole part."""
        if not self._size and self._held <= _OFTEN_THE_SAME:
            return deflated("".join(self._texts).encode())
        self._deflate()
        self._packed.append(self._deflating.flush())
        return Deflated(self._checksum, self._size, b"".join(self._packed))

    def _deflate(self) -> None:
        data = "".join(self._texts).encode()
        self._texts.clear()
        self._held = 0
        self._size += len(data)
        self._checksum = zlib.crc32(data, self._checksum)
        self._packed.append(self._deflating.compress(data))


@lru_cache(maxsize=128)
def deflated(data: bytes) -> Deflated:
    """A part's bytes, deflated once however many workbooks hold it."""
    deflating = _deflating()
    return Deflated(zlib.crc32(data), len(data), deflating.compress(data) + deflating.flush())


def packed(parts: Iterable[tuple[str, Deflated]]) -> bytes:
    """A zip file of parts by name, byte for byte as ``zipfile`` writes it.

    Raises:
        LargeZipFile: a part, or all together, has more than two gigabytes.
    """
    files, entries, offset = [], [], 0
    for name, part in parts:
        place, kind = name.encode("ascii"), (0, _DEFLATED, 0, _FIRST_DAY)
        told = (part.checksum, len(part.data), part.size, len(place), 0)
        file = _LOCAL.pack(b"PK\3\4", _VERSION, *kind, *told) + place + part.data
        made = (_VERSION | _UNIX << 8, _VERSION)
        rest = (0, 0, 0, _READ_AND_WRITE, offset)
        entries.append(_CENTRAL.pack(b"PK\1\2", *made, *kind, *told, *rest) + place)
        files.append(file)
        offset += len(file)
        if max(part.size, offset) > _MOST_BYTES:
            raise LargeZipFile(name)
    directory = b"".join(entries)
    count = len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
    return b"".join((*files, directory, end))


def _deflating() -> zlib._Compress:
    return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
