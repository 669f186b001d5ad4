"""Someone changes one figure, and the control that ties it to another says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.office.driver import Office
from tests.report import budget_rich as rich
from tests.report.budget_tables import formulas, row_of, table_at, written

HEAD = "Kontroller:"
BEFORE = [
    "stämmer", "stämmer", "avrundning", "stämmer", "stämmer", "stämmer", "stämmer", "stämmer",
    "stämmer", "stämmer", "stämmer", "stämmer", "stämmer", "stämmer",
]  # fmt: skip
"""The words of the controls when everyone has answered and distributed as the units stand."""

FRAMES, PRINTED, CITIZENS, ROWS, FORECAST_ROWS = range(5)
FRAME, ACTUAL, FORECAST, BY_DEPARTMENT, BY_UNIT, CODES, BOOKED, ANSWERED, FORECASTS = range(5, 14)


@dataclass(frozen=True)
class Change:
    """What is typed where, and which controls then do not hold."""

    sheet: str
    table: str
    row: str
    column: str
    typed: Any
    failing: tuple[int, ...]
    word: str = "stämmer inte"


CHANGES = {
    "a total on another sheet": Change(
        "Prognossäkerhet", "Avdelning", "Totalt", "Prognos helår", 700.0, (FORECAST,)
    ),
    "an actual that is carried to another sheet": Change(
        "Prognossäkerhet", "Avdelning", "Staben", "Utfall ack.", 1.0, (ACTUAL,)
    ),
    "a decided frame": Change(
        "Ramar", "Per medborgargrupp", "Barn och unga", "Budget 2024", 300.0, (CITIZENS,)
    ),
    "an amount that was handed in": Change(
        "Fördelning", "Avdelning", "Kansli", "Belopp", 41.26, (BY_DEPARTMENT, BY_UNIT)
    ),
    "a unit's frame": Change(
        "Sammanställning", "Avdelning och enhet", "Kansli", "Ram", 40.0,
        (FRAMES, PRINTED, BY_DEPARTMENT, BY_UNIT),
    ),
    "a department's subtotal": Change(
        "Sammanställning", "Avdelning och enhet", "Staben", "Ram", 80.0,
        (ROWS, BY_DEPARTMENT),
    ),
    "what is booked": Change(
        "Sammanställning", "Avdelning och enhet", "Kansli", "Bokfört", 1.0, (BOOKED,)
    ),
    "a forecast that is taken away": Change(
        "Sammanställning", "Avdelning och enhet", "Kansli", "Prognos helår", None, (FORECASTS,),
        "saknas",
    ),
    "a forecast in words": Change(
        "Sammanställning", "Avdelning och enhet", "Kansli", "Prognos helår", "ca 42", (FORECASTS,),
        "saknas",
    ),
    "an approver's code": Change(
        "Attest", "Avdelning", "Staben", "Ansvarskod", "1101", (CODES,), "saknas",
    ),
    "who has answered": Change(
        "Sammanställning", "Avdelning", "Ekonomiavdelningen", "Retur", "saknas", (ANSWERED,),
        "saknas",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("controls") / "Budget.xlsx"
    whole, handed_in = rich.in_order()
    path.write_bytes(written(whole, language="sv", history=rich.HISTORY, distribution=handed_in))
    return path


def place_of(book: Any, change: Change) -> tuple[str, str]:
    """The cell to type in."""
    sheet = book[change.sheet]
    table = table_at(sheet, change.table)
    by_name = [row for row in table.rows if sheet.cell(row, 1).value == change.row]
    by_unit = [row for row in table.rows if sheet.cell(row, 3).value == change.row]
    start = [row for row in table.rows if str(sheet.cell(row, 1).value).startswith("=")]
    names = dict(zip(start, [each.name for each in rich.rich().departments], strict=False))
    computed = [row for row in start if names.get(row) == change.row]
    row = (by_name or by_unit or computed)[0]
    return change.sheet, table.cell(row, change.column).coordinate


def control_places(book: Any) -> list[tuple[str, str]]:
    table = table_at(book.worksheets[0], "Vad som jämförs")
    head = row_of(book.worksheets[0], '="Kontroller')
    return [
        ("Sammanställning", f"G{table.rows[0]}:G{table.rows[-1]}"),
        ("Sammanställning", f"A{head}:A{head}"),
    ]


def words_after(office: Office, workbook: Path, entries: dict[tuple[str, str], Any]) -> Any:
    book = formulas(workbook.read_bytes())
    ((words, head),) = office.evaluate(workbook, [entries], control_places(book))
    return [word for (word,) in words], head[0][0]


def test_all_controls_hold_when_nothing_is_wrong(office: Office, workbook: Path) -> None:
    words, head = words_after(office, workbook, {})
    assert (words, head.split(".")[0]) == (BEFORE, f"{HEAD} 14 av 14 stämmer")


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_figure_turns_its_control(office: Office, workbook: Path, name: str) -> None:
    change = CHANGES[name]
    place = place_of(formulas(workbook.read_bytes()), change)
    words, head = words_after(office, workbook, {place: change.typed})
    changed = {n: word for n, word in enumerate(words) if word != BEFORE[n]}
    assert changed == dict.fromkeys(change.failing, change.word)
    assert head.split(".")[0] == f"{HEAD} {14 - len(change.failing)} av 14 stämmer"
