"""A small plan, the forms issued from it, and what people do to them before sending them back."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.collect import FormIndex
from kexcel.collect.examine import examine
from kexcel.generate import PreviousAnswers, compose_form, write_form
from kexcel.model.cell import cell_reference
from kexcel.model.form import Form
from kexcel.model.plan import (
    Activity,
    Department,
    Direction,
    FrameLine,
    Goal,
    GoalLevel,
    Measure,
    Perspective,
    Plan,
)
from kexcel.model.returned import Return
from kexcel.rules import RuleBook, compile_rules
from kexcel.settings import Settings, parse_settings
from kexcel.template import load_template
from kexcel.template.schema import Template

SETTINGS = """
organisation = "Ange (exempel)"
body = "Kommunstyrelsen"
year = 2024
contact = "Staben, verksamhetsplan@ange.example"

[money]
unit = "mnkr"
frame = "Budget 2024"

[[periods]]
key = "internbudget"
name = "Internbudget 2024"
opens = 2023-11-01
closes = 2023-12-31
due = 2023-12-15
sheets = ["cover", "budget", "distribution", "attest"]

[[periods]]
key = "T1"
name = "Tertial 1 2024"
opens = 2024-01-01
closes = 2024-04-30
due = 2024-05-15
sheets = ["cover", "followup", "measures", "budget", "own"]

[[periods]]
key = "T2"
name = "Tertial 2 2024"
opens = 2024-05-01
closes = 2024-08-31
due = 2024-09-13
sheets = ["cover", "followup", "measures", "budget", "own"]
"""

Answers = Mapping[tuple[str, str, str], object]
"""Sheet key, row identity and column key to an answer."""


@cache
def settings(more: str = "") -> Settings:
    """The settings, with more of kexcel.toml after what is there."""
    return parse_settings((SETTINGS + more).encode())


@cache
def template() -> Template:
    return load_template()


@cache
def plan() -> Plan:
    return Plan(
        organisation="Ange (exempel)",
        body="Kommunstyrelsen",
        year=2024,
        unit="mnkr",
        sign="cost-positive",
        decision="KS 2023-12-05 § 1",
        departments=(Department("stab", "Staben"), Department("ekonomi", "Ekonomiavdelningen")),
        goals=(
            Goal("3", GoalLevel.COUNCIL, "En trygg kommun"),
            Goal("3.1", GoalLevel.COMMITTEE, "Trygga medarbetare", parent="3"),
            Goal("4", GoalLevel.COUNCIL, "God ekonomisk hushållning"),
        ),
        activities=(
            Activity("3.1-1", "3.1", "Introduktion av nyanställda", "Alla enheter.",
                     date(2024, 1, 1), date(2024, 12, 31), "stab", ("ekonomi",)),
            Activity("3.1-2", "3.1", "Översyn av arkivet", "",
                     date(2024, 2, 1), date(2024, 3, 31), "stab"),
            Activity("3.1-3", "3.1", "Ny delegationsordning", "Klar till hösten.",
                     date(2024, 9, 1), date(2024, 11, 30), "stab"),
            Activity("4-1", "4", "Inköpsrutiner", "Gemensamma rutiner.",
                     date(2024, 1, 15), date(2024, 10, 31), "ekonomi", ("stab",)),
        ),
        measures=(
            Measure("sjukfranvaro-stab", "Sjukfrånvaro Staben", "4", "%", Direction.DOWN, "stab",
                    Decimal("5.0"), Decimal("6.2"), date(2023, 12, 31)),
            Measure("sjukfranvaro", "Sjukfrånvaro kommunen", "4", "%", Direction.DOWN, None,
                    Decimal("5.5"), Decimal("6.9"), date(2023, 12, 31)),
        ),
        frames=(
            FrameLine(Perspective.DEPARTMENT, "Staben", "stab", {"Budget 2024": Decimal("50.4")}),
            FrameLine(Perspective.DEPARTMENT, "Ekonomi", "ekonomi", {"Budget 2024": Decimal(9)}),
        ),
        frame_columns=("Budget 2024",),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issued:
    """A form as it was issued, with its rule book."""

    form: Form
    book: RuleBook
    settings: Settings = field(default_factory=settings)

    def workbook(self, answers: Answers | None = None) -> bytes:
        """The workbook that the department gets, or what it is when filled in."""
        values = dict(answers or {})
        return write_form(self.form, template(), self.book, self.settings, values=values)

    def cell(self, sheet: str, row: str, column: str) -> str:
        """The A1 reference of an issued cell, by sheet key, row identity and column key."""
        form_sheet = self.form.sheet(sheet)
        assert form_sheet is not None
        line = next(each.index for each in form_sheet.rows if each.identity == row)
        return cell_reference(line, form_sheet.column(column).index)


@cache
def issued(department: str = "stab", period: str = "T1", language: str = "sv") -> Issued:
    return issue(department, period, language)


def issue(
    department: str,
    period: str,
    language: str = "sv",
    *,
    previous: PreviousAnswers | None = None,
    booked: Mapping[str, Decimal] | None = None,
    of: Plan | None = None,
    more: str = "",
) -> Issued:
    """``more`` is what kexcel.toml says besides."""
    the_plan, the_settings = of or plan(), settings(more)
    the_period = the_settings.period(period)
    form = compose_form(
        the_plan, template(), the_settings, the_period, the_plan.department(department),
        language=language, previous=previous, booked=booked,
    )  # fmt: skip
    book = compile_rules(template(), the_settings, the_period, language)
    return Issued(form, book, the_settings)


SOUND: Answers = {
    ("cover", "signing", "value"): "Slutlig",
    ("cover", "signed_by", "value"): "Avdelningschef (exempel)",
    ("cover", "signed_on", "value"): date(2024, 5, 8),
    ("followup", "3.1-1", "status"): "Pågående",
    ("followup", "3.1-1", "comment"): "Tre enheter av fem.",
    ("followup", "3.1-2", "status"): "Genomförd",
    ("followup", "3.1-2", "completed"): date(2024, 3, 15),
    ("followup", "3.1-3", "status"): "Ej påbörjad",
    ("followup", "4-1", "comment"): "Vi bidrar med mallar.",
    ("measures", "sjukfranvaro-stab", "outcome"): Decimal("5.8"),
    ("budget", "stab", "actual"): Decimal("16.9"),
    ("budget", "stab", "forecast"): Decimal("50.4"),
    ("own", "own-001", "goal"): "3.1",
    ("own", "own-001", "title"): "Flytta arkivet",
}
"""What Staben answers in T1 when nothing is wrong."""


def sound() -> bytes:
    return issued().workbook(SOUND)


def answered(changes: Answers) -> bytes:
    """Staben's sound answers, with some of them changed."""
    return issued().workbook({**SOUND, **changes})


