"""What the example says, and the workspace of 2025."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.year import expected, money
from tests.year.planned import (
    COUNCIL,
    NAMES,
    departments_on,
    goals_over,
)
from tests.year.published import (
    as_published,
    column,
    next_plan,
    only,
    table,
    workbook,
)
from tests.year.said import said
from tests.year.written import CLOSES, FACTS, TERTIALS


def test_the_example_says_what_must_be_mended_and_that_all_is_complete(printed: list[str]) -> None:
    answered = {period: len(said(period)) for period in TERTIALS}
    assert printed == [
        f"{len(FACTS['activities'])} activities are read from the document",
        "internbudget responsibility-uncovered Attest A6",
        "internbudget frame-not-distributed Fördelning D10",
        "internbudget complete 0 activities answered",
        *["T1 conflicting-answers Uppföljning J9"] * 2,
        f"T1 preliminary {answered['T1'] - 1} activities answered",
        f"T1 complete {answered['T1']} activities answered",
        *[f"T2 complete {answered['T2']} activities answered"] * 2,
        *[f"T3 complete {answered['T3']} activities answered"] * 2,
        f"T1 complete {answered['T1']} activities answered",
        f"{len(expected.going_on())} activities go on in 2025",
    ]


@pytest.mark.usefixtures("printed")
def test_what_was_not_done_goes_on_under_its_number_and_with_its_dates(folder: Path) -> None:
    rows = {row.pop("Nr"): row for row in next_plan(folder, "Aktiviteter")}
    wanted = expected.going_on()
    assert {number: only(row, wanted.get(number, row)) for number, row in rows.items()} == wanted
    carried = {goals_over(each.activity.goal)[-1] for each in expected.left_over()}
    assert {row["Nr"] for row in next_plan(folder, "Mål")} == {*COUNCIL, *carried}


@pytest.mark.usefixtures("printed")
def test_the_next_year_begins_with_the_frames_and_outcomes_of_the_last(folder: Path) -> None:
    rows = [row for row in next_plan(folder, "Ramar") if row["Avdelning"]]
    wanted = as_published(
        {NAMES[key]: amount for key, amount in money.decided(CLOSES["T3"]).items()}
    )
    assert column(rows, "Avdelning", "Budget 2025") == wanted
    assert {row["Nyckel"] for row in next_plan(folder, "Avdelningar")} == set(
        departments_on(CLOSES["T3"])
    )
    outcomes = column(next_plan(folder, "Mått"), "Avdelning", "Utfall")
    last = money.measures("T3", CLOSES["T3"]).items()
    assert {key: value for key, value in outcomes.items() if key} == {
        NAMES[key]: float(outcome) for key, (outcome, _) in last
    }


@pytest.mark.usefixtures("printed")
def test_the_next_years_first_form_shows_how_the_last_year_ended(folder: Path) -> None:
    shown: dict[str, tuple[Any, ...]] = {}
    forms = [workbook(path) for path in (folder / "2025" / "utskick" / "T1").iterdir()]
    for form in forms:
        if "Uppföljning" not in form.sheetnames:
            continue  # a department without activities
        rows = table(form["Uppföljning"], "Nr", "Roll", "Förra perioden")
        labels = ("Förra perioden", "Förra kommentaren", "Förra nya slutdatumet", "Status")
        led = [row for row in rows if row["Roll"] == "Ansvarig"]
        shown |= {row["Nr"]: tuple(row[label] for label in labels) for row in led}
    assert shown == {
        each.activity.number: (each.status, each.comment, each.new_end, None)
        for each in expected.left_over()
    }
    assert len(forms) == len(departments_on(CLOSES["T3"]))


@pytest.mark.usefixtures("printed")
def test_what_rests_on_no_decision_is_listed(folder: Path) -> None:
    sheet = workbook(folder / "2025" / "Att besluta 2025.xlsx")["Att besluta"]
    rows = [row for row in table(sheet, "Slag", "Vad", "Nr") if row["Slag"] == "Besluta"]
    late = {
        each.activity.number for each in expected.left_over() if each.activity.end <= CLOSES["T3"]
    }
    ended = {goals_over(each.activity.goal)[-1] for each in expected.left_over()} | {"4.1"}
    assert {row["Nr"] for row in rows if row["Nr"]} == late | ended
    frames = [row["Gäller"] for row in rows if not row["Nr"]]
    assert len(frames) == len(departments_on(CLOSES["T3"]))
