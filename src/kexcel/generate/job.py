"""What the writing of one form has at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kexcel.excel.book import NewBook
from kexcel.excel.styles import DATE, Styles, money_format
from kexcel.locale import format_number, translator
from kexcel.model.cell import CellValue
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.model.period import Period
from kexcel.rules.book import RuleBook, SheetRules
from kexcel.settings import Settings
from kexcel.template.schema import Column, Sheet, Template, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


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
    worksheets: dict[str, Worksheet] = field(default_factory=dict)

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
        return text.get(self.form.language).format(
            organisation=self.form.organisation,
            body=self.settings.body,
            year=self.form.year,
            period=self.period.name,
            department=self.form.department_name,
            due=self.period.due.isoformat(),
            closes=self.period.closes.isoformat(),
            contact=self.settings.contact,
            unit=self.settings.money.unit,
            frame=self._frame,
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

    def answers(self, sheet: FormSheet, row: FormRow) -> dict[str, CellValue]:
        """A row's values as the rules see them when the form goes out."""
        keys = {column.key for column in sheet.columns}
        return {key: self.value(sheet, row, key) for key in keys}  # type: ignore[misc]


def number_format(job: Job, column: Column) -> str:
    """How a column's figures and dates are shown."""
    match column.type:
        case "date":
            return DATE
        case "money":
            return money_format(job.settings.money.decimals)
        case "number":
            return "0.00"
    return "@" if column.input and column.type == "text" else ""


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
