"""What is left of a form after a program has saved it, as a line of docs/programs.md."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO, StringIO

import xlrd  # type: ignore[import-untyped]

from kexcel.collect.identify import identify
from kexcel.excel.guard import guard
from kexcel.excel.read import read_workbook
from kexcel.excel.workbook_data import WorkbookData
from kexcel.excel.xlsb_cells import records
from kexcel.model.cell import FormulaText
from kexcel.model.form import Form
from kexcel.model.identity import column_mark, row_mark
from kexcel.model.returned import Return
from tests.builders import values
from tests.programs.answers import FORMS, faults, in_order, issued_for
from tests.programs.ways import Way

HEADINGS = (
    "saved by", "as", "row marks", "key row", "metadata sheet", "properties", "names",
    "dropdowns", "protection", "formulas", "answers attached", "false faults", "said",
)  # fmt: skip
_XLSB_PROTECTION, _XLSB_DROPDOWN = 535, 64
_XLS_PROTECTION, _XLS_DROPDOWN = 0x0012, 0x01BE
_KEYWORDS = re.compile(rb"kexcel,? KX-|keyword>kexcel<")
_RECORD = struct.Struct("<HH")


def line(way: Way, saved: Mapping[str, bytes], results: Mapping[str, Return]) -> str:
    """The line of the table for one way; ``saved`` and ``results`` by the form's period."""
    data = saved["T1"]
    form, workbook = issued_for("T1").form, read_workbook(data, guard(data))
    parts = _parts(data)
    cells = [
        way.program, way.format, _share(_row_marks(form), workbook),
        _share(_column_marks(form), workbook), _metadata(workbook), _properties(parts),
        _yes(_holds(parts, "kx_followup_status")), _yes(_has_dropdowns(way, data, parts)),
        _yes(_is_protected(way, data, parts)), _formulas(workbook),
        _answers(results), str(sum(len(faults(each)) for each in results.values())),
        _said(results),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _parts(data: bytes) -> dict[str, bytes]:
    if not zipfile.is_zipfile(BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _row_marks(form: Form) -> set[str]:
    return {row_mark(row.identity, row.anchor) for sheet in form.sheets for row in sheet.rows}


def _column_marks(form: Form) -> set[str]:
    return {column_mark(sheet.key, c.key) for sheet in form.sheets for c in sheet.columns}


def _share(wanted: set[str], workbook: WorkbookData) -> str:
    there = {v for sheet in workbook.sheets for v in sheet.cells.values() if isinstance(v, str)}
    found = len(wanted & there)
    return "yes" if found == len(wanted) else f"{found} of {len(wanted)}" if found else "**no**"


def _metadata(workbook: WorkbookData) -> str:
    place = identify(workbook).metadata_sheet
    if place is None:
        return "**gone**"
    return "**shown**" if workbook.sheets[place].visible else "hidden"


def _properties(parts: Mapping[str, bytes]) -> str:
    keywords = any(_KEYWORDS.search(part) for part in parts.values())
    own = _holds(parts, "kexcel-form")
    if keywords and own:
        return "yes"
    return "keywords" if keywords else "its own" if own else "**no**"


def _holds(parts: Mapping[str, bytes], text: str) -> bool:
    spellings = (text.encode(), text.encode("utf-16-le"))
    return any(spelling in part for part in parts.values() for spelling in spellings)


def _yes(there: bool) -> str:  # noqa: FBT001 - what was found
    return "yes" if there else "**no**"


def _has_dropdowns(way: Way, data: bytes, parts: Mapping[str, bytes]) -> bool:
    if way.ending in {"xls", "xlsb"}:
        return bool(_of_kind(way, data, parts, _XLS_DROPDOWN, _XLSB_DROPDOWN))
    return any(re.search(rb"<(\w+:)?(dataV|content-v)alidation ", p) for p in parts.values())


def _is_protected(way: Way, data: bytes, parts: Mapping[str, bytes]) -> bool:
    if way.ending in {"xls", "xlsb"}:
        found = _of_kind(way, data, parts, _XLS_PROTECTION, _XLSB_PROTECTION)
        return any(any(content) for content in found)
    pattern = rb'<(\w+:)?sheetProtection |table:protected="true"'
    return any(re.search(pattern, part) for part in parts.values())


def _of_kind(way: Way, data: bytes, parts: Mapping[str, bytes], xls: int, xlsb: int) -> list[bytes]:
    """The contents of the binary records of a kind."""
    if way.ending == "xls":
        return _xls_records(data, xls)
    return [
        part[start : start + size]
        for name, part in parts.items()
        if "worksheets/sheet" in name and name.endswith(".bin")
        for kind, start, size in records(part)
        if kind == xlsb
    ]


def _xls_records(data: bytes, wanted: int) -> list[bytes]:
    with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=StringIO()) as book:
        # The stream is a part of the file where it lies in one piece there, else a copy of its own.
        found, place = [], book.base
        while place + _RECORD.size <= book.base + book.stream_len:
            kind, size = _RECORD.unpack_from(book.mem, place)
            place += _RECORD.size
            if kind == wanted:
                found.append(bytes(book.mem[place : place + size]))
            place += size
    return found


def _formulas(workbook: WorkbookData) -> str:
    found = [v for s in workbook.sheets for v in s.cells.values() if isinstance(v, FormulaText)]
    if not found:
        return "**values only**"
    has_results = any(formula.stored for formula in found)
    return "with results" if has_results else "**without results**"


def _answers(results: Mapping[str, Return]) -> str:
    sent, found = 0, 0
    for period, answers in FORMS.items():
        expected = in_order(answers)
        sent += len(expected)
        found += sum(each in in_order(values(results[period])) for each in expected)
    return f"{found} of {sent}"


def _said(results: Mapping[str, Return]) -> str:
    """The notes' codes, and how often."""
    codes = [f.code for result in results.values() for f in result.findings]
    counted = [f"`{code}` {codes.count(code)}" for code in sorted(set(codes))]
    return ", ".join(counted) or "nothing"
