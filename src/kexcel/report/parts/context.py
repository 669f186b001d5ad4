"""What every sheet of a report is made from, and the words it shares with the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from kexcel.excel.book import NewBook
from kexcel.locale import translator
from kexcel.model.cell import CellValue
from kexcel.model.consolidation import ActivityResult, Consolidation, MergedAnswer
from kexcel.model.plan import Goal, GoalLevel
from kexcel.model.returned import Return
from kexcel.money.frame_rows import row_label
from kexcel.settings import Settings
from kexcel.template.plain_words import plain
from kexcel.template.schema import Column, Template

Said = TypeVar("Said")


@dataclass(frozen=True)
class ReportContext:
    """A report being written. ``archive`` maps a file's sha256 to its path in the workspace.

    Where the archive does not name a file, the path is the one its answers were read from.
    ``earlier`` are the year's rounds of follow-up before this one.
    """

    book: NewBook
    consolidation: Consolidation
    template: Template
    settings: Settings
    language: str
    archive: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[Consolidation, ...] = ()

    @cached_property
    def translate(self) -> Callable[[str], str]:
        """A phrase of the program in the report's language."""
        return translator(self.language)

    def department_name(self, key: str | None) -> str:
        """A department's name; its key where the plan does not know it, "" for None."""
        return self._names.get(key or "", key or "")

    def column_label(self, sheet_name: str | None, key: str | None) -> str:
        """A column's label as the form shows it; the key itself where the template has none."""
        sheets = sorted(
            self.template.sheets,
            key=lambda sheet: sheet_name not in {sheet.name.sv, sheet.name.en, sheet.key},
        )
        columns = (sheet.column(key) for sheet in sheets) if key else ()
        return next((c.label.get(self.language) for c in columns if c), key or "")

    def shown(self, column: Column, answer: MergedAnswer) -> CellValue:
        """What a report shows of an answer: its value, in the report's own words for a choice.

        An unsound answer is shown as it was written, as text, so that no formula counts it.
        """
        if not answer.sound:
            return answer.written
        if column.choice and isinstance(answer.value, str):
            return self.choice_word(column.choice, answer.value)
        return answer.value

    def choice_word(self, choice: str, word: str) -> str:
        """A list's word in the report's language, whichever language it was answered in."""
        return self.remembered((choice, word), lambda: self._choice_word(choice, word))

    def _choice_word(self, choice: str, word: str) -> str:
        for each in self.template.choice(choice).words:
            if plain(word) in {plain(spelling) for spelling in each.spellings}:
                return each.get(self.language)
        return word

    @cached_property
    def is_preliminary(self) -> bool:
        """Whether returns or answers are missing, errors stand or conflicts wait."""
        return self.consolidation.is_preliminary

    def remembered(self, key: Hashable, make: Callable[[], Said]) -> Said:
        """What every row asks for, made once."""
        if key not in self._said:
            self._said[key] = make()
        said: Said = self._said[key]
        return said

    @cached_property
    def _said(self) -> dict[Hashable, Any]:
        return {}

    def activities_under(self, goal: Goal) -> Sequence[ActivityResult]:
        """A committee goal's activities; for a council goal also those of the goals beneath it.

        What a decision has cancelled is not among them.
        """
        council = goal.level is GoalLevel.COUNCIL
        return self._under[council].get(goal.number, ())

    def activities_led_by(self, department: str) -> Sequence[ActivityResult]:
        """The activities that a department leads, and no decision has cancelled."""
        return self._led.get(department, ())

    @cached_property
    def _under(self) -> tuple[Mapping[str, list[ActivityResult]], ...]:
        """Activities by their own goal, and by the council goal above it."""
        own: defaultdict[str, list[ActivityResult]] = defaultdict(list)
        council: defaultdict[str, list[ActivityResult]] = defaultdict(list)
        for result in self.consolidation.asked:
            number = result.activity.goal
            own[number].append(result)
            council[self.consolidation.plan.council_goal_of(number).number].append(result)
        return own, council

    @cached_property
    def _led(self) -> Mapping[str, list[ActivityResult]]:
        led: defaultdict[str, list[ActivityResult]] = defaultdict(list)
        for result in self.consolidation.asked:
            led[result.activity.lead].append(result)
        return led

    def path_of(self, received: Return) -> str | None:
        """Where the archive keeps a received file, seen from the workspace; None if unknown."""
        return self.archive.get(received.sha256) or self._paths_read.get(received.file)

    def path_of_file(self, file: str) -> str | None:
        """Where the archive keeps the last received file of this name; None if unknown."""
        received = self._received.get(file)
        return self.path_of(received) if received else self._paths_read.get(file)

    def row_text(self, identity: str | None) -> str:
        """How a row is told in a list: a unit by its code and name, any other by its identity."""
        return self._units.get(identity or "", identity or "")

    @cached_property
    def _received(self) -> Mapping[str, Return]:
        """The last file that was received under each name."""
        return {each.file: each for each in self.consolidation.returns}

    @cached_property
    def _units(self) -> dict[str, str]:
        lines = self.consolidation.budget
        divided = (line for line in lines if line.is_unit or line.is_undistributed)
        return {line.identity: row_label(line, self.language) for line in divided}

    @cached_property
    def _names(self) -> dict[str, str]:
        plan = self.consolidation.plan
        known = (*plan.other_departments, *plan.departments, *self.consolidation.departments)
        return {department.key: department.name for department in known}

    @cached_property
    def _paths_read(self) -> dict[str, str]:
        whole = self.consolidation
        answers = [
            *(row.answers for row in whole.activities),
            *(row.answers for row in whole.measures),
            *(row.answers for row in whole.budget),
            *(row.answers for row in whole.tables),
        ]
        sources = (answer.source for row in answers for answer in row.values())
        return {source.file: source.path for source in sources if source.path}
