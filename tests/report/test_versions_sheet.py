"""The sheet Ramversioner: the versions, their lines side by side, and two of them compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kexcel.model.plan import FrameKind, Perspective
from tests.money.framed import adds, version
from tests.report.builders import named_table
from tests.report.test_budget import budget, formulas, line, row_of, values
from tests.report.versioned_budget import DECIDED, MOVED, REVISED, confirmed, decided, moved

SHEET = "Frame versions"
PRINTED = "Förslag november 2023"


def listed(data: bytes) -> list[list[Any]]:
    return named_table(values(data)[SHEET], "FrameVersions")


def test_one_version_is_told_in_one_line() -> None:
    sheet = values(budget())[SHEET]
    assert row_of(sheet, f"There is one version of the frames: {PRINTED} (Proposal).") == 5
    assert sheet.max_row == 5


@pytest.mark.parametrize("perspectives", [(), (Perspective.CITIZEN,)])
def test_a_plan_without_departments_frames_has_no_version_of_them(
    perspectives: tuple[Perspective, ...],
) -> None:
    whole = moved()
    frames = tuple(x for x in whole.plan.frames if x.perspective in perspectives)
    bare = replace(whole, plan=replace(whole.plan, frames=frames), budget=())
    assert row_of(values(budget(bare))[SHEET], "There are no frames by department.") == 5


def test_each_version_has_its_decision_what_it_changes_its_total_and_its_change() -> None:
    headings, *rows = listed(budget(moved()))
    assert headings == [
        "Version", "Kind", "Date", "Paragraph", "Total", "Change", "Holds", "What it changes",
    ]  # fmt: skip
    assert [row[0] for row in rows] == [
        PRINTED,
        DECIDED.name,
        REVISED.name,
        MOVED.name,
        "Förslag hösten 2024",
    ]
    assert [row[1] for row in rows] == ["Proposal", "Decision", "Revision", "Transfer", "Proposal"]
    assert [row[3] for row in rows][1:4] == ["KF § 112", "KF 2024-02-26 § 14", "KS 2024-04-15 § 52"]
    assert [row[4:6] for row in rows] == [
        [707.7, None],
        [707.7, 0],
        [708.5, 0.8],
        [708.5, 0],
        [710.5, 2],
    ]
    assert [row[6] for row in rows] == [None, None, None, "in force", None]
    assert [row[7] for row in rows] == [
        "The printed frames, Budget 2024",
        "Confirms what stood before",
        "Utbildningsavdelningen becomes 259.20; Barn och unga +0.80",
        "Staben 1100 -0.75; Ekonomiavdelningen +0.75",
        "Gemensamma resurser +2.00",
    ]


def test_totals_and_changes_are_live() -> None:
    sheet = formulas(budget(moved()))[SHEET]
    _, *rows = named_table(sheet, "FrameVersions")
    total = row_of(sheet, "Total")
    assert [row[4] for row in rows] == [f"={letter}{total}" for letter in "BCDEF"]
    first = row_of(sheet, PRINTED)
    assert rows[3][5].count(f"E{first + 3}-E{first + 2}") == 1
    assert rows[4][5].count(f"E{first + 4}-E{first + 3}") == 1


def test_a_matrix_has_every_line_in_every_version() -> None:
    sheet = values(budget(moved()))[SHEET]
    headings, *rows = named_table(sheet, "FramesByVersion")
    assert headings[1:] == [PRINTED, DECIDED.name, REVISED.name, MOVED.name, "Förslag hösten 2024"]
    assert rows[1] == ["Stab", 81.7, 81.7, 81.7, 80.95, 80.95]
    assert rows[4] == ["Utbildningsavdelningen", 258.4, 258.4, 259.2, 259.2, 259.2]
    assert named_table(sheet, "GroupsByVersion")[1][1:] == [306.3, 306.3, 307.1, 307.1, 307.1]


def test_citizen_groups_have_no_matrix_where_no_version_touches_them() -> None:
    sheet = values(budget(decided(DECIDED, MOVED, column=MOVED.name)))[SHEET]
    assert list(sheet.tables) == ["FrameVersions", "FramesByVersion"]


def compared(sheet: Any) -> list[list[Any]]:
    """The rows of the comparison, its headings first and its total last."""
    first = row_of(sheet, "Two versions compared") + 2
    rows = sheet.iter_rows(min_row=first, max_col=4, values_only=True)
    return [list(row) for row in rows]


def test_the_version_in_force_is_compared_with_the_one_before() -> None:
    headings, *rows, total = compared(values(budget(moved()))[SHEET])
    assert headings == ["Department", REVISED.name, MOVED.name, "Difference"]
    assert rows[1] == ["Stab", 81.7, 80.95, -0.75]
    assert rows[2] == ["Ekonomiavdelningen", 14.2, 14.95, 0.75]
    assert total == ["Total", 708.5, 708.5, 0]


def test_a_first_version_in_force_is_compared_with_the_next() -> None:
    whole = decided(REVISED, column="Budget 2024")
    headings, *_ = compared(values(budget(whole))[SHEET])
    assert headings[1:3] == [PRINTED, REVISED.name]


def test_versions_are_chosen_in_lists_of_all_that_there_are() -> None:
    sheet = formulas(budget(moved()))[SHEET]
    header = row_of(sheet, "Two versions compared") + 2
    matrix = row_of(sheet, "By department")
    lists = {str(x.sqref): x.formula1 for x in sheet.data_validations.dataValidation}
    assert lists == {
        f"B{header}": f"$B${matrix}:$F${matrix}",
        f"C{header}": f"$B${matrix}:$F${matrix}",
    }


def test_transfers_that_add_nothing_and_ramar_agree_with_the_sheet() -> None:
    data = budget(moved())
    sheet = values(data)[SHEET]
    assert line(sheet, "What transfers add", 2, 3) == [0, "agrees"]
    assert line(sheet, "In force here less in force in Frames", 2, 3) == [0, "agrees"]
    live = formulas(data)[SHEET]
    assert "'Frames'!" in line(live, "In force here", 2, 2)[0]
    assert len(live.conditional_formatting) == 2


def test_a_transfer_that_adds_is_told_and_two_faults_do_not_hide_each_other() -> None:
    more = version("Ö 1", FrameKind.TRANSFER, "2024-02-01", adds("stab", "1"), decision="§ 1")
    less = version("Ö 2", FrameKind.TRANSFER, "2024-02-02", adds("stab", "-1"), decision="§ 2")
    sheet = values(budget(decided(more, less, column="Ö 2")))[SHEET]
    assert line(sheet, "What transfers add", 2, 3) == [2, "does not agree"]


def test_a_confirmed_frame_agrees_with_the_printed_sum_in_ramar() -> None:
    sheet = values(budget(confirmed()))[SHEET]
    assert line(sheet, "In force here", 2, 3) == [0, "agrees"]


def test_a_version_of_many_changes_tells_how_many_more_there_are() -> None:
    keys = ("gemensamt", "stab", "ekonomi", "samhallsbyggnad", "utbildning", "social")
    rows = [adds(key, "1", code) for key in keys for code in ("1", "2")]
    told = version("Stor", FrameKind.REVISED, "2024-02-01", *rows, decision="§ 1")
    text = listed(budget(decided(told, column="Stor")))[2][7]
    assert text.endswith("; Samhällsbyggnadsavdelningen 2 +1.0; and 4 more")


def test_notes_and_comments_are_told_with_what_changes() -> None:
    change = replace(adds("stab", "1"), comment="Ny tjänst")
    told = version("Ny", FrameKind.REVISED, "2024-02-01", change, decision="§ 1")
    text = listed(budget(decided(replace(told, note="Efter delåret"), column="Ny")))[2][7]
    assert text == "Efter delåret\nStaben +1.0 (Ny tjänst)"


def test_words_stand_in_swedish_too() -> None:
    book = values(budget(moved(), language="sv"))
    _, *rows = named_table(book["Ramversioner"], "FrameVersions")
    assert rows[3][1] == "Överföring"
    assert rows[3][7] == "Staben 1100 -0,75; Ekonomiavdelningen +0,75"


def test_many_versions_widen_the_sheet() -> None:
    many = [
        version(
            f"Version {n}", FrameKind.REVISED, f"2024-02-{n:02}", adds("stab", "1"), decision="§"
        )
        for n in range(1, 13)
    ]
    sheet = formulas(budget(decided(*many, column="Version 12")))[SHEET]
    beyond = sheet.column_dimensions["I"]
    assert (beyond.max, beyond.width >= 18) == (14, True)
    assert len(named_table(sheet, "FramesByVersion")[0]) == 14
