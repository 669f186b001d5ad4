"""The goals of a document: its headings, or the words of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kexcel.documents.prose.profile import HeadingLevel
from kexcel.documents.prose.sections import Section
from kexcel.model.plan import GoalLevel
from kexcel.model.spot import Spot

_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)*|[A-ZÅÄÖ]\d*(?:\.\d+)*)[.:]?\s+(?P<text>.+)")


@dataclass
class FoundGoal:
    """A goal as found. ``is_numbered_here`` tells a number that the document does not print."""

    number: str
    level: GoalLevel
    text: str
    parent: str | None
    spot: Spot
    section: Section | None = None
    is_numbered_here: bool = False
    is_unsure: bool = False


@dataclass
class GoalList:
    """The goals found so far, and which goal each section is of."""

    goals: list[FoundGoal] = field(default_factory=list)
    by_section: dict[int, str] = field(default_factory=dict)

    def goal_of(self, section: Section) -> str:
        """The number of the goal that a section is of; "" where it is of none."""
        return self.by_section.get(id(section), "")

    def add_from_cell(self, text: str, parent: str | None, spot: Spot) -> str:
        """The number of the goal that a cell names, which is added the first time."""
        found = _NUMBERED.fullmatch(text)
        words = found["text"] if found else text
        for goal in self.goals:
            if goal.text == words and goal.parent == parent:
                return goal.number
        level = GoalLevel.COMMITTEE if parent else GoalLevel.COUNCIL
        number = found["number"] if found else self._next(parent)
        taken = {goal.number for goal in self.goals}
        is_taken = number in taken
        if is_taken:
            number = self._next(parent)
        self.goals.append(
            FoundGoal(number, level, words, parent, spot, is_numbered_here=is_taken or not found)
        )
        return number

    def _next(self, parent: str | None) -> str:
        taken = {goal.number for goal in self.goals}
        place = 1
        while (number := f"{parent}.{place}" if parent else str(place)) in taken:
            place += 1
        return number


def goals_in(
    sections: Sequence[Section], filled: frozenset[int], spots: Sequence[Spot]
) -> GoalList:
    """The goals that headings give. ``filled`` are the sections (by id) that hold activities.

    A heading is a goal where its chapter holds any activity; in other chapters it is a heading
    and no more. A chapter with activities right beneath it is a goal itself.
    """
    found = GoalList()
    for chapter in _chapters(sections):
        if not any(id(section) in filled for section in chapter):
            continue
        council: str | None = None
        for section in chapter:
            heading = section.heading
            if heading is None:
                continue
            if heading.level is HeadingLevel.CHAPTER and id(section) not in filled:
                continue
            parent = council if heading.level is HeadingLevel.COMMITTEE else None
            goal = FoundGoal(
                heading.number,
                GoalLevel.COMMITTEE if parent else GoalLevel.COUNCIL,
                heading.text,
                parent,
                spots[heading.first],
                section,
                is_unsure=heading.is_unsure,
            )
            _number(goal, found)
            if parent is None:
                council = goal.number
            found.goals.append(goal)
            found.by_section[id(section)] = goal.number
    return found


def _chapters(sections: Sequence[Section]) -> list[list[Section]]:
    chapters: list[list[Section]] = [[]]
    for section in sections:
        if section.heading and section.heading.level is HeadingLevel.CHAPTER:
            chapters.append([])
        chapters[-1].append(section)
    return chapters


def _number(goal: FoundGoal, found: GoalList) -> None:
    """Give a goal a number of its own where it prints none, or one that another has."""
    taken = Counter(each.number for each in found.goals)
    printed = goal.number
    if printed and not taken[printed]:
        return
    goal.is_numbered_here = True
    joined = f"{goal.parent}.{printed}" if goal.parent and printed else ""
    if joined and not taken[joined]:
        goal.number = joined
        return
    place = 1
    while taken[number := f"{goal.parent}.{place}" if goal.parent else str(place)]:
        place += 1
    goal.number = number
