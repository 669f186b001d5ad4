"""Make a workbook that openpyxl saved the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_CORE = "docProps/core.xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can hold."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def repack(
    data: bytes, *, modified: date, replacements: Mapping[str, bytes] | None = None
) -> bytes:
    """The same workbook with its parts in a fixed order, without the time it was saved.

    ``modified`` is what its properties say instead; ``replacements`` are new contents of
    parts by name. BadZipFile if the data is no zip file.
    """
    replaced = replacements or {}
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.update({name: content for name, content in replaced.items() if name in parts})
    if _CORE in parts:
        moment = rb"\g<1>" + f"{modified.isoformat()}T00:00:00Z".encode() + rb"\g<2>"
        parts[_CORE] = _MODIFIED.sub(moment, parts[_CORE])
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=_rank):
            archive.writestr(_entry(name), parts[name])
    return packed.getvalue()


def _rank(name: str) -> tuple[int, str]:
    """Some programs tell a workbook's kind by what stands first in the file."""
    first = (_CONTENT_TYPES, _ROOT_RELATIONS)
    return (first.index(name) if name in first else len(first), name)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=_EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry
