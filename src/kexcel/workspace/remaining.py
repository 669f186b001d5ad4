"""What is left of a department's answers when all its returns are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kexcel.model.consolidation import BudgetResult, Consolidation, MergedAnswer
from kexcel.model.finding import Finding, Severity
from kexcel.model.period import FOLLOWUP
from kexcel.model.remaining import LeftRow, Remaining
from kexcel.model.returned import Return
from kexcel.money.frame_rows import row_name
from kexcel.template.schema import Template
from kexcel.timeline.holders import holder_of_rest

_MEASURES, _BUDGET = "measures", "budget"
_STATUS, _OUTCOME = ("status",), ("outcome",)
_FIGURES = ("actual", "forecast")
_DISTRIBUTION, _ATTEST = "distribution", "attest"
_TABLES = (_DISTRIBUTION, _ATTEST)
"""The free tables that every department must put something in; its own activities are its own."""

_NOT_THE_DEPARTMENTS = {"conflicting-answers", "row-unknown"}
"""Errors that only the coordinator can settle: by a decision, or in the plan."""


def remaining(
    whole: Consolidation, department: str, template: Template, language: str
) -> Remaining:
    """What a department has answered and what is left, in the plan as it stands."""
    open_conflicts = [c for c in whole.conflicts if c.department == department and not c.chosen]
    undecided = {(each.sheet, each.row) for each in open_conflicts}
    rows = tuple(_Asked(whole, department, template, language).rows())
    findings = standing_findings(whole, department)
    return Remaining(
        asked=len(rows),
        answered=sum(row.is_answered for row in rows),
        left=tuple(
            row.left for row in rows if not row.is_answered and row.identity not in undecided
        ),
        findings=findings,
        faults=tuple(
            each
            for each in findings
            if each.severity is Severity.ERROR and each.code not in _NOT_THE_DEPARTMENTS
        ),
        conflicts=len(open_conflicts),
        is_signed_off=not any(each.code == "not-signed-off" for each in findings),
    )


def standing_findings(whole: Consolidation, department: str) -> tuple[Finding, ...]:
    """What still stands of a department's returns; files that were no return are not counted."""
    unusable = {f for each in whole.returns if not each.is_usable for f in each.findings}
    return tuple(
        each
        for each in whole.findings
        if each.place.department == department and each not in unusable
    )


def usable_returns(whole: Consolidation, department: str) -> tuple[Return, ...]:
    """A department's returns that count, in the order they came.

    Those of a department whose rest it has taken over are among them.
    """
    moves = whole.plan.reorganisations
    return tuple(
        each
        for each in whole.returns
        if each.is_usable and holder_of_rest(each.department or "", moves) == department
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that must be filled in. ``identity`` is its sheet's key and its own identity."""

    identity: tuple[str, str]
    left: LeftRow
    is_answered: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rows that one department must fill in."""

    whole: Consolidation
    department: str
    template: Template
    language: str

    def rows(self) -> Iterator[_Row]:
        """The rows, sheet by sheet in the template's order."""
        for sheet in self.template.sheets:
            if sheet.key in self.whole.period.sheets:
                yield from self._of(sheet.key)

    def _of(self, sheet: str) -> Iterator[_Row]:
        if sheet == FOLLOWUP:
            yield from self._activities()
        elif sheet == _MEASURES:
            yield from self._measures()
        elif sheet == _BUDGET:
            yield from self._budget()
        elif sheet in _TABLES:
            yield from self._table(sheet)

    def _activities(self) -> Iterator[_Row]:
        for each in self.whole.asked:
            activity = each.activity
            if activity.lead == self.department:
                yield self._row(
                    FOLLOWUP,
                    activity.number,
                    _STATUS,
                    each.answers,
                    number=activity.number,
                    title=activity.title,
                )

    def _measures(self) -> Iterator[_Row]:
        for each in self.whole.measures:
            measure = each.measure
            if measure.department == self.department:
                yield self._row(
                    _MEASURES, measure.identity, _OUTCOME, each.answers, title=measure.name
                )

    def _budget(self) -> Iterator[_Row]:
        """The rows of the frame. A row that only has something booked on it asks for nothing."""
        for line in self.whole.budget:
            if line.department == self.department and not (
                line.is_undistributed and not line.frame
            ):
                yield self._row(
                    _BUDGET,
                    line.identity,
                    _asked_of(line),
                    line.answers,
                    number=line.responsibility,
                    title=row_name(line, self.language),
                )

    def _table(self, sheet: str) -> Iterator[_Row]:
        """A free table counts as one row, that is answered when anything is written in it."""
        lines = {line.department for line in self.whole.budget}
        if sheet == _DISTRIBUTION and self.department not in lines:
            return
        is_answered = self._has_rows(sheet) or (sheet == _ATTEST and self._is_covered_by_others())
        yield _Row((sheet, ""), LeftRow(sheet, self._name(sheet), "", ""), is_answered)

    def _has_rows(self, sheet: str) -> bool:
        place = (sheet, self.department)
        return any((row.sheet, row.department) == place for row in self.whole.tables)

    def _is_covered_by_others(self) -> bool:
        """Whether other departments approve all that the department has distributed."""
        found = standing_findings(self.whole, self.department)
        is_uncovered = any(each.code == "responsibility-uncovered" for each in found)
        return self._has_rows(_DISTRIBUTION) and not is_uncovered

    def _row(
        self,
        sheet: str,
        identity: str,
        keys: tuple[str, ...],
        answers: Mapping[str, MergedAnswer],
        *,
        number: str = "",
        title: str = "",
    ) -> _Row:
        found = [answers.get(key) for key in self._asked_for(sheet, keys)]
        left = LeftRow(sheet, self._name(sheet), number, title, is_blank=not _is_written(found))
        return _Row((sheet, identity), left, all(_is_sound(each) for each in found))

    def _asked_for(self, sheet: str, keys: tuple[str, ...]) -> list[str]:
        """Those of the columns that the template has; a municipality may have left one out."""
        layout = self.template.sheet(sheet)
        inputs = {column.key for column in layout.inputs} if layout else set()
        return [key for key in keys if key in inputs]

    def _name(self, sheet: str) -> str:
        layout = self.template.sheet(sheet)
        return layout.name.get(self.language) if layout else sheet


def _asked_of(line: BudgetResult) -> tuple[str, ...]:
    """A row's figures: its actual may be left blank where something is booked."""
    written = line.answers.get("actual")
    may_be_blank = line.ledger is not None and (written is None or not written.written)
    return tuple(key for key in _FIGURES if not (may_be_blank and key == "actual"))


def _is_sound(answer: MergedAnswer | None) -> bool:
    return answer is not None and answer.sound and answer.value is not None


def _is_written(answers: Iterable[MergedAnswer | None]) -> bool:
    """Whether something stands in the row that cannot be read: a fault, not a blank."""
    return any(answer is not None and not answer.sound for answer in answers)
