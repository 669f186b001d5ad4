"""The lists to choose from in Beslut.xlsx."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.appearance import (
    CHOOSE,
    PROMPT,
    choices_in,
    choices_listed,
    verdict_words,
)
from kexcel.documents.decisions.layout import CONFLICTS, GOALS, MORE
from kexcel.documents.decisions.reader import cell_words, headings_of
from kexcel.template.schema import Template


def renew_dropdowns(workbook: Workbook, template: Template, language: str, file: str) -> None:
    """Put the lists on every row; a person's own lists in other columns are left alone."""
    _renew_verdicts(workbook[GOALS.name], template, language, file)
    _renew_choices(workbook, file)


def _renew_verdicts(worksheet: Worksheet, template: Template, language: str, file: str) -> None:
    headings = headings_of(worksheet, GOALS, file)
    column = headings.columns["verdict"]
    _clear(worksheet, column)
    words = ",".join(verdict_words(template, language))
    verdict, last = get_column_letter(column), max(headings.row + 1, worksheet.max_row)
    _add(worksheet, f'"{words}"', f"{verdict}{headings.row + 1}:{verdict}{last}")


def _renew_choices(workbook: Workbook, file: str) -> None:
    worksheet = workbook[CONFLICTS.name]
    headings = headings_of(worksheet, CONFLICTS, file)
    column = headings.columns["chosen"]
    _clear(worksheet, column)
    places = [headings.columns[key] for key in CONFLICTS.candidates]
    listed = _listed(workbook)
    for line in headings.lines(worksheet):
        source = choices_in(places[0], places[-1], line)
        if cell_words(worksheet, line, headings.columns["key"]) in listed:
            source = choices_listed(headings.columns["key"], line)
        _add(worksheet, source, f"{get_column_letter(column)}{line}")


def _listed(workbook: Workbook) -> set[str]:
    """The keys of the conflicts whose candidates stand on the hidden sheet."""
    if MORE not in workbook.sheetnames:
        return set()
    worksheet = workbook[MORE]
    return {cell_words(worksheet, line, 1) for line in range(1, worksheet.max_row + 1)} - {""}


def _clear(worksheet: Worksheet, column: int) -> None:
    """Take away the lists of one column."""
    kept = [
        each
        for each in worksheet.data_validations.dataValidation
        if not any(_covers(str(area), column) for area in each.sqref.ranges)
    ]
    worksheet.data_validations.dataValidation = kept


def _covers(area: str, column: int) -> bool:
    first, _, last, _ = range_boundaries(area)
    return (first or 1) <= column <= (last or column)


def _add(worksheet: Worksheet, source: str, cells: str) -> None:
    validation = DataValidation(type="list", formula1=source, allow_blank=True)
    validation.showErrorMessage = True
    validation.error = CHOOSE
    validation.showInputMessage = True
    validation.prompt = PROMPT
    validation.add(cells)
    worksheet.add_data_validation(validation)
