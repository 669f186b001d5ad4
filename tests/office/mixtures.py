"""Random answers of every kind that people give, typed by LibreOffice and known to Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.form import Form, FormRow, FormSheet
from kexcel.rules import RuleBook
from kexcel.template.schema import Column
from tests.office.values import CellToType, Entries, Grid, Typed, serial_of

WORDS: tuple[CellToType, ...] = (
    None, "", " ", "\u00a0", "Ej påbörjad", "Pågående", "Genomförd", "Försenad", "Avbruten",
    "Not started", "Ongoing", "Done", "Delayed", "Cancelled", "FÖRSENAD", "genomförd",
    "Försenad ", " Avbruten", "Genomförd\u00a0", "Ej  påbörjad", "Ej\npåbörjad", "\tPågående",
    "Klart typ", "Försenat", "Förs*", "Slutlig", "slutlig ", "Utkast", "Final", 1, 12.5,
    True, Typed("=TRUE()"), Typed("=1/0"), Typed("=NA()"),
)  # fmt: skip
TEXTS: tuple[CellToType, ...] = (
    None, "", " ", "\u00a0", "\n", "Enligt plan.", "=1/0", "Samma som förra", "samma  SOM förra ",
    "Se ovan.", " – se\u00a0OVAN!", "- : .", "OK", "n/a", "?", "Se ovan: vakans", "As above", "x",
    "Samma\u00a0som förra", "Samma som förra gången", "Samma*", "\"citat\" & 'tecken' <b>",
    "ÅÄÖ é ü 😀", "x" * 300, 12.5, 0, date(2024, 4, 30), Typed("=1/0"),
)  # fmt: skip
OTHER_DATES: tuple[CellToType, ...] = (
    None, "", " ", "\u00a0", "30/4 2024", "2024-04-30", "efter sommaren", "-", 0, 0.5, 1, -5,
    -45412, 45412, 45412.5, 1e6, 2958465, True, Typed("=TRUE()"), Typed("=1/0"), Typed("=NA()"),
)  # fmt: skip
OTHER_NUMBERS: tuple[CellToType, ...] = (
    None, "", " ", "\u00a0", "12,5", "ca 3", "5 %", "1 200", 0, -1, 1, 99.9, 100, 100.1, 5000, 1e12,
    -1e12, 1e25, 1e300, -1e308, 1e-9, True, Typed("=TRUE()"), Typed("=1/0"), Typed("=NA()"),
)  # fmt: skip
FACTORS = (
    "1", "-1", "1.0061", "0.994", "-1.5", "-0.5", "-0.51", "2", "300", "299.9", "-300", "1000",
    "0.001", "0.00333", "0.0034", "0", "-1000",
)  # fmt: skip
_BESIDE = ("ledger", "previous_actual", "previous_forecast")
DIFFERENCES = (
    "0",
    "0.05",
    "-0.050001",
    "0.5",
    "-0.5",
    "0.51",
    "-0.51",
    "0.499999",
    "0.824",
    "0.825",
    "30",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """An open cell of a form, counted from 0."""

    sheet: str
    line: int
    column: int

    @property
    def reference(self) -> tuple[str, str]:
        """The sheet and the A1 reference."""
        return self.sheet, cell_reference(self.line, self.column)


Mixture = Mapping[Cell, CellToType]
"""What is typed in one round."""


def mixtures(form: Form, book: RuleBook, seed: int, count: int) -> list[Mixture]:
    """So many random ways to fill in a form; each types in every open cell."""
    random = Random(seed)  # noqa: S311 - mixtures, not secrets
    return [dict(_typed(form, book, random)) for _ in range(count)]


def _typed(form: Form, book: RuleBook, random: Random) -> Iterator[tuple[Cell, CellToType]]:
    for sheet in form.sheets:
        for row in sheet.rows[: 5 if sheet.extendable else None]:
            for column in sheet.columns:
                if column.key in row.inputs:
                    asked = _column_of(sheet, row, column.key, book)
                    place = Cell(sheet.name, row.index, column.index)
                    yield place, _answer(asked, row, book, random)


def _column_of(sheet: FormSheet, row: FormRow, key: str, book: RuleBook) -> Column:
    """The template's column of an input cell; on the cover the row is the column."""
    layout = book.sheet(sheet.key).sheet
    column = layout.column(row.identity if layout.source == "fields" else key)
    assert column is not None
    return column


