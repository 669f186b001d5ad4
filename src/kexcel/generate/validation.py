"""Dropdowns and limits on what can be typed, with help in plain words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kexcel.generate.job import Job
from kexcel.generate.whereabouts import code_lists, code_name
from kexcel.template.limits import HELP_TITLE_LENGTH
from kexcel.template.schema import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.worksheet import Worksheet

_EARLIEST = date(1990, 1, 1)
_LATEST = date(2099, 12, 31)
_LARGEST = 1e12


def validate_cells(
    job: Job, worksheet: Worksheet, column: Column, index: int, rows: list[int]
) -> None:
    """Give the column's input cells in these rows a dropdown or a limit, and its help."""
    if not rows:
        return
    runs = _runs(rows)
    options = _options(job, column)
    options["other_cells"] = [[first, index, last, index] for first, last in runs]
    first, last = runs[0]
    worksheet.data_validation(first, index, last, index, options)


def _options(job: Job, column: Column) -> dict[str, Any]:
    translate, language = job.translate, job.form.language
    options: dict[str, Any] = {
        **_criteria(job, column, translate),
        "error_title": translate("That does not fit here"),
        "ignore_blank": True,
    }
    help_text = column.help.get(language)
    if help_text:
        options["input_title"] = column.label.get(language)[:HELP_TITLE_LENGTH]
        options["input_message"] = help_text
    return options


def _criteria(job: Job, column: Column, translate: Callable[[str], str]) -> dict[str, Any]:
    match column.type:
        case "choice":
            words = [w.get(job.form.language) for w in job.template.choice(column.choice).words]
            message = translate("Choose a word from the list.")
            return {"validate": "list", "source": words, "error_message": message}
        case "date":
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": _EARLIEST,
                "maximum": _LATEST,
                "error_message": translate("Write a date as YYYY-MM-DD, such as 2024-04-30."),
            }
        case "number" | "money":
            return {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -_LARGEST,
                "maximum": _LARGEST,
                "error_message": translate("Write a number with digits only, without its unit."),
            }
    if column.code in code_lists(job.settings):
        return {
            "validate": "list",
            "source": f"={code_name(column.code)}",
            "error_type": "warning",
            "error_message": translate("The code is not in the list."),
        }
    return {"validate": "any"}


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows as unbroken stretches, first and last of each."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
