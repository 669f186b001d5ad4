"""Plans that differ, and what it takes to make one of them the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kexcel.compare import Change, ChangeKind, ComparedKind, Comparison, Side, compare
from kexcel.compare.plans import plan_groups
from kexcel.documents.plan.reader import read_plan
from kexcel.documents.plan.writer import write_plan
from kexcel.model.plan import Activity, FrameLine, Goal, Plan
from tests.builders import plan

SIDE = Side("plan.xlsx", "")

Edit = Callable[[Plan], Plan]


def compared(before: Plan, after: Plan) -> Comparison:
    """What is different between two plans."""
    return compare(ComparedKind.PLAN, (SIDE, plan_groups(before)), (SIDE, plan_groups(after)))


def told(comparison: Comparison) -> set[tuple[str, str, str, str, Any, Any]]:
    """Every change as coordinates: group, kind, number, column, before and after."""
    return {
        (group.key, each.kind.value, each.number, each.column, each.before, each.after)
        for group in comparison.groups
        for each in group.changes
    }


def read(content: Plan) -> Plan:
    """The plan as it is read from its workbook."""
    return read_plan(write_plan(content))[0]


def activity(number: str, /, **changes: Any) -> Edit:
    """Change an activity of the plan."""

    def edit(content: Plan) -> Plan:
        edited = (replace(a, **changes) if a.number == number else a for a in content.activities)
        return replace(content, activities=tuple(edited))

    return edit


def goal(number: str, /, **changes: Any) -> Edit:
    """Change a goal of the plan."""

    def edit(content: Plan) -> Plan:
        edited = (replace(g, **changes) if g.number == number else g for g in content.goals)
        return replace(content, goals=tuple(edited))

    return edit


def frame(department: str, amount: str) -> Edit:
    """Change a department's frame."""

    def edit(content: Plan) -> Plan:
        lines = (
            replace(line, amounts={**line.amounts, "Budget 2024": Decimal(amount)})
            if line.department == department
            else line
            for line in content.frames
        )
        return replace(content, frames=tuple(lines))

    return edit


def without(number: str) -> Edit:
    """Leave an activity out of the plan."""

    def edit(content: Plan) -> Plan:
        kept = tuple(each for each in content.activities if each.number != number)
        return replace(content, activities=kept)

    return edit


def with_activity(new: Activity) -> Edit:
    """Add an activity to the plan."""
    return lambda content: replace(content, activities=(*content.activities, new))


def turned_round(content: Plan) -> Plan:
    """The same plan with its rows in another order."""
    return replace(
        content,
        activities=content.activities[::-1],
        goals=content.goals[::-1],
        departments=content.departments[::-1],
        measures=content.measures[::-1],
        frames=content.frames[::-1],
    )


_NEW = Activity("4-9", "4", "Ny rutin", "", date(2024, 3, 1), date(2024, 5, 1), "ekonomi")
_EDITS: Sequence[Edit] = (
    activity("3.1-1", end=date(2024, 11, 30)),
    activity("3.1-1", lead="ekonomi", contributing=()),
    activity("3.1-2", title="Översyn av hela arkivet"),
    activity("3.1-2", number="3.1-7"),
    activity("3.1-3", description=""),
    activity("4-1", contributing=()),
    activity("4-1", number="3.1-9", goal="3.1"),
    without("3.1-3"),
    without("4-1"),
    with_activity(_NEW),
    goal("3.1", text="Tryggare medarbetare"),
    goal("4", valid_until=date(2026, 12, 31)),
    frame("stab", "51.4"),
    frame("ekonomi", "-9"),
    turned_round,
    lambda content: replace(content, decision="KF 2023-11-27 § 1"),
    lambda content: replace(content, measures=content.measures[:1]),
    lambda content: replace(content, departments=(replace(content.departments[0], head="Ny"),
                                                  *content.departments[1:])),
    lambda content: replace(content, frames=content.frames[:1]),
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """The small plan after some decisions."""
    content = plan()
    for edit in draw(st.lists(st.sampled_from(_EDITS), max_size=6)):
        content = edit(content)
    once = {each.number: each for each in content.activities}
    return replace(content, activities=tuple(once.values()))


def applied(change: Change, group: str, before: Plan, after: Plan) -> Plan:
    """The plan before with one listed change made in it, as a person would who reads the list."""
    if group == "plan":
        return replace(before, **{change.column: getattr(after, change.column)})
    if group == "frames":
        return replace(before, frames=_frames(change, before, after))
    attribute, key = {
        "activities": ("activities", "number"),
        "goals": ("goals", "number"),
        "departments": ("departments", "key"),
        "measures": ("measures", "name"),
    }[group]
    ours, theirs = getattr(before, attribute), getattr(after, attribute)
    entries = _entries(change, list(ours), list(theirs), key)
    changed: dict[str, Any] = {attribute: tuple(entries)}
    return replace(before, **changed)


def _entries(change: Change, ours: list[Any], theirs: list[Any], key: str) -> list[Any]:
    told_by = change.title if key == "name" else change.number
    if change.kind is ChangeKind.REMOVED:
        return [each for each in ours if getattr(each, key) != told_by]
    new = next(each for each in theirs if getattr(each, key) == told_by)
    if change.kind is ChangeKind.ADDED:
        return [*ours, new]
    value = getattr(new, change.column)
    if change.column == key:
        return [replace(e, **{key: value}) if _title(e) == _title(new) else e for e in ours]
    is_same = {id(e) for e in ours if getattr(e, key) == told_by or _title(e) == _title(new)}
    return [replace(e, **{change.column: value}) if id(e) in is_same else e for e in ours]


def _title(entry: Any) -> str:
    if isinstance(entry, Goal):
        return entry.text
    return str(getattr(entry, "title", None) or getattr(entry, "name", ""))


def _frames(change: Change, before: Plan, after: Plan) -> tuple[FrameLine, ...]:
    if change.kind is ChangeKind.REMOVED:
        return tuple(line for line in before.frames if line.name != change.title)
    new = next(line for line in after.frames if line.name == change.title)
    if change.kind is ChangeKind.ADDED:
        return (*before.frames, new)
    return tuple(new if line.name == change.title else line for line in before.frames)
