from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kexcel.model.consolidation import Consolidation, LedgerAmount, TableRow
from tests.report import budget_rich as rich
from tests.report.budget_samples import consolidation
from tests.report.budget_tables import controls, formulas, row_of, table_at, values, written

LONGEST_FORMULA = 8_192
"""Excel's limit, in signs."""


def told(
    whole: Consolidation, distribution: Consolidation | None = None, *, language: str = "en"
) -> list[tuple[str, ...]]:
    book = values(written(whole, language=language, distribution=distribution))
    return controls(book)


def moved(amount: str, unit: str) -> Consolidation:
    """The round with another amount on a unit's row."""
    whole = rich.handed_in()
    return replace(whole, tables=tuple(_moved(row, amount, unit) for row in whole.tables))


def _moved(row: TableRow, amount: str, unit: str) -> TableRow:
    found = row.answers.get("unit")
    if found is None or found.value != unit:
        return row
    answer = replace(row.answers["amount"], value=Decimal(amount), written=amount)
    return replace(row, answers={**row.answers, "amount": answer})


def word_of(whole: list[tuple[str, ...]], *line: str) -> str:
    return next(each[3] for each in whole if each[: len(line)] == line)


def test_every_tie_between_the_sheets_has_a_line() -> None:
    assert told(rich.rich(), rich.handed_in()) == [
        ("Frame, Budget 2024", "Compilation", "Frames", "agrees"),
        ("Frame, Budget 2024", "Compilation", "Printed total", "agrees"),
        ("Frame, Budget 2024", "By department", "By citizen group", "rounding"),
        ("Frame", "Units and undivided departments", "Departments", "agrees"),
        ("Full-year forecast", "Units and undivided departments", "Departments", "agrees"),
        ("Frame", "Compilation", "Forecast accuracy", "agrees"),
        ("Actual to date", "Compilation", "Forecast accuracy", "agrees"),
        ("Full-year forecast", "Compilation", "Forecast accuracy", "agrees"),
        ("Distributed, by department", "Distribution", "Frames of those who handed in", "agrees"),
        ("Distributed, by unit", "Distribution", "Compilation", "does not agree"),
        ("Responsibility codes with an approver", "Distribution", "Approvers", "missing"),
        ("Booked", "Departments, and codes that no department has", "The ledger", "agrees"),
        ("Departments that have answered", "Departments with a frame", "Have answered", "missing"),
        ("Rows with a forecast", "Rows", "With a forecast", "missing"),
    ]


def test_ties_to_what_is_not_there_have_no_line() -> None:
    assert [line[:2] for line in told(consolidation())] == [
        ("Frame, Budget 2024", "Compilation"),
        ("Frame, Budget 2024", "Compilation"),
        ("Frame, Budget 2024", "By department"),
        ("Frame", "Compilation"),
        ("Actual to date", "Compilation"),
        ("Full-year forecast", "Compilation"),
        ("Departments that have answered", "Departments with a frame"),
        ("Rows with a forecast", "Rows"),
    ]


def test_both_figures_refer_to_where_they_stand_and_link_there() -> None:
    book = formulas(written(rich.rich(), distribution=rich.handed_in()))
    table = table_at(book.worksheets[0], "What is compared")
    total = table_at(book.worksheets[0], "Department and unit").row("Total")
    accuracy = row_of(book["Forecast accuracy"], "Total")
    row = table.rows[5]
    assert table.line(row, "One figure", "Other figure") == [
        f"=D{total}",
        f"='Forecast accuracy'!B{accuracy}",
    ]
    assert table.cell(row, "Other side").hyperlink.location == f"'Forecast accuracy'!B{accuracy}"


@pytest.mark.parametrize(
    "language, said",
    [
        ("en", "Controls: 9 of 14 hold. They stand from row 32."),
        ("sv", "Kontroller: 9 av 14 stämmer. De står från rad 32."),
    ],
)
def test_the_head_of_the_sheet_counts_those_that_hold(language: str, said: str) -> None:
    data = written(rich.rich(), language=language, distribution=moved("96.3", "Förskola"))
    sheet = values(data).worksheets[0]
    assert sheet.cell(row_of(sheet, said.split(":", maxsplit=1)[0]), 1).value == said


def test_a_distribution_that_misses_a_frame_by_a_krona_does_not_agree() -> None:
    found = told(rich.rich(), moved("96.400001", "Förskola"))
    assert word_of(found, "Distributed, by department") == "does not agree"


def test_faults_that_cancel_out_are_found_in_the_parts() -> None:
    whole = rich.handed_in()
    changed = tuple(
        _moved(_moved(row, "96.5", "Förskola"), "45.3", "Gata och park") for row in whole.tables
    )
    found = told(rich.rich(), replace(whole, tables=changed))
    assert word_of(found, "Distributed, by department") == "does not agree"


def test_a_distribution_as_the_units_stand_agrees() -> None:
    whole = rich.handed_in()
    rows = tuple(
        row
        for row in whole.tables
        if row.sheet != "distribution" or row.answers["responsibility"].value != "1300"
    )
    found = told(rich.rich(), replace(whole, tables=rows))
    assert word_of(found, "Distributed, by unit") == "agrees"
    assert word_of(found, "Distributed, by department") == "does not agree"


def test_a_code_that_differs_in_case_alone_has_its_approver() -> None:
    whole = rich.handed_in()
    rows = [_coded(row, "11ab" if row.sheet == "attest" else "11AB") for row in whole.tables]
    found = told(rich.rich(), replace(whole, tables=tuple(rows)))
    assert word_of(found, "Responsibility codes with an approver") == "agrees"


def _coded(row: TableRow, code: str) -> TableRow:
    answer = replace(row.answers["responsibility"], value=code, written=code)
    return replace(row, answers={**row.answers, "responsibility": answer})


def test_a_ledger_that_lost_an_amount_does_not_agree() -> None:
    whole = rich.rich()
    lost = LedgerAmount("7777", Decimal("0.1"), whole.ledger[0].source, "stab")
    found = told(replace(whole, ledger=(*whole.ledger, lost)))
    assert word_of(found, "Booked") == "does not agree"


def test_when_everyone_has_answered_nobody_is_missing() -> None:
    found = told(replace(rich.year_end(), missing=()))
    assert word_of(found, "Departments that have answered") == "agrees"
    assert word_of(found, "Rows with a forecast") == "agrees"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_tables_and_formulas_are_such_as_excel_takes(language: str) -> None:
    book = formulas(written(rich.rich(), language=language, distribution=rich.handed_in()))
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len({name.casefold() for name in names}) == 9
    assert all(name.isascii() and name.isalnum() for name in names)
    lengths = [
        len(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert max(lengths) < LONGEST_FORMULA
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            header = sheet[table.ref][0]
            labels = [str(cell.value) for cell in header]
            assert labels == [column.name for column in table.tableColumns]
            assert len(labels) == len({label.casefold() for label in labels})
