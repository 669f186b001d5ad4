"""Does in LibreOffice what it is told, one JSON object a line on stdin, one on stdout.

Run by a Python that has ``uno``, so it uses nothing but that and the standard library.

    python uno_worker.py PIPE

A request is {"command": name, ...arguments}; an answer {"result": ...} or {"error": sentence}.
Values of cells: text, a number, true, false or null stand for themselves; otherwise an object
with one key, the kind: {"date": serial}, {"typed": text}, {"values": [[...]]}, {"error": "#N/A"}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

CONNECT_SECONDS = 60
CONTENT_FORMULA = 16
FORMAT_DATE = 2
FORMAT_LOGICAL = 1024
RESULT_ERROR = 4
CONTENTS = 1 | 2 | 4 | 16  # numbers, dates, texts and formulas
CSV_FILTER = "Text - txt - csv (StarCalc)"
SWEDISH_CSV = "59,34,76,1,,1053"  # semicolon, quotation marks, UTF-8, from the first line, Swedish


class Refusal(Exception):  # noqa: N818 - not a fault of the worker
    """LibreOffice would not let a person do this."""


def connect(pipe: str) -> Any:
    """The running office's desktop, waited for while it starts."""
    resolver = uno.getComponentContext().ServiceManager.createInstance(
        "com.sun.star.bridge.UnoUrlResolver"
    )
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def properties(**settings: Any) -> tuple[Any, ...]:
    """Settings as UNO wants them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in settings.items())


@contextmanager
def opened(desktop: Any, source: str) -> Any:
    """The document, closed again whatever happens."""
    url = Path(source).as_uri()
    how: dict[str, Any] = {"Hidden": True}
    if source.endswith(".csv"):
        how |= {"FilterName": CSV_FILTER, "FilterOptions": SWEDISH_CSV}
    document = desktop.loadComponentFromURL(url, "_blank", 0, properties(**how))
    if document is None or not hasattr(document, "Sheets"):
        raise Refusal(f"LibreOffice does not open {source} as a spreadsheet")
    try:
        yield document
    finally:
        document.close(True)  # noqa: FBT003 - UNO takes no keywords


def save(document: Any, target: str, filter_name: str, password: str) -> None:
    """Recalculate hard and save, as a person would before sending."""
    document.calculateAll()
    filter_name, _, options = filter_name.partition("|")
    settings: dict[str, Any] = {"FilterName": filter_name}
    if options:
        settings["FilterOptions"] = options
    if password and "2007" in filter_name:
        settings["EncryptionData"] = encryption(password)
    elif password:
        settings["Password"] = password
    document.storeToURL(Path(target).as_uri(), properties(**settings))


def encryption(password: str) -> Any:
    """A password as Excel's own encryption wants it."""
    pairs = (("CryptoType", "Standard"), ("OOXPassword", password))
    named = tuple(NamedValue(Name=name, Value=value) for name, value in pairs)
    return uno.Any("[]com.sun.star.beans.NamedValue", named)


def sheet_of(document: Any, name: str) -> Any:
    """The sheet with the name."""
    if not document.Sheets.hasByName(name):
        raise Refusal(f"no sheet {name!r}; there are {', '.join(document.Sheets.ElementNames)}")
    return document.Sheets.getByName(name)


def editable(sheet: Any, reference: str, *, unprotect: bool) -> Any:
    """The cell or range, if a person may write in it."""
    cells = sheet.getCellRangeByName(reference)
    if unprotect and sheet.isProtected():
        sheet.unprotect("")
    if sheet.isProtected() and holds_locked_cells(cells):
        raise Refusal(f"{sheet.Name}!{reference} is locked")
    return cells


def holds_locked_cells(cells: Any) -> bool:
    """Whether any cell of the range is locked."""
    formats = cells.getUniqueCellFormatRanges()
    groups = [formats.getByIndex(index) for index in range(formats.Count)]
    return any(group.CellProtection.IsLocked for group in groups)


def write(document: Any, sheet: Any, reference: str, value: Any, *, unprotect: bool) -> None:
    """Put a value in a cell, or rows of values from a cell on."""
    if isinstance(value, dict) and "values" in value:
        write_rows(sheet, reference, value["values"], unprotect=unprotect)
        return
    cell = editable(sheet, reference, unprotect=unprotect).getCellByPosition(0, 0)
    if value is None:
        cell.clearContents(CONTENTS)
    elif isinstance(value, bool):
        cell.setFormula(str(value).upper())
    elif isinstance(value, (int, float)):
        cell.setValue(value)
    elif isinstance(value, str):
        cell.setString(value)
    elif "typed" in value:
        cell.FormulaLocal = value["typed"]
    else:
        write_date(document, cell, value["date"])


