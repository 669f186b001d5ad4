"""Tell whether a workbook is a consolidated result, and which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kexcel.compare.comparison import ComparedKind
from kexcel.compare.items import Field, Group, Item
from kexcel.compare.results import ResultTable, result_groups, result_tables
from kexcel.excel.workbook_data import SheetData, WorkbookData
from kexcel.locale import LANGUAGES, mark, translator

_SOURCES, _CHECKSUM = mark("Sources"), "sha256"
_FIRST_SHEETS = {mark("Summary"): ComparedKind.FOLLOWUP, mark("Compilation"): ComparedKind.BUDGET}
_PRELIMINARY = mark("PRELIMINARY")
_STATE = mark("State")
_TOLD = 2
_BANNER_ROWS = 4
"""How many rows of the first sheet may say what the result is: title, what of, and its state."""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A consolidated result: what it says it is, its tables, and the language it is written in."""

    kind: ComparedKind
    language: str
    facts: tuple[str, ...]
    state: Field
    tables: Mapping[str, ResultTable] = field(default_factory=dict)


def result_file(workbook: WorkbookData) -> ResultFile | None:
    """The result that a workbook is, or None if it is something else.

    It is known by its sheet of sources, which lists what it was made from by checksum, and by
    the sheet that stands first when it is written.
    """
    for language in LANGUAGES:
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        sources = sheets.get(translator(language)(_SOURCES))
        if sources is None or _CHECKSUM not in sources.cells.values():
            continue
        for name, kind in _FIRST_SHEETS.items():
            first = sheets.get(translator(language)(name))
            if first is not None:
                return _read(workbook, kind, language, first)
    return None


def both_results(
    before: ResultFile, after: ResultFile
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Two results of one kind and language as groups, whether they are preliminary the first."""
    ours, theirs = result_groups(before.tables, after.tables)
    return (_state(before), *ours), (_state(after), *theirs)


def _state(result: ResultFile) -> Group:
    return Group("state", result.state.label, (Item("", "", {"state": result.state}),))


def _read(
    workbook: WorkbookData, kind: ComparedKind, language: str, first: SheetData
) -> ResultFile:
    lines = [(row, first.cells.get((row, 0))) for row in range(_BANNER_ROWS)]
    texts = {row: line for row, line in lines if isinstance(line, str)}
    preliminary = translator(language)(_PRELIMINARY)
    state = next((row for row, line in texts.items() if line == preliminary), None)
    label = translator(language)(_STATE)
    said = Field(label, None, None)
    if state is not None:
        said = Field(label, preliminary, preliminary, f"{first.name}!A{state + 1}")
    # What the follow-up opens with is counted from its other sheets, and so comes after them.
    sheets = [sheet for sheet in workbook.sheets if sheet is not first]
    sheets.insert(len(sheets) if kind is ComparedKind.FOLLOWUP else 0, first)
    facts = tuple(texts.values())[: _TOLD + (state is not None)]
    return ResultFile(kind, language, facts, said, result_tables(sheets))
