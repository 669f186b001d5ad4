"""The column Kontroll, calculated by LibreOffice, says what Python's rule book says.

In each round LibreOffice types a random answer in every open cell of a form, right or wrong, and
recalculates; then every row of every sheet is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kexcel.documents.plan.reader import read_plan
from kexcel.generate import PreviousAnswers
from kexcel.generate.whereabouts import has_summary
from kexcel.merge import EVERYONE
from kexcel.model.cell import CellValue, ErrorValue, cell_reference, column_letters
from kexcel.model.form import Form, FormSheet, FormValue
from kexcel.model.plan import Plan
from kexcel.rules import RuleBook, SheetRules
from kexcel.rules.around import Row
from kexcel.rules.sheet_rules import Ranges
from kexcel.template.limits import FORMULA_LENGTH
from tests.builders import SOUND, Issued, issue, plan
from tests.money.amounts import plan_with, unit
from tests.office.driver import Office
from tests.office.mixtures import (
    Cell,
    Held,
    Mixture,
    as_entries,
    as_held,
    is_plain,
    mixtures,
    placed,
    values_of,
)
from tests.office.round_mixtures import CODES, round_mixtures
from tests.office.values import Typed

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ange-2024" / "plan.xlsx"
SEED = 2024


@cache
def example() -> Plan:
    return read_plan(EXAMPLE.read_bytes(), file=EXAMPLE.name)[0]


def answers_from_before() -> PreviousAnswers:
    """Every activity answered in the period before, by each status in turn."""
    words = ("Ej påbörjad", "Pågående", "Genomförd", "Försenad", "Avbruten")
    return {
        ("social", activity.number): {"status": words[place % 5], "comment": "Samma som förra"}
        for place, activity in enumerate(example().activities)
    }


def done_before() -> PreviousAnswers:
    """Most activities done in the period before, by what their leads said then."""
    words = ("Genomförd", "Genomförd", "Pågående")
    return {
        (EVERYONE, activity.number): {
            "status": words[place % 3],
            "completed": date(2024, 3, 15),
            "lead_comment": "Samma som förra",
            "as_of": date(2024, 4, 30),
        }
        for place, activity in enumerate(example().activities)
    }


def by_unit() -> Issued:
    """Units of every kind of frame and of history, some with what is booked."""
    units = {"1100": "30", "1200": "0", "1300": "-0.3", "1400": "12.6", "1500": "0"}
    plan = plan_with(Decimal("50.4"), *(unit(code, frame) for code, frame in units.items()))
    last: dict[str, dict[str, FormValue]] = {
        "1100": {"forecast": Decimal(31), "actual": Decimal("9.5"), "comment": "Samma som förra"},
        "1200": {"forecast": Decimal("0.4"), "actual": Decimal("-0.2"), "action": "Enligt plan."},
        "1300": {"forecast": Decimal(0), "actual": Decimal(12)},
        "1500": {"forecast": Decimal(-300), "actual": Decimal(300), "comment": "ÅÄÖ é ü 😀"},
    }
    return issue(
        "stab",
        "T2",
        of=plan,
        previous={("stab", f"stab/{code}"): said for code, said in last.items()},
        booked={"stab/1100": Decimal("9.876543"), "stab/1400": Decimal("12.6"),
                "stab/": Decimal(0)},
    )  # fmt: skip


def with_frame(amount: str) -> Plan:
    amounts = {"Budget 2024": Decimal(amount)}
    lines = [
        replace(line, amounts=amounts) if line.department == "stab" else line
        for line in plan().frames
    ]
    return replace(plan(), frames=tuple(lines))


def without_frames() -> Plan:
    return replace(plan(), frames=())


@dataclass(frozen=True, slots=True)
class Trial:
    """A form, in how many rounds it is filled in, and which of its sheets are."""

    compose: Callable[[], Issued]
    rounds: int
    sheets: tuple[str, ...]
    mix: Callable[[Form, RuleBook, int, int], list[Mixture]] = mixtures

    def filled_in(self) -> tuple[Issued, list[Mixture]]:
        """The form with nothing but these sheets, and what is typed in it."""
        issued = self.compose()
        asked = tuple(sheet for sheet in issued.form.sheets if sheet.key in self.sheets)
        form = replace(issued.form, sheets=asked)
        trimmed = replace(issued, form=form, book=issued.book.of(form))
        return trimmed, self.mix(trimmed.form, trimmed.book, SEED, self.rounds)


FRAMES = ("cover", "budget")
ANSWERS = ("cover", "followup", "measures", "own")
ROUND = (*FRAMES, "distribution", "attest")
TRIALS = {
    "staben": Trial(lambda: issue("stab", "T1", of=example()), 5, ANSWERS),
    "social-with-answers-from-before": Trial(
        lambda: issue("social", "T2", of=example(), previous=answers_from_before()), 6, ANSWERS
    ),
    "done-before": Trial(
        lambda: issue("stab", "T2", of=example(), previous=done_before()), 6, ANSWERS
    ),
    "english": Trial(lambda: issue("stab", "T1", "en"), 6, (*ANSWERS, "budget")),
    "internbudget": Trial(lambda: issue("stab", "internbudget"), 40, ROUND, round_mixtures),
    "internbudget-with-codes": Trial(
        lambda: issue("stab", "internbudget", more=CODES), 40, ROUND, round_mixtures
    ),
    "internbudget-without-frame": Trial(
        lambda: issue("stab", "internbudget", "en", of=without_frames(), more=CODES),
        15,
        ("cover", "distribution", "attest"),
        round_mixtures,
    ),
    "frame-50.4": Trial(lambda: issue("stab", "T1"), 60, FRAMES),
    "frame-0": Trial(lambda: issue("stab", "T1", of=with_frame("0")), 15, FRAMES),
    "frame-minus-12.6": Trial(lambda: issue("stab", "T1", of=with_frame("-12.6")), 40, FRAMES),
    "by-unit": Trial(by_unit, 60, FRAMES),
    "frame-0.3": Trial(lambda: issue("stab", "T1", of=with_frame("0.3")), 30, FRAMES),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet of the form with what LibreOffice shows in it after a round.

    ``rows`` are what the rules see in it, and ``tables`` in all sheets.
    """

    sheet: FormSheet
    rules: SheetRules
    cells: Held
    rows: dict[str, Row]
    tables: dict[str, list[Row]]

    @property
    def is_cover(self) -> bool:
        return self.rules.sheet.source == "fields"


