"""Any expression of the rules' language means the same to LibreOffice as to Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from kexcel.model.cell import CellValue, ErrorValue, cell_reference
from kexcel.rules.around import Around, Tables
from kexcel.rules.evaluate import holds, result
from kexcel.rules.expression import Expression, parse
from kexcel.rules.formula import formula_of
from kexcel.rules.hollow import IGNORED, is_hollow
from kexcel.rules.look_formula import Beside
from kexcel.rules.pieces import plain_text
from tests.builders import template
from tests.office.driver import Office
from tests.rules.expressions import (
    COLUMNS,
    NAMES,
    PHRASES,
    TABLES,
    condition,
    look,
    row,
    value,
)

HOW_MANY = 1200
FIRST_FORMULA = len(COLUMNS)
FIRST_TEXT = FIRST_FORMULA + 2
FILLED = COLUMNS[3:]
Trial = tuple[Expression, Mapping[str, CellValue]]


def role_of(_column: str, word: str) -> str:
    return template().role("status", word)


def words_of(_column: str, role: str) -> tuple[str, ...]:
    words = template().choice("status").words
    return tuple(text for word in words if role in {"", word.role} for text in (word.sv, word.en))


def trials(make: str) -> list[Trial]:
    random = Random(make)  # noqa: S311 - trials, not secrets
    source = condition if make == "condition" else value
    return [
        (parse(source(random, 3), NAMES, phrases=PHRASES), row(random)) for _ in range(HOW_MANY)
    ]


def write_trials(path: Path, made: Sequence[Trial], wrapping: str) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Blad")
        for line, (expression, cells) in enumerate(made):
            for place, column in enumerate(COLUMNS):
                write_cell(sheet, line, place, cells[column])
            references = {c: cell_reference(line, place) for place, c in enumerate(COLUMNS)}
            formula = formula_of(expression, references, words_of)
            sheet.write_formula(line, FIRST_FORMULA, f"={wrapping.format(formula)}")


def write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: CellValue
) -> None:
    if isinstance(cell, ErrorValue):
        sheet.write_formula(line, place, "=NA()", None, cell.text)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell)
    elif isinstance(cell, str):
        sheet.write_string(line, place, cell)
    elif cell is not None:
        sheet.write_number(line, place, float(cell))  # type: ignore[arg-type]


@pytest.mark.parametrize("make", ["condition", "value"])
def test_random_expressions_mean_the_same_to_both(
    office: Office, tmp_path: Path, make: str
) -> None:
    made = trials(make)
    wrapping = 'IF(IFERROR({},FALSE),"yes","no")' if make == "condition" else 'IFERROR({},"")'
    write_trials(tmp_path / "trials.xlsx", made, wrapping)
    shown = office.read(tmp_path / "trials.xlsx")["Blad"]
    differing = []
    for line, (expression, cells) in enumerate(made):
        said: object = result(expression, cells, role_of)
        if make == "condition":
            said = "yes" if holds(expression, cells, role_of) else "no"
        calculated = shown.get(cell_reference(line, FIRST_FORMULA), "")
        if not agree(calculated, said):
            differing.append((expression.source, dict(cells), calculated, said))
    assert differing == []


def texts() -> list[str]:
    """Phrases and pieces of them, with signs and spaces strewn in, in any case."""
    random = Random("hollow")  # noqa: S311 - trials, not secrets
    pieces = (*IGNORED, *PHRASES, "Se", "ovan", "OVAN", "samma som", "vakans", "?", "\t", "Å", "*")
    return ["".join(random.choices(pieces, k=random.randint(0, 6))) for _ in range(HOW_MANY)]


def test_a_text_is_as_hollow_to_both(office: Office, tmp_path: Path) -> None:
    asked, made = parse("hollow(comment)", NAMES, phrases=PHRASES), texts()
    blank: dict[str, CellValue] = dict.fromkeys(COLUMNS)
    trials: list[Trial] = [(asked, {**blank, "comment": text}) for text in made]
    write_trials(tmp_path / "texts.xlsx", trials, 'IF(IFERROR({},FALSE),"yes","no")')
    shown = office.read(tmp_path / "texts.xlsx")["Blad"]
    calculated = [shown[cell_reference(line, FIRST_FORMULA)] == "yes" for line in range(len(made))]
    said = [is_hollow(text, asked.phrases) for text in made]
    assert [
        text for text, *both in zip(made, calculated, said, strict=True) if len({*both}) > 1
    ] == []
    assert 200 < sum(said) < HOW_MANY - 200


GROUPS, ROWS = 300, 5
"""So many pairs of tables, with so many rows in each; every row has an expression of its own."""

SHEETS = {"mine": "Blad", "theirs": "Andra bladet"}


def test_looks_over_tables_mean_the_same_to_both(office: Office, tmp_path: Path) -> None:
    random = Random("look")  # noqa: S311 - trials, not secrets
    tables: list[Tables] = [
        {sheet: [row(random) for _ in range(ROWS)] for sheet in SHEETS} for _ in range(GROUPS)
    ]
    asked = [
        [parse(look(random), NAMES, TABLES, "mine") for _ in range(ROWS)] for _ in range(GROUPS)
    ]
    write_looks(tmp_path / "looks.xlsx", tables, asked)
    shown = office.read(tmp_path / "looks.xlsx")["Blad"]
    differing, holding = [], 0
    for group, place in ((g, p) for g in range(GROUPS) for p in range(ROWS)):
        own = tables[group]["mine"][place]
        expression, around = asked[group][place], Around(tables[group], own)
        said = "yes" if holds(expression, own, role_of, around) else "no"
        holding += said == "yes"
        calculated = shown[cell_reference(group * ROWS + place, FIRST_FORMULA)]
        if calculated != said:
            differing.append((expression.source, around.tables, own, calculated, said))
    assert differing == []
    assert 0.2 < holding / (GROUPS * ROWS) < 0.8


def write_looks(path: Path, tables: list[Tables], asked: list[list[Expression]]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheets = {key: workbook.add_worksheet(name) for key, name in SHEETS.items()}
        for group, (rows_of, expressions) in enumerate(zip(tables, asked, strict=True)):
            first = group * ROWS
            beside = beside_of(first, texts=group % 2 == 1)
            for key, rows in rows_of.items():
                for line, cells in enumerate(rows, start=first):
                    for column, name in enumerate(COLUMNS):
                        write_cell(sheets[key], line, column, cells[name])
                        text = plain_text(cell_reference(line, column))
                        formula = f"IF(LEN({text})>0,1,0)" if name in FILLED else text
                        sheets[key].write_formula(line, FIRST_TEXT + column, f"={formula}")
            for line, expression in enumerate(expressions, start=first):
                references = {c: cell_reference(line, i) for i, c in enumerate(COLUMNS)}
                formula = formula_of(expression, references, words_of, beside)
                wrapped = f'=IF(IFERROR({formula},FALSE),"yes","no")'
                sheets["mine"].write_formula(line, FIRST_FORMULA, wrapped)


def beside_of(first: int, *, texts: bool) -> Beside:
    """Where the tables are; with ``texts`` their plain texts stand beside them, as in a form."""
    if not texts:
        return Beside(ranges(first, "ABCDE", COLUMNS))
    compared = [name for name in COLUMNS if name not in FILLED]
    return Beside(
        ranges(first, "ABCDE", COLUMNS),
        ranges(first, "HIJ", compared),
        ranges(first, "KL", FILLED),
    )


def ranges(first: int, letters: str, names: Sequence[str]) -> dict[str, dict[str, str]]:
    columns = {
        name: f"${letter}${first + 1}:${letter}${first + ROWS}"
        for name, letter in zip(names, letters, strict=True)
    }
    theirs = {name: f"'Andra bladet'!{area}" for name, area in columns.items()}
    return {"mine": columns, "theirs": theirs}


def agree(calculated: object, said: object) -> bool:
    if isinstance(calculated, date):
        calculated = float((calculated - date(1899, 12, 30)).days)
    if isinstance(calculated, float) and isinstance(said, float):
        return calculated == pytest.approx(said, rel=1e-9, abs=1e-6)
    # A cell that holds nothing is shown as 0 by a formula that only repeats it.
    return calculated == said or (calculated, said) == (0.0, "")
