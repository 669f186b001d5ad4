"""Bring a workbook of the strict format to the usual one, which the library can read.

Excel's "Strict Open XML" differs from what everyone writes by the names of its namespaces, and
by days written as such. Source: ECMA-376-1:2016 and ECMA-376-4:2016, annex A.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

_STRICT = b"http://purl.oclc.org/ooxml/"
_WORKBOOK = "xl/workbook.xml"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMES = (
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
    (b"officeDocument/customProperties", b"officeDocument/2006/custom-properties"),
    (b"officeDocument/docPropsVTypes", b"officeDocument/2006/docPropsVTypes"),
    (
        b"officeDocument/relationships/extendedProperties",
        b"officeDocument/2006/relationships/extended-properties",
    ),
    (
        b"officeDocument/relationships/customProperties",
        b"officeDocument/2006/relationships/custom-properties",
    ),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"drawingml/", b"drawingml/2006/"),
)


def transitional(data: bytes) -> bytes:
    """The same workbook under the usual names; other workbooks as they are.

    Raises:
        BadZipFile, KeyError: the data is no workbook.
    """
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if _WORKBOOK not in names or _STRICT not in archive.read(_WORKBOOK):
            return data
        stream = BytesIO()
        with ZipFile(stream, "w") as written:
            for name in dict.fromkeys(names):
                written.writestr(name, _renamed(name, archive.read(name)))
    return stream.getvalue()


def _renamed(name: str, content: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")) or _STRICT not in content:
        return content
    for strict, usual in _NAMES:
        content = content.replace(_STRICT + strict, _USUAL + usual)
    return content
