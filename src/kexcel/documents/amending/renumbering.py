"""A document's goals and activities under the numbers that they have in the plan already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kexcel.documents.amending.decided import DecidedRow
from kexcel.documents.amending.likeness import Known, likeness, matched
from kexcel.documents.amending.standing import StandingSheet
from kexcel.documents.plan.layout import ACTIVITIES_SHEET, GOALS_SHEET
from kexcel.documents.prose.imported import Imported
from kexcel.model.finding import Finding
from kexcel.model.plan import Activity, Goal

_SAME_GOAL = 0.4
"""How alike two goals with the same number must be, to be one."""


def renumbered(
    imported: Imported, standing: Mapping[str, StandingSheet], decided: Sequence[DecidedRow]
) -> Imported:
    """The same plan with each goal and activity under the number of the one that it was.

    What is new gets a number that none has, in ``decided`` neither: an activity the next one under
    its goal. An activity is known again by what a decision has called it too.
    """
    goals = _goal_numbers(imported.plan.goals, standing[GOALS_SHEET.name])
    old = _known(standing[ACTIVITIES_SHEET.name], decided)
    activities = _activity_numbers(imported.plan.activities, goals, old)
    plan = imported.plan
    return replace(
        imported,
        plan=replace(
            plan,
            goals=tuple(
                replace(goal, number=goals[goal.number], parent=goals.get(goal.parent or ""))
                for goal in plan.goals
            ),
            activities=tuple(
                replace(each, number=activities[each.number], goal=goals[each.goal])
                for each in plan.activities
            ),
            measures=tuple(replace(each, goal=goals[each.goal]) for each in plan.measures),
        ),
        proposals={activities[number]: why for number, why in imported.proposals.items()},
        findings=tuple(_placed(each, goals, activities) for each in imported.findings),
    )


def _placed(finding: Finding, goals: Mapping[str, str], activities: Mapping[str, str]) -> Finding:
    numbers = {GOALS_SHEET.name: goals, ACTIVITIES_SHEET.name: activities}
    known = numbers.get(finding.place.sheet or "", {})
    row = known.get(finding.place.row or "", finding.place.row)
    return replace(finding, place=replace(finding.place, row=row))


def _goal_numbers(goals: Sequence[Goal], sheet: StandingSheet) -> dict[str, str]:
    """A goal's number in the document → its number in the plan."""
    standing = {row.text("number"): row.text("text") for row in sheet.rows.values()}
    numbers: dict[str, str] = {}
    for goal in goals:
        if likeness(standing.get(goal.number, ""), goal.text) >= _SAME_GOAL:
            numbers[goal.number] = goal.number
    for goal in goals:
        if goal.number not in numbers:
            taken = {*numbers.values()}
            same = (n for n, text in standing.items() if likeness(text, goal.text) == 1)
            found = next((number for number in same if number not in taken), None)
            numbers[goal.number] = found or _free(goal.number, {*taken, *standing})
    return numbers


def _known(sheet: StandingSheet, decided: Sequence[DecidedRow]) -> list[Known]:
    """The activities that stand, each also as decisions have it."""
    old = [
        Known(row.text("number"), row.text("goal"), row.text("title"))
        for row in sheet.rows.values()
    ]
    titles = {each.number: each for each in reversed(old)}
    for row in decided:
        stood = titles.get(row.number, Known(row.number, "", ""))
        goal, title = row.text("goal") or stood.goal, row.text("title") or stood.title
        old.append(Known(row.number, goal, title))
    return old


def _activity_numbers(
    activities: Sequence[Activity], goals: Mapping[str, str], old: Sequence[Known]
) -> dict[str, str]:
    """An activity's number in the document → its number in the plan."""
    new = [Known(each.number, goals[each.goal], each.title) for each in activities]
    numbers = matched(old, new)
    taken = {each.number for each in old}
    for each in activities:
        if each.number not in numbers:
            goal = goals[each.goal]
            own = each.number.replace(each.goal, goal, 1) if each.goal != goal else each.number
            number = own if own not in taken else _next(goal, taken)
            numbers[each.number] = number
            taken.add(number)
    return numbers


def _next(goal: str, taken: set[str]) -> str:
    place = 1
    while (number := f"{goal}-{place}") in taken:
        place += 1
    return number


def _free(number: str, taken: set[str]) -> str:
    place, free = 1, number
    while free in taken:
        place += 1
        free = f"{number}/{place}"
    return free
