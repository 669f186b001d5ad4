"""A year in the life: a plan document becomes a plan, is budgeted, followed up, amended and rolled.

python examples/year.py FOLDER

It makes the workspace FOLDER/2024, types what the example's staff and departments type, and ends
with the workspace FOLDER/2025. docs/year.md tells the same year by the commands.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from shutil import copy, copytree
from typing import Any

from openpyxl import load_workbook

import kexcel
from kexcel.demo import answer_forms
from kexcel.resources import resource

EXAMPLE = resource("examples", "ange-2024")
ANSWERS = EXAMPLE / "svar" / "aret"
WRONG = ("Internbudget 2024 ekonomi.xlsx", "Internbudget 2024 utbildning.xlsx")
KEYS = {
    "Avdelningar": ["Nyckel"],
    "Aktiviteter": ["Nr"],
    "Mål": ["Period", "Nr"],
    "Konflikter": ["Period", "Rad"],
}
"""What tells the row that is filled in; rows of other sheets are added."""

Row = Mapping[str, Any]


def read(name: str) -> dict[str, Any]:
    """A file of what people type."""
    return tomllib.loads((ANSWERS / f"{name}.toml").read_text(encoding="utf-8"))


def type_in(file: Path, sheets: Mapping[str, list[Row]]) -> None:
    """Type rows into a workbook by its headings, as a person does in Excel."""
    workbook = load_workbook(file)
    for name, rows in sheets.items():
        sheet: Any = workbook[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        keys = KEYS.get(name, [])
        places = {
            tuple(sheet.cell(place, columns[key]).value for key in keys): place
            for place in range(2, sheet.max_row + 1)
        }
        for row in rows:
            place = places.get(tuple(row[key] for key in keys)) if keys else None
            place = place or sheet.max_row + 1
            for label, value in row.items():
                sheet.cell(place, columns[label]).value = value
    workbook.save(file)


def confirmed(plan: Mapping[str, Any]) -> Iterator[Row]:
    """Every activity's departments as the staff decided, and nothing left in Förslag."""
    for department, numbers in plan["ansvarig"].items():
        for number in numbers:
            others = [name for name, helped in plan["medverkande"].items() if number in helped]
            contributing = {"Medverkande": "; ".join(others) or None, "Förslag": None}
            yield {"Nr": number, "Ansvarig": department, **contributing}