def write_rows(sheet: Any, reference: str, rows: list[list[Any]], *, unprotect: bool) -> None:
    """Paste rows of values with their upper left corner in the cell."""
    corner = sheet.getCellRangeByName(reference).RangeAddress
    right = corner.StartColumn + len(rows[0]) - 1
    bottom = corner.StartRow + len(rows) - 1
    area = a1(corner.StartColumn, corner.StartRow, right, bottom)
    cells = editable(sheet, area, unprotect=unprotect)
    cells.setDataArray(tuple(tuple(plain(value) for value in row) for row in rows))


def plain(value: Any) -> Any:
    """A value as setDataArray takes it: a date as its serial, nothing as an empty text."""
    if isinstance(value, dict):
        return float(value["date"])
    if value is None:
        return ""
    return value if isinstance(value, str) else float(value)


def write_date(document: Any, cell: Any, serial: float) -> None:
    """Put a date in a cell; the cell's format stays, unless it is the general one."""
    format_key = cell.NumberFormat
    cell.setValue(serial)
    if format_key == 0:
        locale = uno.createUnoStruct("com.sun.star.lang.Locale")
        formats = document.NumberFormats
        key = formats.queryKey("YYYY-MM-DD", locale, False)  # noqa: FBT003 - UNO takes no keywords
        cell.NumberFormat = formats.addNew("YYYY-MM-DD", locale) if key < 0 else key


def letters(column: int) -> str:
    """The letters of a column counted from 0."""
    text = ""
    number = column + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        text = chr(ord("A") + remainder) + text
    return text


def a1(left: int, top: int, right: int, bottom: int) -> str:
    """A range's reference from columns and rows counted from 0."""
    return f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"


def cells_in(ranges: Any) -> Any:
    """Every (column, row) of some ranges."""
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield column, row


def used_range(sheet: Any) -> Any:
    """What is used of a sheet."""
    cursor = sheet.createCursor()
    cursor.gotoStartOfUsedArea(False)  # noqa: FBT003 - UNO takes no keywords
    cursor.gotoEndOfUsedArea(True)  # noqa: FBT003 - UNO takes no keywords
    return cursor


def grid_of(document: Any, sheet: Any, cells: Any) -> list[list[Any]]:
    """The values of a range, with dates, truth values and errors told apart."""
    grid = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
    left, top = cells.RangeAddress.StartColumn, cells.RangeAddress.StartRow
    formats = cells.getUniqueCellFormatRanges()
    for index in range(formats.Count):
        group = formats.getByIndex(index)
        kind = document.NumberFormats.getByKey(group.NumberFormat).Type
        if kind & FORMAT_DATE or kind & FORMAT_LOGICAL:
            mark(grid, group, left, top, is_date=bool(kind & FORMAT_DATE))
    for column, row in cells_in(cells.queryFormulaCells(RESULT_ERROR)):
        text = sheet.getCellByPosition(column, row).String
        grid[row - top][column - left] = {"error": text}
    return grid


def mark(grid: list[list[Any]], group: Any, left: int, top: int, *, is_date: bool) -> None:
    """Turn the numbers of cells with one format into dates or truth values."""
    for column, row in cells_in(group):
        value = grid[row - top][column - left]
        if isinstance(value, float):
            grid[row - top][column - left] = {"date": value} if is_date else bool(value)


def formulas_of(sheet: Any, cells: Any) -> dict[str, str]:
    """The formulas of a range by cell."""
    found = cells_in(cells.queryContentCells(CONTENT_FORMULA))
    return {
        f"{letters(column)}{row + 1}": sheet.getCellByPosition(column, row).Formula
        for column, row in found
    }


def read(desktop: Any, source: str, recalculate: bool) -> Any:  # noqa: FBT001 - from JSON
    """Every sheet's values and formulas."""
    with opened(desktop, source) as document:
        if recalculate:
            document.calculateAll()
        return [sheet_contents(document, sheet) for sheet in document.Sheets]