def shown_in(issued: Issued, cells: list[Held]) -> list[Shown]:
    """Every sheet of a form, whose rules look over them all."""
    tables: dict[str, list[Row]] = {}
    found = []
    for sheet, held in zip(issued.form.sheets, cells, strict=True):
        rules = issued.book.sheet(sheet.key)
        seen = values_of(sheet, held)
        rows = {key: rules.with_computed(values) for key, values in seen.items()}
        found.append(Shown(sheet, rules, held, rows, tables))
        if not found[-1].is_cover:
            tables[sheet.key] = list(rows.values())
    return found


@pytest.mark.parametrize("name", TRIALS)
def test_every_row_says_what_python_says(office: Office, tmp_path: Path, name: str) -> None:
    issued, typed = TRIALS[name].filled_in()
    path = tmp_path / "form.xlsx"
    path.write_bytes(issued.workbook())
    reading = [(sheet.name, area(sheet)) for sheet in issued.form.sheets]
    answers = office.evaluate(path, [as_entries(each) for each in typed], reading)
    for mixture, grids in zip(typed, answers, strict=True):
        sheets = shown_in(issued, [placed(grid) for grid in grids])
        assert mistyped(mixture, sheets) == {}
        assert [each for sheet in sheets for each in disagreements(sheet)] == []
        assert live_counts(sheets[0]) == [rows_left(sheet) for sheet in sheets[1:]]