def as_entries(mixture: Mixture) -> Entries:
    """The same for LibreOffice: pasted row by row, which is many times faster than typed cell by
    cell, and then what cannot be pasted.
    """
    entries: dict[tuple[str, str], Any] = {}
    run: list[CellToType] = []
    last = None
    for cell, value in mixture.items():
        if last is None or cell != Cell(last.sheet, last.line, last.column + 1):
            run = []
            entries[cell.reference] = [run]
        run.append(value if is_plain(value) else None)
        last = cell
    odd = {cell.reference: value for cell, value in mixture.items() if not is_plain(value)}
    return {**entries, **{(sheet, f"{ref}:{ref}"): value for (sheet, ref), value in odd.items()}}


def _answer(column: Column, row: FormRow, book: RuleBook, random: Random) -> CellToType:
    match column.type:
        case "choice":
            # The five right words come as often as everything else together.
            return random.choice(WORDS[4:9] if random.random() < 0.5 else WORDS)
        case "date":
            near = random.random() < 0.6
            return random.choice(_days(row, book)) if near else random.choice(OTHER_DATES)
        case "number" | "money":
            near = random.random() < 0.6
            return random.choice(_amounts(row)) if near else random.choice(OTHER_NUMBERS)
    return random.choice(TEXTS)


def _days(row: FormRow, book: RuleBook) -> list[date]:
    """The days on either side of every limit that a rule may have."""
    limits = (*row.values.values(), *book.constants.values())
    days = [day for day in limits if isinstance(day, date)]
    near = [day + timedelta(days=step) for day in days for step in (-1, 0, 1)]
    start, end = date(2024, 1, 1), date(2024, 12, 31)
    ten_years = [start - timedelta(days=3653 + step) for step in (0, 1)]
    ten_years += [end + timedelta(days=3653 + step) for step in (0, 1)]
    return [*near, *ten_years, date(1930, 4, 1), date(2558, 6, 10)]


def _amounts(row: FormRow) -> list[Decimal]:
    """Amounts on either side of every limit, reckoned from each amount that is printed."""
    printed = [row.values.get(key) for key in ("frame", *_BESIDE)]
    bases = [each for each in printed if isinstance(each, Decimal)] or [Decimal(100)]
    return [
        amount
        for base in bases
        for amount in (
            *(base * Decimal(factor) for factor in FACTORS),
            *(base - Decimal(difference) for difference in DIFFERENCES),
        )
    ]


def as_held(value: Any) -> CellValue:
    """A value as a cell holds it: numbers as floats, days as day numbers, nothing as None."""
    if isinstance(value, date):
        return serial_of(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return float(value)
    return None if value == "" else value


def is_plain(value: CellToType) -> bool:
    """Whether it is certain beforehand what LibreOffice makes of what is typed."""
    return not isinstance(value, bool | Typed)


Held = Mapping[tuple[int, int], CellValue]
"""What cells hold, by row and column counted from 0."""


def values_of(sheet: FormSheet, held: Held) -> dict[str, dict[str, CellValue]]:
    """Each row's values as the rules see them: what was printed, and what the cells hold."""
    return {
        row.identity: {
            **row.values,
            **{key: held.get((row.index, sheet.column(key).index)) for key in row.inputs},
        }
        for row in sheet.rows
    }


def placed(grid: Grid) -> dict[tuple[int, int], CellValue]:
    """A grid that was read from A1 on, by row and column."""
    return {
        (down, right): as_held(value)
        for down, line in enumerate(grid)
        for right, value in enumerate(line)
    }
