"""What people do to a form's tables, and that each answer is read right or said to be missing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from kexcel.model.returned import Return, ReturnState
from tests.builders import SOUND, change, examined, said, sound, values
from tests.collect.grids import Grid, saved, sound_grids
from tests.collect.test_structure import MARK
from tests.excel.test_xlsx_cells import packed, parts_of

F = "Uppföljning"
Work = Callable[[Grid], Grid]


def on(name: str, work: Work) -> Return:
    return examined(saved([work(grid) if grid.name == name else grid for grid in sound_grids()]))


def whats(result: Return) -> list[str]:
    return [dict(f.details)["what"] for f in result.findings if f.code == "repaired"]


def grid_of(name: str) -> Grid:
    return next(grid for grid in sound_grids() if grid.name == name)


def with_further(*more: Grid) -> Return:
    return examined(saved([*sound_grids(), *more]))


def without_hidden_parts(grid: Grid) -> Grid:
    """What is left of a sheet when its visible cells are copied as values."""
    shown = grid.with_rows([row for place, row in enumerate(grid.rows) if place != 2])
    return shown.with_columns(shown.columns[:-1])


def shifted(grid: Grid) -> Grid:
    blank = (None,) * (grid.width + 2)
    return grid.with_rows([*[blank] * 5, *((None, None, *row) for row in grid.rows)])


@pytest.mark.parametrize("name", ["Läs mig", F, "Mått", "Budget", "Egna aktiviteter"])
def test_a_sheet_shifted_right_and_down_is_read(name: str) -> None:
    result = on(name, shifted)
    assert values(result) == dict(SOUND)
    assert {code for _, _, code in said(result)} == {"repaired"}


@pytest.mark.parametrize("name", [F, "Mått", "Budget", "Egna aktiviteter"])
def test_a_sheet_laid_on_its_side_is_told_and_nothing_of_it_is_read(name: str) -> None:
    result = on(name, lambda grid: grid.with_rows(list(grid.columns)))
    assert said(result) == [(name, None, "sheet-missing")]
    assert result.state is ReturnState.NEEDS_CORRECTION


@pytest.mark.parametrize("name", [F, "Mått", "Budget", "Egna aktiviteter"])
def test_headings_that_are_gone_do_not_take_the_first_row_along(name: str) -> None:
    result = on(name, lambda grid: grid.with_rows([*grid.rows[:3], *grid.rows[4:]]))
    assert values(result) == dict(SOUND)


def test_headings_in_another_language_are_said_and_the_columns_read() -> None:
    english = ["No", "Goal", "Subgoal", "Activity", "Description", "Starts", "Ends", "Role",
               "Before", "State", "Done on", "New end", "Notes", "Why", "Decided", "Check",
               "Last notes", "key"]  # fmt: skip
    result = on(F, lambda grid: grid.with_rows([*grid.rows[:3], tuple(english), *grid.rows[4:]]))
    assert values(result) == dict(SOUND)
    assert {code for _, _, code in said(result)} == {"column-renamed"}


def test_headings_in_another_language_without_marks_tell_nothing() -> None:
    english = tuple(f"Column {number}" for number in range(17))

    def work(grid: Grid) -> Grid:
        grid = without_hidden_parts(grid)
        return grid.with_rows([*grid.rows[:2], english, *grid.rows[3:]])

    assert said(on(F, work)) == [(F, None, "sheet-missing")]


def moved_cells(grid: Grid, columns: list[int]) -> Grid:
    """Cells moved without the hidden row above them."""
    rows = [
        row if place < 3 else tuple(row[column] for column in columns)
        for place, row in enumerate(grid.rows)
    ]
    return grid.with_rows(rows)


def test_cells_moved_away_from_their_marks_are_known_by_their_headings() -> None:
    order = [*range(9), 12, 9, 10, 11, *range(13, MARK + 1)]
    result = on(F, lambda grid: moved_cells(grid, order))
    assert values(result) == dict(SOUND)
    assert whats(result) == ["columns were found by their headings"]


def test_cells_removed_beneath_the_marks_leave_that_column_missing_and_no_other() -> None:
    order = [*range(9), *range(10, MARK + 1), 9]
    result = on(F, lambda grid: moved_cells(grid.put(3, 9, None), order))
    missing = [f.place.column for f in result.findings if f.code == "column-missing"]
    assert missing == ["status"]
    assert {k: v for k, v in values(result).items() if k[2] != "status"} == {
        k: v for k, v in SOUND.items() if k[0] != F and k[2] != "status"
    }


def doubled_column(grid: Grid, answer: str | None) -> Grid:
    columns = grid.columns
    copied = list(columns[12])
    copied[4] = answer
    return grid.with_columns([*columns[:13], tuple(copied), *columns[13:]])


def test_a_doubled_column_with_the_same_answers_is_one() -> None:
    result = on(F, lambda grid: doubled_column(grid, "Tre enheter av fem."))
    assert values(result) == dict(SOUND)
    assert "row-duplicated" not in {code for _, _, code in said(result)}


def test_a_doubled_column_with_different_answers_gives_none_of_them() -> None:
    result = on(F, lambda grid: doubled_column(grid, "Fyra av fem."))
    (said_of,) = [f for f in result.findings if f.code == "row-duplicated"]
    assert (said_of.place.cell, said_of.value, dict(said_of.details)) == (
        "M5", "Tre enheter av fem. | Fyra av fem.", {"cells": "M5, N5"},
    )  # fmt: skip
    assert not result.rows["followup"]["3.1-1"].answers["comment"].sound


def test_a_copied_row_that_was_cleared_says_nothing() -> None:
    def work(grid: Grid) -> Grid:
        cleared = (*grid.rows[4][:9], *(None,) * 6, *grid.rows[4][15:])
        return grid.with_rows([*grid.rows[:4], cleared, *grid.rows[4:]])

    result = on(F, work)
    assert values(result) == dict(SOUND)
    assert [code for _, _, code in said(result)] == ["repaired"]
    assert result.rows["followup"]["3.1-1"].answers["status"].cell == "J6"


def test_a_copy_without_hidden_parts_is_compared() -> None:
    copy = without_hidden_parts(grid_of(F)).named("Uppföljning (2)")
    row = copy.find("3.1-1")[0]
    result = with_further(copy.put(row, 9, "Genomförd"))
    (conflict,) = [f for f in result.findings if f.code == "row-duplicated"]
    assert dict(conflict.details) == {"cells": "'Uppföljning'!J5, 'Uppföljning (2)'!J4"}
    assert {k: v for k, v in values(result).items() if k[1:] != ("3.1-1", "status")} == {
        k: v for k, v in SOUND.items() if k[1:] != ("3.1-1", "status")
    }


def test_an_answer_on_another_copy_of_the_sheet_than_the_rest_is_asked_about() -> None:
    copy = grid_of(F).named("Uppföljning (2)")
    blank = [(*row[:9], *(None,) * 6, *row[15:]) if place > 3 else row
             for place, row in enumerate(copy.rows)]  # fmt: skip
    result = with_further(copy.with_rows(blank).put(4, 13, "Fler utbildningar."))
    (asked,) = [f for f in result.findings if f.code == "row-duplicated"]
    assert (asked.place.row, asked.place.column, asked.value) == (
        "3.1-1", "action", "Fler utbildningar.",
    )  # fmt: skip
    assert values(result).items() >= SOUND.items()


def test_a_summary_of_the_sheet_changes_nothing() -> None:
    rows = (("Status", "Antal"), ("Pågående", 1), ("Genomförd", 1), ("Summa", 2))
    result = with_further(Grid("Pivot", visible=True, rows=rows))
    assert (said(result), values(result)) == ([], dict(SOUND))


def test_a_list_of_some_columns_below_the_table_is_not_read_as_its_rows() -> None:
    def work(grid: Grid) -> Grid:
        rest = (None,) * (grid.width - 12)
        listed = [("Nr", *(None,) * 8, "Kommentar", "Status", None, *rest),
                  ("3.1-3", *(None,) * 8, "Genomförd", "Pågående", None, *rest)]  # fmt: skip
        return grid.with_rows([*grid.rows, *listed])

    assert values(on(F, work)) == dict(SOUND)


def test_headings_that_stand_again_between_the_rows_are_no_rows() -> None:
    result = on(F, lambda grid: grid.with_rows([*grid.rows[:6], grid.rows[3], *grid.rows[6:]]))
    assert (said(result), values(result)) == ([], dict(SOUND))


def test_a_table_copied_beside_itself_is_compared() -> None:
    def work(grid: Grid) -> Grid:
        return grid.with_rows([row + row for row in grid.rows])

    assert values(on(F, work)) == dict(SOUND)


def test_a_row_whose_number_and_text_name_two_rows_is_unknown() -> None:
    def work(grid: Grid) -> Grid:
        grid = grid.with_columns(grid.columns[:-1])
        return grid.put(4, 0, "3.1-2").put(5, 0, "3.1-1")

    result = on(F, work)
    errors = [(f.code, f.place.cell, f.place.row) for f in result.findings if f.code != "repaired"]
    assert errors == [
        ("row-missing", None, "3.1-1"), ("row-missing", None, "3.1-2"),
        ("row-unknown", "A5", None), ("row-unknown", "A6", None),
    ]  # fmt: skip
    assert {key[1] for key in values(result) if key[0] == "followup"} == {"3.1-3", "4-1"}


def test_a_number_alone_that_the_dates_speak_against_is_unknown() -> None:
    def work(grid: Grid) -> Grid:
        without_text = [c for place, c in enumerate(grid.columns) if place not in {3, MARK}]
        return grid.with_columns(without_text).put(4, 0, "3.1-2").put(5, 0, "3.1-1")

    assert {key[1] for key in values(on(F, work)) if key[0] == "followup"} == {"3.1-3", "4-1"}


def test_something_between_the_questions_and_answers_of_a_cover_leaves_them_unread() -> None:
    def work(grid: Grid) -> Grid:
        row = grid.find("cover.label")[0]
        grid = grid.with_rows([*grid.rows[:row], *grid.rows[row + 1 :]])
        first, second = grid.columns[:2]
        return grid.with_columns([first, tuple("x" for _ in first), second])

    result = on("Läs mig", work)
    assert [f.code for f in result.findings if f.place.column == "value"] == ["column-missing"]
    assert not any(key[0] == "cover" for key in values(result))


def test_answers_in_merged_cells_are_not_spread_over_the_rows() -> None:
    result = examined(change(sound(), lambda workbook: workbook[F].merge_cells("J5:J6")))
    assert said(result)[0] == (F, "J6", "missing-status")
    assert ("followup", "3.1-2", "status") not in values(result)
    assert values(result)["followup", "3.1-1", "status"] == "Pågående"


def test_answers_that_a_program_kept_beneath_merged_cells_are_read_and_said() -> None:
    parts = parts_of(sound())
    name = "xl/worksheets/sheet2.xml"
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="J5:J7"/></mergeCells>'
    parts[name] = re.sub(rb"</sheetData>(<sheetProtection[^>]*/>)?", merge, parts[name])
    result = examined(packed(parts))
    assert values(result) == dict(SOUND)
    assert [(f.place.cell, f.value) for f in result.findings] == [("J6", "2")]
    assert whats(result) == ["cells were merged; the answers that lay hidden beneath were read too"]


def test_formulas_pasted_as_values_change_nothing() -> None:
    def work(workbook: Workbook) -> None:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    cell.value = "" if cell.data_type == "f" else cell.value

    result = examined(change(sound(), work))
    assert (said(result), values(result)) == ([], dict(SOUND))
