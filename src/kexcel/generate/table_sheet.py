"""A sheet with a table of rows to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kexcel.excel.book import print_scale
from kexcel.excel.row_height import row_height
from kexcel.excel.styles import figure_format
from kexcel.generate.conditional import colour_check, colour_choice
from kexcel.generate.job import Job, number_format, unit_and_sign, write_value
from kexcel.generate.last_period import stands_anywhere
from kexcel.generate.protection import protect
from kexcel.generate.shown_columns import is_shown
from kexcel.generate.summary import write_summary
from kexcel.generate.texts import write_texts
from kexcel.generate.validation import validate_cells
from kexcel.generate.whereabouts import has_summary, summary_row
from kexcel.model.cell import cell_reference
from kexcel.model.form import FormRow, FormSheet
from kexcel.model.identity import column_mark, row_mark
from kexcel.rules.sheet_rules import Ranges
from kexcel.template.schema import Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_TITLE_ROW_HEIGHT = 26
_HEADER_ROW_HEIGHT = 34
_ROW_HEIGHT = 18
_TO_THE_RIGHT = {"align": "right"}
_ALIGNMENT: dict[str, dict[str, Any]] = {
    "date": {"align": "left"},
    "money": _TO_THE_RIGHT,
    "number": _TO_THE_RIGHT,
}
_FIGURES = {"money", "number"}
"""They keep clear of the next column's text by their number format: LibreOffice forgets the indent
of every second of several figures beside each other.
"""


def write_table(job: Job, sheet: FormSheet) -> None:
    """Write the sheet's headings, rows, rules, protection and print set-up."""
    worksheet, layout = job.worksheets[sheet.key], job.layout(sheet)
    _write_heading(job, worksheet, sheet, layout)
    write_summary(job, worksheet, sheet, layout)
    _write_header(job, worksheet, sheet, layout)
    write_texts(job, worksheet, sheet)
    ranges = job.ranges(sheet)
    for row in sheet.rows:
        _write_row(job, worksheet, sheet, layout, row, ranges)
    for index, column in enumerate(layout.columns):
        _finish_column(job, worksheet, sheet, column, index)
    _set_up_view(worksheet, sheet, layout)
    _set_up_print(job, worksheet, sheet, layout)
    protect(worksheet)


