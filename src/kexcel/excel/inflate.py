"""Unpack an untrusted zip archive in memory, counting as it goes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

ENTITIES = "it declares entities of its own"
"""Why a document type is refused."""

_CHUNK = 65_536
_ENCRYPTED_FLAG = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
    UnicodeError,
)


class ArchiveLimits(Protocol):
    """The limits that unpacking holds."""

    @property
    def entries(self) -> int:
        """How many entries an archive may have."""

    @property
    def entry_bytes(self) -> int:
        """How large one unpacked entry may be."""

    @property
    def inflated_bytes(self) -> int:
        """How large all unpacked entries may be together."""

    @property
    def ratio(self) -> int:
        """How many times larger than its packed size an entry may be."""

    @property
    def ratio_from_bytes(self) -> int:
        """The unpacked size from which the ratio counts."""


class RefusedError(Exception):
    """The archive breaks a limit. ``code`` and ``details`` are those of a finding."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = tuple(details.items())


@dataclass(frozen=True, slots=True)
class Archive:
    """An unpacked archive. The names are in lower case, with forward slashes."""

    parts: dict[str, bytes]

    @property
    def names(self) -> frozenset[str]:
        """Every entry."""
        return frozenset(self.parts)

    @property
    def content_types(self) -> bytes:
        """What an Office file declares its parts to be."""
        return self.parts.get("[content_types].xml", b"")

    @property
    def mimetype(self) -> bytes:
        """What an OpenDocument file declares itself to be."""
        return self.parts.get("mimetype", b"")[:200]

    @property
    def manifest(self) -> bytes:
        """The list of an OpenDocument file's parts."""
        return self.parts.get("meta-inf/manifest.xml", b"")

    def sheets(self, suffix: str) -> Iterator[bytes]:
        """The parts of an Office workbook that hold cells."""
        for name, part in self.parts.items():
            if name.endswith(suffix) and "sheet" in name:
                yield part


def open_archive(data: bytes, limits: ArchiveLimits) -> Archive:
    """Unpack an archive, believing nothing its headers say of sizes.

    Raises:
        RefusedError: the archive is broken, encrypted, breaks a limit or declares entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return Archive(_parts(archive, limits))
    except _FAULTS as fault:
        raise RefusedError("file-unreadable", reason="the file is truncated") from fault


def _parts(archive: zipfile.ZipFile, limits: ArchiveLimits) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.entries:
        raise RefusedError("file-suspicious", reason="it has far more parts than a form")
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise RefusedError("file-encrypted")
        part = _inflate(archive, entry, limits, limits.inflated_bytes - total)
        total += len(part)
        _refuse_entities(part)
        parts[entry.filename.replace("\\", "/").lstrip("/").lower()] = part
    return parts


def _inflate(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ArchiveLimits, left: int
) -> bytes:
    """One entry, given up as soon as it is larger than it may be."""
    chunks = bytearray()
    most = min(left, limits.entry_bytes)
    most_by_ratio = max(limits.ratio_from_bytes, limits.ratio * max(entry.compress_size, 1))
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            chunks += chunk
            if len(chunks) > min(most, most_by_ratio):
                reason = "it unpacks to far more than a form can hold"
                raise RefusedError("file-suspicious", reason=reason)
    return bytes(chunks)


def _refuse_entities(part: bytes) -> None:
    """A document type is where entities come from; no workbook needs one."""
    head = part[:4].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if not head.lstrip().startswith(b"<"):
        return
    plain = part.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise RefusedError("file-suspicious", reason=ENTITIES)
