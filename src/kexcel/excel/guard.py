"""Hold limits on an untrusted file before any library parses it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kexcel.excel.inflate import DAMAGED, Archive, RefusedError, open_archive
from kexcel.excel.prescan import refuse_large_xls, scan
from kexcel.excel.sniff import WORKBOOKS, FileKind, sniff, zip_kind

MEGABYTE = 1_000_000


_HEAD = 1_000_000
"""How much of a file that is too large is looked at to tell what it is."""

_LINKED_PART = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ODS_LINK = re.compile(rb"<table:table-source\b|<table:dde-link\b|['\"]file:///[^'\"]*['\"]#")
_MACRO_PARTS = ("basic/", "scripts/", "xl/macrosheets/")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. A department's workbook is a hundredth of these figures.

    They come from 3,504 sound spreadsheets of the test data of two dozen public projects: a form
    has 20 entries, 0.3 MB inflated and a ratio of 10; a thousandth of the sound files have more
    than 196 entries, 12 MB, a ratio of 44, 167,000 cells or 28 sheets. ``area`` bounds the
    memory of a reader that keeps 32 bytes for every cell up to the furthest one.
    """

    file_bytes: int = 20 * MEGABYTE
    entries: int = 1_500
    entry_bytes: int = 60 * MEGABYTE
    inflated_bytes: int = 100 * MEGABYTE
    media_bytes: int = 400 * MEGABYTE
    ratio: int = 150
    ratio_from_bytes: int = MEGABYTE
    sheets: int = 1_500
    cells: int = 300_000
    rows: int = 1_100_000
    styles: int = 80_000
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
    """What a file is. ``refusal`` says why it must not be read, ``warnings`` what to mention.

    ``archive`` are the parts of a workbook that is an archive, unpacked once for all who look.
    """

    kind: FileKind
    refusal: Notice | None = None
    warnings: tuple[Notice, ...] = ()
    archive: Archive | None = field(default=None, repr=False, compare=False)


def guard(data: bytes, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Guarded:
    """Judge a file by its bytes: a workbook within the limits, or why it is refused."""
    if len(data) > limits.file_bytes:
        too_large = Notice("file-too-large", (("limit", _megabytes(limits.file_bytes)),))
        return Guarded(sniff(data[:_HEAD], name), too_large)
    kind = sniff(data, name)
    try:
        if kind is FileKind.ZIP:
            return _guard_zip(data, limits)
        if kind is FileKind.XLS:
            return _guard_xls(data, limits)
    except RefusedError as refused:
        return Guarded(kind, Notice(refused.code, refused.details))
    if kind is FileKind.ENCRYPTED:
        return Guarded(kind, Notice("file-encrypted"))
    return Guarded(kind, _not_a_form(kind))


def _guard_zip(data: bytes, limits: Limits) -> Guarded:
    archive = open_archive(data, limits)
    kind = zip_kind(archive.names, archive.content_types, archive.mimetype)
    if kind not in WORKBOOKS:
        return Guarded(kind, _not_a_form(kind))
    if kind is FileKind.ODS and b"encryption-data" in archive.manifest:
        return Guarded(FileKind.ENCRYPTED, Notice("file-encrypted"))
    try:
        scan(archive, kind, limits)
    except RefusedError as refused:
        return Guarded(kind, Notice(refused.code, refused.details))
    macros = any(n.endswith("vbaproject.bin") or n.startswith(_MACRO_PARTS) for n in archive.names)
    warnings = _warnings(macros=macros, links=_has_links(archive))
    return Guarded(kind, warnings=warnings, archive=archive)


def _guard_xls(data: bytes, limits: Limits) -> Guarded:
    from kexcel.excel.xls_cells import DamagedError, read_layout  # noqa: PLC0415 - seldom needed

    kind = FileKind.XLS
    try:
        layout = read_layout(data)
    except DamagedError:
        return Guarded(kind, Notice("file-unreadable", (("reason", DAMAGED),)))
    if layout.has_password:
        return Guarded(FileKind.ENCRYPTED, Notice("file-encrypted"))
    refuse_large_xls(layout, limits)
    return Guarded(kind, warnings=_warnings(macros=layout.has_macros, links=layout.has_links))


def _has_links(archive: Archive) -> bool:
    """Whether anything but a hyperlink leads out of the file: nothing of it is ever followed."""
    if any(n.startswith("xl/externallinks/") or n == "xl/connections.xml" for n in archive.names):
        return True
    for _name, part in archive.ending(".rels"):
        for relation in _LINKED_PART.findall(part):
            if b'"External"' in relation and b"/hyperlink" not in relation:
                return True
    return bool(_ODS_LINK.search(archive.parts.get("content.xml", b"")))


def _warnings(*, macros: bool, links: bool) -> tuple[Notice, ...]:
    said = (("has-macros", macros), ("has-external-links", links))
    return tuple(Notice(code) for code, found in said if found)


def _not_a_form(kind: FileKind) -> Notice:
    return Notice("not-a-form", (("kind", kind.value),))


def _megabytes(number: int) -> str:
    return f"{number // MEGABYTE} MB"
