"""Where a form's tables, summaries and lists of codes stand, as formulas refer to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kexcel.excel.references import quoted_sheet
from kexcel.model.cell import column_letters
from kexcel.model.form import Form, FormSheet
from kexcel.model.identity import ID_COLUMN
from kexcel.rules import RuleBook
from kexcel.rules.sheet_rules import Ranges
from kexcel.settings import CodeSettings, Settings
from kexcel.template.schema import Sheet, Template

METADATA_SHEET = "_kexcel"

_FIRST_LIST = 3
"""The column of the hidden sheet where lists of codes begin: beside its keys and values."""

_SUMMARY_ROWS = 2


def has_summary(layout: Sheet, rows: int) -> bool:
    """Whether a table of so many rows has a summary; a single row is its own, if not judged."""
    return bool(layout.summary) and (rows > 1 or layout.summary_check is not None)


def room_for_summary(layout: Sheet, rows: int) -> int:
    """How many rows the summary takes above a table of so many rows."""
    return _SUMMARY_ROWS if has_summary(layout, rows) else 0


def summary_row(sheet: FormSheet) -> int:
    """The row of the summary's figures; their labels are in the row above."""
    return sheet.key_row - 1


def ranges_for(
    form: Form, sheet: FormSheet, template: Template, settings: Settings, book: RuleBook
) -> Ranges:
    """What the formulas of one sheet may refer to."""
    layout = template.sheet(sheet.key)
    tables = [other for other in form.sheets if not _has_fields(template, other)]
    helpers = {other.key: text_columns(form, other, book) for other in tables}
    return Ranges(
        tables={
            other.key: {
                column.key: _range(other, column.index, sheet)
                for column in other.columns
                if column.key != ID_COLUMN
            }
            for other in tables
        },
        texts={
            other.key: {
                each.key: _range(other, each.index, sheet)
                for each in helpers[other.key]
                if each.is_compared
            }
            for other in tables
        },
        filled={
            other.key: {
                each.key: _range(other, each.index, sheet)
                for each in helpers[other.key]
                if not each.is_compared
            }
            for other in tables
        },
        summary={
            each.key: fixed_reference(summary_row(sheet), sheet.column(each.at).index)
            for each in (layout.summary if layout else ())
        },
        codes={kind: f"'{METADATA_SHEET}'!{area}" for kind, area in code_areas(settings).items()},
    )


def fixed_reference(row: int, column: int) -> str:
    """A cell as it is referred to from anywhere on its sheet."""
    return f"${column_letters(column)}${row + 1}"


def code_lists(settings: Settings) -> Mapping[str, CodeSettings]:
    """The codes of which there is a list, by their kind."""
    kinds = {
        "responsibility": settings.codes.responsibility,
        "activity": settings.codes.activity,
    }
    return {kind: codes for kind, codes in kinds.items() if codes.values}


def code_columns(settings: Settings) -> Mapping[str, int]:
    """The column of the hidden sheet where each list is, under a heading."""
    return {kind: _FIRST_LIST + place for place, kind in enumerate(code_lists(settings))}


def code_areas(settings: Settings) -> Mapping[str, str]:
    """The cells of each list on the hidden sheet."""
    lists = code_lists(settings)
    return {
        kind: _area(column, 1, len(lists[kind].values))
        for kind, column in code_columns(settings).items()
    }


def code_name(kind: str) -> str:
    """The defined name of a list, which dropdowns of every kind of file can refer to."""
    return f"kx_codes_{kind}"


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A hidden column beside a table: the plain texts of one of its columns, for looks at them.

    Where they are not compared but asked whether they are blank, 1 where there is a text, else 0.
    """

    key: str
    index: int
    is_compared: bool


def text_columns(form: Form, sheet: FormSheet, book: RuleBook) -> list[TextColumn]:
    """The hidden columns that the rules of the form need beside a table, after its own."""
    asked = book.texts_of(sheet.key, {each.key for each in form.sheets})
    keys = [column.key for column in sheet.columns if column.key in asked]
    first = len(sheet.columns)
    return [TextColumn(key, first + place, asked[key]) for place, key in enumerate(keys)]


def _range(sheet: FormSheet, column: int, seen_from: FormSheet) -> str:
    area = _area(column, sheet.rows[0].index, sheet.rows[-1].index)
    return area if sheet.key == seen_from.key else f"{quoted_sheet(sheet.name)}!{area}"


def _area(column: int, first: int, last: int) -> str:
    letters = column_letters(column)
    return f"${letters}${first + 1}:${letters}${last + 1}"


def _has_fields(template: Template, sheet: FormSheet) -> bool:
    layout = template.sheet(sheet.key)
    return layout is not None and layout.source == "fields"
