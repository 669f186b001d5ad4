"""Find the tables of a returned workbook that belong to the form, copies too.

A table is known by the hidden marks of its columns, else by its sheet's name and some headings,
else by most of its headings. Where marks and headings disagree, someone moved one without the
other: a heading is what the department saw when it typed, so it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from kexcel.collect.headings import (
    LEAST_LABELS,
    all_cells,
    cover_columns,
    data_rows,
    header,
    headings_in,
    is_whole,
    labels_of,
)
from kexcel.collect.layout import Layout
from kexcel.collect.texts import Beginnings, SheetTexts, plain
from kexcel.excel.workbook_data import SheetData
from kexcel.model.form import FormSheet
from kexcel.model.identity import column_mark
from kexcel.validate import as_written

_ENOUGH_OF_THE_BEST = 0.5
"""A row with half as many marks as the best one is the key row of a further copy."""

Places = dict[str, list[int]]


def find_layouts(form_sheets: Iterable[FormSheet], sheets: list[SheetData]) -> list[Layout]:
    """Every table of the file that belongs to the form, in the file's order."""
    forms = list(form_sheets)
    marks = (f"{form.key}." for form in forms)
    labels = (label for form in forms for label in labels_of(form))
    beginnings = Beginnings.of(chain(marks, labels))
    texts = {id(sheet): SheetTexts(sheet, beginnings) for sheet in sheets}
    marked = {id(sheet): list(_marked_in(forms, texts[id(sheet)])) for sheet in sheets}
    found = [layout for layouts in marked.values() for layout in layouts]
    free = [texts[id(sheet)] for sheet in sheets if not marked[id(sheet)]]
    named = list(_by_name([f for f in forms if not _has(found, f)], free))
    found += named
    taken = {id(layout.sheet) for layout in named}
    left = [each for each in free if id(each.sheet) not in taken]
    found += _by_labels(forms, left, found)
    order = {id(sheet): place for place, sheet in enumerate(sheets)}
    return sorted(found, key=lambda layout: (order[id(layout.sheet)], layout.header_row))


def _has(found: list[Layout], form: FormSheet) -> bool:
    return any(layout.form is form for layout in found)


def _by_name(forms: list[FormSheet], sheets: list[SheetTexts]) -> Iterator[Layout]:
    for form in forms:
        named = (each for each in sheets if plain(each.sheet.name) == plain(form.name))
        yield from (layout for texts in named if (layout := _labelled(form, texts, "name")))


def _by_labels(
    forms: list[FormSheet], sheets: list[SheetTexts], found: list[Layout]
) -> Iterator[Layout]:
    """Each sheet as the form that most of its headings are of.

    A table that may be extended is not looked for again: its rows could not be compared.
    """
    for texts in sheets:
        layouts = [layout for form in forms if (layout := _labelled(form, texts, "labels"))]
        best = max(layouts, key=_likeness, default=None)
        if best and not (_has(found, best.form) and not _holds_rows(best)):
            yield best


def _likeness(layout: Layout) -> tuple[int, float]:
    return len(layout.columns), len(layout.columns) / max(1, len(layout.form.columns))


def _holds_rows(layout: Layout) -> bool:
    return not layout.form.extendable and bool(data_rows(layout.form, all_cells(layout.sheet)))


def _labelled(form: FormSheet, texts: SheetTexts, by: str) -> Layout | None:
    sheet, is_cover = texts.sheet, not labels_of(form)
    headings = headings_in(form, texts)
    row_and_columns = cover_columns(form, sheet) if is_cover else header(headings)
    if row_and_columns is None:
        return None
    row, columns = row_and_columns
    if by == "labels" and not is_whole(form, columns):
        return None
    end = _next_table(headings, row, columns)
    by_label, repeats = frozenset(columns), frozenset(headings)
    return Layout(sheet, form, by, columns, None, row, by_label, end=end, repeats=repeats)


def _next_table(
    headings: Mapping[int, Mapping[str, int]], header_row: int, columns: Mapping[str, int]
) -> int | None:
    """Where another table begins below, with some of the headings over other columns."""
    others = (
        row
        for row, keys in headings.items()
        if row > header_row and any(columns.get(key, place) != place for key, place in keys.items())
    )
    return min(others, default=None)


@dataclass(frozen=True, slots=True)
class _KeyRow:
    """A row of hidden marks, with every place of each."""

    row: int
    places: Places

    def overlaps(self, other: _KeyRow) -> bool:
        mine = [place for places in self.places.values() for place in places]
        theirs = [place for places in other.places.values() for place in places]
        return min(mine) <= max(theirs) and min(theirs) <= max(mine)


