"""The example's budget from plan to year end, every published total worked out a second time.

The figures are added up here from the example's own answers and ledgers, with Decimal and nothing
of kexcel's arithmetic.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office.comparison import stored_values_differing_after_recalculation
from tests.office.driver import Office
from tests.report.test_sie_budget import budget as months_in

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "examples" / "ange-2024" / "svar" / "budgetar"
TERTIALS = ("T1", "T2", "T3")
MILLION = 1_000_000
TRANSFERRED = {"1120": Decimal("-0.5"), "1210": Decimal("0.5")}
"""What the example's decision of June moves."""

Figures = dict[str, Decimal]
"""Responsibility code → an amount in millions."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("year") / "Ånge 2024"


@pytest.fixture(scope="module")
def said(year: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "budget_year.py"), str(year)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout.splitlines()


def answered(name: str) -> dict[str, Any]:
    text = (ANSWERS / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def distributed() -> Figures:
    """Each code's frame as it was handed in, the mended answers before the first ones."""
    frames: Figures = {}
    for department in (answered("internbudget") | answered("internbudget-rättad")).values():
        for row in department["distribution"].values():
            frames[row["responsibility"]] = row["amount"]
    return frames


def frames_of(period: str) -> Figures:
    moved = TRANSFERRED if period != "T1" else {}
    return {code: frame + moved.get(code, Decimal(0)) for code, frame in distributed().items()}


def rows_of(period: str) -> dict[str, dict[str, Any]]:
    """Responsibility code → what was written on its row."""
    rows: dict[str, dict[str, Any]] = {}
    for department in answered(period).values():
        for identity, written in department["budget"].items():
            rows[identity.partition("/")[2]] = written
    return rows


def booked(period: str) -> Figures:
    text = (ANSWERS / f"bokfört-{period}.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(text.splitlines(), delimiter=";"))
    return {
        line["Ansvar"]: Decimal(line["Utfall ack."].replace(",", ".")) / MILLION
        for line in lines
        if line["Ansvar"] != "Summa"
    }


def actuals_of(period: str) -> Figures:
    """What was written, else what is booked."""
    written = {code: row["actual"] for code, row in rows_of(period).items() if "actual" in row}
    return booked(period) | written


def forecasts_of(period: str) -> Figures:
    return {code: Decimal(row["forecast"]) for code, row in rows_of(period).items()}


def lines_of(year: Path, period: str) -> list[dict[str, str]]:
    text = (year / "resultat" / period / "budget.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def figures_in(lines: list[dict[str, str]], label: str) -> Figures:
    return {line["Ansvarskod"]: Decimal(line[label].replace(",", ".")) for line in lines}


def workbook(year: Path, period: str) -> Path:
    return year / "resultat" / period / f"Budget {period} 2024.xlsx"


CODES = {"frame-not-distributed", "responsibility-uncovered", "deviation-unexplained",
         "forecast-missing", "unknown-code", "validity"}  # fmt: skip


def test_only_what_is_wrong_in_the_first_answers_is_said(said: list[str]) -> None:
    faults = [line for line in said if line.partition(" ")[0] in CODES]
    assert faults == [
        "responsibility-uncovered Attest A6",
        "frame-not-distributed Fördelning D10",
    ]


@pytest.mark.parametrize("period", TERTIALS)
@pytest.mark.usefixtures("said")
def test_every_row_of_the_year_is_what_was_handed_in(year: Path, period: str) -> None:
    lines = lines_of(year, period)
    frames, forecasts = frames_of(period), forecasts_of(period)
    assert figures_in(lines, "Ram") == frames
    assert figures_in(lines, "Prognos helår") == forecasts
    assert figures_in(lines, "Utfall ack.") == actuals_of(period)
    assert figures_in(lines, "Bokfört") == booked(period)
    deviations = {code: frames[code] - forecasts[code] for code in frames}
    assert figures_in(lines, "Avvikelse") == deviations
    assert sum(frames.values()) == Decimal("707.7")


@pytest.mark.parametrize("period", TERTIALS)
@pytest.mark.usefixtures("said")
def test_the_compilations_totals_are_the_sums_of_the_answers(year: Path, period: str) -> None:
    sheet: Any = load_workbook(workbook(year, period), data_only=True)["Sammanställning"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Avdelning och enhet")
    places = {cell.value: cell.column for cell in header}
    total = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Totalt")
    expected = {
        "Ram": frames_of(period),
        "Utfall ack.": actuals_of(period),
        "Bokfört": booked(period),
        "Prognos helår": forecasts_of(period),
    }
    for label, figures in expected.items():
        shown = sheet.cell(total, places[label]).value
        assert shown == pytest.approx(float(sum(figures.values())), abs=5e-7), label


@pytest.mark.parametrize("period", ["internbudget", *TERTIALS])
@pytest.mark.usefixtures("said")
def test_every_control_holds(year: Path, period: str) -> None:
    sheet = load_workbook(workbook(year, period), data_only=True)["Sammanställning"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "Vad som jämförs")
    words: list[object] = []
    for row in rows[start + 1 :]:
        if row[0] is None:
            break
        words.append(row[6])
    assert len(words) > 5
    assert set(words) <= {"stämmer", "avrundning"}


@pytest.mark.parametrize("period", ["internbudget", *TERTIALS])
@pytest.mark.usefixtures("said")
def test_every_formula_keeps_its_stored_value(office: Office, year: Path, period: str) -> None:
    assert stored_values_differing_after_recalculation(workbook(year, period), office) == []


@pytest.mark.usefixtures("said")
def test_the_accounting_file_holds_the_frames_in_force_to_the_krona(year: Path) -> None:
    months = months_in((year / "resultat" / "T3" / "budget.se").read_bytes())
    years = {pair[1]: sum(amounts) for pair, amounts in months.items() if pair[:1] == ("1",)}
    assert years == {code: frame * MILLION for code, frame in frames_of("T3").items()}
    assert sum(months[()]) == Decimal("707.7") * MILLION
