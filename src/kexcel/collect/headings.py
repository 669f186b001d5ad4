"""Find the headings of a form's sheet, and the rows that no heading stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kexcel.collect.texts import Beginnings, SheetTexts, plain
from kexcel.excel.workbook_data import SheetData
from kexcel.model.cell import CellValue
from kexcel.model.form import FormColumn, FormSheet
from kexcel.model.identity import ID_COLUMN, split_row_mark
from kexcel.validate.written import as_written

LEAST_LABELS = 2
"""One word alone may stand anywhere."""

SHARE_OF_LABELS = 0.6
"""The share of a form's headings that tells a table of it without anything else."""


def labels_of(form: FormSheet) -> Mapping[str, str]:
    """The form's headings to column keys; none for a cover, whose only one is hidden."""
    known = _LABELS.get(id(form.columns))
    if known is None or known[0] is not form.columns:
        if len(_LABELS) >= _KEPT_LABELS:
            _LABELS.clear()
        known = _LABELS[id(form.columns)] = form.columns, _labels(form.columns)
    return known[1]


def _labels(columns: tuple[FormColumn, ...]) -> Mapping[str, str]:
    if not any(column.label for column in columns if column.key != ID_COLUMN):
        return {}
    return {plain(column.label): column.key for column in columns if column.label}


_LABELS: dict[int, tuple[tuple[FormColumn, ...], Mapping[str, str]]] = {}
_KEPT_LABELS = 64
"""The headings of so many sheets are remembered: they are asked for again and again."""


def headings_in(form: FormSheet, texts: SheetTexts) -> dict[int, dict[str, int]]:
    """Each row with at least two of the form's headings, and the columns they stand over.

    A heading that stands over several columns of the row tells nothing.
    """
    found: dict[int, list[tuple[str, int]]] = {}
    for (row, column), key in texts.headings(labels_of(form)):
        found.setdefault(row, []).append((key, column))
    unique = {row: _unique(places) for row, places in found.items()}
    whole = {row: keys for row, keys in unique.items() if len(keys) >= LEAST_LABELS}
    data = data_rows(form, texts.in_rows(whole))
    return {row: keys for row, keys in whole.items() if row not in data}


def _unique(places: list[tuple[str, int]]) -> dict[str, int]:
    times = Counter(key for key, _ in places)
    return {key: column for key, column in places if times[key] == 1}


def header(headings: Mapping[int, Mapping[str, int]]) -> tuple[int, Mapping[str, int]] | None:
    """The row with most of the headings, the topmost of several."""
    if not headings:
        return None
    best = max(headings, key=lambda row: (len(headings[row]), -row))
    return best, headings[best]


def is_whole(form: FormSheet, columns: Mapping[str, int]) -> bool:
    """Whether enough headings were found to know the form's table by them alone."""
    return len(columns) >= max(LEAST_LABELS, SHARE_OF_LABELS * len(labels_of(form)))


def data_rows(form: FormSheet, cells: Iterable[tuple[int, CellValue]]) -> frozenset[int]:
    """The rows in which something tells a row of the form: its mark, number or text.

    A unit may be called what a column is: that text tells nothing.
    """
    told = [(row, value) for row, value in cells if isinstance(value, str)]
    if not told:
        return frozenset()
    may_begin = Beginnings.of(plain(value) for _, value in told).may_begin
    printed = (text for row in form.rows for text in (row.number, row.anchor) if text)
    texts = {plain(text) for text in printed if may_begin(text[:3])} - labels_of(form).keys()
    identities = {row.identity for row in form.rows}
    return frozenset(
        row
        for row, value in told
        if plain(value) in texts or (split_row_mark(value) or ("",))[0] in identities
    )


def all_cells(sheet: SheetData) -> Iterator[tuple[int, CellValue]]:
    """Every cell of a sheet, with its row."""
    return ((row, value) for (row, _), value in sheet.cells.items())


def cover_columns(form: FormSheet, sheet: SheetData) -> tuple[int, dict[str, int]] | None:
    """A cover has no headings: its labels are those of its rows, its answers beside them.

    Where something else stands to the right of the labels too, nothing tells which is which; nor
    is there a column of answers where the hidden marks stand next to the labels.
    """
    anchors = {plain(row.anchor) for row in form.rows}
    places = [
        (column, row)
        for (row, column), value in sheet.cells.items()
        if isinstance(value, str) and plain(value) in anchors
    ]
    counts = Counter(column for column, _ in places)
    if not counts or max(counts.values()) < LEAST_LABELS:
        return None
    column = counts.most_common(1)[0][0]
    rows = {row for place, row in places if place == column}
    right = [(at, as_written(value)) for at, value in sheet.cells.items() if at[1] > column]
    marks = {place for (_, place), text in right if split_row_mark(text)}
    beside = {place for (row, place), text in right if row in rows and not split_row_mark(text)}
    is_clear = beside <= {column + 1} and column + 1 not in {*counts, *marks}
    return min(rows) - 1, {"label": column, **({"value": column + 1} if is_clear else {})}
