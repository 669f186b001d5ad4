"""The hidden parts that tell a form by itself: the metadata sheet, and names of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.excel.references import quoted_sheet
from kexcel.generate.job import Job
from kexcel.generate.whereabouts import (
    METADATA_SHEET,
    code_areas,
    code_columns,
    code_lists,
    code_name,
)
from kexcel.model.cell import column_letters
from kexcel.model.identity import ID_COLUMN, MARK

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_metadata(job: Job) -> None:
    """Write the hidden sheet and the defined names."""
    form = job.form
    worksheet = job.book.workbook.add_worksheet(METADATA_SHEET)
    rows = {
        MARK: "1",
        "code": form.code,
        "organisation": form.organisation,
        "year": str(form.year),
        "period": form.period,
        "department": form.department,
        "plan": form.plan,
        "template": form.template,
        "language": form.language,
    }
    for line, (key, value) in enumerate(rows.items()):
        worksheet.write_string(line, 0, key)
        worksheet.write_string(line, 1, value)
    _write_codes(job, worksheet)
    worksheet.very_hidden()
    _name_columns(job)


def _write_codes(job: Job, worksheet: Worksheet) -> None:
    """The lists of codes, which dropdowns and formulas look in."""
    lists, areas = code_lists(job.settings), code_areas(job.settings)
    for kind, column in code_columns(job.settings).items():
        for line, text in enumerate((code_name(kind), *lists[kind].values)):
            worksheet.write_string(line, column, text)
        job.book.workbook.define_name(code_name(kind), f"='{METADATA_SHEET}'!{areas[kind]}")


def _name_columns(job: Job) -> None:
    for sheet in job.form.sheets:
        first, last = sheet.rows[0].index + 1, sheet.rows[-1].index + 1
        for column in sheet.columns:
            if column.key == ID_COLUMN:
                continue
            letters = column_letters(column.index)
            area = f"${letters}${first}:${letters}${last}"
            name = f"kx_{sheet.key}_{column.key}"
            job.book.workbook.define_name(name, f"={quoted_sheet(sheet.name)}!{area}")
