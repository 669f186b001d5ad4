"""The adopted plan: goals, activities, measures and frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

Item = TypeVar("Item")


class GoalLevel(StrEnum):
    """Who adopted a goal: the council (KF) or the committee (KS)."""

    COUNCIL = "KF"
    COMMITTEE = "KS"


class Perspective(StrEnum):
    """The two ways the same money is divided; the words are those of plan.xlsx."""

    CITIZEN = "Medborgare"
    DEPARTMENT = "Avdelning"


class Direction(StrEnum):
    """Which way a measure should move; the words are those of plan.xlsx."""

    DOWN = "minska"
    UP = "öka"
    UNSTATED = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A department that answers for activities and a frame.

    ``codes`` are the responsibility codes (ansvarskoder) that are its own: single ones, and ranges
    as "1200-1299".
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    head: str = ""
    email: str = ""
    units: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A council goal, or a committee goal under a council goal."""

    number: str
    level: GoalLevel
    text: str
    parent: str | None = None
    valid_until: date | None = None


class AmendmentKind(StrEnum):
    """What a decision during the year does to an activity; the words are those of plan.xlsx."""

    ADDED = "Ny"
    CHANGED = "Ändrad"
    CANCELLED = "Upphävd"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A decision during the year that adds, changes or cancels one activity from a day on.

    ``decision`` is its paragraph. What a change leaves as it stood is None; a cancellation says
    nothing of the activity but its number. ``cell`` is where its row begins in plan.xlsx.
    """

    kind: AmendmentKind
    number: str
    decided: date
    decision: str
    goal: str | None = None
    title: str | None = None
    description: str | None = None
    start: date | None = None
    end: date | None = None
    lead: str | None = None
    contributing: tuple[str, ...] | None = None
    comment: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What goes from one department to another on a day: all that is left, or a named part.

    ``activities`` are numbers, ``measures`` identities, ``codes`` responsibility codes (single ones
    and ranges), and ``frame`` is the part of the year's frame that follows: net cost, cost
    positive, in the plan's unit. ``moved`` is what followed in all, where that has been worked out.
    ``cell`` is where its row begins in plan.xlsx.
    """

    source: str
    target: str
    day: date
    decision: str = ""
    activities: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    frame: Decimal | None = None
    comment: str = ""
    cell: str = ""
    moved: Decimal | None = None

    @property
    def takes_the_rest(self) -> bool:
        """Whether everything goes that no other row of the day names; the source then ends."""
        return not (self.activities or self.measures or self.codes or self.frame is not None)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something the committee decided will be done between two dates (both included).

    ``number`` is the goal's printed number with the place under it: "3.1.1-4". ``amendments`` are
    the decisions of the year that have made it what it is, in the order they were taken, and
    ``before`` is what it was before the last of them; None where that one added it.
    """

    number: str
    goal: str
    title: str
    description: str
    start: date
    end: date
    lead: str
    contributing: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    before: Activity | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Activity], tuple[object, ...]]:
        """Made anew from its parts: a dataclass's own way takes ten times as long."""
        return Activity, _parts_of(self)

    @property
    def is_added(self) -> bool:
        """Whether a decision of the year added it."""
        return bool(self.amendments) and self.amendments[0].kind is AmendmentKind.ADDED

    @property
    def cancelled_by(self) -> Amendment | None:
        """The decision that cancelled it, if the last one did."""
        last = self.amendments[-1] if self.amendments else None
        return last if last is not None and last.kind is AmendmentKind.CANCELLED else None

    def is_changed_after(self, day: date) -> bool:
        """Whether a decision taken after a day has made it something else than it was."""
        return any(each.decided > day for each in self.amendments)


