"""Two consolidated results as groups of items: a table is a group, a row an item.

How rows are told apart is chosen for both files at once, so that the same columns tell them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kexcel.compare.comparison import Value
from kexcel.compare.islands import Island, find_islands
from kexcel.compare.items import Field, Group, Item, meaning, told_apart
from kexcel.excel.workbook_data import SheetData
from kexcel.locale import LANGUAGES, mark, translator
from kexcel.model.cell import cell_reference

_SOURCE = mark("Source")
_TITLES = (mark("Activity"), mark("Goal"))
_EXACT = 9
"""How many decimals a figure is compared to: it may have been calculated by another program."""

Tables = Mapping[str, "ResultTable"]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of a result. ``columns`` are its headings with where they stand, sources apart."""

    label: str
    sheet: str
    island: Island
    columns: Mapping[str, int]

    def words(self, heading: str) -> tuple[str | None, ...]:
        """What a column says in every row; None where it is no text, or there is no column."""
        column = self.columns.get(heading)
        return (None,) if column is None else self.island.texts(column)


def result_tables(sheets: Iterable[SheetData]) -> dict[str, ResultTable]:
    """Every table of a result by what tells it in another: its sheet, and its caption there."""
    return {key: table for sheet in sheets for key, table in _of_sheet(sheet)}


def result_groups(before: Tables, after: Tables) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The tables of two results as groups, in their order, told by the same keys."""
    told = {
        key: _telling([table for side in (before, after) if (table := side.get(key))])
        for key in dict.fromkeys((*before, *after))
    }
    ours, theirs = (
        tuple(Group(key, table.label, _items(table, told[key])) for key, table in side.items())
        for side in (before, after)
    )
    return ours, theirs


def _of_sheet(sheet: SheetData) -> Iterator[tuple[str, ResultTable]]:
    """A sheet's tables. The first without a caption is the sheet's own, whatever its columns."""
    taken: set[str] = set()
    for island in find_islands(sheet):
        own = sheet.name if island.headings else f"{sheet.name}:"
        first = next(iter(island.headings.values()), "")
        names = (f"{sheet.name}/{island.caption}",) if island.caption else (own, f"{own}/{first}")
        key = next((name for name in names if name not in taken), names[-1])
        while key in taken:
            key += "/"
        taken.add(key)
        label = f"{sheet.name}: {island.caption}" if island.caption else sheet.name
        yield key, ResultTable(label, sheet.name, island, _columns(island))


def _columns(island: Island) -> dict[str, int]:
    if not island.headings:
        places = sorted({column for _, cells in island.rows for column in cells})
        return {str(number): place for number, place in enumerate(places)}
    sources = tuple(translator(language)(_SOURCE) for language in LANGUAGES)
    return {
        heading: column
        for column, heading in island.headings.items()
        if not heading.startswith(sources)
    }


def _telling(tables: Sequence[ResultTable]) -> tuple[str, ...]:
    """The columns that tell a table's rows apart in every file that has it.

    The leftmost one of text that does it alone; else as many from the left as it takes; else all.
    """
    first, *others = tables
    shared = [each for each in first.columns if all(each in table.columns for table in others)]
    texts = [each for each in shared if all(None not in table.words(each) for table in tables)]
    alone = ((each,) for each in texts)
    together = (tuple(texts[:count]) for count in range(2, len(texts) + 1))
    for columns in (*alone, *together):
        if all(_tells(table, columns) for table in tables):
            return columns
    return tuple(shared)


def _tells(table: ResultTable, columns: tuple[str, ...]) -> bool:
    rows = [*zip(*(table.words(each) for each in columns), strict=True)]
    return len(set(rows)) == len(rows)


def _items(table: ResultTable, told_by: tuple[str, ...]) -> tuple[Item, ...]:
    titles = {translator(language)(word) for language in LANGUAGES for word in _TITLES}
    titled = next((each for each in table.columns if each in titles - {*told_by}), "")
    return told_apart(_item(table, row, told_by, titled) for row in table.island.rows)


def _item(
    table: ResultTable,
    row: tuple[int, Mapping[int, Value]],
    told_by: tuple[str, ...],
    titled: str,
) -> Item:
    line, cells = row
    fields = {
        heading: _field(table, heading, cells.get(column), line, column)
        for heading, column in table.columns.items()
    }
    words = [_text(fields[each].value) for each in told_by if each in fields]
    number = " · ".join(word for word in words if word)
    title = _text(fields[titled].value) if titled else ""
    if number and title:
        return Item(number, title, fields)
    said = number or title or next(text for each in fields.values() if (text := _text(each.value)))
    return Item(number, said, fields, shown="")


def _field(table: ResultTable, heading: str, value: Value, row: int, column: int) -> Field:
    label = heading if table.island.headings else ""
    cell = f"{table.sheet}!{cell_reference(row, column)}"
    return Field(label, value, _meaning(value), cell if value is not None else "")


def _meaning(value: Value) -> Hashable:
    return meaning(round(value, _EXACT) if isinstance(value, Decimal) else value)


def _text(value: Value) -> str:
    return "" if value is None else str(value)