def sheet_contents(document: Any, sheet: Any) -> dict[str, Any]:
    """One sheet's name, corner, values and formulas."""
    cells = used_range(sheet)
    address = cells.RangeAddress
    return {
        "name": sheet.Name,
        "column": address.StartColumn,
        "row": address.StartRow,
        "values": grid_of(document, sheet, cells),
        "formulas": formulas_of(sheet, cells),
    }


def fill_in(desktop: Any, jobs: list[dict[str, Any]]) -> None:
    """Open, change, type and save, once for every job."""
    for job in jobs:
        with opened(desktop, job["source"]) as document:
            for step in job["steps"]:
                change(document, step, unprotect=job["unprotect"])
            for sheet, reference, value in job["entries"]:
                cells = sheet_of(document, sheet)
                write(document, cells, reference, value, unprotect=job["unprotect"])
            save(document, job["target"], job["filter"], job["password"])


def evaluate(desktop: Any, source: str, rounds: list[Any], reading: list[Any]) -> Any:
    """Type each round's entries over the last one's and read the ranges; save nothing."""
    answers = []
    with opened(desktop, source) as document:
        for entries in rounds:
            for sheet, reference, value in entries:
                write(document, sheet_of(document, sheet), reference, value, unprotect=False)
            document.calculateAll()
            answers.append([read_range(document, sheet, ref) for sheet, ref in reading])
    return answers


def read_range(document: Any, name: str, reference: str) -> list[list[Any]]:
    """The values of one range."""
    sheet = sheet_of(document, name)
    return grid_of(document, sheet, sheet.getCellRangeByName(reference))


def change(document: Any, step: dict[str, Any], *, unprotect: bool) -> None:
    """Do one thing to a sheet that is not typing."""
    sheet = sheet_of(document, step["sheet"])
    if sheet.isProtected():
        if not unprotect:
            raise Refusal(f"{sheet.Name} is protected")
        sheet.unprotect("")
    STEPS[step["step"]](document, sheet, step)


def sort(_document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Sort a range by one of its columns."""
    cells = sheet.getCellRangeByName(step["range"])
    column = sheet.getCellRangeByName(f"{step['column']}1").RangeAddress.StartColumn
    field = TableSortField()
    field.Field = column - cells.RangeAddress.StartColumn
    field.IsAscending = not step["descending"]
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    cells.sort(properties(SortFields=fields, ContainsHeader=False))


def delete_rows(_document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Delete rows; the first is numbered as on the screen."""
    sheet.Rows.removeByIndex(step["first"] - 1, step["count"])


def insert_rows(_document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Insert empty rows above one; it is numbered as on the screen."""
    sheet.Rows.insertByIndex(step["first"] - 1, step["count"])


def delete_columns(_document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Delete columns from the one with the letters on."""
    first = sheet.getCellRangeByName(f"{step['first']}1").RangeAddress.StartColumn
    sheet.Columns.removeByIndex(first, step["count"])


def rename_sheet(_document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Give the sheet another name."""
    sheet.Name = step["name"]


def copy_sheet(document: Any, sheet: Any, step: dict[str, Any]) -> None:
    """Copy the sheet to the end under another name."""
    document.Sheets.copyByName(sheet.Name, step["name"], document.Sheets.Count)


def to_pdf(desktop: Any, source: str, target: str) -> None:
    """Print every sheet to a PDF."""
    with opened(desktop, source) as document:
        document.storeToURL(Path(target).as_uri(), properties(FilterName="calc_pdf_Export"))


STEPS: dict[str, Callable[[Any, Any, dict[str, Any]], None]] = {
    "sort": sort,
    "delete_rows": delete_rows,
    "insert_rows": insert_rows,
    "delete_columns": delete_columns,
    "rename_sheet": rename_sheet,
    "copy_sheet": copy_sheet,
}
COMMANDS: dict[str, Callable[..., Any]] = {
    "read": read,
    "fill_in": fill_in,
    "evaluate": evaluate,
    "to_pdf": to_pdf,
}


def answer(desktop: Any, line: str) -> dict[str, Any]:
    """What came of one request."""
    request = json.loads(line)
    try:
        return {"result": COMMANDS[request.pop("command")](desktop, **request)}
    except Exception as failure:  # noqa: BLE001 - the test process is told, and decides
        return {"error": f"{type(failure).__name__}: {failure}"}


def main() -> None:
    """Answer requests until stdin closes."""
    desktop = connect(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(desktop, line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
