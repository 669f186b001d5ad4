"""The columns of the compilation, as wide as their words and amounts need."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kexcel.report.budget.figures import figure_width
from kexcel.report.budget.history import PeriodFigures
from kexcel.report.budget.layout import CODE, LEVEL, NAME, SHARE, SHEET, STANDING, USED
from kexcel.report.budget.lines import (
    ACTUAL,
    CHANGE,
    DEVIATION,
    FORECAST,
    FRAME,
    LAST,
    LEDGER,
    PERIOD,
    SUMMED,
    UNBOOKED,
    Group,
)
from kexcel.report.parts.answer_sources import file_headings
from kexcel.report.parts.context import ReportContext
from kexcel.report.parts.tables import Heading
from kexcel.template.schema import Column

_NAME_WIDTH, _WORD_WIDTH, _TEXT_WIDTH = 28.0, 16.0, 30.0
_STANDING_WIDTH, _FILE_WIDTH, _CELL_WIDTH = 24.0, 22.0, 13.0


def summary_headings(
    context: ReportContext, groups: Sequence[Group], history: Sequence[PeriodFigures]
) -> list[Heading]:
    """The columns in order. What is booked has its two only where a ledger was read in."""
    _ = context.translate
    file, cell = file_headings(context)
    return [
        Heading(NAME, _("Department and unit"), _NAME_WIDTH),
        Heading(LEVEL, _("Level"), _WORD_WIDTH),
        Heading(CODE, context.column_label("distribution", CODE), _WORD_WIDTH),
        *_figures(context, groups, history),
        Heading(STANDING, _("Judgement"), _STANDING_WIDTH),
        *(
            Heading(each.key, each.label.get(context.language), _TEXT_WIDTH)
            for each in text_columns(context)
        ),
        Heading(file.key, file.label, _FILE_WIDTH),
        Heading(cell.key, cell.label, _CELL_WIDTH),
    ]


def text_columns(context: ReportContext) -> list[Column]:
    """What the department writes beside its figures, in the template's order."""
    sheet = context.template.sheet(SHEET)
    inputs = sheet.inputs if sheet else ()
    return [column for column in inputs if column.key not in {ACTUAL, FORECAST}]


def has_ledger(context: ReportContext) -> bool:
    """Whether anything is known of what is booked."""
    whole = context.consolidation
    return bool(whole.ledger) or any(each.ledger for each in whole.budget)


def _figures(
    context: ReportContext, groups: Sequence[Group], history: Sequence[PeriodFigures]
) -> list[Heading]:
    decimals = context.settings.money.decimals
    return [
        Heading(key, label, figure_width(label, _amounts(groups, key), decimals), "right")
        for key, label in _figure_labels(context, history).items()
    ]


def _figure_labels(context: ReportContext, history: Sequence[PeriodFigures]) -> dict[str, str]:
    _ = context.translate
    label, booked = context.column_label, has_ledger(context)
    last = f", {history[-1].period}" if history else ""
    labels = {
        FRAME: label(SHEET, FRAME),
        PERIOD: _("Period budget"),
        ACTUAL: label(SHEET, ACTUAL),
        LEDGER: _("Booked"),
        UNBOOKED: _("Actual less booked"),
        USED: _("Part of period budget used"),
        FORECAST: label(SHEET, FORECAST),
        DEVIATION: label(SHEET, DEVIATION),
        SHARE: _("Deviation, %"),
        LAST: _("Last forecast") + last,
        CHANGE: _("Change since last forecast"),
    }
    return {key: text for key, text in labels.items() if booked or key not in {LEDGER, UNBOOKED}}


def _amounts(groups: Sequence[Group], key: str) -> list[Decimal | None]:
    """The greatest amounts of a column are those of its departments and of its total."""
    if key not in SUMMED:
        return []
    sums = [group.sum_of(key) for group in groups]
    whole = sum((abs(each) for each in sums if each is not None), Decimal(0))
    lines = [line.amounts[key] for group in groups for line in group.lines]
    return [*sums, *lines, whole, -whole]
