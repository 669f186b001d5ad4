"""The tables of a department as merged, as its rules see them: what is in each row, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kexcel.collect.changes import Change
from kexcel.merge.combine import Combined
from kexcel.merge.files import Files
from kexcel.merge.free_rows import FreeRows, Line, LinePlace, free_rows
from kexcel.merge.merged_rows import (
    Judge,
    MergedRecord,
    fullest,
    issued_word,
    merged_records,
    record_place,
    record_rules,
    record_values,
)
from kexcel.model.cell import CellValue, cell_reference
from kexcel.model.finding import Place
from kexcel.model.returned import Return
from kexcel.rules import RuleBook, SheetRules
from kexcel.rules.around import Row, Tables


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell that can be pointed to, the file that has it, and what is written in it."""

    sha256: str
    place: Place
    written: str = ""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as the rules see it. A column without a spot cannot be pointed to."""

    values: Row
    spots: Mapping[str, Spot]


@dataclass(frozen=True, slots=True)
class SeenTables:
    """What a department's files have in their tables together.

    ``rules`` are those that each sheet is held against, ``firsts`` the cells that are pointed to
    where a column holds nothing, by sheet and column; ``gone`` are rows of free tables that gave
    way to another file's.
    """

    rules: Mapping[str, SheetRules]
    rows: Mapping[str, tuple[SeenRow, ...]]
    firsts: Mapping[str, Mapping[str, Spot]]
    gone: Mapping[str, frozenset[LinePlace]]

    @property
    def tables(self) -> Tables:
        """The rows as rules look over them."""
        return {sheet: [row.values for row in rows] for sheet, rows in self.rows.items()}


def seen_tables(files: Files, combined: Combined, judge: Judge) -> SeenTables:
    """Put the tables of the usable files together, those that some rule depends on.

    Each sheet is held against the rules of the newest form among the files that have it.
    """
    holders = _holders(files)
    books = {
        sheet: book for sheet, having in holders.items() if (book := _book(having, files, judge))
    }
    rules = {sheet: book.sheet(sheet) for sheet, book in books.items()}
    asked = _asked(rules)
    free = {sheet: free_rows(files, "", sheet, {}) for sheet in files.free & holders.keys()}
    fixed = _fixed_rows(files, combined, judge, asked) if asked - files.free else {}
    rows = {
        sheet: _free_rows(free[sheet], rules[sheet], judge)
        if sheet in free
        else tuple(fixed.get(sheet, ()))
        for sheet in asked
    }
    return SeenTables(
        rules=rules,
        rows=rows,
        firsts={sheet: dict(_firsts(sheet, holders[sheet], files, rules)) for sheet in asked},
        gone={sheet: found.gone for sheet, found in free.items()},
    )


def _holders(files: Files) -> dict[str, tuple[Return, ...]]:
    """The usable files that have each sheet, covers apart."""
    found: dict[str, list[Return]] = {}
    for returned in files.usable:
        for sheet in returned.rows:
            if not files.is_cover(sheet):
                found.setdefault(sheet, []).append(returned)
    return {sheet: tuple(having) for sheet, having in found.items()}


def _book(holders: tuple[Return, ...], files: Files, judge: Judge) -> RuleBook | None:
    form = next(iter(files.forms_of(holders)), None)
    return judge.books[form.code].of(form) if form else None


def _asked(rules: Mapping[str, SheetRules]) -> set[str]:
    """The sheets that have a rule about tables, and those that such rules look at."""
    asked = set()
    for sheet, own in rules.items():
        for rule in own.rules:
            if rule.is_about_table:
                asked |= {sheet, *rule.looks_at}
    return asked & rules.keys()


def _free_rows(found: FreeRows, rules: SheetRules, judge: Judge) -> tuple[SeenRow, ...]:
    return tuple(_free_row(line, rules, judge) for line in found.lines)


def _free_row(line: Line, rules: SheetRules, judge: Judge) -> SeenRow:
    values: dict[str, CellValue] = {}
    spots = {}
    for key, answer in line.row.answers.items():
        column = rules.sheet.column(key)
        value = answer.for_rules
        values[key] = issued_word(value, column, rules, judge) if column else None
        place = Place(
            file=line.returned.file,
            department=line.returned.department,
            sheet=line.row.sheet,
            cell=answer.cell,
            row=line.row.identity,
            column=key,
        )
        spots[key] = Spot(line.returned.sha256, place, answer.written)
    return SeenRow(rules.with_computed(values), spots)


def _fixed_rows(
    files: Files, combined: Combined, judge: Judge, asked: set[str]
) -> dict[str, list[SeenRow]]:
    found: dict[str, list[SeenRow]] = {}
    for record in merged_records(files):
        sheet = record.sheet.key
        if sheet in asked and not files.is_cover(sheet):
            rules = record_rules(record, judge)
            values = rules.with_computed(record_values(record, combined, rules, judge))
            spots = dict(_spots(record, combined, files))
            found.setdefault(sheet, []).append(SeenRow(values, spots))
    return found


def _spots(record: MergedRecord, combined: Combined, files: Files) -> Iterator[tuple[str, Spot]]:
    """The cells of a record that may be pointed to: none whose conflict is open."""
    for name, key in record.cells.items():
        if key not in combined.open_cells:
            answer = combined.answers.get(key)
            sha256, place = record_place(key, answer, record, files)
            yield name, Spot(sha256, place, answer.written if answer else "")


def _firsts(
    sheet: str, holders: tuple[Return, ...], files: Files, rules: Mapping[str, SheetRules]
) -> Iterator[tuple[str, Spot]]:
    """The first cell of each column as the fullest file's form has it."""
    holder = fullest(sheet, holders, files)
    form = files.form(holder)
    issued = form.sheet(sheet) if form else None
    row = next((each for each in issued.rows if each.inputs), None) if issued else None
    if issued is None or row is None:
        return
    for column in rules[sheet].sheet.inputs:
        if column.key in row.inputs:
            key = Change(sheet, row.identity, column.key)
            cell = cell_reference(row.index, issued.column(column.key).index)
            place = _place(holder, issued.name, cell, key)
            yield column.key, Spot(holder.sha256, place)


def _place(holder: Return, sheet: str, cell: str, key: Change) -> Place:
    return Place(
        file=holder.file,
        department=holder.department,
        sheet=sheet,
        cell=cell,
        row=key.row,
        column=key.column,
    )


def of_whole_sheet(spot: Spot) -> Spot:
    """The same cell, pointed to for the sheet's sake and not for its row's."""
    return replace(spot, place=replace(spot.place, row=None))
