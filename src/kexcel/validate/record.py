"""What one judgement looks at: a row's questions, or all the fields of a cover sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kexcel.model.form import FormRow, FormSheet, FormValue
from kexcel.rules import SheetRules
from kexcel.template.schema import Column, Sheet
from kexcel.validate.raw import CellsOfRow, RawCell, RawRow, RawSheet

VALUE = "value"
"""The only input column of a cover sheet."""


@dataclass(frozen=True, slots=True)
class Question:
    """An input cell. ``name`` is what the rules call it, ``answer`` its column's key."""

    name: str
    answer: str
    column: Column
    row: RawRow
    cell: RawCell
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Questions that the rules judge together, with what the form printed beside them.

    ``questions`` are those that something is written at. The others, of which there are far more,
    are only named in ``blank``, each with its row. ``may_be_blank`` marks a row that says nothing
    when nothing is written in it.
    """

    printed: Mapping[str, FormValue]
    questions: tuple[Question, ...]
    rows: tuple[RawRow, ...]
    blank: Mapping[str, RawRow]
    sheet: Sheet
    may_be_blank: bool = False
    own_places: tuple[tuple[str, int], ...] = ()

    def question(self, name: str) -> Question | None:
        """The question that rules call by the name."""
        found = next((each for each in self.questions if each.name == name), None)
        if found or name not in self.blank:
            return found
        row, column = self.blank[name], self.sheet.column(name)
        answer = VALUE if self.sheet.source == "fields" else name
        return Question(name, answer, column, row, row.cells[answer]) if column else None

    @property
    def first(self) -> Question | None:
        """The first question that something is written at, or else the first of all."""
        if self.questions:
            return self.questions[0]
        return next((found for name in self.blank if (found := self.question(name))), None)

    def asked(self, row: RawRow) -> Iterator[str]:
        """The columns of a row's questions, written at or blank, in the order of the file."""
        if self.sheet.source == "fields":
            return iter((VALUE,) if VALUE in row.cells else ())
        own = {*(each.answer for each in self.questions), *self.blank}
        return (key for key in row.cells if key in own)

    def places(self, row: RawRow) -> tuple[tuple[str, int], ...]:
        """The same with where each column stands; none for a row put together from several."""
        cells = row.cells
        if not isinstance(cells, CellsOfRow):
            return ()
        if self.own_places:
            return self.own_places
        return tuple((key, cells.columns[key]) for key in self.asked(row))


def records(sheet: FormSheet, raw: RawSheet, rules: SheetRules) -> Iterator[Record]:
    """Everything on a sheet that is to be judged, in the order of the file."""
    if rules.sheet.source == "fields":
        yield _cover_record(sheet, raw, rules)
        return
    issued = {row.identity: row for row in sheet.rows}
    asking = _Asking(rules.sheet)
    for row in raw.rows:
        of_form = issued.get(row.identity) or _added_row(row, rules)
        yield _row_record(of_form, row, sheet, asking)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The input columns of a row that the template has, in the order of the file."""

    columns: list[tuple[str, Column]]
    places: tuple[tuple[str, int], ...]


class _Asking:
    """What rows ask about; it is the same for nearly all rows of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._known: dict[tuple[frozenset[str], int], tuple[object, _Asked]] = {}

    def of(self, inputs: frozenset[str], cells: Mapping[str, RawCell]) -> _Asked:
        """What a row asks that has these input columns, in a file that has these cells."""
        columns = cells.columns if isinstance(cells, CellsOfRow) else cells
        kept, asked = self._known.get((inputs, id(columns)), (None, None))
        if kept is columns and asked is not None:
            return asked
        pairs = ((key, self.sheet.column(key)) for key in cells if key in inputs)
        found = [(key, column) for key, column in pairs if column is not None]
        places: tuple[tuple[str, int], ...] = ()
        if isinstance(cells, CellsOfRow):
            places = tuple((key, cells.columns[key]) for key, _ in found)
        asked = _Asked(found, places)
        self._known[inputs, id(columns)] = columns, asked
        return asked


def _cover_record(sheet: FormSheet, raw: RawSheet, rules: SheetRules) -> Record:
    asked = {row.identity for row in sheet.rows if row.inputs}
    rows = tuple(row for row in raw.rows if row.identity in asked)
    questions: list[Question] = []
    blank: dict[str, RawRow] = {}
    for row in rows:
        column = rules.sheet.column(row.identity)
        if column is None or VALUE not in row.cells:
            continue
        if row.is_blank(VALUE):
            blank[row.identity] = row
        else:
            questions.append(Question(row.identity, VALUE, column, row, row.cells[VALUE]))
    return Record({}, tuple(questions), rows, blank, rules.sheet)


def _row_record(issued: FormRow, row: RawRow, sheet: FormSheet, asking: _Asking) -> Record:
    unit = issued.values.get("unit")
    own_unit = unit if isinstance(unit, str) else ""
    questions: list[Question] = []
    blank: dict[str, RawRow] = {}
    asked = asking.of(issued.inputs, row.cells)
    blanks = _blanks(row, asked)
    for key, column in asked.columns:
        if key in blanks:
            blank[key] = row
        else:
            questions.append(Question(key, key, column, row, row.cells[key], own_unit))
    return Record(
        issued.values,
        tuple(questions),
        (row,),
        blank,
        asking.sheet,
        may_be_blank=sheet.extendable,
        own_places=asked.places,
    )


def _blanks(row: RawRow, asked: _Asked) -> set[str]:
    """The columns in which nothing stands; they are most, so no record is made to tell."""
    cells = row.cells
    if not isinstance(cells, CellsOfRow):
        return {key for key, _ in asked.columns if row.is_blank(key)}
    value, line = cells.values_of_sheet.get, cells.line
    return {key for key, place in asked.places if value((line, place)) is None}


def _added_row(row: RawRow, rules: SheetRules) -> FormRow:
    """A row that the department added to a table it may extend."""
    return FormRow(row.identity, row.line, {}, frozenset(c.key for c in rules.sheet.inputs))
