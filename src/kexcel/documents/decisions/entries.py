"""What belongs in the rows of Beslut.xlsx, in words that a coordinator knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.reader import conflict_key
from kexcel.locale import LANGUAGES
from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import ConflictDecision
from kexcel.model.plan import Plan
from kexcel.money.frame_rows import frame_rows, row_label
from kexcel.template.limits import CELL_TEXT_LENGTH
from kexcel.template.schema import Template

Entry = Mapping[str, tuple[str, ...]]
"""What belongs in a row, by column key: the words to write, then other words as good."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""The signs that no cell can hold."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows of both sheets.

    ``settled`` are the identities of conflicts that are decided: one that has no row was decided in
    another row, from before a reorganisation or an amendment, and a row of its own would look
    undecided. ``many`` are the keys of conflicts with more candidates than there are columns, with
    their candidates.
    """

    goals: tuple[Entry, ...]
    conflicts: tuple[Entry, ...]
    settled: frozenset[tuple[str, ...]]
    many: Mapping[str, tuple[str, ...]]

    def of(self, sheet: DecisionSheet) -> tuple[Entry, ...]:
        """The rows of a sheet."""
        return self.goals if sheet is GOALS else self.conflicts


def entries_of(
    period: str, goals: Iterable[GoalResult], conflicts: Iterable[ConflictDecision], words: Words
) -> Entries:
    """The rows for a period's goals and conflicts."""
    found = tuple(conflicts)
    return Entries(
        goals=tuple(_goal_entry(period, each, words) for each in goals),
        conflicts=tuple(_conflict_entry(each, words) for each in found),
        settled=frozenset((each.period, words.key(each)) for each in found if each.chosen),
        many={
            words.key(each): tuple(map(clean, each.candidates))
            for each in found
            if len(each.candidates) > len(CONFLICTS.candidates)
        },
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What turns keys into words that a coordinator knows, the run's own language first."""

    plan: Plan
    template: Template
    language: str
    lasting_row: Callable[[str, str], str]

    def verdict(self, role: str) -> tuple[str, ...]:
        """A verdict's word."""
        return self._all(lambda language: self.template.word("verdict", role, language))

    def department(self, key: str) -> str:
        """A department's name, or its key where it is no longer in the plan."""
        return next((d.name for d in self.plan.departments if d.key == key), key)

    def row(self, identity: str) -> str:
        """An activity with its title; a measure by its name, a frame by its unit or department."""
        titles = {a.number: f"{a.number} {a.title}" for a in self.plan.activities}
        measures = {each.identity: each.name for each in self.plan.measures}
        known = titles.get(identity) or measures.get(identity) or self._units().get(identity)
        return known or self.department(identity)

    def _units(self) -> dict[str, str]:
        """Each row of a frame that is not a whole department's, as it is told by itself."""
        rows = (row for each in self.plan.departments for row in frame_rows(self.plan, each.key))
        return {
            row.identity: row_label(row, self.language)
            for row in rows
            if row.identity != row.department
        }

    def sheet(self, key: str) -> tuple[str, ...]:
        """A sheet's name."""
        sheet = self.template.sheet(key)
        return self._all(sheet.name.get) if sheet else (key,)

    def column(self, sheet: str, key: str) -> tuple[str, ...]:
        """A column's label."""
        found = self.template.sheet(sheet)
        column = found.column(key) if found else None
        return self._all(column.label.get) if column else (key,)

    def key(self, conflict: ConflictDecision) -> str:
        """What tells a conflict."""
        return conflict_key(conflict, self.lasting_row(conflict.sheet, conflict.row))

    def _all(self, word: Callable[[str], str]) -> tuple[str, ...]:
        others = (language for language in LANGUAGES if language != self.language)
        return (word(self.language), *map(word, others))


def _goal_entry(period: str, result: GoalResult, words: Words) -> Entry:
    return {
        "period": (period,),
        "number": (result.goal.number,),
        "text": (result.goal.text,),
        "proposed": words.verdict(result.proposed.value),
    }


def _conflict_entry(conflict: ConflictDecision, words: Words) -> Entry:
    offered = conflict.candidates[: len(CONFLICTS.candidates)]
    sources = (f"{place}. {line}" for place, line in enumerate(conflict.sources, start=1))
    return {
        "period": (conflict.period,),
        "department": (words.department(conflict.department),),
        "sheet": words.sheet(conflict.sheet),
        "row": (words.row(conflict.row),),
        "column": words.column(conflict.sheet, conflict.column),
        "sources": (clean("\n".join(sources)),),
        "key": (words.key(conflict),),
        **{
            key: (clean(candidate),)
            for key, candidate in zip(CONFLICTS.candidates, offered, strict=False)
        },
    }


def clean(text: str) -> str:
    """A text as a cell can hold it."""
    return _FORBIDDEN.sub("", text)[:CELL_TEXT_LENGTH].strip()
