"""What the writing of one form has at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.excel.book import NewBook
from kexcel.excel.styles import DATE, Styles, exact_money_format
from kexcel.generate.whereabouts import ranges_for
from kexcel.locale import format_number, translator
from kexcel.model.cell import CellValue
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.period import Period
from kexcel.rules import RuleBook, SheetRules
from kexcel.rules.around import Row, Tables
from kexcel.rules.sheet_rules import Ranges
from kexcel.settings import Settings
from kexcel.template.schema import Column, ColumnType, Sheet, Template, Text
from kexcel.validate.units import decimals_of_a_krona

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FINER = 2
"""So many decimals more than usual tell 18.25 from 18.3."""


@dataclass(frozen=True, slots=True)
class Job:
    """One form on its way into one workbook."""

    book: NewBook
    form: Form
    template: Template
    rules: RuleBook
    settings: Settings
    period: Period
    logo: bytes | None
    values: Mapping[tuple[str, str, str], object]
    rows: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    """Every row's values as the rules see them when the form goes out, by sheet and identity."""
    checks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What Kontroll says of each of them."""
    worksheets: dict[str, Worksheet] = field(default_factory=dict)

    @property
    def tables(self) -> Tables:
        """The rows of every table when the form goes out."""
        return _tables(self.rows)

    def ranges(self, sheet: FormSheet) -> Ranges:
        """Where everything is that the formulas of a sheet refer to."""
        return ranges_for(self.form, sheet, self.template, self.settings, self.rules)

    @property
    def styles(self) -> Styles:
        """The workbook's formats."""
        return self.book.styles

    @property
    def translate(self) -> Callable[[str], str]:
        """The program's words in the form's language."""
        return translator(self.form.language)

    def layout(self, sheet: FormSheet) -> Sheet:
        """The template's sheet that a form's sheet was made from."""
        found = self.template.sheet(sheet.key)
        if found is None:
            raise KeyError(sheet.key)
        return found

    def rules_of(self, sheet: FormSheet) -> SheetRules:
        """The rules of a form's sheet."""
        return self.rules.sheet(sheet.key)

    def words(self, text: Text) -> str:
        """A template's text with its gaps filled: {period}, {department}, {due} and so on."""
        words = text.get(self.form.language)
        return words.format(
            organisation=self.form.organisation,
            body=self.settings.body,
            year=self.form.year,
            period=self.period.name,
            department=self.form.department_name,
            due=self.period.due.isoformat(),
            closes=self.period.closes.isoformat(),
            contact=self.settings.contact,
            unit=self.settings.money.unit,
            frame=self._frame if "{frame" in words else "",
            frame_version=self.form.frame_version or "–",
        )

    @property
    def _frame(self) -> str:
        if self.form.frame is None:
            return "–"
        money = self.settings.money
        shown = format_number(self.form.frame, self.form.language, money.decimals)
        return f"{shown} {money.unit}"

    def value(self, sheet: FormSheet, row: FormRow, column: str) -> object:
        """What is to stand in a cell when the form goes out."""
        given = self.values.get((sheet.key, row.identity, column))
        return row.values.get(column) if given is None else given

    def check_text(self, sheet: FormSheet, row: FormRow) -> str:
        """What a row's Kontroll says when the form goes out."""
        return self.checks[sheet.key][row.identity]


def rows_at_issue(
    form: Form,
    template: Template,
    rules: RuleBook,
    values: Mapping[tuple[str, str, str], object],
) -> Mapping[str, Mapping[str, Row]]:
    """The values of every row of every table of a form, computed columns too."""
    return {
        sheet.key: {
            row.identity: rules.sheet(sheet.key).with_computed(_values(sheet, row, values))
            for row in sheet.rows
        }
        for sheet in form.sheets
        if (layout := template.sheet(sheet.key)) is not None and layout.source != "fields"
    }


def checks_at_issue(
    rows: Mapping[str, Mapping[str, Row]], rules: RuleBook
) -> Mapping[str, Mapping[str, str]]:
    """What Kontroll says of every row of every table."""
    tables = _tables(rows)
    return {
        key: {
            identity: rules.sheet(key).check_text(rules.sheet(key).broken_by(values, tables))
            for identity, values in own.items()
        }
        for key, own in rows.items()
    }


def _tables(rows: Mapping[str, Mapping[str, Row]]) -> Tables:
    """The rows in which something stands; blank ones say nothing to any rule."""
    return {
        key: [row for row in own.values() if any(value not in {None, ""} for value in row.values())]
        for key, own in rows.items()
    }


def _values(
    sheet: FormSheet, row: FormRow, values: Mapping[tuple[str, str, str], object]
) -> dict[str, CellValue]:
    given = {c.key: values.get((sheet.key, row.identity, c.key)) for c in sheet.columns}
    return {
        key: row.values.get(key) if value is None else value  # type: ignore[misc]
        for key, value in given.items()
    }


def number_format(job: Job, column: Column, layout: Sheet) -> str:
    """How a column's figures and dates are shown."""
    shown = type_format(job, column.type, layout)
    return "@" if column.input and column.type == "text" else shown


def type_format(job: Job, kind: ColumnType, layout: Sheet) -> str:
    """How figures and dates of a type are shown; amounts with the decimals that they have.

    Where a department writes the amounts itself they are shown to the krona, since they must add
    up; where it holds figures against each other, with two decimals more than usual at the most.
    """
    match kind:
        case "date":
            return DATE
        case "money":
            money = job.settings.money
            krona = decimals_of_a_krona(money.unit)
            is_written = layout.source == "blank"
            most = krona if is_written else min(krona, money.decimals + _FINER)
            return exact_money_format(money.decimals, most)
        case "number":
            return "0.00"
    return ""


def unit_and_sign(job: Job) -> str:
    """The unit and the sign of every amount in the workbook, in words."""
    unit = job.settings.money.unit
    return job.translate("amounts in {unit}, cost is plus").format(unit=unit)


def write_value(worksheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Write a value as what it is; text is always text, whatever it looks like."""
    if value is None or value == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        worksheet.write_datetime(row, column, value, style)
    elif isinstance(value, Decimal | int | float):
        worksheet.write_number(row, column, float(value), style)
    else:
        worksheet.write_string(row, column, str(value), style)
