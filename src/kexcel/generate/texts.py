"""Hidden columns beside a table with the plain texts that rules look for in other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.excel.quick.row_formula import RowFormula
from kexcel.generate.job import Job
from kexcel.generate.whereabouts import TextColumn, text_columns
from kexcel.model.cell import column_letters
from kexcel.model.form import FormSheet
from kexcel.model.identity import column_mark
from kexcel.rules.evaluate import spaced_text
from kexcel.rules.pieces import plain_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_texts(job: Job, worksheet: Worksheet, sheet: FormSheet) -> None:
    """Write the columns that the form's rules need, each marked as kexcel's own."""
    style = job.styles.remark()
    for column in text_columns(job.form, sheet, job.rules):
        formula = _formula(column, column_letters(sheet.column(column.key).index), sheet)
        mark = column_mark(sheet.key, f"{column.key}_text")
        worksheet.set_column(column.index, column.index, 12, None, {"hidden": True})
        worksheet.write_string(sheet.key_row, column.index, mark, style)
        for row in sheet.rows:
            text = spaced_text(job.rows[sheet.key][row.identity].get(column.key))
            value = text if column.is_compared else int(bool(text))
            worksheet.write_row_formula(row.index, column.index, formula, style, value)


def _formula(column: TextColumn, letters: str, sheet: FormSheet) -> RowFormula:
    def made(number: str) -> str:
        text = plain_text(f"{letters}{number}")
        return f"={text}" if column.is_compared else f"=IF(LEN({text})>0,1,0)"

    return RowFormula(made, sheet.rows[-1].index)
