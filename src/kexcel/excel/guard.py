"""Hold limits on an untrusted file before any library parses it."""

from __future__ import annotations

from dataclasses import dataclass

from kexcel.excel.inflate import Archive, RefusedError, open_archive
from kexcel.excel.prescan import scan
from kexcel.excel.sniff import WORKBOOKS, FileKind, sniff, zip_kind

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. A department's workbook is a hundredth of these figures.

    They come from 3,504 sound spreadsheets of the test data of two dozen public projects: a form
    has 20 entries, 0.3 MB inflated and a ratio of 10; a thousandth of the sound files have more
    than 196 entries, 12 MB, a ratio of 44 or 167,000 cells. ``area`` bounds the memory of a
    reader that keeps 32 bytes for every cell up to the furthest one.
    """

    file_bytes: int = 20 * MEGABYTE
    entries: int = 1_500
    entry_bytes: int = 25 * MEGABYTE
    inflated_bytes: int = 40 * MEGABYTE
    ratio: int = 150
    ratio_from_bytes: int = MEGABYTE
    cells: int = 300_000
    range_cells: int = 100_000
    area: int = 4_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say of a file: the code of a finding, and its details by name."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a file is. ``refusal`` says why it must not be read, ``warnings`` what to mention."""

    kind: FileKind
    refusal: Notice | None = None
    warnings: tuple[Notice, ...] = ()
    area: int = 0


def guard(data: bytes, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Guarded:
    """Judge a file by its bytes: a workbook within the limits, or why it is refused."""
    kind = sniff(data, name)
    if len(data) > limits.file_bytes:
        return Guarded(kind, Notice("file-too-large", (("limit", _megabytes(limits.file_bytes)),)))
    if kind is FileKind.ZIP:
        return _guard_zip(data, limits)
    if kind is FileKind.ENCRYPTED:
        return Guarded(kind, Notice("file-encrypted"))
    if kind not in WORKBOOKS:
        return Guarded(kind, _not_a_form(kind))
    return Guarded(kind, warnings=_macros(kind, "_VBA_PROJECT".encode("utf-16-le") in data))


def _guard_zip(data: bytes, limits: Limits) -> Guarded:
    kind = FileKind.ZIP
    try:
        archive = open_archive(data, limits)
        kind = zip_kind(archive.names, archive.content_types, archive.mimetype)
        if kind not in WORKBOOKS:
            return Guarded(kind, _not_a_form(kind))
        area = scan(archive, kind, limits)
    except RefusedError as refused:
        return Guarded(kind, Notice(refused.code, refused.details))
    if kind is FileKind.ODS and b"manifest:encryption-data" in archive.manifest:
        return Guarded(FileKind.ENCRYPTED, Notice("file-encrypted"))
    return Guarded(kind, warnings=_warnings(kind, archive), area=area)


def _warnings(kind: FileKind, archive: Archive) -> tuple[Notice, ...]:
    names = archive.names
    macros = any(n.endswith("vbaproject.bin") or n.startswith("basic/") for n in names)
    links = any(n.startswith("xl/externallinks/") and not n.endswith(".rels") for n in names)
    outside = (Notice("has-external-links"),) if links else ()
    return _macros(kind, macros) + outside


def _macros(kind: FileKind, found: bool) -> tuple[Notice, ...]:  # noqa: FBT001 - what was found
    return (Notice("has-macros"),) if found and kind in WORKBOOKS else ()


def _not_a_form(kind: FileKind) -> Notice:
    return Notice("not-a-form", (("kind", kind.value),))


def _megabytes(number: int) -> str:
    return f"{number // MEGABYTE} MB"
