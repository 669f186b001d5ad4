"""What goes to and comes from the accounting system, through LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.ledger import Terms, read_ledger
from kexcel.report.accounting.rows import AMOUNTS, budget_rows
from kexcel.report.budget.csv import write_budget_csv
from tests.ledger.workbooks import Rows, workbook
from tests.office.driver import Office
from tests.report.budget_samples import settings
from tests.report.distributed_samples import distributed

TERMS = Terms("utfall", date(2024, 4, 30), "kr", unit="kr", sign="cost-positive")
ROWS: Rows = [
    ["Utfall januari–april"],
    ["Ansvar", "Text", "Utfall ack."],
    [1100, "Kansli", 1234.5],
    ["1200", "Kök å städ", "1 234,50-"],
    [1300, "It", -7.25],
    ["Summa", None, "=SUM(C3:C5)"],
]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_a_ledger_saved_by_a_spreadsheet_program_is_read_by_its_cells(
    office: Office, tmp_path: Path, suffix: str
) -> None:
    source, target = tmp_path / "källa.xlsx", tmp_path / f"utfall{suffix}"
    source.write_bytes(workbook(ROWS))
    office.fill_in(source, target, {})
    reading = read_ledger(target.read_bytes(), replace(TERMS, file=target.name))
    assert [(each.code, str(each.amount), each.sheet, each.cell) for each in reading.booked] == [
        ("1100", "1234.5", "Blad1", "C3"), ("1200", "-1234.50", "Blad1", "C4"),
        ("1300", "-7.25", "Blad1", "C5"),
    ]  # fmt: skip
    # SUM passes text over, so the total differs; an .ods tells only how a formula's result looks.
    told = [] if suffix == ".ods" else ["total-mismatch"]
    assert [each.code for each in reading.findings] == told


@pytest.mark.parametrize("encoding", ["76", "1"], ids=["UTF-8", "Windows"])
@pytest.mark.parametrize("delimiter", ["59", "9", "44"], ids=["semicolon", "tab", "comma"])
def test_a_ledger_saved_as_csv_is_read_by_its_lines(
    office: Office, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    source, saved = tmp_path / "källa.xlsx", tmp_path / "utfall.csv"
    source.write_bytes(workbook([*ROWS[1:5], ["Summa", None, 1227.25]]))
    options = f"Text - txt - csv (StarCalc)|{delimiter},34,{encoding},1"
    office.fill_in(source, saved, {}, filter=options)
    reading = read_ledger(saved.read_bytes(), replace(TERMS, file="utfall.csv"))
    assert {each.code: each.amount for each in reading.booked} == {
        "1100": Decimal("1234.5"), "1200": Decimal("-1234.5"), "1300": Decimal("-7.25"),
    }  # fmt: skip


def test_budget_csv_opens_with_the_figures_that_were_written(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "budget.csv"
    path.write_bytes(write_budget_csv(distributed(), settings(), language="sv"))
    cells, rows = office.read(path)["budget"], budget_rows(distributed(), settings())
    assert (cells["A1"], cells["F1"], cells["R1"]) == ("År", "Ansvarskod", "Källa")
    for number, row in enumerate(rows, start=2):
        assert cells[f"D{number}"] == row.department_name
        for letter, column in zip("GHIJKLM", AMOUNTS, strict=True):
            amount = getattr(row, column)
            found = cells.get(f"{letter}{number}")
            assert found == (None if amount is None else float(amount))


def test_no_text_of_budget_csv_is_worked_out(office: Office, tmp_path: Path) -> None:
    whole = distributed()
    odd = replace(whole.budget[0], name="=1+1", responsibility="@SUM(1)")
    path = tmp_path / "budget.csv"
    path.write_bytes(write_budget_csv(replace(whole, budget=(odd,)), settings(), language="sv"))
    reading = office.read(path)
    assert (reading["budget"]["E2"], reading["budget"]["F2"]) == ("'=1+1", "'@SUM(1)")
    assert reading.formulas["budget"] == {}