def change(data: bytes, work: Callable[[Workbook], None]) -> bytes:
    """Open a workbook with openpyxl, do something to it and save it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(data))
        work(workbook)
        saved = BytesIO()
        workbook.save(saved)
    return saved.getvalue()


def edit(data: bytes, cells: Mapping[tuple[str, str], Any]) -> bytes:
    """Write values into cells, by sheet name and A1 reference, as a person would."""

    def work(workbook: Workbook) -> None:
        for (sheet, cell), value in cells.items():
            workbook[sheet][cell] = value

    return change(data, work)


def table_lines(worksheet: Worksheet, first: int, last: int) -> list[list[Any]]:
    """The values of some rows, counted as in the program."""
    return [[cell.value for cell in row] for row in worksheet.iter_rows(first, last)]


def put_lines(worksheet: Worksheet, first: int, lines: list[list[Any]]) -> None:
    """Write rows of values from a row on."""
    for line, values in enumerate(lines, start=first):
        for column, value in enumerate(values, start=1):
            worksheet.cell(line, column).value = value


def examined(
    data: bytes,
    *known: Issued,
    file: str = "svar.xlsx",
    expected: str | None = "T1",
) -> Return:
    """What collect says of a file when the given forms (default: all of T1) were issued."""
    forms = known or (issued("stab"), issued("ekonomi"))
    return examine(
        data,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        forms=FormIndex([each.form for each in forms]),
        books={each.form.code: each.book for each in forms},
        expected_period=expected,
    )


def said(result: Return) -> list[tuple[str | None, str | None, str]]:
    """The findings as coordinates: sheet, cell and code."""
    return [(f.place.sheet, f.place.cell, f.code) for f in result.findings]


def values(result: Return) -> dict[tuple[str, str, str], object]:
    """Every answer that was given, by sheet key, row identity and column key."""
    return {
        (sheet, identity, key): answer.value
        for sheet, rows in result.rows.items()
        for identity, row in rows.items()
        for key, answer in row.answers.items()
        if answer.written
    }
