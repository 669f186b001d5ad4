"""What stands above a table, and what the round's sheets look like before anyone fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kexcel.collect.tables import find_layouts
from kexcel.excel.styles import exact_money_format, figure_format
from kexcel.excel.workbook_data import SheetData
from kexcel.generate import compose_form
from kexcel.model.cell import CellValue
from kexcel.rules import compile_rules
from kexcel.settings import parse_settings
from kexcel.validate.units import decimals_of_a_krona
from tests.builders import SETTINGS, Issued, issue, plan, template
from tests.office.round_mixtures import CODES
from tests.workspace.places import workbook

D = "Fördelning"


def round_form(more: str = CODES) -> Issued:
    return issue("stab", "internbudget", more=more)


def opened(values: Mapping[tuple[str, str, str], object] | None = None) -> Any:
    return workbook(round_form().workbook(values))


def cell(sheet: Any, reference: str) -> Any:
    return sheet[reference].value


def test_the_summary_stands_in_frozen_rows_above_its_columns() -> None:
    sheet = opened()[D]
    assert [cell(sheet, f"{column}3") for column in "BCDF"] == [
        "Ram", "Fördelat", "Kvar att fördela", "Hela bladet",
    ]  # fmt: skip
    assert [cell(sheet, f"{column}6") for column in "ABCDEF"] == [
        "Enhet", "Ansvarskod", "Verksamhet", "Belopp", "Kommentar", "Kontroll",
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B7", "A6:G46")
    assert sheet.row_dimensions[5].hidden
    assert not any(sheet.row_dimensions[row].hidden for row in (3, 4, 6))


def test_the_frame_is_a_number_and_the_rest_are_live() -> None:
    sheet = opened()[D]
    assert cell(sheet, "B4") == 50.4
    assert cell(sheet, "C4") == '=IFERROR(ROUND(SUM($D$7:$D$46),6),"")'
    assert "50.4-" in cell(sheet, "D4")
    exact = figure_format("#,##0.0#####")
    assert {sheet[f"{column}4"].number_format for column in "BCD"} == {exact}
    assert sheet["D7"].number_format == exact
    assert sheet["B7"].number_format == "@"


def test_nothing_above_the_table_is_to_be_filled_in() -> None:
    sheet = opened()[D]
    above = [sheet.cell(row, column) for row in (3, 4) for column in range(1, 8)]
    assert [each.coordinate for each in above if not each.protection.locked] == []


def test_the_difference_is_coloured_beside_a_word() -> None:
    sheet = opened()[D]
    tests = {
        str(area.sqref): [rule.formula[0] for rule in area.rules]
        for area in sheet.conditional_formatting
    }
    assert tests["D4"] == ["AND(ISNUMBER($D$4),$D$4=0)", "AND(ISNUMBER($D$4),$D$4<>0)"]
    assert tests["F4"][0] == 'EXACT($F$4,"Summan är ramen")'


def test_the_first_sheet_counts_the_sheet_as_a_whole() -> None:
    cover = opened()["Läs mig"]
    lines = {cover.cell(row, 1).value: cover.cell(row, 2).value for row in range(1, 12)}
    assert lines[D] == (
        "=SUMPRODUCT(--('Fördelning'!F7:F46<>\"\"))"
        "+(LEN('Fördelning'!F4)>0)*(1-EXACT('Fördelning'!F4,\"Summan är ramen\"))"
    )
    assert lines["Attest"] == "=SUMPRODUCT(--('Attest'!H5:H34<>\"\"))"


def test_a_sheet_without_a_summary_begins_where_it_did() -> None:
    sheet = opened()["Attest"]
    assert [cell(sheet, f"{column}4") for column in "ABDH"] == [
        "Ansvarskod", "Befattning", "Beloppsgräns", "Kontroll",
    ]  # fmt: skip
    assert sheet.freeze_panes == "B5"


def test_codes_with_a_list_are_offered_and_others_only_explained() -> None:
    book = opened()
    offered = {
        str(each.sqref): (each.type, each.formula1, each.errorStyle)
        for each in book[D].data_validations.dataValidation
    }
    assert offered["B7:B46"] == ("list", "kx_codes_responsibility", "warning")
    assert "C7:C46" not in {area for area, (kind, *_) in offered.items() if kind == "list"}
    assert book.defined_names["kx_codes_responsibility"].attr_text == "'_kexcel'!$D$2:$D$5"
    assert [row[3].value for row in book["_kexcel"].iter_rows(max_row=6)] == [
        "kx_codes_responsibility", "0110", "1100", "1110", "12AB", None,
    ]  # fmt: skip


def test_texts_that_rules_look_for_stand_in_hidden_columns_of_kexcels_own() -> None:
    sheet = opened()["Attest"]
    assert [cell(sheet, f"{column}3") for column in "JKLM"] == [
        "attest.responsibility_text", "attest.limit_text", "attest.valid_from_text",
        "attest.valid_to_text",
    ]  # fmt: skip
    assert cell(sheet, "J5").startswith("=TRIM(SUBSTITUTE(SUBSTITUTE(A5,")
    assert cell(sheet, "K5").startswith("=IF(LEN(TRIM(")
    hidden = {key for key, each in sheet.column_dimensions.items() if each.hidden}
    assert {"I", "J"} <= hidden
    assert str(sheet.print_area) == "'Attest'!$A$4:$H$34"


def test_a_form_without_codes_has_no_lists() -> None:
    book = workbook(round_form("").workbook())
    assert "kx_codes_responsibility" not in book.defined_names
    assert all(each.type != "list" for each in book[D].data_validations.dataValidation)


@pytest.mark.parametrize(
    "unit, most, decimals, shown",
    [
        ("mnkr", 6, 1, "#,##0.0#####"),
        ("Mkr", 6, 3, "#,##0.000###"),
        ("tkr", 3, 0, "#,##0.0##"),
        ("kr", 0, 0, "#,##0"),
        ("kronor", 0, 2, "#,##0"),
        ("mdkr", 9, 6, "#,##0.000000"),
        ("poäng", 6, 1, "#,##0.0#####"),
    ],
)
def test_amounts_are_shown_to_the_krona_in_any_unit(
    unit: str, most: int, decimals: int, shown: str
) -> None:
    assert decimals_of_a_krona(unit) == most
    assert exact_money_format(decimals, most) == shown


def test_a_table_beneath_a_summary_is_found_by_its_headings_alone() -> None:
    issued = round_form().form.sheet("distribution")
    assert issued is not None
    labels = {(5, column.index): column.label for column in issued.columns if column.label}
    cells: dict[tuple[int, int], CellValue] = {
        **labels, (2, 1): "Ram", (2, 2): "Fördelat", (3, 1): 50.4, (3, 5): "Summan är ramen",
        (6, 0): "Kansli", (6, 3): 1.5,
    }  # fmt: skip
    sheet = SheetData("Blad1", visible=True, cells=cells)
    (layout,) = find_layouts([issued], [sheet])
    assert (layout.by, layout.header_row) == ("labels", 5)
    assert [layout.columns[key] for key in ("unit", "activity", "amount")] == [0, 2, 3]


def test_a_filled_form_stores_what_is_left() -> None:
    typed = {("distribution", "distribution-002", "amount"): Decimal("50.4")}
    stored = load_workbook(BytesIO(round_form().workbook(typed)), data_only=True)
    cover, sheet = stored["Läs mig"], stored[D]
    lines = {cover.cell(row, 1).value: cover.cell(row, 2).value for row in range(1, 12)}
    assert (lines[D], lines["Attest"]) == (1, 0)
    assert [sheet[f"{column}4"].value for column in "BCDF"] == [50.4, 50.4, 0, "Summan är ramen"]
    assert sheet["F8"].value == "Enhet: Fyll i. Ansvarskod: Fyll i."


def test_a_frame_in_kronor_is_shown_and_distributed_in_whole_ones() -> None:
    settings = parse_settings(SETTINGS.replace('unit = "mnkr"', 'unit = "kr"').encode())
    lines = tuple(
        replace(line, amounts={"Budget 2024": Decimal(50_400_001)}) for line in plan().frames
    )
    the_plan, period = replace(plan(), frames=lines, unit="kr"), settings.period("internbudget")
    form = compose_form(the_plan, template(), settings, period, the_plan.department("stab"))
    made = Issued(form, compile_rules(template(), settings, period, "sv"), settings)
    typed = {
        ("distribution", f"distribution-{row:03}", "amount"): amount
        for row, amount in ((1, 50_400_000), (2, 2))
    }
    sheet = load_workbook(BytesIO(made.workbook(typed)), data_only=True)[D]
    assert [sheet[f"{column}4"].value for column in "BCD"] == [50_400_001, 50_400_002, -1]
    assert sheet["D4"].number_format == sheet["D7"].number_format == figure_format("#,##0")
