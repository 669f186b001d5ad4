"""What a document says of itself, held against what was read, and what is odd about the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from kexcel.documents.plan.layout import GOALS_SHEET
from kexcel.documents.prose.coverage import Coverage, Use
from kexcel.documents.prose.goals import FoundGoal
from kexcel.documents.prose.names import Register
from kexcel.documents.prose.outline import Outline
from kexcel.documents.prose.profile import HeadingLevel
from kexcel.documents.prose.remarks import Remarks
from kexcel.documents.prose.statements import Statement, names_missing, split_names
from kexcel.model.plan import Activity
from kexcel.model.spot import Spot


def goals_spoken_of(statement: Statement, outline: Outline) -> list[FoundGoal]:
    """The goals that a sentence is about: those beneath its own, or those of its chapter."""
    number = outline.goals.goal_of(statement.section)
    if number:
        return [goal for goal in outline.goals.goals if goal.parent == number]
    inside = False
    found = []
    for section in outline.sections:
        if section is statement.section:
            inside = True
        elif inside and section.heading and section.heading.level is HeadingLevel.CHAPTER:
            break
        elif inside:
            found += [
                goal
                for goal in outline.goals.goals
                if goal.section is section and goal.parent is None
            ]
    return found


def check_goals(statement: Statement, goals: Sequence[FoundGoal], remarks: Remarks) -> None:
    """Say where a sentence gives another number of goals, or other names, than the headings."""
    _check_count(statement, len(goals), remarks)
    if not statement.names:
        return
    missing, left = names_missing(statement.names, [goal.text for goal in goals])
    for text in missing:
        goal = next(goal for goal in goals if goal.text == text)
        remarks.add(
            "name-stated-differs",
            goal.spot,
            text,
            sheet=GOALS_SHEET.name,
            row=goal.number,
            column="text",
            stated=left,
        )
    if left and not missing:
        remarks.add("name-stated-differs", statement.spot, left, stated=statement.names)


def check_departments(statement: Statement, register: Register, remarks: Remarks) -> list[str]:
    """Take the departments that a sentence names; their keys, in order."""
    names = split_names(statement.names)
    _check_count(statement, len(names), remarks)
    return [register.add(name) for name in names]


def _check_count(statement: Statement, found: int, remarks: Remarks) -> None:
    if statement.count is not None and statement.count != found:
        stated = str(statement.count)
        remarks.add(
            "count-stated-differs", statement.spot, statement.text, stated=stated, found=str(found)
        )


def check_year(activities: Sequence[Activity], year: int, remarks: Remarks) -> None:
    """Say if most activities end in another year than the plan's."""
    years = Counter(activity.end.year for activity in activities)
    if years and years.most_common(1)[0][0] != year:
        remarks.add("year-differs", None, str(years.most_common(1)[0][0]), expected=str(year))


def say_goals(goals: Sequence[FoundGoal], remarks: Remarks) -> None:
    """Say which goals have numbers of kexcel's own, and which may go on in the next line."""
    for goal in goals:
        place = {"sheet": GOALS_SHEET.name, "row": goal.number}
        if goal.is_numbered_here:
            remarks.add("number-assigned", goal.spot, goal.number, column="number", **place)
        if goal.is_unsure:
            remarks.add("heading-unsure", goal.spot, goal.text, column="text", **place)


def say_unknown(coverage: Coverage, pictures: Sequence[int], remarks: Remarks) -> None:
    """Say every passage that was not understood, and every page that is only a picture."""
    for passage in coverage.of(Use.UNKNOWN):
        remarks.add("text-not-understood", passage.first, passage.text)
    for page in pictures:
        remarks.add("page-without-text", Spot(page=page))


def valid_until(
    statements: Sequence[tuple[Statement, Sequence[FoundGoal]]],
) -> Iterator[tuple[str, date]]:
    """The last day of the year that sentences say goals hold for, by the goals' numbers."""
    for statement, goals in statements:
        if statement.year:
            for goal in goals:
                yield goal.number, date(statement.year, 12, 31)
