"""A sheet with a table of rows to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kexcel.excel.book import print_scale
from kexcel.excel.quick.row_formula import RowFormula
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
from kexcel.model.cell import column_letters
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
_LITTLE_SMALLER = 5 / 6
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


@dataclass(frozen=True, slots=True)
class _Written:
    """A column as all rows of the table write it."""

    column: Column
    index: int
    shown: bool
    input: Format
    printed: Format
    formula: RowFormula | None


def write_table(job: Job, sheet: FormSheet) -> None:
    """Write the sheet's headings, rows, rules, protection and print set-up."""
    worksheet, layout = job.worksheets[sheet.key], job.layout(sheet)
    _write_heading(job, worksheet, sheet, layout)
    write_summary(job, worksheet, sheet, layout)
    _write_header(job, worksheet, sheet, layout)
    write_texts(job, worksheet, sheet)
    columns = _columns(job, sheet, layout)
    for row in sheet.rows:
        _write_row(job, worksheet, sheet, columns, row)
    for each in columns:
        _finish_column(job, worksheet, sheet, each)
    _set_up_view(worksheet, sheet, layout)
    _set_up_print(job, worksheet, sheet, columns)
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


def _columns(job: Job, sheet: FormSheet, layout: Sheet) -> list[_Written]:
    ranges = job.ranges(sheet)
    return [
        _Written(
            column,
            index,
            is_shown(job, sheet, column),
            _style(job, layout, column, is_input=True),
            _style(job, layout, column, is_input=False),
            _formula(job, sheet, column, ranges),
        )
        for index, column in enumerate(layout.columns)
    ]


def _formula(job: Job, sheet: FormSheet, column: Column, ranges: Ranges) -> RowFormula | None:
    """What the column computes in each row."""
    rules, letters = job.rules_of(sheet), {c.key: column_letters(c.index) for c in sheet.columns}

    def made(number: str) -> str:
        references = {key: f"{each}{number}" for key, each in letters.items()}
        if column.type == "check":
            return rules.check_formula(references, ranges)
        return rules.value_formula(column.key, references)

    is_computed = column.type == "check" or column.formula
    return RowFormula(made, sheet.rows[-1].index) if is_computed else None


def _write_row(
    job: Job, worksheet: Worksheet, sheet: FormSheet, columns: list[_Written], row: FormRow
) -> None:
    height = _height(job, sheet, columns, row)
    worksheet.set_row(row.index, height)
    answers = job.rows[sheet.key][row.identity]
    for each in columns:
        key, index = each.column.key, each.index
        style = each.input if key in row.inputs else each.printed
        if each.formula is None:
            write_value(worksheet, row.index, index, job.value(sheet, row, key), style)
        elif each.column.type != "check":
            worksheet.write_row_formula(row.index, index, each.formula, style, answers[key])
        elif row.inputs:
            text = job.check_text(sheet, row)
            worksheet.write_row_formula(row.index, index, each.formula, style, text)
        else:
            worksheet.write_blank(row.index, index, None, style)
    mark = row_mark(row.identity, row.anchor)
    worksheet.write_string(row.index, len(columns), mark, job.styles.remark())


def _height(job: Job, sheet: FormSheet, columns: list[_Written], row: FormRow) -> float:
    texts = []
    for each in columns:
        if not each.shown:
            continue
        value = job.value(sheet, row, each.column.key)
        if each.column.type == "check" and row.inputs:
            value = job.check_text(sheet, row)
        if isinstance(value, str):
            texts.append((value, each.column.width))
    return row_height(texts, job.styles.looks.size, lowest=_ROW_HEIGHT)


def _style(job: Job, layout: Sheet, column: Column, *, is_input: bool) -> Format:
    number = number_format(job, column, layout)
    if column.type in _FIGURES:
        number = figure_format(number)
    align = _ALIGNMENT.get(column.type, {})
    if is_input:
        return job.styles.input(number_format=number, **align)
    if column.type == "check":
        return job.styles.plain(font_color=job.styles.looks.warning_text)
    return job.styles.printed(number_format=number, **align)


def _finish_column(job: Job, worksheet: Worksheet, sheet: FormSheet, written: _Written) -> None:
    column, index = written.column, written.index
    worksheet.set_column(index, index, column.width, None, {"hidden": not written.shown})
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


def _pages(shown: list[tuple[int, Column]]) -> tuple[int, list[int]]:
    """The scale that fits the columns' pages side by side, and the columns that pages begin with.

    A few columns that would be alone on the last page stand on the one before it, where that makes
    the print but little smaller.
    """
    starts = [0, *(place for place, (_, column) in enumerate(shown) if column.page_break_before)]
    scale = _scale(shown, starts)
    joined = _scale(shown, starts[:-1]) if len(starts) > 1 else 0
    if joined >= _LITTLE_SMALLER * scale:
        scale, starts = joined, starts[:-1]
    return scale, [shown[place][0] for place in starts[1:]]


def _scale(shown: list[tuple[int, Column]], starts: list[int]) -> int:
    """The scale that fits the widest page; the first column stands on all of them."""
    widths = [column.width for _, column in shown]
    parts = pairwise([*starts, len(widths)])
    pages = ((widths[:1] if first else []) + widths[first:end] for first, end in parts)
    return min(map(print_scale, pages))


def _set_up_print(
    job: Job, worksheet: Worksheet, sheet: FormSheet, columns: list[_Written]
) -> None:
    layout = job.layout(sheet)
    shown = [(each.index, each.column) for each in columns if each.shown]
    scale, breaks = _pages(shown)
    worksheet.set_print_scale(scale)
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
