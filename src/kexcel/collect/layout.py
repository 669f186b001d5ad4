"""Where the form's sheets and columns are in a returned workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import cell_reference
from kexcel.model.form import FormSheet
from kexcel.model.identity import ID_COLUMN, column_mark
from kexcel.validate import as_written
from kexcel.validate.written import tidy

_LEAST_LABELS = 2
_SHARE_OF_LABELS = 0.6


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of the file that is, or is a copy of, a sheet of the form.

    ``columns`` maps column keys to where they are, counted from 0. ``by_label`` are those that
    were found by their headings only; ``renamed`` maps keys to headings that differ from the
    form's. ``by`` says what the sheet was found by: "marks", "name" or "labels".
    """

    sheet: SheetData
    form: FormSheet
    by: str
    columns: Mapping[str, int]
    key_row: int | None
    header_row: int
    by_label: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def text(self, line: int, column: str) -> str:
        """What stands in a row's cell, "" where the column is missing."""
        place = self.columns.get(column)
        return "" if place is None else as_written(self.sheet.cells.get((line, place)))

    def reference(self, line: int, column: str) -> str:
        """The A1 reference of a row's cell; the column must have been found."""
        return cell_reference(line, self.columns[column])

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the form's columns that the file lacks."""
        return tuple(c.key for c in self.form.columns if c.key not in self.columns)

    @property
    def lines(self) -> list[int]:
        """Every row that may hold data."""
        lines = {line for line, _ in self.sheet.cells}
        return sorted(lines - {self.key_row, self.header_row})


def find_layouts(form_sheets: Iterable[FormSheet], sheets: list[SheetData]) -> list[Layout]:
    """Every sheet of the file that belongs to the form, copies too, in the file's order.

    A sheet is known by the hidden marks of its columns, else by its name, else by its headings.
    """
    left = list(form_sheets)
    found: list[Layout] = []
    for by in ("marks", "name", "labels"):
        for form_sheet in left:
            taken = {id(layout.sheet) for layout in found}
            free = [sheet for sheet in sheets if id(sheet) not in taken]
            found += _layouts(form_sheet, free, by)
        keys = {layout.form.key for layout in found}
        left = [form_sheet for form_sheet in left if form_sheet.key not in keys]
    order = {id(sheet): place for place, sheet in enumerate(sheets)}
    return sorted(found, key=lambda layout: order[id(layout.sheet)])


def _layouts(form: FormSheet, sheets: list[SheetData], by: str) -> list[Layout]:
    if by == "marks":
        marked = [(sheet, _marks(form, sheet)) for sheet in sheets]
        return [_marked(form, sheet, *marks) for sheet, marks in marked if marks]
    if by == "name":
        sheets = [sheet for sheet in sheets if _same(sheet.name, form.name)]
    labelled = [(sheet, _header(form, sheet)) for sheet in sheets]
    needed = _LEAST_LABELS if by == "name" else _SHARE_OF_LABELS * len(_labels(form))
    good = [
        (len(columns), sheet, row, columns)
        for sheet, (row, columns) in labelled
        if len(columns) >= max(_LEAST_LABELS, needed)
    ]
    if not good:
        return []
    _, sheet, row, columns = max(good, key=lambda each: each[0])
    return [Layout(sheet, form, by, columns, None, row, frozenset(columns))]


def _marks(form: FormSheet, sheet: SheetData) -> tuple[int, dict[str, int]] | None:
    """The key row, wherever it is, and the columns it marks."""
    wanted = {column_mark(form.key, column.key): column.key for column in form.columns}
    rows: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.cells.items():
        key = wanted.get(value.strip()) if isinstance(value, str) else None
        if key:
            rows.setdefault(row, {}).setdefault(key, column)
    if not rows:
        return None
    best = max(rows, key=lambda row: len(rows[row]))
    return best, rows[best]


def _marked(form: FormSheet, sheet: SheetData, key_row: int, marked: dict[str, int]) -> Layout:
    row, labelled = _header(form, sheet)
    header_row = row if labelled else key_row + form.header_row - form.key_row
    taken = set(marked.values())
    more = {
        key: place for key, place in labelled.items() if key not in marked and place not in taken
    }
    columns = marked | more
    renamed = _renamed(form, sheet, header_row, marked)
    return Layout(sheet, form, "marks", columns, key_row, header_row, frozenset(more), renamed)


def _renamed(
    form: FormSheet, sheet: SheetData, header_row: int, columns: Mapping[str, int]
) -> dict[str, str]:
    labels = {column.key: column.label for column in form.columns if column.label}
    found = {
        key: as_written(sheet.cells.get((header_row, columns[key])))
        for key in labels
        if key in columns
    }
    return {key: text for key, text in found.items() if not _same(text, labels[key])}


def _header(form: FormSheet, sheet: SheetData) -> tuple[int, dict[str, int]]:
    """The row with most of the form's headings, and the columns they stand over.

    A heading that stands over several columns of the row tells nothing.
    """
    labels = _labels(form)
    rows: dict[int, list[tuple[str, int]]] = {}
    for (row, column), value in sheet.cells.items():
        key = labels.get(tidy(value).casefold()) if isinstance(value, str) else None
        if key:
            rows.setdefault(row, []).append((key, column))
    if not labels:
        return _cover_columns(form, sheet)
    best = max(rows, key=lambda row: (len({key for key, _ in rows[row]}), -row), default=0)
    times = Counter(key for key, _ in rows.get(best, []))
    columns = {key: column for key, column in rows.get(best, []) if times[key] == 1}
    return best, columns if len(columns) >= _LEAST_LABELS else {}


def _cover_columns(form: FormSheet, sheet: SheetData) -> tuple[int, dict[str, int]]:
    """A cover has no headings: its labels are those of its rows, its answers beside them."""
    anchors = {tidy(row.anchor).casefold() for row in form.rows}
    places = [
        (column, row)
        for (row, column), value in sheet.cells.items()
        if isinstance(value, str) and tidy(value).casefold() in anchors
    ]
    counts = Counter(column for column, _ in places)
    if not counts:
        return 0, {}
    column, times = counts.most_common(1)[0]
    top = min(row for place, row in places if place == column)
    return top - 1, {"label": column, "value": column + 1} if times >= _LEAST_LABELS else {}


def _labels(form: FormSheet) -> dict[str, str]:
    """The form's headings, tidied; none for a cover, whose only column with one is hidden."""
    if not any(column.label for column in form.columns if column.key != ID_COLUMN):
        return {}
    return {tidy(column.label).casefold(): column.key for column in form.columns if column.label}


def _same(first: str, second: str) -> bool:
    return tidy(first).casefold() == tidy(second).casefold()
