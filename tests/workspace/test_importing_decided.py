"""An amended document that has decisions of the year in its text: they hold where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from kexcel.documents.plan.writer import write_plan
from kexcel.model.plan import Department, Reorganisation
from kexcel.workspace.import_result import ImportResult
from tests.documents.prose.reading import REAL
from tests.workspace.places import opened
from tests.workspace.test_importing import (
    NEW_ACTIVITY,
    bring,
    changes,
    edit,
    imported,
    standing,
)

__all__ = ["imported"]

MAY = date(2024, 5, 14)
TITLE = "Ordna en friskvårdsdag"
STORY = "Skapa Storytelling med temat friskvårdsbidrag 2024"
ADDED = (MAY, "KS § 52", "Ny", "3.1.2-3", "3.1.2", TITLE, "En dag om året.",
         date(2024, 5, 1), date(2024, 5, 31), "Staben")  # fmt: skip
RENAMED = (MAY, "KS § 53", "Ändrad", "3.1.1-2", None, "Hälsoveckan")
MOVED = (MAY, "KS § 54", "Ändrad", "3.1.1-3", *[None] * 4, date(2024, 11, 30))
CANCELLED = (MAY, "KS § 55", "Upphävd", "3.4.3-3")


def decide(folder: Path, *rows: Sequence[object]) -> None:
    def write(workbook: Workbook) -> None:
        sheet = workbook["Ändringsbeslut"]
        for line, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(line, column).value = value  # type: ignore[assignment]

    edit(folder, write)


def document(*replacements: tuple[str, str]) -> bytes:
    text = REAL.decode()
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    return text.encode()


def told(result: ImportResult, code: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(x.place.row, x.place.cell, x.value) for x in result.findings if x.code == code]


WITH_NEW = document((STORY, NEW_ACTIVITY))


def test_an_activity_that_a_decision_added_is_not_entered_again(imported: Path) -> None:
    decide(imported, ADDED)
    before = (imported / "plan.xlsx").read_bytes()
    result = bring(imported, WITH_NEW, update=True)
    assert changes(result) == set()
    assert told(result, "decided-already") == [("3.1.2-3", "D2", TITLE)]
    assert (imported / "plan.xlsx").read_bytes() == before
    assert opened(imported).check().errors == 0


def test_what_the_document_says_otherwise_of_it_is_told(imported: Path) -> None:
    decide(imported, (*ADDED[:8], date(2024, 6, 30), "Staben"))
    result = bring(imported, WITH_NEW, update=True)
    assert changes(result) == {("kept", "3.1.2-3", "end")}
    (kept,) = result.changes
    assert (kept.sheet, kept.before, kept.after) == ("Ändringsbeslut", "2024-06-30", "2024-05-31")


@pytest.mark.parametrize("number", ["3.1.2-3", "3.1.2-4"])
def test_a_new_activity_gets_a_number_that_no_decision_has_taken(
    imported: Path, number: str
) -> None:
    decide(imported, (*ADDED[:3], number, "3.1.2", "Kartlägg lokaler (exempel)", *ADDED[6:]))
    bring(imported, WITH_NEW, update=True)
    numbers = {each.title: each.number for each in opened(imported).plan.activities}
    assert numbers[TITLE] == {"3.1.2-3": "3.1.2-4", "3.1.2-4": "3.1.2-3"}[number]
    assert opened(imported).check().errors == 0


def test_an_activity_is_known_again_by_what_a_decision_called_it(imported: Path) -> None:
    decide(imported, RENAMED)
    text = document(("Genomföra två föreläsningar för temat kost och återhämtning", "Hälsoveckan"))
    result = bring(imported, text, update=True)
    assert changes(result) == set()
    assert told(result, "decided-already") == [("3.1.1-2", "D2", "3.1.1-2")]
    assert opened(imported).check().errors == 0


def test_what_was_moved_or_cancelled_by_decision_stays_as_adopted(imported: Path) -> None:
    decide(imported, MOVED, CANCELLED)
    text = document(
        ("med 50% 2024-09-01 2024-12-31", "med 50% 2024-09-01 2024-11-30"),
        ("Bygga fiber Åse 2024-01-29 2024-11-25 \n\n", ""),
    )
    result = bring(imported, text, update=True)
    assert changes(result) == set()
    assert {row for row, _, _ in told(result, "decided-already")} == {"3.1.1-3", "3.4.3-3"}
    assert opened(imported).check().errors == 0
    assert bring(imported, text, update=True).changes == ()


def test_a_filled_reorganisation_survives_and_holds_as_before(imported: Path) -> None:
    whole = opened(imported).plan
    move = Reorganisation(
        "stab", "digital", date(2024, 7, 1), "KS § 87", ("3.1.1-2",), comment="IT (exempel)"
    )
    departments = (*whole.departments, Department("digital", "Digitalisering"))
    signed = write_plan(replace(whole, departments=departments, reorganisations=(move,)))
    (imported / "plan.xlsx").write_bytes(signed)
    before = list(standing(imported)["Omorganisation"].iter_rows(values_only=True))
    bring(imported, WITH_NEW, update=True)
    assert list(standing(imported)["Omorganisation"].iter_rows(values_only=True)) == before
    after = opened(imported).plan
    assert after.reorganisations == (replace(move, cell="A2"),)
    assert TITLE in {each.title for each in after.activities}
