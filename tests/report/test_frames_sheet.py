"""The sheet Ramar: what is printed, with which sign, what differs, and what is in force."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kexcel.model.plan import FrameKind, FrameLine, Perspective
from kexcel.money.versions import with_versions
from tests.money.framed import BUDGET, adds, group, version
from tests.report.budget_samples import consolidation
from tests.report.test_budget import budget, formulas, line, row_of, values
from tests.report.versioned_budget import MOVED, confirmed, decided, moved

DEPARTMENTS = 7
"""The column where the departments' table starts when only the printed columns stand."""


def shown(sheet: Any, label: str, first: int = 1, last: int = 4) -> list[Any]:
    return line(sheet, label, first, last)


def test_each_printed_column_tells_the_sign_it_was_printed_with() -> None:
    sheet = values(budget())["Frames"]
    row = row_of(sheet, "Net cost printed with")
    signs = [sheet.cell(row, place).value for place in (2, 3, 4, 8, 9, 10)]
    turned = "minus, turned here"
    assert signs == [turned, turned, "plus", "plus", turned, "plus"]


def test_the_printed_figures_are_net_costs_whatever_sign_they_had() -> None:
    sheet = values(budget())["Frames"]
    assert line(sheet, "Stab", 7, 10, column=7) == ["Stab", 71.7, 73.5, 81.7]
    assert line(sheet, "Printed total", 2, 4) == [675.6, 681, 707.7]
    assert line(sheet, "Printed total", 8, 10, column=7) == [675.6, 682.6, 707.7]


def test_what_rounding_can_give_stands_beside_each_judgement() -> None:
    sheet = values(budget())["Frames"]
    assert line(sheet, "Rounding can give", 2, 4) == [0.35, 0.35, 0.35]
    assert line(sheet, "Judgement", 2, 4) == ["agrees", "agrees", "rounding"]
    assert line(sheet, "Judgement", 8, 10, column=7) == ["rounding", "agrees", "agrees"]
    row = row_of(sheet, "Budget 2024: printed total")
    assert sheet.cell(row, 7).value == 0.1
    assert sheet.cell(row + 1, 7).value == 0.6


def with_figure(department: str, column: str, amount: str) -> Any:
    """The example with one figure printed in another way."""
    whole = consolidation()
    frames = tuple(
        replace(each, amounts={**each.amounts, column: Decimal(amount)})
        if each.department == department
        else each
        for each in whole.plan.frames
    )
    return replace(whole, plan=replace(whole.plan, frames=frames))


def test_a_figure_printed_without_decimals_may_be_off_by_half_a_unit() -> None:
    data = budget(with_figure("samhallsbyggnad", "Prognos 23-08-31", "59"))
    sheet = values(data)["Frames"]
    assert line(sheet, "Samhällsbyggnad", 9, 9, column=7) == [59]
    cell = formulas(data)["Frames"].cell(row_of(sheet, "Samhällsbyggnad", column=7), 9)
    assert cell.number_format.startswith("#,##0_0")
    assert line(sheet, "Rounding can give", 8, 10, column=7) == [0.35, 0.8, 0.35]
    row = row_of(sheet, "Prognos 23-08-31: sum of the rows")
    assert [sheet.cell(row, place).value for place in (2, 3, 4, 5, 7)] == [
        681,
        682.6,
        1.6,
        "does not agree",
        1.05,
    ]


@pytest.mark.parametrize(
    "amount, judgement",
    [("81.7", "agrees"), ("82.0", "rounding"), ("82.1", "does not agree")],
)
def test_rounding_is_told_from_error_at_its_very_limit(amount: str, judgement: str) -> None:
    sheet = values(budget(with_figure("stab", BUDGET, amount)))["Frames"]
    assert line(sheet, "Judgement", 10, 10, column=7) == [judgement]


def test_what_differs_is_told_in_sentences() -> None:
    sheet = values(budget())["Frames"]
    first = row_of(sheet, "What differs in the printed tables") + 1
    told = [sheet.cell(row, 1).value for row in range(first, sheet.max_row + 1)]
    assert " ".join(told) == (
        "Budget 2024, by citizen group: the printed total is 707.7 and the rows add up to 707.8. "
        "The difference, -0.1, can be rounding (at most 0.35). "
        "Budget 2023, by department: the printed total is 675.6 and the rows add up to 675.5. "
        "The difference, 0.1, can be rounding (at most 0.35). "
        "Prognos 23-08-31: the printed total is 681.0 by citizen group and 682.6 by department. "
        "The difference, 1.6, is more than rounding can give (0.1): the printed tables do not tell "
        "of the same money."
    )


def test_a_total_that_is_wrong_is_told_to_be() -> None:
    sheet = values(budget(with_figure("stab", BUDGET, "91.7")))["Frames"]
    assert row_of(sheet, "Budget 2024, by department: the printed total is 707.7 and the rows") > 2
    told = " ".join(str(cell.value) for cell in sheet["A"])
    assert "a row or the total is wrong in print, or a row is missing." in told


def test_a_judgement_of_error_turns_red() -> None:
    sheet = formulas(budget())["Frames"]
    marked = {str(each.sqref) for each in sheet.conditional_formatting}
    row = row_of(sheet, "Judgement")
    assert {f"B{row}", f"J{row}", f"E{row_of(sheet, 'Prognos 23-08-31: printed total')}"} <= marked
    rules = [rule for each in sheet.conditional_formatting for rule in each.rules]
    assert {tuple(rule.formula) for rule in rules} == {('"does not agree"',)}


