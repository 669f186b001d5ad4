"""Goals' verdicts over the periods: the decided one where there is one, else the proposal."""

from __future__ import annotations

from typing import Any

from kexcel.model.consolidation import Consolidation, GoalResult, Source
from kexcel.report.parts.carried_words import suffix_format, with_suffix
from kexcel.report.parts.cells import Cells
from kexcel.report.parts.colouring import colour_words
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading, PlacedTable
from kexcel.report.parts.verdict_words import decided_word, proposed_word, verdict_words

_FILE, _SHEET = "Beslut.xlsx", "Mål"
_WIDTH = 16


def write_verdict(
    context: ReportContext, cells: Cells, row: int, column: int, result: GoalResult, **looks: Any
) -> None:
    """Write a verdict, linked to the cell it was decided in; one that is only proposed says so."""
    if result.verdict is None:
        word, suffix = proposed_word(context, result), context.translate("proposal")
        cells.write(row, column, word, number_format=suffix_format(suffix), **looks)
        cells.make_room(row, column, with_suffix(word, suffix))
        return
    source = Source(_FILE, _FILE, _SHEET, result.cell)
    cells.write_linked(row, column, decided_word(context, result), source, **looks)


def earlier_verdict_headings(context: ReportContext) -> list[Heading]:
    """A column for each of the year's earlier periods."""
    _ = context.translate
    return [
        Heading(_key(each), f"{_('Verdict')} {each.period.key}", _WIDTH) for each in context.earlier
    ]


def write_earlier_verdicts(
    context: ReportContext, cells: Cells, table: PlacedTable, row: int, number: str
) -> None:
    """Fill those columns for one goal."""
    for each in context.earlier:
        result = next((r for r in each.goals if r.goal.number == number), None)
        if result is None:
            cells.write(row, table.columns[_key(each)], None)
        else:
            write_verdict(context, cells, row, table.columns[_key(each)], result)


def colour_earlier_verdicts(context: ReportContext, cells: Cells, table: PlacedTable) -> None:
    """Colour them as the period's own."""
    words = verdict_words(context)
    for each in context.earlier:
        colour_words(context.book.styles, cells.worksheet, table, _key(each), words)


def decided_label(context: ReportContext) -> str:
    """What decided verdicts are headed by: in the last period, when all are, the final ones."""
    _, whole = context.translate, context.consolidation
    is_final = whole.period.is_last and all(each.verdict for each in whole.goals)
    return _("Final verdict") if is_final and whole.goals else _("Decided verdict")


def _key(whole: Consolidation) -> str:
    return f"verdict.{whole.period.key}"
