"""Where a row's answers were read from: the file, the first answer's cell, and each text's cell.

Dates, numbers and words of a list are links themselves. Texts are not, because LibreOffice
shows a linked text on one line only; their links stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kexcel.model.consolidation import MergedAnswer
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable
from kexcel.template.schema import Column

FILE, FIRST = "source.file", "source.first"
_FILE_WIDTH, _FIRST_WIDTH, _CELL_WIDTH = 24, 18, 12


def source_headings(context: ReportContext, inputs: Iterable[Column]) -> list[Heading]:
    """The file, the row's first answer, and each column of texts."""
    _ = context.translate
    texts = [
        Heading(_key(column), f"{_('Source')}: {column.label.get(context.language)}", _CELL_WIDTH)
        for column in inputs
        if is_text(column)
    ]
    return [*file_headings(context), *texts]


def file_headings(context: ReportContext) -> list[Heading]:
    """The file, and the cell in it."""
    _ = context.translate
    return [
        Heading(FILE, _("Source"), _FILE_WIDTH),
        Heading(FIRST, _("Source: cell"), _FIRST_WIDTH),
    ]


def is_text(column: Column) -> bool:
    """Whether the column holds texts of any length, rather than dates, numbers or list words."""
    return column.type == "text"


def write_sources(
    cells: Cells,
    table: PlacedTable,
    row: int,
    inputs: Iterable[Column],
    answers: Mapping[str, MergedAnswer],
) -> None:
    """Fill those columns for a row; they stay empty where nothing was answered."""
    columns = list(inputs)
    first = next((answers[column.key] for column in columns if column.key in answers), None)
    write_source(cells, table, row, first)
    for column in filter(is_text, columns):
        answer = answers.get(column.key)
        source = answer.source if answer else None
        place = table.columns[_key(column)]
        cells.write_linked(row, place, source.cell if source else None, source)


def write_source(cells: Cells, table: PlacedTable, row: int, answer: MergedAnswer | None) -> None:
    """Write the file an answer was read from, and its sheet and cell as a link."""
    source = answer.source if answer else None
    cells.write(row, table.columns[FILE], source.file if source else None)
    spot = f"{source.sheet}!{source.cell}" if source else None
    cells.write_linked(row, table.columns[FIRST], spot, source)


def _key(column: Column) -> str:
    return f"source.{column.key}"