def _marked_in(forms: list[FormSheet], texts: SheetTexts) -> Iterator[Layout]:
    for form in forms:
        marks = _rows_of_marks(form, texts)
        rows = _key_rows(marks)
        for key_row in rows:
            others = [each for each in rows if each is not key_row and each.overlaps(key_row)]
            above = any(each.row < key_row.row for each in others)
            below = min((each.row for each in others if each.row > key_row.row), default=None)
            first = key_row.row if above else 0
            yield _marked(form, texts, key_row, first, below, frozenset(marks))


def _rows_of_marks(form: FormSheet, texts: SheetTexts) -> dict[int, Places]:
    wanted = {column_mark(form.key, column.key): column.key for column in form.columns}
    rows: dict[int, Places] = {}
    for (row, column), key in texts.marks(wanted):
        rows.setdefault(row, {}).setdefault(key, []).append(column)
    return rows


def _key_rows(rows: Mapping[int, Places]) -> list[_KeyRow]:
    """The rows of marks. One mark a row, below each other, is a table laid on its side."""
    most = max((len(places) for places in rows.values()), default=0)
    least = max(LEAST_LABELS, most * _ENOUGH_OF_THE_BEST)
    found: list[_KeyRow] = []
    for row, places in sorted(rows.items()):
        if len(places) >= least and all(places != other.places for other in found):
            found.append(_KeyRow(row, places))
    return found


def _marked(
    form: FormSheet,
    texts: SheetTexts,
    keys: _KeyRow,
    first: int,
    end: int | None,
    key_rows: frozenset[int],
) -> Layout:
    sheet, everywhere = texts.sheet, headings_in(form, texts)
    headings = {
        row: columns
        for row, columns in everywhere.items()
        if row >= first and (end is None or row < end)
    }
    found = header(headings or everywhere)
    row, labelled = found or (_header_row(form, sheet, keys), {})
    marked = (place for places in keys.places.values() for place in places)
    heading_of = {place: _heading(sheet, row, place) for place in marked}
    settled = _settled(form, heading_of, keys.places, labelled)
    columns = {key: places[0] for key, places in settled.items()}
    doubled = {key: tuple(places[1:]) for key, places in settled.items() if places[1:]}
    taken = {place for places in settled.values() for place in places}
    more = {k: p for k, p in labelled.items() if k not in keys.places and p not in taken}
    by_label = frozenset(more) | {key for key in columns if columns[key] not in keys.places[key]}
    columns |= more
    below = _next_table(headings, row, columns) if found and end is None else end
    repeats = frozenset(headings) | key_rows
    layout = Layout(
        sheet, form, "marks", columns, keys.row, row, by_label, {}, doubled, first, below, repeats
    )
    return replace(layout, renamed=_renamed(layout) if row != keys.row else {})


def _header_row(form: FormSheet, sheet: SheetData, keys: _KeyRow) -> int:
    """Between the marks and the first row of the form, the row with most beneath the marks.

    That of the marks where there is none: then the headings are gone.
    """
    places = {place for places in keys.places.values() for place in places}
    first = min((row for row in data_rows(form, all_cells(sheet)) if row > keys.row), default=None)
    filled = Counter(
        row
        for row, column in sheet.cells
        if row > keys.row and (first is None or row < first) and column in places
    )
    return max(filled, key=lambda row: (filled[row], -row), default=keys.row)


def _heading(sheet: SheetData, row: int, column: int) -> str:
    return plain(as_written(sheet.cells.get((row, column))))


def _settled(
    form: FormSheet, heading_of: Mapping[int, str], marked: Places, labelled: Mapping[str, int]
) -> dict[str, list[int]]:
    """Each column's place, and further ones with the same mark.

    A place counts by its mark, or by its heading where a mark stands over another one. Once one
    mark does, none is trusted without its own heading: such a column is told by nothing.
    """
    labels = labels_of(form)
    known = set(labels.values())
    of_headings = {
        key: [labels.get(heading_of.get(place, "")) for place in places]
        for key, places in marked.items()
    }
    astray = any(
        other not in {None, key} for key, others in of_headings.items() for other in others
    )
    columns = {}
    for key, places in marked.items():
        kept = [p for p, other in zip(places, of_headings[key], strict=True) if other == key]
        own = labelled.get(key)
        blank = not any(heading_of.get(place) for place in places)
        if kept and not astray:
            columns[key] = [*kept, *(place for place in places if place not in kept)]
        elif kept:
            columns[key] = kept
        elif own is not None and (astray or blank):
            columns[key] = [own]
        elif not astray or key not in known:
            columns[key] = places
    return columns


def _renamed(layout: Layout) -> dict[str, str]:
    labels = {column.key: column.label for column in layout.form.columns if column.label}
    found = {
        key: as_written(layout.sheet.cells.get((layout.header_row, layout.columns[key])))
        for key in labels
        if key in layout.columns
    }
    return {key: text for key, text in found.items() if plain(text) != plain(labels[key])}