def test_a_row_that_stands_says_nothing_while_it_is_left_alone() -> None:
    issued = TRIALS["done-before"].compose()
    sheet, rules = issued.form.sheet("followup"), issued.book.sheet("followup")
    assert sheet is not None
    led = [row for row in sheet.rows if "status" in row.inputs]
    silent = {row.identity for row in led if not rules.broken_by(row.values)}
    assert silent == {row.identity for row in led if row.values["previous"] == "Genomförd"}
    assert len(silent) > 5


def area(sheet: FormSheet) -> str:
    last = max(column.index for column in sheet.columns)
    return f"A1:{column_letters(last)}{sheet.rows[-1].index + 1}"


def mistyped(mixture: Mixture, sheets: list[Shown]) -> dict[Cell, object]:
    """What LibreOffice made something else of than Python holds it to be.

    A cell where a truth value once was typed keeps its format, and shows a number as one.
    """
    shown = {
        Cell(each.sheet.name, *place): value
        for each in sheets
        for place, value in each.cells.items()
    }
    return {
        cell: shown[cell]
        for cell, value in mixture.items()
        if is_plain(value)
        if shown[cell] != as_held(value) and not isinstance(shown[cell], bool)
    }


def disagreements(each: Shown) -> list[tuple[str, str, CellValue, CellValue]]:
    """Sheet, cell, what LibreOffice shows and what Python's rule book says."""
    return [
        (each.sheet.name, cell_reference(*place), each.cells[place], said)
        for place, said in (said_of_cover(each) if each.is_cover else said_of_rows(each))
        if not agree(each.cells[place], said)
    ]


def said_of_rows(each: Shown) -> Iterator[tuple[tuple[int, int], CellValue]]:
    check = each.rules.sheet.check_column
    assert check is not None
    for row in each.sheet.rows:
        values = each.rows[row.identity]
        words = each.rules.check_text(each.rules.broken_by(values, each.tables))
        yield (row.index, each.sheet.column(check.key).index), words if row.inputs else ""
        for key in each.rules.formulas:
            yield (row.index, each.sheet.column(key).index), values[key]
    yield from said_above(each)


def said_above(each: Shown) -> Iterator[tuple[tuple[int, int], CellValue]]:
    """What stands above the table."""
    values = each.rules.summary_values(each.tables)
    shown = has_summary(each.rules.sheet, len(each.sheet.rows))
    for summary in each.rules.sheet.summary if shown else ():
        place = (each.sheet.key_row - 1, each.sheet.column(summary.at).index)
        good = summary.good.get(each.rules.language)
        is_check = summary.type == "check"
        said = each.rules.sheet_check_text(each.tables, good) if is_check else values[summary.key]
        yield place, said


def said_of_cover(each: Shown) -> Iterator[tuple[tuple[int, int], CellValue]]:
    fields = {key: row.get("value") for key, row in each.rows.items()}
    check = next(row for row in each.sheet.rows if not row.inputs)
    place = (check.index, each.sheet.column("value").index)
    yield place, each.rules.check_text(each.rules.broken_by(fields, each.tables))


def agree(shown: CellValue, said: CellValue) -> bool:
    if isinstance(shown, float) and isinstance(said, float):
        return shown == pytest.approx(said, rel=1e-12, abs=1e-9)
    return (shown or "") == (said or "")


def live_counts(cover: Shown) -> list[CellValue]:
    """What the first sheet says is left, sheet by sheet."""
    numbers = (cover.cells.get((line, 1)) for line in range(cover.sheet.key_row))
    return [number for number in numbers if isinstance(number, float)]


def rows_left(each: Shown) -> int:
    """The same, counted by Python's rule book; the sheet as a whole counts as one."""
    asked = [each.rows[row.identity] for row in each.sheet.rows if row.inputs]
    rows = sum(bool(each.rules.broken_by(values, each.tables)) for values in asked)
    return rows + bool(each.rules.broken_of_sheet(each.tables))


