"""What programs that cannot be had here are known to write: imitations, made by hand.

Google Sheets' export: no document properties, hidden sheets that are merely hidden, a thousand
rows of blank cells, dates as numbers with formats of its own. Apple Numbers' export: a summary
sheet first, every table a sheet of its own with the table's name in its first row, everything
shown, formulas as their results. WPS: its own properties beside ours, and a sheet whose declared
size is not its own.
"""

from __future__ import annotations

import re

from kexcel.model.cell import FormulaText
from tests.builders import sound
from tests.collect.grids import Grid, saved, sound_grids
from tests.excel.test_xlsx_cells import packed, parts_of

_RELATION = re.compile(rb"<Relationship [^>]*docProps[^>]*/>")
_DECLARED = re.compile(rb'<Override PartName="/docProps[^>]*/>')
_WPS_PROPERTY = (
    b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="KSOProductBuildVer">'
    b"<vt:lpwstr>1053-12.2.0.13431</vt:lpwstr></property></Properties>"
)


def google_sheets() -> bytes:
    parts = {name: part for name, part in parts_of(sound()).items() if "docProps" not in name}
    for name, part in parts.items():
        if name.endswith((".rels", "[Content_Types].xml")):
            parts[name] = _DECLARED.sub(b"", _RELATION.sub(b"", part))
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _with_blank_rows(part)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'"veryHidden"', b'"hidden"')
    return packed(parts)


def _with_blank_rows(part: bytes) -> bytes:
    last = max(int(row) for row in re.findall(rb'<row r="(\d+)"', part))
    blank = b"".join(
        b'<row r="%d" ht="15.75" customHeight="1"><c r="A%d" s="0"/></row>' % (row, row)
        for row in range(last + 1, 1001)
    )
    return part.replace(b"</sheetData>", blank + b"</sheetData>")


def numbers() -> bytes:
    summary = Grid(
        "Exportsammanfattning",
        visible=True,
        rows=(
            ("Dokumentet exporterades från Numbers. Varje tabell blev ett kalkylblad.", None, None),
            ("Namn på Numbers-blad", "Namn på Numbers-tabell", "Namn på Excel-kalkylblad"),
            *((grid.name, "Tabell 1", f"{grid.name} - Tabell 1"[:31]) for grid in sound_grids()),
        ),
    )
    return saved([summary, *(_numbers_table(grid) for grid in sound_grids())])


def _numbers_table(grid: Grid) -> Grid:
    title = ("Tabell 1", *(None,) * (grid.width - 1))
    rows = [
        tuple("" if isinstance(value, FormulaText) else value for value in row) for row in grid.rows
    ]
    return Grid(f"{grid.name} - Tabell 1"[:31], visible=True, rows=(title, *rows))


def wps() -> bytes:
    parts = parts_of(sound())
    custom = parts["docProps/custom.xml"]
    parts["docProps/custom.xml"] = custom.replace(b"</Properties>", _WPS_PROPERTY)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', part)
    return packed(parts)


IMITATIONS = {"Google Sheets": google_sheets, "Apple Numbers": numbers, "WPS Office": wps}
