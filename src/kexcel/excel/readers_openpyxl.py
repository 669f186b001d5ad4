"""Read .xlsx and .xlsm: formulas as formulas, errors as errors, whatever else is in the file.

openpyxl finds the parts and knows which number formats are dates; the cells are walked through
one by one, so that no part without answers (a drawing, a filter, a rule of colours, a table of
styles that is broken) keeps a sheet from being read.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHARED_STRINGS

from kexcel.excel.plain import is_share
from kexcel.excel.strict import transitional
from kexcel.excel.workbook_data import SheetData, WorkbookData, WorkbookReadError
from kexcel.excel.xlsx_cells import CellFormats, read_cells, read_strings

_USUAL_STRINGS = "xl/sharedStrings.xml"


def read_with_openpyxl(data: bytes) -> WorkbookData:
    """Read a workbook; formulas as their text, whose stored results are never trusted.

    Raises:
        WorkbookReadError: no sense can be made of the file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _workbook(BytesIO(transitional(data)))
    except MemoryError as fault:
        raise WorkbookReadError("it has far more cells than a form") from fault
    except Exception as fault:  # a broken file makes the libraries raise some twenty kinds
        raise WorkbookReadError("its parts do not fit together") from fault


def _workbook(stream: BytesIO) -> WorkbookData:
    reader = ExcelReader(stream, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    for part in (reader.read_properties, reader.read_custom):
        with suppress(Exception):  # the cells have other anchors
            part()
    with suppress(Exception):  # without it, dates are numbers of days
        apply_stylesheet(reader.archive, reader.wb)
    workbook = reader.wb
    return WorkbookData(
        sheets=tuple(_sheets(reader)),
        keywords=str(workbook.properties.keywords or ""),
        custom=dict(_custom(reader)),
        date1904=workbook.epoch == CALENDAR_MAC_1904,
    )


def _custom(reader: ExcelReader) -> Iterator[tuple[str, str]]:
    for each in getattr(reader.wb, "custom_doc_props", ()):
        if each.name and isinstance(each.value, str):
            yield each.name, each.value


def _sheets(reader: ExcelReader) -> Iterator[SheetData]:
    strings = _strings(reader)
    workbook: Any = reader.wb
    formats = CellFormats(
        frozenset(workbook._date_formats),  # noqa: SLF001 - told nowhere else
        frozenset(workbook._timedelta_formats),  # noqa: SLF001
        frozenset(_shares(workbook)),
        workbook.epoch,
    )
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type:
            with reader.archive.open(relation.target) as part:
                cells, covered = read_cells(part, strings, formats)
            yield SheetData(sheet.name, sheet.state == "visible", cells, covered)


def _shares(workbook: Any) -> Iterator[int]:  # noqa: ANN401 - reads what has no public name
    """The cell styles that show a number as per cent."""
    for place, style in enumerate(workbook._cell_styles):  # noqa: SLF001 - told nowhere else
        number = style.numFmtId
        own = number - BUILTIN_FORMATS_MAX_SIZE
        custom = workbook._number_formats  # noqa: SLF001
        usual = BUILTIN_FORMATS.get(number, "General")
        if is_share(custom[own] if 0 <= own < len(custom) else usual):
            yield place


def _strings(reader: ExcelReader) -> list[str]:
    package: Any = reader.package
    declared = package.find(SHARED_STRINGS)
    name = declared.PartName[1:] if declared else _USUAL_STRINGS
    if name not in reader.valid_files:
        return []
    with reader.archive.open(name) as part:
        return read_strings(part)
