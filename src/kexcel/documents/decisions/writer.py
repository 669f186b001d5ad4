"""Add rows to Beslut.xlsx. What a person has entered is never changed and never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kexcel.documents.decisions.layout import CONFLICTS, GOALS, DecisionSheet
from kexcel.documents.decisions.reader import columns_of, conflict_key, open_decisions
from kexcel.excel.repack import repack
from kexcel.excel.row_height import row_height
from kexcel.model.consolidation import GoalResult
from kexcel.model.decision import ConflictDecision
from kexcel.model.plan import Plan
from kexcel.template.limits import CELL_TEXT_LENGTH
from kexcel.template.schema import Template

Entry = Mapping[str, str]

_FONT = "Calibri"
_SIZE = 10
_HEADING = PatternFill("solid", fgColor="1F4E5F")
_INPUT = PatternFill("solid", fgColor="FFF2C2")
_SIDE = Side(style="thin", color="BFC7CC")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


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
    proposal is renewed. Unchanged content gives the very bytes that were passed in.
    ``lasting_row`` tells a sheet's row in a way that outlasts a renumbered plan.

    Raises:
        ConfigurationError: the workbook cannot be read, or a column of it is gone.
    """
    workbook = open_decisions(data, file=file) if data else _new_workbook()
    goal_rows = [_goal_row(period, goal, template, language) for goal in goals]
    words = _Words(plan, template, language, lasting_row)
    conflict_rows = [_conflict_row(conflict, words) for conflict in conflicts]
    changed = _merge_rows(workbook, GOALS, goal_rows, file)
    changed |= _merge_rows(workbook, CONFLICTS, conflict_rows, file)
    if data and not changed:
        return data
    _add_dropdowns(workbook, template, language, file)
    workbook.properties.created = datetime(created.year, created.month, created.day)  # noqa: DTZ001 - a plain day
    stream = BytesIO()
    workbook.save(stream)
    return repack(stream.getvalue(), modified=created)


