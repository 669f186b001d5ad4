"""Add rows to Beslut.xlsx. What a person has entered is never changed and never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.dropdowns import renew_dropdowns
from kexcel.documents.decisions.layout import CONFLICTS, GOALS, MORE, DecisionSheet
from kexcel.documents.decisions.looks import dress_row, new_workbook, put_heading, show_printed
from kexcel.documents.decisions.reader import (
    Headings,
    cell_words,
    conflict_key,
    headings_of,
    open_decisions,
)
from kexcel.excel.repack import repack
from kexcel.locale import LANGUAGES
from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import ConflictDecision
from kexcel.model.plan import Plan
from kexcel.money.frame_rows import frame_rows, row_label
from kexcel.template.limits import CELL_TEXT_LENGTH
from kexcel.template.schema import Template

Entry = Mapping[str, tuple[str, ...]]
"""What belongs in a row, by column key: the words to write, then other words as good."""


def update_decisions(  # noqa: PLR0913 - a workbook, and what belongs in it
    data: bytes | None,
    *,
    period: str,
    goals: Iterable[GoalResult],
    conflicts: Iterable[ConflictDecision],
    plan: Plan,
    template: Template,
    language: str,
    created: date,
    lasting_row: Callable[[str, str], str],
    file: str = "Beslut.xlsx",
) -> bytes:
    """The decisions workbook with a row for every goal and conflict of the period.

    ``data`` is the workbook as it stands (None for a new one); rows are only added, and a goal's
    proposal is renewed. Unchanged content gives the very bytes that were passed in, whichever
    language it stands in. ``lasting_row`` tells a sheet's row in a way that outlasts a renumbered
    plan.

    Raises:
        ConfigurationError: the workbook cannot be read, or a column of it is gone.
    """
    workbook = open_decisions(data, file=file) if data else new_workbook()
    words = _Words(plan, template, language, lasting_row)
    found = tuple(conflicts)
    changed = _merge_rows(workbook, GOALS, [_goal_row(period, g, words) for g in goals], file)
    rows = [_conflict_row(conflict, words) for conflict in found]
    settled = frozenset((each.period, words.key(each)) for each in found if each.chosen)
    changed |= _merge_rows(workbook, CONFLICTS, rows, file, settled)
    changed |= _list_more(workbook, found, words)
    if data and not changed:
        return data
    renew_dropdowns(workbook, template, language, file)
    show_printed(workbook[CONFLICTS.name], CONFLICTS)
    workbook.properties.created = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a plain day
    stream = BytesIO()
    workbook.save(stream)
    return repack(stream.getvalue(), modified=created)


@dataclass(frozen=True, slots=True)
class _Words:
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


def _goal_row(period: str, result: GoalResult, words: _Words) -> Entry:
    return {
        "period": (period,),
        "number": (result.goal.number,),
        "text": (result.goal.text,),
        "proposed": words.verdict(result.proposed.value),
    }


def _conflict_row(conflict: ConflictDecision, words: _Words) -> Entry:
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
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_TEXT_LENGTH].strip()


def _merge_rows(
    workbook: Workbook,
    sheet: DecisionSheet,
    rows: Sequence[Entry],
    file: str,
    settled: frozenset[tuple[str, ...]] = frozenset(),
) -> bool:
    """Renew the rows that stand and add those that lack.

    What is ``settled`` and has no row was decided in another one, from before a reorganisation or
    an amendment: a row of its own would look undecided.
    """
    worksheet = workbook[sheet.name]
    headings = headings_of(worksheet, sheet, file)
    changed = False
    if rows and any(key not in headings.columns for key in sheet.optional):
        headings, changed = _with_all(worksheet, sheet, headings), True
    lines: dict[tuple[str, ...], int] = {}
    for line in headings.lines(worksheet):
        at = tuple(cell_words(worksheet, line, headings.columns[key]) for key in sheet.identity)
        lines.setdefault(at, line)
    free = _first_free(worksheet, headings)
    for row in rows:
        identity = tuple(row[key][0] for key in sheet.identity)
        is_new = identity not in lines
        if is_new and identity in settled:
            continue
        line = lines.setdefault(identity, free)
        free += is_new
        changed |= _write_row(worksheet, sheet, headings, line, row)
        if is_new:
            dress_row(worksheet, sheet, headings, line)
    return changed


def _with_all(worksheet: Worksheet, sheet: DecisionSheet, headings: Headings) -> Headings:
    """The headings with the columns that an older workbook lacks, at its right edge."""
    columns = dict(headings.columns)
    for key in sheet.optional:
        if key not in columns:
            columns[key] = worksheet.max_column + 1
            put_heading(worksheet, sheet, headings.row, columns[key], key)
    return Headings(headings.row, columns)


def _write_row(
    worksheet: Worksheet, sheet: DecisionSheet, headings: Headings, line: int, row: Entry
) -> bool:
    changed = False
    for key, column in headings.columns.items():
        cell = worksheet.cell(line, column)
        accepted = row.get(key, ("",))
        if key not in sheet.filled_in and cell_words(worksheet, line, column) not in accepted:
            value = accepted[0]
            cell.value, cell.data_type = (value, "s") if value else (None, "n")
            changed = True
    return changed


def _first_free(worksheet: Worksheet, headings: Headings) -> int:
    """The row after the last one in which anything stands, in any column."""
    line = worksheet.max_row
    while line > headings.row and not any(cell.value is not None for cell in worksheet[line]):
        line -= 1
    return line + 1


def _list_more(workbook: Workbook, conflicts: Iterable[ConflictDecision], words: _Words) -> bool:
    """List the candidates of conflicts that have more of them than there are columns."""
    many = [each for each in conflicts if len(each.candidates) > len(CONFLICTS.candidates)]
    if not many:
        return False
    if MORE not in workbook.sheetnames:
        workbook.create_sheet(MORE).sheet_state = "hidden"
    worksheet, changed = workbook[MORE], False
    lines = {cell_words(worksheet, line, 1): line for line in range(1, worksheet.max_row + 1)}
    for conflict in many:
        key = words.key(conflict)
        line = lines.setdefault(key, len([each for each in lines if each]) + 1)
        texts = [key, *map(clean, conflict.candidates)]
        width = max(len(texts), worksheet.max_column)
        for column, text in enumerate((texts + [""] * width)[:width], start=1):
            if cell_words(worksheet, line, column) != text:
                cell = worksheet.cell(line, column)
                cell.value, cell.data_type = (text, "s") if text else (None, "n")
                changed = True
    return changed
