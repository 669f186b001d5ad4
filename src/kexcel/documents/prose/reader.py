"""A plan document, read into a plan with all that is uncertain in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kexcel.documents.plan.layout import COST_POSITIVE, MEASURES_SHEET
from kexcel.documents.plan.measures import measure_identity
from kexcel.documents.prose.activities import ActivityMaker, Made
from kexcel.documents.prose.budgets import PrintedBudget, budget_of
from kexcel.documents.prose.checks import (
    check_departments,
    check_goals,
    check_year,
    goals_spoken_of,
    say_goals,
    say_unknown,
    valid_until,
)
from kexcel.documents.prose.coverage import Use
from kexcel.documents.prose.frames import Frames, frames_of
from kexcel.documents.prose.heads import HeadFinder, TableKind
from kexcel.documents.prose.imported import Imported
from kexcel.documents.prose.measures import PrintedMeasure, columns_left_out, measures_of
from kexcel.documents.prose.names import Register
from kexcel.documents.prose.outline import Outline, outline_of
from kexcel.documents.prose.owners import OwnerFinder
from kexcel.documents.prose.remarks import Remarks
from kexcel.documents.prose.request import Request
from kexcel.documents.prose.source import read_source
from kexcel.documents.prose.statements import find_statements
from kexcel.documents.prose.stream import Document
from kexcel.documents.prose.whole_heads import with_whole_heads
from kexcel.locale import mark, translator
from kexcel.model.plan import Direction, Goal, Measure, Plan
from kexcel.model.spot import Spot

REMARK = mark(
    "Lead and contributing departments are proposals read out of the text where the column Förslag "
    "says so."
)


def read_document(data: bytes, request: Request, *, file: str) -> Imported:
    """The plan that a document holds, with everything there is to say about it.

    ``file`` is the document's name. Nothing is dropped: what is no part of the plan is told by
    the coverage, and what was not understood is a finding too.

    Raises:
        UnreadableInputError: the document is none of text, PDF and Word, or holds no text.
    """
    heads = HeadFinder(request.profile)
    document = with_whole_heads(read_source(data, heads.may_be_head, file=file), heads)
    remarks = Remarks(file)
    outline = outline_of(document, request.profile, heads, request.year, remarks)
    return _Reading(document, outline, request, remarks).imported()


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Document
    outline: Outline
    request: Request
    remarks: Remarks

    def imported(self) -> Imported:
        request, outline = self.request, self.outline
        common = request.profile.departments.common
        register = Register(request.departments, tuple(request.owners), common)
        statements = find_statements(
            outline.sections, self.document.blocks, request.profile.statements, outline.uses
        )
        everyone: list[str] = []
        spoken = []
        for statement in statements:
            if statement.about == "departments":
                everyone += check_departments(statement, register, self.remarks)
            else:
                goals = goals_spoken_of(statement, outline)
                check_goals(statement, goals, self.remarks)
                spoken.append((statement, goals))
        self._take_owners(register)
        frames = self._frames(register)
        measures = tuple(self._measures(register))
        made = self._activities(register, everyone)
        plan = self._plan(register, frames, measures, made, dict(valid_until(spoken)))
        coverage = outline.uses.coverage()
        self._say(plan, register, frames)
        say_unknown(coverage, self.document.pictures, self.remarks)
        return Imported(
            plan=plan,
            kind=self.document.kind,
            signs=frames.signs,
            proposals={each.activity.number: each.proposal for each in made if each.proposal},
            findings=self.remarks.findings,
            coverage=coverage,
            new_departments=register.new,
            statements=len(statements),
        )

    def _take_owners(self, register: Register) -> None:
        """The owners that are printed are departments, where nothing else says which there are."""
        if register.departments or self.request.owners:
            return
        for draft in self.outline.drafts:
            for owner in re.split(r"[;,/\n]", draft.draft.text("owner")):
                if owner.strip():
                    register.add(owner.strip())

    def _frames(self, register: Register) -> Frames:
        rules = self.request.profile.budget
        budgets: list[PrintedBudget] = []
        for _section, table in self.outline.tables(TableKind.BUDGET):
            budget = budget_of(table, rules, self.outline.uses) if rules else None
            if budget:
                budgets.append(budget)
        return frames_of(budgets, register, self.request.signs, self.remarks)

    def _measures(self, register: Register) -> Iterator[Measure]:
        taken: Counter[str] = Counter()
        for section, table in self.outline.tables(TableKind.MEASURES):
            goal = self.outline.goal_before(section)
            if not goal:
                self.outline.uses.say(Use.UNKNOWN, *(piece.index for piece in table.pieces))
                continue
            for column in columns_left_out(table):
                self.remarks.add("column-not-read", table.pieces[0].block.spot, column.label)
            for printed in measures_of(table, self.request.profile, self.outline.uses):
                department = self._measured(printed, register)
                identity = measure_identity(goal, department)
                taken[identity] += 1
                yield self._measure(
                    measure_identity(goal, department, taken[identity]), goal, department, printed
                )

    def _measured(self, printed: PrintedMeasure, register: Register) -> str | None:
        """The department that a measure is of; None for the whole body, or some other group."""
        is_whole = printed.scope.casefold() == self.request.body.casefold()
        key = None if is_whole or not printed.scope else register.find(printed.scope)
        return register.add(printed.scope) if key else None

    def _measure(
        self, identity: str, goal: str, department: str | None, printed: PrintedMeasure
    ) -> Measure:
        direction, words = self._direction(goal)
        if words:
            self.remarks.add(
                "interpreted",
                printed.spot,
                words,
                sheet=MEASURES_SHEET.name,
                row=identity,
                column="direction",
                meaning=str(direction),
            )
        return Measure(
            identity,
            printed.name,
            goal,
            printed.unit,
            direction,
            department,
            printed.target,
            printed.outcome,
            printed.as_of,
        )

    def _direction(self, number: str) -> tuple[Direction, str]:
        """Which way the goal's own words say that its measures should move."""
        rules = self.request.profile.measures
        text = next(goal.text for goal in self.outline.goals.goals if goal.number == number)
        if rules:
            for direction, phrases in ((Direction.DOWN, rules.down), (Direction.UP, rules.up)):
                for phrase in phrases:
                    if phrase.casefold() in text.casefold():
                        return direction, phrase
        return Direction.UNSTATED, ""

    def _activities(self, register: Register, everyone: Sequence[str]) -> tuple[Made, ...]:
        drafts = self.outline.drafts
        register.add_named_in_settings()
        profile = self.request.profile
        everyone = everyone or [department.key for department in register.departments]
        owners = OwnerFinder(register, self._words(register), profile.owners, everyone)
        maker = ActivityMaker(
            profile, owners, register.departments, self.request.year, self.remarks
        )
        return tuple(maker.make(drafts))

    def _words(self, register: Register) -> dict[str, Sequence[str]]:
        """What tells for each department: kexcel.toml's words of it, else the profile's."""
        words: defaultdict[str, list[str]] = defaultdict(list)
        for name, each in self.request.profile.owners.words.items():
            key = register.named_with(name)
            if key:
                words[key] += each
        return {**words, **self.request.owners}

    def _plan(
        self,
        register: Register,
        frames: Frames,
        measures: tuple[Measure, ...],
        made: Sequence[Made],
        until: Mapping[str, date],
    ) -> Plan:
        request = self.request
        goals = tuple(
            Goal(goal.number, goal.level, goal.text, goal.parent, until.get(goal.number))
            for goal in self.outline.goals.goals
        )
        return Plan(
            organisation=request.organisation,
            body=request.body,
            year=request.year,
            unit=frames.unit or request.unit,
            sign=COST_POSITIVE,
            decision="",
            departments=register.departments,
            goals=goals,
            activities=tuple(each.activity for each in made),
            measures=measures,
            frames=frames.lines,
            frame_columns=frames.columns,
            remark=translator("sv")(REMARK) if any(each.proposal for each in made) else "",
        )

    def _say(self, plan: Plan, register: Register, frames: Frames) -> None:
        if not plan.activities:
            self.remarks.add("no-activities-found", None)
        say_goals(self.outline.goals.goals, self.remarks)
        check_year(plan.activities, plan.year, self.remarks)
        for department in register.new if plan.activities else ():
            self.remarks.add("department-proposed", None, department.name)
        if frames.lines and not frames.unit:
            self.remarks.add("unit-not-printed", self._budget_spot(), unit=self.request.unit)

    def _budget_spot(self) -> Spot | None:
        for _section, table in self.outline.tables(TableKind.BUDGET):
            if table.pieces:
                return table.pieces[0].block.spot
        return None
