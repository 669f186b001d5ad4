"""A consolidation of any size, as a merge gives it when every department has answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from benchmarks.example_plan import FRAME, SETTINGS, example_plan, words
from benchmarks.sizes import Size
from kexcel.merge.verdict import count_roles, date_state, propose_verdict
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import (
    ActivityResult,
    BudgetResult,
    Consolidation,
    DateState,
    GoalResult,
    MeasureResult,
    MergedAnswer,
    Source,
)
from kexcel.model.period import Period
from kexcel.model.plan import Activity, Department, Plan
from kexcel.model.returned import Return, ReturnState
from kexcel.settings import Settings, parse_settings

_ONE_IN_TEN = 10


def settings() -> Settings:
    """What kexcel.toml says."""
    return parse_settings(SETTINGS.encode())


def made_consolidation(size: Size) -> Consolidation:
    """Every activity answered, one in ten of those under way delayed."""
    plan, period = example_plan(size), settings().period("T1")
    chance = Random(size.departments)  # noqa: S311 - the same every time
    files = {each.key: _file(each) for each in plan.departments}
    activities = tuple(
        _activity(each, files[each.lead], 6 + place % size.activities, period, chance)
        for place, each in enumerate(plan.activities)
    )
    return Consolidation(
        plan=plan,
        period=period,
        departments=plan.departments,
        activities=activities,
        goals=_goals(plan, period, activities),
        measures=tuple(
            MeasureResult(each, _answers(files[each.department or ""], "Mått", 6, outcome=4.5))
            for each in plan.measures
        ),
        budget=tuple(_budget(plan, each, files[each.key]) for each in plan.departments),
        tables=(),
        returns=tuple(_return(each, files[each.key]) for each in plan.departments),
        missing=(),
        findings=(),
    )


def _file(department: Department) -> Source:
    sha256 = f"{int(department.key[3:]):064x}"
    return Source(
        f"T1 2024 {department.name}.xlsx", f"arkiv/inkommet/{sha256}.xlsx", "", "", sha256
    )


def _return(department: Department, file: Source) -> Return:
    return Return(
        file=file.file,
        sha256=file.sha256,
        state=ReturnState.ACCEPTED,
        department=department.key,
        period="T1",
        received="2024-05-10T12:00:00+00:00",
    )


def _answers(file: Source, sheet: str, line: int, **values: CellValue) -> dict[str, MergedAnswer]:
    return {
        key: MergedAnswer(value, str(value), replace(file, sheet=sheet, cell=f"{letter}{line}"))
        for letter, (key, value) in zip("HIJKLMN", values.items(), strict=False)
    }


def _activity(
    activity: Activity, file: Source, line: int, period: Period, chance: Random
) -> ActivityResult:
    state = date_state(activity, period)
    role, told = _told(activity, state, chance)
    return ActivityResult(activity, state, role, _answers(file, "Uppföljning", line, **told))


def _told(activity: Activity, state: DateState, chance: Random) -> tuple[str, dict[str, CellValue]]:
    if state is DateState.DUE:
        return "done", {"status": "Genomförd", "completed": activity.end}
    if state is DateState.NOT_DUE_TO_START:
        return "not_started", {"status": "Ej påbörjad"}
    if not chance.randrange(_ONE_IN_TEN):
        return "delayed", {
            "status": "Försenad",
            "new_end": date(2024, 12, 1),
            "comment": words(chance, 12),
            "action": words(chance, 9),
        }
    return "ongoing", {"status": "Pågående", "comment": words(chance, 10)}


def _goals(
    plan: Plan, period: Period, activities: tuple[ActivityResult, ...]
) -> tuple[GoalResult, ...]:
    below: defaultdict[str, list[ActivityResult]] = defaultdict(list)
    for each in activities:
        below[each.activity.goal].append(each)
        below[each.activity.goal.split(".")[0]].append(each)
    return tuple(
        GoalResult(
            goal, count_roles(below[goal.number]), propose_verdict(below[goal.number], period)
        )
        for goal in plan.goals
    )


def _budget(plan: Plan, department: Department, file: Source) -> BudgetResult:
    frame = plan.frame_of(department.key, FRAME) or Decimal(0)
    actual = round(frame / 3, 1)
    answers = _answers(file, "Budget", 6, actual=actual, forecast=frame)
    return BudgetResult(
        department.key, department.key, department.name, frame, actual, frame, Decimal(0), answers
    )
