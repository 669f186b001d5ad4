"""Two plans with decisions on activities: compared as they stand at the year's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kexcel.model.plan import Amendment, AmendmentKind, Plan
from tests.builders import plan
from tests.compare.plans import compared, read, told

JUNE = date(2024, 6, 11)
MOVED = Amendment(AmendmentKind.CHANGED, "3.1-1", JUNE, "KS § 87", end=date(2024, 11, 30))
REVOKED = Amendment(AmendmentKind.CANCELLED, "4-1", JUNE, "KS § 88")


def amended(*amendments: Amendment) -> Plan:
    return read(replace(plan(), amendments=amendments))


def test_the_same_decisions_are_no_difference() -> None:
    assert told(compared(amended(MOVED, REVOKED), amended(MOVED, REVOKED))) == set()


def test_decisions_are_told_as_decisions_and_activities_as_they_stand() -> None:
    comparison = compared(read(plan()), amended(MOVED, REVOKED))
    assert told(comparison) == {
        ("activities", "changed", "3.1-1", "end", date(2024, 12, 31), date(2024, 11, 30)),
        ("activities", "changed", "4-1", "cancelled", None, "2024-06-11 KS § 88"),
        ("amendments", "added", "3.1-1", "", None, None),
        ("amendments", "added", "4-1", "", None, None),
    }


def test_it_says_that_activities_are_those_of_the_years_end_and_where_they_were_decided() -> None:
    for one, other in ((plan(), amended(MOVED)), (amended(MOVED), plan())):
        comparison = compared(one, other)
        group = next(each for each in comparison.groups if each.key == "activities")
        assert group.label == "Aktiviteter vid årets slut"
    comparison = compared(plan(), amended(MOVED))
    (change,) = next(each for each in comparison.groups if each.key == "activities").changes
    assert change.after_cell == "Ändringsbeslut!A2"


def test_a_change_by_decision_and_one_in_the_plan_itself_stand_alike_but_for_the_decision() -> None:
    edited = tuple(
        replace(each, end=date(2024, 11, 30)) if each.number == "3.1-1" else each
        for each in plan().activities
    )
    comparison = compared(read(replace(plan(), activities=edited)), amended(MOVED))
    assert told(comparison) == {("amendments", "added", "3.1-1", "", None, None)}


def test_a_decision_that_says_another_end_is_one_change_of_it() -> None:
    other = replace(MOVED, end=date(2024, 10, 31))
    assert told(compared(amended(MOVED), amended(other))) == {
        ("activities", "changed", "3.1-1", "end", date(2024, 11, 30), date(2024, 10, 31)),
        ("amendments", "changed", "3.1-1", "end", date(2024, 11, 30), date(2024, 10, 31)),
    }
