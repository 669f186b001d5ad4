"""Measures over the periods: the outcomes of the year's earlier ones, each linked to its cell."""

from __future__ import annotations

from kexcel.model.consolidation import Consolidation, MeasureResult
from kexcel.report.parts.answer_cells import write_answer
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable
from kexcel.template.schema import Column

_OUTCOME = "outcome"


def earlier_outcome_headings(context: ReportContext, inputs: list[Column]) -> list[Heading]:
    """A column for each of the year's earlier periods; none where outcomes are not asked for."""
    column = _outcome(inputs)
    if column is None:
        return []
    label = column.label.get(context.language)
    return [
        Heading(_key(each), f"{label} {each.period.key}", column.width, "right")
        for each in context.earlier
    ]


def write_earlier_outcomes(
    context: ReportContext,
    cells: Cells,
    table: PlacedTable,
    row: int,
    result: MeasureResult,
    inputs: list[Column],
) -> None:
    """Fill those columns for one measure."""
    column = _outcome(inputs)
    for each in context.earlier if column else ():
        same = (m for m in each.measures if m.measure.identity == result.measure.identity)
        found = next(same, None)
        answer = found.answers.get(_OUTCOME) if found else None
        place = table.columns[_key(each)]
        if answer is None or column is None:
            cells.write(row, place, None)
        else:
            write_answer(context, cells, row, place, column, answer)


def _outcome(inputs: list[Column]) -> Column | None:
    return next((each for each in inputs if each.key == _OUTCOME), None)


def _key(whole: Consolidation) -> str:
    return f"{_OUTCOME}.{whole.period.key}"
