"""The summary above a table: its labels and live figures, in rows that stay in sight."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kexcel.excel.row_height import row_height
from kexcel.excel.styles import figure_format
from kexcel.generate.job import Job, type_format, write_value
from kexcel.generate.whereabouts import fixed_reference, has_summary, summary_row
from kexcel.model.form import FormSheet
from kexcel.rules.sheet_rules import SheetRules
from kexcel.template.schema import Sheet, Summary

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LOWEST = 20
_TO_THE_RIGHT = {"money", "number"}


def write_summary(job: Job, worksheet: Worksheet, sheet: FormSheet, layout: Sheet) -> None:
    """Write what the template wants above the sheet's table, if anything."""
    if not has_summary(layout, len(sheet.rows)):
        return
    rules, row = job.rules_of(sheet), summary_row(sheet)
    worksheet.set_row(row, _height(job, layout, rules))
    values = rules.summary_values(job.tables)
    for each in layout.summary:
        column = sheet.column(each.at).index
        right = each.type in _TO_THE_RIGHT
        label = each.label.get(job.form.language)
        worksheet.write_string(row - 1, column, label, job.styles.label(right=right))
        style = _style(job, each, layout)
        place = (row, column, row, column)
        if each.type == "check":
            good = each.good.get(job.form.language)
            text = rules.sheet_check_text(job.tables, good)
            formula = rules.sheet_check_formula(job.ranges(sheet), good)
            worksheet.write_formula(row, column, formula, style, text)
            _colour(job, worksheet, place, _check_tests(place, good))
        elif _is_constant(rules, each):
            write_value(worksheet, row, column, rules.constants[each.formula], style)
        else:
            formula = rules.summary_formula(each.key, job.ranges(sheet))
            worksheet.write_formula(row, column, formula, style, values[each.key])
        if each.zero:
            _colour(job, worksheet, place, _zero_tests(place))


def _is_constant(rules: SheetRules, each: Summary) -> bool:
    """A constant stands as what it is, and not as a formula."""
    tree = rules.summary[each.key].tree
    return isinstance(tree, ast.Name) and tree.id in rules.constants


def _style(job: Job, each: Summary, layout: Sheet) -> Format:
    looks: dict[str, object] = {"valign": "vcenter", "bold": each.type != "check"}
    if each.type in _TO_THE_RIGHT:
        looks |= {"align": "right", "text_wrap": False}
    shown = type_format(job, each.type, layout)
    if each.type in _TO_THE_RIGHT:
        shown = figure_format(shown)
    return job.styles.printed(number_format=shown, **looks)


def _height(job: Job, layout: Sheet, rules: SheetRules) -> float:
    """High enough for the longest thing that the check may say."""
    check = layout.summary_check
    column = layout.column(check.at) if check else None
    if check is None or column is None:
        return _LOWEST
    said = [rule.sentence for rule in rules.rules if rule.is_of_sheet]
    texts = [(text, column.width) for text in (*said, check.good.get(job.form.language))]
    return row_height(texts, job.styles.looks.size, lowest=_LOWEST)


def _check_tests(place: tuple[int, int, int, int], good: str) -> Iterable[tuple[str, str]]:
    cell = fixed_reference(place[0], place[1])
    quoted = good.replace('"', '""')
    if good:
        yield "good", f'=EXACT({cell},"{quoted}")'
    yield "warning", f'=AND(LEN({cell})>0,NOT(EXACT({cell},"{quoted}")))'


def _zero_tests(place: tuple[int, int, int, int]) -> Iterable[tuple[str, str]]:
    cell = fixed_reference(place[0], place[1])
    yield "good", f"=AND(ISNUMBER({cell}),{cell}=0)"
    yield "warning", f"=AND(ISNUMBER({cell}),{cell}<>0)"


def _colour(
    job: Job,
    worksheet: Worksheet,
    place: tuple[int, int, int, int],
    tests: Iterable[tuple[str, str]],
) -> None:
    for tone, formula in tests:
        rule = {"type": "formula", "criteria": formula, "format": job.styles.tone(tone)}
        worksheet.conditional_format(*place, rule)
