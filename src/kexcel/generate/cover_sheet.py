"""The first sheet: who, what and when, how much is left, and the sign-off."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kexcel.excel.references import quoted_sheet
from kexcel.generate.carried import count_answers
from kexcel.generate.conditional import colour_check, colour_choice
from kexcel.generate.job import Job, number_format, unit_and_sign, write_value
from kexcel.generate.protection import protect
from kexcel.generate.validation import validate_cells
from kexcel.generate.whereabouts import summary_row
from kexcel.model.cell import CellValue, cell_reference, column_letters
from kexcel.model.form import FormRow, FormSheet
from kexcel.model.identity import column_mark, row_mark
from kexcel.rules.formula import quoted
from kexcel.template.schema import Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LABEL_WIDTH = 34
_VALUE_WIDTH = 62
_LOGO_PIXELS = 64
_TITLE_HEIGHT = 54
_LINE_HEIGHT = 18
_FIELD_HEIGHT = 21
_MOST_DAYS = 2


def write_cover(job: Job, sheet: FormSheet) -> None:
    """Write the cover: lines, the live count of what is left, and the fields to sign."""
    worksheet, layout = job.worksheets[sheet.key], job.layout(sheet)
    worksheet.set_column(0, 0, _LABEL_WIDTH)
    worksheet.set_column(1, 1, _VALUE_WIDTH)
    worksheet.set_column(2, 2, 20, None, {"hidden": True})
    _write_lines(job, worksheet, layout)
    _write_counts(job, worksheet, sheet)
    _write_fields(job, worksheet, sheet, layout)
    _write_logo(job, worksheet)
    _set_up_page(job, worksheet, sheet)
    protect(worksheet)


def _write_lines(job: Job, worksheet: Worksheet, layout: Sheet) -> None:
    worksheet.set_row(0, _TITLE_HEIGHT)
    worksheet.write_string(0, 0, job.words(layout.title), job.styles.title())
    for place, line in enumerate(job.template.lines, start=1):
        worksheet.set_row(place, _LINE_HEIGHT)
        worksheet.write_string(place, 0, job.words(line), job.styles.get())


def _write_counts(job: Job, worksheet: Worksheet, sheet: FormSheet) -> None:
    """One line a sheet: how many of its rows Kontroll still says something about."""
    styles = job.styles
    heading = len(job.template.lines) + 1
    worksheet.set_row(heading, _FIELD_HEIGHT)
    worksheet.write_string(
        heading, 0, job.translate("Left to fill in or correct"), styles.heading()
    )
    if job.form.carried:
        worksheet.write_string(heading, 1, _carried(job), styles.remark())
    label = styles.printed(valign="vcenter")
    number = styles.plain(align="left", bold=True, valign="vcenter")
    line = heading
    for other in job.form.sheets:
        check = job.layout(other).check_column
        if other.key == sheet.key or check is None or not any(row.inputs for row in other.rows):
            continue
        line += 1
        worksheet.set_row(line, _FIELD_HEIGHT)
        worksheet.write_url(line, 0, f"internal:{quoted_sheet(other.name)}!A1", label, other.name)
        formula, count = _count_formula(job, other, check), _left(job, other)
        worksheet.write_formula(line, 1, formula, number, count)
    if line > heading:
        _colour_counts(job, worksheet, heading + 1, line)


def _carried(job: Job) -> str:
    """That the form is not blank, and whose words stand in it already."""
    days = sorted({each.received[:10] for each in job.form.carried} - {""})
    told = ", ".join(days[-_MOST_DAYS:])
    words = job.translate(
        "{count} answers from your return of {days} are filled in. Sign off anew."
    )
    return words.format(count=count_answers(job.form), days=told or "–")


def _colour_counts(job: Job, worksheet: Worksheet, first: int, last: int) -> None:
    for criteria, tone in (("==", "good"), (">", "warning")):
        rule = {"type": "cell", "criteria": criteria, "value": 0, "format": job.styles.tone(tone)}
        worksheet.conditional_format(first, 1, last, 1, rule)


def _count_formula(job: Job, sheet: FormSheet, check: Column) -> str:
    """The rows of which Kontroll says something, and the sheet itself where it does of that."""
    letters, name = column_letters(sheet.column(check.key).index), quoted_sheet(sheet.name)
    area = f"{letters}{sheet.rows[0].index + 1}:{letters}{sheet.rows[-1].index + 1}"
    formula = f'=SUMPRODUCT(--({name}!{area}<>""))'
    whole = job.layout(sheet).summary_check
    if whole is None:
        return formula
    cell = f"{name}!{cell_reference(summary_row(sheet), sheet.column(whole.at).index)}"
    good = quoted(whole.good.get(job.form.language))
    return f"{formula}+(LEN({cell})>0)*(1-EXACT({cell},{good}))"


def _left(job: Job, sheet: FormSheet) -> int:
    rows = sum(bool(job.check_text(sheet, row)) for row in sheet.rows if row.inputs)
    return rows + bool(job.rules_of(sheet).broken_of_sheet(job.tables))


def _write_fields(job: Job, worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    hidden = job.styles.remark()
    worksheet.set_row(sheet.key_row, None, None, {"hidden": True})
    for column in sheet.columns:
        mark = column_mark(sheet.key, column.key)
        worksheet.write_string(sheet.key_row, column.index, mark, hidden)
    worksheet.write_string(sheet.header_row, 0, job.translate("Sign here"), job.styles.heading())
    for row, field in zip(sheet.rows, layout.columns, strict=True):
        label = job.styles.printed(valign="vcenter")
        worksheet.set_row(row.index, _FIELD_HEIGHT)
        worksheet.write_string(row.index, 0, field.label.get(job.form.language), label)
        _write_field(job, worksheet, sheet, row, field)
        mark = row_mark(row.identity, row.anchor)
        worksheet.write_string(row.index, sheet.column("id").index, mark, hidden)


def _write_field(
    job: Job, worksheet: Worksheet, sheet: FormSheet, row: FormRow, column: Column
) -> None:
    area = (row.index, 1, row.index, 1)
    if column.type == "check":
        rules = job.rules_of(sheet)
        references = {each.identity: cell_reference(each.index, 1) for each in sheet.rows}
        text = rules.check_text(rules.broken_by(_field_values(job, sheet), job.tables))
        formula = rules.check_formula(references, job.ranges(sheet))
        style = job.styles.plain(valign="vcenter")
        worksheet.write_formula(row.index, 1, formula, style, text)
        colour_check(job, worksheet, area)
        return
    style = job.styles.input(
        number_format=number_format(job, column, job.layout(sheet)), align="left", valign="vcenter"
    )
    write_value(worksheet, row.index, 1, job.value(sheet, row, "value"), style)
    validate_cells(job, worksheet, column, 1, [row.index])
    if column.type == "choice":
        colour_choice(job, worksheet, column, area)


def _field_values(job: Job, sheet: FormSheet) -> dict[str, CellValue]:
    return {row.identity: job.value(sheet, row, "value") for row in sheet.rows}  # type: ignore[misc]


def _write_logo(job: Job, worksheet: Worksheet) -> None:
    if job.logo is None:
        return
    alt_text = job.template.looks.logo_text.get(job.form.language)
    options = {
        "image_data": BytesIO(job.logo),
        "description": alt_text,
        "x_offset": _VALUE_WIDTH * 7 - _LOGO_PIXELS - 8,
        "y_offset": 2,
        "x_scale": 0.5,
        "y_scale": 0.5,
    }
    worksheet.insert_image(0, 1, "logo.png", options)


def _set_up_page(job: Job, worksheet: Worksheet, sheet: FormSheet) -> None:
    worksheet.set_portrait()
    worksheet.fit_to_pages(1, 1)
    note = f"{job.translate('Form')} {job.form.code} · {unit_and_sign(job)}."
    below = sheet.rows[-1].index + 2
    worksheet.print_area(0, 0, below, 1)
    worksheet.write_string(below, 0, note, job.styles.remark())
    worksheet.set_footer(f"&L&8{job.form.code}&R&8{job.form.organisation.replace('&', '&&')}")
    first = sheet.rows[0].index
    worksheet.set_selection(first, 1, first, 1)
