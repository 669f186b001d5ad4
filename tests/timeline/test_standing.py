"""The plan of two departments and three activities, on days before and after decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kexcel.model.plan import (
    Activity,
    Amendment,
    AmendmentKind,
    Department,
    Direction,
    Goal,
    GoalLevel,
    Measure,
    Plan,
    Reorganisation,
)
from kexcel.timeline import plan_on

MAY, JUNE, JULY = date(2024, 5, 14), date(2024, 6, 11), date(2024, 7, 1)


def activity(number: str, lead: str, *contributing: str) -> Activity:
    title = f"Aktivitet {number}"
    return Activity(
        number, number[:1], title, "", date(2024, 1, 1), date(2024, 12, 31), lead, contributing
    )


PLAN = Plan(
    organisation="Exempel",
    body="KS",
    year=2024,
    unit="mnkr",
    sign="cost-positive",
    decision="",
    departments=(
        Department("stab", "Staben", codes=("1100", "1200-1299")),
        Department("ekonomi", "Ekonomi"),
        Department("stod", "Verksamhetsstöd"),
    ),
    goals=(Goal("1", GoalLevel.COUNCIL, "Ett"), Goal("2", GoalLevel.COUNCIL, "Två")),
    activities=(
        activity("1-1", "stab"),
        activity("1-2", "ekonomi", "stab"),
        activity("2-1", "stab", "ekonomi"),
    ),
    measures=(Measure("m1", "Mått", "1", "%", Direction.UP, "stab"),),
)


def leads(plan: Plan) -> dict[str, str]:
    return {each.number: each.lead for each in plan.activities}


def test_a_decision_counts_from_its_day() -> None:
    added = Amendment(
        AmendmentKind.ADDED,
        "1-3",
        MAY,
        "KS § 52",
        goal="1",
        title="Ny",
        start=MAY,
        end=JULY,
        lead="stab",
    )
    plan = replace(PLAN, amendments=(added,))
    assert list(leads(plan_on(plan, date(2024, 5, 13)))) == ["1-1", "1-2", "2-1"]
    after = plan_on(plan, MAY)
    assert list(leads(after)) == ["1-1", "1-2", "1-3", "2-1"]
    assert after.activities[2].amendments == (added,)


def test_a_change_leaves_what_it_does_not_say() -> None:
    change = Amendment(AmendmentKind.CHANGED, "1-2", MAY, "KS § 52", end=JULY)
    (changed,) = (
        x for x in plan_on(replace(PLAN, amendments=(change,)), MAY).activities if x.number == "1-2"
    )
    stood = PLAN.activities[1]
    assert changed == replace(stood, end=JULY, amendments=(change,))


def test_what_is_cancelled_stands_in_the_plan_and_is_nobodys_to_answer() -> None:
    cancelled = Amendment(AmendmentKind.CANCELLED, "2-1", JUNE, "KS § 87")
    plan = replace(PLAN, amendments=(cancelled,))
    assert [each.number for each in plan_on(plan, MAY).activities_of("stab")] == [
        "1-1",
        "1-2",
        "2-1",
    ]
    after = plan_on(plan, JUNE)
    assert [each.number for each in after.activities_of("stab")] == ["1-1", "1-2"]
    assert after.activities[2].cancelled_by == cancelled


def test_a_renamed_department_gives_all_to_its_successor() -> None:
    plan = replace(PLAN, reorganisations=(Reorganisation("stab", "stod", JULY),))
    before, after = plan_on(plan, JUNE), plan_on(plan, JULY)
    assert [each.key for each in before.departments] == ["stab", "ekonomi"]
    assert [each.key for each in before.other_departments] == ["stod"]
    assert [each.key for each in after.departments] == ["ekonomi", "stod"]
    assert leads(after) == {"1-1": "stod", "1-2": "ekonomi", "2-1": "stod"}
    assert after.activities[1].contributing == ("stod",)
    assert after.measures[0].department == "stod"
    assert after.department("stod").codes == ("1100", "1200-1299")


def test_a_department_is_split_into_what_is_named_and_the_rest() -> None:
    moves = (
        Reorganisation("stab", "ekonomi", JULY, activities=("2-1",), codes=("1100",)),
        Reorganisation("stab", "stod", JULY),
    )
    after = plan_on(replace(PLAN, reorganisations=moves), JULY)
    assert leads(after) == {"1-1": "stod", "1-2": "ekonomi", "2-1": "ekonomi"}
    assert after.activities[2].contributing == ()
    assert after.department("ekonomi").codes == ("1100",)
    assert after.department("stod").codes == ("1200-1299",)


def test_a_department_that_gives_a_part_goes_on() -> None:
    moves = (Reorganisation("stab", "ekonomi", JULY, measures=("m1",)),)
    after = plan_on(replace(PLAN, reorganisations=moves), JULY)
    assert [each.key for each in after.departments] == ["stab", "ekonomi", "stod"]
    assert leads(after) == leads(PLAN)
    assert after.measures[0].department == "ekonomi"


def test_an_amendment_of_the_same_day_may_name_the_department_that_ends() -> None:
    change = Amendment(AmendmentKind.CHANGED, "1-2", JULY, "KS § 90", lead="stab", contributing=())
    plan = replace(
        PLAN, amendments=(change,), reorganisations=(Reorganisation("stab", "stod", JULY),)
    )
    assert leads(plan_on(plan, JULY))["1-2"] == "stod"