def _goal_row(period: str, result: GoalResult, template: Template, language: str) -> Entry:
    return {
        "period": period,
        "number": result.goal.number,
        "text": result.goal.text,
        "proposed": template.word("verdict", result.proposed.value, language),
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """What turns keys into words that a coordinator knows."""

    plan: Plan
    template: Template
    language: str
    lasting_row: Callable[[str, str], str]

    def department(self, key: str) -> str:
        """A department's name, or its key where it is no longer in the plan."""
        return next((d.name for d in self.plan.departments if d.key == key), key)

    def row(self, identity: str) -> str:
        """An activity with its title; any other row by its identity."""
        titles = {a.number: f"{a.number} {a.title}" for a in self.plan.activities}
        return titles.get(identity) or self.department(identity)

    def sheet(self, key: str) -> str:
        """A sheet's name."""
        sheet = self.template.sheet(key)
        return sheet.name.get(self.language) if sheet else key

    def column(self, sheet: str, key: str) -> str:
        """A column's label."""
        found = self.template.sheet(sheet)
        column = found.column(key) if found else None
        return column.label.get(self.language) if column else key


def _conflict_row(conflict: ConflictDecision, words: _Words) -> Entry:
    row = {
        "period": conflict.period,
        "department": words.department(conflict.department),
        "sheet": words.sheet(conflict.sheet),
        "row": words.row(conflict.row),
        "column": words.column(conflict.sheet, conflict.column),
        "key": conflict_key(conflict, words.lasting_row(conflict.sheet, conflict.row)),
    }
    shown = map(clean, conflict.candidates[: len(CONFLICTS.candidates)])
    return row | dict(zip(CONFLICTS.candidates, shown, strict=False))


def clean(text: str) -> str:
    """A text as a cell can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_TEXT_LENGTH].strip()


def _new_workbook() -> Workbook:
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = "Beslut", "kexcel"
    workbook.remove(workbook.worksheets[0])
    for sheet in (GOALS, CONFLICTS):
        worksheet = workbook.create_sheet(sheet.name)
        for place, (label, width) in enumerate(
            zip(sheet.columns.values(), sheet.widths, strict=True), start=1
        ):
            cell = worksheet.cell(1, place, label)
            cell.font, cell.fill = Font(name=_FONT, size=11, bold=True, color="FFFFFF"), _HEADING
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            worksheet.column_dimensions[get_column_letter(place)].width = width
        worksheet.freeze_panes = "C2"
        worksheet.sheet_view.showGridLines = False
        worksheet.page_setup.orientation = "landscape"
        worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
        worksheet.print_title_rows = "1:1"
        worksheet.oddFooter.left.text = "Beslut: &A"
        worksheet.oddFooter.right.text = "&P / &N"
        hidden = list(sheet.columns).index("key") + 1 if "key" in sheet.columns else 0
        if hidden:
            worksheet.column_dimensions[get_column_letter(hidden)].hidden = True
    return workbook


def _merge_rows(workbook: Workbook, sheet: DecisionSheet, rows: Sequence[Entry], file: str) -> bool:
    worksheet = workbook[sheet.name]
    columns = columns_of(worksheet, sheet, file)
    lines = {
        tuple(_text(worksheet, line, columns[key]) for key in sheet.identity): line
        for line in range(2, worksheet.max_row + 1)
    }
    changed = False
    for row in rows:
        identity = tuple(row[key] for key in sheet.identity)
        line = lines.setdefault(identity, _first_free(worksheet, columns))
        changed |= _write_row(worksheet, sheet, columns, line, row)
    return changed


def _write_row(
    worksheet: Worksheet, sheet: DecisionSheet, columns: Mapping[str, int], line: int, row: Entry
) -> bool:
    changed = False
    for key, column in columns.items():
        cell = worksheet.cell(line, column)
        value = row.get(key, "")
        if key not in sheet.filled_in and _text(worksheet, line, column) != value:
            cell.value, cell.data_type = (value, "s") if value else (None, "n")
            changed = True
    if changed:
        _dress_row(worksheet, sheet, columns, line)
    return changed


def _dress_row(
    worksheet: Worksheet, sheet: DecisionSheet, columns: Mapping[str, int], line: int
) -> None:
    for key, column in columns.items():
        cell = worksheet.cell(line, column)
        cell.font = Font(name=_FONT, size=_SIZE)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = _LINE
        if key in sheet.filled_in:
            cell.fill = _INPUT
    texts = [_text(worksheet, line, column) for column in columns.values()]
    height = row_height(zip(texts, sheet.widths, strict=True), _SIZE, lowest=18)
    worksheet.row_dimensions[line].height = height


def _text(worksheet: Worksheet, line: int, column: int) -> str:
    value = worksheet.cell(line, column).value
    return "" if value is None else str(value).strip()


def _first_free(worksheet: Worksheet, columns: Mapping[str, int]) -> int:
    line = worksheet.max_row
    while line > 1 and not any(_text(worksheet, line, column) for column in columns.values()):
        line -= 1
    return line + 1


def _add_dropdowns(workbook: Workbook, template: Template, language: str, file: str) -> None:
    goals = workbook[GOALS.name]
    goals.data_validations.dataValidation = []
    words = ",".join(word.get(language) for word in template.choice("verdict").words)
    verdict = get_column_letter(columns_of(goals, GOALS, file)["verdict"])
    _add_dropdown(goals, f'"{words}"', f"{verdict}2:{verdict}{max(2, goals.max_row)}")
    conflicts = workbook[CONFLICTS.name]
    printed = get_column_letter(CONFLICTS.printed)
    conflicts.print_area = f"A1:{printed}{max(2, conflicts.max_row)}"
    conflicts.data_validations.dataValidation = []
    columns = columns_of(conflicts, CONFLICTS, file)
    first, last = (get_column_letter(columns[CONFLICTS.candidates[end]]) for end in (0, -1))
    chosen = get_column_letter(columns["chosen"])
    for line in range(2, conflicts.max_row + 1):
        _add_dropdown(conflicts, f"${first}${line}:${last}${line}", f"{chosen}{line}")


def _add_dropdown(worksheet: Worksheet, source: str, cells: str) -> None:
    validation = DataValidation(type="list", formula1=source, allow_blank=True)
    validation.showErrorMessage = True
    validation.error = "Välj ur listan."
    validation.showInputMessage = True
    validation.prompt = "Välj ur listan. Skriv varför i kolumnen Motivering."
    validation.add(cells)
    worksheet.add_data_validation(validation)