def test_the_mixtures_are_many_and_break_every_rule() -> None:
    compared, broken = 0, set()
    for trial in TRIALS.values():
        issued, typed = trial.filled_in()
        for mixture in typed:
            compared += len({(cell.sheet, cell.line) for cell in mixture})
            broken |= rules_broken(issued, mixture)
    known = {
        (sheet, rule.code, rule.at)
        for book in (issue("stab", "T1").book, issue("stab", "internbudget", more=CODES).book)
        for sheet in book.sheets
        for rule in book.sheet(sheet).rules
    }
    # What is typed in a text cell stays text, so not every column can hold an error.
    assert {each for each in known - broken if each[1] != "error-value"} == set()
    assert broken >= {("followup", "error-value", "status"), ("budget", "error-value", "forecast")}
    assert compared >= 1000


def rules_broken(issued: Issued, mixture: Mixture) -> set[tuple[str, str, str]]:
    """The rules that a round breaks, by sheet, code and column."""
    held: list[Held] = [
        {
            (cell.line, cell.column): python_value(value, issued.book.sheet(sheet.key), sheet, cell)
            for cell, value in mixture.items()
            if cell.sheet == sheet.name
        }
        for sheet in issued.form.sheets
    ]
    found = set()
    for each in shown_in(issued, held):
        rows: list[Row] = list(each.rows.values())
        if each.is_cover:
            rows = [{key: row.get("value") for key, row in each.rows.items()}]
        broken = [rule for row in rows for rule in each.rules.broken_by(row, each.tables)]
        broken += each.rules.broken_of_sheet(each.tables)
        found |= {(each.sheet.key, rule.code, rule.at) for rule in broken}
    return found


def python_value(value: object, rules: SheetRules, sheet: FormSheet, cell: Cell) -> CellValue:
    if not isinstance(value, Typed):
        return as_held(value)
    key = sheet.columns[cell.column].key
    column = rules.sheet.column(key)
    return value.text if column and column.type == "text" else ErrorValue("#N/A")


def test_a_sound_return_says_nothing(office: Office, tmp_path: Path) -> None:
    issued = issue("stab", "T1")
    path = tmp_path / "sound.xlsx"
    path.write_bytes(issued.workbook(SOUND))
    reading = office.read(path)
    assert check_cells(issued) >= {("Uppföljning", "P5"), ("Budget", "M5"), ("Läs mig", "B18")}
    assert [reading[sheet].get(cell) for sheet, cell in check_cells(issued)].count(None) == len(
        check_cells(issued)
    )


def check_cells(issued: Issued) -> set[tuple[str, str]]:
    found = set()
    for sheet in issued.form.sheets:
        check = issued.book.sheet(sheet.key).sheet.check_column
        assert check is not None
        for row in sheet.rows:
            if row.identity == check.key:
                found.add((sheet.name, cell_reference(row.index, sheet.column("value").index)))
            elif row.inputs and issued.book.sheet(sheet.key).sheet.source != "fields":
                found.add((sheet.name, cell_reference(row.index, sheet.column(check.key).index)))
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("period", ["T1", "internbudget"])
def test_the_formula_is_shorter_than_excel_allows(period: str, language: str) -> None:
    issued = issue("stab", period, language, more=CODES)
    columns = {key: rules.sheet.columns for key, rules in issued.book.sheets.items()}
    lengths = {}
    for key, rules in issued.book.sheets.items():
        names = {sheet: "" if sheet == key else f"'{'x' * 20}'!" for sheet in columns}
        tables = {
            sheet: {column.key: f"{name}$AZ$501:$AZ$999" for column in columns[sheet]}
            for sheet, name in names.items()
        }
        ranges = Ranges(tables, codes={"responsibility": "'_kexcel'!$D$2:$D$999"})
        lengths[key] = len(rules.check_formula({c.key: "AZ501" for c in columns[key]}, ranges))
    assert {key: length for key, length in lengths.items() if length > FORMULA_LENGTH} == {}
