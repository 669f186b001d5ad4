"""Rounds of distribution whose forms were made before a move that changes what they ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kexcel.documents.plan.cell_words import alike
from kexcel.documents.plan.layout import PLAN_FILE
from kexcel.documents.plan.reorganisations import REORGANISATIONS_SHEET
from kexcel.findings import finding
from kexcel.merge.files import Files
from kexcel.merge.rehoming import rehome_all
from kexcel.model.finding import Finding, Place
from kexcel.model.period import Period
from kexcel.model.plan import Plan, Reorganisation
from kexcel.model.returned import Return
from kexcel.money.distribution import DISTRIBUTION
from kexcel.timeline.frames import version_rests_on
from kexcel.timeline.holders import holder_of_rest
from kexcel.workspace.budgeting import plan_of
from kexcel.workspace.intake import received_returns
from kexcel.workspace.issued.forms import FormHead, IssuedForms
from kexcel.workspace.issued.here import issued_forms

if TYPE_CHECKING:
    from kexcel.workspace.workspace import Workspace

_BETWEEN = ", "


def moves_in_rounds(workspace: Workspace, until: date = date.max) -> Iterator[Finding]:
    """What is distributed against a frame that a move has changed, by round and department.

    Looked at are the rounds that close by a day at latest.
    """
    for each in sorted(workspace.settings.periods, key=lambda period: period.closes):
        asks = DISTRIBUTION in each.sheets and each.closes <= until
        if asks and any(move.day <= each.closes for move in workspace.plan.reorganisations):
            yield from _Round(workspace, workspace.period(each.key)).findings()


@dataclass
class _Round:
    """A round of distribution, with the plan as it stood at its close."""

    workspace: Workspace
    period: Period

    def findings(self) -> Iterator[Finding]:
        for department in self.plan.departments:
            moves = tuple(self._moves_of(department.key))
            form = self._judged_by(department.key) if moves else None
            now = self.plan.frame_of(department.key, self.plan.frame_column)
            if form is None or form.frame is None or now is None or form.frame == now:
                continue
            base, version = self.workspace.settings.money.frame, form.frame_version
            unknown = [x for x in moves if not version_rests_on(self.plan, base, version, x)]
            if unknown:
                yield self._finding(department.key, unknown, (form.frame, now))

    @cached_property
    def plan(self) -> Plan:
        """With what each move moved, and the frames that hold at the close."""
        return plan_of(self.workspace, self.period)

    @cached_property
    def forms(self) -> IssuedForms:
        """Every form that went out, of other periods too."""
        return issued_forms(self.workspace)

    @cached_property
    def _returns(self) -> tuple[Return, ...]:
        """What came in, under who answers for it at the close."""
        if not self.workspace.archive.received(self.period.key):
            return ()
        returns = received_returns(self.workspace, self.period)
        return rehome_all(returns, self.forms, self.plan)

    def _moves_of(self, department: str) -> Iterator[Reorganisation]:
        """The moves of money from or to a department, or one whose rest it has."""
        for move in self.plan.reorganisations:
            held = {
                holder_of_rest(x, self.plan.reorganisations) for x in (move.source, move.target)
            }
            if move.moved and department in held:
                yield move

    def _judged_by(self, department: str) -> FormHead | None:
        """The form whose frame a department's table is held against; None where it has none.

        The newest of those that something came back on, as the merge has it; before anything has
        come, the one that is out.
        """
        own = [each for each in self._returns if each.department == department]
        files = Files(own, self.forms, self.workspace.template)
        having = [each for each in files.usable if DISTRIBUTION in each.rows]
        codes = [each.code for each in files.forms_of(having)]
        sent = self.workspace.archive.issued(self.period.key)
        codes += [each.form for each in reversed(sent) if each.department == department]
        there = (self.forms.head(code) for code in codes if code in self.forms)
        return next(there, None)

    def _finding(
        self, department: str, moves: Iterable[Reorganisation], frames: tuple[Decimal, Decimal]
    ) -> Finding:
        cells = [each.cell for each in moves if each.cell]
        issued, now = alike(*frames)
        return finding(
            "distribution-before-move",
            Place(
                file=PLAN_FILE,
                department=department,
                sheet=REORGANISATIONS_SHEET.name,
                cell=next(iter(cells), None),
            ),
            value=self.plan.department(department).name,
            period=self.period.key,
            cells=_BETWEEN.join(cells),
            issued=issued,
            now=now,
        )
