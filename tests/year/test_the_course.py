"""The year's course, its decisions and its new organisation, as they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.year import expected, money
from tests.year.planned import (
    GOALS,
    KEYS,
    NAMES,
    plan_on,
)
from tests.year.published import (
    as_published,
    column,
    follow_up,
    only,
    results,
    table,
    workbook,
)
from tests.year.said import counted, proposed, said
from tests.year.written import CLOSES, FACTS, TERTIALS, typed_in_the_plan, verdicts

later_tertials = pytest.mark.parametrize("period", TERTIALS[1:])


@later_tertials
def test_the_course_is_what_was_said_in_each_period(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Förlopp"), "Nr", "Mål eller aktivitet", "Slut")
    wanted = expected.course(period)
    assert {row["Nr"]: only(row, wanted[row["Nr"]]) for row in rows} == wanted


@later_tertials
def test_each_goals_chart_counts_what_was_said_in_each_period(year: Path, period: str) -> None:
    sheet = follow_up(year, period, "Förlopp i diagram")
    rows = table(sheet, "Nr", "Mål", "Period")
    shown = {(row["Nr"], row["Period"]): only(row, counted([])) for row in rows}
    assert shown == expected.course_counts(period)
    drawn: Any = load_workbook(results(year, period, "Uppföljning"))[sheet.title]
    assert len(drawn._charts) == len(GOALS)  # noqa: SLF001 - told nowhere else


@later_tertials
def test_earlier_verdicts_and_outcomes_stand_beside_the_periods_own(
    year: Path, period: str
) -> None:
    goals = table(follow_up(year, period, "Mål"), "Nr", "Nivå", "Totalt")
    measures = table(follow_up(year, period, "Mått"), "Mål", "Mått", "Utfall")
    for earlier in TERTIALS[: TERTIALS.index(period)]:
        chosen = {goal: verdicts(earlier).get(goal, proposed(goal, earlier)) for goal in GOALS}
        assert column(goals, "Nr", f"Bedömning {earlier}") == chosen
        outcomes = column(measures, "Avdelning", f"Utfall {earlier}")
        told = money.measures(earlier, CLOSES[period])
        assert {key: value for key, value in outcomes.items() if value is not None} == {
            NAMES[key]: float(outcome) for key, (outcome, _) in told.items()
        }


@later_tertials
def test_each_decision_on_an_activity_is_told_with_what_it_changed(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Ändringar i planen"), "Datum", "Slag", "Var", "Är")
    wanted = typed_in_the_plan("Ändringsbeslut", CLOSES[period])
    told = ("Datum", "Paragraf", "Slag", "Nr", "Kommentar")
    assert [only(row, dict.fromkeys(told)) for row in rows] == [
        only(row, dict.fromkeys(told)) for row in wanted
    ]
    was, became = column(rows, "Nr", "Var"), column(rows, "Nr", "Är")
    assert (was["3.4.6-3"], became["3.4.6-3"]) == ("Slut: 2024-08-31", "Slut: 2024-11-30")
    assert became["3.2.1-4"] == "Upphävd"
    assert "Slut: 2024-11-30\nAnsvarig: Staben" in became["3.4.7-4"]


@later_tertials
def test_what_was_cancelled_stands_with_its_decision_and_is_not_counted(
    year: Path, period: str
) -> None:
    rows = table(follow_up(year, period, "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    plan = plan_on(CLOSES[period])
    assert {row["Nr"] for row in rows} == plan.keys()
    gone = {row["Nr"]: row["Status"] for row in rows if row["Nr"] not in said(period)}
    assert gone == {
        number: f"Upphävd, {each.cancelled}" for number, each in plan.items() if each.cancelled
    }


@later_tertials
@pytest.mark.parametrize("kind", ["Uppföljning", "Budget"])
def test_the_new_organisation_is_told_with_its_frames(year: Path, period: str, kind: str) -> None:
    sheet = workbook(results(year, period, kind))["Omorganisation"]
    rows = table(sheet, "Från avdelning", "Till avdelning", "Ram som följde med")
    typed = typed_in_the_plan("Omorganisation", CLOSES[period])
    assert [(row["Från avdelning"], row["Till avdelning"], row["Datum"]) for row in rows] == [
        (row["Från"], row["Till"], row["Datum"]) for row in typed
    ]
    held = money.decided(CLOSES[period])
    assert column(rows, "Till avdelning", "Ram som följde med") == as_published(
        {row["Till"]: held[KEYS[row["Till"]]] for row in typed}
    )
    for told, row in zip(rows, typed, strict=True):
        named = row.get("Aktiviteter", "Allt som inte nämns").replace(";", ",")
        assert named in told["Vad som gick över"]
    linked = [cell.hyperlink for line in sheet.iter_rows() for cell in line if cell.hyperlink]
    assert [(each.target[-9:], each.location) for each in linked] == [
        ("plan.xlsx", f"'Omorganisation'!A{row}") for row in range(2, 2 + len(typed))
    ]


def test_the_first_tertial_knows_nothing_of_what_was_decided_later(year: Path) -> None:
    later = {"Förlopp", "Förlopp i diagram", "Ändringar i planen", "Omorganisation"}
    for kind in ("Uppföljning", "Budget"):
        assert not later & set(workbook(results(year, "T1", kind)).sheetnames)
    rows = table(follow_up(year, "T1", "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    assert {row["Nr"] for row in rows} == {each["number"] for each in FACTS["activities"]}