def test_a_version_that_changes_the_frames_stands_beside_the_printed_ones() -> None:
    data = budget(moved())
    sheet = values(data)["Frames"]
    header = row_of(sheet, "By citizen group")
    assert [sheet.cell(header, place).value for place in range(9, 16)] == [
        "By department",
        "Budget 2023",
        "Prognos 23-08-31",
        "Budget 2024",
        "In force: Överföring april 2024",
        "Change from Budget 2024",
        "Printed version",
    ]
    assert line(sheet, "Stab", 12, 14, column=9) == [81.7, 80.95, -0.75]
    assert line(sheet, "Sum of the rows", 12, 14, column=9) == [707.7, 708.5, 0.8]
    assert line(sheet, "Barn och unga", 4, 6) == [306.3, 307.1, 0.8]
    live = line(formulas(data)["Frames"], "Sum of the rows", 13, 14, column=9)
    assert [each[:11] for each in live] == ["=ROUND(SUM("] * 2
    assert row_of(sheet, "Överföring april 2024: sum of the rows") > header


def test_a_version_that_confirms_needs_no_column_of_its_own() -> None:
    sheet = values(budget(confirmed()))["Frames"]
    header = row_of(sheet, "By citizen group")
    labels = [cell.value for cell in sheet[header]]
    assert not any(str(label).startswith("In force") for label in labels)
    told = sheet.cell(row_of(sheet, "In force at the close of the period"), 1).value
    assert told.endswith(": Beslut november 2023 (Decision, 2023-11-27, KF § 112).")


def test_a_department_with_a_new_frame_has_a_line_without_printed_figures() -> None:
    whole = moved()
    new = FrameLine(Perspective.DEPARTMENT, "Kultur", "kultur", {MOVED.name: Decimal("1.5")})
    later = FrameLine(Perspective.DEPARTMENT, "Park", "park", {"Förslag hösten 2024": Decimal(2)})
    plan = replace(whole.plan, frames=(*whole.plan.frames[:-1], new, later, whole.plan.frames[-1]))
    sheet = values(budget(replace(whole, plan=plan)))["Frames"]
    assert line(sheet, "Kultur", 10, 14, column=9) == [None, None, None, 1.5, 1.5]
    assert [x for row in sheet.iter_rows(values_only=True) for x in row].count("Park") == 0


def test_a_plan_with_one_printed_column_has_room_for_the_reconciliation() -> None:
    whole = consolidation()
    bare = replace(whole, plan=replace(whole.plan, frame_columns=(BUDGET,)))
    sheet = formulas(budget(bare))["Frames"]
    row = row_of(sheet, "Budget 2024: printed total")
    filled = [cell.column_letter for cell in sheet[row] if cell.value is not None]
    assert filled == ["A", "B", "C", "E", "F", "G"]
    assert min(sheet.column_dimensions[letter].width for letter in filled) >= 17


def test_a_change_of_citizen_groups_alone_stands_in_their_table_alone() -> None:
    only = version("Ny", FrameKind.REVISED, "2024-02-01", group("Vuxna", change="1"), decision="§")
    sheet = values(budget(decided(only, column="Ny")))["Frames"]
    assert line(sheet, "Vuxna", 4, 6) == [74.7, 75.7, 1]
    assert line(sheet, "Stab", 12, 13, column=9) == [81.7, "Förslag november 2023"]


def test_a_plan_with_departments_alone_has_one_table_and_nothing_to_reconcile() -> None:
    whole = moved()
    own = tuple(x for x in whole.plan.frames if x.perspective is Perspective.DEPARTMENT)
    book = values(budget(replace(whole, plan=replace(whole.plan, frames=own))))
    sheet = book["Frames"]
    assert line(sheet, "Stab", 4, 6) == [81.7, 80.95, -0.75]
    labels = [str(cell.value) for cell in sheet["A"]]
    assert not any(label.startswith(("Reconciliation", "By citizen")) for label in labels)
    assert any(label.startswith("Budget 2023, by department") for label in labels)
    assert line(book["Frame versions"], "In force here", 2, 3) == [0, "agrees"]


def test_a_plan_without_the_years_printed_column_still_has_its_sheets() -> None:
    whole = moved()
    frames = tuple(
        replace(x, amounts={k: v for k, v in x.amounts.items() if k != BUDGET})
        for x in whole.plan.frames
    )
    plan = replace(whole.plan, frames=frames, frame_columns=("Budget 2023", "Prognos 23-08-31"))
    sheet = values(budget(replace(whole, plan=plan)))["Frames"]
    assert line(sheet, "Stab", 8, 9, column=6) == [73.5, "Förslag november 2023"]


def test_an_unexpanded_plan_shows_what_is_printed() -> None:
    whole = consolidation()
    told = version("Ny", FrameKind.REVISED, "2024-02-01", adds("stab", "1"), decision="§")
    plan = replace(whole.plan, frame_versions=(told,))
    plain = values(budget(replace(whole, plan=plan)))["Frames"]
    assert line(plain, "Stab", 10, 11, column=7) == [81.7, "Förslag november 2023"]
    expanded = replace(whole, plan=with_versions(plan, BUDGET))
    again = values(budget(expanded))["Frames"]
    assert line(again, "Stab", 10, 11, column=7) == [81.7, "Förslag november 2023"]
