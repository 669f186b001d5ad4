"""Unpack an untrusted zip archive in memory, counting as it goes."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol

from kexcel.excel.unpack import unpacked
from kexcel.locale import mark

ENTITIES = mark("it declares entities of its own")
"""Why a document type is refused."""

STALLING = mark("a part of it is built to stall the one who reads it")
"""Why a tag of a million characters is refused, and one inside a thousand others."""

DAMAGED = mark("its parts do not fit together")
TRUNCATED = mark("the file is truncated")

_CHUNK = 65_536
_ENCRYPTED_FLAG = 0x1
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The only ways to pack that the formats allow."""

_ENTRY_SIGNATURE = b"PK\x01\x02"
_LISTED_MOST = 30_000
"""How many entries may be listed at all: listing them takes a thousand bytes of memory each."""

_LONGEST_TAG = 1_000_000
_LONG_TAG = re.compile(rb"<[^<>]{%d}" % _LONGEST_TAG)
_DEEP_TAG = re.compile(rb"(?:<[A-Za-z_][^<>]*+(?<!/)>\s*+){1000}")

_PASSED_OVER = re.compile(
    r"(xl|word|ppt)/(media|embeddings|printersettings|activex|ctrlprops)/|customxml/|"
    r"docprops/thumbnail|pictures/|thumbnails/|object|basic/|dialogs/|scripts/|configurations2/"
)
"""Pictures, embedded files and programs. Nobody reads them, so they are only counted: a picture
may be a drawing with a document type, a screenshot may be nearly empty, and an empty screenshot
is packed into a thousandth of its size."""

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
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
    def media_bytes(self) -> int:
        """How large the pictures and other embedded files may be together, unpacked."""

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
    """An unpacked archive. The names are in lower case, with forward slashes.

    What is passed over has no content here. ``spelled`` are the names as the archive has them.
    """

    parts: dict[str, bytes]
    spelled: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_spelled(self) -> dict[str, bytes]:
        """The parts by their names as the archive has them."""
        return {self.spelled.get(name, name): part for name, part in self.parts.items()}

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

    def ending(self, suffix: str) -> Iterator[tuple[str, bytes]]:
        """The parts whose names end so, with their names."""
        return ((name, part) for name, part in self.parts.items() if name.endswith(suffix))


def open_archive(data: bytes, limits: ArchiveLimits) -> Archive:
    """Unpack an archive, believing nothing its headers say of sizes.

    Raises:
        RefusedError: the archive is broken, encrypted, breaks a limit or declares entities.
    """
    if data.count(_ENTRY_SIGNATURE) > _LISTED_MOST:
        raise _too_many_parts()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            spelled = {_plain(entry): entry.filename for entry in archive.infolist()}
            return Archive(_parts(archive, data, limits), spelled)
    except _FAULTS as fault:
        raise RefusedError("file-unreadable", reason=TRUNCATED) from fault


def _parts(archive: zipfile.ZipFile, data: bytes, limits: ArchiveLimits) -> dict[str, bytes]:
    entries = [(_plain(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits.entries:
        raise _too_many_parts()
    times = Counter(name for name, _entry in entries)
    parts: dict[str, bytes] = {}
    left, media_left = limits.inflated_bytes, limits.media_bytes
    for name, entry in entries:
        _require_readable(entry)
        if _PASSED_OVER.match(name):
            media_left -= sum(map(len, _inflated(archive, entry, media_left)))
            parts[name] = b""
            continue
        if times[name] > 1:  # which of them a reader takes is its own choice
            raise RefusedError("file-unreadable", reason=DAMAGED)
        parts[name] = part = _part(archive, data, entry, limits, left)
        left -= len(part)
        _refuse_traps(name, part)
    return parts


def _plain(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/").lower()


def _require_readable(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise RefusedError("file-encrypted")
    if entry.compress_type not in _PACKINGS:
        raise RefusedError("file-unreadable", reason=DAMAGED)


def _part(
    archive: zipfile.ZipFile,
    data: bytes,
    entry: zipfile.ZipInfo,
    limits: ArchiveLimits,
    left: int,
) -> bytes:
    most_by_ratio = max(limits.ratio_from_bytes, limits.ratio * max(entry.compress_size, 1))
    most = min(left, limits.entry_bytes, most_by_ratio)
    part = unpacked(data, entry, most)
    return b"".join(_inflated(archive, entry, most)) if part is None else part


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """One entry, given up as soon as it is larger than it may be."""
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                reason = "it unpacks to far more than a form can hold"
                raise RefusedError("file-suspicious", reason=reason)
            yield chunk


def _refuse_traps(name: str, part: bytes) -> None:
    """A document type is where entities come from; no workbook needs one.

    The list of parts in old OpenDocument files has one, and nobody parses it.
    """
    if b"!" not in part and len(part) <= _LONGEST_TAG:
        return
    plain = part.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if not plain.startswith(b"<"):
        return
    if not name.startswith("meta-inf/") and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain):
        raise RefusedError("file-suspicious", reason=ENTITIES)
    if len(plain) > _LONGEST_TAG and (_LONG_TAG.search(plain) or _DEEP_TAG.search(plain)):
        raise RefusedError("file-suspicious", reason=STALLING)


def _too_many_parts() -> RefusedError:
    return RefusedError("file-suspicious", reason="it has far more parts than a form")
