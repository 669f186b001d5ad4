"""Every code about structure, at its place; and what people do that must not give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.model.returned import Return, ReturnState
from tests.builders import (
    SOUND,
    answered,
    change,
    edit,
    examined,
    issued,
    put_lines,
    said,
    sound,
    table_lines,
    values,
)

F = "Uppföljning"
ROWS = (5, 8)
"""The first and last row of the follow-up, as the program counts them."""
MARK = 22
"""The hidden column whose cells tell rows apart, counted from 0; it is the last one."""

Work = Callable[[Worksheet], None]


def on_followup(work: Work) -> bytes:
    return change(sound(), lambda workbook: work(workbook[F]))


def whats(result: Return) -> list[tuple[str | None, str | None]]:
    return [(dict(f.details)["what"], f.value) for f in result.findings if f.code == "repaired"]


def test_a_sound_return_gives_every_answer_and_no_finding() -> None:
    result = examined(sound())
    assert (result.state, said(result), values(result)) == (ReturnState.ACCEPTED, [], dict(SOUND))


def test_the_return_says_whose_it_is_and_where_it_came_from() -> None:
    result = examined(answered({("followup", "3.1-1", "status"): None}), file="x.xlsx")
    (finding,) = result.findings
    assert (result.department, result.period, result.form) == (
        "stab", "T1", issued("stab").form.code,
    )  # fmt: skip
    assert (finding.place.file, finding.place.department) == ("x.xlsx", "stab")
    assert (finding.place.row, finding.place.column) == ("3.1-1", "status")
    assert result.state is ReturnState.NEEDS_CORRECTION


def reversed_rows(worksheet: Worksheet, *, with_marks: bool) -> None:
    lines = table_lines(worksheet, *ROWS)
    turned = [list(line) for line in reversed(lines)]
    if not with_marks:
        for line, original in zip(turned, lines, strict=True):
            line[MARK] = original[MARK]
    put_lines(worksheet, ROWS[0], turned)


def test_sorted_rows_are_known_by_their_marks() -> None:
    result = examined(on_followup(lambda sheet: reversed_rows(sheet, with_marks=True)))
    assert (said(result), values(result)) == ([], dict(SOUND))
    assert result.rows["followup"]["3.1-1"].line == 7


def test_rows_sorted_without_their_marks_are_known_by_their_numbers() -> None:
    result = examined(on_followup(lambda sheet: reversed_rows(sheet, with_marks=False)))
    assert values(result) == dict(SOUND)
    assert said(result) == [(F, "A5", "repaired")]
    assert whats(result) == [("rows were found by their number", "4")]


def test_rows_without_mark_and_number_are_known_by_their_text() -> None:
    def work(sheet: Worksheet) -> None:
        reversed_rows(sheet, with_marks=False)
        for row in range(5, 9):
            sheet.cell(row, 1).value = None

    result = examined(on_followup(work))
    assert values(result) == dict(SOUND)
    assert whats(result) == [("rows were found by their text", "4")]


def shuffled_columns(sheet: Worksheet, order: list[int]) -> None:
    lines = table_lines(sheet, 3, 8)
    put_lines(sheet, 3, [[line[place] for place in order] for line in lines])


def test_columns_in_another_order_are_known_by_their_keys() -> None:
    result = examined(on_followup(lambda s: shuffled_columns(s, [*range(1, MARK + 1), 0])))
    assert values(result) == dict(SOUND)
    assert whats(result) == [("columns were found although they had been moved", str(MARK + 1))]


def test_columns_without_keys_are_known_by_their_headings() -> None:
    result = examined(on_followup(lambda sheet: sheet.delete_rows(3)))
    assert values(result) == dict(SOUND)
    assert whats(result) == [
        ("the sheet was found by its name", F),
        ("columns were found by their headings", "6"),
    ]


def test_rows_without_the_hidden_column_are_known_by_their_numbers() -> None:
    result = examined(on_followup(lambda sheet: sheet.delete_cols(MARK + 1)))
    assert values(result) == dict(SOUND)
    assert whats(result) == [("rows were found by their number", "4")]


@pytest.mark.parametrize("sheet", [F, "Mått", "Budget", "Läs mig"])
def test_a_sheet_without_key_row_and_hidden_column_is_still_read(sheet: str) -> None:
    def work(workbook: Workbook) -> None:
        worksheet = workbook[sheet]
        key_row = 13 if sheet == "Läs mig" else 3
        for row in worksheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "#" in cell.value[-7:]:
                    cell.value = None
        for cell in worksheet[key_row]:
            cell.value = None

    result = examined(change(sound(), work))
    assert values(result) == dict(SOUND)
    assert {code for _, _, code in said(result)} == {"repaired"}


def test_a_renamed_sheet_is_known_by_its_keys() -> None:
    result = examined(on_followup(lambda sheet: setattr(sheet, "title", "Blad1")))
    assert values(result) == dict(SOUND)
    assert said(result) == [("Blad1", None, "repaired")]


def test_a_renamed_sheet_without_keys_is_known_by_its_headings() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.title = "Blad1"
        sheet.delete_rows(3)

    result = examined(on_followup(work))
    assert values(result) == dict(SOUND)
    assert whats(result)[0] == ("the sheet was found by its headings", "Blad1")


def test_a_new_heading_is_said_and_the_column_read() -> None:
    result = examined(edit(sound(), {(F, "M4"): "Anteckningar"}))
    assert values(result) == dict(SOUND)
    assert said(result) == [(F, "M4", "column-renamed")]
    assert dict(result.findings[0].details) == {"label": "Kommentar"}


def test_a_missing_column_is_said_once_and_its_rules_are_silent() -> None:
    result = examined(on_followup(lambda sheet: sheet.delete_cols(10)))
    assert [(f.place.column, f.code) for f in result.findings] == [
        ("status", "column-missing"),
        ("completed", "repaired"),
    ]
    assert "status" not in result.rows["followup"]["3.1-1"].answers


def test_a_missing_sheet_is_said() -> None:
    result = examined(change(sound(), lambda workbook: workbook.remove(workbook["Budget"])))
    assert said(result) == [("Budget", None, "sheet-missing")]
    assert "budget" not in result.rows


def test_a_removed_row_is_missing_and_never_a_deletion() -> None:
    result = examined(on_followup(lambda sheet: sheet.delete_rows(6)))
    assert said(result) == [(F, None, "row-missing")]
    assert (result.findings[0].place.row, dict(result.findings[0].details)) == (
        "3.1-2", {"title": "Översyn av arkivet"},
    )  # fmt: skip


def test_an_inserted_row_moves_no_answer_and_is_said_when_filled() -> None:
    def work(sheet: Worksheet) -> None:
        sheet.insert_rows(6)
        sheet["D6"], sheet["J6"] = "Flytta arkivet", "Pågående"

    result = examined(on_followup(work))
    assert values(result) == dict(SOUND)
    assert said(result) == [(F, "D6", "row-unknown")]
    assert result.findings[0].value == "Flytta arkivet | Pågående"


def test_an_empty_inserted_row_is_not_worth_a_word() -> None:
    assert said(examined(on_followup(lambda sheet: sheet.insert_rows(6)))) == []


def test_a_row_written_over_another_is_not_taken_for_it() -> None:
    cells = {(F, "A6"): None, (F, "D6"): "Något helt annat"}
    result = examined(edit(sound(), cells))
    assert [(f.place.cell, f.code) for f in result.findings] == [
        (None, "row-missing"), ("B6", "row-unknown"),
    ]  # fmt: skip


def copied_row(sheet: Worksheet, **cells: Any) -> None:
    put_lines(sheet, 9, table_lines(sheet, 5, 5))
    for cell, value in cells.items():
        sheet[cell] = value


def test_a_doubled_row_with_the_same_answers_is_one() -> None:
    result = examined(on_followup(copied_row))
    assert values(result) == dict(SOUND)
    assert whats(result) == [
        ("rows stood several times; each answer was taken from where it was written", "1")
    ]


def test_a_doubled_row_with_different_answers_gives_none_of_them() -> None:
    result = examined(on_followup(lambda sheet: copied_row(sheet, J9="Genomförd")))
    assert said(result) == [(F, "J5", "row-duplicated")]
    assert dict(result.findings[0].details) == {"cells": "J5, J9"}
    answers = result.rows["followup"]["3.1-1"].answers
    assert (answers["status"].value, answers["status"].written, answers["status"].sound) == (
        None, "Pågående | Genomförd", False,
    )  # fmt: skip
    assert answers["comment"].value == "Tre enheter av fem."


def copied_sheet(workbook: Workbook, **cells: Any) -> None:
    copy = workbook.copy_worksheet(workbook[F])
    copy.title = "Uppföljning (2)"
    for cell, value in cells.items():
        copy[cell] = value


def test_a_copied_sheet_with_the_same_answers_is_noted() -> None:
    result = examined(change(sound(), copied_sheet))
    assert values(result) == dict(SOUND)
    assert {code for _, _, code in said(result)} == {"repaired"}


def test_a_copied_sheet_with_another_answer_is_a_conflict() -> None:
    result = examined(change(sound(), lambda workbook: copied_sheet(workbook, J5="Genomförd")))
    (conflict,) = [f for f in result.findings if f.code == "row-duplicated"]
    assert (conflict.place.sheet, conflict.place.cell, dict(conflict.details)) == (
        F, "J5", {"cells": "'Uppföljning'!J5, 'Uppföljning (2)'!J5"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "sheet, cell, value, issued_text",
    [
        (F, "G5", date(2025, 6, 30), "2024-12-31"),
        (F, "D5", "Introduktion av alla", "Introduktion av nyanställda"),
        (F, "E6", "Ny beskrivning", ""),
        (F, "F6", None, "2024-02-01"),
        (F, "J8", "Pågående", ""),
        ("Budget", "C5", 55, "50.4"),
        ("Mått", "H6", 7, ""),
        ("Läs mig", "A16", "Namn", "Namn och befattning"),
        ("Mått", "B5", "Sjukfrånvaro", "Sjukfrånvaro Staben"),
    ],
)
def test_a_changed_locked_cell_is_said_and_not_used(
    sheet: str, cell: str, value: object, issued_text: str
) -> None:
    result = examined(edit(sound(), {(sheet, cell): value}))
    assert values(result) == dict(SOUND)
    assert said(result) == [(sheet, cell, "locked-cell-changed")]
    assert dict(result.findings[0].details) == {"issued": issued_text}


@pytest.mark.parametrize(
    "cell, value", [("F5", "2024-01-01"), ("F5", 45292), ("D5", " introduktion  av nyanställda")]
)
def test_a_locked_cell_that_says_the_same_is_no_change(cell: str, value: object) -> None:
    assert said(examined(edit(sound(), {(F, cell): value}))) == []


def test_rows_added_to_an_open_table_are_read() -> None:
    cells = {("Egna aktiviteter", f"B{row}"): f"Eget {row}" for row in (25, 27)}
    result = examined(edit(sound(), cells))
    titles = {key: row.answers["title"].value for key, row in result.rows["own"].items()}
    assert (said(result), titles) == (
        [], {"own-001": "Flytta arkivet", "own-x001": "Eget 25", "own-x002": "Eget 27"},
    )  # fmt: skip


def test_a_copied_row_of_an_open_table_is_a_row_of_its_own() -> None:
    def work(workbook: Workbook) -> None:
        sheet = workbook["Egna aktiviteter"]
        put_lines(sheet, 25, table_lines(sheet, 5, 5))
        sheet["B25"] = "Ännu en"

    result = examined(change(sound(), work))
    assert [row.answers["title"].value for row in result.rows["own"].values()] == [
        "Flytta arkivet", "Ännu en",
    ]  # fmt: skip


def test_an_added_row_is_judged_as_the_others() -> None:
    result = examined(edit(sound(), {("Egna aktiviteter", "E25"): "Klart typ"}))
    assert said(result) == [("Egna aktiviteter", "E25", "unknown-status")]


def test_a_workbook_saved_by_pandas_is_read() -> None:
    saved = BytesIO()
    sheets = pd.read_excel(BytesIO(sound()), sheet_name=None, header=None, engine="openpyxl")
    with pd.ExcelWriter(saved, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    result = examined(saved.getvalue())
    assert (said(result), values(result)) == ([], dict(SOUND))


def test_sheets_copied_into_a_new_workbook_are_known_by_the_code_on_them() -> None:
    new = Workbook()
    old = load_workbook(BytesIO(sound()))
    for name in ("Läs mig", F, "Mått", "Budget", "Egna aktiviteter"):
        put_lines(new.create_sheet(name), 1, table_lines(old[name], 1, old[name].max_row))
    saved = BytesIO()
    new.save(saved)
    result = examined(saved.getvalue())
    assert values(result) == dict(SOUND)
    assert whats(result) == [
        ("the form was known by the code on its sheets", issued("stab").form.code)
    ]


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.permutations(range(4)), columns=st.permutations(range(MARK + 1)), marks=st.booleans()
)
def test_any_order_of_rows_and_columns_gives_the_same_answers(
    rows: list[int], columns: list[int], *, marks: bool
) -> None:
    def work(sheet: Worksheet) -> None:
        lines = table_lines(sheet, *ROWS)
        turned = [list(lines[place]) for place in rows]
        for line, original in zip(turned, lines, strict=True):
            line[MARK] = line[MARK] if marks else original[MARK]
        put_lines(sheet, ROWS[0], turned)
        shuffled_columns(sheet, columns)

    assert values(examined(on_followup(work))) == dict(SOUND)


def test_another_departments_sheet_is_told_and_its_answers_are_not_taken() -> None:
    theirs = load_workbook(
        BytesIO(issued("ekonomi").workbook({("budget", "ekonomi", "actual"): 9.9}))
    )["Budget"]
    own = load_workbook(BytesIO(sound()))
    put_lines(own["Budget"], 1, table_lines(theirs, 1, theirs.max_row))
    saved = BytesIO()
    own.save(saved)
    result = examined(saved.getvalue())
    assert said(result) == [("Budget", None, "wrong-department"), ("Budget", None, "sheet-missing")]
    assert "budget" not in result.rows
