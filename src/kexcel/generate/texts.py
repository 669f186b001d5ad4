"""Hidden columns beside a table with the plain texts that rules look for in other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kexcel.generate.job import Job
from kexcel.generate.whereabouts import text_columns
from kexcel.model.cell import cell_reference
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
        source = sheet.column(column.key).index
        mark = column_mark(sheet.key, f"{column.key}_text")
        worksheet.set_column(column.index, column.index, 12, None, {"hidden": True})
        worksheet.write_string(sheet.key_row, column.index, mark, style)
        for row in sheet.rows:
            text = spaced_text(job.rows[sheet.key][row.identity].get(column.key))
            formula = plain_text(cell_reference(row.index, source))
            if column.is_compared:
                worksheet.write_formula(row.index, column.index, f"={formula}", style, text)
            else:
                filled = f"=IF(LEN({formula})>0,1,0)"
                worksheet.write_formula(row.index, column.index, filled, style, int(bool(text)))
