"""The table of docs/merging.md: what each file says in a cell, and what counts then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kexcel.model.cell import CellValue, ErrorValue
from kexcel.model.form import FormValue
from tests.merge.files import ACTUAL, COMMENT, STATUS, Cell, merged, newer, outcome, returned

COMPLETED: Cell = ("followup", "3.1-2", "completed")
OTHER: Cell = ("followup", "3.1-3", "status")

ABSENT = "saknas"
Case = tuple[str, Cell, FormValue, tuple[CellValue, ...], str]
CASES: tuple[Case, ...] = (
    ("one file changed it", STATUS, None, ("Pågående", None), "Pågående"),
    ("nobody changed it", STATUS, None, (None, None), "blank"),
    ("changed alike", STATUS, None, ("Pågående", "Pågående"), "Pågående"),
    ("alike in another spelling", STATUS, None, ("Pågående", "pågår "), "Pågående"),
    ("alike in another way of writing", COMMENT, None, ("Två  ord", "Två ord "), "Två  ord"),
    ("alike in another Unicode form", COMMENT, None, ("L\u00e4get", "La\u0308get"), "L\u00e4get"),
    ("alike in another unit", ACTUAL, None, (Decimal("12.5"), "12,5 mnkr"), "12.5"),
    ("a date as a date and as text", COMPLETED, None, (date(2024, 3, 15), "15 mars 2024"),
     "2024-03-15"),
    ("changed differently", STATUS, None, ("Pågående", "Genomförd"), "conflict"),
    ("two alike and one differently", STATUS, None, ("Pågående", "Pågående", "Genomförd"),
     "conflict"),
    ("three differently", COMMENT, None, ("Ett", "Två", "Tre"), "conflict"),
    ("unreadable in one", STATUS, None, ("Klart typ", "Pågående"), "Pågående"),
    ("unreadable in the only one", STATUS, None, ("Klart typ", None), "Klart typ"),
    ("unreadable in both, differently", STATUS, None, ("Klart typ", "Vet ej"), "conflict"),
    ("an error value in one", ACTUAL, None, (ErrorValue("#REF!"), Decimal("12.5")), "12.5"),
    ("the row is missing in one", STATUS, None, (ABSENT, "Pågående"), "Pågående"),
    ("filled in beforehand, changed by none", COMMENT, "Förra", ("Förra", "Förra"), "Förra"),
    ("filled in beforehand, changed in one", COMMENT, "Förra", ("Förra", "Nytt"), "Nytt"),
    ("filled in beforehand, cleared in one", COMMENT, "Förra", (None, "Förra"), "blank"),
    ("filled in beforehand, cleared in both", COMMENT, "Förra", (None, None), "blank"),
    ("filled in beforehand, cleared and changed", COMMENT, "Förra", (None, "Nytt"), "conflict"),
    ("filled in beforehand, changed differently", COMMENT, "Förra", ("Nytt", "Annat"), "conflict"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_table_of_cases_holds(case: Case) -> None:
    _, cell, before, said, expected = case
    form = newer(((cell, before),) if before else ())
    files = []
    for place, value in enumerate(said):
        # Each file says something of its own too, so that none is a copy of another.
        own: Mapping[Cell, CellValue] = {("followup", "4-1", "comment"): None}
        own = {**own, ("measures", "sjukfranvaro-stab", "outcome"): Decimal(5)}
        absent = value == ABSENT
        files.append(
            returned(
                own if absent else {**own, cell: value, **_distinct(place)},
                f"fil {place}",
                at=10 + place,
                form=form,
                without=(cell[0], cell[1]) if absent else None,
            )
        )
    assert outcome(merged(*files, forms=(form,)), cell) == expected


def _distinct(place: int) -> dict[Cell, CellValue]:
    """An answer that only this file gives."""
    sheet_column = ("status", "comment", "action")[place]
    value = "Ej påbörjad" if sheet_column == "status" else f"Av fil {place}."
    return {(OTHER[0], OTHER[1], sheet_column): value}


def test_the_documented_table_is_the_tested_one() -> None:
    page = Path(__file__).parents[2] / "docs" / "merging.md"
    rows = [
        [part.strip() for part in line.strip().strip("|").split("|")]
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("| ") and "`" in line
    ]
    shown = [(row[0], row[-1].strip("`")) for row in rows if row[0] in {case[0] for case in CASES}]
    assert shown == [(case[0], case[-1]) for case in CASES]