def _write_heading(job: Job, worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    worksheet.set_row(0, _TITLE_ROW_HEIGHT)
    worksheet.write_string(0, 0, job.words(layout.title), job.styles.title())
    form = f"{job.translate('Form')} {job.form.code}"
    intro = job.words(layout.intro)
    if stands_anywhere(sheet):
        intro += " " + job.translate("What was done last period needs no new answer.")
    line = f"{intro} {form} · {unit_and_sign(job)}."
    worksheet.write_string(1, 0, line.strip(), job.styles.remark())


def _write_header(job: Job, worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    worksheet.set_row(sheet.key_row, None, None, {"hidden": True})
    worksheet.set_row(sheet.header_row, _HEADER_ROW_HEIGHT)
    hidden = job.styles.remark()
    for column in sheet.columns:
        mark = column_mark(sheet.key, column.key)
        worksheet.write_string(sheet.key_row, column.index, mark, hidden)
        known = layout.column(column.key)
        right = known is not None and known.type in _FIGURES
        style = job.styles.header(align="right" if right else "left")
        worksheet.write_string(sheet.header_row, column.index, column.label, style)


def _write_row(
    job: Job,
    worksheet: Worksheet,
    sheet: FormSheet,
    layout: Sheet,
    row: FormRow,
    ranges: Ranges,
) -> None:
    worksheet.set_row(row.index, _height(job, sheet, layout, row))
    rules, answers = job.rules_of(sheet), job.rows[sheet.key][row.identity]
    references = {column.key: cell_reference(row.index, column.index) for column in sheet.columns}
    for index, column in enumerate(layout.columns):
        style = _style(job, layout, column, column.key in row.inputs)
        if column.type == "check":
            if row.inputs:
                formula = rules.check_formula(references, ranges)
                text = job.check_text(sheet, row)
                worksheet.write_formula(row.index, index, formula, style, text)
            else:
                worksheet.write_blank(row.index, index, None, style)
        elif column.formula:
            formula = rules.value_formula(column.key, references)
            worksheet.write_formula(row.index, index, formula, style, answers[column.key])
        else:
            write_value(worksheet, row.index, index, job.value(sheet, row, column.key), style)
    mark = row_mark(row.identity, row.anchor)
    worksheet.write_string(row.index, len(layout.columns), mark, job.styles.remark())


def _height(job: Job, sheet: FormSheet, layout: Sheet, row: FormRow) -> float:
    shown = [column for column in layout.columns if is_shown(job, sheet, column)]
    values = [(job.value(sheet, row, column.key), column.width) for column in shown]
    texts = [(value, width) for value, width in values if isinstance(value, str)]
    if row.inputs and layout.check_column in shown:
        texts.append((job.check_text(sheet, row), layout.check_column.width))
    return row_height(texts, job.styles.looks.size, lowest=_ROW_HEIGHT)


def _style(
    job: Job,
    layout: Sheet,
    column: Column,
    is_input: bool,  # noqa: FBT001 - one cell's nature
) -> Format:
    number = number_format(job, column, layout)
    if column.type in _FIGURES:
        number = figure_format(number)
    align = _ALIGNMENT.get(column.type, {})
    if is_input:
        return job.styles.input(number_format=number, **align)
    if column.type == "check":
        return job.styles.plain(font_color=job.styles.looks.warning_text)
    return job.styles.printed(number_format=number, **align)


def _finish_column(
    job: Job, worksheet: Worksheet, sheet: FormSheet, column: Column, index: int
) -> None:
    hidden = not is_shown(job, sheet, column)
    worksheet.set_column(index, index, column.width, None, {"hidden": hidden})
    rows = [row.index for row in sheet.rows if column.key in row.inputs]
    validate_cells(job, worksheet, column, index, rows)
    area = (sheet.rows[0].index, index, sheet.rows[-1].index, index)
    if column.type == "check":
        colour_check(job, worksheet, area)
    elif column.type == "choice":
        colour_choice(job, worksheet, column, area)


def _set_up_view(worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    last = len(layout.columns)
    worksheet.set_column(last, last, 20, None, {"hidden": True})
    worksheet.autofilter(sheet.header_row, 0, sheet.rows[-1].index, last)
    keys = [column.key for column in layout.columns]
    frozen = keys.index("title") + 1 if sheet.key == "followup" and "title" in keys else 1
    worksheet.freeze_panes(sheet.header_row + 1, frozen)
    first_input = next((c.index for c in sheet.columns if c.key in sheet.rows[0].inputs), 0)
    worksheet.set_selection(sheet.rows[0].index, first_input, sheet.rows[0].index, first_input)


def _set_up_print(job: Job, worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    shown = [(i, c) for i, c in enumerate(layout.columns) if is_shown(job, sheet, c)]
    pages: list[list[float]] = [[]]
    breaks = []
    for index, column in shown:
        if column.page_break_before:
            breaks.append(index)
            pages.append([layout.columns[0].width])
        pages[-1].append(column.width)
    worksheet.set_print_scale(min(print_scale(widths) for widths in pages))
    if breaks:
        worksheet.set_v_pagebreaks(breaks)
        worksheet.repeat_columns(0, 0)
    worksheet.repeat_rows(sheet.header_row)
    has_top = has_summary(layout, len(sheet.rows))
    top = summary_row(sheet) - 1 if has_top else sheet.header_row
    worksheet.print_area(top, 0, sheet.rows[-1].index, shown[-1][0])
    page = job.translate("Page {page} of {pages}").format(page="&P", pages="&N")
    title = job.words(layout.title).replace("&", "&&")
    worksheet.set_header(f'&L&"{job.styles.looks.font},Bold"&12{title}&R&9{unit_and_sign(job)}')
    worksheet.set_footer(f"&L&8{job.form.code}&R&8{page}")