def sort_by_end(file: Path) -> None:
    """Sort a form by its end dates and save it, as departments do."""
    workbook = load_workbook(file)
    sheet: Any = workbook["Uppföljning"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Nr")
    end = next(cell.column for cell in head if cell.value == "Slut") - 1
    below = sheet.iter_rows(min_row=head[0].row + 1)
    places = [row for row in below if isinstance(row[end].value, datetime)]
    rows = sorted(([cell.value for cell in row] for row in places), key=lambda row: row[end])
    for place, values in zip(places, rows, strict=True):
        for cell, value in zip(place, values, strict=True):
            if cell.data_type != "f":  # a formula speaks of the row that it stands on
                cell.value = value
    workbook.save(file)


class Year:
    """The workspace on the days that something happens."""

    def __init__(self, folder: Path) -> None:
        """Begin with the document: the settings, the plan that it gives, and who is responsible."""
        self.folder = folder
        self.day = date(2023, 10, 30)
        self.plan = read("plan")
        self.decisions = read("beslut")
        kexcel.create_workspace(folder)
        settings = (EXAMPLE / "kexcel.toml", ANSWERS / "kexcel.toml")
        text = "\n".join(each.read_text(encoding="utf-8") for each in settings)
        (folder / "kexcel.toml").write_text(text, encoding="utf-8")
        self.workspace = self.opened()
        imported = self.workspace.import_plan(EXAMPLE / "verksamhetsplan-2024.txt")
        print(len(imported.imported.plan.activities), "activities are read from the document")
        self.amend({"Aktiviteter": list(confirmed(self.plan)), **self.plan["november"]})

    def opened(self) -> kexcel.Workspace:
        """The workspace, whose plan and settings are read when they are first asked for."""
        return kexcel.open_workspace(self.folder, clock=self.now)

    def now(self) -> datetime:
        """Nine o'clock on the day."""
        return datetime.combine(self.day, time(9), UTC)

    def amend(self, sheets: Mapping[str, list[Row]]) -> None:
        """Type in plan.xlsx."""
        type_in(self.folder / "plan.xlsx", sheets)
        self.workspace = self.opened()

    def decide(self, period: str) -> None:
        """Type in Beslut.xlsx."""
        type_in(self.folder / "Beslut.xlsx", self.decisions[period])

    def answer(self, period: str, *answers: str) -> Path:
        """Issue a period's forms, and let the departments send their answers; the inbox."""
        issued = self.workspace.generate(period)
        for name in answers:
            answer_forms(self.workspace, issued, (ANSWERS / f"{name}.toml").read_bytes())
        return self.workspace.layout.inbox(period)

    def collect(self, period: str) -> None:
        """Take in what has come; say what must be mended."""
        for each in self.workspace.collect(period).findings:
            if each.severity is kexcel.Severity.ERROR:
                print(period, each.code, each.place.sheet, each.place.cell)

    def merge(self, period: str) -> None:
        """Put the answers together, and say whether anything is left."""
        merged = self.workspace.merge(period).consolidation
        state = "preliminary" if merged.is_preliminary else "complete"
        print(period, state, merged.answered, "activities answered")


def internbudget(year: Year) -> None:
    """The frames are distributed over units, and two departments mend what was wrong."""
    year.day = date(2023, 12, 12)
    inbox = year.answer("internbudget", "internbudget")
    year.collect("internbudget")
    for file in WRONG:
        (inbox / file).unlink()
        year.workspace.withdraw("internbudget", file, "rättad fil kommer")
    year.day = date(2023, 12, 15)
    year.answer("internbudget", "internbudget-rättad")
    year.collect("internbudget")
    year.merge("internbudget")


def first_tertial(year: Year) -> None:
    """T1, with a form that was sorted, one that was sent twice, and two that contradict."""
    year.day = date(2024, 5, 15)
    year.workspace.actuals([ANSWERS / "bokfört-T1.csv"], period="T1")
    inbox = year.answer("T1", "T1", "T1-rektorerna")
    sort_by_end(inbox / "T1 2024 social.xlsx")
    copy(inbox / "Svar T1 staben.xlsx", inbox / "Svar T1 staben (2).xlsx")
    year.collect("T1")
    year.merge("T1")
    year.decide("T1")
    year.merge("T1")
    copytree(year.folder / "resultat" / "T1", year.folder / "handlingar" / "T1")


def later_tertial(year: Year, period: str, day: date) -> None:
    """T2 or T3, in the plan and the organisation that hold when it closes."""
    year.day = day
    year.workspace.actuals([ANSWERS / f"bokfört-{period}.csv"], period=period)
    year.answer(period, period)
    year.collect(period)
    year.merge(period)
    year.decide(period)
    year.merge(period)


def main(folder: str) -> None:
    """Go through the year, and open the next one."""
    year = Year(Path(folder, "2024"))
    internbudget(year)
    first_tertial(year)
    for month in ("maj", "juni", "juli"):
        year.amend(year.plan[month])
    later_tertial(year, "T2", date(2024, 9, 13))
    later_tertial(year, "T3", date(2025, 1, 15))
    year.merge("T1")
    rolled = year.workspace.roll(2025, Path(folder, "2025"))
    print(len(rolled.rolled.plan.activities), "activities go on in", rolled.year)
    kexcel.open_workspace(rolled.folder).generate("T1")


if __name__ == "__main__":
    main(sys.argv[1])