_parts_of = attrgetter(*(each.name for each in fields(Activity)))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that shows how a goal fares, for the whole body or one department.

    ``department`` is None for the whole body. ``outcome`` was read on ``as_of``;
    both it and ``target`` are in ``unit``.
    """

    identity: str
    name: str
    goal: str
    unit: str
    direction: Direction
    department: str | None
    target: Decimal | None = None
    outcome: Decimal | None = None
    as_of: date | None = None


PrintedSigns = Mapping[tuple[Perspective, str], str]
"""Printed column of a perspective's table → the sign of a net cost in it, "+" or "-"."""


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One printed line of a budget table, its amounts as net cost with cost positive.

    ``amounts`` maps a printed column ("Budget 2024") to an amount in the plan's unit, with the
    decimals it was printed with, and a version's name to the line's amount in it.
    ``cells`` maps the printed columns to the cell each was read from, and ``version_cell`` is where
    ``version`` stands.
    """

    perspective: Perspective
    name: str
    department: str | None
    amounts: Mapping[str, Decimal]
    version: str = ""
    is_total: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)
    version_cell: str = ""


class FrameKind(StrEnum):
    """What kind of decision a version of the frames is; the words are those of plan.xlsx."""

    PROPOSED = "Förslag"
    DECIDED = "Beslut"
    REVISED = "Revidering"
    TRANSFER = "Överföring"


@dataclass(frozen=True, slots=True)
class FrameChange:
    """What a version says of one line: its new net cost, or what is added to it.

    One of ``amount`` and ``change`` is given; both are net cost, cost positive, in the plan's unit.
    ``responsibility`` is the code within the department that a ``change`` is about, or "" for the
    whole line. ``cell`` is where the figure stands in plan.xlsx.
    """

    perspective: Perspective
    name: str
    department: str | None
    amount: Decimal | None = None
    change: Decimal | None = None
    responsibility: str = ""
    comment: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class FrameVersion:
    """A decision on frames: when and by which paragraph, and what it changes.

    ``decided`` is None where the document gives no day. A version without changes confirms what
    stood before it. ``cell`` is where its name first stands in plan.xlsx, and ``reorganises`` says
    that it stands on no row of its own there: it is what a reorganisation moves.
    """

    name: str
    kind: FrameKind
    decided: date | None = None
    decision: str = ""
    note: str = ""
    changes: tuple[FrameChange, ...] = ()
    cell: str = ""
    reorganises: bool = False


def undistributed(department: str) -> str:
    """What the row of a department's frame that no unit has is known by: "stab/".

    Never by the department's own key: that is the whole department's row.
    """
    return f"{department}/"


@dataclass(frozen=True, slots=True)
class UnitFrame:
    """A unit's part of its department's frame, as distributed: net cost, cost positive.

    ``responsibility`` is the code (ansvarskod) that the accounting system knows it by.
    ``activities`` are the activity codes (verksamhet) that the frame was distributed on, each with
    its part, as far as they were given. ``origin`` is the department that distributed it, where a
    reorganisation has moved it since.
    """

    department: str
    unit: str
    responsibility: str
    frame: Decimal
    activities: tuple[tuple[str, Decimal], ...] = ()
    origin: str = field(default="", compare=False)

    @property
    def identity(self) -> str:
        """What the unit's row is known by in forms: "stab/1100"."""
        return f"{self.department}/{self.responsibility or self.unit}"


@dataclass(frozen=True)
class Plan:
    """The plan of one body for one year: as it was printed, or as it stood on a day.

    ``amendments`` and ``reorganisations`` are the decisions of the year, by day; as it stood on a
    day, those that had been taken. ``departments`` are then those that there were that day, and
    ``other_departments`` those of the year's other days. ``frame_columns`` are the printed columns
    of amounts. ``frame_versions`` are the decisions on frames in the order they were taken,
    ``frame_column`` the column that is in force in the period the plan is asked for, and ``units``
    the units' frames once they are distributed. ``printed_signs`` tells what sign a net cost had in
    each printed column, "+" or "-".
    """

    organisation: str
    body: str
    year: int
    unit: str
    sign: str
    decision: str
    departments: tuple[Department, ...] = ()
    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()
    measures: tuple[Measure, ...] = ()
    frames: tuple[FrameLine, ...] = ()
    frame_columns: tuple[str, ...] = ()
    remark: str = ""
    frame_versions: tuple[FrameVersion, ...] = ()
    frame_column: str = ""
    units: tuple[UnitFrame, ...] = ()
    printed_signs: PrintedSigns = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    reorganisations: tuple[Reorganisation, ...] = ()
    other_departments: tuple[Department, ...] = ()

    def department(self, key: str) -> Department:
        """The department with the key, on any day of the year; KeyError if there is none."""
        return self._departments[key]

    def goal(self, number: str) -> Goal:
        """The goal with the number; KeyError if there is none."""
        return self._goals[number]

    def council_goal_of(self, number: str) -> Goal:
        """The council goal above a goal, or the goal itself if it is one."""
        goal = self.goal(number)
        return goal if goal.parent is None else self.goal(goal.parent)

    def activities_of(self, department: str) -> tuple[Activity, ...]:
        """What a department leads or contributes to and is not cancelled, in the plan's order."""
        return tuple(self._activities.get(department, ()))

    def frame_of(self, department: str, column: str) -> Decimal | None:
        """A department's net cost in a printed column or a version; None if it has none."""
        line = self._frames.get(department)
        return line.amounts.get(column) if line else None

    # What is looked up for every row of every form is found once; where two have the same key,
    # the first one has it.

    @cached_property
    def cancelled(self) -> Mapping[str, Amendment]:
        """The number of each activity that is cancelled, with the decision."""
        return {x.number: x.cancelled_by for x in self.activities if x.cancelled_by is not None}

    @cached_property
    def _departments(self) -> Mapping[str, Department]:
        return _by_key((each.key, each) for each in (*self.departments, *self.other_departments))

    @cached_property
    def _goals(self) -> Mapping[str, Goal]:
        return _by_key((each.number, each) for each in self.goals)

    @cached_property
    def _activities(self) -> Mapping[str, list[Activity]]:
        theirs: dict[str, list[Activity]] = {}
        for activity in self.activities:
            if activity.cancelled_by is None:
                for key in dict.fromkeys((activity.lead, *activity.contributing)):
                    theirs.setdefault(key, []).append(activity)
        return theirs

    @cached_property
    def _frames(self) -> Mapping[str, FrameLine]:
        lines = (line for line in self.frames if line.perspective is Perspective.DEPARTMENT)
        return _by_key((line.department, line) for line in lines if line.department is not None)


def _by_key(items: Iterable[tuple[str, Item]]) -> Mapping[str, Item]:
    found: dict[str, Item] = {}
    for key, item in items:
        found.setdefault(key, item)
    return found
