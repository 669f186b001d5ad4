"""What the departments did, as each period's follow-up counts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.year import expected
from tests.year.planned import (
    GOALS,
    NAMES,
    departments_on,
)
from tests.year.published import (
    column,
    follow_up,
    only,
    table,
)
from tests.year.said import counted, said, under
from tests.year.written import CLOSES, TERTIALS, typed_in_the_plan, verdicts

every_tertial = pytest.mark.parametrize("period", TERTIALS)


@every_tertial
def test_each_activity_stands_as_the_plan_and_its_department_say(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Aktiviteter"), "Nr", "KF-mål", "Räknas som")
    wanted = expected.activities(period)
    asked = {row["Nr"]: row for row in rows if row["Nr"] in wanted}
    assert {number: only(row, wanted[number]) for number, row in asked.items()} == wanted


@every_tertial
def test_status_is_counted_by_goal_by_department_and_in_all(year: Path, period: str) -> None:
    sheet = follow_up(year, period, "Sammanfattning")
    by_goal = table(sheet, "Nr", "KF-mål", "Totalt")
    counts = {row["Nr"] or row["KF-mål"]: only(row, counted([])) for row in by_goal}
    assert counts == expected.by_council_goal(period)
    by_department = table(sheet, "Retur", "Avdelning", "Totalt")
    counts = {row["Avdelning"]: only(row, counted([])) for row in by_department}
    assert counts == expected.by_department(period)
    assert {row["Ej besvarad"] for row in (*by_goal, *by_department)} == {0}
    assert [row["Retur"] for row in by_department[:-1]] == ["Mottagen"] * (len(by_department) - 1)


@every_tertial
def test_everybody_has_answered_everything(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Andel", "Svarsfrekvens")
    departments, activities = len(departments_on(CLOSES[period])), len(said(period))
    answered = {row["Svarsfrekvens"]: (row["Andel"], row["Besvarat"], row["Av"]) for row in rows}
    assert answered["Avdelningar"] == (1, departments, departments)
    label = next(label for label in answered if label.startswith("Aktiviteter"))
    assert answered[label] == (1, activities, activities)
    slags = [row["Slag"] for row in typed_in_the_plan("Ändringsbeslut", CLOSES[period])]
    added, cancelled = slags.count("Ny"), slags.count("Upphävd")
    told = f" ({added} tillagd, {cancelled} upphävd)" if slags else ""
    assert label == f"Aktiviteter{told}"


@every_tertial
def test_what_a_reader_must_know_of_is_listed_with_its_reason(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Nr", "Skäl")
    wanted = expected.deviating(period)
    assert {row["Nr"]: only(row, wanted.get(row["Nr"], row)) for row in rows} == wanted


@every_tertial
def test_each_goal_has_its_counts_and_the_verdict_they_call_for(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Mål"), "Nr", "Nivå", "Föreslagen bedömning")
    wanted = expected.goals(period)
    assert {row["Nr"]: only(row, wanted[row["Nr"]]) for row in rows} == wanted
    chosen = column(rows, "Nr", "Slutlig bedömning" if period == "T3" else "Beslutad bedömning")
    assert {number: verdict for number, verdict in chosen.items() if verdict} == verdicts(period)


@every_tertial
def test_goals_are_counted_by_verdict(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Föreslaget", "Bedömning")
    wanted = expected.verdict_counts(period)
    assert {row["Bedömning"]: only(row, wanted[row["Bedömning"]]) for row in rows} == wanted


@every_tertial
def test_goals_in_short_say_the_same(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Sammanfattning"), "Nr", "Aktiviteter att känna till")
    for row in rows:
        goal = expected.goals(period)[row["Nr"]]
        shown = ("Mål", "Nivå", "Totalt", "Genomförd", "Försenad", "Föreslagen bedömning")
        assert only(row, dict.fromkeys(shown)) == only(goal, dict.fromkeys(shown))
        leads = {NAMES[each.activity.lead] for each in under(row["Nr"], period)}
        assert set((row["Ansvarig"] or "").split("\n")) == leads
    assert [row["Nr"] for row in rows] == list(GOALS)


@every_tertial
def test_each_measure_has_its_outcome(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Mått"), "Mål", "Mått", "Utfall")
    wanted = expected.measures(period)
    shown = {row["Avdelning"]: only(row, wanted.get(row["Avdelning"], row)) for row in rows}
    assert shown.pop("Kommunstyrelsen")["Utfall"] is None  # nobody reports for them all
    assert shown == wanted


@every_tertial
def test_departments_own_activities_are_there(year: Path, period: str) -> None:
    rows = table(follow_up(year, period, "Egna aktiviteter"), "Avdelning", "Mål", "Aktivitet")
    wanted = expected.own(period)
    if wanted:
        assert [only(row, wanted[0]) for row in rows] == wanted
    else:
        assert rows[0]["Aktivitet"] is None
